"""The phrases of a pack that tell of what happens beside harm, and its protected objects, read from its events.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from cenotaph.claims.lexicon import load_lexicon
from cenotaph.claims.phrases import Phrase, fold_words, load_phrases
from cenotaph.claims.sought import Sought
from cenotaph.claims.tables import LexiconError, parse_table

EVENT_TYPES = ("control", "control_change", "attack_on_protected_object", "need")
_FIELDS = (
    ("event", EVENT_TYPES),
    ("actor", ("subject", "object", "any", "none")),
    ("place", ("before", "after", "between", "any")),
    ("violent", ("yes", "no")),
)
_FILE = "events.toml"


@dataclass(frozen=True, slots=True)
class EventPhrases:
    """The phrases of a pack; the kind of each folded word for a protected object, and the pattern that finds them, in
    group 1; and words for parts of a place ("most" of a town)."""

    phrases: tuple[Phrase, ...]
    objects: Mapping[str, str]
    naming: Sought
    parts: frozenset[str]


@cache
def load_event_phrases(language: str) -> EventPhrases:
    """The event phrases of a pack; none if it has no such file. Raises LexiconError if one is wrong."""
    file = files(__package__).joinpath("lexicon", language, _FILE)
    if not file.is_file():
        return EventPhrases((), MappingProxyType({}), Sought("(?!)"), frozenset())
    table = parse_table(file.read_text(encoding="utf-8"), f"lexicon/{language}/{_FILE}")
    lexicon = load_lexicon(language)
    words: dict[str, str] = {}
    for row in table.get("object", []):
        for word in _read_words(row, f"lexicon/{language}/{_FILE}"):
            words[word] = row["kind"]
            if lexicon.declared.grammar == "arabic" and " " not in word and word[-1] not in "ةىء":
                words[f"{word}ا"] = row["kind"]  # the accusative: "a market" as an object
    sets = (
        ("@object", tuple(words)),
        (
            "@place",
            tuple(sorted(word for word, tags in lexicon.words.items() if any(t.cls == "place_noun" for t in tags))),
        ),
        ("@supply", tuple(table.get("supplies", {}).get("words", ()))),
    )
    phrases = load_phrases(language, _FILE, _FIELDS, sets)
    folded = {fold_words(word, lexicon.declared.folding): kind for word, kind in words.items()}
    longest_first = sorted(folded, key=lambda word: (-len(word), word))
    naming = Sought(rf"(?<!\w)(?:[وفبلك]{{0,2}}(?:ال)?)?({'|'.join(map(re.escape, longest_first))})(?!\w)")
    parts = frozenset(table.get("parts", {}).get("words", ()))
    return EventPhrases(phrases, MappingProxyType(folded), naming, parts)


def _read_words(row: Mapping[str, Any], where: str) -> list[str]:
    words = row.get("words")
    if row.keys() != {"kind", "words"} or not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise LexiconError(f"{where}: an [[object]] has a kind and a list of words, not {dict(row)!r}")
    return words
