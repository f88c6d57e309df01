"""`cenotaph read` under a rule profile: standing, ranges without a point, rows, and profiles of one's own."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.terminal.main import cli
from cenotaph.workflow.profiles import FOLDER_VARIABLE

REPORT = """Shelling killed 12 people in Homs from 5 to 7 March 2024, the Observatory said.
In Tartus, 9 people were killed by a rocket on 8 March 2024, the Observatory said.
Residents of Tartus said 14 people were killed there by the rocket on 8 March 2024.
"""
OWN = """name = "ours"
title = "Two origins"
label = "Our desk"
[grading]
value = "origins"
says = "holds back what one origin tells"
source = "Handbook, page 5"
[least_origins]
value = 2
says = "asks for two origins"
source = "Handbook, page 5"
[headline]
value = ["full"]
says = "counts what two origins tell"
source = "Handbook, page 5"
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "post.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


def read(report: str, profile: str, *more: str) -> list[str]:
    result = run("read", report, "--published", "2024-03-10", "--profile", profile, *more)
    assert result.exit_code == 0, result.output
    return [line.rstrip() for line in result.stdout.splitlines()]


def test_a_range_has_no_point(report: str) -> None:
    lines = read(report, "ibc")
    assert any("Tartus" in line and " 9 to 14 " in line and line.endswith("full") for line in lines)
    assert any("Homs" in line and line.endswith("provisional") for line in lines)
    assert lines[-1] == 'Where the rules give no best figure, the lowest and the highest stand alone, as "9 to 14".'
    assert any(line.startswith("Left out of all: provisional") and " 12 " in line for line in lines)


def test_rows_are_explained(report: str) -> None:
    lines = read(report, "acled", "--explain")
    start = lines.index("  as rows of the rule profile")
    assert lines[start + 1 : start + 5] == [
        "    2024-03-05, Homs: 4",
        "    2024-03-06, Homs: 4",
        "    2024-03-07, Homs: 4",
        "    ACLED's rule divides a toll over several days or places evenly: 12 over 3 days are 4 each.",
    ]
    assert lines.count("  as rows of the rule profile") == 1  # a toll that is not divided needs no row


def test_what_is_left_out_is_explained(report: str) -> None:
    lines = read(report, "aoav", "--explain")
    assert any(line.startswith("  stands as excluded, not in the total of all") for line in lines)
    assert any("AOAV's rule leaves out what is told of for more than 24 hours: 5 to 7 March 2024." in s for s in lines)


def test_a_profile_from_the_users_folder(report: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    (tmp_path / "ours.toml").write_text(OWN, encoding="utf-8")
    lines = read(report, "ours", "--explain")
    assert any("Our desk's rule holds back what one origin tells: only " in line for line in lines)


def test_a_faulty_profile_ends_the_command_with_what_to_do(report: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(OWN.replace('value = "origins"', 'value = "sources"'), encoding="utf-8")
    result = run("read", report, "--published", "2024-03-10", "--profile", str(path))
    assert result.exit_code == 2
    assert "bad.toml: grading.value must be one of none, origins, harm, not 'sources'" in result.stderr
    assert "Traceback" not in result.output
