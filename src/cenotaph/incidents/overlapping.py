"""Aggregates that cross: what they come to together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cenotaph.incidents.cells import Guest, Saying, Whole
from cenotaph.incidents.constraints import Span, add_spans
from cenotaph.incidents.crossing import find_cliques, solve_crossing
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.incident import Bounds, Reason, Scope, Toll
from cenotaph.incidents.reasons import join_names
from cenotaph.incidents.summing import (
    Summed,
    count_apart,
    find_own_figure,
    list_places,
    name_happening,
    read_day,
    widen_span,
)
from cenotaph.incidents.ties import Ties
from cenotaph.incidents.words import Word
from cenotaph.values.harm import Outcome

_NAMED = 4  # aggregates that an aside names one by one


def group_roots(roots: Sequence[Happening]) -> list[list[Happening]]:
    """The happenings that lie in no other, those together that share parts or overlap, in order."""
    ties = Ties[int]()
    home: dict[int, int] = {}
    for number, root in enumerate(roots):
        for inner in _list_within(root):
            for each in (inner, *inner.crosses):
                ties.tie(home.setdefault(id(each), number), number)
    groups: dict[int, list[Happening]] = defaultdict(list)
    for number, root in enumerate(roots):
        groups[ties.find(number)].append(root)
    return list(groups.values())


def _list_within(happening: Happening) -> list[Happening]:
    """A happening and all that lies in it, each once, outermost first."""
    found = {id(happening): happening}
    for inner in happening.list_parts():
        found |= {id(each): each for each in _list_within(inner) if id(each) not in found}
    return list(found.values())


def solve_roots(roots: Sequence[Happening], outcome: Outcome, done: Mapping[Happening, Summed]) -> Toll | None:
    """What crossing aggregates and everything in them come to together; None where nobody met that outcome."""
    inside = {id(h): h for root in roots for h in _list_within(root) if h in done and outcome in done[h].total}
    if not inside:
        return None
    closed = _list_closed(inside.values(), outcome)
    hidden = {id(inner) for h in closed for inner in _list_within(h)[1:]}
    shown = [h for h in inside.values() if id(h) not in hidden]
    undated = [h for h in shown if _is_guest(h)]
    chosen = set(map(id, undated))
    wholes = [h for h in shown if h not in closed and id(h) not in chosen and _is_whole(h, outcome, inside)]
    chosen.update(map(id, wholes))
    parts = [h for h in shown if id(h) not in chosen]
    part_at = {id(h): number for number, h in enumerate(parts)}
    whole_at = {id(h): number for number, h in enumerate(wholes)}
    spans = [
        _span_of(done[h].total[outcome].whole) if h in closed else _span_beyond(h, outcome, inside, done) for h in parts
    ]
    made = []
    for happening in wholes:
        within = [each for each in _list_within(happening)[1:] if id(each) in inside]
        evidence = happening.evidence[outcome]
        best = next((i for i, w in enumerate(evidence.words) if w.worth == evidence.toll.whole.best), 0)
        sayings = [_write_saying(w, happening, outcome, part_at, whole_at) for w in evidence.words]
        if not within and evidence.toll.whole.high > max(w.high for w in evidence.words):
            sayings.append(Saying(_span_of(evidence.toll.whole)))  # groups of its people come to more than its figures
        made.append(Whole(
            tuple(sayings),
            frozenset(part_at[id(each)] for each in within if id(each) in part_at),
            frozenset(whole_at[id(each)] for each in within if id(each) in whole_at), best,
        ))  # fmt: skip
    neighbours = [frozenset(whole_at[id(o)] for o in h.crosses if id(o) in whole_at) for h in wholes]
    guests = [
        Guest(
            _span_of(done[h].total[outcome].whole),
            frozenset(whole_at[id(o)] for o in h.crosses if id(o) in whole_at),
        )
        for h in undated
    ]
    span = solve_crossing(spans, made, find_cliques(neighbours), guests)
    return _explain(span, roots, outcome, done)


def _list_closed(happenings: Iterable[Happening], outcome: Outcome) -> set[Happening]:
    """The aggregates that are nested through and through: nothing in them crosses anything or lies in anything beside
    them, and no origin of a wider one counted something in them and not them as a whole. What they come to is known
    already, and to all around they are parts like others."""
    closed = set()
    for happening in happenings:
        within = _list_within(happening)
        if len(within) == 1 or any(each.crosses for each in within):
            continue
        above = _list_above_all(happening)
        known = {id(each) for each in (*within, *above)}
        if any(id(whole) not in known for each in within for whole in each.list_wholes()):
            continue
        words = [word for whole in above if outcome in whole.evidence for word in whole.evidence[outcome].words]
        if not any(
            find_own_figure(word, happening, outcome) is None
            and any(find_own_figure(word, inner, outcome) is not None for inner in within[1:])
            for word in words
        ):
            closed.add(happening)
    return closed


def _list_above_all(happening: Happening) -> list[Happening]:
    """All in which a happening lies, at whatever height."""
    found: dict[int, Happening] = {}
    waiting = happening.list_wholes()
    while waiting:
        whole = waiting.pop()
        if id(whole) not in found:
            found[id(whole)] = whole
            waiting += whole.list_wholes()
    return list(found.values())


def _span_of(bounds: Bounds) -> Span:
    return Span(bounds.low, bounds.best, bounds.high, bounds.open)


def _is_guest(happening: Happening) -> bool:
    """True for an event that nobody gives a day and that may be among those of aggregates beside it."""
    return happening.start is None and bool(happening.crosses) and not happening.list_parts() + happening.list_wholes()


def _is_whole(happening: Happening, outcome: Outcome, inside: Mapping[int, Happening]) -> bool:
    evidence = happening.evidence.get(outcome)
    if evidence is None or not evidence.words or (evidence.parts_only and not evidence.vague):
        return False
    return bool(happening.crosses) or any(id(each) in inside for each in happening.list_parts())


def _span_beyond(
    happening: Happening, outcome: Outcome, inside: Mapping[int, Happening], done: Mapping[Happening, Summed]
) -> Span:
    """What a happening that is no whole adds: itself, or people told of beside its parts, who may be among these."""
    bounds = done[happening].total[outcome].whole
    if any(id(each) in inside for each in happening.list_parts()):
        evidence = happening.evidence.get(outcome)
        extra = evidence.toll.whole if evidence is not None else Bounds(0, 0, 0, False)
        return Span(0, 0, extra.high, extra.open)
    return Span(bounds.low, bounds.best, bounds.high, bounds.open)


def _write_saying(
    word: Word, happening: Happening, outcome: Outcome, part_at: Mapping[int, int], whole_at: Mapping[int, int]
) -> Saying:
    parts, wholes, owns = set(), set(), [Span(0, 0, 0)]
    asked = happening.list_parts()
    while asked:
        inner = asked.pop()
        own = find_own_figure(word, inner, outcome)
        if own is None or (id(inner) not in part_at and id(inner) not in whole_at):
            asked += inner.list_parts()
            continue
        owns.append(widen_span(own, count_apart(word, inner, outcome)))
        if id(inner) in whole_at:
            wholes.add(whole_at[id(inner)])
        else:
            parts.add(part_at[id(inner)])
    said = Span(word.low, word.worth, word.high, word.open)
    return Saying(said, frozenset(parts), frozenset(wholes), add_spans(owns))


def note_crossings(happening: Happening, tolls: Mapping[Outcome, Toll]) -> Mapping[Outcome, Toll]:
    """The remainder of an aggregate or an event that nobody gives a day, with an aside on what it may share with
    aggregates that it overlaps."""
    crossed = [other for other in happening.crosses if other.start is not None]
    if not crossed:
        return tolls
    named = [name_scope(other) for other in crossed[:_NAMED]]
    if len(crossed) > _NAMED:
        named.append(f"{len(crossed) - _NAMED:,} more")
    others = join_names(named)
    if happening.start is None:
        sentence = f"Nobody says on which day this was: these people may also be counted for {others}"
    else:
        sentence = f"People of it may also be counted for {others}, which overlap{'s' if len(crossed) == 1 else ''} it"
    sentence += "; the total of all counts them once."
    return {
        outcome: replace(toll, because=(*toll.because, Reason("aside", toll.because[0].claims, sentence)))
        for outcome, toll in tolls.items()
    }


def note_find(happening: Happening, tolls: Mapping[Outcome, Toll]) -> Mapping[Outcome, Toll]:
    """Tolls of bodies that were found, with an aside on the day of finding and the open period of death."""
    if not happening.is_find or Outcome.KILLED not in tolls or happening.end is None:
        return tolls
    toll = tolls[Outcome.KILLED]
    sentence = f"The bodies were found by {read_day(happening.end)}; nobody says when these people died."
    aside = Reason("aside", toll.because[0].claims, sentence)
    return {**tolls, Outcome.KILLED: replace(toll, because=(*toll.because, aside))}


def _explain(span: Span, roots: Sequence[Happening], outcome: Outcome, done: Mapping[Happening, Summed]) -> Toll:
    tolls = [(root, done[root].total[outcome]) for root in roots if outcome in done[root].total]
    ids = tuple(dict.fromkeys(i for _, toll in tolls for reason in toll.because for i in reason.claims))
    named = [f"{toll.whole.best:,} ({name_scope(root)})" for root, toll in tolls]
    both = "The figures overlap in places and days" if len(named) > 4 else f"{join_names(named)} overlap"
    because = (
        Reason("low", ids, f"{both}: if all who may be the same people are, there were {span.low:,}."),
        Reason("best", ids, f"{both}; people who may be counted twice are counted once, which makes {span.best:,}."),
        Reason("high", ids, f"{both}: if only those told of in both are the same people, there were {span.high:,}."),
    )
    return Toll(Bounds(span.low, span.best, span.high, span.open), {}, because)


def join_scopes(roots: Sequence[Happening]) -> Scope:
    """The places of all, and the days from the first to the last."""
    places = {(place.id or place.text): place for root in roots for place in list_places(root)}
    starts = [root.start for root in roots if root.start is not None]
    ends = [root.end for root in roots if root.end is not None]
    return Scope(tuple(places.values()), read_day(min(starts, default=None)), read_day(max(ends, default=None)))


def name_scope(happening: Happening) -> str:
    """The place and days of an aggregate: "Zarum Governorate, 2024-03-01 to 2024-03-31"."""
    start, end = read_day(happening.start), read_day(happening.end)
    days = f", {start}" + (f" to {end}" if end != start else "") if start is not None else ""
    return name_happening(happening) + days
