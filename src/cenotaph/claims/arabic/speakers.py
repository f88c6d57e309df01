"""Arabic speakers: after a verb of saying ("أفاد المرصد بأن"), after "according to", and before a colon."""

from cenotaph.claims.attribution import Speech
from cenotaph.claims.claim import Source
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.speakers import Speakers
from cenotaph.claims.units import Unit
from cenotaph.values.actor import SourceKind

_SHORT = 5  # units of a name before "that"
_LONGEST = 9  # units of a phrase for a speaker
# What ends a phrase for a speaker.
_ENDS = frozenset(
    {
        "fall",
        "any",
        "without",
        "not",
        "leave",
        "toll",
        "rise",
        "that",
        "stop",
        "comma",
        "quote",
        "say",
        "with",
        "about",
        "harm_noun",
        "harm_past",
        "period",
        "victims",
        "bare",
        "count",
        "semicolon",
        "act",
        "dash",
        "cause_word",
    }
)


def find_speeches(units: list[Unit], sentence: Sentence, speakers: Speakers) -> list[Speech]:
    """The speakers a sentence names, in order, with the words that are theirs."""
    found: list[Speech] = []
    count = len(sentence.tokens)
    for i, unit in enumerate(units):
        if not unit.classes & {"say", "according", "stop"}:
            continue
        if unit.has("according"):
            phrase = _read_phrase(units, i + 1, sentence)
            if phrase is None:
                continue
            source, end = phrase
            is_cited = unit.marks("through")
            if is_cited and found:
                source = Source(source.text, source.name, source.kind, found[-1].source.name)
            found.append(Speech(speakers.find_again(source), 0, count, unit.first, units[end - 1].last, is_cited))
        elif unit.has("say"):
            speech = _read_saying(units, i, sentence, speakers)
            if speech is not None:
                found.append(speech)
        elif sentence.tokens[unit.first].text == ":" and i:
            phrase = _read_phrase(units, 0 if not units[0].classes & {"hash", "mark"} else 1, sentence)
            # "وزارة الصحة بغزة: ..."
            is_whole = phrase is not None and all(
                u.classes & {"with", "word", "in", "place", "hash"} for u in units[phrase[1] : i]
            )
            if phrase is not None and is_whole and not found:
                found.append(Speech(speakers.find_again(phrase[0]), unit.last, count, 0, unit.first))
    return found


def _read_saying(units: list[Unit], i: int, sentence: Sentence, speakers: Speakers) -> Speech | None:
    """The speaker after the verb of saying at unit `i`, before it, or the last one where none is named."""
    count = len(sentence.tokens)
    phrase = _read_phrase(units, i + 1, sentence) or _read_named(units, i + 1, sentence)
    if phrase is not None:
        source, end = phrase
        is_closing = i > 0 and bool(units[i - 1].classes & {"comma", "quote", "that"})
        first = 0 if is_closing and end + 1 >= len(units) else units[i].first
        return Speech(speakers.find_again(source), first, count, units[i + 1].first, units[end - 1].last)
    start = i
    while start > 0 and i - start < _LONGEST and not units[start - 1].classes & _ENDS:
        start -= 1
    phrase = _read_phrase(units, start, sentence) if start < i else None
    if phrase is not None and phrase[1] >= i - 1:
        return Speech(speakers.find_again(phrase[0]), units[i].first, count, units[start].first, units[i].first)
    last = speakers.last
    if last is not None and i <= 1:
        # "وأضاف أن": the one who spoke before.
        again = Source(sentence.slice(units[i].first, units[i].last), last.name, last.kind, last.through)
        return Speech(again, units[i].first, count, units[i].first, units[i].last)
    return None


def _is_of_body(units: list[Unit], k: int) -> bool:
    k += k < len(units) and units[k].has("determiner")
    return k < len(units) and units[k].has("speaker")


def _read_named(units: list[Unit], i: int, sentence: Sentence) -> tuple[Source, int] | None:
    """A speaker the pack does not know, between a verb of saying and "that": "قالت الجزيرة إن"."""
    end = next((k for k in range(i, min(len(units), i + _SHORT)) if units[k].has("that")), None)
    if (
        end is None
        or end == i
        or any(units[k].classes - {"word", "determiner", "name_part", "quote"} for k in range(i, end))
    ):
        return None
    text = sentence.slice(units[i].first, units[end - 1].last)
    return Source(text, _name_of(text), None), end


def _name_of(text: str) -> str:
    """The name of a speaker: his words on one line, without the marks of a quotation around them."""
    return " ".join(text.split()).strip("\"“”«»'")


def _read_phrase(units: list[Unit], i: int, sentence: Sentence) -> tuple[Source, int] | None:
    """The speaker whose phrase starts exactly at unit `i`, and the unit after it; None if no speaker can be meant."""
    k = i
    while k < len(units) and units[k].classes & {"quote", "comma"} and k < i + 1:
        k += 1
    start, kind, is_someone, quoted = k, None, False, k > i and units[i].has("quote")
    while k < len(units) and k - start < _LONGEST:
        unit = units[k]
        if unit.has("quote") and (quoted or is_someone):
            quoted = not quoted
            k += 1
            continue
        if unit.classes & _ENDS and not unit.has("speaker"):
            break
        if unit.has("speaker"):
            is_someone = True
            kind = kind or unit.field("kind", "speaker")
        elif unit.has("in") and is_someone and not _is_of_body(units, k + 1):
            # "مراسلنا في الحديدة": where he is, is not his name; "مصدر في الشرطة" is whose he is.
            break
        elif k == start and unit.has("common"):
            return None  # "ما تداولته وسائل إعلام"
        k += 1
    while k > start and units[k - 1].classes & {"and", "determiner", "in", "from", "to", "quote"}:
        k -= 1
    if k == start or not is_someone:
        return None
    text = sentence.slice(units[start].first, units[k - 1].last)
    # "المنظمة التي كانت تديره": what the body did is no part of its name.
    named = next((j for j in range(start + 1, k) if units[j].has("relative")), k)
    name = _name_of(sentence.slice(units[start].first, units[named - 1].last))
    return Source(text, name, SourceKind(kind) if kind else None), k
