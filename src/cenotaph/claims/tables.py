"""The tables of a language pack that the transducers read whole: a TOML file of its own each."""

import tomllib
from importlib.resources import files
from typing import Any


def read_table(language: str, name: str, missing: str, error: type[ValueError]) -> dict[str, Any]:
    """The table `name` of a language's pack. Raises `error`: `missing` if there is none, or it is no TOML."""
    file = files(__package__).joinpath("lexicon", language, name)
    if not file.is_file():
        raise error(f"{missing} {language!r}: add claims/lexicon/{language}/{name}")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as reason:
        raise error(f"lexicon/{language}/{name} is not valid TOML: {reason}") from reason
