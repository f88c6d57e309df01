"""Bodies that speak, known by several names: the vocabulary by which one speaker is one origin in any language."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli

from cenotaph.actors.bundled import load_register
from cenotaph.values.actor import SourceKind
from cenotaph.values.names import fold_name

# Words that do not tell one speaker from another.
_LIGHT_WORDS = frozenset({"the", "a", "an", "of", "for", "in", "on", "and", "local", "its", "their", "some"})
_ARTICLE = "ال"
_TO_THE = "لل"  # "للمرصد": to the Observatory
_SHORTEST = 4  # letters of an Arabic word that may begin with an article


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody who speaks under several names. `role` is True for a bare role ("activists", "the health ministry"),
    which is meant only where nothing else stands beside it; a body's own name tells it in any company."""

    id: str
    name: str
    kind: SourceKind | None
    names: tuple[str, ...]
    role: bool


# An article before a name.
_START = re.compile(r"^(?:the|The)\s+")


class _Vocabulary(NamedTuple):
    """The bodies by the words of each of their names, and the most words that a name has."""

    by_words: dict[tuple[str, ...], Body]
    longest: int


def key_words(name: str) -> tuple[str, ...]:
    """The words of a speaker's name that tell him from others, folded, without articles."""
    folded = fold_name(name).split()
    kept = tuple(_strip_article(word) for word in folded if word not in _LIGHT_WORDS)
    return kept or tuple(folded)


def _strip_article(word: str) -> str:
    return word[2:] if len(word) >= _SHORTEST and word.startswith((_ARTICLE, _TO_THE)) else word


@lru_cache(maxsize=20_000)
def find_body(name: str) -> Body | None:
    """The body that a speaker's name stands for: the longest of its names in it, or the role that it is; None if the
    vocabulary has none, or several that are as long. A party of the register of actors that speaks under one of its
    names is a body too, if exactly one is meant."""
    words = key_words(name)
    known = load_bodies()
    for length in range(min(len(words), known.longest), 0, -1):
        runs = {words[i : i + length] for i in range(len(words) - length + 1)}
        found = {b.id: b for run in runs if (b := known.by_words.get(run)) and (not b.role or run == words)}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    parties = load_register().find(_START.sub("", name))
    if len(parties) != 1:
        return None
    (party,) = parties
    return Body(party.id, party.name, SourceKind.BELLIGERENT, (), True)


@cache
def load_bodies() -> _Vocabulary:
    """The vocabulary of bodies. Raises ValueError that names the row for one that cannot be used."""
    return parse_bodies(files("cenotaph.incidents").joinpath("bodies.toml").read_text(encoding="utf-8"), "bodies.toml")


def parse_bodies(text: str, where: str) -> _Vocabulary:
    """The bodies in a TOML text. Raises ValueError, naming `where` and the row: a field that is missing, unknown or
    wrong, or a name that two bodies have."""
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ValueError(f"{where}: not valid TOML: {error}") from error
    by_words: dict[tuple[str, ...], Body] = {}
    for id_, fields in table.items():
        body = _make_body(id_, fields, where)
        for name in (body.name, *body.names):
            other = by_words.setdefault(key_words(name), body)
            if other is not body:
                raise ValueError(f"{where}: {id_}: the name {name!r} is also that of {other.id}; leave it with one")
    return _Vocabulary(by_words, max(map(len, by_words), default=0))


def _make_body(id_: str, fields: dict[str, Any], where: str) -> Body:
    if unknown := sorted(fields.keys() - {"name", "kind", "names", "role"}):
        raise ValueError(f"{where}: {id_}: no such field: {', '.join(unknown)}; known are kind, name, names, role")
    name, names, role, kind = (fields.get(key) for key in ("name", "names", "role", "kind"))
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"{where}: {id_}: name must be a text, not {name!r}")
    if not isinstance(names, list) or not all(isinstance(each, str) and each.strip() for each in names):
        raise ValueError(f"{where}: {id_}: names must be a list of texts, not {names!r}")
    if role not in (None, True, False):
        raise ValueError(f"{where}: {id_}: role must be true or false, not {role!r}")
    if kind is not None and kind not in set(SourceKind):
        raise ValueError(f"{where}: {id_}: kind {kind!r} is none of {', '.join(SourceKind)}")
    return Body(id_, name, SourceKind(kind) if kind else None, tuple(names), bool(role))
