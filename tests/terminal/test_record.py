"""The verbs on a record: what is typed and what comes out, on every database."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.terminal.main import cli
from cenotaph.workflow import touched
from tests.house.sources import ROOT

EXAMPLES = str(ROOT / "examples")
DAY = ("--published", "2015-10-03")


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, arguments, input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def make(place: str, tmp_path: Path) -> None:
    result = run("new", place, *(() if place.startswith("/") else ("--blobs", str(tmp_path / "blobs"))))
    assert (result.exit_code, result.stderr) == (0, "")


def test_from_files_to_tolls(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(place, tmp_path)
    # In a record a file has its own name; so it has elsewhere, where its folder is the one at hand.
    monkeypatch.chdir(EXAMPLES)
    taken = run("collect", place, EXAMPLES, *DAY)
    assert taken.exit_code == 0
    assert "Taken: 12. Duplicates: 0. Failed: 0.\n" in taken.stdout
    unread = run("tolls", place)
    assert unread.exit_code == 2
    assert "holds 12 documents that were not extracted: nothing of what they tell is counted." in unread.stderr
    assert run("extract", place).stdout.startswith("Documents read: 12. New claims: ")
    assert run("extract", place).stdout == "Every document has been read by this version: nothing was done.\n"
    settled = run("reconcile", place)
    assert "New: 5. Changed: 0. Gone: 0.\n" in settled.stdout
    assert "Nothing has changed since it was last reconciled.\n" in run("reconcile", place).stdout

    assert json.loads(run("reconcile", place, "--json").stdout)["whole"]

    # A record says what its reports say, to the letter.
    for command in (
        ("read", "--explain"),
        ("read", "--json"),
        ("read", "--as-of", "2015-10-04"),
        ("tolls", "--by", "week"),
    ):
        asked = run(*command, place)
        assert (asked.exit_code, asked.stderr) == (0, "")
        assert asked.stdout == run(*command, ".", *DAY).stdout
    story = run("why", "1", ".", *DAY).stdout
    assert run("why", "1", place).stdout == run("why", place, "1").stdout == story
    assert run("compare", place, place, "--recorded-by", "2020-01-01").exit_code == 2


def test_only_what_a_report_touches_is_reconciled(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched, "LEAST_CLAIMS", 0)
    monkeypatch.setattr(touched, "_MOST_NEWS", 1.0)
    make(place, tmp_path)
    (tmp_path / "one.txt").write_text("Nine people were killed in a car bomb in Ramadi on Tuesday, police said.")
    (tmp_path / "two.txt").write_text("Three people were killed by a mine near Kunduz on Wednesday, doctors said.")
    run("collect", place, str(tmp_path / "one.txt"), *DAY)
    run("extract", place)
    first = run("reconcile", place)
    assert (first.exit_code, first.stderr) == (0, "")
    assert "New: 1. Changed: 0. Gone: 0.\n" in first.stdout
    assert run("reconcile", place).stdout == "Nothing has changed since it was last reconciled.\n"

    run("collect", place, str(tmp_path / "two.txt"), *DAY)
    unread = run("reconcile", place)
    assert (unread.exit_code, unread.stdout) == (2, "Nothing has changed since it was last reconciled.\n")
    assert unread.stderr == "Documents that were not extracted and are not counted: 1.\n"
    run("extract", place)
    second = run("reconcile", place)
    assert (second.exit_code, second.stderr) == (0, "")
    assert re.fullmatch(
        r"New: 1\. Changed: 0\. Gone: 0\.\n"
        r"Incidents: 2\. Only what new reports touch was reconciled: totals are those of entry \d+; --whole works them "
        r"out\.\n",
        second.stdout,
    )
    assert json.loads(run("reconcile", place, "--json").stdout) == {
        "new": [], "changed": [], "gone": [], "decisions": 0, "incidents": 2, "same": True, "whole": False,
    }  # fmt: skip

    whole = run("reconcile", place, "--whole")
    assert "New: 0. Changed: 0. Gone: 0.\n" in whole.stdout
    run("collect", place, str(tmp_path / "two.txt"), "--published", "2015-10-04")  # it takes the place of the other
    run("extract", place)
    again = run("reconcile", place)
    assert again.stderr == "All of the record is reconciled: something that was counted holds no longer.\n"
    assert "Incidents: 2.\nNew: " in again.stdout


def test_receipts(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    reports = tmp_path / "reports"
    reports.mkdir()
    text = (
        "Nine people were killed when shells fell on the market of Hesk on Tuesday, a doctor at the hospital said. " * 3
    )
    (reports / "a.txt").write_text(text, encoding="utf-8")
    (reports / "b.txt").write_text(text, encoding="utf-8")
    (reports / "c.txt").write_text(" ", encoding="utf-8")
    result = run("collect", place, str(reports), str(tmp_path / "gone.txt"), "--json", "--collector", "k7")
    assert result.exit_code == 2
    receipts = json.loads(result.stdout)["receipts"]
    assert {(Path(each["item"]).name, each["outcome"]) for each in receipts} == {
        ("a.txt", "taken"), ("b.txt", "duplicate"), ("c.txt", "failed"), ("gone.txt", "failed"),
    }  # fmt: skip
    again = run("collect", place, str(reports))
    assert again.exit_code == 2
    assert "a.txt: duplicate: it is in the record already, with the same bytes\n" in again.stdout
    assert "c.txt: failed: is empty. (as when it was taken in before)\n" in again.stderr
    assert again.stdout.endswith("Taken: 0. Duplicates: 2. Failed: 1.\n")


def test_standard_input(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    result = run("collect", place, "-", *DAY, stdin=b"Nine people were killed in Hesk, a doctor said.")
    assert "Taken: 1." in result.stdout


def test_the_log(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    run("collect", place, EXAMPLES, *DAY)
    lines = run("log", place).stdout.splitlines()
    assert [line.split()[0] for line in lines] == [str(number) for number in range(len(lines))]
    assert "  record  " in lines[0]
    assert run("log", place, "--last", "2").stdout.splitlines() == lines[-2:]
    assert run("log", place, "--from", "3", "--kind", "document").stdout.splitlines() == [
        line for line in lines[3:] if "  document  " in line
    ]
    whole = [json.loads(line) for line in run("log", place, "--json").stdout.splitlines()]
    assert [entry["entry"] for entry in whole] == list(range(len(lines)))
    assert {"entry", "made_at", "kind", "restricted", "body"} == whole[0].keys()
    assert run("log", place, "--recorded-by", "2020-01-01").stdout == ""


def test_what_a_record_held(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    run("collect", place, EXAMPLES + "/01-first-word.txt", *DAY)
    run("extract", place)
    moment = json.loads(run("log", place, "--last", "1", "--json").stdout)["made_at"]
    early = run("tolls", place).stdout
    run("collect", place, EXAMPLES, *DAY)
    run("extract", place)
    assert run("tolls", place).stdout != early
    assert run("tolls", place, "--recorded-by", moment).stdout == early
    compared = run("compare", place, place, "--recorded-by", moment)
    assert compared.exit_code == 0
    assert "Before: " in compared.stdout


def test_decisions_stay_in_the_record(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    run("collect", place, EXAMPLES, *DAY)
    run("extract", place)
    claims = json.loads(run("read", place, "--json").stdout)["claims"]
    links = tmp_path / "links.toml"
    links.write_text(
        f'[[link]]\ndecision = "different"\nby = "Ana"\non = 2016-03-09\nwhy = "two events"\n'
        f'claims = ["{claims[0]["id"]}", "{claims[-1]["id"]}"]\n',
        encoding="utf-8",
    )
    assert "Decisions kept: 1.\n" in run("reconcile", place, "--links", str(links)).stdout
    assert "Decisions kept" not in run("reconcile", place, "--links", str(links)).stdout
    (link,) = json.loads(run("read", place, "--json").stdout)["decisions"]["links"]
    assert link["by"] == "Ana"
    assert "Ana: " in run("log", place, "--kind", "decision").stdout


def test_backup_and_restore(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    run("collect", place, EXAMPLES, *DAY)
    run("extract", place)
    copied = run("backup", place, str(tmp_path / "backup"))
    assert (copied.exit_code, copied.stderr) == (0, "")
    assert re.fullmatch(
        r"Backed up \d+ entries and (\d+) files of bytes \(\1 copied now\) to .*/backup\.\n", copied.stdout
    )
    restored = run("restore", str(tmp_path / "backup"), str(tmp_path / "again"))
    assert (restored.exit_code, restored.stderr) == (0, "")
    assert run("read", str(tmp_path / "again"), "--json").stdout == run("read", place, "--json").stdout
    assert run("restore", str(tmp_path / "backup"), str(tmp_path / "again")).exit_code == 2


def test_search(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    rows = [
        {"id": "a", "text": "قُتل مُحَمَّد وأخوه في قصف على حلب أمس، بحسب ناشطين.", "published": "2016-03-01"},
        {
            "id": "b",
            "title": "A café hit",
            "text": "Words before. " * 20 + "Élodie's café was hit by a shell. " + "After. " * 20,
        },
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run("collect", place, str(tmp_path / "rows.jsonl"))
    found = run("search", place, "محمد")
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.splitlines()[0] == "a, 2016-03-01"
    assert "مُحَمَّد" in found.stdout
    (document,) = json.loads(run("search", place, "CAFE", "hi", "--json").stdout)["documents"]
    assert (document["document"], document["title"]) == ("b", "A café hit")
    assert re.fullmatch("….*Élodie's café was hit by a shell.*…", document["words"])
    assert run("search", place, "nowhere").stdout == "Found: 0.\n"
    assert run("search", place, "--most", "1", "a").stdout.endswith("Found: 1.\n")
    nothing = run("search", place, "...")
    assert nothing.exit_code == 2
    assert "holds no word to look for" in nothing.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("collect", "nowhere", EXAMPLES), "there is no record here; make one with: cenotaph new nowhere"),
        (("extract", "nowhere"), "there is no record here"),
        (("reconcile", "nowhere"), "there is no record here"),
        (("log", "nowhere"), "there is no record here"),
        (("backup", "nowhere", "somewhere"), "there is no record here"),
        (("restore", "nowhere", "somewhere"), "nowhere: is no backup: it holds no record.sqlite"),
        (("new", EXAMPLES), "is there already and is not empty"),
        (("new", "postgresql://"), "this is no address of a PostgreSQL database"),
        (("new", "postgresql://user@/base?host=/nowhere"), "say with --blobs"),
        (("tolls", EXAMPLES, "--recorded-by", "2020-01-01"), "--recorded-by is for a record, and none is given"),
        (("tolls", EXAMPLES, "--recorded-by", "yesterday"), "is no moment"),
        (("tolls", EXAMPLES, "--recorded-by", "2020-01-01T10:00:00"), "does not say in which zone"),
    ],
)
def test_what_is_wrong_is_told(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    address = f"postgresql://user:s3cret@/base?host={tmp_path}"
    result = run("new", address, "--blobs", str(tmp_path / "blobs"))
    assert result.exit_code == 2
    assert "the database cannot be reached" in result.stderr
    assert "s3cret" not in result.stderr


def test_a_record_is_not_collected_into_another(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    result = run("collect", place, place)
    assert result.exit_code == 2
    assert "is a record; only reports are taken into one" in result.stderr


def test_columns_that_were_said_are_remembered(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    first, second, third = (tmp_path / f"{name}.csv" for name in ("first", "second", "third"))
    first.write_text("Was,Wann\nNine people were killed in Kunduz.,2015-10-03\n", encoding="utf-8")
    second.write_text("Wann,Was\n2015-10-04,Ten people were hurt in Kunduz.\n", encoding="utf-8")
    third.write_text("Qui,Quand\nx,y\n", encoding="utf-8")
    assert run("collect", place, str(first)).exit_code == 2
    assert run("collect", place, str(first), "--column", "text=Was", "--column", "published=Wann").exit_code == 0
    later = run("collect", place, str(second))
    assert (
        "second.csv: is read as an earlier table was said to be: text from 'Was', published from 'Wann'."
        in later.stderr
    )
    assert "Taken: 1. Duplicates: 0. Failed: 0.\n" in later.stdout
    assert "Taken: 0. Duplicates: 1. Failed: 0.\n" in run("collect", place, str(second)).stdout
    # What a person says now goes before what was said.
    other = run("collect", place, str(second), "--column", "text=Wann")
    assert "is read as an earlier table" not in other.stderr
    assert "has no column of texts" in run("collect", place, str(third)).stderr
