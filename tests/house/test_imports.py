"""Imports stand at the top of a module; the few that do not, load something heavy and say why."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cenotaph
from cenotaph.terminal.main import cli
from tests.house.sources import list_modules, name_of, parse, walk_functions

# Libraries of others that are slow to import and that most runs do not need, with the time measured. A module of
# the project is never imported late: that would hide a cycle.
LATE = {
    ("src/cenotaph/archive/readers/feed.py", "feedparser"): "0.04 s; only feeds need it",
    ("src/cenotaph/archive/readers/html.py", "trafilatura"): "0.26 s; only web pages need it",
    ("src/cenotaph/archive/readers/images.py", "PIL"): "0.03 s; only images need it",
    ("src/cenotaph/archive/readers/images.py", "PIL.Image"): "comes with PIL",
    ("src/cenotaph/archive/readers/images.py", "PIL.IptcImagePlugin"): "comes with PIL",
    ("src/cenotaph/archive/readers/pdf.py", "pypdfium2"): "0.05 s; only PDFs need it",
    ("src/cenotaph/archive/readers/telegram.py", "ijson"): "0.01 s; only exports of Telegram need it",
    ("src/cenotaph/archive/readers/warc.py", "fastwarc.warc"): "a compiled library that only web archives need",
    ("src/cenotaph/archive/readers/workbook.py", "openpyxl"): "0.19 s; only workbooks need it",
    (
        "src/cenotaph/archive/text.py",
        "py3langid",
    ): "0.1 s, then 0.9 s for the model; script and common words mostly decide",
    ("src/cenotaph/incidents/programme.py", "highspy"): "0.1 to 0.4 s with numpy; only aggregates that cross need it",
    ("src/cenotaph/incidents/programme.py", "numpy"): "comes with highspy",
    ("src/cenotaph/ledger/timestamps.py", "rfc3161_client"): "0.2 s; only timestamps need it",
    ("src/cenotaph/ledger/timestamps.py", "cryptography"): "its certificates take 0.1 s; only timestamps need them",
    ("src/cenotaph/store/migrate.py", "alembic"): "0.3 s; only new records and those of an older version need it",
    ("src/cenotaph/store/migrate.py", "alembic.config"): "comes with alembic",
    ("src/cenotaph/store/remote_blobs.py", "fsspec"): "0.2 s; only records whose bytes are in a remote store need it",
    ("src/cenotaph/terminal/place_files.py", "openpyxl"): "0.17 s; only importing a workbook needs it",
}


# Where modules of ours are loaded when they are named, and nothing leans on who does it.
NAMED = {"src/cenotaph/__init__.py", "src/cenotaph/terminal/main.py"}


def find_late_imports(path) -> set[tuple[str, str]]:
    found = set()
    for function in walk_functions(parse(path)):
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                found |= {(name_of(path), alias.name) for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((name_of(path), node.module or "."))
    return found


@pytest.mark.parametrize("path", list_modules("src", "tests", "benchmark"), ids=name_of)
def test_imports_stand_at_the_top(path) -> None:
    late = find_late_imports(path) - LATE.keys()
    assert not late, f"{sorted(late)} inside a function: import it at the top, or list it here with a measured reason"


@pytest.mark.parametrize("path", list_modules("src"), ids=name_of)
def test_no_imports_for_types_only(path) -> None:
    names = {
        node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in ast.walk(parse(path))
    }
    assert "TYPE_CHECKING" not in names


def test_the_list_of_late_imports_is_true() -> None:
    found = set().union(*(find_late_imports(path) for path in list_modules("src")))
    assert LATE.keys() <= found, "take out what is no longer imported late"
    assert not any(module.startswith("cenotaph") for _, module in LATE)


@pytest.mark.parametrize("path", list_modules("src"), ids=name_of)
def test_modules_are_loaded_by_name_in_two_places(path) -> None:
    names = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(parse(path))}
    assert not names & {"import_module", "__import__"} or name_of(path) in NAMED


def test_what_is_loaded_by_name_is_there_and_known_to_type_checkers() -> None:
    stub = ast.parse(Path(cenotaph.__file__).with_suffix(".pyi").read_text())
    told = {node.names[0].name: node.module for node in stub.body if isinstance(node, ast.ImportFrom)}
    assert told == cenotaph.PLACES
    assert sorted(told) == cenotaph.__all__
    assert all(getattr(cenotaph, name).__name__ == name for name in told)
    assert sorted(cli.commands) == [command.name for _, command in sorted(cli.commands.items())]


def test_the_start_loads_no_verb() -> None:
    program = "import sys; import cenotaph.terminal.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "cenotaph.terminal.main" in loaded
    assert not {"sqlalchemy", "cenotaph.claims.extract", "cenotaph.terminal.read", "rich.console"} & {*loaded}
