"""The command `cenotaph lexicon`: what it shows of a sentence, and of an entry or rule."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.terminal import lexicon as command
from cenotaph.terminal.main import cli
from tests.gazetteer.places import open_small_index


@pytest.fixture(autouse=True)
def small_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with open_small_index(tmp_path) as index:
        monkeypatch.setattr(command, "open_index", lambda: index)
        yield


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["lexicon", *arguments])


def test_try_shows_units_rules_and_claims() -> None:
    printed = run("try", "Two nurses were killed in Kharkiv on Monday.", "--published", "2021-05-06").stdout
    assert "en.people.health" in printed
    assert "Rule en.harm.passive.01: killed, 'Two nurses' in 'Two nurses were killed'" in printed
    assert "Claim: 2 health_workers killed (event)" in printed
    assert "place: Kharkiv; period: 2021-05-03 to 2021-05-03" in printed


def test_try_says_when_nothing_is_found() -> None:
    printed = run("try", "Two nurses met.").stdout
    assert "No rule fired." in printed
    assert "No claims." in printed


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("en.people.aid", "words: aid worker, aid workers"),
        ("en.harm.left.01", "pattern: leave_past"),
        ("en.frame.planned", "whole"),
        ("en.event.fell_to", "must: The town of Arden fell to the rebels."),
        ("en.statement.accuses", "attribution alleged"),
    ],
)
def test_show_prints_entries_and_rules(id: str, words: str) -> None:
    assert words in run("show", id).stdout


def test_show_of_an_unknown_id_says_what_to_do() -> None:
    result = run("show", "en.nothing")
    assert result.exit_code == 2
    assert "No entry or rule of the pack 'en' is called 'en.nothing'" in result.stderr
    assert "cenotaph lexicon try TEXT" in result.stderr
