"""Patterns over units: the small language in which the rules of a pack are written, compiled to regular expressions.

    victims:people ~skip{0,8}? be+ (adverb | not)* verb:harm_participle

A word names a class of units and `a,b` either of two; `name:word` keeps the unit under a name; `^a,b` is any unit
that has none of the classes; `~name` inserts a macro of the rules file. Brackets, `|`, `*`, `+`, `?`, `{m,n}`,
`(?=...)`, `(?!...)` and `(?<!...)` mean what they mean in regular expressions.
"""

import re
from collections.abc import Mapping
from itertools import zip_longest

from cenotaph.claims.units import Alphabet

_PIECE = re.compile(
    r"\s+|(?P<open>\(\?[=!]|\(\?<[=!]|\()|(?P<close>\))|(?P<or>\|)|(?P<times>\{\d*,?\d*\}\??|[*+?]\??)"
    r"|(?P<macro>~[a-z_]+)|(?:(?P<name>[a-z]\w*):)?(?P<not>\^)?(?P<cls>[a-z_]+(?:,[a-z_]+)*|\.)"
)


class PatternError(ValueError):
    """A pattern that cannot be read: says which, and where it goes wrong."""


def compile_pattern(pattern: str, alphabet: Alphabet, macros: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern as a regular expression over the alphabet's letters.

    Raises PatternError for a class no unit can have, an unknown macro, or what cannot be read.
    """
    try:
        return re.compile("".join(_translate(pattern, alphabet, macros)))
    except re.error as problem:
        raise PatternError(f"the pattern {pattern!r} cannot be read: {problem}") from problem


def list_required(pattern: str) -> list[tuple[str, ...]]:
    """The classes of each unit that any match of a pattern has, in order; none for a choice between whole patterns.

    What stands in brackets is not looked into, nor macros: what they ask for may be one of several things.
    """
    required: list[tuple[str, ...]] = []
    depth = 0
    pieces = [piece for piece in _PIECE.finditer(pattern) if piece.group().strip()]
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


def _translate(pattern: str, alphabet: Alphabet, macros: Mapping[str, str]) -> list[str]:
    pieces, at = [], 0
    while at < len(pattern):
        match = _PIECE.match(pattern, at)
        if match is None:
            raise PatternError(f"the pattern {pattern!r} cannot be read from {pattern[at : at + 20]!r} on")
        at = match.end()
        if macro := match["macro"]:
            if macro[1:] not in macros:
                raise PatternError(f"the pattern {pattern!r} uses {macro}, which is no macro of the rules file")
            pieces += ["(?:", *_translate(macros[macro[1:]], alphabet, macros), ")"]
        elif cls := match["cls"]:
            letters = _letters(cls, match["not"] is not None, alphabet, pattern)
            pieces.append(f"(?P<{match['name']}>{letters})" if match["name"] else letters)
        elif match["open"]:
            pieces.append("(?:" if match["open"] == "(" else match["open"])
        else:
            pieces.append(match["close"] or match["or"] or match["times"] or "")
    return pieces


def _letters(classes: str, is_negated: bool, alphabet: Alphabet, pattern: str) -> str:
    if classes == ".":
        return "."
    letters = ""
    for cls in classes.split(","):
        found = alphabet.letters(cls)
        if not found:
            raise PatternError(f"the pattern {pattern!r} asks for the class {cls!r}, which no entry of the lexicon has")
        letters += found
    return f"[{'^' if is_negated else ''}{''.join(sorted(set(letters)))}]"
