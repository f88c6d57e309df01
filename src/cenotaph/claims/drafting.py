"""From what the rules found in a sentence to drafts of claims, with the slots the sentence itself fills."""

import hashlib
import re
from dataclasses import replace

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.attribution import speech_at
from cenotaph.claims.causes import find_cause, find_targets
from cenotaph.claims.choosing import choose_period
from cenotaph.claims.claim import ClaimKind, Ground, Passage, is_of_family
from cenotaph.claims.clauses import find_clause
from cenotaph.claims.draft import Draft, Scene, has_private_speaker
from cenotaph.claims.group import Group, groups_of, parts_of
from cenotaph.claims.kinds import is_measured_from_day, sort_kind
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.parts import count_share, follow_parts
from cenotaph.claims.placing import choose_places, find_tally
from cenotaph.claims.reader import Reader
from cenotaph.claims.rules import Finding
from cenotaph.claims.succumbed import is_succumbed
from cenotaph.claims.survivors import turn_survivors
from cenotaph.claims.units import is_at
from cenotaph.claims.withdrawals import is_withdrawn
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.count import Count
from cenotaph.values.harm import HURT, Outcome

# A match longer than this is quoted by the words for the people alone (the reading contract: at most a sentence).
_LONGEST_QUOTE = 300
# What may stand between places of one list ("the towns of Arden, Marlow and Sedge").
_JOINTS = frozenset({"comma", "and", "place_noun", "determiner", "preposition"})
# Tokens that may stand before the subject with which a sentence begins.
_FIRST = 1
# Tokens between a figure and the first of its own parts, or from one of these to the next.
_PART_GAP = 2


def draft_claims(scene: Scene, reader: Reader, gazetteer: Gazetteer, text_digest: str) -> list[Draft]:
    """The drafts of one sentence, in order; empty if its rules found nothing."""
    analysis, lexicon = scene.analysis, reader.lexicon
    if not analysis.findings:
        return []
    drafts: list[Draft] = []
    targets = tuple(find_targets(analysis.tagged, analysis.sentence))
    if lexicon.frames["unreal"].search(analysis.lowered) or _is_question(analysis):
        return []
    is_preliminary = lexicon.frames["preliminary"].search(analysis.lowered) is not None
    is_unheard = lexicon.frames["no_word"].search(analysis.lowered) is not None
    is_received = lexicon.frames["received"].search(analysis.lowered) is not None
    joints = frozenset(u.first for u in analysis.tagged if u.classes & _JOINTS)
    for finding in analysis.findings:
        first, last = analysis.units[finding.first].first, analysis.units[finding.last - 1].last
        speech = speech_at(scene.speeches, first, last)
        clause = find_clause(analysis, finding)
        phrase = choose_period(analysis, finding, clause, lexicon)
        where = (clause[0], last) if _is_elsewhere(analysis, finding) else clause
        places = choose_places(scene.places, (first, last), where, scene.naming, joints)
        cause = find_cause(analysis.units, finding, analysis.sentence)
        actors = reader.find_actors(analysis, finding, gazetteer, scene.naming, scene.named)
        whole = next((d for d in reversed(drafts) if d.whole is None and d.outcome is finding.outcome), None)
        for draft in _draft_groups(analysis, finding, text_digest):
            if draft.whole is None and whole is not None and (draft.group.part or _is_one_of(draft, whole)):
                # "Nine are in hospital, four of them in a critical condition."
                draft.whole = whole
            draft.episode, draft.preliminary = scene.episode, is_preliminary
            draft.succumbed = is_succumbed(finding, draft.group, analysis, lexicon)
            draft.source = speech.source if speech else None
            draft.phrase, draft.period = phrase, phrase.period if phrase else None
            draft.places, draft.cause, draft.actors, draft.targets = places, cause, actors, targets
            draft.place_from, draft.period_from, draft.cause_from = (
                Ground.WORDS if slot else None for slot in (places, draft.period, cause)
            )
            if (draft.whole is not None or is_of_family(finding.rule.id, "gapped")) and (
                spot := find_tally(scene.places, draft.group.first, _find_end(draft, analysis))
            ):
                draft.places, draft.place_from, draft.is_tally = (spot,), Ground.WORDS, True
            draft.withdrawn = is_withdrawn(finding, analysis, lexicon)
            draft.kind = ClaimKind.DENIAL if draft.withdrawn else sort_kind(draft, analysis, lexicon)
            if draft.kind is ClaimKind.BACKGROUND and is_measured_from_day(draft, analysis, lexicon):
                draft.phrase = draft.period = draft.period_from = None
            told = _cut_at_turn(analysis.lowered[: draft.passage.end - analysis.sentence.start], lexicon)
            _note_signs(draft, finding, analysis, lexicon)
            draft.is_received = is_received
            _settle_time_said(draft, told, lexicon)
            if _is_lament(draft, analysis, lexicon):
                continue
            _settle_child(draft)
            words = analysis.lowered[draft.passage.start - analysis.sentence.start :]
            if (settled := _settle_negation(draft, words, lexicon)) is not None:
                settled.preliminary |= is_unheard and settled.group.count.high == 0
                drafts.append(settled)
    return drafts


def _is_question(analysis: Analysis) -> bool:
    """True for a sentence that asks whether it is so, "Was the sister hurt?"; not "who killed the six priests?", which
    takes it for told."""
    if not analysis.lowered.rstrip(" \"'”’").endswith(("?", "؟")):
        return False
    units = analysis.units
    start = next((k + 1 for k, unit in enumerate(units[:_ASKER]) if unit.has("colon")), 0)  # "Q: Was"
    return start < len(units) and not units[start].classes.isdisjoint({"be", "have", "modal"})


_ASKER = 3  # units


def _is_also_behind(analysis: Analysis, finding: Finding) -> bool:
    """True for "the body of a boy, also shot", and for "two customers died, too"."""
    units = analysis.units
    k = finding.last + is_at(units, finding.last, "comma")
    is_too = is_at(units, k, "too") and (k + 1 == len(units) or is_at(units, k + 1, "stop", "comma", "and"))
    return is_too or (k > finding.last and is_at(units, k, "also"))


def _note_signs(draft: Draft, finding: Finding, analysis: Analysis, lexicon: Lexicon) -> None:
    """Note what the words around a figure tell of those it counts."""
    draft.is_also = any(unit.has("also") for unit in analysis.units[finding.first : finding.last])
    draft.is_also |= _is_also_behind(analysis, finding)
    draft.is_also |= is_of_family(finding.rule.id, "above")  # "So was her sister"
    draft.is_found = finding.act >= 0 and analysis.units[finding.act].marks("found")
    draft.is_at_once = _is_at_once(draft, analysis, lexicon)
    before = analysis.lowered[: draft.passage.start - analysis.sentence.start]
    draft.is_aside = lexicon.frames["aside"].search(before) is not None
    draft.is_cared = _is_elsewhere(analysis, finding)
    _note_means(draft, finding, analysis, lexicon)
    draft.is_first = draft.group.first <= _FIRST
    draft.is_leading = draft.group.is_pronoun and (
        draft.is_first or not any("who" in unit.classes for unit in analysis.units[: finding.who])
    )  # "A bullet struck her"
    draft.is_living = draft.outcome in HURT and _are_living(analysis.lowered, lexicon)
    draft.has_owner = draft.group.kin and _names_owner(analysis, finding, draft.group)
    draft.is_subject = draft.group.is_pronoun and analysis.units[finding.who - 1].has("before")


def _settle_time_said(draft: Draft, told: str, lexicon: Lexicon) -> None:
    """Note whether the words `told` up to a figure say that it was given before another."""
    draft.outdated = lexicon.frames["former"].search(told) is not None
    draft.former = draft.outdated or lexicon.frames["said_before"].search(told) is not None


def _find_end(draft: Draft, analysis: Analysis) -> int:
    """The token after a figure and what is told as its parts, where the place of a list of figures would stand; for
    such a part the first token of the sentence, where none does."""
    end = draft.group.last
    for finding in analysis.findings:
        listed = groups_of(analysis.units[finding.who])
        if any(group.first == draft.group.first for group in listed):
            end = max(end, listed[-1].last)  # "a man and his son in X"
        parts = parts_of(analysis.units[finding.who])
        at = next((n for n, part in enumerate(parts) if part.first == draft.group.first), None)
        if at and _is_within(parts[at - 1], parts[at], analysis):
            return 0
        while at is not None and at + 1 < len(parts) and _is_within(parts[at], parts[at + 1], analysis):
            at, end = at + 1, parts[at + 1].last
    return end


def _is_within(whole: Group, part: Group, analysis: Analysis) -> bool:
    """True if a part stands right behind another with no place between: "12 بينهم 4 أطفال"."""
    between = range(whole.last, part.first)
    return len(between) <= _PART_GAP and not any(mention.first in between for mention in analysis.mentions)


def _is_at_once(draft: Draft, analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for "ten died on the spot": the words stand right after the act."""
    told = analysis.lowered[draft.passage.end - analysis.sentence.start :]
    found = lexicon.frames["at_once"].search(told[:_SOON])
    return found is not None and not _ENDS.search(told[: found.start()])


_SOON = 25  # code points
_ENDS = re.compile(r"[,;،؛]")


def _cut_at_turn(told: str, lexicon: Lexicon) -> str:
    """The words after the last turn: "it had earlier said that 12 died, but later put the toll at eight"."""
    turns = list(lexicon.frames["turn"].finditer(told))
    return told[turns[-1].end() :] if turns else told


def _is_one_of(draft: Draft, whole: Draft) -> bool:
    """True for "one with deep wounds" after "five are still in hospital,"."""
    is_fewer = draft.group.count.high < whole.group.count.high and not draft.group.increment
    return is_fewer and draft.finding.is_bare and is_of_family(draft.finding.rule.id, "sustain")


def _is_lament(draft: Draft, analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for "another child is dead" in the quoted words of a relative or neighbour, and for "it's another senseless
    death" in anybody's: one more in a town or a year, and nobody certain."""
    if not draft.group.increment or draft.group.count.stated != 1:
        return False
    start, tokens = analysis.sentence.start, analysis.sentence.tokens
    lament = lexicon.frames["lament"].search(analysis.lowered)
    if lament is not None and lament.end() >= tokens[draft.group.first].start - start:
        return lament.start() <= tokens[draft.group.last - 1].end - start
    before = analysis.sentence.text[start : draft.passage.start]
    is_quoted = before.count('"') % 2 == 1 or before.count("“") > before.count("”")
    return is_quoted and (draft.source is None or has_private_speaker(draft))


def _are_living(text: str, lexicon: Lexicon) -> bool:
    """True for the words of a sentence by which the hurt live: "is in stable condition"."""
    return lexicon.frames["lives"].search(text) is not None and lexicon.frames["worse"].search(text) is None


def _names_owner(analysis: Analysis, finding: Finding, kin: Group) -> bool:
    """True if the sentence tells, before somebody's kin, of one person whose kin these may be and whom nothing befell:
    "a caller said that her friend had been shot"."""
    harmed = {each.who for each in analysis.findings}
    for k, unit in enumerate(analysis.units[: finding.who]):
        for group in groups_of(unit) if k not in harmed else ():
            is_other = group.count.stated == 1 and not (group.is_pronoun or group.definite or group.kin)
            if is_other and (None in (group.sex, kin.owner_sex) or group.sex == kin.owner_sex):
                return True
    return False


def _settle_child(draft: Draft) -> None:
    """Somebody's child, in the words of a relative or neighbour, may be of any age: "he killed my baby"."""
    group = draft.group
    is_child = group.kin and group.definite and group.group == "children" and group.count.stated == 1
    if is_child and group.age is None and (draft.source is None or has_private_speaker(draft)):
        draft.group = replace(group, group="people", noun="")


def _settle_negation(draft: Draft, told: str, lexicon: Lexicon) -> Draft | None:
    """The draft as its negation leaves it: "did not kill anyone" is nobody killed, a speaker's "we did not kill
    these men" a denial, and "were not hurt" in the outlet's own voice no claim at all."""
    group = draft.group
    if draft.kind is ClaimKind.DENIAL:
        return draft
    if is_of_family(draft.finding.rule.id, "survivors"):
        return turn_survivors(draft, lexicon)
    is_none = draft.finding.negated or group.count.high == 0
    if is_none and _is_of_some(draft, told, lexicon):
        return None
    if group.unsaid and is_none:
        draft.group = replace(group, count=Count(0, 0, False, 0, group.count.text))
        return draft
    if group.unsaid:
        return None
    if draft.finding.negated:
        if draft.source is None or group.count.high == 0:
            return None
        draft.kind = ClaimKind.DENIAL
    return draft


def _is_of_some(draft: Draft, told: str, lexicon: Lexicon) -> bool:
    """True for words of nobody that leave room for others: "nobody is in critical condition", "none was seriously
    hurt", "nobody else was", "none of them was"."""
    group = draft.group
    is_grave = draft.outcome is Outcome.INJURED and lexicon.frames["grave"].search(told) is not None
    if draft.is_cared or is_grave:
        return True
    is_of_others = group.others or lexicon.frames["else"].match(told) is not None
    return group.count.high == 0 and (is_of_others or (group.part and draft.finding.is_bare))


def _draft_groups(analysis: Analysis, finding: Finding, text_digest: str) -> list[Draft]:
    """A draft for each group of a finding; several groups quote their own words, one the words of the whole match."""
    people = analysis.units[finding.who]
    groups = groups_of(people)
    if _is_of_those_before(analysis, finding):
        groups = (replace(groups[0], part=True),)
    whole = _span(analysis, analysis.units[finding.first].first, analysis.units[finding.last - 1].last)
    is_own = len(groups) > 1 or whole.end - whole.start > _LONGEST_QUOTE
    drafts: list[Draft] = []
    if groups[0].count.high == 0:
        groups = groups[:1]  # "none of the four priests and about 100 refugees was hurt"
    for group in groups:
        passage = _span(analysis, group.first, group.last) if is_own else whole
        draft = _start_draft(analysis, finding, group, passage, text_digest)
        draft.listed, draft.is_listed = drafts[0] if drafts else None, len(groups) > 1
        drafts.append(draft)
    head = drafts[0]
    for part in (*parts_of(people), *_later_parts(analysis, finding)):
        if part.share is not None:
            count = count_share(part.share, head.group.count, part.count.text)
            part = replace(part, count=count)
        if part.group == "people":
            part = replace(part, group=head.group.group)
        draft = _start_draft(analysis, finding, part, _span(analysis, part.first, part.last), text_digest)
        if finding.outcome in HURT and part.harm is Outcome.KILLED:
            # "45 hurt, 11 of them dead", "nine hurt, including two who later died"
            draft.outcome, draft.hurt = part.harm, head
        else:
            draft.whole = head
        drafts.append(draft)
    return drafts


def _is_of_those_before(analysis: Analysis, finding: Finding) -> bool:
    """True for "one of them, Ali Hasan, died"."""
    units, who = analysis.units, finding.who
    if who < 2 or not units[who - 1].has("comma") or not units[who].has("named"):
        return False
    before, groups = groups_of(units[who - 2]), groups_of(units[who])
    return len(groups) == len(before) == 1 and before[0].part and before[0].count.stated == 1


def _later_parts(analysis: Analysis, finding: Finding) -> list[Group]:
    """The parts told after an act, before the next one ("were killed, half of them women")."""
    after = [each.first for each in analysis.findings if each.first >= finding.last]
    taken = {each.who for each in analysis.findings}
    end = min(after, default=len(analysis.units))
    end = min([end, *(k for k in taken if k >= finding.last)])
    whole = groups_of(analysis.units[finding.who])[0].count
    return follow_parts(analysis.units, max(finding.last, finding.who + 1), end, whole)


def _start_draft(analysis: Analysis, finding: Finding, group: Group, passage: Passage, text_digest: str) -> Draft:
    outcome = finding.outcome
    if is_of_family(finding.rule.id, "self") and group.sex is None:
        done = (unit.field("sex", "reflexive") for unit in analysis.units[finding.first : finding.last])
        group = replace(group, sex=next(filter(None, done), None))  # "Ali Hasan shot himself"
    key = "\0".join((text_digest, str(passage.start), str(passage.end), outcome, group.group, str(group.count.low)))
    draft = Draft(analysis.sentence.number, analysis.sentence.paragraph, finding, outcome, group, passage)
    draft.id = hashlib.sha256(key.encode()).hexdigest()[:16]
    return draft


def _span(analysis: Analysis, first: int, last: int) -> Passage:
    tokens, text = analysis.sentence.tokens, analysis.sentence.text
    start, end = tokens[first].start, tokens[last - 1].end
    return Passage(start, end, text[start:end])


def _note_means(draft: Draft, finding: Finding, analysis: Analysis, lexicon: Lexicon) -> None:
    """Note by what means people were hurt, which tells those who were beaten from those who were shot."""
    draft.is_shot = any(unit.has("fire_participle") for unit in analysis.units[finding.first : finding.last])
    if any(unit.has("fire_participle") for unit in analysis.units[finding.last : finding.last + _SHOT_TOO]):
        return  # "was struck over the head and shot"
    is_assaulted = finding.act >= 0 and analysis.units[finding.act].has("assault_participle")
    start = analysis.sentence.start
    by_hand = lexicon.frames["by_hand"].search(analysis.lowered, draft.passage.start - start)
    is_near = by_hand is not None and start + by_hand.start() - draft.passage.end <= _MEANS_NEAR
    draft.is_by_hand = is_assaulted or is_near


_SHOT_TOO = 3  # units after what was done to people that may say that they were shot as well
_MEANS_NEAR = 20  # code points from what was done to the words for how


def _is_elsewhere(analysis: Analysis, finding: Finding) -> bool:
    """True for what happens where the hurt are brought, "in fair condition at Arden General", or on their way there."""
    if is_of_family(finding.rule.id, "brought"):
        return True
    return finding.act >= 0 and analysis.units[finding.act].marks("elsewhere")
