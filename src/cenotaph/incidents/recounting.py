"""Recounting: the numbers that a profile gives to claims before tolls are settled, for vague words above all."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from cenotaph.incidents.combatants import set_apart
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.profile_fields import VagueWord
from cenotaph.incidents.tellings import Telling
from cenotaph.values.names import fold_name

# A phrase that only begins with a listed word means far more than it ("several hundred" is not "several"): a number of
# less than this share of the least that the phrase allows is not its number. "Dozens" as 12 is half of its 24.
_LEAST_SHARE = 0.4


def recount_tellings(tellings: Sequence[Telling], profile: Profile) -> list[Telling]:
    """The claims that a profile counts, at its numbers: vague words at the number it has for them (they still are
    vague, and set a bound only where nobody gives a figure), and without combatants where it counts them apart."""
    for telling in tellings:
        count = telling.claim.count
        telling.low, telling.high, telling.stated, telling.apart = count.low, count.high, count.stated, 0
        if telling.vague:
            number = find_number(count.text, count.low, telling.weapon, profile)
            if number is not None:
                telling.low = telling.high = number
    return set_apart(tellings) if profile.counted == "non_combatants" else list(tellings)


def find_number(text: str, least: int, weapon: str | None, profile: Profile) -> int | None:
    """The profile's number for the vague words in `text`, of which `least` is the least they allow; None if it has
    none. The longest phrase that the words begin with is theirs."""
    if not profile.vague_words:
        return None
    words = _fold(text)
    found = [
        (len(phrase), entry)
        for entry in profile.vague_words
        for phrase in (_fold(each) for each in entry.words)
        if words[: len(phrase)] == phrase and entry.number >= least * _LEAST_SHARE
    ]
    entry = max(found, key=lambda item: item[0])[1] if found else _find_other(least, profile.vague_words)
    if entry is None:
        return None
    return entry.large if entry.large is not None and weapon in profile.large_causes else entry.number


def _find_other(least: int, entries: Iterable[VagueWord]) -> VagueWord | None:
    return next((entry for entry in entries if least < entry.other_below), None)


@lru_cache(maxsize=10_000)
def _fold(text: str) -> tuple[str, ...]:
    words = tuple(fold_name(text).split())
    return words[1:] if words[:1] in (("a",), ("the",)) and len(words) > 1 else words
