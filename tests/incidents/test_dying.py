"""Deaths of wounds told of later: nobody is counted among the dead and the injured, nor twice among the dead."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.incidents.incident import Bounds
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document

PLACE = {"place": "Hesk", "days": "2024-03-01"}
SPEAKERS = ["police:official", "a doctor:medical", "The Watch:monitor"]

GIVEN = {"b": "Ali", "c": "Sana", "d": "Dumo", "e": "Petra"}


def tell_deaths(name: str, number: int, form: str, killed: int, dead: int, by: str) -> list[dict[str, Any]]:
    """One day's report of people who died of their wounds: `number` that day, `dead` with those `killed` at once."""
    said = {**PLACE, "doc": name, "by": by, "succumbed": True}
    if form == "alone":
        return [
            {
                "id": f"{name}1",
                "killed": str(number),
                "kind": "increment" if dead - number > killed else "event",
                **said,
            }
        ]
    if form == "toll":
        toll = {**PLACE, "doc": name, "by": by, "id": f"{name}1", "killed": str(dead), "kind": "update"}
        died = {"id": f"{name}2", "killed": str(dead - killed), "kind": "breakdown", "rel": [f"breakdown_of {name}1"]}
        return [toll, {**died, **said}]
    names = ["Temur", "Orel", "Karu", "Vant", "Eld"]
    return [
        {"id": f"{name}{n}", "killed": "1", "names": [f"{GIVEN[name]} {names[n]}"], **said} for n in range(number)
    ]  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int, int]:
    """Reports of one attack and of those who died of it later, and how many were dead and hurt in the end."""
    killed, injured = draw(st.integers(2, 20)), draw(st.integers(20, 40))
    documents = [{"id": "a", "published": "2024-03-02", "publisher": "A"}]
    claims: list[dict[str, Any]] = [
        {"id": "a1", "doc": "a", "killed": str(killed), "by": SPEAKERS[0], **PLACE},
        {"id": "a2", "doc": "a", "injured": str(injured), "by": SPEAKERS[0], **PLACE},
    ]
    dead = killed
    forms = st.sampled_from(["alone", "toll", "by name", "stale"])
    for day, name in enumerate("bcde", start=3):
        form = draw(forms)
        documents.append({"id": name, "published": f"2024-03-{day:02}", "publisher": draw(st.sampled_from("AB"))})
        if form == "stale":  # a report that goes on telling what was known at first
            claims.append({"id": f"{name}1", "doc": name, "killed": str(killed), **PLACE})
            claims.append({"id": f"{name}2", "doc": name, "injured": str(injured), **PLACE})
            continue
        number = day - 1  # two days with one number may be one report printed twice
        dead += number
        claims += tell_deaths(name, number, form, killed, dead, draw(st.sampled_from(SPEAKERS)))
    return claims, documents, dead, killed + injured - dead


def check(bounds: Bounds, truth: int) -> None:
    assert bounds.low <= truth <= bounds.high


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_nobody_is_counted_twice(
    case: tuple[list[dict[str, Any]], list[dict[str, Any]], int, int], random: Any
) -> None:
    rows, notes, dead, hurt = case
    claims = [make_claim(row, i) for i, row in enumerate(rows)]
    documents = [make_document(note) for note in notes]
    random.shuffle(claims)
    random.shuffle(documents)
    (incident,) = reconcile(claims, documents).incidents
    killed, injured = (incident.tolls[outcome].whole for outcome in (Outcome.KILLED, Outcome.INJURED))
    assert killed.best <= dead
    assert killed.low + injured.low <= dead + hurt
    check(killed, dead)
    check(injured, hurt)


def count_injured(first: str, second: str) -> Bounds:
    """The injured where one report gives the dead by his surname alone and another also in full, on these days."""
    rows = [
        {"id": "s1", "doc": "s", "killed": "1", "names": ["Hasan"], **PLACE},
        {"id": "f1", "doc": "f", "killed": "1", "names": ["Ali Hasan"], **PLACE},
        {"id": "f2", "doc": "f", "killed": "1", "names": ["Hasan"], **PLACE},
        {"id": "f3", "doc": "f", "injured": "1", "names": ["Noor Hasan"], **PLACE},
        {"id": "f4", "doc": "f", "injured": "1", "names": ["Petra Novik"], **PLACE},
    ]
    notes = [
        {"id": "s", "published": first, "publisher": "A"},
        {"id": "f", "published": second, "publisher": "B"},
    ]
    claims = [make_claim(row, i) for i, row in enumerate(rows)]
    (incident,) = reconcile(claims, [make_document(note) for note in notes]).incidents
    return incident.tolls[Outcome.INJURED].whole


def test_a_surname_alone_means_the_same_whichever_report_is_older() -> None:
    assert count_injured("2024-03-02", "2024-03-03") == count_injured("2024-03-03", "2024-03-02")
