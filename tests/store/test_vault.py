"""The keys of sealed subjects: kept apart, destroyed for good, and never guessed at."""

import json
import os
import stat
from pathlib import Path

import pytest

from cenotaph.ledger.sealing import SealError
from cenotaph.store.address import RecordError
from cenotaph.store.vault import Vault


def test_a_subject_has_a_key_of_its_own(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vaults" / "one.json")
    assert vault.is_empty()
    assert not vault.path.exists()
    one, other = vault.make_subject(), vault.make_subject()
    sealed = vault.seal(b"words", one, b"place")
    assert Vault(vault.path).unseal(sealed, one, b"place") == b"words"
    for subject, place in ((other, b"place"), (one, b"elsewhere")):
        with pytest.raises(SealError):
            vault.unseal(sealed, subject, place)
    if os.name == "posix":
        assert stat.S_IMODE(vault.path.stat().st_mode) == 0o600


def test_what_tells_of_a_subject_goes_with_it(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "one.json")
    one, other = vault.make_subject(), vault.make_subject()
    both = vault.make_subject([one, other])
    further = vault.make_subject([both])
    assert vault.make_subject([other, one]) == both
    assert set(vault.list_dependent(one)) == {one, both, further}
    another = Vault(vault.path)
    assert set(another.destroy(one)) == {one, both, further}
    # The first one looks at the file again.
    assert [vault.has_key(subject) for subject in (one, other, both, further)] == [False, True, False, False]
    assert vault.destroyed_at(both) is not None
    assert vault.destroyed_at(other) is None
    before = vault.destroyed_at(one)
    assert vault.destroy(one) == [one]
    assert vault.destroyed_at(one) == before
    with pytest.raises(RecordError, match="was destroyed, or is elsewhere"):
        vault.seal(b"", one, b"")


def test_no_key_that_was_destroyed_is_left_in_the_folder(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "one.json")
    subject = vault.make_subject()
    key = json.loads(vault.path.read_bytes())["keys"][subject]["key"]
    vault.destroy(subject)
    assert all(key.encode() not in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"form": 1', b"\xff"])
def test_a_vault_that_is_damaged_is_not_written_over(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="restore it from your copy"):
        Vault(path).make_subject()
    assert path.read_bytes() == content


def test_a_vault_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text('{"form": 2}', encoding="utf-8")
    with pytest.raises(RecordError, match="of another version"):
        Vault(path).is_empty()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RecordError, match="cannot be written"):
        Vault(tmp_path / "file" / "one.json").make_subject()
