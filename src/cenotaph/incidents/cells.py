"""Cells: the people of wholes that may be partly the same, taken apart as far as what is said tells them apart.

A cell is people told of as a part, what a whole has beyond its parts, or what wholes that overlap have in common beyond
them. Parts that lie in the same wholes, and that the same origins counted themselves, are one cell.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cenotaph.incidents.constraints import Span, add_spans
from cenotaph.incidents.ties import Ties

_NOBODY = Span(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Saying:
    """What one origin says of a whole: `said`, the positions of the parts and the wholes inside it that it counted
    itself, and its own figure for these together."""

    said: Span
    parts: frozenset[int] = frozenset()
    wholes: frozenset[int] = frozenset()
    own: Span = _NOBODY

    @property
    def rest(self) -> Span:
        """What it leaves beyond the parts it counted itself; a range of both moves together."""
        ends = (self.said.low - self.own.low, self.said.high - self.own.high)
        return Span(min(ends), self.said.best - self.own.best, max(ends), self.said.open)


@dataclass(frozen=True, slots=True)
class Whole:
    """An aggregate: what origins say of it (the best one at position `best`), and the positions of the parts and the
    other wholes inside it, at whatever depth."""

    sayings: tuple[Saying, ...]
    parts: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()
    best: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """Some people: `span` what is told of them where they are parts, `free` the wholes that they are directly in where
    they are not; `holders` all wholes that they lie in, and `said` the sayings, each by whole and place, about them."""

    span: Span | None
    free: frozenset[int]
    holders: frozenset[int]
    said: frozenset[tuple[int, int]]


class Guest(NamedTuple):
    """People of whom nobody says the day: they may be among those of any of some wholes, by position, or of none."""

    span: Span
    wholes: frozenset[int]


class Row(NamedTuple):
    """What a saying leaves for the cells that its origin did not count itself: at least, best and at most, and whether
    it is open."""

    cells: tuple[int, ...]
    least: int
    best: int
    most: int
    open: bool


@dataclass(frozen=True, slots=True)
class System:
    """Wholes that hang together, by their positions: `rows` is what is said of each, `best` the row of its best figure,
    `around` the wholes that it lies in and itself; `outer` are those in which other wholes lie; `guests` may lie in
    some of them."""

    cells: tuple[Cell, ...]
    rows: dict[int, tuple[Row, ...]]
    best: dict[int, Row]
    around: dict[int, frozenset[int]]
    outer: frozenset[int]
    guests: tuple[Guest, ...] = ()

    def list_rooms(self, guest: Guest) -> list[int]:
        """The cells, by their positions, in which a guest may be one of those of whom nobody told apart."""
        return [n for n, cell in enumerate(self.cells) if cell.span is None and cell.free <= guest.wholes]


def split_cells(
    parts: Sequence[Span], wholes: Sequence[Whole], overlaps: Sequence[frozenset[int]], guests: Sequence[Guest] = ()
) -> tuple[list[System], list[Span]]:
    """The cells of some parts and wholes, by sets of wholes that hang together; and the parts that lie in no whole, and
    guests of none. `overlaps` are sets of positions of wholes that may share people whom nobody told of."""
    around = [{a} for a in range(len(wholes))]
    for a, whole in enumerate(wholes):
        for inner in whole.inside:
            around[inner].add(a)
    told = _merge_parts(parts, wholes, around)
    apart = [cell.span for cell in told if cell.span is not None and not cell.holders]
    cells = [cell for cell in told if cell.holders]
    for shared in (*(frozenset({a}) for a in range(len(wholes))), *overlaps):
        holders = frozenset().union(*(around[a] for a in shared))
        said = frozenset(
            (a, i) for a in holders for i, saying in enumerate(wholes[a].sayings) if holders.isdisjoint(saying.wholes)
        )
        cells.append(Cell(None, shared, holders, said))
    waiting: dict[frozenset[int], list[Span]] = defaultdict(list)
    for guest in guests:
        waiting[guest.wholes].append(guest.span)
    apart += waiting.pop(frozenset(), [])
    merged = [Guest(add_spans(spans), held) for held, spans in waiting.items()]
    return list(_split(cells, wholes, around, merged)), apart


def _merge_parts(parts: Sequence[Span], wholes: Sequence[Whole], around: Sequence[set[int]]) -> list[Cell]:
    holders: list[set[int]] = [set() for _ in parts]
    said: list[set[tuple[int, int]]] = [set() for _ in parts]
    for a, whole in enumerate(wholes):
        for part in whole.parts:
            holders[part].add(a)
        for i, saying in enumerate(whole.sayings):
            counted = saying.parts.union(*(wholes[inner].parts for inner in saying.wholes))
            for part in whole.parts - counted:
                said[part].add((a, i))
    merged: dict[tuple[frozenset[int], frozenset[tuple[int, int]]], list[Span]] = defaultdict(list)
    for part, span in enumerate(parts):
        merged[frozenset(holders[part]), frozenset(said[part])].append(span)
    return [Cell(add_spans(spans), frozenset(), held, by) for (held, by), spans in merged.items()]


def _split(
    cells: Sequence[Cell], wholes: Sequence[Whole], around: Sequence[set[int]], guests: Sequence[Guest]
) -> Iterator[System]:
    ties = Ties[int]()
    for together in (*(cell.holders for cell in cells), *(guest.wholes for guest in guests)):
        first = min(together)
        for whole in together:
            ties.tie(first, whole)
    found: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[ties.find(min(cell.holders))].append(cell)
    housed: dict[int, list[Guest]] = defaultdict(list)
    for guest in guests:
        housed[ties.find(min(guest.wholes))].append(guest)
    for key, held in found.items():
        inside: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, cell in enumerate(held):
            for saying in cell.said:
                inside[saying].append(number)
        chosen = sorted({a for cell in held for a in cell.holders})
        rows = {a: tuple(_make_row(said, inside[a, i]) for i, said in enumerate(wholes[a].sayings)) for a in chosen}
        yield System(
            tuple(held), rows, {a: rows[a][wholes[a].best] for a in chosen},
            {a: frozenset(around[a]) for a in chosen}, frozenset(a for a in chosen if wholes[a].inside),
            tuple(housed[key]),
        )  # fmt: skip


def _make_row(saying: Saying, cells: Sequence[int]) -> Row:
    rest = saying.rest
    return Row(tuple(cells), rest.low, rest.best, max(0, rest.high), saying.said.open)
