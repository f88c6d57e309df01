"""An incident, its tolls, and the totals over incidents: what reconciling gives back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from cenotaph.claims.claim import Actor
from cenotaph.incidents.codes import Codes
from cenotaph.incidents.decisions import OriginRuling
from cenotaph.incidents.judgements import Judgements
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
    sets no bound (an early figure, a denial, the zero of a party). `rule` names the field of the rule profile whose
    effect this is, None where the rules that all profiles share lead to it."""

    bound: str
    claims: tuple[str, ...]
    reason: str
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people met one outcome. `by` holds bounds for groups and statuses (children, civilian, ...);
    they are judged apart from the whole and never added to it. `point` is False under a rule profile that publishes a
    range and no point: `best` is then no figure of the profile."""

    whole: Bounds
    by: Mapping[str, Bounds] = field(default_factory=dict)
    because: tuple[Reason, ...] = ()
    point: bool = True


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
class Standing:
    """How an incident stands under a rule profile, and why. `grade` is a word of the profile (`included`, `excluded`,
    `background`; `provisional`, `full`; `confirmed`, `fair`, ...); `counts` says whether the total of all holds it.
    An incident that is excluded keeps its tolls, so that nothing is lost."""

    grade: str
    counts: bool
    because: tuple[Reason, ...] = ()


INCLUDED = Standing("included", True)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One row of a profile that takes a toll apart by days and places: `fatalities` people killed from `start` to `end`
    in `place`, None where nobody says; `note` says how the number and day were come by, empty where the row is the
    whole toll as reported."""

    start: dt.date | None
    end: dt.date | None
    place: Place | None
    fatalities: int
    note: str


@dataclass(frozen=True, slots=True)
class Sides:
    """The best figure of those killed, by who they were: `fighters` the dead of each side by its name, then civilians
    and those of whom nobody says who they were. They add up to the best figure."""

    fighters: Mapping[str, int]
    civilians: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Incident:
    """One event and the claims that tell of it. `remainder` is True for what an aggregate says beyond its
    named parts. `origins` counts independent speakers, `documents` the reports; `origin_list` names the speakers, those
    whom most reports have it from first. `standing`, `rows` and `sides` are what the rule profile makes of it: how it
    stands, its toll by days and places (empty unless the profile divides tolls), and its dead by side (None unless the
    profile tells them apart). `codes` are those of ACLED and UCDP that rules give it. `judgements` say whether there
    was harm and an attack, who is alleged, and who the dead were, each apart; None for an incident that no reading
    made."""

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
    standing: Standing = INCLUDED
    rows: tuple[EventRow, ...] = ()
    sides: Sides | None = None
    origin_list: tuple[OriginNote, ...] = ()
    codes: Codes = field(default_factory=Codes)
    judgements: Judgements | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a total is a total of: its places and days."""

    places: tuple[Place, ...]
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Total:
    """The toll of several incidents: one for each aggregate or running total, and one for all (`scope` None). Where a
    rule profile keeps some grades of incidents out of the total of all, each of them has a total of its own, and
    `grade` names it."""

    scope: Scope | None
    incidents: tuple[str, ...]
    tolls: Mapping[Outcome, Toll]
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What the claims of some documents come to: incidents, most prominent first, and totals."""

    incidents: tuple[Incident, ...]
    totals: tuple[Total, ...]
