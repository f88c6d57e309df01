"""Which weapons some bare words name, by the lexicons of all languages: the cell of a table, where no sentence is."""

import re

from cenotaph.claims.lexicon import Lexicon, Tag, available_languages, load_lexicon, trial_languages
from cenotaph.values.folding import fold

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CLASS = "cause_word"


def find_weapons(words: str) -> tuple[str, ...]:
    """The weapons, in the record's vocabulary and in order; of words that overlap the longest phrase counts. None where
    the words name none."""
    languages = [code for code in available_languages() if code not in trial_languages()]
    return tuple(sorted({weapon for code in languages for weapon in _find(words, load_lexicon(code))}))


def _find(text: str, lexicon: Lexicon) -> set[str]:
    folded = text.lower() if lexicon.declared.folding == "lower" else fold(text)
    words = _WORD.findall(folded)
    found: set[str] = set()
    place = 0
    while place < len(words):
        phrases = lexicon.phrases.get(words[place], ())
        longest = next((p for p in phrases if tuple(words[place : place + len(p[0])]) == p[0] and _name(p[1])), None)
        found |= _name(longest[1]) if longest else _name(lexicon.words.get(words[place], ()))
        place += len(longest[0]) if longest else 1
    return found


def _name(tags: tuple[Tag, ...]) -> set[str]:
    return {str(t.entry.fields["weapon"]) for t in tags if t.entry.cls == _CLASS and t.entry.fields.get("weapon")}
