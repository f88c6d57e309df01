"""Each case of cases/*.toml: some claims, and the incidents, tolls, totals and reasons they must come to."""

import json
from pathlib import Path
from typing import Any

import pytest
import tomli

from cenotaph.incidents.decisions import Link
from cenotaph.incidents.incident import Bounds, EventRow, Incident, OriginNote, Reconciliation, Toll, Total
from cenotaph.incidents.profile import Profile, load_profile, parse_profile
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document, make_ruling

FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(case, id=f"{path.stem}-{case['id']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomli.loads(path.read_text(encoding="utf-8"))["case"]
]
OUTCOMES = {o.value: o for o in Outcome}


def make_profile(given: str | dict[str, Any]) -> Profile:
    """A shipped profile by its name, or the plain one with some fields changed."""
    if isinstance(given, str):
        return load_profile(given)
    rules = [f"[{name}]\nvalue = {write_value(value)}\nsays = 'x'\nsource = 'x'" for name, value in given.items()]
    text = "\n".join(["name = 'case'", "title = 'x'", "label = 'The case'", *rules])
    return parse_profile(text, "case", load_profile("plain"))


def write_value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_bounds(bounds: Bounds) -> str:
    return f"{bounds.low} {bounds.best} {bounds.high}{'+' if bounds.open else ''}"


def write_origin(note: OriginNote) -> str:
    return f"{note.label}:{note.kind or ''} {note.documents}"


def run_case(case: dict[str, Any]) -> Reconciliation:
    documents = [make_document(d) for d in case.get("documents", [{"id": "a", "published": "2024-03-05"}])]
    claims = [make_claim(row, i) for i, row in enumerate(case["claims"])]
    links = [Link(tuple(link["claims"]), link["same"]) for link in case.get("links", ())]
    rulings = [make_ruling(row) for row in case.get("rulings", ())]
    profile = make_profile(case.get("profile", "plain"))
    return reconcile(claims, documents, links=links, rulings=rulings, profile=profile, as_of=case.get("as_of"))


def find_incident(found: Reconciliation, claim: str) -> Incident:
    return next(i for i in found.incidents if claim in i.claims)


def find_total(found: Reconciliation, place: str | None, grade: str | None = None) -> Total:
    if place is None:
        return next(t for t in found.totals if t.scope is None and t.grade == grade)
    return next(t for t in found.totals if t.scope and place in [p.name for p in t.scope.places])


def check_tolls(tolls: dict[Outcome, Toll], wanted: dict[str, Any]) -> None:
    for name in wanted.keys() & OUTCOMES.keys():
        toll = tolls.get(OUTCOMES[name])
        if wanted[name] == "none":
            assert toll is None
            continue
        assert toll is not None, f"no toll of {name}"
        assert write_bounds(toll.whole) == wanted[name]
        assert {r.bound for r in toll.because} >= {"low", "best", "high"}
    for key, bounds in wanted.get("by", {}).items():
        toll = tolls[OUTCOMES[wanted.get("outcome", "killed")]]
        assert key in toll.by, f"nothing by {key}"
        assert write_bounds(toll.by[key]) == bounds


def check_standing(incident: Incident, wanted: dict[str, Any]) -> None:
    if "standing" in wanted:
        assert incident.standing.grade == wanted["standing"], incident.standing
    if "counts" in wanted:
        assert incident.standing.counts == wanted["counts"]
    if "rows" in wanted:
        assert [write_row(row) for row in incident.rows] == wanted["rows"]
    if "sides" in wanted:
        sides = incident.sides
        assert sides is not None
        assert {**sides.fighters, "civilians": sides.civilians, "unknown": sides.unknown} == wanted["sides"]


def write_row(row: EventRow) -> str:
    days = str(row.start) if row.start == row.end else f"{row.start}/{row.end}"
    return f"{days} {row.place.name if row.place else None} {row.fatalities}"


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    found = run_case(case)
    if "incidents" in case:
        assert len(found.incidents) == case["incidents"], [i.claims for i in found.incidents]
    for wanted in case.get("incident", ()):
        incident = find_incident(found, wanted["of"])
        check_tolls(dict(incident.tolls), wanted)
        for name in ("remainder", "origins", "documents"):
            if name in wanted:
                assert getattr(incident, name) == wanted[name], name
        if "heard" in wanted:
            assert [write_origin(note) for note in incident.origin_list] == wanted["heard"]
        if "claims" in wanted:
            assert sorted(incident.claims) == sorted(wanted["claims"])
        if "places" in wanted:
            assert [p.name for p in incident.places] == wanted["places"]
        if "days" in wanted:
            assert f"{incident.start}/{incident.end}" == wanted["days"]
        check_standing(incident, wanted)
    for wanted in case.get("total", ()):
        total = find_total(found, wanted.get("place"), wanted.get("grade"))
        check_tolls(dict(total.tolls), wanted)
        if "incidents" in wanted:
            assert len(total.incidents) == wanted["incidents"]
    for wanted in case.get("reason", ()):
        holder = find_incident(found, wanted["of"]) if "of" in wanted else find_total(found, wanted.get("place"))
        if wanted["bound"] == "standing":
            assert isinstance(holder, Incident)
            because = list(holder.standing.because)
        else:
            toll = holder.tolls[OUTCOMES[wanted.get("outcome", "killed")]]
            because = [r for r in toll.because if r.bound == wanted["bound"]]
        if wanted.get("absent"):
            assert not because
            continue
        assert any(wanted["says"] in r.reason and r.rule == wanted.get("rule", r.rule) for r in because), because
        if "claims" in wanted:
            assert any(sorted(r.claims) == sorted(wanted["claims"]) for r in because), because


def test_there_are_cases() -> None:
    assert len(CASES) >= 25
    assert len({param.id for param in CASES}) == len(CASES)
