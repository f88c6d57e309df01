"""Which incident is meant, on which days it is looked at, and what two readings differ in."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from benchmark.synthetic import World
from cenotaph.archive.document import Document
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.incidents.causes import CauseKind
from cenotaph.incidents.decisions import Link
from cenotaph.incidents.notes import note_document
from cenotaph.incidents.reconcile import reconcile
from cenotaph.workflow.compare import compare_readings, write_comparison
from cenotaph.workflow.history import NoIncidentError, list_days, take_snapshots, tell_history, write_history
from cenotaph.workflow.read import read_documents
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import reconcile_reading
from cenotaph.workflow.saved import load_reading, write_reading
from tests.workflow.test_read import DOCUMENTS

DAY = dt.date(2016, 6, 18)
LATER = Document(
    "later", "The toll of Tuesday's shelling of the market of Mosul has risen to 17 dead, the doctor said on Thursday.",
    published=dt.date(2016, 6, 20), language="en",
)  # fmt: skip
UNDATED = Document("undated", "Nine people were killed in the market of Mosul on 14 June 2016.", language="en")


@pytest.fixture
def reading(gazetteer: Gazetteer) -> Reading:
    return read_documents([*DOCUMENTS, LATER, UNDATED], gazetteer=gazetteer)


def test_days(reading: Reading) -> None:
    assert list_days(reading, None, None) == [DAY, LATER.published, None]
    assert list_days(reading, dt.date(2016, 6, 19), None) == [dt.date(2016, 6, 19), LATER.published, None]
    assert list_days(reading, None, DAY) == [DAY]
    assert list_days(reading, DAY, dt.date(2016, 6, 19)) == [DAY]


@pytest.mark.parametrize("profile", ["plain", "ucdp"])
def test_each_day_is_what_starting_over_on_it_gives(profile: str) -> None:
    """Reports come in the order of a file, one of them printed again later, some of no day."""
    made = World(3).make_record(300)
    documents = made.documents[:60]
    claims = [*made.claims]
    again = replace(documents[0], id="again", published=dt.date(2014, 2, 1))
    claims += [replace(claim, document="again") for claim in claims if claim.document == documents[0].id]
    notes = tuple(note_document(document) for document in [again, *documents])
    ids = {note.id for note in notes}
    reading = Reading(notes, tuple(claim for claim in claims if claim.document in ids), (), (), ())
    days = list_days(reading, dt.date(2014, 1, 2), None)
    assert days[-1] is None
    for snapshot in take_snapshots(reading, days, profile=profile):
        day = snapshot.day
        assert snapshot.incidents == reconcile(reading.claims, notes, profile=profile, as_of=day).incidents
        known = {note.id for note in notes if day is None or (note.published is not None and note.published <= day)}
        assert dict(snapshot.claims) == {claim.id: claim for claim in reading.claims if claim.document in known}
        assert len(snapshot.claims) == len(list(snapshot.claims))
        assert "nothing" not in snapshot.claims


def test_an_incident_is_found_by_number_id_former_id_and_place(reading: Reading) -> None:
    snapshots = take_snapshots(reading, list_days(reading, None, None))
    first = tell_history(snapshots, "1", None, None)
    assert first.incident == snapshots[-1].incidents[0]
    assert tell_history(snapshots, first.incident.id[:6], None, None) == first
    former = first.stages[0].incident.id
    assert former != first.incident.id
    assert tell_history(snapshots, former, None, None) == first
    assert tell_history(snapshots, "ramadi", None, None).number == 2
    written = json.loads(json.dumps(write_history(first)))
    assert [stage["day"] for stage in written["stages"]][:2] == ["2016-06-18", "2016-06-20"]


@pytest.mark.parametrize(
    ("wanted", "message", "candidates"),
    [("Atlantis", "no incident is 'Atlantis': give a number", 2), ("99", "no incident is '99'", 2), ("a", "fits 2", 2)],
)
def test_who_is_not_found_is_told_of_those_there_are(
    reading: Reading, wanted: str, message: str, candidates: int
) -> None:
    snapshots = take_snapshots(reading, [None])
    with pytest.raises(NoIncidentError, match=message) as refused:
        tell_history(snapshots, wanted, None, None)
    assert len(refused.value.candidates) == candidates


def test_a_reading_is_the_same_as_itself(reading: Reading) -> None:
    comparison = compare_readings(reading, load_reading(write_reading(reading).encode()))
    assert comparison.settings == ()
    assert {each.kind for each in comparison.differences} == {"same"}
    assert json.loads(json.dumps(write_comparison(comparison)))["differences"] == []


def test_new_reports_and_reports_that_are_gone(gazetteer: Gazetteer, reading: Reading) -> None:
    before = read_documents(DOCUMENTS[1:], gazetteer=gazetteer)
    after = read_documents([*DOCUMENTS[:2], LATER], gazetteer=gazetteer)
    comparison = compare_readings(before, after)
    kinds = comparison.count_kinds()
    assert (kinds["gone"], kinds["changed"]) == (1, 1)
    (gone,) = [each for each in comparison.differences if each.kind == "gone"]
    assert [(c.kind, c.sentence) for c in gone.causes] == [
        (CauseKind.WITHDRAWN, "Report report-2, which told of 2 abducted, is no longer there.")
    ]
    (changed,) = [each for each in comparison.differences if each.kind == "changed"]
    told = {cause.kind for change in changed.changes for cause in change.causes}
    assert CauseKind.NEW_SOURCE in told


def test_a_decision_parts_what_was_one(reading: Reading) -> None:
    first, second = (next(c.id for c in reading.claims if c.document == f"report-{n}") for n in (0, 1))
    link = Link((first, second), False, "R. H.", dt.date(2016, 7, 1), "Two markets.")
    comparison = compare_readings(reading, reconcile_reading(reading, links=[link]))
    assert [cause.sentence for cause in comparison.settings] == [
        "A decision was made: these claims tell of different events, by R. H., on 2016-07-01, Two markets."
    ]
    (split,) = [each for each in comparison.differences if each.kind == "split"]
    assert split.causes == comparison.settings


def test_settings_are_named(reading: Reading) -> None:
    made = replace(
        reading.provenance,
        engine="rules 0.2.0",
        lexicons={"en": "other"},
        gazetteer="g",
        actors="a",
        min_confidence=0.3,
    )
    other = replace(reconcile_reading(reading, profile="acled", as_of=DAY), provenance=made)
    other = replace(other, provenance=replace(made, profile="acled", as_of=DAY))
    kinds = [cause.kind for cause in compare_readings(reading, other).settings]
    assert kinds == [
        CauseKind.PROFILE, CauseKind.DAY, CauseKind.SOFTWARE, CauseKind.GAZETTEER, CauseKind.ACTORS, CauseKind.REREAD,
        CauseKind.LEXICON,
    ]  # fmt: skip


def test_what_a_newer_lexicon_reads_otherwise_is_told_with_its_words(reading: Reading) -> None:
    """The claim of the second report had another end, and so another id, and another number."""
    old = next(claim for claim in reading.claims if claim.document == "report-1")
    shorter = replace(
        old, id="0" * 16, count=replace(old.count, low=8, high=8, stated=8),
        passage=replace(old.passage, end=old.passage.end - 3),
    )  # fmt: skip
    claims = tuple(shorter if claim is old else claim for claim in reading.claims)
    before = reconcile_reading(replace(reading, claims=claims))
    comparison = compare_readings(before, reading)
    (changed,) = [each for each in comparison.differences if each.kind != "same"]
    assert changed.kind == "changed"
    assert [(cause.kind, cause.claims) for cause in changed.causes] == [(CauseKind.REREAD, (old.id,))]
    assert "is read otherwise: number 9, before 8." in changed.causes[0].sentence
    lost = compare_readings(
        reading, reconcile_reading(replace(reading, claims=tuple(c for c in claims if c is not shorter)))
    )
    (changed,) = [each for each in lost.differences if each.kind != "same"]
    assert "is no longer read as 9 killed." in changed.causes[0].sentence
