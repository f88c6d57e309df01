"""Two weeks of reports, day by day: what was known on each evening, and that no day is counted twice."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import tomli

from cenotaph.incidents.incident import Reconciliation, Total
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document
from tests.incidents.test_cases import find_incident, write_bounds

SERIES = tomli.loads((Path(__file__).parent / "replay" / "hesk.toml").read_text(encoding="utf-8"))
EVENINGS = [pytest.param(evening, id=str(evening["day"])) for evening in SERIES["evening"]]


def read_evening(day: dt.date) -> Reconciliation:
    claims = [make_claim(row, position) for position, row in enumerate(SERIES["claims"])]
    return reconcile(claims, [make_document(row) for row in SERIES["documents"]], as_of=day)


def find_all(found: Reconciliation) -> Total:
    return next(total for total in found.totals if total.scope is None)


@pytest.mark.parametrize("evening", EVENINGS)
def test_what_was_known_on_an_evening(evening: dict[str, Any]) -> None:
    found = read_evening(evening["day"])
    events = {
        str(i.start): i.tolls[Outcome.KILLED] for i in found.incidents if i.start == i.end and killed_any(i.tolls)
    }
    for day, bounds in evening["events"].items():
        assert write_bounds(events[day].whole) == bounds
    assert write_bounds(find_all(found).tolls[Outcome.KILLED].whole) == evening["total"]
    running = [t for t in found.totals if t.scope and t.scope.start == dt.date(2024, 1, 1)]
    assert [write_bounds(t.tolls[Outcome.KILLED].whole) for t in running] == [" ".join([str(evening["running"])] * 3)]


def killed_any(tolls: Any) -> bool:
    return Outcome.KILLED in tolls and tolls[Outcome.KILLED].whole.high > 0


@pytest.mark.parametrize("evening", EVENINGS)
def test_no_day_is_counted_twice(evening: dict[str, Any]) -> None:
    """Whatever the reports add and take back, it is no more than the most that was ever said of each day."""
    most = sum(number for day, number in SERIES["most"].items() if dt.date.fromisoformat(day) <= evening["day"])
    whole = find_all(read_evening(evening["day"])).tolls[Outcome.KILLED].whole
    assert whole.high <= most
    assert not whole.open


def test_at_the_end_it_is_what_happened() -> None:
    last = SERIES["evening"][-1]["day"]
    found = read_evening(last)
    truth = sum(SERIES["truth"].values())
    assert write_bounds(find_all(found).tolls[Outcome.KILLED].whole) == f"{truth} {truth} {truth}"
    running = next(t for t in found.totals if t.scope and t.scope.start == dt.date(2024, 1, 1))
    assert running.scope is not None
    assert running.scope.end == last


def test_parts_that_outrun_their_week_are_named_until_the_week_is_put_right() -> None:
    def name_clashes(day: dt.date) -> list[str]:
        totals = read_evening(day).totals
        because = [r for t in totals for r in t.tolls[Outcome.KILLED].because]
        return [r.reason for r in because if r.bound == "contradiction"]

    assert not name_clashes(dt.date(2024, 3, 10))
    assert any("2 more than" in reason for reason in name_clashes(dt.date(2024, 3, 11)))
    assert not name_clashes(dt.date(2024, 3, 13))


def test_what_was_taken_back_is_shown() -> None:
    incident = find_incident(read_evening(dt.date(2024, 3, 11)), "c1102")
    reasons = [r.reason for r in incident.tolls[Outcome.KILLED].because if r.bound == "aside"]
    assert "Health ministry took back an earlier figure, 6." in reasons
