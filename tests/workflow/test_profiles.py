"""Profiles by name and by file."""

from pathlib import Path

import pytest

from cenotaph.incidents.profile import load_profile
from cenotaph.workflow.profiles import open_profile


def test_by_name() -> None:
    assert open_profile("acled") == load_profile("acled")
    with pytest.raises(ValueError, match="no profile 'ours'; known are"):
        open_profile("ours")


def test_by_file(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text(
        'name = "desk"\ntitle = "Our desk"\nlabel = "Our desk"\n'
        '[early_days]\nvalue = 3\nsays = "waits"\nsource = "Handbook, page 3"\n',
        encoding="utf-8",
    )
    profile = open_profile(str(own))
    assert (profile.name, profile.early_days, profile.figure) == ("desk", 3, load_profile("plain").figure)


@pytest.mark.parametrize(
    ("data", "message"),
    [(None, "could not be read"), (b"\xff\xfe", "is not in UTF-8"), (b"name =", "not valid TOML")],
)
def test_a_file_that_is_none(tmp_path: Path, data: bytes | None, message: str) -> None:
    if data is not None:
        (tmp_path / "ours.toml").write_bytes(data)
    with pytest.raises(ValueError, match=f"ours.toml.*{message}"):
        open_profile(str(tmp_path / "ours.toml"))
