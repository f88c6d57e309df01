"""How a language forms plurals and verb forms from the words of its lexicon: one declared strategy each."""

from collections.abc import Callable
from typing import NamedTuple

VERB_FORMS = ("base", "third", "past", "participle", "gerund")
_VOWELS = "aeiou"


class Inflection(NamedTuple):
    """The strategy of one language: the plural of a noun, and the five forms of a verb, in VERB_FORMS' order."""

    plural: Callable[[str], str]
    verb: Callable[[str], tuple[str, str, str, str, str]]


def _english_plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _english_verb(verb: str) -> tuple[str, str, str, str, str]:
    if verb.endswith("e"):
        past, gerund = verb + "d", verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2] not in _VOWELS:
        past, gerund = verb[:-1] + "ied", verb + "ing"
    else:
        past, gerund = verb + "ed", verb + "ing"
    return verb, _english_plural(verb), past, past, gerund


def _unchanged_verb(verb: str) -> tuple[str, str, str, str, str]:
    return verb, verb, verb, verb, verb


STRATEGIES = {
    "english": Inflection(_english_plural, _english_verb),
    "none": Inflection(lambda noun: noun, _unchanged_verb),
}


def inflect_noun(written: str, strategy: Inflection) -> tuple[str, str]:
    """Singular and plural of "child/children" or of "nurse", whose plural is regular."""
    singular, _, plural = written.partition("/")
    if not plural:
        words = singular.split(" ")
        plural = " ".join([*words[:-1], strategy.plural(words[-1])])
    return singular, plural


def inflect_verb(written: str, strategy: Inflection) -> tuple[str, ...]:
    """The five forms of "kill" (regular) or "shoot/shoots/shot/shot/shooting dead" (each word with its forms).

    Raises ValueError if a word gives another number of forms than five, or a phrase gives none.
    """
    words = written.split(" ")
    if len(words) == 1 and "/" not in written:
        return strategy.verb(written)
    forms = [word.split("/") for word in words]
    if any(len(each) not in (1, 5) for each in forms) or all(len(each) == 1 for each in forms):
        raise ValueError(f"the verb {written!r} needs five forms (base/third/past/participle/gerund)")
    return tuple(" ".join(each[k] if len(each) == 5 else each[0] for each in forms) for k in range(5))
