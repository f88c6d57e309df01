"""Numbers for vague words: what a profile makes of "dozens" and "several" before tolls are settled."""

from collections.abc import Iterable
from functools import lru_cache

from cenotaph.incidents.profile import Profile
from cenotaph.incidents.profile_fields import VagueWord
from cenotaph.incidents.tellings import Telling
from cenotaph.values.names import fold_name

# A phrase that only begins with a listed word means far more than it ("several hundred" is not "several"): a number of
# less than this share of the least that the phrase allows is not its number. "Dozens" as 12 is half of its 24.
_LEAST_SHARE = 0.4


def count_vague(tellings: Iterable[Telling], profile: Profile) -> None:
    """Give each vague telling the profile's number for its words, or what the words allow where it has none.

    A vague word with a number is still vague: it sets a bound only where nobody gives a figure.
    """
    for telling in tellings:
        if telling.vague:
            count = telling.claim.count
            number = find_number(count.text, count.low, telling.weapon, profile)
            telling.low, telling.high = (count.low, count.high) if number is None else (number, number)


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
