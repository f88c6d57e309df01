"""How the claims of a report stand to each other: parts, sums, updates, disputes and repeats."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from cenotaph.claims.claim import ADDITIVE, ClaimKind, Ground, Relation, RelationType, is_of_family
from cenotaph.claims.distinct import are_two_persons, is_beside, is_introduced, is_next_listed
from cenotaph.claims.draft import Draft, has_private_speaker, is_body, is_in_next_sentence, is_own_doing, is_recovery
from cenotaph.claims.group import find_noun
from cenotaph.claims.hurt_apart import relate_apart
from cenotaph.claims.others import (
    find_also,
    find_before_ordinal,
    find_beside,
    find_dead_among,
    find_dead_hit,
    find_doer_before,
    find_harmed_before,
    find_owner,
    find_shot_before,
    find_told_doer,
)
from cenotaph.claims.whereabouts import are_near_in_time, find_whole_of_received, holds, is_late, is_same_place
from cenotaph.values.harm import HURT, Outcome

# How many earlier claims of one outcome a claim may relate to. A report relates nothing so far apart; a document of
# thousands of claims is a list, and would otherwise be compared with itself, each claim with every other.
_MOST_EARLIER = 200
# Those who die are told of at most this many sentences after those who were hurt.
_SOON_AFTER = 3
_OTHER_TIMES = frozenset({ClaimKind.CUMULATIVE, ClaimKind.BACKGROUND})


def relate_drafts(drafts: Sequence[Draft], disputing: frozenset[int]) -> None:
    """Writes the relations of each draft to earlier ones. `disputing` are the numbers of sentences that dispute."""
    episodes: dict[int, dict[Outcome, list[Draft]]] = defaultdict(lambda: {outcome: [] for outcome in Outcome})
    _relate_drafts(drafts, disputing, episodes)
    _relate_updates(drafts)
    for at, draft in enumerate(drafts):
        near = drafts[max(0, at - _MOST_EARLIER) : at + _MOST_EARLIER]
        if (whole := find_whole_of_received(draft, near)) is not None:
            draft.relate(RelationType.PART_OF, whole)
    for number, told in episodes.items():
        if told[Outcome.KILLED]:
            relate_apart([draft for draft in drafts if draft.episode == number])


def _relate_updates(drafts: Sequence[Draft]) -> None:
    """ "A third person has died", above the older text that tells of two killed: one more than they, hurt until now."""
    for at, draft in enumerate(drafts):
        number = draft.group.ordinal
        if number is None or draft.outcome is not Outcome.KILLED or draft.kind is not ClaimKind.EVENT:
            continue
        if draft.group.count.stated != 1 or draft.relations or not is_of_family(draft.finding.rule.id, "die", "died"):
            continue
        told = [d for d in drafts[at + 1 :] if d.outcome is draft.outcome and d.kind is ClaimKind.EVENT]
        told = [d for d in told if d.group.count.stated == number - 1 and d.episode == draft.episode]
        toll = next((d for d in told if number > _SECOND or _is_first_of_two(d, draft)), None)
        if toll is not None:
            draft.relate(RelationType.ADDS_TO, toll)
            draft.kind, draft.succumbed = ClaimKind.INCREMENT, True
            same = Relation(RelationType.SAME_AS, draft.id)
            toll.relations[:] = [relation for relation in toll.relations if relation != same]


_SECOND = 2


def _is_first_of_two(first: Draft, second: Draft) -> bool:
    """True for "one person was killed" under the news that a second has died, and for one who can only be another."""
    return first.group.count.text.lower().split()[:1] == ["one"] or are_two_persons(second, first)


def _relate_drafts(
    drafts: Sequence[Draft], disputing: frozenset[int], episodes: dict[int, dict[Outcome, list[Draft]]]
) -> None:
    dying: Draft | None = None
    for before, draft in zip([None, *drafts], drafts, strict=False):
        if before is not None and before.kind in _OTHER_TIMES and _goes_on(draft, before):
            # "Thirteen have been shot since January. Two have died."
            draft.kind = before.kind
        _join_bodies(draft, before)
        told = episodes[draft.episode]  # nothing told of another event is repeated, summed or replaced
        earlier = told[draft.outcome][-_MOST_EARLIER:]
        hurt = draft.hurt or _find_hurt_before(draft, told)
        if hurt is not None:  # "Two were found with gunshot wounds. One died at the scene."
            draft.relate(RelationType.PART_OF, hurt)
            draft.succumbed |= hurt.outcome is Outcome.INJURED
        _join_hit(draft, told)
        if draft.kind in ADDITIVE and draft.listed is None:
            told[draft.outcome].append(draft)
        if dying is not None and _tells_before(draft, dying):
            continue
        dying = draft if draft.succumbed else dying
        if hurt is not None and _add_to_dead(draft, hurt, earlier):
            continue
        if draft.whole is not None:
            _relate_part(draft, draft.whole)
            if before is not None and is_next_listed(draft, before):
                draft.listed = before.listed or before
        if draft.listed is not None:
            draft.relate(RelationType.ADDS_TO, draft.listed)
        if draft.whole is not None or draft.listed is not None or draft.kind not in ADDITIVE:
            continue
        if _is_of_a_toll(draft, earlier, told) or _is_told_doer(draft, drafts):
            continue
        if draft.group.ordinal is not None and draft.kind is ClaimKind.EVENT and draft.group.count.stated == 1:
            if others := find_before_ordinal(draft, draft.group.ordinal, told):
                last = others[0]
                for each in {d.id: d for d in (last, *_list_with(last, drafts), *others[1:])}.values():
                    draft.relate(RelationType.ADDS_TO, each)
                if last.outcome is draft.outcome and (last.group.count.stated or 0) > 1:
                    draft.kind = ClaimKind.INCREMENT  # whoever speaks builds on the number of another
            continue
        if draft.kind is ClaimKind.INCREMENT:
            _relate_increment(draft, earlier, told)
            continue
        beside = (
            find_beside(draft, earlier)
            or find_doer_before(draft, earlier, told)
            or _find_dead_before(draft, earlier, told)
        )
        if beside is not None:
            draft.relate(RelationType.ADDS_TO, beside)
            if is_own_doing(draft) and _speaker(draft) != _speaker(beside) and (beside.group.count.stated or 0) > 1:
                draft.kind = ClaimKind.INCREMENT  # whoever speaks builds on the number of another
            continue
        if (owner := find_owner(draft, told) or find_also(draft, told) or find_shot_before(draft, told)) is not None:
            # "A girl was killed. Her brother was hurt", "A passenger was also hurt", "The owner was beaten".
            draft.relate(RelationType.ADDS_TO, owner)
            draft.kind = ClaimKind.INCREMENT if _are_more_too(draft, owner) else draft.kind
        away = _list_died(draft, told) | ({owner.id} if owner is not None else set())
        _relate_one(draft, [d for d in reversed(earlier) if d.id not in away], disputing)


def _is_told_doer(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True for one of two dead told of before who did it; its relation is written."""
    if (same := find_told_doer(draft, drafts)) is not None:
        draft.relate(RelationType.SAME_AS, same)
    return same is not None


def _are_more_too(draft: Draft, owner: Draft) -> bool:
    """True for several said to be more than who is told of before: "Two customers died, too"."""
    return draft.is_also and (draft.group.count.stated or 0) > 1 and owner.outcome is draft.outcome


def _list_died(draft: Draft, told: Mapping[Outcome, Sequence[Draft]]) -> set[str]:
    """The claims of those told of as hurt and then as dead, for somebody hurt who is told of for the first time: "Ali
    was hit in the back. He died. ... A 14-year-old girl was grazed"."""
    if draft.outcome not in HURT or not is_introduced(draft.group):
        return set()
    dead = [d for d in told[Outcome.KILLED][-_MOST_EARLIER:] if d.sentence < draft.sentence]
    return {r.claim for d in dead for r in d.relations if r.type is RelationType.UPDATES}


def _join_hit(draft: Draft, told: Mapping[Outcome, Sequence[Draft]]) -> None:
    """Links the dead to the people hit of whom they are said to be: all of them, "Three were found dead. All three had
    been shot", or some, "the man killed in a triple shooting"."""
    for dead in find_dead_hit(draft, told):
        dead.relate(RelationType.UPDATES, draft)
    for dead in find_dead_among(draft, told):
        dead.relate(RelationType.PART_OF, draft)


def _is_of_a_toll(draft: Draft, earlier: Sequence[Draft], told: Mapping[Outcome, Sequence[Draft]]) -> bool:
    """True for a figure that is a share of another told before it, or that another has replaced; its relation is
    written."""
    if (risen := _find_risen_to(draft, earlier)) is not None:
        # "The toll rose to five after three died of their wounds": the three are among the five.
        # "Five remain in hospital" is said of the 15 who were hurt, wherever the hospital is.
        draft.kind = ClaimKind.BREAKDOWN if draft.is_cared else ClaimKind.EVENT
        draft.relate(RelationType.BREAKDOWN_OF if draft.is_cared else RelationType.PART_OF, risen)
        return True
    if (hit := _find_hit_before(draft, told)) is not None:
        # "Five were shot. The other three are in stable condition": three of the five.
        draft.kind = ClaimKind.BREAKDOWN
        draft.relate(RelationType.BREAKDOWN_OF, hit)
        return True
    if (seen := _find_told_around(draft, earlier)) is not None:
        # "My two sons were killed," said a man; another saw three bodies: some of the dead.
        draft.relate(RelationType.PART_OF, seen)
        return True
    if _are_some_of_near(draft, earlier):
        draft.kind = ClaimKind.BREAKDOWN
        return True
    if not draft.former:
        return False
    if (newer := next((d for d in reversed(earlier) if _may_replace(d, draft)), None)) is not None:
        # "Earlier he had put the toll at two": the figure told before it in the text has replaced it.
        newer.relate(RelationType.UPDATES, draft)
        draft.kind = ClaimKind.EVENT
        draft.preliminary |= draft.outdated
        return True
    if any(d.group.count.low >= draft.group.count.high > 1 for d in told[Outcome.CASUALTIES]):
        draft.kind = ClaimKind.BREAKDOWN  # "13 were shot. Police had first said that 12 were wounded"
        return True
    return False


def _are_some_of_near(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """True for a number alone that are said to live, of more told of one by one right before: "a boy is in critical
    condition. Two girls were hit in the legs, a man in the hand. Those three are expected to live"."""
    is_number = draft.finding.is_bare and is_of_family(draft.finding.rule.id, "mending")
    near = [d for d in earlier if d.kind is ClaimKind.EVENT and 0 < draft.sentence - d.sentence <= _SECOND]
    told = sum(d.group.count.low for d in near)
    return is_number and len(near) > 1 and told > draft.group.count.high > 1


def _find_told_around(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The larger figure told before that holds what a private speaker saw, or tells of his kin."""
    if not has_private_speaker(draft) or not (draft.group.kin or is_body(draft)) or draft.own_place or draft.own_period:
        return None
    number = draft.group.count.high
    return next((d for d in reversed(earlier) if d.group.count.low > number and not has_private_speaker(d)), None)


def _tells_before(draft: Draft, dying: Draft) -> bool:
    """ "Three of those wounded in a blast that killed 12 and wounded 30 have died": the three are of the 30, and dead
    beside the 12. True for the 12 and the 30, with the relations of the three to them written."""
    is_inside = dying.passage.start < draft.passage.start and draft.passage.end < dying.passage.end
    is_inside = is_inside and draft.group.count.high > dying.group.count.low
    if not is_inside or draft.outcome not in (Outcome.INJURED, Outcome.KILLED) or draft.whole is not None:
        return False
    kind = RelationType.PART_OF if draft.outcome is Outcome.INJURED else RelationType.ADDS_TO
    dying.relate(kind, draft)
    return True


def _find_dead_before(draft: Draft, earlier: Sequence[Draft], told: Mapping[Outcome, Sequence[Draft]]) -> Draft | None:
    """ "A clerk was killed and a baker wounded. The baker later died": the dead told of when he was still alive."""
    updated = {relation.claim for relation in draft.relations if relation.type is RelationType.UPDATES}
    if draft.outcome is not Outcome.KILLED or draft.group.count.stated != 1 or not updated:
        return None
    hurt = [d for outcome in HURT for d in told[outcome] if d.id in updated]
    if not hurt or not earlier:
        return None
    first = min(hurt, key=lambda d: (d.sentence, d.finding.first))
    if first.sentence == draft.sentence > earlier[-1].sentence:
        return None  # "Two were killed. A bullet hit Dana Ruiz, killing her": she is one of them
    return earlier[-1] if all(_is_other_dead(dead, first) for dead in earlier) else None


def _is_other_dead(dead: Draft, hurt: Draft) -> bool:
    """True if one who was hurt is told of beside the dead, and not as one of them: reports tell first that somebody
    died, and then how he was hit."""
    if is_own_doing(dead) or is_own_doing(hurt) or dead.sentence > hurt.sentence:
        return False
    if dead.sentence == hurt.sentence:
        return dead.finding.who != hurt.finding.who and not hurt.group.is_pronoun and not hurt.group.definite
    if hurt.group.kin and hurt.group.definite and not dead.group.kin and dead.group.count.stated == 1:
        return True  # "Dana Ruiz was found dead. Her son had a wound, and he died in a clinic"
    is_new = hurt.outcome is Outcome.INJURED and is_introduced(hurt.group) and not hurt.group.anyone
    nouns = {hurt.group.noun.lower(), dead.group.noun.lower()}
    is_one = dead.group.count.stated == 1
    return is_new and (not is_one or (len(nouns) > 1 and "" not in nouns and not dead.group.anyone))


def _add_to_dead(draft: Draft, hurt: Draft, earlier: Sequence[Draft]) -> bool:
    """ "Two were killed and seven wounded. Two of the wounded died": two more dead, and no repeat. True for such."""
    if not draft.group.part and draft.hurt is None:
        return False
    for dead in [d for d in earlier if d.sentence == hurt.sentence][-1:]:
        draft.relate(RelationType.ADDS_TO, dead)
        if draft.kind is ClaimKind.EVENT and draft.group.part:
            draft.kind = ClaimKind.INCREMENT  # whoever speaks builds on the number of another
    return True


def _join_bodies(draft: Draft, before: Draft | None) -> None:
    """Further bodies told of right after a part of the dead are another part of them: "Thirteen of the 30 dead were
    women. Seven more bodies have not been named." """
    if before is None or before.kind is not ClaimKind.BREAKDOWN or draft.kind is not ClaimKind.INCREMENT:
        return
    if is_body(draft) and draft.outcome is before.outcome and draft.sentence - before.sentence <= 1:
        draft.kind, draft.whole = ClaimKind.BREAKDOWN, before.whole


def _relate_part(draft: Draft, whole: Draft) -> None:
    """A part of a number: some kind of the people, or those in one place of the area, which is an event of its own
    ("14 in the province, nine of them in Arden")."""
    if draft.own_place and (draft.is_tally or holds(whole, draft)) and not is_same_place(whole, draft):
        draft.kind = ClaimKind.EVENT
        draft.relate(RelationType.PART_OF, whole)
    else:
        draft.relate(RelationType.BREAKDOWN_OF, whole)


def _relate_increment(draft: Draft, earlier: Sequence[Draft], told: dict[Outcome, list[Draft]]) -> None:
    again = [d for d in earlier if _is_told_again(draft, d)]
    if again:
        draft.kind = ClaimKind.EVENT
        draft.relate(RelationType.SAME_AS, again[-1])
    elif earlier:
        # "Five were hurt on Monday. Another man was hurt on Friday": another event.
        is_lent = draft.period_from is not Ground.WORDS and draft.period_from is not Ground.NEAR
        if is_lent or are_near_in_time(earlier[-1], draft) or is_late(draft, earlier[-1]):
            draft.relate(RelationType.ADDS_TO, earlier[-1])
        if draft.succumbed:
            many = [d for d in told[Outcome.INJURED] if d.group.count.low >= draft.group.count.high]
            if many:
                draft.relate(RelationType.PART_OF, many[-1])
    elif draft.group.count.stated == 1:
        _relate_another(draft, told)


def _is_told_again(draft: Draft, before: Draft) -> bool:
    """True for "nine more were hurt" after "killing ten and wounding nine others": the same nine beside the dead."""
    number = draft.group.count.stated
    is_same = number is not None and number > 1 and before.group.count.stated == number and before.group.others
    return is_same and not draft.own_period and not draft.own_place


def _relate_another(draft: Draft, told: dict[Outcome, list[Draft]]) -> None:
    """ "Another man" with nobody before him is another of something else ("a boy shot another boy")."""
    if not draft.succumbed:  # "another of the wounded has died": beside those of whom earlier reports told
        draft.kind = ClaimKind.EVENT
    other = find_harmed_before(draft, told)
    if other is not None and (not draft.own_period or are_near_in_time(other, draft)):
        # "A boy was killed. Another teen was hurt": somebody else, whatever became of him.
        draft.relate(RelationType.ADDS_TO, other)


def _find_risen_to(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The larger toll that a smaller figure can only be a part of: the new one of the same sentence, where the smaller
    was read as a new toll too, that of the sentence before, or any before bodies that were recovered "so far" and
    before those still in hospital."""
    whole = [d for d in earlier if d.group.count.low > draft.group.count.high > 0]
    if draft.kind is ClaimKind.UPDATE:
        whole = [d for d in whole if d.sentence == draft.sentence and d.kind is ClaimKind.UPDATE]
    elif draft.is_cared and draft.group.count.high > 1 and not draft.group.others:
        whole = [d for d in whole if d.kind is not ClaimKind.INCREMENT]  # "15 were hurt; five are still in hospital"
    elif not is_recovery(draft):
        # "The number has risen to 14. Besides the 11 on board, three people on the ground died."
        # "It rose to 43, after the death of two who had been wounded."
        whole = [d for d in whole if d.kind is ClaimKind.UPDATE and (_follows(draft, d) or _stands_behind(draft, d))]
    return whole[-1] if whole else None


def _find_hit_before(draft: Draft, told: Mapping[Outcome, Sequence[Draft]]) -> Draft | None:
    """The number of people hit of whom some are told of in hospital, where nobody gave a number of injured."""
    is_some = draft.is_cared or (draft.finding.is_bare and draft.group.part)  # "both have wounds to the leg"
    if not is_some or draft.outcome is not Outcome.INJURED or draft.group.count.high < 2:
        return None
    if any(d.group.count.high > 1 for d in told[Outcome.INJURED] if d.id != draft.id):
        return None
    more = [d for d in told[Outcome.CASUALTIES] if d.group.count.low > draft.group.count.high]
    return more[-1] if more else None


def _follows(draft: Draft, toll: Draft) -> bool:
    """True for a figure in the sentence after a toll, with no place or day of its own."""
    return (
        is_in_next_sentence(draft, toll) and draft.kind is ClaimKind.EVENT and not (draft.own_place or draft.own_period)
    )


def _stands_behind(draft: Draft, toll: Draft) -> bool:
    """True for deaths of wounded that are told behind a toll in its sentence."""
    is_behind = draft.sentence == toll.sentence and draft.passage.start > toll.passage.end
    return is_behind and draft.kind is ClaimKind.EVENT and is_of_family(draft.finding.rule.id, "noun", "die", "died")


def _list_with(draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """The others of the list that a draft is told of in."""
    first = draft.listed or draft
    return [d for d in drafts if d is not draft and first in (d, d.listed)]


def _goes_on(draft: Draft, before: Draft) -> bool:
    """True for a number alone in the sentence after, without a day of its own: some of those told of there."""
    is_number = draft.finding.is_bare or draft.group.part or draft.group.others
    is_number = is_number and not draft.own_period and draft.kind is ClaimKind.EVENT
    # "It was the deadliest since 2010, when 40 died. It killed 12": the event itself.
    is_number = is_number and not is_of_family(draft.finding.rule.id, "active")
    return is_number and is_in_next_sentence(draft, before)


def _find_hurt_before(draft: Draft, told: dict[Outcome, list[Draft]]) -> Draft | None:
    """The claim of several people hurt, shortly before, of whom these are said to have died: "One died at the scene",
    "One of the wounded died", or "The boy died" after "a boy and his grandmother were hit"."""
    group = draft.group
    if draft.outcome is not Outcome.KILLED or draft.whole is not None or group.increment or group.is_pronoun:
        return None
    if draft.kind is ClaimKind.UPDATE:
        return None  # "two of the wounded died, raising the toll to four"
    hurt = [d for outcome in HURT for d in told[outcome][-3:]]
    near = [d for d in hurt if d.group.count.low > group.count.high > 0 and _is_of(draft, d)]
    dead = {d.sentence for d in told[Outcome.KILLED] if d.group.count.high >= group.count.high}
    # "Killing three and wounding five. Two died at the scene": two of the three.
    near = [d for d in near if draft.succumbed or not (draft.finding.is_bare and d.sentence in dead)]
    return max(near, key=lambda d: d.sentence, default=None) or _find_first_hurt(draft, told)


def _find_first_hurt(draft: Draft, told: Mapping[Outcome, Sequence[Draft]]) -> Draft | None:
    """The several hurt of whom a report tells before it tells that one has died: news begin with a death beside them,
    so he is one of them ("Two men were wounded on Monday. ... Petra Novik was pronounced dead at a clinic")."""
    group, first = draft.group, next(iter(told[Outcome.INJURED]), None)
    if first is None or told[Outcome.KILLED] or draft.kind is not ClaimKind.EVENT or group.count.stated != 1:
        return None
    is_apart = group.accused or group.kin or group.others or group.ordinal is not None or is_own_doing(draft)
    if is_apart or is_of_family(draft.finding.rule.id, "implied") or draft.sentence <= first.sentence:
        return None
    if first.group.sex and group.sex and first.group.sex != group.sex:
        return None
    names = {d.group.names[0].name for d in told[Outcome.INJURED] if d.group.count.stated == 1 and d.group.names}
    if draft.group.names and len(names - {draft.group.names[0].name}) >= (first.group.count.stated or 0):
        return None  # "two officers were hurt: Egon Farkas and Ana Ruiz. Milan Novak was killed"
    is_few = (first.group.count.stated or 0) in _FEW and not first.group.others
    if first.kind is not ClaimKind.EVENT or not is_few or draft.is_listed:
        return None
    is_elsewhere = draft.own_place and bool(first.places) and not is_same_place(draft, first)
    is_before = draft.own_period and draft.period and first.period and draft.period.end < first.period.start
    return None if is_elsewhere or is_before else first


_FEW = (2, 3)  # of more, others may have died beside them without being counted so


def _is_of(draft: Draft, hurt: Draft) -> bool:
    """True if the people of `draft` are told of as some of those of `hurt`."""
    apart = draft.sentence - hurt.sentence
    if draft.finding.is_bare:
        # "Nine were wounded. Three died", "Nine were wounded, three of whom died"; not "Three were killed".
        is_dying = hurt.outcome is Outcome.CASUALTIES or is_of_family(draft.finding.rule.id, "die", "died")
        return (apart == 1 and is_dying) or (apart == 0 and draft.group.part)
    if draft.group.part and draft.group.harm in HURT:
        return apart <= _SOON_AFTER  # "one of the wounded died"
    is_told = draft.group.names or draft.group.count.text.lower().split()[:1] in (["a"], ["an"])
    if draft.group.part and is_told:
        return apart <= _SOON_AFTER  # "One of them, Ali Hasan, died", "One of those two, a clerk, died"
    named = hurt.group.count.text.lower().split()
    return draft.group.definite and 0 < apart <= _SOON_AFTER and draft.group.count.text.lower().split()[-1] in named


def _relate_one(draft: Draft, earlier: list[Draft], disputing: frozenset[int]) -> None:
    """The first relation that fits, to the nearest earlier draft it fits."""
    same_place = [d for d in earlier if is_same_place(d, draft)]
    if draft.sentence in disputing:
        rival = next((d for d in same_place if _speaker(d) != _speaker(draft)), None)
        if rival is not None:
            draft.relate(RelationType.DISPUTES, rival)
            return
    for other in _sort_by_noun(draft, same_place or [d for d in earlier if not d.places or not draft.own_place]):
        if other.group.count.stated == draft.group.count.stated is not None and are_near_in_time(other, draft):
            if draft.group.count.stated == 1 and is_beside(other, draft):
                draft.relate(RelationType.ADDS_TO, other)
                return
            if draft.group.count.stated == 1 and (are_two_persons(other, draft) or _is_taken(other, draft, earlier)):
                continue
            draft.relate(RelationType.SAME_AS, other)
            return
    if draft.kind is ClaimKind.UPDATE:
        # Where nobody tells a place, all of it is told of one.
        there = same_place or [d for d in earlier if not d.places and not draft.places]
        former = next((d for d in there if _speaker(d) == _speaker(draft)), None)
        if former is not None:
            draft.relate(RelationType.UPDATES, former)
            return
    for other in earlier:
        counts = other.group.count, draft.group.count
        if counts[0].rounds(counts[1]):
            continue  # "about 40 in the province", and then the number itself with the village
        if holds(other, draft) and counts[0].high > counts[1].high and are_near_in_time(other, draft):
            draft.relate(RelationType.PART_OF, other)
            return


def _is_taken(other: Draft, draft: Draft, earlier: Sequence[Draft]) -> bool:
    """True for one without a name of whom another, who is not the draft's, was told again."""
    if other.group.names or not draft.group.names:
        return False
    again = (d for d in earlier if any(r.type is RelationType.SAME_AS and r.claim == other.id for r in d.relations))
    return any(are_two_persons(d, draft) for d in again)


def _may_replace(newer: Draft, former: Draft) -> bool:
    if newer.former:
        return False  # of several earlier figures none replaces another
    is_same = is_same_place(newer, former) or holds(newer, former) or not newer.places or not former.places
    return is_same and newer.group.group == former.group.group and newer.group.count != former.group.count


def _sort_by_noun(draft: Draft, earlier: Sequence[Draft]) -> list[Draft]:
    """The claims before, for "the worker" those of a worker first."""
    if not draft.group.definite or not draft.group.noun:
        return list(earlier)
    noun = find_noun(draft.group)
    return sorted(earlier, key=lambda d: find_noun(d.group) != noun)


def _speaker(draft: Draft) -> str | None:
    return draft.source.name if draft.source else None
