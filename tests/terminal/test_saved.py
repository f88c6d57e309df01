"""`cenotaph read` with a saved reading, a day, and decisions: what is typed and what comes out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.terminal.main import cli
from tests.house.sources import ROOT

EXAMPLES = str(ROOT / "examples")


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, arguments, input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "reading.json"
    result = run("read", EXAMPLES, "--published", "2015-10-03", "--save", str(path))
    assert result.exit_code == 0
    return path


def test_a_saved_reading_prints_what_the_reports_print(saved: Path) -> None:
    reports = run("read", EXAMPLES, "--published", "2015-10-03", "--explain")
    assert run("read", str(saved), "--explain").stdout == reports.stdout
    assert run("read", "-", "--format", "json", "--explain", stdin=saved.read_bytes()).stdout == reports.stdout


def test_json_and_save_hold_the_same(saved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    printed = run("read", str(saved), "--json", "--save", str(again))
    assert json.loads(printed.stdout) == json.loads(saved.read_text(encoding="utf-8"))
    assert again.read_bytes() == saved.read_bytes()


def test_as_of_a_day(saved: Path) -> None:
    lines = run("read", str(saved), "--as-of", "2015-10-04").stdout.splitlines()
    assert lines[0].startswith("Reports read and published by 2015-10-04: 6.")
    assert "42" not in next(line for line in lines if line.startswith("1  Kunduz")).split()


def test_a_saved_reading_is_read_with_another_confidence(saved: Path) -> None:
    all_of_them, sure = (
        json.loads(run("read", *arguments, "--min-confidence", "0.9", "--json").stdout)
        for arguments in ((EXAMPLES, "--published", "2015-10-03"), (str(saved),))
    )
    assert sure == all_of_them
    assert len(sure["claims"]) < len(json.loads(saved.read_text(encoding="utf-8"))["claims"])


def test_other_rules_than_those_it_was_saved_by_are_named(saved: Path, tmp_path: Path) -> None:
    acled = tmp_path / "acled.json"
    assert run("read", str(saved), "--profile", "acled", "--as-of", "2015-10-08", "--save", str(acled)).stderr == ""
    again = run("read", str(acled))
    assert again.stderr == (
        "the saved reading: had been counted by the rules acled, as of 2015-10-08; here it is counted by the rules "
        "plain, with all reports.\n"
    )
    assert again.exit_code == 0
    assert again.stdout == run("read", str(saved)).stdout
    for command in (("tolls",), ("why", "1")):
        assert "here it is counted by the rules plain" in run(*command, str(acled)).stderr
    assert run("tolls", str(acled), "--profile", "acled", "--as-of", "2015-10-08").stderr == ""


def test_undated_reports_are_named_with_a_day(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nine people were killed in Mosul, a doctor said.", encoding="utf-8")
    result = run("read", str(tmp_path / "a.txt"), "--as-of", "2015-10-04")
    assert "has no day of publication and cannot be shown to have been known by 2015-10-04" in result.stderr
    assert result.exit_code == 2


def test_decisions_of_people(saved: Path, tmp_path: Path) -> None:
    links = tmp_path / "links.toml"
    links.write_text(
        '[[link]]\ndecision = "same"\nclaims = ["0123456789abcdef"]\n'
        f'passages = [{{ document = "{EXAMPLES}/01-first-word.txt", quote = "nobody" }}]\n'
        'by = "R. H."\non = 2015-11-01\nwhy = "A test."\n',
        encoding="utf-8",
    )
    result = run("read", str(saved), "--links", str(links))
    assert result.exit_code == 2
    assert "links.toml, line 1: no claim has the id '0123456789abcdef'" in result.stderr
    assert "links.toml, line 1: no claim was read from the words “nobody”" in result.stderr
    assert "links.toml, line 1: this decision links nothing in these reports." in result.stderr
    assert result.stdout == run("read", str(saved)).stdout


def test_saved_readings_whose_decisions_contradict_one_another(saved: Path, tmp_path: Path) -> None:
    one, other = (claim["id"] for claim in json.loads(saved.read_text(encoding="utf-8"))["claims"][:2])
    for decision in ("same", "different"):
        made = {"decision": decision, "claims": [one, other], "by": "R. H.", "on": "2015-11-01", "why": "A test."}
        (tmp_path / f"{decision}.jsonl").write_text(json.dumps(made), encoding="utf-8")
        links, path = str(tmp_path / f"{decision}.jsonl"), str(tmp_path / f"{decision}.json")
        assert run("read", str(saved), "--links", links, "--save", path).exit_code == 0
    result = run("tolls", str(tmp_path / "same.json"), str(tmp_path / "different.json"))
    assert result.exit_code == 2
    assert "parts what is joined by a decision kept in the saved reading" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--links", "nothere.toml"), "--links nothere.toml: could not be read (No such file"),
        (("--links", "bad.toml"), "bad.toml: is not valid TOML"),
        (("--links", "latin.toml"), "is not in UTF-8"),
        (("--profile", "nonsense"), "no profile 'nonsense'; known are"),
        (("--save", "bad.toml"), "exists and is no saved reading, so it was left alone"),
        (("--save", "no/folder.json"), "there is no folder no"),
        (("--as-of", "May"), "is no day"),
    ],
)
def test_what_cannot_be_used_ends_with_a_message(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.toml").write_text("[[link", encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b'by = "\xe9"')
    result = run("read", str(saved), *arguments)
    assert message in result.stderr
    assert (result.exit_code, result.stdout) == (2, "")
    assert (tmp_path / "bad.toml").read_text(encoding="utf-8") == "[[link"


def test_a_broken_saved_reading_is_named(saved: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_bytes(saved.read_bytes()[:5000])
    result = run("read", str(broken), str(saved))
    assert f"{broken}: is no saved reading: it is no JSON, or not the whole of it" in result.stderr
    assert result.exit_code == 2
    assert result.stdout == run("read", str(saved)).stdout


def test_two_files_of_one_name_are_two_reports(tmp_path: Path) -> None:
    texts = (
        "Three people were killed in Saraqib on 5 May 2016.",
        "Eleven people were killed in Binnish on 9 May 2016.",
    )
    for number, text in enumerate(texts):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "daily.txt").write_text(text, encoding="utf-8")
        saved = run(
            "read", str(folder / "daily.txt"), "--published", "2016-05-10", "--save", str(folder / "saved.json")
        )
        assert saved.exit_code == 0
    both = run("tolls", str(tmp_path / "0" / "saved.json"), str(tmp_path / "1" / "saved.json"), "--json")
    assert both.exit_code == 0
    assert sum(each["tolls"]["killed"]["best"] for each in json.loads(both.stdout)["profiles"][0]["incidents"]) == 14
