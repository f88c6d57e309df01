"""A language pack, loaded: everything the reading of one language needs, and nothing that changes."""

from dataclasses import dataclass
from functools import cache

from cenotaph.claims.lexicon import Lexicon, load_lexicon
from cenotaph.claims.numbers import load_number_words
from cenotaph.claims.patterns import list_required
from cenotaph.claims.periods import PeriodWords, load_period_words
from cenotaph.claims.rules import Rule, RuleBook, load_rules
from cenotaph.claims.tables import LexiconError
from cenotaph.claims.units import Tagger


@dataclass(frozen=True, slots=True)
class Pack:
    """The lexicon, rules and transducers of one language. `telling` are the sets of classes without a unit of which no
    rule fires."""

    lexicon: Lexicon
    rules: RuleBook
    tagger: Tagger
    periods: PeriodWords
    telling: frozenset[frozenset[str]]


# How the classes begin that tell of harm: every rule needs a unit of one of them.
_TELLING = (
    "bedded",
    "body",
    "carried",
    "condition",
    "critical",
    "crushed",
    "cut",
    "dead",
    "die",
    "end_life",
    "examiner",
    "fatal",
    "felled",
    "harm",
    "hit",
    "hurt",
    "implied",
    "lesser",
    "limb",
    "lived",
    "lives",
    "lose",
    "loss",
    "lost",
    "maim",
    "make_it",
    "mending",
    "mortal",
    "past_help",
    "pronounce",
    "recover_",
    "reflexive",
    "slain",
    "so_did",
    "taken",
    "throat_cut",
    "told_dead",
    "toll",
    "unsaved",
    "uprooted",
    "ward",
    "wounds",
)
# What the grammar makes of words that tell of harm ("the bodies of two men"): see people.py.
_MADE_OF_TELLING = ("remains", "demise")
# The outcomes of rules that go on from what another rule has found in the sentence, or in the one before it.
_GOING_ON = ("before", "above", "counted")


@cache
def load_pack(language: str) -> Pack:
    """The pack of a language. Raises LexiconError if there is none or it cannot be used."""
    lexicon, rules = load_lexicon(language), load_rules(language)
    for rule in rules.rules:
        _check_telling(rule, language)
    telling = frozenset(
        classes for classes in rules.alphabet.sets() if any(each.startswith(_TELLING) for each in classes)
    )
    tagger = Tagger(lexicon, load_number_words(language))
    return Pack(lexicon, rules, tagger, load_period_words(language), telling)


def _check_telling(rule: Rule, language: str) -> None:
    """Raises LexiconError for a rule that fires where no unit tells of harm: such a sentence is passed over."""
    required = [*list_required(rule.source), *([(rule.requires,)] if rule.requires else [])]
    tells = any(all(each.startswith(_TELLING + _MADE_OF_TELLING) for each in classes) for classes in required)
    if rule.outcome not in _GOING_ON and not tells:
        raise LexiconError(
            f"lexicon/{language}/rules.toml, rule {rule.id!r}: every match must have a unit of a class that "
            f"tells of harm ({', '.join(_TELLING)}), outside brackets and not optional"
        )
