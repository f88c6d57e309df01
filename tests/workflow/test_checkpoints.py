"""A record's checkpoints: signed, cosigned, stamped, and kept in its log; on every database alike."""

import datetime as dt
from pathlib import Path

import pytest

from cenotaph.ledger.checkpoints import parse_checkpoint
from cenotaph.ledger.keys import KeyKind, SignerKey
from cenotaph.ledger.notes import Note, add_signature, sign_note, verify_note, write_note
from cenotaph.ledger.timestamps import make_request
from cenotaph.store.view import View
from cenotaph.workflow.checkpoints import (
    CheckpointFault,
    add_signatures,
    add_stamp,
    find_latest,
    list_checkpoints,
    list_keys,
    request_stamp,
    sign_checkpoint,
)
from tests.ledger.authority import make_authority
from tests.store.records import make
from tests.workflow.proving import AT, OWNER, STRANGER, WITNESS, fill, make_filled


def look(record) -> tuple[list, list]:
    with record.database.read() as connection:
        view = View(connection)
        return list_checkpoints(view), list_keys(view)


def test_a_checkpoint_is_of_all_that_was_there(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    fill(record)
    kept, is_new = sign_checkpoint(place, OWNER, AT)
    assert is_new
    checkpoint = parse_checkpoint(kept.note.text)
    # The first entry, five for each of three reports, and the key, which came with it.
    assert (checkpoint.origin, checkpoint.size) == (OWNER.name, 17)
    assert kept.entry == 17
    verify_note(kept.note, [OWNER.verifier])
    assert find_latest(place) == kept
    assert look(record) == ([kept], [OWNER.verifier])


def test_nothing_new_is_nothing_to_sign(place: str, tmp_path: Path) -> None:
    make_filled(place, tmp_path)
    kept, is_new = sign_checkpoint(place, OWNER, AT)
    assert is_new
    assert sign_checkpoint(place, OWNER, AT) == (kept, False)
    # Another key of the same name has not signed yet.
    again, is_new = sign_checkpoint(place, STRANGER, AT)
    assert is_new
    assert again.size > kept.size


def test_a_witness_cosigns_the_last_one(place: str, tmp_path: Path) -> None:
    record = make_filled(place, tmp_path)
    checkpoints, keys = look(record)
    assert [len(one.note.signatures) for one in checkpoints] == [1, 2]
    assert keys == [OWNER.verifier, WITNESS.verifier]
    verified = verify_note(checkpoints[-1].note, keys)
    assert [one.at for one in verified] == [None, AT]


def test_a_record_has_one_origin(place: str, tmp_path: Path) -> None:
    make_filled(place, tmp_path)
    with pytest.raises(CheckpointFault, match=r"those of recorder\.example/valley, and the key is of other\.example"):
        sign_checkpoint(place, SignerKey("other.example", KeyKind.NOTE, OWNER.seed), AT)


def test_there_must_be_a_checkpoint_first(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    for ask in (find_latest, request_stamp, lambda name: sign_checkpoint(name, WITNESS, AT)):
        with pytest.raises(CheckpointFault, match="no checkpoint of this record is signed yet"):
            ask(place)
    with pytest.raises(CheckpointFault, match="no checkpoint of this record is signed yet"):
        add_stamp(place, b"")


def test_signatures_of_others_are_taken_up(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    kept, _ = sign_checkpoint(place, OWNER, AT)
    message = write_note(add_signature(kept.note, sign_note(kept.note.text, WITNESS, AT)))
    with pytest.raises(CheckpointFault, match=r"the key of witness\.example is not known"):
        add_signatures(place, message, [])
    joined, added = add_signatures(place, message, [WITNESS.verifier])
    assert added == [WITNESS.verifier]
    assert write_note(joined.note) == message
    assert add_signatures(place, message, []) == (joined, [])
    assert look(record) == ([joined], [OWNER.verifier, WITNESS.verifier])


def test_a_checkpoint_of_another_log_is_refused(place: str, tmp_path: Path) -> None:
    make_filled(place, tmp_path)
    text = f"{OWNER.name}\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    message = write_note(Note(text, (sign_note(text, OWNER),)))
    with pytest.raises(CheckpointFault, match="no such checkpoint of 3 entries"):
        add_signatures(place, message, [])
    latest = find_latest(place)
    broken = write_note(latest.note).replace(latest.note.text.split("\n")[0] + " ", "witness.example ")
    for message, words in (("no note", "cannot be taken up"), (broken, "not known|does not hold")):
        with pytest.raises(CheckpointFault, match=words):
            add_signatures(place, message, [])


def test_a_timestamp_is_asked_for_and_taken_up(place: str, tmp_path: Path) -> None:
    record = make_filled(place, tmp_path)
    authority = make_authority("Stamps")
    latest, request = request_stamp(place)
    fill(record, ["More came in while the authority was asked."])
    sign_checkpoint(place, OWNER, AT)
    stamped = add_stamp(place, authority.answer(request, AT))
    assert (stamped.size, len(stamped.stamps)) == (latest.size, 1)
    assert [len(one.stamps) for one in look(record)[0]] == [0, 1, 0]
    add_stamp(place, stamped.stamps[0])
    assert [len(one.stamps) for one in look(record)[0]] == [0, 1, 0]


def test_an_answer_over_another_text_is_refused(place: str, tmp_path: Path) -> None:
    make_filled(place, tmp_path)
    other = make_authority("Stamps").answer(make_request("another text\n"), dt.datetime(2016, 5, 1, tzinfo=dt.UTC))
    with pytest.raises(CheckpointFault, match="over another text"):
        add_stamp(place, other)
    with pytest.raises(CheckpointFault, match="no answer of a timestamp authority"):
        add_stamp(place, b"<html>")
