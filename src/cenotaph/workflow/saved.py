"""Saved readings: a reading kept in a file, and loaded again without the texts it was made from."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from cenotaph.archive.translation import Translation
from cenotaph.claims.claim import Claim, Event
from cenotaph.incidents.copies import read_runs
from cenotaph.incidents.decisions import Decisions
from cenotaph.incidents.incident import Incident, Total
from cenotaph.incidents.judged import JudgedIncident
from cenotaph.incidents.notes import DocumentNote
from cenotaph.store.replacing import replace_file
from cenotaph.workflow.provenance import FORM, Provenance
from cenotaph.workflow.reading import Reading

_AGAIN = "read the reports again: cenotaph read FILE... --save READING"
_PARTS = ("documents", "claims", "events", "incidents", "totals")
_BOUNDS = ("low", "best", "high", "open")

_T = TypeVar("_T")


class SavedError(ValueError):
    """A file that is no saved reading, or not one that can be used; the message says why and what to do."""


def write_reading(reading: Reading) -> str:
    """The reading as JSON with one document, claim, incident or total on each line, so that two saved readings can be
    compared line by line. The same reading is always the same text."""
    return "".join(_write_lines(reading.to_dict()))


def _write_lines(written: Mapping[str, Any]) -> Iterator[str]:
    yield "{"
    for number, (key, value) in enumerate(written.items()):
        yield f"{',' if number else ''}\n{json.dumps(key)}: "
        if not isinstance(value, list):
            yield json.dumps(value, ensure_ascii=False)
        elif not value:
            yield "[]"
        else:
            yield "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"
    yield "\n}\n"


def save_reading(reading: Reading, path: Path) -> None:
    """Write the reading to `path`, whole or not at all: what was there stays until the new file is complete. Raises
    OSError if it cannot be written."""
    data = write_reading(reading).encode("utf-8")
    with replace_file(path) as stream:
        stream.write(data)


def is_saved_reading(path: Path) -> bool:
    """True if the file begins as a saved reading does, whatever follows."""
    with path.open("rb") as stream:
        head = stream.read(64)
    return b"".join(head.split()).startswith(b'{"documents":[')


def load_reading(data: bytes) -> Reading:
    """The reading that these bytes hold: what `save_reading` or `cenotaph read --json` wrote. Raises SavedError."""
    try:
        given = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SavedError(f"is no saved reading: it is no JSON, or not the whole of it ({error}); {_AGAIN}") from None
    _check_form(given)
    reading = Reading(
        tuple(_read_each(given, "documents", DocumentNote, _read_note)),
        tuple(_read_each(given, "claims", Claim, _read_claim)),
        tuple(_read_each(given, "events", Event, _read_placed)),
        tuple(_read_each(given, "incidents", Incident, _read_incident)),
        tuple(_read_each(given, "totals", Total, _read_total)),
        _read_one(given, "areas", dict[str, str]),
        _read_one(given, "decisions", Decisions),
        _read_one(given, "provenance", Provenance),
        # A reading that an earlier version saved has none of these two.
        tuple(_read_each(given, "judged", JudgedIncident, _read_placed)),
        tuple(_read_each(given, "translations", Translation, _read_translation)),
    )
    _check_documents(reading)
    return reading


def _check_form(given: Any) -> None:
    if not isinstance(given, dict) or not all(isinstance(given.get(part), list) for part in _PARTS):
        raise SavedError(
            "is JSON, but no saved reading, which has documents, claims, events, incidents and totals; reports in "
            "JSON, one on each line, belong in a file that ends in .jsonl"
        )
    provenance = given.get("provenance")
    form = provenance.get("form") if isinstance(provenance, dict) else None
    if form is None:
        raise SavedError(
            "was saved by an older version of Cenotaph, which did not keep what counting again needs; " + _AGAIN
        )
    if form != FORM:
        raise SavedError(
            f"was saved by another version of Cenotaph (its form is {form!r}, this version loads {FORM}); "
            f"use that version, or {_AGAIN}"
        )


def _check_documents(reading: Reading) -> None:
    known = {note.id for note in reading.documents}
    if len(known) < len(reading.documents):
        raise SavedError(f"is a saved reading that was changed: it has two documents with one id; {_AGAIN}")
    lost = next((claim for claim in reading.claims if claim.document not in known), None)
    if lost is not None:
        raise SavedError(
            f"is a saved reading that was changed: the claim {lost.id} is of the document {lost.document!r}, which is "
            f"not in it; {_AGAIN}"
        )


def _read_one(given: Mapping[str, Any], key: str, form: type[_T]) -> _T:
    try:
        return msgspec.convert(given.get(key), form)
    except msgspec.ValidationError as error:
        raise SavedError(_word_fault(key, str(error))) from None


def _read_each(
    given: Mapping[str, Any], key: str, form: type[_T], prepare: Callable[[dict[str, Any]], object]
) -> Iterator[_T]:
    rows = given.get(key)
    for number, row in enumerate(rows if isinstance(rows, list) else (), start=1):
        try:
            yield msgspec.convert(prepare(row), form)
        except KeyError as error:
            raise SavedError(_word_fault(f"{key}, number {number}", f"{error.args[0]!r} is missing")) from None
        except (msgspec.ValidationError, AttributeError, TypeError, ValueError) as error:
            raise SavedError(_word_fault(f"{key}, number {number}", str(error))) from None


def _word_fault(where: str, problem: str) -> str:
    return f"is a saved reading, but cannot be used: {where}: {problem}; {_AGAIN}"


# What a gazetteer knows of a place that a name might have meant, and a reading does not keep.
_NOT_KEPT: dict[str, Any] = {"admin1": None, "population": 0, "within": (), "area": None}


def _read_placed(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its places, whose other candidates are given what they need."""
    return {**row, "places": [_read_place(place) for place in row["places"]]}


def _read_place(place: dict[str, Any]) -> dict[str, Any]:
    return {**place, "alternatives": [{**_NOT_KEPT, **other} for other in place["alternatives"]]}


def load_claim(row: dict[str, Any]) -> Claim:
    """The claim of its JSON form. Raises SavedError."""
    return next(_read_each({"claims": [row]}, "claims", Claim, _read_claim))


def load_event(row: dict[str, Any]) -> Event:
    """The event of its JSON form. Raises SavedError."""
    return next(_read_each({"events": [row]}, "events", Event, _read_placed))


def load_decisions(row: dict[str, Any]) -> Decisions:
    """The decisions of their JSON form. Raises SavedError."""
    return _read_one({"decisions": row}, "decisions", Decisions)


def _read_note(row: dict[str, Any]) -> object:
    # A reading that an earlier version saved does not say which are restricted.
    return {**row, "runs": read_runs(row["runs"]), "is_restricted": row.get("restricted", False)}


def _read_claim(row: dict[str, Any]) -> object:
    row, slots = _read_placed(row), row["slots"]
    if slots is None:
        return row
    read = {
        name: {"confidence": slot["confidence"], "ground": slot["from"]} if slot else None
        for name, slot in slots.items()
    }
    return {**row, "slots": read}


def _read_incident(row: dict[str, Any]) -> object:
    rows = [{**each, "place": _read_place(each["place"]) if each["place"] else None} for each in row["rows"]]
    return {**_read_placed(row), "rows": rows, "tolls": _read_tolls(row["tolls"]), "codes": row["type"]}


def _read_translation(row: dict[str, Any]) -> object:
    # A named tuple is a list for msgspec.
    return {**row, "segments": [[each["start"], each["end"], each["text"]] for each in row["segments"]]}


def _read_total(row: dict[str, Any]) -> object:
    scope = None if row["scope"] == "all" else _read_placed(row["scope"])
    return {**row, "scope": scope, "tolls": _read_tolls(row["tolls"])}


def _read_tolls(tolls: dict[str, Any]) -> object:
    return {
        outcome: {
            "whole": {key: toll[key] for key in _BOUNDS},
            "by": toll["by"],
            "because": toll["because"],
            "point": toll.get("point", True),
        }
        for outcome, toll in tolls.items()
    }
