"""Which version of the code runs, as a digest: what was worked out by another one is worked out again."""

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from platform import python_version

# The packages by which reports become claims, and claims incidents.
_CODE = ("actors", "archive", "claims", "gazetteer", "incidents", "values")
_ENDINGS = (".py", ".toml")
# By which they fold and compare names, and read days.
_LIBRARIES = ("anyascii", "hijridate", "rapidfuzz")


@cache
def digest_code() -> str:
    """A digest of the code and the tables by which reports become incidents, and of the Python that runs them."""
    libraries = [version(name) for name in _LIBRARIES]
    digest = hashlib.sha256(f"{python_version()} {sys.byteorder} {libraries}".encode())
    for package in _CODE:
        for file in _list_files(files(f"cenotaph.{package}")):
            digest.update(f"\n{package} {file.name}\n".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _list_files(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _list_files(each)
        elif each.name.endswith(_ENDINGS):
            yield each
