"""The tables of a language pack that the transducers read whole: a TOML file of its own each."""

from importlib.resources import files
from typing import Any

import tomli


class LexiconError(ValueError):
    """A pack that cannot be used: says which file and entry, and what is wrong with it."""


def parse_table(text: str, where: str) -> dict[str, Any]:
    """The TOML of a pack's file. Raises LexiconError, which names the file `where` and the line, if it is none."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as reason:
        raise LexiconError(f"{where} is not valid TOML: {reason}") from reason


def read_table(language: str, name: str, missing: str, error: type[LexiconError]) -> dict[str, Any]:
    """The table `name` of a language's pack. Raises `error`, which says `missing`, if there is none; LexiconError if
    it is no TOML."""
    file = files(__package__).joinpath("lexicon", language, name)
    if not file.is_file():
        raise error(f"{missing} {language!r}: add claims/lexicon/{language}/{name}")
    return parse_table(file.read_text(encoding="utf-8"), f"lexicon/{language}/{name}")
