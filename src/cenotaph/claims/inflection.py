"""How a language forms plurals and verb forms from the words of its lexicon: one declared strategy each."""

from collections.abc import Callable
from typing import NamedTuple

VERB_FORMS = ("base", "third", "past", "participle", "gerund")
_VOWELS = "aeiou"


class Inflection(NamedTuple):
    """The strategy of one language: the forms of a noun by name, from its singular and the plural if one is written;
    the five forms of a verb, in VERB_FORMS' order; and `conjugate` where a verb has other forms, with their names, all
    of one class."""

    noun: Callable[[str, str], list[tuple[str, str]]]
    verb: Callable[[str], tuple[str, str, str, str, str]]
    conjugate: Callable[[str], list[tuple[str, str]]] | None = None


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


def _english_noun(singular: str, plural: str) -> list[tuple[str, str]]:
    words = singular.split(" ")
    return [("singular", singular), ("plural", plural or " ".join([*words[:-1], _english_plural(words[-1])]))]


def _arabic_noun(singular: str, plural: str) -> list[tuple[str, str]]:
    """Singular, dual and plural. Without a plural of its own it is the sound one, whose oblique is written as that of
    the dual; so with it the dual is only what cannot be the plural ("مدنيان")."""
    stem = singular[:-1] + "ت" if singular.endswith(("ة", "ه")) else singular
    forms = [("singular", singular), ("dual", stem + "ان")]
    if stem == singular:
        forms.append(("singular", singular + "ا"))  # "18 مدنيا"
    if plural:
        # "طبيب/أطباء": only the dual ends in "ين".
        return [*forms, ("dual", stem + "ين"), *(("plural", each) for each in plural.split("|"))]
    if stem != singular:
        return [*forms, ("dual", stem + "ين"), ("plural", singular[:-1] + "ات")]
    return [*forms, ("plural", stem + "ون"), ("plural", stem + "ين"), ("plural", stem + "ي"), ("plural", stem + "و")]


# Shorter pasts are not written without the alif that ends their plural ("فرو" is fur and "فروا" they fled).
_LEAST_LETTERS = 3


def _arabic_verb(written: str) -> list[tuple[str, str]]:
    """The third person of "قتل/يقتل" in both tenses: one, two and many, men and women; without a present only the past.
    The passive is written as the active is, save in hollow verbs, which are given apart ("اغتيل/يغتال")."""
    past, _, present = written.partition("/")
    stem = past[:-1] if past.endswith(("ى", "ي")) else past
    is_weak = stem != past
    feminine = past if past.endswith("ي") else stem
    forms = [past, feminine + "ت", stem + "وا", stem + ("يا" if is_weak else "ا"), feminine + "تا"]
    if len(stem) >= _LEAST_LETTERS:
        forms.append(stem + "و")  # as posts write the plural
    found = [("past", each) for each in forms]
    if present:
        root = present[1:-1] if present.endswith(("ى", "ي")) else present[1:]
        two = root + "ي" if root != present[1:] else root
        found += [("present", f"{mark}{present[1:]}") for mark in "يت"]
        found += [("present", f"{mark}{two}{end}") for mark in "يت" for end in ("ان", "ا")]
        found += [("present", f"ي{root}{end}") for end in ("ون", "وا")]
    return found


STRATEGIES = {
    "english": Inflection(_english_noun, _english_verb),
    "arabic": Inflection(_arabic_noun, _unchanged_verb, _arabic_verb),
    "none": Inflection(lambda singular, plural: [("singular", singular), ("plural", plural)], _unchanged_verb),
}


def inflect_noun(written: str, strategy: Inflection) -> list[tuple[str, str]]:
    """The forms, with their names, of "child/children" or of "nurse", whose plural is regular."""
    singular, _, plural = written.partition("/")
    return strategy.noun(singular, plural)


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
