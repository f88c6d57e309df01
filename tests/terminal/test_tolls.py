"""`cenotaph tolls`: the rows, what stands under them, and what is said so that nobody adds them up wrongly."""

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
def saved(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("tolls") / "reading.json"
    assert run("read", EXAMPLES, "--published", "2015-10-03", "--save", str(path)).exit_code == 0
    return str(path)


def find_rows(output: str, title: str) -> list[str]:
    """The lines under a table's title and headings."""
    lines = output.splitlines()
    start = lines.index(title) + 2
    return lines[start : next(n for n in range(start, len(lines)) if not lines[n])]


def test_by_place(saved: str) -> None:
    result = run("tolls", saved)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = find_rows(result.stdout, "Tolls by place")
    assert rows[0].split() == ["Kunduz", "289", "559", "3", "3", "incidents"]
    assert rows[1].startswith("  1 Kunduz (airstrike and clashes)")
    assert rows[2].startswith("  3 elsewhere in Kunduz (remainder)")
    assert rows[-1].startswith("All, each person once")
    assert [row.split()[0] for row in find_rows(result.stdout, "Running totals, as stated")] == ["Afghanistan"] * 2
    assert "A remainder is what a total says beyond the parts that are named." in result.stdout


def test_reports_give_what_their_saved_reading_gives(saved: str) -> None:
    reports = run("tolls", EXAMPLES, "--published", "2015-10-03", "--by", "week")
    assert reports.stdout == run("tolls", saved, "--by", "week").stdout
    assert "counted in the week it starts; goes on until 2015-10-13" in reports.stdout


def test_the_numbers_are_those_of_read(saved: str) -> None:
    numbers = {line.split("  ")[0] for line in find_rows(run("read", saved).stdout, "Incidents")}
    rows = find_rows(run("tolls", saved, "--level", "settlement").stdout, "Tolls by place")
    assert {row.split()[0] for row in rows if row.startswith("  ")} == numbers


def test_an_incident_under_two_rows(saved: str) -> None:
    result = run("tolls", saved, "--by", "cause")
    rows = find_rows(result.stdout, "Tolls by cause")
    assert [row.endswith("also under clashes") for row in rows if row.startswith("  1 ")].count(True) == 1
    assert "An incident under several rows is in each of them: the rows add up to more than all." in result.stdout
    assert "An incident under several rows" not in run("tolls", saved, "--by", "week").stdout


def test_by_victims(saved: str) -> None:
    result = run("tolls", saved, "--by", "victims")
    (children,) = [row for row in find_rows(result.stdout, "Tolls by victims") if row.startswith("children")]
    assert children.split()[1] == "3+"
    assert "the rows are not to be added" in result.stdout


def test_as_of_a_day(saved: str) -> None:
    result = run("tolls", saved, "--as-of", "2015-10-04")
    assert result.stdout.startswith("Reports read and published by 2015-10-04: 6.")
    assert "Running totals" not in result.stdout


def test_profiles_side_by_side_with_reasons(saved: str) -> None:
    result = run("tolls", saved, "--profile", "plain", "--profile", "acled", "--profile", "airwars")
    lines = result.stdout.splitlines()
    heading = lines[lines.index("Killed, by place") + 1].split()
    assert heading == ["Place", "Days", "plain", "acled", "airwars"]
    assert any(
        line.startswith("  2 Jalalabad, killed, acled: 11. ACLED's rule takes the lowest figure") for line in lines
    )
    assert any(line.endswith("ungraded") for line in find_rows(result.stdout, "Left out under airwars"))
    assert {row.split()[0] for row in find_rows(result.stdout, "Missing, by place")} == {"Kunduz", "1", "All,"}


def test_explain_tells_how_rows_add_up(saved: str) -> None:
    plain = run("tolls", saved).stdout
    explained = run("tolls", saved, "--explain").stdout
    assert explained.startswith(plain)
    assert "\nKunduz (plain)\n  killed 289\n" in explained
    assert "\nAll, each person once (plain)\n" in explained
    assert "\nIncident 2: Jalalabad, 2015-10-02\n" in explained


def test_json(saved: str) -> None:
    result = run("tolls", saved, "--by", "actor", "--profile", "plain", "--profile", "ibc", "--json")
    written = json.loads(result.stdout)
    assert (written["by"], written["level"], written["as_of"]) == ("actor", None, None)
    plain, ibc = written["profiles"]
    assert (plain["profile"], ibc["profile"]) == ("plain", "ibc")
    ids = {incident["id"] for incident in plain["incidents"]}
    assert {m["incident"] for group in plain["groups"] for m in group["members"]} == ids
    assert plain["all"]["scope"] == "all"
    assert len(plain["running"]) == 2
    assert {row["profile"] for row in written["differences"]} == {"plain", "ibc"}
    assert all(row["why"] is None for row in written["differences"] if row["profile"] == "plain")
    assert (
        run("tolls", saved, "--by", "actor", "--profile", "plain", "--profile", "ibc", "--json").stdout == result.stdout
    )


def test_decisions_change_the_rows(saved: str, tmp_path: Path) -> None:
    rows = json.loads(run("tolls", saved, "--json").stdout)["profiles"][0]["incidents"]
    one, other = (next(i for i in rows if i["places"][0]["name"] == name) for name in ("Kabul", "Jalālābād"))
    links = tmp_path / "links.jsonl"
    decision = {"decision": "same", "claims": [one["claims"][0], other["claims"][0]]}
    links.write_text(json.dumps({**decision, "by": "R. H.", "on": "2015-11-01", "why": "A test."}), encoding="utf-8")
    result = run("tolls", saved, "--links", str(links), "--json")
    assert result.exit_code == 0
    joined = json.loads(result.stdout)["profiles"][0]["incidents"]
    assert not any(set(decision["claims"]) <= set(incident["claims"]) for incident in rows)
    assert any(set(decision["claims"]) <= set(incident["claims"]) for incident in joined)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--profile", "plain", "--profile", "plain"), "the profile 'plain' is given twice"),
        (("--profile", "nonsense"), "no profile 'nonsense'"),
        (("--by", "month"), "'month' is not one of"),
        (("--level", "street"), "'street' is not one of"),
    ],
)
def test_what_cannot_be_done_ends_with_a_message(saved: str, arguments: tuple[str, ...], message: str) -> None:
    result = run("tolls", saved, *arguments)
    assert message in result.stderr
    assert (result.exit_code, result.stdout) == (2, "")


def test_nothing_to_count(tmp_path: Path) -> None:
    result = run("tolls", str(tmp_path / "nothere.txt"))
    assert "nothere.txt: does not exist" in result.stderr
    assert "No report was read." in result.stderr
    assert result.exit_code == 2
    (tmp_path / "quiet.txt").write_text("The price of bread has risen to four dinars, traders said.", encoding="utf-8")
    result = run("tolls", str(tmp_path / "quiet.txt"), "--published", "2015-10-03")
    assert find_rows(result.stdout, "Tolls by place") == ["All, each person once"]
