"""Who says it: where a sentence names its speakers, and which of its words are theirs."""

from typing import NamedTuple

from cenotaph.claims.claim import Source
from cenotaph.claims.names import read_name
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.speakers import LONGEST, PHRASE, SAID, Speakers, read_speaker
from cenotaph.claims.units import Unit

_PRONOUNS = frozenset({"pronoun", "person_pronoun"})
# What may stand before a clause: a pronoun after it is the subject of its verb.
_BOUNDARIES = frozenset({"comma", "stop", "and", "but", "quote", "that", "conjunction", "adverb"})
# What brings a speaker into a sentence: a verb of saying, "according to", a colon.
_CUES = SAID | {"according", "say_base", "say_participle", "stop"}
# A relative clause between a speaker and the verb is no longer than this ("the charity that ran the clinic said").
_LONGEST_CLAUSE = 14


class Speech(NamedTuple):
    """A speaker and the tokens, from `first` up to `last` (exclusive), that are his; `start` and `end` are the tokens
    of the words that name him. `cited` marks one whom another speaker cites."""

    source: Source
    first: int
    last: int
    start: int
    end: int
    cited: bool = False


def find_speeches(units: list[Unit], sentence: Sentence, speakers: Speakers) -> list[Speech]:
    """The speakers a sentence names, in order, with the words that are theirs."""
    found: list[Speech] = []
    for i, unit in enumerate(units):
        if unit.classes.isdisjoint(_CUES):
            continue
        speech = None
        if unit.has("according"):
            speech = _read_according(units, i, sentence, speakers, found)
        elif (not unit.classes.isdisjoint(SAID) and not (i and units[i - 1].has("be"))) or _is_perfect(units, i):
            speech = _read_saying(units, i, sentence, speakers)
        elif _is_present(units, i):
            # "Officials say": only after a phrase for a speaker, since the base form is many other things too.
            speech = _read_saying(units, i, sentence, speakers, only_before=True)
        elif unit.has("stop") and sentence.tokens[unit.first].text == ":":
            speech = _read_label(units, i, sentence, speakers)
        if speech is not None:
            found.append(_clip(speech, units))
    return _leave_out_own(found, units)


def _leave_out_own(found: list[Speech], units: list[Unit]) -> list[Speech]:
    """The speeches without "I counted" and "we reported", where the sentence names whom it quotes."""
    if len(found) < 2:
        return found
    own = {unit.first for unit in units if unit.marks("first_person")}
    return [speech for speech in found if speech.start not in own] or found


def _is_present(units: list[Unit], i: int) -> bool:
    """True for "officials say", "doctors state that"; not for "Arden state", which no "that" follows."""
    if i == 0 or not units[i].has("say_base") or units[i - 1].classes & {"to", "modal", "not", "be", "have"}:
        return False
    return not units[i].has("place_noun") or (i + 1 < len(units) and units[i + 1].has("that"))


def _is_perfect(units: list[Unit], i: int) -> bool:
    """True for a saying told as one that came before: "the clinic had until then spoken of"."""
    return units[i].has("say_participle") and units[_before_adverbs(units, i) - 1].has("have")


def _before_adverbs(units: list[Unit], i: int) -> int:
    """Where the words of time before a verb begin: "had [until then] spoken", "had [on Monday] told"."""
    j = i
    while j > 0 and (units[j - 1].classes & {"adverb", "period"} or (units[j - 1].has("but") and j < i)):
        j -= 1
    return j


def _clip(speech: Speech, units: list[Unit]) -> Speech:
    """The speech within its part of the sentence: what stands beyond a semicolon is not the speaker's."""
    first, last = speech.first, speech.last
    for unit in units:
        if "semicolon" in unit.classes:
            if unit.last <= speech.start:
                first = max(first, unit.last)
            elif unit.first >= speech.end:
                last = min(last, unit.first)
    return speech._replace(first=first, last=last)


def _read_according(
    units: list[Unit], i: int, sentence: Sentence, speakers: Speakers, found: list[Speech]
) -> Speech | None:
    phrase = read_speaker(units, i + 1, sentence)
    if phrase is None:
        return None
    source, is_cited = phrase.source, units[i].marks("through")
    if is_cited:
        # The one who cites has spoken before ("X said, citing Y"), or is about to ("X, citing Y, said").
        outlet = found[-1].source if found else read_speaker_before(units, i, sentence)
        source = Source(source.text, source.name, source.kind, outlet.name if outlet is not None else None)
    end = units[phrase.end - 1].last
    return Speech(speakers.find_again(source), 0, len(sentence.tokens), units[i].first, end, is_cited)


def read_speaker_before(units: list[Unit], i: int, sentence: Sentence) -> Source | None:
    """The speaker whose phrase ends before unit `i`, with or without a comma."""
    end = i - (i > 0 and units[i - 1].has("comma"))
    phrase = read_speaker(units, _walk_back(units, end), sentence)
    return phrase.source if phrase is not None and phrase.end == end else None


def _read_saying(
    units: list[Unit], i: int, sentence: Sentence, speakers: Speakers, *, only_before: bool = False
) -> Speech | None:
    """The speaker of the verb of saying at unit `i`: before it ("X said"), or after it ("said X")."""
    count = len(sentence.tokens)
    start = _find_subject(units, i)
    if start is not None:
        is_closing = i + 1 == len(units) or units[i + 1].classes & {"stop", "quote"} or _ends_soon(units, i)
        is_trailing = start > 0 and units[start - 1].classes & {"comma", "quote"} and not only_before
        covered = (0, count) if is_closing or is_trailing else (units[i].first, count)
        if not units[start].classes.isdisjoint(_PRONOUNS):
            last = speakers.last
            if last is None:
                return None
            again = Source(sentence.tokens[units[start].first].text, last.name, last.kind, last.through)
            return Speech(again, *covered, units[start].first, units[i].first)
        phrase = read_speaker(units, start, sentence)
        if phrase is not None:
            source = _name_apposed(units, phrase.end, i, sentence, phrase.source) or phrase.source
            return Speech(speakers.find_again(source), *covered, units[start].first, units[i].first)
    if i and units[i - 1].has("and") and (phrase := read_speaker(units, 0, sentence)) is not None:
        # "Keita visited the village and said": the sentence's subject speaks.
        return Speech(speakers.find_again(phrase.source), units[i].first, count, 0, units[phrase.end - 1].last)
    if not only_before and i and units[i - 1].classes & {"comma", "quote"}:
        phrase = read_speaker(units, i + 1, sentence)
        if phrase is not None:
            return Speech(speakers.find_again(phrase.source), 0, count, units[i].first, units[phrase.end - 1].last)
    return None


def _read_label(units: list[Unit], i: int, sentence: Sentence, speakers: Speakers) -> Speech | None:
    """The speaker before a colon and a quotation: 'Village elder Daud: "They killed eight."'"""
    if i == 0 or i + 1 >= len(units) or not units[i + 1].has("quote"):
        return None
    phrase = read_speaker(units, 0, sentence)
    if phrase is None or phrase.end != i:
        return None
    return Speech(speakers.find_again(phrase.source), units[i].last, len(sentence.tokens), 0, units[i].first)


def _name_apposed(units: list[Unit], end: int, verb: int, sentence: Sentence, source: Source) -> Source | None:
    """The person named after the phrase for a speaker: "an army spokesman, Major Lem, said" is Major Lem."""
    if end + 2 >= verb or not units[end].has("comma"):
        return None
    first = end + 1
    while first < verb and units[first].classes & {"person", "title"} and not units[first].has("name"):
        first += 1
    run = read_name(units, first, sentence) if first < verb else None
    if run is None or run.last >= len(units) or not units[run.last].has("comma"):
        return None
    return Source(source.text, sentence.slice(units[end + 1].first, units[run.last - 1].last), source.kind)


def _ends_soon(units: list[Unit], i: int) -> bool:
    """True if nothing but a word or two of time follows the verb ("police said Thursday.")."""
    rest = [u for u in units[i + 1 : i + 4] if not u.classes & {"period", "adverb", "preposition"}]
    return (bool(rest) and rest[0].has("stop")) or (i + 1 < len(units) and not rest)


def _find_subject(units: list[Unit], i: int) -> int | None:
    """Where the subject of the verb at `i` starts, walking back over an apposition or a relative clause."""
    j = _before_adverbs(units, i) if _is_perfect(units, i) else i
    while j > 0 and units[j - 1].classes & {"adverb", "have", "period"} and not units[j - 1].has("speaker"):
        j -= 1
    if j > 0 and units[j - 1].has("comma"):
        opened = next((k for k in range(j - 2, max(-1, j - 2 - _LONGEST_CLAUSE), -1) if units[k].has("comma")), None)
        if opened is None:
            return None
        j = opened
    if j > 0 and not units[j - 1].classes.isdisjoint(_PRONOUNS):
        if j == 1 or not units[j - 2].classes.isdisjoint(_BOUNDARIES):
            return j - 1
        j = _before_clause(units, j - 1)
    start = _walk_back(units, j)
    if start > 1 and units[start - 1].has("that") and units[start - 2].classes & {"speaker", "person", "name"}:
        # "The charity that ran the clinic said" tells of the charity, "told the council that doctors said" does not.
        outer = _walk_back(units, start - 1)
        start = start if outer and units[outer - 1].classes & SAID else outer
    if start > 0 and not units[start - 1].classes & _BOUNDARIES:
        outer = _before_clause(units, start)
        if outer < start:
            start = _walk_back(units, outer)
    while start < i and units[start].classes & {"comma", "adverb", "of", "preposition", "genitive", "have", "period"}:
        start += 1
    return start if start < i else None


def _walk_back(units: list[Unit], j: int) -> int:
    """The first unit of the phrase that ends before unit `j`."""
    end = j
    while j > 0 and end - j < LONGEST:
        before = units[j - 1]
        if before.has("relative"):
            return _walk_back(units, j - 1 - (j > 1 and units[j - 2].has("comma")))
        if before.classes.isdisjoint(PHRASE) and not (before.classes & {"preposition", "for"} and j < end):
            break
        j -= 1
    return j


def _before_clause(units: list[Unit], j: int) -> int:
    """The end of the phrase before a relative clause that runs up to unit `j`; `j` if there is none."""
    for k in range(j - 1, max(-1, j - 1 - _LONGEST_CLAUSE), -1):
        if units[k].classes & {"comma", "stop", "quote"}:
            return j
        if units[k].classes & {"relative", "that"}:
            return k
    return j


def speech_at(speeches: list[Speech], first: int, last: int) -> Speech | None:
    """The speech that the tokens from `first` to `last` belong to: one that is cited, else the nearest that covers
    them."""
    covering = [s for s in speeches if s.first <= first and last <= s.last and not (s.start <= first < s.end)]
    return min(covering, key=lambda s: (not s.cited, min(abs(s.start - last), abs(first - s.end))), default=None)
