"""Keeping the bytes of a file before its capture is written: whole, or sealed where it is restricted."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from cenotaph.archive.readers.registry import MEDIA
from cenotaph.archive.story import Story
from cenotaph.store import schema
from cenotaph.store.additions import write_moment
from cenotaph.store.address import RecordError
from cenotaph.store.record import Record
from cenotaph.store.schema import log
from cenotaph.store.sealed import MARK
from cenotaph.store.vault import VAULT_VARIABLE
from cenotaph.store.view import View
from cenotaph.workflow.records import SOFTWARE

# What is taken in with this sensitivity is sealed.
RESTRICTED = "restricted"
# The format of a capture that is a list of incidents which a person judged.
INCIDENTS = "incidents"


def write_capture(
    name: str,
    digest: str,
    size: int,
    started: dt.datetime,
    parameters: Mapping[str, Any],
    *,
    collector: str | None,
    sensitivity: str,
    consent: str | None = None,
    address: str | None = None,
    fetched: Mapping[str, Any] | None = None,
    listed: Story | None = None,
) -> dict[str, Any]:
    """The body of a capture whose bytes are not yet kept (docs/reference/record.md)."""
    more = {"listed": write_story(listed)} if listed is not None else {}
    return {
        "name": name, "address": address, "fetched": fetched, "digest": digest, "size": size,
        "started_at": write_moment(started), "ended_at": None, "tool": SOFTWARE, "parameters": parameters,
        "collector": collector, "sensitivity": sensitivity, "consent": consent, **more,
    }  # fmt: skip


def is_report(capture: Mapping[str, Any]) -> bool:
    """True for a capture of reports; not for a list of incidents, an attachment, a translation, testimony or a
    transcript, which would be taken for reports where nothing but their bytes is known."""
    given = capture["parameters"]
    return given["format"] not in (INCIDENTS, MEDIA) and "kind" not in given


def write_story(story: Story) -> dict[str, Any]:
    """What a list states of a page, as plain values."""
    return {
        "where": story.where, "address": story.address, "title": story.title,
        "published": story.published.isoformat() if story.published else None, "publisher": story.publisher,
        "language": story.language,
    }  # fmt: skip


@contextmanager
def explain_blobs(record: Record) -> Iterator[None]:
    """Raises RecordError where bytes cannot be kept: then nothing more can be taken in."""
    try:
        yield
    except OSError as error:
        raise RecordError(
            f"{record.name}: the bytes of what is taken in cannot be kept ({error.strerror or error}). What a receipt "
            "was given for is in the record; make room, or mend the place of its blobs, then run the command again"
        ) from None


def seal_file(
    record: Record,
    stream: BinaryIO,
    capture: dict[str, Any],
    earlier: Mapping[str, Any] | None,
    subject: str | None = None,
) -> bool:
    """Keep restricted bytes sealed, for the subject that is given, else one of their own, or, if the record has them,
    as they are sealed there; and say so in the body of the capture: `plain` is their own digest. False if the file was
    changed meanwhile."""
    if earlier is None:
        data = stream.read()
        if hashlib.sha256(data).hexdigest() != capture["digest"]:
            return False
        subject = subject or _make_subject(record)
        earlier = {"plain": capture["digest"], "digest": record.put_sealed(data, subject), "sealed_for": subject}
    capture.update({key: earlier[key] for key in ("plain", "digest", "sealed_for")})
    return True


def list_sealed(record: Record) -> dict[str, int]:
    """The digests of the bytes that the record holds sealed and can open here, and the entry of each."""
    with record.look() as view:
        found = view.list_current(schema.captures, log.c.body.like(f"{MARK}%"))
        return {body["plain"]: number for number, body in found if "plain" in body}


def word_sealed(entry: int) -> str:
    """Why bytes that the record holds sealed are not taken in as public ones."""
    return (
        f"the record holds this file as restricted (entry {entry}), and it was not taken as a public one. Say again "
        "what it is (--sensitivity restricted, --testimony or --transcript-of)."
    )


def word_open(entry: int, name: str) -> str:
    """Why bytes that the record holds open to all are not taken in as restricted ones."""
    return (
        f"the record holds this file open to all (entry {entry}, {name}), and what is open cannot be sealed "
        f"afterwards: nothing was taken. Destroy it first (cenotaph shred RECORD {entry}), then take it in again."
    )


def _make_subject(record: Record) -> str:
    """A new subject. Raises RecordError if the record has sealed items whose vault is not here: a second vault would
    leave no place that has all the keys."""
    if record.vault.is_empty():
        with record.look() as view:
            has_sealed = view.has_sealed()
        if has_sealed:
            raise RecordError(
                f"{record.name}: it has sealed items, and their keys are not in {record.vault.path}. No second vault "
                f"was begun and nothing was taken: let {VAULT_VARIABLE} name the folder of the record's vault"
            )
    return record.vault.make_subject()


def list_same_bytes(view: View, capture: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The captures with the same bytes. Those of sealed ones no index has: they are looked for where a restricted file
    is taken in."""
    yield from view.list_current(schema.captures, schema.captures.c.digest == capture["digest"])
    if capture["sensitivity"] == RESTRICTED:
        for number, body in view.list_current(schema.captures, log.c.body.like(f"{MARK}%")):
            if body["plain"] == capture["digest"]:
                yield number, body
