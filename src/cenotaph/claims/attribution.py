"""Who says it: the speakers a sentence names, of which kind, through whom, and which words of it are theirs."""

import re
from typing import NamedTuple

from cenotaph.claims.claim import Source
from cenotaph.claims.names import read_name
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.values.actor import SourceKind
from cenotaph.values.folding import fold

_PRONOUNS = frozenset({"pronoun", "person_pronoun"})
_SAID = frozenset({"say_past", "say_third"})
# Words a speaker's phrase may hold; any other word ends it.
_PHRASE = frozenset(
    {"speaker", "person", "person_group", "name", "particle", "modifier", "direction", "title", "party", "target"}
    | {"place_noun", "word", "age", "demonym", "of", "genitive", "determiner", "possessive", "cause_word", "count"}
)
_LONGEST = 12


class Speech(NamedTuple):
    """A speaker and the tokens, from `first` up to `last` (exclusive), that are his; `start`, `end` are the tokens
    of the words that name him."""

    source: Source
    first: int
    last: int
    start: int
    end: int


class Speakers:
    """The speakers a document has introduced, in order: a surname or "the observatory" finds them again."""

    def __init__(self) -> None:
        self._introduced: list[Source] = []

    def find_again(self, source: Source) -> Source:
        """The speaker introduced before under a longer name, if exactly this one fits; else the one given."""
        words = set(_words_of(source.name))
        for known in reversed(self._introduced):
            longer = _words_of(known.name)
            if words < set(longer) and (_is_surname(source, known) or _is_short_form(source, known)):
                return Source(source.text, known.name, known.kind or source.kind, source.through)
            if words == set(longer):
                return Source(source.text, known.name, source.kind or known.kind, source.through)
        self._introduced.append(source)
        return source

    def last(self) -> Source | None:
        """The speaker introduced last."""
        return self._introduced[-1] if self._introduced else None


def _words_of(name: str) -> list[str]:
    return re.findall(r"\w+", fold(name))


def _is_surname(source: Source, known: Source) -> bool:
    return source.text[:1].isupper() and _words_of(source.name)[-1:] == _words_of(known.name)[-1:]


def _is_short_form(source: Source, known: Source) -> bool:
    """True for "the observatory" after "the X Observatory": the kind agrees and the phrase points back."""
    return source.kind is not None and source.kind == known.kind and source.text.lower().startswith("the ")


def find_speeches(units: list[Unit], sentence: Sentence, speakers: Speakers) -> list[Speech]:
    """The speakers a sentence names, with the words that are theirs."""
    found: list[Speech] = []
    count = len(sentence.tokens)
    for i, unit in enumerate(units):
        if unit.has("according"):
            named = _read_phrase(units, i + 1, sentence)
            if named is not None:
                through = found[-1].source.name if found and unit.marks("through") else None
                if through is not None:
                    found.pop()
                source = speakers.find_again(_with_through(named[0], through))
                found.append(Speech(source, 0, count, units[i].first, named[1]))
        elif not unit.classes.isdisjoint(_SAID) and not (i and units[i - 1].has("be")):
            speech = _read_saying(units, i, sentence, speakers)
            if speech is not None:
                found.append(speech)
    return found


def _with_through(source: Source, through: str | None) -> Source:
    return Source(source.text, source.name, source.kind, through) if through else source


def _read_saying(units: list[Unit], i: int, sentence: Sentence, speakers: Speakers) -> Speech | None:
    """The speaker of the verb of saying at unit `i`: before it ("X said"), or after it ("said X")."""
    count = len(sentence.tokens)
    start = _start_of_subject(units, i)
    is_closing = i + 1 == len(units) or units[i + 1].classes & {"stop", "quote"} or _ends_soon(units, i)
    covered = (0, count) if is_closing else (units[i].first, count)
    if start is not None and start < i:
        if not units[start].classes.isdisjoint(_PRONOUNS):
            last = speakers.last()
            if last is None:
                return None
            return Speech(
                Source(sentence.tokens[units[start].first].text, last.name, last.kind, last.through),
                *covered,
                units[start].first,
                units[i].last,
            )
        named = _read_phrase(units, start, sentence)
        if named is not None:
            return Speech(speakers.find_again(named[0]), *covered, units[start].first, units[i].last)
    if i and units[i - 1].classes & {"comma", "quote"}:
        named = _read_phrase(units, i + 1, sentence)
        if named is not None:
            return Speech(speakers.find_again(named[0]), 0, count, units[i].first, named[1])
    return None


def _ends_soon(units: list[Unit], i: int) -> bool:
    """True if nothing but a word or two of time follows the verb ("police said Thursday.")."""
    rest = [u for u in units[i + 1 : i + 4] if not u.classes & {"period", "adverb", "preposition"}]
    return (bool(rest) and rest[0].has("stop")) or (i + 1 < len(units) and not rest)


def _start_of_subject(units: list[Unit], i: int) -> int | None:
    """Where the subject of the verb at `i` starts: walking back over its words, and over one apposition."""
    j = i
    commas = 0
    while j > 0 and i - j < _LONGEST:
        before = units[j - 1]
        if before.has("comma"):
            # "X, a local activist, said": the comma before the verb opens an apposition to walk over.
            if j == i or commas == 1:
                commas += 1
                j -= 1
                continue
            break
        if before.classes & {"adverb", "have", "period"} and j == i:
            j -= 1
            continue
        if not before.classes.isdisjoint(_PRONOUNS):
            return j - 1 if j == i else None
        if not before.classes & _PHRASE and not (before.has("preposition") and j < i):
            break
        j -= 1
    while j < i and units[j].classes & {"comma", "adverb", "of", "preposition", "genitive", "have", "period"}:
        j += 1
    return j if j < i else None


def _read_phrase(units: list[Unit], start: int, sentence: Sentence) -> tuple[Source, int] | None:
    """The speaker named from unit `start` on, and the token after the words that name him."""
    j, kind, has_name, is_org = start, None, False, False
    while j < len(units) and j - start < _LONGEST:
        unit = units[j]
        if unit.has("name") and (run := read_name(units, j, sentence)) is not None:
            has_name, j = True, run.last
            kind = (
                next((u.field("kind", "speaker") for u in units[run.first : run.last] if u.has("speaker")), None)
                or kind
            )
            continue
        if unit.has("for") and kind is not None:
            j += 1
            continue
        if (
            not unit.classes & _PHRASE
            or unit.classes & _SAID
            or (unit.has("determiner") and j > start and not units[j - 1].has("of"))
        ):
            break
        if unit.has("speaker"):
            kind = unit.field("kind", "speaker") or kind
            is_org = True
        elif unit.has("person") and kind is None:
            is_org = True
        j += 1
    while j > start and units[j - 1].classes & {"of", "determiner", "genitive", "possessive", "for"}:
        j -= 1
    if j == start or not (has_name or is_org):
        return None
    first, last = units[start].first, units[j - 1].last
    text = _slice(sentence, first, last)
    bare = start
    while bare < j - 1 and units[bare].has("determiner"):
        bare += 1
    name = _slice(sentence, units[bare].first, last)
    if has_name and kind is None:
        kind = _kind_of_apposition(units, j)
    return Source(text, " ".join(name.split()), SourceKind(kind) if kind else None), last


def _kind_of_apposition(units: list[Unit], j: int) -> str | None:
    """The kind that the words after a name give ("X, a local media activist")."""
    kind: str | None = None
    if j < len(units) and units[j].has("comma"):
        for unit in units[j + 1 : j + 8]:
            if unit.has("comma"):
                break
            if unit.has("speaker"):
                kind = unit.field("kind", "speaker") or kind
    return kind


def _slice(sentence: Sentence, first: int, last: int) -> str:
    return sentence.text[sentence.tokens[first].start : sentence.tokens[last - 1].end]


def speech_at(speeches: list[Speech], first: int, last: int) -> Speech | None:
    """The speech that the tokens from `first` to `last` belong to: the nearest that covers them."""
    covering = [s for s in speeches if s.first <= first and last <= s.last and not (s.start <= first < s.end)]
    return min(covering, key=lambda s: min(abs(s.start - last), abs(first - s.end)), default=None)
