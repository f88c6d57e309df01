"""Taking a written place name apart: the names in it, and what the generic words beside them say."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cenotaph.values.folding import fold

_FIELDS = {"id", "role", "side", "words", "matches", "others"}
_SIDES = ("before", "after", "either")
_SPLIT = re.compile(r"\s*[,،;:/()\[\]|]\s*|\s+[-–—]\s+|\s+(?:and|or|و|او|أو)\s+|\s+و\s+", re.IGNORECASE)
_EDGES = " \t\n.-–—'\"\u200e\u200f\u202a-\u202e\u2066-\u2069"


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
    """One name out of a written place: the name without its generic words ("" if nothing is left), and the role they
    give it, None if there are none."""

    name: str
    role: Role | None


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
    for fields in tomllib.loads((files("cenotaph.gazetteer") / "words.toml").read_text(encoding="utf-8"))["word"]:
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
    """One part without the generic words at its ends. Only words that folding leaves in place are cut from the original."""
    before, after, roles = _patterns()
    met: set[Role] = set()
    left = fold(name).strip(_EDGES)
    while left:
        if (match := before.match(left)) or (match := after.search(left)):
            met.add(roles[match.group(1)])
            left = (left[match.end() :] if match.start() == 0 else left[: match.start()]).strip(_EDGES)
        else:
            break
    return Part(left, next((role for role in _STRONGEST if role in met), None))


def split_parts(text: str) -> tuple[Part, ...]:
    """The parts of a written place, innermost first as people write them: "Marfa quarter, Valdora" is Marfa (inside)
    and Valdora. Names come back folded."""
    parts: list[Part] = []
    for chunk in _SPLIT.split(text):
        if not (chunk := chunk.strip(_EDGES)):
            continue
        inner = _OF.match(fold(chunk))
        if inner and _strip_words(inner.group(1)).role and _strip_words(inner.group(1)).name:
            parts += [_strip_words(inner.group(1)), _strip_words(inner.group(2))]
        else:
            parts.append(_strip_words(chunk))
    return tuple(part for part in parts if part.name or part.role)
