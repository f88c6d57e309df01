"""`cenotaph why` and `cenotaph compare`: the question "why did your number change?" has an answer."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.terminal.main import cli
from tests.house.sources import ROOT

EXAMPLES = str(ROOT / "examples")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Saved readings of the examples: as they are, as of 8 October, and by ACLED's rules."""
    path = tmp_path_factory.mktemp("why")
    for name, options in (("all", ()), ("early", ("--as-of", "2015-10-08")), ("acled", ("--profile", "acled"))):
        result = run("read", EXAMPLES, "--published", "2015-10-03", "--save", str(path / f"{name}.json"), *options)
        assert result.exit_code == 0
    return path


def test_why(folder: Path) -> None:
    result = run("why", "1", str(folder / "all.json"))
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Incident 1: Kunduz (airstrike and clashes), 2015-10-03"
    table = lines[lines.index("What was known") + 2 :]
    assert [line.split()[0] for line in table[: table.index("")]] == [
        "2015-10-03", "2015-10-04", "2015-10-08", "2015-10-25", "2015-12-12",
    ]  # fmt: skip
    assert "  killed: from 19 to 22" in lines
    assert any(
        line.startswith("    correction: Medical charity had told of 19 people killed and now tells of 22")
        for line in lines
    )
    assert any(line.startswith("        “toll reaches 22”") or "climbed to 22" in line for line in lines)
    assert any(line.startswith("    high now: Medical charity says 42") for line in lines)


def test_why_between_two_days(folder: Path) -> None:
    result = run("why", "kunduz", "--from", "2015-10-04", "--to", "2015-10-30", str(folder / "all.json"))
    table = result.stdout.splitlines()[4:]
    assert [line.split()[0] for line in table[: table.index("")]] == ["2015-10-04", "2015-10-08", "2015-10-25"]
    assert "  This is what was known by then." in result.stdout.splitlines()
    assert "42" not in result.stdout.split()


def test_why_in_reports_and_as_json(folder: Path) -> None:
    reports = run("why", "Jalalabad", EXAMPLES, "--published", "2015-10-03", "--json")
    assert reports.exit_code == 0
    assert reports.stdout == run("why", "Jalalabad", str(folder / "all.json"), "--json").stdout
    written = json.loads(reports.stdout)
    assert set(written) == {"incident", "from", "to", "stages", "judged"}
    change = written["stages"][0]["changes"][0]
    assert set(change) == {"outcome", "before", "after", "causes", "because", "beside"}
    assert change["causes"][0]["kind"] == "first_told"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Atlantis",), "no incident is 'Atlantis': give a number of the table"),
        (
            ("u",),
            "'u' fits 2 incidents; give the number of one of them\n  1 Kunduz (airstrike and clashes), 2015-10-03",
        ),
        (("1", "--from", "2015-10-04", "--to", "2015-10-01"), "--to 2015-10-01 is before --from 2015-10-04"),
        (("1", "--to", "2010-01-01"), "no incident was known by 2010-01-01"),
        (("1", "--profile", "nonsense"), "no profile 'nonsense'"),
    ],
)
def test_what_cannot_be_told(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("why", *arguments, str(folder / "all.json"))
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_files_before_the_incident(folder: Path) -> None:
    result = run("why", str(folder / "all.json"), "1")
    assert "1: does not exist" in result.stderr
    assert "write the incident first, then the files" in result.stderr
    assert result.exit_code == 2


def test_compare_two_days(folder: Path) -> None:
    result = run("compare", str(folder / "early.json"), str(folder / "all.json"))
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[2] == "Incidents: 1 new, 2 changed, 2 same."
    assert "  The day as of which it is counted: 2015-10-08 before, none now." in lines
    assert "8 of 12 reports (those known by 2015-10-08), 29 claims," in lines[0]
    assert ": 12 reports, 49 claims," in lines[1]
    assert any(line.startswith("changed  1 Kunduz") and "22 → 30 / 30 / 42" in line for line in lines)
    assert any(line.startswith("  new source: United Nations mission, a new source, tells of 289") for line in lines)


def test_compare_back_in_time(folder: Path) -> None:
    lines = run("compare", str(folder / "all.json"), str(folder / "early.json")).stdout.splitlines()
    assert lines[2] == "Incidents: 1 gone, 2 changed, 2 same."
    assert (
        "  as of: Report province, which told of 289 killed, 559 injured, had not been published by 2015-10-08."
        in lines
    )
    assert not any("no longer" in line for line in lines)


def test_compare_two_profiles(folder: Path) -> None:
    lines = run("compare", str(folder / "all.json"), str(folder / "acled.json")).stdout.splitlines()
    assert "  profile: The rules: plain before, acled now." in lines
    assert "  injured: from 37 to no toll" in lines
    both = run("compare", str(folder / "all.json"), str(folder / "acled.json"), "--profile", "ucdp")
    assert "Incidents: 5 same." in both.stdout


def test_compare_sets_of_files(folder: Path) -> None:
    wires = f"{EXAMPLES}/04-wires.jsonl"
    result = run("compare", wires, EXAMPLES, "--published", "2015-10-03")
    assert result.exit_code == 0
    assert f"Before: {wires}: 5 reports" in result.stdout
    gone = run("compare", str(folder / "all.json"), wires)
    assert "gone: " in gone.stdout
    assert "is no longer there." in gone.stdout


def test_compare_as_json(folder: Path) -> None:
    written = json.loads(run("compare", str(folder / "early.json"), str(folder / "all.json"), "--json").stdout)
    assert set(written) == {"before", "after", "settings", "kinds", "differences", "judged"}
    assert [each["kind"] for each in written["differences"]] == ["changed", "changed", "new"]
    assert written["before"]["provenance"]["as_of"] == "2015-10-08"


def test_nothing_to_compare(folder: Path) -> None:
    result = run("compare", "nothere.json", str(folder / "all.json"))
    assert "nothere.json: does not exist" in result.stderr
    assert "nothing was read from nothere.json" in result.stderr
    assert (result.exit_code, result.stdout) == (2, "")
