"""Taking a written place name apart: the names in it, and what the generic words beside them say."""

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import tomli

from cenotaph.values.folding import fold

_FIELDS = {"id", "role", "side", "words", "matches", "others"}
_SIDES = ("before", "after", "either")
_SPLIT = re.compile(r"\s*[,،;:()\[\]|]\s*|\s+[-–—]\s+")  # what follows is around what stands before
_BESIDE = re.compile(r"\s*/\s*|\s+(?:and|or|y|та|і|و|او|أو)\s+", re.IGNORECASE)  # what follows stands beside it
_EDGES = " \t\n.-–—'\""


class Role(StrEnum):
    """What the words beside a name say of the place; see words.toml."""

    SETTLEMENT = "settlement"
    DISTRICT = "district"
    ADMIN1 = "admin1"
    AROUND = "around"
    INSIDE = "inside"
    LANDMARK = "landmark"
    DROP = "drop"


class Part(NamedTuple):
    """One name out of a written place.

    `name` is folded and without its generic words ("" if nothing is left), `role` what they say of it, None if there
    are none. Parts of one `depth` stand beside each other ("A and B"); those of the next are around them.
    """

    name: str
    role: Role | None
    depth: int = 0


class WordEntry(NamedTuple):
    """An entry of words.toml."""

    id: str
    role: Role
    side: str
    words: tuple[str, ...]
    matches: tuple[str, ...]
    others: tuple[str, ...]


@cache
def load_words() -> tuple[WordEntry, ...]:
    """The entries of words.toml. Raises ValueError for one that is not of the form said there."""
    entries = []
    for fields in tomli.loads((files("cenotaph.gazetteer") / "words.toml").read_text(encoding="utf-8"))["word"]:
        if set(fields) != _FIELDS or fields["side"] not in _SIDES or not fields["words"]:
            raise ValueError(
                f"words.toml, {fields.get('id')}: needs {', '.join(sorted(_FIELDS))}; side is {' or '.join(_SIDES)}"
            )
        lists = (tuple(fields[name]) for name in ("words", "matches", "others"))
        entries.append(WordEntry(fields["id"], Role(fields["role"]), fields["side"], *lists))
    return tuple(entries)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Role]]:
    roles: dict[str, Role] = {}
    sides: dict[str, list[str]] = {"before": [], "after": []}
    for entry in load_words():
        for word in entry.words:
            folded = fold(word)
            roles[folded] = entry.role
            for side in ("before", "after") if entry.side == "either" else (entry.side,):
                sides[side].append(re.escape(folded))
    before, after = ("|".join(sorted(words, key=len, reverse=True)) for words in (sides["before"], sides["after"]))
    return re.compile(rf"({before})(?=\s|$)\s*(?:of\s+)?"), re.compile(rf"(?:^|\s+)({after})$"), roles


# Of several generic words in one part the first of this order decides: "Marfa camp district" is about a camp.
_STRONGEST = (Role.INSIDE, Role.LANDMARK, Role.AROUND, Role.ADMIN1, Role.DISTRICT, Role.SETTLEMENT)
_OF = re.compile(r"^(.+?)\s+(?:of|in)\s+(.+)$")


def _strip_words(name: str) -> Part:
    """A folded part without the generic words at its ends."""
    before, after, roles = _patterns()
    met: set[Role] = set()
    left = name.strip(_EDGES)
    while left:
        if (match := before.match(left)) or (match := after.search(left)):
            met.add(roles[match.group(1)])
            left = (left[match.end() :] if match.start() == 0 else left[: match.start()]).strip(_EDGES)
        else:
            break
    return Part(left, next((role for role in _STRONGEST if role in met), None))


def split_parts(text: str) -> tuple[Part, ...]:
    """The parts of a written place, innermost first as people write them: "Marfa quarter, Valdora" is Marfa (inside,
    depth 0) and Valdora (depth 1)."""
    parts: list[Part] = []
    depth = 0
    for chunk in _SPLIT.split(fold(text)):
        inner = _OF.match(chunk.strip(_EDGES))
        nested = inner is not None and (head := _strip_words(inner.group(1))).role and head.name
        for step in inner.groups() if inner and nested else (chunk,):
            beside = [_strip_words(piece) for piece in _BESIDE.split(step)]
            if kept := [part for part in beside if part.name or part.role]:
                parts += [part._replace(depth=depth) for part in kept]
                depth += 1
    return tuple(parts)
