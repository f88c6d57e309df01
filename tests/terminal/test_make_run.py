"""The examples of the repository are read without complaint, keep the contract, and are what the README shows."""

import json
import re

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from cenotaph.terminal.main import cli
from tests.house.sources import ROOT
from tests.workflow.contract import READING

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_make_run_reads_every_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (line,) = [line for line in MAKEFILE.splitlines() if "cenotaph read" in line]
    arguments = line.split("cenotaph ")[1].split()
    result = CliRunner().invoke(cli, [*arguments, "--json"])
    assert result.exit_code == 0, result.stderr
    assert result.stderr == "examples: is a folder; passed over in it: README.md, arabic.\n"
    reading = json.loads(result.stdout)
    Draft202012Validator(READING).validate(reading)
    files = {path.name for path in (ROOT / "examples").iterdir() if path.suffix in (".txt", ".html")}
    assert {f"examples/{name}" for name in files} <= {note["id"] for note in reading["documents"]}
    assert all(note["published"] for note in reading["documents"])
    assert {claim["document"] for claim in reading["claims"]} == {note["id"] for note in reading["documents"]}


SHOWN = [
    pytest.param(*block, id=f"{page.name}: {block[0]}")
    for page in (ROOT / "README.md", *sorted((ROOT / "docs" / "guides").glob("*.md")))
    for block in re.findall(
        r"<!-- output of: cenotaph (.*?) -->\n```text\n(.*?)```\n", page.read_text(encoding="utf-8"), re.DOTALL
    )
]


def test_outputs_are_shown() -> None:
    assert len(SHOWN) > 3


@pytest.mark.parametrize(("command", "printed"), SHOWN)
def test_the_pages_show_what_is_printed(command: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(cli, command.split()).stdout == printed, "run: make output"
