"""`cenotaph keys`: pairs of keys, and what is said of files that cannot be used."""

import os
import stat

import pytest
from click.testing import CliRunner

from cenotaph.ledger.keys import KeyKind, parse_signer_key, parse_verifier_key
from cenotaph.terminal.main import cli


def run(*arguments: str):
    return CliRunner().invoke(cli, ["keys", *arguments])


def test_a_pair_is_made_and_shown(tmp_path) -> None:
    path = tmp_path / "valley.key"
    result = run("new", "recorder.example/valley", str(path))
    assert result.exit_code == 0
    key = parse_verifier_key(result.stdout.strip())
    assert (key.name, key.kind) == ("recorder.example/valley", KeyKind.NOTE)
    assert "The secret key is in" in result.stderr
    assert parse_signer_key(path.read_text().strip()).verifier == key
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("show", str(path)).stdout.strip() == str(key)


def test_a_witness_has_a_key_of_its_own_kind(tmp_path) -> None:
    result = run("new", "witness.example", str(tmp_path / "w.key"), "--witness")
    assert parse_verifier_key(result.stdout.strip()).kind is KeyKind.COSIGNATURE


def test_a_file_that_is_there_is_left(tmp_path) -> None:
    path = tmp_path / "valley.key"
    run("new", "recorder.example", str(path))
    before = path.read_bytes()
    result = run("new", "recorder.example", str(path))
    assert result.exit_code == 2
    assert "was left as it is" in result.stderr
    assert path.read_bytes() == before


def test_a_key_is_not_kept_in_the_record(tmp_path) -> None:
    (tmp_path / "record.sqlite").touch()
    (tmp_path / "keys").mkdir()
    result = run("new", "recorder.example", str(tmp_path / "keys" / "valley.key"))
    assert result.exit_code == 2
    assert "keep the key in another place" in result.stderr
    assert not list((tmp_path / "keys").iterdir())


@pytest.mark.parametrize("name", ["", "two words", "a+b", "tab\t"])
def test_names_that_no_key_can_have(tmp_path, name: str) -> None:
    result = run("new", name, str(tmp_path / "x.key"))
    assert result.exit_code == 2
    assert "cannot name a key" in result.stderr
    assert not (tmp_path / "x.key").exists()


def test_a_folder_that_is_not_there(tmp_path) -> None:
    result = run("new", "a.example", str(tmp_path / "none" / "x.key"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="files have no such permissions there")
def test_a_key_that_others_can_read_is_refused(tmp_path) -> None:
    path = tmp_path / "valley.key"
    run("new", "a.example", str(path))
    path.chmod(0o640)
    result = run("show", str(path))
    assert result.exit_code == 2
    assert "chmod 600" in result.stderr


@pytest.mark.parametrize("content", [b"", b"no key", b"\xff\xfe", b"PRIVATE+KEY+a+00000000+AAAA"])
def test_a_file_that_holds_no_key(tmp_path, content: bytes) -> None:
    path = tmp_path / "x.key"
    path.write_bytes(content)
    path.chmod(0o600)
    result = run("show", str(path))
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert "Traceback" not in result.output
    assert run("show", str(tmp_path / "none.key")).exit_code == 2
