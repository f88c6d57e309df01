"""`cenotaph checkpoint`, `prove` and `verify` on a record, as a person types them."""

import hashlib
import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from cenotaph.archive.addresses import check_address
from cenotaph.archive.fetch import Way
from cenotaph.ledger.notes import add_signature, parse_note, sign_note, write_note
from cenotaph.terminal import checkpoint as door
from cenotaph.terminal.main import cli
from tests.ledger.authority import make_authority, refuse
from tests.ledger.authority_server import serve_authority, stamp_at
from tests.workflow.proving import AT, OWNER, STRANGER, WITNESS, save_key

REPORT = "Nine people were killed in Kunduz on 3 October, the hospital said.\n"


def run(*arguments: object):
    return CliRunner().invoke(cli, list(map(str, arguments)))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with one report and a signed checkpoint; the key is beside it in owner.key."""
    (tmp_path / "one.txt").write_text(REPORT, encoding="utf-8")
    save_key(OWNER, tmp_path / "owner.key")
    place = tmp_path / "record"
    assert run("new", place).exit_code == 0
    assert run("collect", place, tmp_path / "one.txt", "--published", "2015-10-04").exit_code == 0
    result = run("checkpoint", place, "--key", tmp_path / "owner.key")
    assert result.exit_code == 0, result.output
    assert "Send it off-site" in result.stderr
    return place


def test_a_checkpoint_is_printed_to_be_sent(record: Path, tmp_path: Path) -> None:
    printed = run("checkpoint", record)
    assert printed.exit_code == 0
    assert parse_note(printed.stdout).text.startswith(f"{OWNER.name}\n5\n")
    again = run("checkpoint", record, "--key", tmp_path / "owner.key")
    assert again.stdout == printed.stdout
    assert "Nothing was added" in again.stderr


def test_a_record_is_verified(record: Path, tmp_path: Path) -> None:
    result = run("verify", record, "--key", OWNER.verifier)
    assert result.exit_code == 0, result.output
    assert "The record holds: 6 entries" in result.stdout
    assert f"Checkpoint of 5 entries: signed by {OWNER.name}." in result.stdout
    assert "not signed yet" not in result.stdout
    (tmp_path / "two.txt").write_text("Two people were hurt.\n", encoding="utf-8")
    run("collect", record, tmp_path / "two.txt")
    assert "not signed yet: 3 entries" in run("verify", record, "--key", OWNER.verifier).stdout
    result = run("verify", record)
    assert result.exit_code == 2
    assert "Who signed it was not checked" in result.stderr
    result = run("verify", record, "--key", STRANGER.verifier)
    assert result.exit_code == 2
    assert "was not verified: entry 5: the checkpoint of 5 entries is signed by none" in result.stderr


def test_what_is_altered_ends_in_a_message(record: Path) -> None:
    (blob,) = [path for path in (record / "blobs").rglob("*") if path.is_file()]
    blob.write_bytes(b"Nobody was killed.")
    result = run("verify", record, "--key", OWNER.verifier)
    assert result.exit_code == 2
    assert f"{record} is not as it was signed: entry 1: the bytes" in result.stderr
    assert "Traceback" not in result.output


def test_signatures_and_timestamps_of_others(record: Path, tmp_path: Path) -> None:
    note = parse_note(run("checkpoint", record).stdout)
    (tmp_path / "back.txt").write_text(write_note(add_signature(note, sign_note(note.text, WITNESS, AT))), "utf-8")
    result = run("checkpoint", record, "--add", tmp_path / "back.txt")
    assert result.exit_code == 2
    assert "give its verifier key with --known" in result.stderr
    result = run("checkpoint", record, "--add", tmp_path / "back.txt", "--known", WITNESS.verifier)
    assert result.exit_code == 0, result.output
    assert "Taken up: witness.example." in result.stderr
    assert "were all here already" in run("checkpoint", record, "--add", tmp_path / "back.txt").stderr

    authority = make_authority("Stamps")
    assert run("checkpoint", record, "--request", tmp_path / "ask.tsq").exit_code == 0
    (tmp_path / "answer.tsr").write_bytes(authority.answer((tmp_path / "ask.tsq").read_bytes(), AT))
    (tmp_path / "roots.pem").write_bytes(authority.pem)
    result = run("checkpoint", record, "--answer", tmp_path / "answer.tsr")
    assert "a timestamp over the checkpoint of 5 entries" in result.stderr
    verified = run("verify", record, "--key", OWNER.verifier, "--authorities", tmp_path / "roots.pem")
    assert verified.exit_code == 0, verified.output
    assert "also witness.example, whose keys you did not give" in verified.stdout
    assert "Stamped 2016-05-11 20:30:00 UTC by CN=Stamps." in verified.stdout
    assert "not verified without --authorities: 1" in run("verify", record, "--key", OWNER.verifier).stdout


def test_a_log_is_written_and_verified_without_the_project(record: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    result = run("prove", record, folder)
    assert result.exit_code == 0, result.output
    assert "Wrote 5 entries" in result.stdout
    assert {path.name for path in folder.iterdir()} == {"log.jsonl", "checkpoint.txt", "verify.py"}
    assert "Kunduz" not in (folder / "log.jsonl").read_text(encoding="utf-8")
    assert "one.txt" not in (folder / "log.jsonl").read_text(encoding="utf-8")
    command = [sys.executable, "-I", "verify.py", "log.jsonl", "--key", str(OWNER.verifier)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "5 entries, every entry checked" in done.stdout
    assert run("verify", folder / "log.jsonl", "--key", OWNER.verifier).exit_code == 0
    given = ("--key", OWNER.verifier, "--earlier", folder / "checkpoint.txt")
    assert run("verify", record, *given).exit_code == 0


def test_some_entries_with_what_they_say(record: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    result = run("prove", record, folder, "--entry", 1, "--entry", 3, "--contents", "all")
    assert "Wrote 2 entries" in result.stdout, result.output
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["entry"] for line in lines if "entry" in line] == [1, 3]
    assert "one.txt" in lines[1]["content"]
    assert run("verify", folder / "log.jsonl", "--key", OWNER.verifier).exit_code == 0
    result = run("prove", record, folder, "--entry", 5)
    assert result.exit_code == 2
    assert "entry 5 came after the last checkpoint, of 5 entries" in result.stderr


def test_nothing_to_prove_yet(tmp_path: Path) -> None:
    run("new", tmp_path / "record")
    for command in (["prove", tmp_path / "record", tmp_path / "sent"], ["checkpoint", tmp_path / "record"]):
        result = run(*command)
        assert result.exit_code == 2
        assert "no checkpoint of this record is signed yet" in result.stderr
    assert not (tmp_path / "sent").exists()
    result = run("verify", tmp_path / "record", "--key", OWNER.verifier)
    assert result.exit_code == 2
    assert "No checkpoint of it is signed yet" in result.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--key", "owner.key", "--request", "ask.tsq"], "one at a time"),
        (["--known", "x"], "goes with --add"),
        (["--key", "nowhere.key"], "cannot be read"),
        (["--add", "nowhere.txt"], "cannot be read"),
        (["--add", "bytes"], "is no text"),
        (["--add", "one.txt"], "no signed note"),
        (["--answer", "one.txt"], "no answer of a timestamp authority"),
        (["--request", "none/ask.tsq"], "cannot be read or written"),
    ],
)
def test_what_cannot_be_used(record: Path, tmp_path: Path, options: list[str], words: str) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    given = [tmp_path / one if "." in one or one == "bytes" else one for one in options]
    result = run("checkpoint", record, *given)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_there_is_no_record(tmp_path: Path) -> None:
    for command in (["checkpoint", tmp_path / "none"], ["prove", tmp_path / "none", tmp_path / "sent"]):
        result = run(*command)
        assert result.exit_code == 2
        assert "no record here" in result.stderr


def test_a_witness_cosigns_what_goes_on_from_the_last(record: Path, tmp_path: Path) -> None:
    save_key(WITNESS, tmp_path / "witness.key")
    run("prove", record, tmp_path / "first")
    given = ("--known", OWNER.verifier, "--key", tmp_path / "witness.key")
    first = run("cosign", tmp_path / "first" / "log.jsonl", *given)
    assert first.exit_code == 0, first.output
    assert "was not checked" in first.stderr
    (tmp_path / "last.txt").write_text(first.stdout, encoding="utf-8")
    assert run("checkpoint", record, "--add", tmp_path / "last.txt", "--known", WITNESS.verifier).exit_code == 0
    (tmp_path / "two.txt").write_text("Two people were hurt.\n", encoding="utf-8")
    run("collect", record, tmp_path / "two.txt")
    run("checkpoint", record, "--key", tmp_path / "owner.key")
    run("prove", record, tmp_path / "second")
    second = run("cosign", tmp_path / "second" / "log.jsonl", *given, "--earlier", tmp_path / "last.txt")
    assert second.exit_code == 0, second.output
    assert second.stderr == ""
    assert [s.name for s in parse_note(second.stdout).signatures] == [OWNER.name, WITNESS.name]
    # Another record under the same key: it holds, and is refused all the same.
    run("new", tmp_path / "other")
    run("collect", tmp_path / "other", tmp_path / "two.txt", tmp_path / "one.txt")
    run("checkpoint", tmp_path / "other", "--key", tmp_path / "owner.key")
    run("prove", tmp_path / "other", tmp_path / "third")
    third = run("cosign", tmp_path / "third" / "log.jsonl", *given, "--earlier", tmp_path / "last.txt")
    assert third.exit_code == 2
    assert third.stdout == ""
    assert "history was changed" in third.stderr


def test_who_cannot_cosign(record: Path, tmp_path: Path) -> None:
    run("prove", record, tmp_path / "sent")
    log, known = tmp_path / "sent" / "log.jsonl", ("--known", OWNER.verifier)
    assert "is none of a witness" in run("cosign", log, *known, "--key", tmp_path / "owner.key").stderr
    save_key(WITNESS, tmp_path / "witness.key")
    given = ("--key", tmp_path / "witness.key")
    assert "no known key" in run("cosign", log, "--known", STRANGER.verifier, *given).stderr
    assert "is no exported log" in run("cosign", tmp_path / "one.txt", *known, *given).stderr
    assert "cannot be read" in run("cosign", tmp_path / "none", *known, *given).stderr


@pytest.fixture
def _loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names lead to this machine, which may be asked."""
    way = partial(Way, check=partial(check_address, loopback=True), resolve=lambda *_: ["127.0.0.1"])
    monkeypatch.setattr(door, "make_way", way)


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.usefixtures("_loopback")
def test_an_authority_stamps_what_is_signed(record: Path, tmp_path: Path) -> None:
    authority = make_authority("Stamps")
    (tmp_path / "roots.pem").write_bytes(authority.pem)
    (tmp_path / "two.txt").write_text("Four people were killed in Hesk, the mayor said.", encoding="utf-8")
    run("collect", record, tmp_path / "two.txt")
    with serve_authority(stamp_at(authority, AT)) as (address, asked):
        result = run("checkpoint", record, "--key", tmp_path / "owner.key", "--timestamp", address)
        assert result.exit_code == 0, result.output
        again = run("checkpoint", record, "--timestamp", address)
        assert again.stdout == result.stdout
    assert [(method, media) for method, media, _ in asked] == [("POST", "application/timestamp-query")] * 2
    assert f"Stamped by {address}: the checkpoint of 9 entries." in result.stderr
    digest = hashlib.sha256(parse_note(result.stdout).text.encode()).digest()
    assert all(digest in body for _, _, body in asked)
    verified = run("verify", record, "--key", OWNER.verifier, "--authorities", tmp_path / "roots.pem")
    assert verified.exit_code == 0, verified.output
    assert "CN=Stamps" in verified.stdout


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.usefixtures("_loopback")
def test_an_answer_that_is_none_leaves_the_checkpoint_as_it_is(record: Path) -> None:
    authority, kept = make_authority("Stamps"), list[bytes]()

    def repeat(request: bytes) -> bytes:
        kept.append(request)
        return authority.answer(kept[0], AT)

    before = run("log", record).stdout
    with serve_authority(repeat) as (address, _):
        assert run("checkpoint", record, "--timestamp", address).exit_code == 0
        said = run("checkpoint", record, "--timestamp", address)
        assert (said.exit_code, "answers another request" in said.stderr) == (2, True)
    after = run("log", record).stdout
    assert after.startswith(before)
    for stamp, status, words in (
        (lambda _: b"<html>", 200, "no answer of a timestamp authority"),
        (lambda _: refuse("too many"), 200, "gave no timestamp: too many"),
        (lambda _: b"", 503, "answered 503 Service Unavailable. The checkpoint of 5 entries has no timestamp of it;"),
    ):
        with serve_authority(stamp, status) as (address, _):
            said = run("checkpoint", record, "--timestamp", address)
        assert said.exit_code == 2
        assert words in said.stderr
        assert parse_note(said.stdout).text.startswith(f"{OWNER.name}\n5\n")
    assert run("log", record).stdout == after


def test_an_authority_must_be_public_and_is_asked_alone(record: Path, tmp_path: Path) -> None:
    said = run("checkpoint", record, "--timestamp", "http://127.0.0.1:9/stamp")
    assert said.exit_code == 2
    assert "http://127.0.0.1:9/stamp: " in said.stderr
    assert run("checkpoint", record, "--timestamp", "x", "--request", tmp_path / "a").exit_code == 2
    assert run("checkpoint", record, "--proxy", "socks5h://127.0.0.1:9").exit_code == 2
    wrong = run("checkpoint", record, "--timestamp", "https://authority.example", "--proxy", "ftp://x")
    assert (wrong.exit_code, "--proxy names no proxy" in wrong.stderr) == (2, True)
