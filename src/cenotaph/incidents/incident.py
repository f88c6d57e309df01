"""An incident, its tolls, and the totals over incidents: what reconciling gives back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from cenotaph.claims.claim import Actor
from cenotaph.incidents.decisions import OriginRuling
from cenotaph.values.actor import SourceKind
from cenotaph.values.harm import Outcome
from cenotaph.values.place import Place


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many people: `low <= best <= high`; `open` says that more than `high` are possible.

    Raises ValueError if the bounds are out of order.
    """

    low: int
    best: int
    high: int
    open: bool

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.best <= self.high:
            raise ValueError(f"bounds run low, best, high, not {self.low}, {self.best}, {self.high}")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a bound is what it is: `bound` is low, best or high, `claims` the ids of the claims that set it, `reason` one
    plain sentence. `bound` is "contradiction" for figures that cannot all be right, and "aside" for what is shown and
    sets no bound (an early figure, a denial, the zero of a party)."""

    bound: str
    claims: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people met one outcome. `by` holds bounds for groups and statuses (children, civilian, ...);
    they are judged apart from the whole and never added to it."""

    whole: Bounds
    by: Mapping[str, Bounds] = field(default_factory=dict)
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class OriginNote:
    """An independent speaker behind an incident: how sentences name it, its kind, how many reports it came through,
    the ids of the claims that go back to it, and what people ruled about where these come from."""

    label: str
    kind: SourceKind | None
    documents: int
    claims: tuple[str, ...]
    rulings: tuple[OriginRuling, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One event and the claims that tell of it. `remainder` is True for what an aggregate says beyond its
    named parts. `origins` counts independent speakers, `documents` the reports; `origin_list` names the speakers, those
    whom most reports have it from first."""

    id: str
    places: tuple[Place, ...]
    start: dt.date | None
    end: dt.date | None
    causes: tuple[str, ...]
    actors: tuple[Actor, ...]
    claims: tuple[str, ...]
    origins: int
    documents: int
    remainder: bool
    tolls: Mapping[Outcome, Toll]
    origin_list: tuple[OriginNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a total is a total of: its places and days."""

    places: tuple[Place, ...]
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Total:
    """The toll of several incidents: one for each aggregate or running total, and one for all (`scope` None)."""

    scope: Scope | None
    incidents: tuple[str, ...]
    tolls: Mapping[Outcome, Toll]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What the claims of some documents come to: incidents, most prominent first, and totals."""

    incidents: tuple[Incident, ...]
    totals: tuple[Total, ...]
