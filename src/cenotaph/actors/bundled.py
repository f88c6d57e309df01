"""The register that comes with the program, and the same with a user's rows."""

from functools import cache
from importlib.resources import files

from cenotaph.actors.party import Party
from cenotaph.actors.reading import parse_register
from cenotaph.actors.register import Register


@cache
def load_register() -> Register:
    """The register that comes with the program. Raises RegisterError if a row of it is wrong."""
    return Register(_read_parties())


def extend_register(text: str, where: str) -> Register:
    """The same with the rows of a user's file, `text`, which messages call `where`. Raises RegisterError."""
    return Register(parse_register(text, where, load_register().parties))


def _read_parties() -> tuple[Party, ...]:
    folder = files(__package__).joinpath("register")
    parties: tuple[Party, ...] = ()
    for file in sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name):
        parties = parse_register(file.read_text(encoding="utf-8"), f"register/{file.name}", parties)
    return parties
