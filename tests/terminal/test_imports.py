"""`cenotaph import`, and what people judged beside the reports: what is typed and what comes out."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.terminal.main import cli

LIST = (
    "Ref,Day of it,Town,Country,MinKilled,MaxKilled,Grading,Weapon,Sources\n"
    "K-1,2015-10-03,Kunduz,Afghanistan,3,5,Fair,Airstrike,the Watch\n"
    "K-2,2015-10-05,Jalalabad,Afghanistan,2,2,Weak,Shelling,\n"
)
COLUMNS = ("--column", "date=Day of it", "--column", "killed_low=MinKilled", "--column", "killed_high=MaxKilled")
REPORT = "An air strike killed nine people in Kunduz in Afghanistan on Saturday, the mayor said.\n"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def listed(tmp_path: Path) -> str:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return str(tmp_path / "list.csv")


@pytest.fixture
def record(tmp_path: Path) -> str:
    name = str(tmp_path / "record")
    assert run("new", name).exit_code == 0
    return name


@pytest.fixture
def filled(record: str, listed: str, tmp_path: Path) -> str:
    """A record with a list of incidents, and a report that tells of one of them otherwise."""
    assert run("import", listed, "--record", record, "--by", "ana", "--on", "2016-01-05", *COLUMNS).exit_code == 0
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    assert run("collect", record, str(tmp_path / "report.txt"), "--published", "2015-10-04").exit_code == 0
    assert run("extract", record).exit_code == 0
    return record


def test_import_and_again(record: str, listed: str) -> None:
    tried = run("import", listed, "--record", record, "--by", "ana", "--on", "2016-01-05", *COLUMNS, "--dry-run")
    assert "K-1   Kunduz     2015-10-03  killed 3 to 5  Fair   Airstrike\n" in tried.stdout
    assert "Would be taken: 2. Taken already: 0. Failed: 0.\n" in tried.stdout
    assert tried.stdout.endswith("Nothing was written.\n")
    taken = run("import", listed, "--record", record, "--by", "ana", "--on", "2016-01-05", *COLUMNS)
    assert taken.exit_code == 0
    assert taken.stdout.startswith("Taken: 2. Taken already: 0. Failed: 0.\nAs judged by ana on 2016-01-05.\n")
    again = run("import", listed, "--record", record, "--by", "ana")
    assert "As said for an earlier list: date, killed_low and killed_high." in again.stderr
    assert again.stdout == "Taken: 0. Taken already: 2. Failed: 0.\n"


def test_what_is_wrong_is_said(record: str, listed: str, tmp_path: Path) -> None:
    assert "Missing option '--by'" in run("import", listed, "--record", record).output
    assert "--by is empty" in run("import", listed, "--record", record, "--by", " ").output
    assert "there is no record here" in run("import", listed, "--record", str(tmp_path / "gone"), "--by", "a").output
    other = tmp_path / "list.ods"
    other.write_bytes(b"PK")
    assert "known are .csv, .tsv and .xlsx" in run("import", str(other), "--record", record, "--by", "a").output
    wrong = run("import", listed, "--record", record, "--by", "a", "--column", "dead=MinKilled")
    assert "FIELD one of code, former_codes" in wrong.output
    wrong = run("import", listed, "--record", record, "--by", "a", "--grade", "Likely=Sure")
    assert "GRADE one of Confirmed, Fair" in wrong.output
    Path(listed).write_text(LIST.replace("3,5", "9,5"), encoding="utf-8")
    failed = run("import", listed, "--record", record, "--by", "ana", *COLUMNS)
    assert failed.exit_code == 2
    assert (
        "list.csv, row 2 (K-1): failed: the cell MinKilled “9” is above the highest number, 5; mend one of the two.\n"
        in failed.stderr
    )
    assert "Taken: 1. Taken already: 0. Failed: 1.\n" in failed.stdout


def test_the_receipts_as_json(record: str, listed: str) -> None:
    given = json.loads(run("import", listed, "--record", record, "--by", "ana", *COLUMNS, "--json").stdout)
    assert [receipt["outcome"] for receipt in given["receipts"]] == ["taken", "taken"]
    assert given["columns"]["killed_low"] == "MinKilled"
    assert [judged["code"] for judged in given["judged"]] == ["K-1", "K-2"]


def test_tolls_show_what_was_judged_apart(filled: str) -> None:
    told = run("tolls", filled, "--explain").stdout
    assert "K-1   Kunduz     2015-10-03  killed 3 to 5  Fair   ana  2016-01-05  incident 1, contradicted\n" in told
    assert "K-2   Jalalabad  2015-10-05  killed 2       Weak   ana  2016-01-05  none\n" in told
    assert "What people judged is in no toll and no total of the reports" in told
    assert "contradiction: ana judged 3 to 5 killed, and the reports come to at least 9: no number fits both.\n" in told
    # The toll of the reports is as without the list.
    assert re.search(r"^All, each person once +9 *$", told, re.MULTILINE)
    judged = json.loads(run("tolls", filled, "--json").stdout)["judged"]
    assert [match["incident"] is not None for match in judged] == [True, False]
    assert run("tolls", filled, "--as-of", "2015-12-31").stdout.count("K-1") == 0


def test_the_code_is_the_name_of_the_incident(filled: str) -> None:
    assert "  K-1\n" in run("read", filled).stdout
    story = run("why", filled, "K-1").stdout
    assert story.startswith("Incident 1: Kunduz (airstrike), 2015-10-03, known as K-1\n")
    assert "the reports tell of it as incident 1: the place is the same (Kunduz), the day is the same" in story
    assert story == run("why", filled, "1").stdout
    alone = run("why", filled, "k-2")
    assert (alone.exit_code, "no report that was read tells of it" in alone.stdout) == (0, True)
    assert run("why", filled, "K-9").exit_code == 2


def test_reconcile_and_log_tell_of_it(filled: str) -> None:
    settled = run("reconcile", filled).stdout
    assert (
        "Incidents that people judged: 2. The reports tell of 1 of them, and may of 0 more. Contradicted: 1.\n"
        in settled
    )
    assert (
        "ana, on 2016-01-05: K-1, Kunduz, 2015-10-03: killed 3 to 5" in run("log", filled, "--kind", "judgement").stdout
    )
    assert run("verify", filled).stdout.startswith("The record holds: ")


def test_a_decision_names_an_incident_by_its_code(filled: str, tmp_path: Path) -> None:
    links = tmp_path / "links.toml"
    links.write_text(
        """
        [[link]]
        decision = "different"
        passages = [{ document = "report.txt", quote = "killed nine people" }]
        codes = ["K-1"]
        by = "R. Sel"
        on = 2016-02-01
        why = "The market was hit, not the clinic."

        [[link]]
        decision = "same"
        passages = [{ document = "report.txt", quote = "killed nine people" }]
        codes = ["K-2"]
        by = "R. Sel"
        on = 2016-02-01
        why = "The list has the wrong town."
        """,
        encoding="utf-8",
    )
    told = run("tolls", filled, "--links", str(links), "--explain").stdout
    assert "R. Sel decided so: The list has the wrong town" in told
    assert run("reconcile", filled, "--links", str(links)).exit_code == 0
    kept = json.loads(run("read", filled, "--json").stdout)["judged"]
    assert [(each["code"], each["incident"] is not None) for each in kept] == [("K-1", False), ("K-2", True)]
    assert run("why", filled, "K-2").stdout.startswith("Incident 1: Kunduz (airstrike), 2015-10-03, known as K-2\n")
    links.write_text(links.read_text(encoding="utf-8").replace("K-2", "K-7"), encoding="utf-8")
    missed = run("tolls", filled, "--links", str(links))
    assert (missed.exit_code, "nobody has judged an incident under the code 'K-7'" in missed.stderr) == (2, True)


def test_compare_tells_what_was_judged_anew(filled: str, listed: str, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    assert run("read", filled, "--save", str(before)).exit_code == 0
    Path(listed).write_text(LIST.replace("3,5", "8,9"), encoding="utf-8")
    changed = run("import", listed, "--record", filled, "--by", "ana")
    assert "list.csv, row 2 (K-1): taken: otherwise than ana had judged it before\n" in changed.stdout
    told = run("compare", str(before), filled).stdout
    assert (
        "Judged by people: 1 changed, 1 same\n  changed; it was killed 3 to 5\n  K-1: killed 8 to 9, judged by" in told
    )
    (one, other) = json.loads(run("compare", str(before), filled, "--json").stdout)["judged"]
    assert (one["kind"], one["before"]["tolls"][0]["low"], one["after"]["tolls"][0]["low"]) == ("changed", 3, 8)
    assert other["kind"] == "same"


def test_a_record_of_a_list_alone(record: str, listed: str) -> None:
    assert run("import", listed, "--record", record, "--by", "ana", *COLUMNS).exit_code == 0
    for command in (("read", record), ("tolls", record), ("why", record, "K-1")):
        told = run(*command)
        assert told.exit_code == 0
        assert "K-1" in told.stdout
