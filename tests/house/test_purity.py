"""The record packages are handed what they read: they open no files of their own choosing."""

import ast

import pytest

from tests.house.sources import RECORD_PACKAGES, list_modules, name_of, parse

# The modules that may touch files, with what they touch.
ALLOWED: dict[str, str] = {}

OPENERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "connect", "mmap", "urlopen"}


def find_openings(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in OPENERS:
                found.append(f"line {node.lineno}: {name}()")
    return found


@pytest.mark.parametrize("path", list_modules(*(f"src/cenotaph/{package}" for package in RECORD_PACKAGES)), ids=name_of)
def test_record_packages_open_nothing(path) -> None:
    if name_of(path) not in ALLOWED:
        assert not find_openings(parse(path)), (
            f"{name_of(path)} opens files: hand it what it needs, or list it with a reason"
        )


@pytest.mark.parametrize("name", ALLOWED)
def test_the_list_is_true(name) -> None:
    path = next((path for path in list_modules("src") if name_of(path) == name), None)
    assert path is not None, f"{name} is gone: take it out of the list"
    assert find_openings(parse(path)), f"{name} opens nothing any more: take it out of the list"


def test_an_opening_is_found() -> None:
    assert find_openings(ast.parse("def f(path):\n    return path.read_text()"))
    assert find_openings(ast.parse("with open('x') as f: pass"))
