"""Who is somebody else: claims of one report that tell of different people, though nothing is counted twice."""

from collections.abc import Mapping, Sequence

from cenotaph.claims.claim import ClaimKind, RelationType, is_of_family
from cenotaph.claims.distinct import is_introduced
from cenotaph.claims.draft import Draft, has_private_speaker, is_in_next_sentence, is_own_doing
from cenotaph.claims.group import find_noun
from cenotaph.values.harm import HARMED, Outcome

# Kin, and those whose kin are named, are told of at most this many sentences after each other.
_SOON_AFTER = 3
# Sentences over which people are told of one by one, up to "a third man".
_LONGEST_COUNT = 6
_LONGEST_OWNER = 4  # words, of "the two children's"
# Groups that say nothing of what somebody is.
_ANYBODY = frozenset({"men", "women", "children", "combatants"})
_DEAD_OR_HURT = (Outcome.KILLED, Outcome.INJURED)

Told = Mapping[Outcome, Sequence[Draft]]


def find_beside(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """An earlier claim of the same outcome that tells of others: the claims add up."""
    beside = next((d for d in earlier if d.sentence == draft.sentence and is_own_doing(d)), None)
    if beside is not None and not is_own_doing(draft):
        # "A man shot his two sons before killing himself": three people.
        return beside
    if is_own_doing(draft) and draft.is_subject:
        # "She was murdered by her husband before he killed himself": he is not the one who was.
        return next((d for d in reversed(earlier) if d.sentence == draft.sentence and not d.is_found), None)
    if (doer := _find_doer_of_hit(draft, earlier)) is not None:
        return doer
    if is_own_doing(draft) and draft.group.kin and earlier and _tells_of_victims(earlier[-1], draft):
        return earlier[-1]
    if is_of_family(draft.finding.rule.id, "and", "along"):
        # "Seven of the tribesmen, who were herding, and three soldiers", "a guard along with two clerks".
        return next((d for d in reversed(earlier) if d.sentence == draft.sentence), None)
    if (owner := next((d for d in reversed(earlier) if _is_kin_beside(draft, d)), None)) is not None:
        return owner
    return (
        _find_victim(draft, earlier)
        or next((d for d in earlier[-1:] if _are_introduced(d, draft)), None)
        or next((d for d in reversed(earlier[-_NEXT:]) if _are_more(d, draft) or _are_others(d, draft)), None)
        or next((d for d in earlier[-1:] if _is_of_other_sex(d, draft)), None)
        or next((d for d in earlier[-1:] if _died_later(d, draft)), None)
        or _find_victims(draft, earlier)
        or next((d for d in reversed(earlier) if _owns(d, draft)), None)
        or next((d for d in reversed(earlier) if _are_two_kin(d, draft)), None)
    )


def find_told_doer(doer: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The one of two dead told of before who did it: "the deaths of a husband and wife ... He shot her and then
    himself"; None where their sex does not tell, or others were hit."""
    if not is_own_doing(doer):
        return None
    pair = [d for d in drafts if d.sentence < doer.sentence and d.outcome is Outcome.KILLED]
    hit = [d for d in drafts if d.sentence == doer.sentence and d.outcome is Outcome.CASUALTIES]
    is_pair = len(pair) == 2 and pair[0].sentence == pair[1].sentence
    if not (is_pair and len(hit) == 1 and hit[0].group.count.stated == 1):
        return None
    one = [d for d in pair if d.group.count.stated == 1 and d.group.sex == doer.group.sex is not None]
    return one[0] if len(one) == 1 else None


def _find_doer_of_hit(dead: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The one who killed himself of whom a report tells between those whom he hit and their death: "He shot her and a
    friend, and then himself. Both died"; None if there is none."""
    is_number = dead.outcome is Outcome.KILLED and dead.finding.is_bare and (dead.group.count.stated or 0) > 1
    doer = earlier[-1] if earlier else None
    if doer is None or not is_number or not is_of_family(dead.finding.rule.id, "die") or dead.group.part:
        return None
    is_near = 0 < dead.sentence - doer.sentence <= _SOON_AFTER and doer.group.count.stated == 1
    return doer if is_near and is_own_doing(doer) else None


def find_dead_hit(hit: Draft, told: Told) -> Sequence[Draft]:
    """The dead told of shortly before, of whom a number alone says that they had been hit: "three were found dead. All
    three had been shot"; none for others."""
    group = hit.group
    is_number = hit.outcome is Outcome.CASUALTIES and hit.finding.is_bare and hit.kind is ClaimKind.EVENT
    number = group.count.stated or 0
    if not is_number or number < 2 or group.others or group.increment or group.part or hit.own_place:
        return ()
    near = [d for d in told[Outcome.KILLED] if 0 < hit.sentence - d.sentence <= _SOON_AFTER and not d.group.part]
    whole = [d for d in near if d.group.count.stated == number]
    is_sum = sum(d.group.count.stated or 0 for d in near) == number
    return whole[-1:] or (near if is_sum else ())


def find_dead_among(hit: Draft, told: Told) -> Sequence[Draft]:
    """The dead of whom a sentence tells just before the name of an event that says how many were hit in it: "the man
    killed in a triple shooting"; none for other people hit."""
    if hit.outcome is not Outcome.CASUALTIES or not is_of_family(hit.finding.rule.id, "np"):
        return ()
    last = [d for d in told[Outcome.KILLED][-1:] if d.sentence == hit.sentence]
    return [d for d in last if d.group.count.high < hit.group.count.low and _is_right_before(d, hit)]


def _is_right_before(one: Draft, other: Draft) -> bool:
    return 0 <= other.passage.start - one.passage.end <= _IN_EVENT


_IN_EVENT = 12  # code points between "killed" and "a triple shooting"


def find_doer_before(draft: Draft, earlier: Sequence[Draft], told: Told) -> Draft | None:
    """The one who is told to have killed himself after he hit somebody, where the report goes on with a named death:
    "a man shot his doctor, then killed himself. Michael Roth, 44, died at 11 p.m." are two; None if there is none."""
    group = draft.group
    is_death = draft.outcome is Outcome.KILLED and is_of_family(draft.finding.rule.id, "die", "died", "passive")
    if not is_death or is_own_doing(draft) or group.count.stated != 1 or not group.names or group.accused:
        return None
    doer = earlier[-1] if earlier else None
    if doer is None or not is_own_doing(doer) or not 0 < draft.sentence - doer.sentence <= _SOON_AFTER:
        return None
    hit = [d for o in HARMED for d in told[o] if d.sentence == doer.sentence and not is_own_doing(d)]
    return doer if hit and all(d.group.count.stated == 1 for d in hit) and not doer.group.names else None


def _tells_of_victims(those: Draft, doer: Draft) -> bool:
    """True for "A mother and her son were found shot. Police believe her husband shot them before killing himself"."""
    return not is_own_doing(those) and 0 < doer.sentence - those.sentence <= _NEXT and not those.group.is_pronoun


def _is_kin_beside(kin: Draft, owner: Draft) -> bool:
    """True for "while Singh died on the spot, his son died in a clinic", and for "A girl was hit. Her cousin was hit,
    too": the kin of one of the same sentence or the one before."""
    group, other = kin.group, owner.group
    is_kin = group.kin and group.definite and group.owner_sex is not None and not group.names
    is_one = group.count.stated == other.count.stated == 1 and not (other.kin or other.is_pronoun or other.owned)
    is_here = kin.sentence == owner.sentence and owner.finding.who < kin.finding.who
    # "A clerk was killed. His father was killed when he was three" may be an aside.
    is_aside = kin.outcome is Outcome.KILLED and (kin.own_period or kin.finding.act < 0)
    is_next = kin.sentence - owner.sentence == 1 and kin.is_first and not is_aside
    is_here = (is_here or is_next) and kin.listed is None and not kin.has_owner
    return is_kin and is_one and is_here and other.sex in (None, group.owner_sex) and not has_private_speaker(kin)


def find_also(draft: Draft, told: Told) -> Draft | None:
    """The one told of before "a passenger was also shot": another person."""
    group = draft.group
    is_told_so = is_of_family(draft.finding.rule.id, "above")  # "So was her sister": whatever she is called
    if not draft.is_also or group.count.stated is None or (not is_told_so and (group.definite or group.names)):
        return None
    harmed = _list_harmed(draft, told)
    if group.count.stated != 1 and any(d.group.count.stated != 1 for d in harmed):
        return None  # "Three were shot. ... Two clerks were also hit": perhaps two of the three
    before = max(harmed, key=_place_in_text, default=None)
    if before is None or before.group.count.stated is None:
        return None
    return before if draft.sentence - before.sentence <= _SOON_AFTER else None


def find_shot_before(draft: Draft, told: Told) -> Draft | None:
    """The people shot beside whom somebody was hurt by no shot: "Three were shot. A clerk was clubbed", "Two girls were
    trampled at the gate", "A boy was shot. An old man broke his hip"; None if he may be one of them."""
    group = draft.group
    if not draft.is_by_hand or draft.is_shot or group.count.stated is None or group.part or group.is_pronoun:
        return None
    names = {name.name for name in group.names}
    shot = [d for outcome in HARMED for d in told[outcome] if d.is_shot and d.id != draft.id]
    if any(names & {name.name for name in d.group.names} for d in shot):
        return None
    is_new = is_introduced(group) and not draft.is_listed
    return next(
        (
            d
            for d in reversed(shot)
            if (d.group.count.stated or 0) > group.count.high
            or (is_new and d.group.count.stated == 1 and d.sentence < draft.sentence)
        ),
        None,
    )


def find_before_ordinal(draft: Draft, ordinal: int, told: Told) -> Sequence[Draft]:
    """The claims of those told of before "a third man", who is another than each, the last one first; none if a figure
    counts them all."""
    near = sorted(_list_harmed(draft, told), key=_place_in_text)
    if draft.group.definite:
        # "Two died at the scene and the third in hospital": one more than the figure before, or told of already.
        two = next((d for d in reversed(told[draft.outcome]) if d.id != draft.id), None)
        return [two] if two is not None and two.group.count.stated == ordinal - 1 else []
    if any((d.group.count.stated or 0) >= ordinal for d in near) or not near or near[-1].group.count.stated is None:
        return []
    count = [d for d in near[:-1] if d.group.count.stated == ordinal - 1 > 1]  # "Four were hit. ... A fifth person"
    singles = [d for d in reversed(near[:-1]) if d.group.count.stated == 1]
    return [near[-1], *count, *(d for d in singles if draft.sentence - d.sentence <= _LONGEST_COUNT)]


def find_harmed_before(draft: Draft, told: Told) -> Draft | None:
    """The last claim before of somebody of whom the text tells another thing than of these people."""
    last = [told[outcome][-1] for outcome in HARMED if outcome is not draft.outcome and told[outcome]]
    return max((d for d in last if d.id != draft.id), key=_place_in_text, default=None)


def find_apart(draft: Draft, dead: Sequence[Draft], is_counted: bool) -> Sequence[Draft]:
    """The people killed of whom one who was hurt is another than each, by what the words call them: "a customer was
    killed. An employee was hurt", "a deputy was hurt and the suspect was killed"; none if he may be one of them.

    `dead` are all who were killed one by one; `is_counted` tells that a figure counts people, so that who is who
    matters less.
    """
    group = draft.group
    if 0 < len(dead) <= _MOST_DEAD and _is_told_by_noun_after(draft, dead):
        return dead  # "استشهاد سيدة وإصابة زوجها": the death of one and the wounding of another
    is_living = draft.is_living and draft.kind is not ClaimKind.INCREMENT and not is_counted and not draft.former
    if (is_living or is_of_family(draft.finding.rule.id, "mending")) and 0 < len(dead) <= _MOST_DEAD:
        # "The surviving brother is expected to pull through"; not he who died all the same.
        return dead if not any(_died_since(draft, d) for d in dead) else ()
    if (news := [d for d in dead if _are_introduced(draft, d)]) and len(news) == len(dead) <= _MOST_DEAD:
        return dead
    if not 0 < len(dead) <= _MOST_DEAD or group.accused or group.is_pronoun or group.kin:
        return ()
    if group.anyone and not draft.is_listed:
        return ()  # "a man was hurt" may be he who died; "a man and three women were hurt" are others
    if (draft.own_place or draft.own_period) and not all(d.group.accused for d in dead):
        return ()
    return dead if all(_are_apart(draft, d) for d in dead) else ()


def _is_told_by_noun_after(draft: Draft, dead: Sequence[Draft]) -> bool:
    """True for somebody whose wounds are told of by a noun after the deaths of the same sentence."""
    if not is_of_family(draft.finding.rule.id, "noun") or draft.group.is_pronoun:
        return False
    return all(
        d.sentence == draft.sentence
        and d.passage.end <= draft.passage.start
        and is_of_family(d.finding.rule.id, "noun")
        and not d.succumbed
        for d in dead
    )


def _died_since(hurt: Draft, dead: Draft) -> bool:
    """True if a claim of somebody's death replaces that of the wounds."""
    return any(r.type is RelationType.UPDATES and r.claim == hurt.id for r in dead.relations)


def _are_introduced(a: Draft, b: Draft) -> bool:
    """True for "a customer was killed. A clerk was wounded": one told of by a noun of its own right after somebody who
    was told of by another, as nobody is told of again."""
    before, after = sorted((a, b), key=_place_in_text)
    one, other = before.group, after.group
    if after.paragraph != before.paragraph or after.sentence - before.sentence > _NEXT:
        return False
    is_new = bool(other.noun) and other.count.stated == 1 and not (other.definite or other.names or other.anyone)
    is_known = one.count.stated == 1 and bool(one.noun) and not (one.anyone or one.kin or one.accused)
    is_bare = one.count.text.split()[-1] == one.noun and not one.owned  # "whose brother had died"
    is_known = is_known and (one.definite or not is_bare)
    is_plain = not (
        other.part or other.kin or other.accused or other.is_pronoun or is_own_doing(after) or is_own_doing(before)
    )
    return is_new and is_known and is_plain and find_noun(one) != find_noun(other)


def _are_more(one: Draft, several: Draft) -> bool:
    """True for "a girl was hit. Three men had wounds to the legs": several of a new kind, soon after somebody who is
    none of them."""
    before, group = one.group, several.group
    if several.paragraph != one.paragraph or several.sentence - one.sentence > _NEXT or before.count.stated != 1:
        return False
    is_new = (group.count.stated or 0) > 1 and not (group.definite or group.part or group.others or group.is_pronoun)
    kinds = {before.group, group.group}
    return is_new and len(kinds & _SEXED) == len(kinds) > 1


def _is_of_other_sex(those: Draft, one: Draft) -> bool:
    """True for "The women were dead. Their father did not survive the night": a man beside several women."""
    group, sex = those.group, _SEX_OF.get(those.group.group)
    is_several = group.count.high > 1 and not group.count.open
    is_one = one.group.count.stated == 1 and not one.group.is_pronoun and one.outcome is Outcome.KILLED
    is_near = one.paragraph == those.paragraph and one.sentence - those.sentence <= _NEXT
    return is_several and is_one and is_near and None not in (sex, one.group.sex) and sex != one.group.sex


_SEX_OF = {"women": "f", "men": "m"}


def _are_others(those: Draft, others: Draft) -> bool:
    """True for "twelve were shot and three others were stabbed to death": more people of the same sentence, or of the
    next where it tells of no other place or day."""
    group = others.group
    is_several = group.others and not (group.definite or group.part) and (group.count.stated or 0) > 1
    if not is_several or those.kind is not ClaimKind.EVENT:
        return False
    if others.sentence == those.sentence:
        return those.passage.start < others.passage.start and those.places == others.places
    return is_in_next_sentence(others, those) and not (others.own_place or others.own_period)


def _died_later(those: Draft, others: Draft) -> bool:
    """True for "ten died on the spot and three died in hospital"."""
    group = others.group
    is_new = group.count.stated and not (group.definite or group.part or group.is_pronoun or others.is_at_once)
    is_dying = is_of_family(others.finding.rule.id, "die", "died")
    return bool(is_new) and is_dying and those.is_at_once and those.sentence == others.sentence


_SEXED = frozenset({"men", "women", "children"})
_NEXT = 2  # sentences
_MOST_DEAD = 12  # of whom a report tells one by one beside somebody hurt; more are a list


def _are_apart(hurt: Draft, dead: Draft) -> bool:
    """True if the words for one who was hurt and one who died cannot be of one person: a new one after the other's
    death, or any but who did it beside who did it."""
    one, other = hurt.group, dead.group
    if one.names and one.names[0].name == one.count.text:
        return False  # a name alone may be anybody's
    if other.accused and not is_own_doing(hurt):
        return True
    is_new = not (one.definite or one.names) and hurt.outcome is Outcome.INJURED
    is_other = hurt.is_listed or find_noun(one) != find_noun(other)
    return is_new and is_other and _place_in_text(dead) < _place_in_text(hurt)


def _list_harmed(draft: Draft, told: Told) -> list[Draft]:
    """The claims told before of people harmed in any way."""
    return [d for outcome in HARMED for d in told[outcome] if d.id != draft.id]


def _place_in_text(draft: Draft) -> tuple[int, int]:
    return draft.sentence, draft.passage.start


def find_owner(draft: Draft, told: Told) -> Draft | None:
    """The person harmed shortly before whose brother or friend this one is, told of with another outcome; None where a
    private speaker may be meant ("Her son was shot, she said")."""
    group = draft.group
    if group.fellow and group.count.stated == 1 and draft.listed is None:
        known = find_harmed_before(draft, told)  # "Ali Hasan was killed. The co-worker was shot in the ankle"
        return known if known is not None and known.group.names and known.group.count.stated == 1 else None
    if not (group.kin and group.definite and group.count.stated == 1) or draft.listed is not None:
        return None
    if draft.has_owner or has_private_speaker(draft):
        return None
    owner = find_harmed_before(draft, told)
    if owner is None or owner.group.count.stated != 1 or draft.sentence - owner.sentence > 1 or owner.group.kin:
        return None
    return owner if group.owner_sex is not None and owner.group.sex in (None, group.owner_sex) else None


def _find_victims(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The several people harmed before "the gunman was found dead", "both gunmen were killed" or "he shot himself":
    they who did it are none of them. Not where they only are dead ("two people are dead"), since he may be one."""
    if draft.outcome not in _DEAD_OR_HURT or not draft.group.count.stated or not _is_doer(draft):
        return None
    if any(_is_doer(d) for d in earlier):
        return None
    others = [d for d in earlier if d.finding.rule.outcome == "verb" and _may_be_victims(d, draft)]
    if draft.group.is_pronoun and draft.group.accused:
        # "Officers shot him dead": he is none of several whom he killed.
        several = others or [d for d in earlier if d.is_listed]
        return several[-1] if several else None
    others = others or [d for d in earlier if _is_no_suspect(d, draft)]
    return others[-1] if others else None


def _may_be_victims(draft: Draft, doer: Draft) -> bool:
    """True for several people, and for one of whom the same sentence tells: "she was shot by the cook, who then killed
    himself". One who did it to himself may be among those found dead."""
    if draft.is_found and is_own_doing(doer):
        return False
    # "Reed died after shooting himself" is one; "Reed killed Novik before turning the gun on himself" are two.
    is_told_apart = not doer.group.is_pronoun or -1 < draft.finding.act < draft.finding.who
    is_beside = draft.sentence == doer.sentence and is_own_doing(doer) and is_told_apart
    return (draft.group.count.stated or 0) > 1 or (is_beside and draft.finding.who != doer.finding.who)


def _is_no_suspect(draft: Draft, doer: Draft) -> bool:
    """True for one told of by what he was ("a clerk was killed", and then "the suspect was killed"): "a man" may be the
    suspect himself."""
    group = draft.group
    is_told = doer.group.accused and not is_own_doing(doer)
    is_plain = not (group.names or group.anyone or group.accused or group.is_pronoun or group.kin)
    is_plain = is_plain and group.ordinal is None  # "a fourth is fighting for his life" may be he
    return is_told and is_plain and group.count.stated == 1 and group.group not in _ANYBODY


def _is_doer(draft: Draft) -> bool:
    """True for "the gunman", "two of the gunmen", "both gunmen", and for somebody who did it to himself."""
    group = draft.group
    is_told = group.definite or bool(group.names) or (group.count.stated or 0) > 1
    return (group.accused and is_told) or is_own_doing(draft)


def _find_victim(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The one whom the subject of a sentence harmed, for a pronoun of that subject later in it: "he killed the owner
    before he was shot and killed" tells of two people."""
    if not (draft.is_subject and draft.group.is_pronoun):
        return None
    return next((d for d in earlier if d.sentence == draft.sentence and -1 < d.finding.act < d.finding.who), None)


def _owns(owner: Draft, draft: Draft) -> bool:
    """True if the people of `owner` are those whose kin `draft` names: "the children's father"."""
    owners, genitive, _ = draft.passage.quote.lower().replace("’", "'").partition("'s ")
    words = owners.split()
    if not (draft.group.owned and genitive) or draft.sentence - owner.sentence > _SOON_AFTER:
        return False
    return 0 < len(words) < _LONGEST_OWNER and words[-1] in owner.passage.quote.lower().split()


def _are_two_kin(a: Draft, b: Draft) -> bool:
    """True for "her sister" and, soon after, "her mother"; "his wife" and "their mother" may be one."""
    one, other = a.group, b.group
    if not (one.kin and other.kin and one.sex and one.sex == other.sex and one.count.stated == other.count.stated == 1):
        return False
    first, second = one.count.text.lower().split(), other.count.text.lower().split()
    return b.sentence - a.sentence <= _SOON_AFTER and first[0] == second[0] and first[-1] != second[-1]
