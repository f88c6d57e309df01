"""A language pack, loaded: everything the reading of one language needs, and nothing that changes."""

from dataclasses import dataclass
from functools import cache

from cenotaph.claims.lexicon import Lexicon, load_lexicon
from cenotaph.claims.numbers import load_number_words
from cenotaph.claims.periods import PeriodWords, load_period_words
from cenotaph.claims.rules import RuleBook, load_rules
from cenotaph.claims.units import Tagger


@dataclass(frozen=True, slots=True)
class Pack:
    """The lexicon, rules and transducers of one language. `triggers` are the words without which no rule fires."""

    lexicon: Lexicon
    rules: RuleBook
    tagger: Tagger
    periods: PeriodWords
    triggers: frozenset[str]


# The classes of words that state harm: every rule needs one of them.
_HARM_CLASSES = (
    "harm",
    "die",
    "dead",
    "hurt",
    "lost",
    "body",
    "examiner",
    "slain",
    "toll",
    "lives",
    "wounds",
    "hit",
    "cut",
    "maim",
    "loss",
    "end_life",
    "reflexive",
    "so_did",
    "make_it",
    "implied",
    "condition",
    "crushed",
    "mending",
    "lose",
)


# Words that stand in any sentence.
_SMALL_CLASSES = frozenset(
    {"preposition", "possessive", "determiner", "adverb", "pronoun", "conjunction", "person_pronoun"}
)


def _tell_word(words: tuple[str, ...], lexicon: Lexicon) -> str:
    """The word by which a phrase is told: "condition" of "in critical condition"; the longest, small words last."""

    def rank(k: int) -> tuple[bool, int, int]:
        is_small = any(tag.cls in _SMALL_CLASSES for tag in lexicon.words.get(words[k], ()))
        return not is_small, len(words[k]), k

    return words[max(range(len(words)), key=rank)]


@cache
def load_pack(language: str) -> Pack:
    """The pack of a language. Raises LexiconError if there is none or it cannot be used."""
    lexicon = load_lexicon(language)
    triggers = {word for word, tags in lexicon.words.items() if any(tag.cls.startswith(_HARM_CLASSES) for tag in tags)}
    triggers |= {
        _tell_word(words, lexicon)
        for rows in lexicon.phrases.values()
        for words, tags in rows
        if any(tag.cls.startswith(_HARM_CLASSES) for tag in tags)
    }
    tagger = Tagger(lexicon, load_number_words(language))
    return Pack(lexicon, load_rules(language), tagger, load_period_words(language), frozenset(triggers))
