"""Patterns over units: the small language in which the rules of a pack are written, compiled to regular expressions.

    victims:people ~skip{0,8}? be+ (adverb | not)* verb:harm_participle

A word names a class of units and `a,b` either of two; `name:word` keeps the unit under a name; `^a,b` is any unit
that has none of the classes; `~name` inserts a macro of the rules file. Brackets, `|`, `*`, `+`, `?`, `{m,n}`,
`(?=...)`, `(?!...)` and `(?<!...)` mean what they mean in regular expressions.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from cenotaph.claims.sought import Sought
from cenotaph.claims.units import Alphabet

_PIECE = re.compile(
    r"\s+|(?P<open>\(\?[=!]|\(\?<[=!]|\()|(?P<close>\))|(?P<or>\|)|(?P<times>\{\d*,?\d*\}\??|[*+?]\??)"
    r"|(?P<macro>~[a-z_]+)|(?:(?P<name>[a-z]\w*):)?(?P<not>\^)?(?P<cls>[a-z_]+(?:,[a-z_]+)*|\.)"
)
# The same in the regular expression: what opens a bracket, a set of letters, and the rest.
_PART = re.compile(r"\(\?P<[a-z]\w*>|\(\?<?[:=!]|\[[^\]]*\]|\{\d*,?\d*\}\??|[*+?]\??|.", re.DOTALL)
_NAME = re.compile(r"\(\?P<([a-z]\w*)>")


class PatternError(ValueError):
    """A pattern that cannot be read: says which, and where it goes wrong."""


class Pattern(NamedTuple):
    """A pattern that was read: the regular expression, compiled when it is first searched for, and the names of the
    units that it keeps."""

    sought: Sought
    names: frozenset[str]


def read_pattern(pattern: str, alphabet: Alphabet, macros: Mapping[str, str]) -> Pattern:
    """The pattern as a regular expression over the alphabet's letters.

    Raises PatternError for a class no unit can have, an unknown macro, or what cannot be read.
    """
    source = "".join(_translate(pattern, alphabet, macros))
    names = _NAME.findall(source)
    if problem := _find_problem(source, names):
        raise PatternError(f"the pattern {pattern!r} cannot be read: {problem}")
    return Pattern(Sought(source), frozenset(names))


def _find_problem(source: str, names: Sequence[str]) -> str | None:
    """What is wrong in how the pieces of a pattern stand together; None if it can be compiled."""
    depth, behind, before = 0, 0, "("
    for piece in _PART.findall(source):
        opens = piece[0] == "("
        if piece[0] in "*+?{" and before[0] in "(|*+?{":
            return f"{piece!r} follows nothing that could come several times"
        if behind and (piece[0] in "*+?{|" or opens):
            return "(?<! takes units alone, one after another"
        depth += opens - (piece == ")")
        if depth < 0:
            return "a bracket is closed that was not opened"
        behind = depth if piece.startswith("(?<") and piece[3] in "!=" else behind * (depth >= behind)
        before = piece
    if depth:
        return "a bracket is not closed"
    return "two units have one name" if len(names) > len(set(names)) else None


def list_required(pattern: str) -> list[tuple[str, ...]]:
    """The classes of each unit that any match of a pattern has, in order; none for a choice between whole patterns.

    What stands in brackets is not looked into, nor macros: what they ask for may be one of several things.
    """
    required: list[tuple[str, ...]] = []
    depth = 0
    pieces = [piece for piece in _cut(pattern) if piece.group().strip()]
    for piece, following in zip_longest(pieces, pieces[1:]):
        depth += bool(piece["open"]) - bool(piece["close"])
        if piece["or"] and not depth:
            return []
        times = following["times"] if following is not None else None
        is_optional = times is not None and times[:2] in _OPTIONAL
        if piece["cls"] not in (None, ".") and not depth and not piece["not"] and not is_optional:
            required.append(tuple(piece["cls"].split(",")))
    return required


# How the numbers of times begin that allow for none.
_OPTIONAL = frozenset({"*", "*?", "?", "??", "{0", "{,"})


@cache
def _cut(pattern: str) -> tuple[re.Match[str], ...]:
    """The pieces of a pattern. Raises PatternError."""
    pieces, at = [], 0
    while at < len(pattern):
        match = _PIECE.match(pattern, at)
        if match is None:
            raise PatternError(f"the pattern {pattern!r} cannot be read from {pattern[at : at + 20]!r} on")
        pieces.append(match)
        at = match.end()
    return tuple(pieces)


def _translate(pattern: str, alphabet: Alphabet, macros: Mapping[str, str]) -> list[str]:
    pieces = []
    for match in _cut(pattern):
        if macro := match["macro"]:
            if macro[1:] not in macros:
                raise PatternError(f"the pattern {pattern!r} uses {macro}, which is no macro of the rules file")
            pieces += ["(?:", *_translate(macros[macro[1:]], alphabet, macros), ")"]
        elif cls := match["cls"]:
            letters = _letters(cls, match["not"] is not None, alphabet)
            if letters is None:
                unknown = next(each for each in cls.split(",") if not alphabet.letters(each))
                raise PatternError(
                    f"the pattern {pattern!r} asks for the class {unknown!r}, which no entry of the lexicon has"
                )
            pieces.append(f"(?P<{match['name']}>{letters})" if match["name"] else letters)
        elif match["open"]:
            pieces.append("(?:" if match["open"] == "(" else match["open"])
        else:
            pieces.append(match["close"] or match["or"] or match["times"] or "")
    return pieces


@cache
def _letters(classes: str, is_negated: bool, alphabet: Alphabet) -> str | None:
    """The units with one of some classes as a set of letters; None if no entry has one of them."""
    if classes == ".":
        return "."
    found = [alphabet.letters(cls) for cls in classes.split(",")]
    return f"[{'^' * is_negated}{''.join(sorted(set(''.join(found))))}]" if all(found) else None
