"""What a report says beside harm to people: who holds or takes a place, protected objects struck, and needs."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.causes import find_targets
from cenotaph.claims.claim import Passage, Target
from cenotaph.claims.lexicon import Lexicon

# A passage is at most a sentence, and a sentence longer than this is cut to its clause.
_LONGEST = 300


class EventDraft(NamedTuple):
    """An event as its sentence gives it: the type, the sentence's number, the words, and what was struck."""

    type: str
    sentence: int
    passage: Passage
    targets: tuple[Target, ...]


def find_events(analysis: Analysis, lexicon: Lexicon) -> Iterator[EventDraft]:
    """The events of one sentence."""
    text = analysis.lowered
    for cls, kind in (("captured", "control_change"), ("control", "control"), ("need", "need")):
        match = lexicon.frames[cls].search(text)
        if match is not None and not (cls == "captured" and _is_of_people(analysis, match)):
            yield EventDraft(kind, analysis.sentence.number, _clause(analysis, match.start(), match.end()), ())
    struck = [target for target, _, protected in find_targets(analysis.tagged, analysis.sentence) if protected]
    if struck:
        yield EventDraft(
            "attack_on_protected_object", analysis.sentence.number, _clause(analysis, 0, len(text)), tuple(struck)
        )


def _is_of_people(analysis: Analysis, match: re.Match[str]) -> bool:
    """True if what was captured are people or things, not a place: no place word or name follows soon."""
    at = analysis.sentence.start + match.end()
    following = [u for u in analysis.tagged if analysis.sentence.tokens[u.first].start >= at][:10]
    named = {mention.first for mention in analysis.mentions}
    return not any(unit.has("place_noun") or unit.first in named for unit in following)


def _clause(analysis: Analysis, start: int, end: int) -> Passage:
    """The clause around some words of a sentence: between the stops and the "that" on either side."""
    sentence = analysis.sentence
    first, last = 0, len(sentence.tokens)
    for unit in analysis.tagged:
        offset = sentence.tokens[unit.first].start - sentence.start
        if unit.classes & {"that"} and offset < start:
            first = unit.last
        if unit.has("stop") and offset >= end:
            last = unit.first
            break
    tokens = sentence.tokens[first:last] or sentence.tokens
    a = tokens[0].start
    b = next((t.end for t in reversed(tokens) if t.end - a <= _LONGEST), tokens[0].end)
    return Passage(a, b, sentence.text[a:b])
