"""What a report says beside harm to people: who holds or takes a place, protected objects struck, and needs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import Actor, Passage, Target
from cenotaph.claims.event_phrases import EventPhrases, load_event_phrases
from cenotaph.claims.identities import Named
from cenotaph.claims.parties import PartySpan, find_manner
from cenotaph.claims.phrases import Phrase, choose_phrases
from cenotaph.claims.places import PlaceMention
from cenotaph.claims.reader import Reader
from cenotaph.claims.sought import Sought
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer

# A passage is at most a sentence, and a sentence longer than this is cut to its clause.
_LONGEST = 300
# Code points before a phrase in which a plan, a threat or a negation turns it.
_TURN = 70
# Units between the words and the place that was taken or held.
_PLACE_REACH = 7
# What may stand between: nothing that is somebody, or somewhere else.
_BETWEEN = frozenset(
    {"determiner", "modifier", "of", "count", "direction", "possessive", "word", "adverb", "target", "bare"}
)
# After these "of" leads on to the place ("most of Arden", "the airport of Arden"); after others it does not.
_NOUNS = frozenset({"place_noun", "place_part"})
_LEADING = frozenset({"place_noun", "place_part", "count", "target", "share"})
_CONTROL = frozenset({"control", "control_change"})


class EventDraft(NamedTuple):
    """An event as its sentence gives it: the type, the sentence's number, the words, what was struck, who did it or
    holds it, and the tokens of the name of its place, from the first up to the last (exclusive), None where the
    sentence leaves the place open ("the town")."""

    type: str
    sentence: int
    passage: Passage
    targets: tuple[Target, ...]
    actors: tuple[Actor, ...] = ()
    place: tuple[int, int] | None = None
    rule: str = ""


def find_events(
    analysis: Analysis, reader: Reader, gazetteer: Gazetteer, named: Mapping[int, Named]
) -> Iterator[EventDraft]:
    """The events of one sentence, at most one of each type at one place."""
    book = load_event_phrases(reader.lexicon.language)
    matches = _find_matches(analysis, reader, book)
    if not matches:
        return
    parties = reader.list_parties(analysis, gazetteer, named)
    seen: set[tuple[str, tuple[int, int] | None]] = set()
    for phrase, match in matches:
        draft = _draft_event(analysis, phrase, match, parties, book)
        if draft is not None and (draft.type, draft.place) not in seen:
            seen.add((draft.type, draft.place))
            yield draft


def _find_matches(analysis: Analysis, reader: Reader, book: EventPhrases) -> list[tuple[Phrase, re.Match[str]]]:
    """The phrases in a sentence, by where they begin; none that is planned, threatened, denied or did not happen."""
    text, frames = analysis.lowered, reader.lexicon.frames
    found: dict[tuple[int, str], tuple[Phrase, re.Match[str]]] = {}
    for phrase in choose_phrases(analysis.words, book.phrases):
        for match in phrase.pattern.finditer(text):
            is_need = phrase.fields["event"] == "need"
            if not _is_turned(text, match.start(), frames, is_need):
                found.setdefault((match.start(), phrase.fields["event"]), (phrase, match))
    return [found[key] for key in sorted(found)]


def _is_turned(text: str, at: int, frames: Mapping[str, Sought], is_need: bool) -> bool:
    """True if what the words tell is denied, did not happen or is only planned; needs that are feared are needs."""
    before = re.split("[.;:؛]", text[:at])[-1]
    if frames["denial"].search(before):
        return True
    near = re.split("[,،]", before[-_TURN:])[-1]
    return bool(frames["nobody"].search(near) or (not is_need and frames["planned"].search(near)))


def _draft_event(
    analysis: Analysis, phrase: Phrase, match: re.Match[str], parties: Sequence[PartySpan], book: EventPhrases
) -> EventDraft | None:
    kind, sentence = phrase.fields["event"], analysis.sentence
    start, end = sentence.start + match.start(), sentence.start + match.end()
    actor = _choose_party(analysis, phrase, (start, end), parties)
    targets: tuple[Target, ...] = ()
    place: tuple[int, int] | None = None
    if kind in _CONTROL:
        if kind == "control" and actor is None and phrase.fields["actor"] == "object":
            actor = _name_holder(analysis, end)
        if phrase.fields["actor"] != "any" and actor is None:
            return None
        placed = _find_place(analysis, phrase.fields["place"], match, book.parts)
        if placed is None:
            return None
        place = placed or None
    else:
        place = _find_nearest(analysis, match)
    if kind == "attack_on_protected_object":
        targets = _list_targets(analysis, match, book)
        is_violent = phrase.fields.get("violent") == "yes" or actor or any(u.has("cause_word") for u in analysis.tagged)
        if not targets or not is_violent:
            return None
    actors = (_give_part(actor, kind, analysis),) if actor is not None else ()
    passage = _clause(analysis, match.start(), match.end())
    return EventDraft(kind, sentence.number, passage, targets, actors, place, phrase.id)


def _give_part(actor: Actor, kind: str, analysis: Analysis) -> Actor:
    """Who struck is alleged to have; who holds or takes a place is a party to it."""
    if kind != "attack_on_protected_object":
        return Actor(actor.text, actor.name, "party", None, kind=actor.kind)
    manner = find_manner(analysis.tagged)
    return Actor(actor.text, actor.name, "perpetrator", manner, kind=actor.kind)


def _choose_party(
    analysis: Analysis, phrase: Phrase, span: tuple[int, int], parties: Sequence[PartySpan]
) -> Actor | None:
    """The party that stands where the phrase has its actor: before it, after it, or in it."""
    sentence, (start, end) = analysis.sentence, span
    head, hyphen, _ = sentence.text[start:end].partition("-")
    if hyphen and phrase.fields["event"] == "control" and " " not in head:
        return Actor(head, head, "party", None)  # "rebel-held": the first part says who
    spans = [(sentence.tokens[p.first].start, sentence.tokens[p.last - 1].end, p.actor) for p in parties]
    before = [actor for _, last, actor in spans if last <= start]
    inside = [actor for first, last, actor in spans if start <= first and last <= end]
    after = [actor for first, _, actor in spans if first >= end]
    where = phrase.fields["actor"]
    if where == "none":
        return None
    if where == "subject":
        chosen = inside[:1] or before[-1:]
    elif where == "object":
        chosen = inside[-1:] or after[:1]
    else:
        chosen = inside[:1] or before[-1:] or after[:1]
    return chosen[0] if chosen else None


def _name_holder(analysis: Analysis, end: int) -> Actor | None:
    """Whoever stands right after "held by", by the words alone."""
    sentence = analysis.sentence
    after = [u for u in analysis.tagged if sentence.tokens[u.first].start >= end and not u.has("determiner")]
    if not after or after[0].classes.isdisjoint(_HOLDERS):
        return None
    text = sentence.slice(after[0].first, after[0].last)
    return Actor(text, text, "party", None)


_HOLDERS = frozenset({"affiliation", "word", "name", "person_group", "person", "modifier"})


def _find_nearest(analysis: Analysis, match: re.Match[str]) -> tuple[int, int] | None:
    """The place where something happens that is named next after the words, else the last one before them; None
    where the sentence names at most one."""
    named = [mention for mention in analysis.mentions if mention.text and mention.is_location]
    if len(named) < 2:
        return None
    tokens, sentence = analysis.sentence.tokens, analysis.sentence
    start, end = sentence.start + match.start(), sentence.start + match.end()
    before = [m for m in named if tokens[m.first].start < start]
    chosen = next((m for m in named if tokens[m.first].start >= end), None) or (before or named)[-1]
    return chosen.first, chosen.last


# A place that is only called "the town": there is one, and its name is not here.
_UNNAMED: tuple[()] = ()


def _find_place(
    analysis: Analysis, where: str, match: re.Match[str], parts: frozenset[str]
) -> tuple[int, int] | tuple[()] | None:
    """The tokens of the name of the place that a phrase takes or holds; an empty tuple if it is only called "the town",
    None if what stands there is no place."""
    sentence, units = analysis.sentence, analysis.tagged
    mentions = {mention.first: mention for mention in analysis.mentions if mention.text}
    start, end = sentence.start + match.start(), sentence.start + match.end()
    if where == "after" and match.re.groups and _names_place(analysis, match):
        end = sentence.start + match.start("then")
    if where == "after":
        after = [k for k, unit in enumerate(units) if sentence.tokens[unit.first].start >= end]
        return _walk_forward(analysis, after, mentions, parts)
    if where == "before":
        before = [k for k, unit in enumerate(units) if sentence.tokens[unit.last - 1].end <= start]
        return _walk_back(analysis, before, mentions)
    inside = [unit for unit in units if start <= sentence.tokens[unit.first].start < end or where == "any"]
    named = next(((m.first, m.last) for u in inside if (m := mentions.get(u.first)) is not None), None)
    return named or (_UNNAMED if where == "any" or any(u.classes & _NOUNS for u in inside) else None)


def _names_place(analysis: Analysis, match: re.Match[str]) -> bool:
    """True if the words that must follow are words for a place, so that the place begins with them."""
    tokens, start = analysis.sentence.tokens, analysis.sentence.start
    at = start + match.start("then")
    return any(
        unit.has("place_noun") and tokens[unit.first].start <= at < tokens[unit.last - 1].end
        for unit in analysis.tagged
    )


def _walk_forward(
    analysis: Analysis, following: Sequence[int], mentions: Mapping[int, PlaceMention], parts: frozenset[str]
) -> tuple[int, int] | tuple[()] | None:
    units, noun = analysis.tagged, False
    for n, k in enumerate(following[:_PLACE_REACH]):
        unit = units[k]
        if unit.has("name") and _is_outer(units, k):
            continue
        if noun and n and _is_cut(analysis, k):
            return unit.first, units[k + 1].last
        if unit.first in mentions or unit.has("name"):
            end = mentions[unit.first].last if unit.first in mentions else 0
            return unit.first, max(end, _end_name(units, k))
        if unit.has("of") and n and not _leads(analysis, following[n - 1], parts):
            break
        if unit.classes & _NOUNS:
            noun = True
        elif unit.classes.isdisjoint(_BETWEEN) or unit.has("person") or unit.has("person_group"):
            break
    return _UNNAMED if noun else None


def _is_cut(analysis: Analysis, k: int) -> bool:
    """True for a letter taken for a preposition written on to a name: after "the town of" it is a part of the name."""
    tokens, units = analysis.sentence.tokens, analysis.tagged
    if k + 1 >= len(units) or units[k].last - units[k].first != 1:
        return False
    one, other = tokens[units[k].first], tokens[units[k + 1].first]
    return len(one.text) == 1 and one.end == other.start and one.kind == "word"


def _is_outer(units: Sequence[Unit], k: int) -> bool:
    """True for "Marlow" of "the Marlow town of Arden"."""
    return k + 2 < len(units) and units[k + 1].has("place_noun") and units[k + 2].has("of")


def _end_name(units: Sequence[Unit], k: int) -> int:
    while k + 1 < len(units) and units[k + 1].classes & _NAME:
        k += 1
    return units[k].last


_NAME = frozenset({"name", "particle"})


def _leads(analysis: Analysis, k: int, parts: frozenset[str]) -> bool:
    unit = analysis.tagged[k]
    return bool(unit.classes & _LEADING) or analysis.sentence.slice(unit.first, unit.last).casefold() in parts


_SKIPPED = frozenset({"comma", "be", "adverb", "determiner", "quote", "period", "since", "have", "relative"})


def _walk_back(
    analysis: Analysis, before: Sequence[int], mentions: Mapping[int, PlaceMention]
) -> tuple[int, int] | tuple[()] | None:
    units = analysis.tagged
    lasts = {mention.last: mention for mention in mentions.values()}
    for k in reversed(before[-_PLACE_REACH:]):
        unit = units[k]
        if (mention := lasts.get(unit.last)) is not None:
            return mention.first, mention.last
        if unit.classes & _NOUNS:
            return _UNNAMED
        if unit.has("word") and k and units[k - 1].classes & _NOUNS:
            return unit.first, unit.last
        if unit.classes.isdisjoint(_SKIPPED):
            return None
    return None


def _list_targets(analysis: Analysis, match: re.Match[str], book: EventPhrases) -> tuple[Target, ...]:
    """The protected objects that the words of a match name, each once."""
    sentence = analysis.sentence
    found: dict[tuple[str, str], Target] = {}
    for each in book.naming.finditer(match.group()):
        at = sentence.start + match.start() + each.start(1)
        text = sentence.text[at : at + len(each[1])]
        kind = book.objects[each[1]]
        found.setdefault((kind, text), Target(text, kind))
    return tuple(found.values())


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
