"""A small record for the tests of proving, with keys outside it."""

import datetime as dt
from pathlib import Path

from cenotaph.ledger.keys import KeyKind, SignerKey, write_signer_key
from cenotaph.store.record import Record
from cenotaph.workflow.checkpoints import sign_checkpoint
from tests.store.records import make

OWNER = SignerKey("recorder.example/valley", KeyKind.NOTE, bytes(range(32)))
WITNESS = SignerKey("witness.example", KeyKind.COSIGNATURE, bytes(range(1, 33)))
STRANGER = SignerKey(OWNER.name, KeyKind.NOTE, bytes(range(2, 34)))
AT = dt.datetime(2016, 5, 11, 20, 30, tzinfo=dt.UTC)
TEXTS = [
    "Nine people were killed in Tarnab.",
    "قُتل تسعة أشخاص في ترناب",
    "Two were hurt near the mill of Osk, it was said.",
]


def fill(record: Record, texts: list[str] = TEXTS) -> None:
    """Take in some reports, each with its capture, its document, a claim and its receipt."""
    for number, words in enumerate(texts):
        digest = record.blobs.put(words.encode())
        with record.add() as addition:
            capture = addition.append("capture", {"name": f"{number}.txt", "digest": digest, "sensitivity": "public"})
            of = addition.append("document", {"id": f"d{number}", "capture": capture, "digest": digest}, words)
            read = addition.append("extraction", {"of": of})
            addition.append("claim", {"of": of, "extraction": read, "claim": {"id": f"c{number}", "count": 9}})
            addition.append("receipt", {"capture": capture, "outcome": "taken"})


def add_sealed(record: Record, words: str) -> None:
    """Take in a report that is sealed for a subject of its own."""
    subject = record.vault.make_subject()
    digest = record.put_sealed(words.encode(), subject)
    beside = {"digest": digest, "sealed_for": subject, "plain": "0" * 64, "runs": ""}
    with record.add() as addition:
        capture = addition.append("capture", {"name": "sealed.txt", "sensitivity": "restricted", **beside})
        of = addition.append("document", {"id": "sealed", "capture": capture, **beside}, words)
        read = addition.append("extraction", {"of": of})
        addition.append("claim", {"of": of, "extraction": read, "claim": {"id": "c99", "count": 9}})


def make_filled(place: str, folder: Path) -> Record:
    """A record with some reports, two checkpoints, and one more report after them."""
    record = make(place, folder)
    fill(record)
    sign_checkpoint(place, OWNER, AT)
    fill(record, ["A third report."])
    sign_checkpoint(place, OWNER, AT)
    sign_checkpoint(place, WITNESS, AT)
    fill(record, ["A fourth report, not signed yet."])
    return record


def save_key(key: SignerKey, path: Path) -> Path:
    """The file of a secret key."""
    path.write_text(write_signer_key(key) + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path
