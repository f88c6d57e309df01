"""The record packages are handed what they read: they open no files but their own package's data."""

import ast

import pytest

from tests.house.sources import RECORD_PACKAGES, list_modules, name_of, parse

# Beside package data read through importlib.resources, only these modules touch files; each with what it touches.
ALLOWED = {
    "src/cenotaph/archive/readers/images.py": "has Pillow look at bytes that it is handed",
    "src/cenotaph/archive/readers/zipped.py": "opens the members of an archive that it is handed",
    "src/cenotaph/archive/wacz_writing.py": "writes the members of an archive into the stream that it is handed",
    "src/cenotaph/archive/wire.py": "connects to hosts and proxies, for fetching",
    "src/cenotaph/gazetteer/build.py": "writes the gazetteer's index",
    "src/cenotaph/gazetteer/index.py": "reads the gazetteer's index",
    "src/cenotaph/gazetteer/kept.py": "keeps the rows a user imported, which the index is built from",
    "src/cenotaph/ledger/verifier.py": "is written beside an export, and run there by itself on files that it is told",
}

# The calls that open something, as a bare name or as a method.
NAMES = {"open", "connect", "mmap", "urlopen"}
METHODS = {*NAMES, "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "rename"}
# What a resource of the package offers to read it.
RESOURCE_METHODS = {"read_text", "read_bytes", "open"}


def reads_only_package_data(tree: ast.AST) -> bool:
    """True if the module takes its files from importlib.resources and knows no paths of its own."""
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
    return "importlib.resources" in imported and not imported & {"pathlib", "os", "io", "sqlite3", "tempfile"}


def find_openings(tree: ast.AST) -> list[str]:
    own = reads_only_package_data(tree)
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute):
            if node.func.attr in METHODS and not (own and node.func.attr in RESOURCE_METHODS):
                found.append(f"line {node.lineno}: .{node.func.attr}()")
        elif isinstance(node.func, ast.Name) and node.func.id in NAMES:
            found.append(f"line {node.lineno}: {node.func.id}()")
    return found


@pytest.mark.parametrize("path", list_modules(*(f"src/cenotaph/{package}" for package in RECORD_PACKAGES)), ids=name_of)
def test_record_packages_open_nothing(path) -> None:
    found = find_openings(parse(path))
    assert not found or name_of(path) in ALLOWED, f"{name_of(path)}, {found}: hand it what it needs, or list it here"


def test_the_list_is_true() -> None:
    modules = {name_of(path): path for path in list_modules("src")}
    stale = [name for name in ALLOWED if name not in modules or not find_openings(parse(modules[name]))]
    assert not stale, f"take out of the list: {stale}"


@pytest.mark.parametrize(
    "code",
    [
        "def f(path):\n    return path.read_text()",
        "with open('x') as f: pass",
        "import sqlite3\nsqlite3.connect('x')",
        "from importlib.resources import files\nfrom pathlib import Path\nPath('x').read_text()",
        "from importlib.resources import files\nopen('x')",
    ],
)
def test_an_opening_is_found(code: str) -> None:
    assert find_openings(ast.parse(code))


def test_package_data_is_no_opening() -> None:
    assert not find_openings(ast.parse("from importlib.resources import files\nfiles('p').joinpath('x').read_bytes()"))
