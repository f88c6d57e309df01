"""The log of a record as people read it: its entries, and what each says in a line."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from cenotaph.store.view import Entry
from cenotaph.workflow.records import open_named

KINDS = (
    "record", "capture", "document", "receipt", "extraction", "claim", "event", "decision", "judgement",
    "attachment", "translation", "failure",
    "reconciliation", "incident", "key", "checkpoint", "timestamp", "hold", "shred",
)  # fmt: skip


def list_log(
    name: str,
    kinds: Sequence[str] = (),
    first: int = 0,
    last: int | None = None,
    recorded_by: dt.datetime | None = None,
) -> Iterator[Entry]:
    """The entries of a record in order: of some kinds, from number `first` on, only the `last` of them, as it was at a
    moment. Raises RecordError."""
    with open_named(name) as record, record.look(recorded_by) as view:
        yield from view.list_entries(kinds, first, last)


def summarise_entry(entry: Entry) -> str:
    """What an entry says, in a line."""
    body = entry.body
    if not body:
        return "destroyed, or sealed and its key is not here"
    said = _SUMMARIES[entry.kind](body) if entry.kind in _SUMMARIES else ""
    ended = body.get("ends", ())
    if ended:
        shown = ", ".join(map(str, ended[:3])) + (f" and {len(ended) - 3:,} more" if len(ended) > 3 else "")
        said += f"; ends {shown}"
    return said


def _say_capture(body: dict[str, Any]) -> str:
    collector = f", collected by {body['collector']}" if body["collector"] else ""
    return f"{body['name']}, {body['size']:,} bytes, {body['digest'][:12]}{collector}"


def _say_document(body: dict[str, Any]) -> str:
    day = f", published {body['published']}" if body["published"] else ""
    kind = f", {body['kind']}" if "kind" in body else ""
    of = f" of {body['parent']}" if body.get("parent") is not None else ""
    return f"{body['id']}{kind}{of}, {body['words']:,} words, {body['language']}{day}"


def _say_receipt(body: dict[str, Any]) -> str:
    why = f": {body['reason']}" if body["reason"] else ""
    return f"of {body['capture']}: {body['outcome']}{why}"


def _say_extraction(body: dict[str, Any]) -> str:
    lexicons = ", ".join(f"{code} {version}" for code, version in body["lexicons"].items()) or "no pack"
    return f"of {body['of']}: {body['claims']} claims, {body['events']} events, by {body['engine']}, {lexicons}"


def _say_claim(body: dict[str, Any]) -> str:
    claim = body["claim"]
    return f"{claim['id']}: {claim['outcome']}, “{claim['passage']['quote']}” ({claim['document']})"


def _say_event(body: dict[str, Any]) -> str:
    event = body["event"]
    return f"{event['id']}: {event['type']}, “{event['passage']['quote']}” ({event['document']})"


def _say_decision(body: dict[str, Any]) -> str:
    made = body["decisions"]
    for link in made["links"]:
        which = "one event" if link["same"] else "different events"
        return f"{link['by']}: {', '.join(link['claims'])} tell of {which}: {link['why']}"
    ruling = made["rulings"][0]
    return (
        f"{ruling['by']}: on the origin of {ruling['voice']['speaker'] or ruling['voice']['document']}: {ruling['why']}"
    )


def _say_failure(body: dict[str, Any]) -> str:
    if body["name"] is None:
        return "something that would have been restricted was not fetched"
    return f"{body['name']} was not taken in: {body['reason']}"


def _say_attachment(body: dict[str, Any]) -> str:
    size = f", {body['width']} by {body['height']}" if body["width"] else ""
    length = f", {body['seconds']:g} seconds" if body["seconds"] else ""
    made = f", made at {body['made_at']}" if body["made_at"] else ""
    of = f", attached to {body['parent']}" if body["parent"] is not None else ""
    return f"of {body['capture']}: {body['media']}, {body['media_type']}{size}{length}{made}{of}"


def _say_translation(body: dict[str, Any]) -> str:
    return f"of {body['parent']}: into {body['language']}, by {body['by']}, {body['words']:,} words"


def _say_judgement(body: dict[str, Any]) -> str:
    judged = body["judgement"]
    place = next((place["name"] for place in judged["places"]), "no place")
    days = judged["period"]["text"] if judged["period"] else "no day"
    tolls = ", ".join(
        f"{toll['outcome']} {toll['low']}" + (f" to {toll['high']}" if toll["high"] > toll["low"] else "")
        for toll in judged["tolls"]
    )
    return f"{judged['by']}, on {judged['on']}: {judged['code']}, {place}, {days}: {tolls or 'no number'}"


def _say_reconciliation(body: dict[str, Any]) -> str:
    return (
        f"of all before {body['seen']}: {body['incidents']} incidents, {body['new']} new, {body['changed']} changed, "
        f"{body['gone']} gone"
    )


def _say_incident(body: dict[str, Any]) -> str:
    incident = body["incident"]
    place = next((place["name"] or place["text"] for place in incident["places"]), "no place")
    tolls = ", ".join(f"{o} {t['low']}/{t['best']}/{t['high']}" for o, t in incident["tolls"].items())
    return f"{incident['id']}: {place}, {incident['start'] or 'no day'}: {tolls}"


def _say_key(body: dict[str, Any]) -> str:
    return f"registered: {body['key']}"


def _say_checkpoint(body: dict[str, Any]) -> str:
    signers = [line.split(" ")[1] for line in body["note"].splitlines() if line.startswith("\N{EM DASH} ")]
    return f"of {body['size']:,} entries, signed by {', '.join(signers)}"


def _say_timestamp(body: dict[str, Any]) -> str:
    return f"over the checkpoint of {body['size']:,} entries"


def _say_hold(body: dict[str, Any]) -> str:
    what = "lifted from" if body["lift"] else "on"
    return f"{what} the file of entry {', '.join(map(str, body['captures']))}: {_say_note(body)}"


def _say_shred(body: dict[str, Any]) -> str:
    captures = ", ".join(map(str, body["captures"]))
    return f"the file of entry {captures} was destroyed, with {len(body['destroyed'])} entries: {_say_note(body)}"


def _say_note(body: dict[str, Any]) -> str:
    """Reason and signers of a shredding or a hold."""
    lines = body["note"].splitlines()
    signers = [line.split(" ")[1] for line in lines if line.startswith("\N{EM DASH} ")]
    return f"{lines[4]} ({', '.join(signers)})"


_SUMMARIES = {
    "record": lambda body: f"{body['id']}, made by {body['software']}",
    "capture": _say_capture,
    "document": _say_document,
    "receipt": _say_receipt,
    "extraction": _say_extraction,
    "claim": _say_claim,
    "event": _say_event,
    "decision": _say_decision,
    "judgement": _say_judgement,
    "attachment": _say_attachment,
    "failure": _say_failure,
    "translation": _say_translation,
    "reconciliation": _say_reconciliation,
    "incident": _say_incident,
    "key": _say_key,
    "checkpoint": _say_checkpoint,
    "timestamp": _say_timestamp,
    "hold": _say_hold,
    "shred": _say_shred,
}
