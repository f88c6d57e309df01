"""Modules and functions stay small enough to be read in one go."""

import statistics

import pytest

from tests.house.sources import list_modules, name_of, parse, walk_functions

MOST_MODULE_LINES = 500
MOST_MEDIAN_LINES = 120
MOST_FUNCTION_LINES = 60

MODULES = list_modules("src", "tests", "benchmark")


def test_there_are_modules_to_look_at() -> None:
    assert any(name_of(path).startswith("src/cenotaph/") for path in MODULES)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_size(path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_MODULE_LINES, f"{name_of(path)} has {lines} lines: split it along what it is about"
    for function in walk_functions(parse(path)):
        size = (function.end_lineno or function.lineno) - function.lineno + 1
        assert size <= MOST_FUNCTION_LINES, f"{name_of(path)}:{function.lineno} {function.name} has {size} lines"


def test_median_module_is_short() -> None:
    # A package's __init__ is one sentence and would flatter the figure.
    sizes = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES if path.name != "__init__.py"]
    median = statistics.median(sizes)
    print(f"{len(sizes)} modules, median {median:g} lines, longest {max(sizes)}")
    assert median <= MOST_MEDIAN_LINES
