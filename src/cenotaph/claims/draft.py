"""A claim in the making: what its own sentence gives, before the rest of the document fills what is missing."""

import datetime as dt
from dataclasses import dataclass, field

from cenotaph.claims.claim import Actor, Cause, ClaimKind, Passage, Relation, Source, Target
from cenotaph.claims.people import Group
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.rules import Finding
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period
from cenotaph.values.place import Place


@dataclass(slots=True)
class Draft:
    """A claim in the making. `sentence` and `paragraph` are numbers; `own_place` and `own_period` say that its
    own sentence gave them; `whole` is the draft whose number this one is a part of, `listed` the one it is listed
    beside; `evidence` collects what the confidence is worked out from."""

    sentence: int
    paragraph: int
    finding: Finding
    outcome: Outcome
    group: Group
    passage: Passage
    kind: ClaimKind = ClaimKind.EVENT
    places: tuple[Place, ...] = ()
    period: Period | None = None
    phrase: PeriodPhrase | None = None
    cause: Cause | None = None
    actors: tuple[Actor, ...] = ()
    targets: tuple[Target, ...] = ()
    source: Source | None = None
    own_place: bool = False
    own_period: bool = False
    whole: "Draft | None" = None
    listed: "Draft | None" = None
    id: str = ""
    relations: list[Relation] = field(default_factory=list)
    published: dt.date | None = None
