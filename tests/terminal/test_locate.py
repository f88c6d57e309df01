"""The command `cenotaph locate`: names as they are, whatever they hold."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.terminal.main import cli
from tests.gazetteer.places import open_small_index, town


@pytest.fixture(autouse=True)
def small_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = town("900", "[red]Arden[/red] \x1b[31m", "Arden", "IQ", "15", 36.0, 43.0, 4_000)
    monkeypatch.setattr("cenotaph.terminal.locate.open_index", lambda: open_small_index(tmp_path, [odd]))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["locate", *arguments])


def test_a_name_is_no_markup_and_no_code_for_the_screen() -> None:
    printed = run("Arden").stdout
    assert "[red]Arden[/red]" in printed
    assert "\x1b" not in printed


def test_what_is_asked_for_is_no_markup_either() -> None:
    assert "[bold]" in run("[bold]Nowherehampton").stdout


def test_an_empty_name_is_refused() -> None:
    result = run("  ")
    assert result.exit_code == 2
    assert "NAME is empty" in result.stderr


def test_the_likeliest_comes_first() -> None:
    lines = run("Mosul", "--country", "IQ").stdout.splitlines()
    assert lines[0].split()[:2] == ["Score", "Name"]
    assert lines[1].split()[0] == "0.97"
    assert "Nineveh" in lines[1] or "IQ" in lines[1] or "Iraq" in lines[1]
