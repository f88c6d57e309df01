"""What a language pack says of itself in its `pack.toml`: the strategies it is read by, checked when it is loaded."""

from dataclasses import dataclass, fields

from cenotaph.claims.inflection import STRATEGIES
from cenotaph.claims.tables import LexiconError, parse_table

FOLDINGS = ("lower", "fold")
STAGES = ("kept", "trial")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A `pack.toml`; each field is explained in docs/reference/lexicon.md. A pack of the stage "trial" knows few words
    and is used only for reports whose language somebody has stated."""

    language: str
    grammar: str
    inflection: str
    folding: str
    stage: str = "kept"
    abbreviations: frozenset[str] = frozenset()
    plural_endings: tuple[str, ...] = ()
    adverb_endings: tuple[str, ...] = ()
    common_endings: tuple[str, ...] = ()
    common_words: frozenset[str] = frozenset()


_LISTS = ("abbreviations", "plural_endings", "adverb_endings", "common_endings", "common_words")
_SETS = ("abbreviations", "common_words")
_NEEDED = ("language", "grammar", "inflection", "folding")


def read_declaration(text: str, language: str) -> Declaration:
    """The declaration of the pack of `language`. Raises LexiconError, which names the field, if one is wrong."""
    where = f"lexicon/{language}/pack.toml"
    table = parse_table(text, where)
    if unknown := sorted(table.keys() - {field.name for field in fields(Declaration)}):
        raise LexiconError(f"{where}: no such field: {', '.join(unknown)}; see docs/reference/lexicon.md")
    if missing := [name for name in _NEEDED if name not in table]:
        raise LexiconError(f"{where}: the field {', '.join(missing)} is missing")
    for name in _LISTS:
        words = table.setdefault(name, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise LexiconError(f"{where}: {name} must be a list of words")
        table[name] = frozenset(words) if name in _SETS else tuple(words)
    known = {"language": (language,), "inflection": tuple(STRATEGIES), "folding": FOLDINGS, "stage": STAGES}
    for name, choices in known.items():
        if table.get(name, choices[0]) not in choices:
            raise LexiconError(f"{where}: {name} is {table[name]!r}; it must be one of: {', '.join(choices)}")
    return Declaration(**table)
