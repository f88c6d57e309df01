"""A profile is named or is a file of one's own; what is wrong with it is said with file, field and remedy."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import cenotaph
from cenotaph.incidents.profile import known_profiles
from cenotaph.workflow.profiles import FOLDER_VARIABLE, list_profiles, open_profile
from tests.workflow.contract import READING

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "profiles.md"
OWN = PAGE.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
REPORT = {"id": "a", "text": "Nine people were killed in shelling in Homs on Monday.", "published": "2024-03-06"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    return tmp_path


def test_the_profile_of_the_page_is_whole(folder: Path) -> None:
    path = folder / "somewhere.toml"
    path.write_text(OWN, encoding="utf-8")
    assert open_profile(str(path)).least_origins == 2
    path.write_text(OWN, encoding="utf-8-sig")  # as some editors save it
    assert open_profile(str(path)).least_origins == 2


def test_a_file_in_the_users_folder_goes_by_its_name(folder: Path) -> None:
    (folder / "ours.toml").write_text(OWN, encoding="utf-8")
    (folder / "notes.txt").write_text("no profile", encoding="utf-8")
    assert open_profile("ours").label == "Our desk"
    assert list_profiles() == (*known_profiles(), "ours")


def test_a_folder_that_is_not_there_is_empty(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder / "none"))
    assert list_profiles() == known_profiles()


def test_an_opened_profile_is_given_back() -> None:
    acled = open_profile("acled")
    assert open_profile(acled) is acled


def test_reading_under_a_profile_of_ones_own(folder: Path) -> None:
    path = folder / "ours.toml"
    path.write_text(OWN, encoding="utf-8")
    reading = cenotaph.read([REPORT], profile=str(path))
    assert reading.provenance.profile == "ours"
    incident = reading.incidents[0]
    assert (incident.standing.grade, incident.standing.counts) == ("provisional", False)
    assert incident.standing.because[0].reason.startswith("Our desk's rule holds back what only one origin tells: ")
    everything = next(t for t in reading.totals if t.scope is None and t.grade is None)
    assert not everything.incidents
    assert [t.grade for t in reading.totals] == [None, "provisional"]


@pytest.mark.parametrize("name", known_profiles())
def test_every_profile_keeps_the_contract(name: str) -> None:
    written = cenotaph.read([REPORT], profile=name).to_dict()
    Draft202012Validator(READING).validate(written)
    assert written["provenance"]["profile"] == name


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("gone.toml", None, "gone.toml: there is no such file; known profiles are acled, .*plain"),
        ("bad.toml", OWN.replace("value = 3", 'value = "three"'), "bad.toml: early_days.value must be a whole number"),
        ("bad.toml", OWN.replace("[early_days]", "[early]"), "bad.toml: no such field: early; known are .*early_days"),
        ("bad.toml", OWN.replace('"ours"', '"acled"'), "bad.toml: name is 'acled', as one of the package's profiles"),
        ("bad.toml", b"\xff\xfe", "bad.toml: not UTF-8 text; save the profile as UTF-8"),
    ],
)
def test_a_faulty_file_is_told_of(folder: Path, name: str, text: str | bytes | None, message: str) -> None:
    path = folder / name
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ValueError, match=message):
        cenotaph.read([REPORT], profile=str(path))


def test_a_folder_is_no_profile(folder: Path) -> None:
    (folder / "ours.toml").write_text(OWN, encoding="utf-8")
    with pytest.raises(ValueError, match=r"is a folder; it holds ours\.toml: name one of them"):
        open_profile(str(folder))
    (folder / "empty").mkdir()
    with pytest.raises(ValueError, match=r"is a folder; it holds no \.toml file"):
        open_profile(str(folder / "empty"))


def test_an_unknown_name_is_told_of_with_the_folder(folder: Path) -> None:
    with pytest.raises(ValueError, match=rf"no profile 'plane'; known are acled, .* or put it into {folder}"):
        open_profile("plane")
