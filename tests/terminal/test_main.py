"""How the command ends: with its exit code, and without a traceback when it is stopped."""

import subprocess
import sys

import pytest

from cenotaph.claims.tables import LexiconError
from cenotaph.terminal import inputs, main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["cenotaph", *arguments])
    with pytest.raises(SystemExit) as ended:
        main.main()
    return ended.value.code


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inputs, "list_files", interrupt)
    assert run(monkeypatch, "read", "nothere.txt") == 130
    assert capsys.readouterr().err.endswith("Stopped.\n")


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--version"], 0), (["read", "--help"], 0), (["read"], 2), (["x"], 2)]
)
def test_exit_codes(monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int) -> None:
    assert run(monkeypatch, *arguments) == code


def test_exit_code_of_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "read", "nothere.txt") == 2


def test_a_pack_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise LexiconError("lexicon/en/harm.toml is not valid TOML: no line 7")

    monkeypatch.setattr(inputs, "list_files", refuse)
    assert run(monkeypatch, "read", "nothere.txt") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "Error: a language pack cannot be used: lexicon/en/harm.toml is not valid TOML: no line 7\n"


def test_closed_pipe() -> None:
    code = (
        "import dataclasses, sys; from cenotaph.terminal import read, main; from tests.workflow.samples import FULL;"
        # More than a pipe holds, so that the end of it is noticed however quick the program is.
        "read.gather_reading = lambda _: (FULL, []);"
        "read.count_reading = lambda *_: (dataclasses.replace(FULL, claims=FULL.claims * 20000), []);"
        "sys.argv = ['cenotaph', 'read', '-', '--explain', '--published', '2016-03-04']; main.main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.close()
    assert process.stdout.readline().startswith(b"Reports read: ")
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() != 0
    assert "Traceback" not in errors
    assert "Exception" not in errors
