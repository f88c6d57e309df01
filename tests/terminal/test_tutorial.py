"""The tutorial does what it says, word for word."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cenotaph.terminal.main import cli
from tests.house.sources import ROOT

TUTORIAL = (ROOT / "docs" / "tutorial" / "index.md").read_text(encoding="utf-8")


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reports of the tutorial, saved as it says."""
    monkeypatch.chdir(tmp_path)
    saved = re.findall(r"[Ss]ave(?: these words)? as `([\w.-]+)`:\s+```text\n(.*?)```", TUTORIAL, re.DOTALL)
    for name, text in saved:
        Path(name).write_text(text, encoding="utf-8")
    return [name for name, _ in saved]


def read_incidents(*arguments: str) -> list[dict[str, dict[str, dict[str, object]]]]:
    result = CliRunner().invoke(cli, ["read", *arguments, "--published", "2015-06-18", "--json"])
    assert result.exit_code == 0, result.stderr
    return list(json.loads(result.stdout)["incidents"])


def test_the_commands_are_those_of_the_tutorial(reports: list[str]) -> None:
    assert reports == ["market.txt", "market-2.txt"]
    assert f"cenotaph read {' '.join(reports)} --published 2015-06-18 --explain" in TUTORIAL


def test_one_report(reports: list[str]) -> None:
    (incident,) = read_incidents(reports[0])
    killed = incident["tolls"]["killed"]
    assert (killed["low"], killed["high"], killed["open"]) == (12, 12, True)
    assert killed["by"] == {"children": {"low": 4, "best": 4, "high": 4, "open": False}}


def test_two_reports_make_a_range(reports: list[str]) -> None:
    (incident,) = read_incidents(*reports)
    killed = incident["tolls"]["killed"]
    assert (killed["low"], killed["high"], killed["open"]) == (9, 12, True)


def test_without_a_day_the_exit_code_says_so(reports: list[str]) -> None:
    assert CliRunner().invoke(cli, ["read", reports[0]]).exit_code == 2
