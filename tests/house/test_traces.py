"""No file of the repository names a machine it was written on or a package registry."""

import re

from tests.house.sources import list_files, name_of

# Folders of one machine, at the start of a path.
MACHINE = re.compile(r"(?<![\w.:/~<-])/(?:home|Users|root|work|opt|mnt|srv|private)/\w")
REGISTRY = re.compile(r"pypi\.|python" r"hosted|npm" r"js|index-" r"url|anaconda\.org|jfrog")
BINARY = {".xlsx", ".zip", ".png", ".jpg", ".ico", ".gz"}


def find_traces(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in list_files():
        if path.suffix in BINARY or name_of(path) == "tests/house/test_traces.py":
            continue
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{name_of(path)}:{number}: {line.strip()[:100]}")
    return found


def test_no_paths_of_one_machine() -> None:
    assert find_traces(MACHINE) == []


def test_no_registry_hosts() -> None:
    assert find_traces(REGISTRY) == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINE.search('open("/home/ana/report.txt")')
    assert not MACHINE.search("https://paper.example/home/news")
    assert REGISTRY.search("https://pypi.org/simple")
