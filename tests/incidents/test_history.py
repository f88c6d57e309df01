"""The history of an incident: each change with its cause, in order, and nothing that moves without one."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.causes import CauseKind, explain_claims
from cenotaph.incidents.history import Snapshot, Stage, follow_forward, trace_incident
from cenotaph.incidents.incident import Bounds
from cenotaph.incidents.lineage import Lineage, match_incidents
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document
from tests.incidents.test_invariants import rows


def take(claims: list[Claim], documents: list[Document], days: list[dt.date | None]) -> list[Snapshot]:
    published = {document.id: document.published for document in documents}
    snapshots = []
    for day in days:
        record = reconcile(claims, documents, as_of=day)
        known = {c.id: c for c in claims if day is None or (published[c.document] or dt.date.max) <= day}
        snapshots.append(Snapshot(day, record.incidents, known))
    return snapshots


def day(number: int) -> dt.date:
    return dt.date(2024, 3, number)


def tell(*given: dict[str, Any], base: bool = False) -> tuple[Stage, ...]:
    """The history of the most prominent incident; each row is of the report of day `on` of March."""
    claims = [
        make_claim(
            {"id": f"c{n}", "doc": f"d{row['on']}", "place": "Hesk", "days": "2024-03-01", "cause": "shelling",
             **{key: value for key, value in row.items() if key != "on"}}, n
        )
        for n, row in enumerate(given)
    ]  # fmt: skip
    documents = [make_document({"id": f"d{on}", "published": str(day(on))}) for on in sorted({r["on"] for r in given})]
    snapshots = take(claims, documents, [document.published for document in documents])
    return trace_incident(snapshots, snapshots[-1].incidents[0], base)


WATCH = {"by": "The Watch:monitor"}
POLICE = {"by": "police:official"}


def test_a_new_source() -> None:
    first, second = tell({"on": 1, "killed": "9", **WATCH}, {"on": 2, "killed": "12", **POLICE})
    (change,) = first.changes
    assert (change.before, change.after) == (None, Bounds(9, 9, 9, False))
    assert [(c.kind, c.sentence) for c in change.causes] == [
        (CauseKind.FIRST, "The Watch tells of 9 people killed (report d1).")
    ]
    (change,) = second.changes
    assert second.day == day(2)
    assert change.before == Bounds(9, 9, 9, False)
    assert change.after is not None
    assert (change.after.low, change.after.high) == (9, 12)
    assert [(c.kind, c.claims, c.sentence) for c in change.causes] == [
        (CauseKind.NEW_SOURCE, ("c1",), "Police, a new source, tell of 12 people killed (report d2).")
    ]
    assert {reason.bound for reason in change.because} >= {"high"}


def test_a_correction() -> None:
    _, second = tell({"on": 1, "killed": "9", **WATCH}, {"on": 2, "killed": "14", **WATCH})
    (cause,) = second.changes[0].causes
    assert cause.kind is CauseKind.CORRECTION
    assert cause.sentence == "The Watch had told of 9 people killed and now tells of 14 people killed (report d2)."
    assert {reason.reason for reason in second.changes[0].because} == {"The Watch says 14; nobody else gives a figure."}


def test_an_addition() -> None:
    _, second = tell({"on": 1, "killed": "9", **WATCH}, {"on": 2, "killed": "2", "kind": "increment", **WATCH})
    (cause,) = second.changes[0].causes
    assert (cause.kind, cause.sentence) == (CauseKind.ADDITION, "The Watch adds 2 people killed (report d2).")


def test_a_body_found_later() -> None:
    _, second = tell(
        {"on": 1, "killed": "9", **WATCH},
        {"on": 5, "killed": "1", "rule": "en.found.body.01", "by": "rescuers:witness"},
    )
    (cause,) = second.changes[0].causes
    assert cause.kind is CauseKind.BODY_FOUND
    assert cause.sentence == "Rescuers say that 1 body was found (report d5)."


def test_a_retraction() -> None:
    origin = Origin("speaker:watch|", "the Watch", None, False)
    old = make_claim({"id": "old", "killed": "9", **WATCH}, 0)
    zero = make_claim({"id": "new", "killed": "0", **WATCH}, 0)
    (cause,) = explain_claims([zero], [old], {"old": origin, "new": origin}, {origin.key}, {"new"})
    assert cause.kind is CauseKind.RETRACTION
    assert cause.sentence == "The Watch had told of 9 people killed and now says that nobody was killed (report a)."


def test_a_denial_that_sets_no_bound_is_told() -> None:
    first, second = tell(
        {"on": 1, "killed": "9", "accused": ["Norland army"], **WATCH},
        {"on": 2, "killed": "9", "kind": "denial", "by": "Norland army:belligerent"},
    )
    assert first.events == ()
    assert second.changes == ()
    assert [(cause.kind, cause.sentence) for cause in second.events] == [
        (CauseKind.DENIAL, "Norland army denies it (report d2).")
    ]


def test_a_known_source_with_a_new_outcome() -> None:
    _, second = tell({"on": 1, "killed": "9", **WATCH}, {"on": 2, "injured": "30", **WATCH})
    (change,) = second.changes
    assert change.outcome is Outcome.INJURED
    assert change.causes[0].kind is CauseKind.NEW_FIGURE
    assert change.causes[0].sentence == (
        "The Watch had not told of anyone injured and now tells of 30 people injured (report d2)."
    )


def test_days_on_which_nothing_moves_are_left_out() -> None:
    stages = tell(
        {"on": 1, "killed": "9", **WATCH}, {"on": 2, "killed": "9", **WATCH}, {"on": 3, "killed": "10", **WATCH}
    )
    assert [stage.day for stage in stages] == [day(1), day(3)]


def test_what_was_known_before_is_no_news() -> None:
    first, _ = tell({"on": 1, "killed": "9", **WATCH}, {"on": 2, "killed": "10", **WATCH}, base=True)
    assert first.changes == ()


def test_incidents_that_are_joined_and_parted() -> None:
    """What was told of as Hesk and as a place nobody knows is one once a third report names both."""
    claims = [
        make_claim({"id": "a", "doc": "d1", "killed": "9", "place": "Hesk", "days": "2024-03-01", **WATCH}, 0),
        make_claim({"id": "b", "doc": "d2", "killed": "9", "place": "Oltan", "days": "2024-03-01", **POLICE}, 0),
    ]
    documents = [make_document({"id": f"d{n}", "published": str(day(n))}) for n in (1, 2)]
    snapshots = take(claims, documents, [day(1), day(2)])
    joined = _join(snapshots[1], claims)
    merged = trace_incident([snapshots[1], joined], joined.incidents[0], first_is_base=True)
    assert [cause.kind for cause in merged[1].events] == [CauseKind.MERGE]
    assert "is now held for this one." in merged[1].events[0].sentence
    split = trace_incident([joined, snapshots[1]], snapshots[1].incidents[0], first_is_base=True)
    assert [cause.kind for cause in split[1].events] == [CauseKind.SPLIT]
    assert follow_forward([snapshots[0], snapshots[1], joined], 0, snapshots[0].incidents[0]) == (joined.incidents[0])
    kinds = [k.kind for k in match_incidents(snapshots[1].incidents, joined.incidents)]
    assert kinds == ["merged"]
    assert [k.kind for k in match_incidents(joined.incidents, snapshots[1].incidents)] == ["split"]
    assert [k.kind for k in match_incidents(snapshots[0].incidents, snapshots[1].incidents)] in (
        ["followed", "new"], ["new", "followed"],
    )  # fmt: skip


def _join(snapshot: Snapshot, claims: list[Claim]) -> Snapshot:
    first, second = snapshot.incidents
    both = replace(
        first, id="both", claims=(*first.claims, *second.claims), origin_list=(*first.origin_list, *second.origin_list)
    )
    return replace(snapshot, day=day(3), incidents=(both,))


@pytest.mark.parametrize("base", [True, False])
@given(case=rows())
@settings(max_examples=60, deadline=None)
def test_every_move_has_a_cause_and_begins_where_the_last_ended(
    base: bool, case: tuple[list[Claim], list[Document]]
) -> None:
    claims, documents = case
    snapshots = take(claims, documents, [day(3), day(4), day(5), None])
    for incident in snapshots[-1].incidents:
        stages = trace_incident(snapshots, incident, base)
        assert stages
        tolls = {o: t.whole for o, t in stages[-1].incident.tolls.items()}
        assert tolls == {o: t.whole for o, t in incident.tolls.items()}
        for before, after in pairwise(stages):
            assert after.changes or after.events
            for change in after.changes:
                old = before.incident.tolls.get(change.outcome)
                assert change.before == (old.whole if old else None)
                assert change.before != change.after
                assert change.causes or after.events
                for cause in (*change.causes, *after.events):
                    assert cause.sentence.endswith(".")
                    assert cause.sentence[0].isupper() or not cause.sentence[0].isalpha()


@given(rows())
@settings(max_examples=60, deadline=None)
def test_every_incident_of_two_records_is_told_of_once(case: tuple[list[Claim], list[Document]]) -> None:
    claims, documents = case
    early, late = take(claims, documents, [day(4), None])
    found = match_incidents(early.incidents, late.incidents)
    assert sorted(i.id for k in found for i in k.before) == sorted(i.id for i in early.incidents)
    assert sorted(i.id for k in found for i in k.after) == sorted(i.id for i in late.incidents)
    assert all(k.kind == "followed" for k in match_incidents(late.incidents, late.incidents))
    for incident in late.incidents:
        assert Lineage(late.incidents).find_kin(incident) == [incident]
