"""Tracing claims of one event to the speaker they go back to: through copies of a text, headlines, and outlets that
cite outlets.

Origins are moved, and never by more than the texts show: what a person ruled stays, and so does what a text that
shares words with another says in words of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.copies import find_overlaps, list_runs, unpack_runs
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.tellings import DocumentKey, Telling, TellingKey
from cenotaph.values.harm import Outcome

_SAME_WORDS = 0.5  # share of a claim's own runs of words from which it is told in another text's words
_SOME_WORDS = 0.2  # the same where most of the text is the other's: a word or two was edited
_UNDATED = 10**7  # after every day there is
_Figure = tuple[DocumentKey, Outcome, int, int]  # document, outcome, low, high


class _Print(NamedTuple):
    """A text of which another one prints a part: by its document's key, and whether it is most of that one."""

    document: DocumentKey
    runs: frozenset[int]
    is_most: bool


def trace_origins(tellings: Sequence[Telling], documents: Mapping[DocumentKey, DocumentNote]) -> None:
    """Set the origin of each telling of one event to the speaker it goes back to, in place.

    `tellings` are in their order, `documents` the reports that tell of it.
    """
    by_document: dict[DocumentKey, list[Telling]] = defaultdict(list)
    for t in tellings:
        by_document[t.document].append(t)
    sources = _find_sources(by_document, documents)
    for document in _order_by_print(by_document, documents):
        _return_repeats(by_document[document])
        for t in by_document[document]:
            if t.ruling is None:
                _return_to_source(t, sources.get(document, ()), by_document)
    if len(by_document) > 1:
        _follow_citations(tellings, by_document)


def _order_by_print(
    by_document: Mapping[DocumentKey, Sequence[Telling]], documents: Mapping[DocumentKey, DocumentNote]
) -> list[DocumentKey]:
    """The documents in the order in which one can be a print of another: by day, and of one day those of which a person
    ruled and then the longer first, of which the shorter is taken for an excerpt."""

    def key(document: DocumentKey) -> tuple[int, bool, int, DocumentKey]:
        told = by_document[document]
        # Half as long or more is as long: which of two prints lost a line is not told by their lengths.
        size = documents[document].words.bit_length()
        return (told[0].day or _UNDATED, not any(_is_of_document(t) for t in told), -size, document)

    return sorted(by_document, key=key)


def _is_of_document(t: Telling) -> bool:
    """True if a person ruled on what the telling's document says in its own voice."""
    return t.ruling is not None and t.ruling.voice.speaker is None


def _is_independent(t: Telling) -> bool:
    """True if a person ruled that the telling's document is a print of no other."""
    return t.ruling is not None and t.ruling.voice.speaker is None and t.ruling.goes_back_to is None


def _find_sources(
    by_document: Mapping[DocumentKey, Sequence[Telling]], documents: Mapping[DocumentKey, DocumentNote]
) -> dict[DocumentKey, list[_Print]]:
    """For each document the earlier ones whose words it prints, those it shares most with first."""
    if len(by_document) < 2 or not any(t.origin.own for ts in by_document.values() for t in ts):
        return {}
    order = _order_by_print(by_document, documents)
    alone = {d for d in order if any(_is_independent(t) for t in by_document[d])}
    runs = [frozenset() if document in alone else unpack_runs(documents[document].runs) for document in order]
    found: dict[DocumentKey, list[tuple[int, _Print]]] = defaultdict(list)
    for overlap in find_overlaps(runs):
        first, later = sorted((overlap.short, overlap.long))
        share = overlap.of_short if later == overlap.short else overlap.of_long
        found[order[later]].append((-overlap.shared, _Print(order[first], runs[first], share >= _SAME_WORDS)))
    return {later: [each for _, each in sorted(prints, key=lambda p: (p[0], p[1].document))]
            for later, prints in found.items()}  # fmt: skip


def _return_to_source(
    t: Telling, sources: Sequence[_Print], by_document: Mapping[DocumentKey, Sequence[Telling]]
) -> None:
    """A claim in the words of an earlier text goes back to whom that text has it from, and was spoken when it was
    first printed."""
    for source in sources:
        said = list_runs(t.claim.passage.quote)
        share = len(said & source.runs) / len(said) if said else 0.0
        alike = [o for o in by_document[source.document] if _figure_of(o)[1:] == _figure_of(t)[1:]]
        if not t.origin.own:
            alike = [o for o in alike if o.origin.key == t.origin.key]
            if alike and share >= _SAME_WORDS:
                t.day = alike[0].day
                return
        elif share >= _SAME_WORDS or (source.is_most and (alike or share >= _SOME_WORDS)):
            first = next((o for o in alike if o.origin.own), alike[0] if alike else by_document[source.document][0])
            t.day = first.day
            t.origin = first.origin if alike else first.voice or t.origin
            return


def _return_repeats(tellings: Sequence[Telling]) -> None:
    """An outlet's own voice that gives the figure of a speaker it quotes goes back to that speaker: it is no second
    origin."""
    if all(t.origin.own for t in tellings):
        return
    quoted: dict[_Figure, Telling] = {}
    for t in tellings:
        if not t.origin.own and not t.single:
            quoted.setdefault(_figure_of(t), t)
    here = set(tellings)  # what another event is told of by is settled there
    for t in tellings:
        if t.origin.own and t.ruling is None:
            said = quoted.get(_figure_of(t)) or next(
                (o for kind, o in t.relations if kind is RelationType.SAME_AS and o in here and not o.origin.own), None
            )
            if said is not None:
                t.origin = said.origin
    _return_follow_ons(tellings)
    _return_sums(tellings, quoted)
    for t in tellings:
        bases = (o for kind, o in t.relations if kind is RelationType.ADDS_TO and o.outcome is t.outcome and o in here)
        base = next(bases, None)
        if t.origin.own and t.ruling is None and base is not None:
            t.origin = base.origin  # "his two daughters and himself" is one voice's sum


def _return_follow_ons(tellings: Sequence[Telling]) -> None:
    """What a report goes on to tell in its own voice, where it quotes one speaker on the event: "Four were killed,
    activists said. Two of them were children." Nothing shows that it knows this from anybody else, so it is no second
    origin; what it counts itself of those whom the speaker counts is."""
    speakers: dict[DocumentKey, dict[str, Telling]] = defaultdict(dict)
    for t in tellings:
        if not t.origin.own:
            speakers[t.document].setdefault(t.origin.key, t)
    told = {(t.document, t.outcome) for t in tellings if not t.origin.own}
    for t in tellings:
        quoted = speakers.get(t.document, {})
        if t.origin.own and t.ruling is None and len(quoted) == 1:
            (speaker,) = quoted.values()
            is_part = t.kind is ClaimKind.BREAKDOWN or (t.document, t.outcome) not in told
            if t.number > speaker.number and is_part:
                t.origin = speaker.origin


def _return_sums(tellings: Sequence[Telling], quoted: Mapping[_Figure, Telling]) -> None:
    """Kinds of people that an outlet adds up itself, and that come to the figure of a speaker it quotes, are that
    speaker's: "22 were killed, the charity said. Twelve were staff and ten were patients." """
    added: dict[TellingKey, list[Telling]] = defaultdict(list)
    for t in tellings:
        for kind, base in t.relations:
            if kind is RelationType.ADDS_TO and base.outcome is t.outcome:
                added[base.number].append(t)
    for t in tellings:
        if t.origin.own and t.ruling is None and not t.single and t.number in added:
            low = t.low + sum(other.low for other in added[t.number])
            high = t.high + sum(other.high for other in added[t.number])
            said = quoted.get((t.document, t.outcome, low, high))
            if said is not None:
                t.origin = said.origin


def _follow_citations(tellings: Sequence[Telling], by_document: Mapping[DocumentKey, Sequence[Telling]]) -> None:
    """Where one report cites an outlet, and that outlet's own report has the figure from somebody else, both go back
    to him, through any number of outlets."""
    outlets: dict[str, list[DocumentKey]] = defaultdict(list)
    for document, told in sorted(by_document.items()):
        if told[0].voice is not None:
            outlets[told[0].voice.key].append(document)
    figures: dict[_Figure, list[Telling]] = defaultdict(list)
    for t in tellings:
        figures[_figure_of(t)].append(t)
    for _ in by_document:  # a chain has no more links than there are reports
        changed = False
        for t in tellings:
            if t.ruling is None and t.origin.key in outlets and not t.origin.own:
                cited = [o for d in outlets[t.origin.key] for o in figures.get((d, *_figure_of(t)[1:]), ())]
                origin = _find_cited(t, cited)
                if origin is not None:
                    t.origin, changed = origin, True
        if not changed:
            return


def _find_cited(t: Telling, cited: Iterable[Telling]) -> Origin | None:
    """The one speaker from whom the outlet that `t` cites has its figure; None if it is the outlet, or several."""
    earlier = [o for o in cited if o.document != t.document and (not t.day or not o.day or o.day <= t.day)]
    origins = {o.origin.key: o.origin for o in earlier}
    if len(origins) != 1 or t.origin.key in origins:
        return None
    return next(iter(origins.values()))


def _figure_of(t: Telling) -> _Figure:
    return (t.document, t.outcome, t.low, t.high)
