"""`cenotaph verify` on exported logs."""

import datetime as dt
from dataclasses import replace

import pytest
from click.testing import CliRunner

from cenotaph.ledger.export import write_export
from cenotaph.ledger.notes import write_note
from cenotaph.ledger.timestamps import make_request
from cenotaph.terminal.main import cli
from tests.ledger.authority import make_authority
from tests.ledger.logs import OWNER, WITNESS, make_log

AT = dt.datetime(2016, 5, 11, 20, 30, tzinfo=dt.UTC)
LOG = make_log(20, closed=(4,))
KEYS = ("--key", str(OWNER.verifier), "--key", str(WITNESS.verifier))


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "log.jsonl"
    path.write_text(LOG.export([8, 20]), encoding="utf-8")
    return path


def run(*arguments: object):
    return CliRunner().invoke(cli, ["verify", *map(str, arguments)])


def test_a_good_export(export) -> None:
    result = run(export, *KEYS)
    assert result.exit_code == 0, result.output
    assert "holds: 20 entries, every entry checked" in result.stdout
    assert "signed by record.example/khasm, witness.example/one" in result.stdout


def test_the_first_bad_entry_is_named(export) -> None:
    export.write_text(export.read_text(encoding="utf-8").replace('\\"number\\":6', '\\"number\\":9'), encoding="utf-8")
    result = run(export, *KEYS)
    assert result.exit_code == 2
    assert f"{export} is not as it was signed: entry 6 was altered" in result.stderr
    assert result.stdout == ""


def test_without_keys_it_says_what_was_not_checked(export) -> None:
    result = run(export)
    assert result.exit_code == 2
    assert "Who signed it was not checked" in result.stderr


def test_keys_from_a_file_and_an_earlier_checkpoint(export, tmp_path) -> None:
    keys, kept = tmp_path / "keys.txt", tmp_path / "kept.txt"
    keys.write_text(f"# the recorder\n{OWNER.verifier}\n\n{WITNESS.verifier}\n", encoding="utf-8")
    kept.write_text(write_note(LOG.sign(13).note), encoding="utf-8")
    assert run(export, "--keys", keys, "--earlier", kept).exit_code == 0
    kept.write_text(write_note(make_log(20, story="nobody was hurt").sign(13).note), encoding="utf-8")
    assert "history was changed" in run(export, "--keys", keys, "--earlier", kept).stderr
    keys.write_text("# the recorder\nmistyped\n", encoding="utf-8")
    result = run(export, "--keys", keys)
    assert result.exit_code == 2
    assert f"{keys}, line 2" in result.stderr


def test_timestamps_are_verified_where_their_authorities_are_known(tmp_path) -> None:
    authority, other = make_authority("Stamps"), make_authority("Others")
    signed = LOG.sign(20)
    signed = replace(signed, timestamps=(authority.answer(make_request(signed.note.text), AT),))
    export, roots = tmp_path / "log.jsonl", tmp_path / "roots.pem"
    lines = write_export([signed], [OWNER.verifier, WITNESS.verifier], LOG.entries, LOG.read, True)
    export.write_text("".join(lines), encoding="utf-8")
    assert "not verified here: 1" in run(export, *KEYS).stdout
    roots.write_bytes(authority.pem)
    result = run(export, *KEYS, "--authorities", roots)
    assert result.exit_code == 0
    assert "Checkpoint of 20 entries: stamped 2016-05-11 20:30:00 UTC by CN=Stamps." in result.stdout
    roots.write_bytes(other.pem)
    result = run(export, *KEYS, "--authorities", roots)
    assert result.exit_code == 2
    assert "checkpoint of 20 entries: the timestamp does not hold" in result.stderr


@pytest.mark.parametrize("content", [b"", b"{}", b"report", b"\xff\xfe"])
def test_files_that_are_no_export(tmp_path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    result = run(path, *KEYS)
    assert result.exit_code == 2
    assert "neither a record nor an exported log" in result.stderr


def test_files_that_cannot_be_read(export, tmp_path) -> None:
    for arguments in ([tmp_path / "none"], [tmp_path], [export, "--earlier", tmp_path / "none"]):
        result = run(*arguments, *KEYS)
        assert result.exit_code == 2
        assert "cannot be read" in result.stderr
    (tmp_path / "kept.txt").write_bytes(b"\xff")
    assert "is no text" in run(export, *KEYS, "--earlier", tmp_path / "kept.txt").stderr
    export.write_bytes(export.read_bytes() + b"\xff")
    assert "not UTF-8" in run(export, *KEYS).stderr
