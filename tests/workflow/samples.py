"""Readings made by hand: a strike on a market told by two reports, with every slot filled somewhere."""

import datetime as dt

from cenotaph.claims.claim import (
    Actor,
    Cause,
    Claim,
    ClaimKind,
    Event,
    Passage,
    PersonName,
    Relation,
    RelationType,
    Source,
    Target,
    Victims,
)
from cenotaph.incidents.decisions import OriginRuling, Voice
from cenotaph.incidents.incident import Bounds, Incident, OriginNote, Reason, Scope, Toll, Total
from cenotaph.incidents.notes import DocumentNote
from cenotaph.values.actor import Attribution, SourceKind
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status
from cenotaph.values.period import Period, Precision
from cenotaph.values.place import Candidate, Level, Place
from cenotaph.workflow.reading import Reading

DAY = dt.date(2016, 3, 1)
KALTANA = Place(
    "the market of Kaltana",
    "Kaltana",
    "gn:1",
    "SY",
    35.123456789,
    40.1,
    Level.SETTLEMENT,
    within=("SY.07", "SY"),
    alternatives=(
        Candidate("gn:2", "Qaltana", "IQ", 33.0, 44.0, Level.SETTLEMENT, None, 900, ("IQ",), None, 0.87654321),
    ),
)
VILLAGE = Place("a village", "Oum Ward", None, None, None, None, None)
TUESDAY = Period("on Tuesday", DAY, DAY, Precision.DAY, "2016-03-01")
DOCTOR = Source("a doctor", "Huda Salman", SourceKind.MEDICAL, through="Plain Daily")
ARMY = Actor("the army", "Army of Valdora", "perpetrator", Attribution.ALLEGED)


def make_claim(number: int, low: int, kind: ClaimKind = ClaimKind.EVENT, **slots: object) -> Claim:
    """A claim of `low` people killed, with the slots named filled in."""
    fields: dict[str, object] = {
        "id": f"claim-{number}",
        "document": "one",
        "rule": "en.killed.passive.01",
        "outcome": Outcome.KILLED,
        "count": Count(low, low, False, low, str(low)),
        "victims": Victims("people", Status.UNKNOWN),
        "places": (KALTANA,),
        "period": TUESDAY,
        "cause": None,
        "actors": (),
        "targets": (),
        "source": None,
        "kind": kind,
        "relations": (),
        "confidence": 0.9,
        "passage": Passage(0, 20, f"{low} people were killed"),
    }
    return Claim(**{**fields, **slots})  # type: ignore[arg-type]


FIRST = make_claim(
    1,
    9,
    source=DOCTOR,
    cause=Cause("shells", "shelling"),
    actors=(ARMY,),
    targets=(Target("the market", "market"),),
    confidence=0.876543,
)
SECOND = make_claim(
    2,
    12,
    document="two",
    count=Count(12, 12, True, 12, "at least 12"),
    victims=Victims("children", Status.CIVILIAN, "a school", names=(PersonName("Rim Odeh", 7, "f"),)),
    places=(KALTANA, VILLAGE),
    relations=(Relation(RelationType.DISPUTES, "claim-1"),),
    passage=Passage(4, 40, "at least 12 children\nwere killed \x1b[31mthere"),
)
RUNNING = make_claim(3, 400, ClaimKind.CUMULATIVE, period=None)

RULING = OriginRuling(Voice("Plain Daily"), Voice("the doctor", "one"), "N. Sel", "the editor said so")
STRIKE = Incident(
    "incident-1",
    (KALTANA,),
    DAY,
    DAY,
    ("shelling",),
    (ARMY,),
    ("claim-1", "claim-2"),
    2,
    2,
    False,
    {
        Outcome.KILLED: Toll(
            Bounds(9, 12, 12, True),
            {"children": Bounds(0, 12, 12, False)},
            (
                Reason("low", ("claim-1",), "The doctor counts 9."),
                Reason("high", ("claim-2", "claim-1"), "The second report counts 12 or more."),
            ),
        ),
        Outcome.INJURED: Toll(Bounds(4, 4, 4, False)),
    },
    origin_list=(
        OriginNote("the doctor", SourceKind.MEDICAL, 2, ("claim-1",), (RULING,)),
        OriginNote("Second Daily", None, 1, ("claim-2",)),
    ),
)
REST = Incident(
    "incident-2",
    (VILLAGE,),
    DAY,
    None,
    (),
    (),
    (),
    1,
    1,
    True,
    {
        Outcome.KILLED: Toll(
            Bounds(0, 0, 3, False),
            {},
            tuple(Reason(bound, ("claim-2",), "The report says 3.") for bound in ("low", "best")),
        )
    },
)

FULL = Reading(
    (DocumentNote("one", "en", DAY, 120), DocumentNote("two", "ar", None, 80)),
    (FIRST, SECOND, RUNNING),
    (
        Event(
            "event-1",
            "one",
            "attack_on_protected_object",
            (KALTANA,),
            None,
            (ARMY,),
            (Target("the clinic", "hospital"),),
            DOCTOR,
            Passage(50, 72, "the clinic was hit too"),
        ),
    ),
    (STRIKE, REST),
    (
        Total(
            Scope((KALTANA,), dt.date(2015, 9, 1), None),
            (),
            {Outcome.KILLED: Toll(Bounds(400, 400, 400, False), {}, (Reason("best", ("claim-3",), "As stated."),))},
        ),
        Total(None, ("incident-1", "incident-2"), {Outcome.KILLED: Toll(Bounds(9, 12, 15, True))}),
    ),
)
EMPTY = Reading((), (), (), (), ())
