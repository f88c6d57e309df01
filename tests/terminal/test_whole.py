"""The whole way, from files to the printed reading, with nothing put in the place of anything."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from cenotaph.terminal.main import cli
from tests.workflow.contract import READING

FIRST = (
    "Shelling killed at least 12 people at the vegetable market of Aleppo on Tuesday, a doctor said.\r\n"
    "Another 30 people were injured."
)
SECOND = "The provincial governor said nine people had died in Tuesday's shelling of the Aleppo market."


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    Path("first.txt").write_bytes(FIRST.encode())
    rows = [{"id": "second", "text": SECOND, "published": "2015-06-18", "publisher": "Plain Daily"}]
    Path("more.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return {"first.txt": FIRST, "second": SECOND}


def run(*options: str) -> Result:
    result = CliRunner().invoke(cli, ["read", "first.txt", "more.jsonl", "--published", "2015-06-18", *options])
    assert (result.exit_code, result.stderr) == (0, ""), result.exception
    return result


def check_toll(toll: dict[str, Any], claims: set[str]) -> None:
    for bounds in (toll, *toll["by"].values()):
        assert bounds["low"] <= bounds["best"] <= bounds["high"]
    for reason in toll["because"]:
        assert set(reason["claims"]) <= claims
    assert toll["because"], "a bound without a reason"


def test_json_keeps_the_contract(texts: dict[str, str]) -> None:
    reading = json.loads(run("--json").stdout)
    Draft202012Validator(READING).validate(reading)
    assert [(note["id"], note["language"], note["published"]) for note in reading["documents"]] == [
        ("first.txt", "en", "2015-06-18"),
        ("second", "en", "2015-06-18"),
    ]
    claims = {claim["id"] for claim in reading["claims"]}
    assert len(claims) == len(reading["claims"]) >= 3
    for claim in reading["claims"]:
        passage = claim["passage"]
        assert texts[claim["document"]][passage["start"] : passage["end"]] == passage["quote"]
    incidents = {incident["id"] for incident in reading["incidents"]}
    for incident in reading["incidents"]:
        assert set(incident["claims"]) <= claims
    for total in reading["totals"]:
        assert set(total["incidents"]) <= incidents
    for each in (*reading["incidents"], *reading["totals"]):
        for toll in each["tolls"].values():
            check_toll(toll, claims)
    assert [total["scope"] for total in reading["totals"]].count("all") == 1


def test_two_speakers_make_a_range(texts: dict[str, str]) -> None:
    (incident,) = json.loads(run("--json").stdout)["incidents"]
    killed = incident["tolls"]["killed"]
    assert (killed["low"], killed["high"], killed["open"]) == (9, 12, True)
    assert (incident["start"], incident["end"]) == ("2015-06-16", "2015-06-16")


def test_what_is_printed_is_what_the_json_says(texts: dict[str, str]) -> None:
    reading = json.loads(run("--json").stdout)
    printed = run("--explain").stdout
    for claim in reading["claims"]:
        assert f"“{' '.join(claim['passage']['quote'].split())}”" in printed
        assert f"id {claim['id']}" in printed
    for incident in reading["incidents"]:
        for toll in incident["tolls"].values():
            for reason in toll["because"]:
                assert f": {reason['reason']} [claim" in printed


def test_the_same_files_give_the_same_output(texts: dict[str, str]) -> None:
    assert run("--json").stdout == run("--json").stdout
