"""`cenotaph actors`, and a file of one's own."""

import json

import pytest
from click.testing import CliRunner

from cenotaph.terminal.main import cli

ROW = '[[actor]]\nid = "xv.front"\nname = "Northern Front"\nkind = "rebel_group"\nsource = "invented [bold]"\n'


def run(*arguments: str):
    return CliRunner().invoke(cli, ["actors", *arguments])


def test_all_are_listed() -> None:
    result = run()
    assert result.exit_code == 0
    assert "sd.rsf" in result.output
    assert "co.eln" in result.output


def test_one_is_looked_up_with_its_names() -> None:
    result = run("قوات الدعم السريع")
    assert "sd.rsf" in result.output
    assert "Also called: RSF" in result.output
    assert "Source of the row: UN" in result.output


def test_by_country_and_day() -> None:
    rows = json.loads(run("--country", "AFG", "--on", "2022-01-01", "--json").output)
    assert "af.taliban_authorities" in {row["id"] for row in rows}
    assert "af.taliban" not in {row["id"] for row in rows}
    assert {row["country"] for row in rows} == {"AF"}
    assert {row["ucdp"] for row in rows} == {None}


def test_nobody_of_that_name() -> None:
    result = run("Nonesuch")
    assert result.exit_code == 0
    assert "no such actor as Nonesuch" in result.output


def test_somebody_who_was_not_there_yet() -> None:
    result = run("af.taliban", "--on", "1990-01-01")
    assert "Taliban (af.taliban) is in the register; it was not there on 1990-01-01 (1994-01-01 to " in result.output
    assert "no such actor" not in result.output
    assert "Taliban (af.taliban), of AF, is in the register." in run("af.taliban", "--country", "FRA").output
    assert "no such actor of TV on 1990-01-01." in run("--country", "TUV", "--on", "1990-01-01").output


def test_a_file_of_ones_own(tmp_path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(ROW, encoding="utf-8")
    result = run("northern front", "--actors", str(path))
    assert "xv.front" in result.output
    assert "invented [bold]" in result.output


@pytest.mark.parametrize("command", [["actors"], ["read", "-"]])
def test_a_wrong_file_is_refused(tmp_path, command: list[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(ROW.replace("rebel_group", "rebels"), encoding="utf-8")
    result = CliRunner().invoke(cli, [*command, "--actors", str(path)], input="Nine people were killed.")
    assert result.exit_code == 2
    assert f"{path}, row 1 (xv.front): kind: 'rebels'" in result.output
    result = CliRunner().invoke(cli, [*command, "--actors", str(tmp_path / "none.toml")], input="Nine were killed.")
    assert result.exit_code == 2
    assert "cannot be read" in result.output


def test_the_variable_names_a_file(tmp_path, monkeypatch) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe")
    monkeypatch.setenv("CENOTAPH_ACTORS", str(path))
    result = run()
    assert result.exit_code == 2
    assert "CENOTAPH_ACTORS" in result.output
    assert "UTF-8" in result.output
