"""What is restricted is counted and not quoted: no output has its words or its names unless a person says so."""

import json
import re
from pathlib import Path

import pytest

from cenotaph.workflow.records import load_recorded
from cenotaph.workflow.withholding import WITHHELD, Veil, make_veil
from tests.workflow.test_beside import do, run

TOLD = (
    "My name is Samir Haddad. On 14 May 2015 a barrel bomb fell on our house in Sarmin. My wife Amal Haddad, 34, and "
    "two of my children were killed, and my neighbour Wael Nassar was injured. Five people were killed in the street, "
    "Yunus Kattan said. Ten people were wounded, the White Helmets said.\n"
)
REPORT = (
    "Sarmin, 15 May 2015 - A barrel bomb killed three civilians in Sarmin in Idlib countryside on Thursday, the White "
    "Helmets said. The neighbour of Wael Nassar wept.\n"
)
# Words of the restricted file, its name, and the names in it; those that the open report has too are not among them.
SECRET = re.compile(r"samir|haddad|amal|yunus|kattan|wife", re.IGNORECASE)


@pytest.fixture
def held(place: str, tmp_path: Path) -> str:
    """A record of an open report and a restricted statement."""
    do("new", place, *(() if place == str(tmp_path / "record") else ("--blobs", tmp_path / "blobs")))
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "samir-statement.txt").write_text(TOLD, encoding="utf-8")
    do("collect", place, tmp_path / "report.txt", "--published", "2015-05-15")
    consent = ("--consent", "may be counted, not quoted", "--published", "2015-05-20")
    do("collect", place, tmp_path / "samir-statement.txt", "--testimony", *consent)
    do("extract", place)
    return place


@pytest.mark.parametrize(
    "command",
    [
        ("read", "HELD", "--explain"), ("read", "HELD", "--json"), ("tolls", "HELD", "--explain"),
        ("tolls", "HELD", "--json"), ("tolls", "HELD", "--profile", "plain", "--profile", "ibc", "--explain"),
        ("why", "HELD", "1"), ("why", "HELD", "1", "--json"), ("compare", "HELD", "REPORT", "--json"),
        ("compare", "REPORT", "HELD"), ("log", "HELD"), ("log", "HELD", "--json"), ("search", "HELD", "killed"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_output_has_the_words(held: str, tmp_path: Path, command: tuple[str, ...]) -> None:
    named = {"HELD": held, "REPORT": str(tmp_path / "report.txt")}
    given = [named.get(each, each) for each in command]
    shown = run(*given).output
    assert not SECRET.search(shown)
    if command[0] != "search":  # of what is sealed no index has a word
        assert SECRET.search(run(*given, "--unseal").output)


def test_what_is_restricted_is_counted_all_the_same(held: str) -> None:
    shown = run("read", held, "--explain")
    assert "1 restricted document: is counted, and its words and names are withheld; --unseal shows" in shown.stderr
    lines = [line.split() for line in shown.stdout.splitlines()]
    opened = [line.split() for line in do("read", held, "--explain", "--unseal").splitlines()]
    assert [line for line in lines if line[:2] == ["1", "Sarmin"]] == [
        line for line in opened if line[:2] == ["1", "Sarmin"]
    ]
    assert f"“{WITHHELD}”" in shown.stdout
    assert "“killed three civilians”" in shown.stdout
    # An open report cites this one too.
    assert "White Helmets" in shown.stdout


def test_a_claim_of_an_open_report_is_left_as_it_is(held: str) -> None:
    told = json.loads(do("read", held, "--json"))
    (document,) = [each["id"] for each in told["documents"] if not each["restricted"]]
    quotes = [each["passage"] for each in told["claims"] if each["document"] == document]
    assert quotes
    assert all(REPORT[each["start"] : each["end"]] == each["quote"] for each in quotes)
    (sealed,) = [each for each in told["documents"] if each["restricted"]]
    assert (sealed["id"], sealed["digest"], sealed["runs"], sealed["title"]) == ("restricted 1", "", "", None)


def test_a_saved_reading_holds_it_only_where_that_is_said(held: str, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    refused = run("read", held, "--save", saved)
    assert (refused.exit_code, "nothing was saved. Say --unseal" in refused.output) == (2, True)
    assert not saved.exists()
    do("read", held, "--save", saved, "--unseal")
    again = run("read", saved, "--explain")
    assert "Reports read: 2." in again.stdout
    assert not SECRET.search(again.output)


def test_nothing_is_put_over_where_nothing_is_restricted(held: str) -> None:
    reading = load_recorded(held).reading
    assert make_veil([reading], unseal=True).cover(reading) is reading
    assert Veil([]).cover("Samir Haddad") == "Samir Haddad"


def test_a_name_within_a_longer_word_stays(held: str) -> None:
    veil = Veil([load_recorded(held).reading])
    assert veil.cover(("Amal Haddad said", "Amal Haddadin said")) == (f"{WITHHELD} said", "Amal Haddadin said")
