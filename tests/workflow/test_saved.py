"""Saved readings: what was read is loaded as it was and counts the same again; what is none is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.incidents.copies import pack_runs
from cenotaph.incidents.decisions import Decisions, Link, OriginRuling, Voice
from cenotaph.incidents.notes import note_document
from cenotaph.incidents.profile import known_profiles
from cenotaph.workflow.read import read_documents
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import join_readings, reconcile_reading
from cenotaph.workflow.saved import SavedError, is_saved_reading, load_reading, save_reading, write_reading
from tests.incidents.test_invariants import rows
from tests.workflow.samples import EMPTY, FULL
from tests.workflow.test_read import DOCUMENTS


def load_again(reading: Reading) -> Reading:
    return load_reading(write_reading(reading).encode())


def test_every_slot_is_kept() -> None:
    loaded = load_again(
        Reading(FULL.documents, tuple(c for c in FULL.claims), FULL.events, FULL.incidents, FULL.totals)
    )
    assert loaded.to_dict() == FULL.to_dict()
    assert load_again(EMPTY).to_dict() == EMPTY.to_dict()


@given(rows(), st.sampled_from(known_profiles()))
@settings(max_examples=100, deadline=None)
def test_what_is_loaded_counts_the_same(case: tuple[list[Claim], list[Document]], profile: str) -> None:
    claims, documents = case
    gathered = Reading(tuple(map(note_document, documents)), tuple(claims), (), (), ())
    counted = reconcile_reading(gathered, profile=profile)
    loaded = load_again(counted)
    assert loaded.to_dict() == counted.to_dict()
    assert write_reading(reconcile_reading(loaded, profile=profile)) == write_reading(counted)


def test_a_reading_of_reports_counts_the_same_without_their_texts(gazetteer: Gazetteer) -> None:
    twice = Document("copy", DOCUMENTS[0].text, published=DOCUMENTS[0].published, language="en")
    reading = read_documents([*DOCUMENTS, twice], gazetteer=gazetteer)
    loaded = load_again(reading)
    assert loaded == load_reading(json.dumps(reading.to_dict(), indent=2).encode())
    assert write_reading(reconcile_reading(loaded)) == write_reading(reading)
    assert write_reading(loaded) == write_reading(reading)
    assert max(incident.documents for incident in loaded.incidents) == 3  # the copy is known as one without its text


def test_with_what_it_was_made_is_kept(gazetteer: Gazetteer) -> None:
    reading = load_again(read_documents(DOCUMENTS, gazetteer=gazetteer, min_confidence=0.2))
    made = reading.provenance
    assert made.engine == reading.claims[0].engine
    assert made.lexicons == {"en": reading.claims[0].lexicon}
    assert made.gazetteer
    assert made.min_confidence == 0.2
    ids = {area for claim in reading.claims for place in claim.places for area in place.within}
    assert ids
    assert ids <= reading.areas.keys()


def test_links_are_kept_and_obeyed(gazetteer: Gazetteer) -> None:
    plain = read_documents(DOCUMENTS, gazetteer=gazetteer)
    first, second = (next(c.id for c in plain.claims if c.document == f"report-{n}") for n in (0, 1))
    link = Link((first, second), False, "R. H.", None, "two markets")
    ruling = OriginRuling(Voice("the provincial governor"), Voice(document="report-0"), "R. H.", "he said so")
    parted = reconcile_reading(plain, links=[link], rulings=[ruling])
    assert len(parted.incidents) == len(plain.incidents) + 1
    assert load_again(parted).decisions == Decisions((link,), (ruling,))
    assert write_reading(reconcile_reading(load_again(parted))) == write_reading(parted)


def test_readings_are_joined(gazetteer: Gazetteer) -> None:
    whole = read_documents(DOCUMENTS, gazetteer=gazetteer)
    halves = [read_documents(half, gazetteer=gazetteer) for half in (DOCUMENTS[:3], DOCUMENTS[2:])]
    joined, again = join_readings(halves)
    assert again == ("report-2",)
    assert write_reading(reconcile_reading(joined)) == write_reading(whole)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reading.json"
    save_reading(FULL, path)
    assert is_saved_reading(path)
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cenotaph.store.replacing.os.replace", fail)
    with pytest.raises(OSError, match="No space"):
        save_reading(EMPTY, path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["reading.json"]


def change(edit: Callable[[dict[str, Any]], object]) -> bytes:
    written = FULL.to_dict()
    edit(written)
    return json.dumps(written).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no saved reading: it is no JSON"),
        (write_reading(FULL).encode()[:-40], "or not the whole of it"),
        (b"\xff\xfe{", "is no JSON"),
        (b'{"id": "a", "text": "b"}', "no saved reading, which has documents, claims"),
        (b"[]", "belong in a file that ends in .jsonl"),
        (change(lambda w: w.pop("provenance")), "was saved by an older version"),
        (change(lambda w: w["provenance"].update(form=99)), "its form is 99, this version loads 1"),
        (change(lambda w: w["claims"][1]["count"].pop("low")), "claims, number 2: .*`low`"),
        (change(lambda w: w["claims"][0].update(outcome="hurt")), "claims, number 1: Invalid enum value 'hurt'"),
        (change(lambda w: w["claims"][0]["count"].update(low=5000)), "a count runs from low to high, not 5000"),
        (change(lambda w: w["claims"][0].pop("slots")), "claims, number 1: 'slots' is missing"),
        (change(lambda w: w["claims"].append("x")), "claims, number 4"),
        (change(lambda w: w["documents"][0].update(runs="???")), "documents, number 1"),
        (change(lambda w: w["documents"][0].update(published="May")), "documents, number 1: .*published"),
        (change(lambda w: w["documents"].pop(0)), "which is not in it"),
        (change(lambda w: w["documents"].append(w["documents"][0])), "two documents with one id"),
        (change(lambda w: w["incidents"][0]["tolls"]["killed"].pop("by")), "incidents, number 1: 'by' is missing"),
        (change(lambda w: w["totals"][0].update(scope=7)), "totals, number 1"),
        (change(lambda w: w.update(areas=None)), "areas"),
    ],
)
def test_what_is_no_saved_reading_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SavedError, match=message):
        load_reading(data)


def test_any_file_cut_short_is_refused() -> None:
    data = write_reading(FULL).encode()
    for end in range(0, len(data) - 1, 97):
        with pytest.raises(SavedError):
            load_reading(data[:end])


@given(st.frozensets(st.integers(0, 2**32 - 1), max_size=48))
def test_runs_of_words_are_kept(runs: frozenset[int]) -> None:
    note = FULL.documents[0]
    kept = Reading((type(note)(note.id, "en", None, 1, runs=pack_runs(runs)),), (), (), (), ())
    assert load_again(kept) == kept
