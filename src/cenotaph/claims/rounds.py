"""Round-ups: reports that say that they tell of several events, and then tell of one after the other.

"Two people were killed in separate shootings over the weekend. ... At 6 p.m. on Sunday a man was shot in the 400 block
of ...": each paragraph that begins with somebody new, and says when or at which address, is another event.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import ADDITIVE, ClaimKind
from cenotaph.claims.draft import Draft
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.lexicon import Lexicon

# Token at which the time may begin with which another event is told: "And about 11:45 p.m."
_LATEST_TIME = 3
# Sentences of a paragraph over which an event may begin: "Police were called to ... They found a man shot".
_BEGINNING = 2
# The least that a toll of several events is.
_SEVERAL = 2


def list_next_events(analyses: Sequence[Analysis], lexicon: Lexicon) -> frozenset[int]:
    """The numbers of the sentences with which a round-up goes on to another event than the one before."""
    found: list[int] = []
    is_round = has_begun = False
    names: set[str] = set()
    for paragraph in _split_paragraphs(analyses):
        if is_round and has_begun and _begins_event(paragraph, names, lexicon):
            found.append(paragraph[0].sentence.number)
        for each in paragraph:
            is_several = bool(each.findings) and tells_of_several(each, lexicon)
            is_round |= is_several
            has_begun |= bool(each.findings) and not is_several
            names |= set(_list_names(each))
    return frozenset(found)


def tells_of_several(analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for a sentence that speaks of several attacks: "hurt in separate shootings"."""
    return lexicon.frames["several"].search(analysis.lowered) is not None


def mark_rounds(drafts: Sequence[Draft], analyses: Sequence[Analysis], lexicon: Lexicon) -> None:
    """Marks what a round-up says of all its events together as a running total: its people are those of the events of
    which it tells one by one. Only for a report that goes on to another event, which `list_next_events` tells."""
    for draft in drafts:
        if draft.kind not in ADDITIVE or (draft.group.count.stated or 0) < _SEVERAL:
            continue
        analysis = analyses[draft.sentence]
        if tells_of_several(analysis, lexicon) and lexicon.frames["of_several"].search(analysis.lowered) is None:
            draft.kind = ClaimKind.CUMULATIVE


def _split_paragraphs(analyses: Sequence[Analysis]) -> Iterator[list[Analysis]]:
    for _, paragraph in groupby(analyses, key=lambda each: each.sentence.paragraph):
        yield list(paragraph)


def _begins_event(paragraph: Sequence[Analysis], names: set[str], lexicon: Lexicon) -> bool:
    """True for a paragraph that begins with a time, or an address, and with somebody new who was harmed."""
    told = next((n for n, each in enumerate(paragraph[:_BEGINNING]) if each.findings), None)
    if told is None or tells_of_several(paragraph[told], lexicon):
        return False
    is_timed = any(phrase.first <= _LATEST_TIME for phrase in paragraph[0].periods)
    is_placed = any(lexicon.frames["address"].search(each.lowered) for each in paragraph[: told + 1])
    first = _find_first(paragraph[told])
    return (is_timed or is_placed) and first is not None and _is_new(first, names, is_timed)


def _find_first(analysis: Analysis) -> Group | None:
    """The first of those harmed of whom a sentence tells; for a pronoun the one before it: "A man came to a clinic
    after he was shot"."""
    who = analysis.findings[0].who
    people = [groups[0] for unit in analysis.units[: who + 1] if (groups := groups_of(unit))]
    return next((group for group in reversed(people) if not group.is_pronoun), None)


def _is_new(group: Group, names: set[str], is_timed: bool) -> bool:
    """True for somebody told of for the first time; a name alone may be that of one told of before without it."""
    if group.definite or group.is_pronoun or group.increment or group.others:
        return False
    words = {word for name in group.names for word in name.name.split()}
    return not words or (is_timed and words.isdisjoint(names))


def _list_names(analysis: Analysis) -> Iterator[str]:
    for finding in analysis.findings:
        for group in groups_of(analysis.units[finding.who]):
            for name in group.names:
                yield from name.name.split()
