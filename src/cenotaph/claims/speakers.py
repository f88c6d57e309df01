"""Speakers as phrases: "a spokesman for the health ministry", "Abu Salim, a local activist", and finding them again."""

import re
from typing import NamedTuple

from cenotaph.claims.claim import Source
from cenotaph.claims.names import read_name
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.values.actor import SourceKind
from cenotaph.values.folding import fold

# What a phrase for a speaker may be made of; any other unit ends it.
PHRASE = frozenset(
    {"speaker", "person", "person_group", "name", "particle", "modifier", "direction", "title", "party", "target"}
    | {"place_noun", "word", "age", "of", "genitive", "determiner", "possessive", "cause_word", "count", "harm_noun"}
)
SAID = frozenset({"say_past", "say_third"})
# Units a phrase for a speaker may have, its messenger and his master included.
LONGEST = 14
_LOOSE_ENDS = frozenset({"of", "determiner", "genitive", "possessive", "for", "preposition", "particle"})


class SpeakerPhrase(NamedTuple):
    """A speaker and the unit after the words that name him."""

    source: Source
    end: int


class Speakers:
    """The speakers a document has introduced, in order: a surname or "the observatory" finds them again."""

    def __init__(self) -> None:
        self._introduced: list[tuple[Source, frozenset[str]]] = []  # each with the words of its name
        self.last: Source | None = None

    def find_again(self, source: Source) -> Source:
        """The speaker introduced before under a longer name, if exactly this one fits; else the one given."""
        self.last = self._find_again(source)
        return self.last

    def _find_again(self, source: Source) -> Source:
        words = frozenset(_words_of(source.name))
        for known, longer in reversed(self._introduced):
            if words < longer and (_is_surname(source, known) or _is_short_form(source, known)):
                return Source(source.text, known.name, known.kind or source.kind, source.through)
            if words == longer:
                return Source(source.text, known.name, source.kind or known.kind, source.through)
        self._introduced.append((source, words))
        return source


def _words_of(name: str) -> list[str]:
    return re.findall(r"\w+", fold(name))


def _is_surname(source: Source, known: Source) -> bool:
    return source.text[:1].isupper() and _words_of(source.name)[-1:] == _words_of(known.name)[-1:]


def _is_short_form(source: Source, known: Source) -> bool:
    """True for "the observatory" after "the X Observatory": the kind agrees and the phrase points back."""
    return source.kind is not None and source.kind == known.kind and source.name != source.text


def read_speaker(units: list[Unit], start: int, sentence: Sentence) -> SpeakerPhrase | None:
    """The speaker whose phrase starts exactly at unit `start`, or None if no speaker can be meant.

    A messenger is not the speaker: "a spokesman for the health ministry" is the health ministry.
    """
    j, kind, has_name, is_someone, is_messenger = start, None, False, False, False
    while j < len(units) and j - start < LONGEST:
        unit = units[j]
        if unit.has("name") and (run := read_name(units, j, sentence)) is not None:
            has_name, is_messenger = True, False
            kind = _kind_in(units[j : run.last]) or kind
            j = run.last
            continue
        if is_messenger and (unit.has("for") or unit.has("preposition") or unit.has("of")):
            master = read_speaker(units, j + 1, sentence)
            if master is not None:
                inner = master.source
                text = sentence.slice(units[start].first, units[master.end - 1].last)
                return SpeakerPhrase(Source(text, inner.name, inner.kind or _kind(kind)), master.end)
        is_new = unit.has("determiner") and j > start and not units[j - 1].has("of")
        if unit.classes.isdisjoint(PHRASE) or not unit.classes.isdisjoint(SAID) or is_new:
            break
        if unit.has("speaker"):
            kind = unit.field("kind", "speaker") or kind
            is_someone, is_messenger = True, unit.marks("messenger")
        elif unit.has("person"):
            is_someone = True
        j += 1
    while j > start and not units[j - 1].classes.isdisjoint(_LOOSE_ENDS) and not units[j - 1].has("name"):
        j -= 1
    if j == start or not (has_name or is_someone):
        return None
    bare = start
    while bare < j - 1 and any(tag.cls in ("determiner", "article") for tag in units[bare].tags):
        bare += 1
    if has_name and kind is None:
        kind = _kind_of_apposition(units, j)
    last = units[j - 1].last
    name = " ".join(sentence.slice(units[bare].first, last).split())
    return SpeakerPhrase(Source(sentence.slice(units[start].first, last), name, _kind(kind)), j)


def _kind(word: str | None) -> SourceKind | None:
    return SourceKind(word) if word else None


def _kind_in(units: list[Unit]) -> str | None:
    return next((kind for unit in units if (kind := unit.field("kind", "speaker")) is not None), None)


def _kind_of_apposition(units: list[Unit], j: int) -> str | None:
    """The kind that the words after a name give ("X, a local media activist")."""
    kind: str | None = None
    if j < len(units) and units[j].has("comma"):
        for unit in units[j + 1 : j + 8]:
            if unit.has("comma"):
                break
            kind = unit.field("kind", "speaker") or kind
    return kind
