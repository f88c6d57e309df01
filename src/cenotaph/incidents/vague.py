"""Vague words: the number that a profile has for "dozens" and "several"."""

from collections.abc import Sequence
from functools import lru_cache

from cenotaph.incidents.profile import Profile
from cenotaph.incidents.profile_fields import VagueWord
from cenotaph.incidents.tellings import Telling
from cenotaph.values.names import fold_name

# A phrase that only begins with a listed word may mean far more than it ("several hundred" is not "several"): a number
# of less than this share of the least that the phrase allows is not its number. "Dozens" as 12 is half of its 24.
_LEAST_SHARE = 0.3


def find_number(telling: Telling, profile: Profile) -> tuple[int, str] | None:
    """The profile's number for the vague words of a claim, and the field that sets it; None if it has none. The longest
    phrase that the words begin with is theirs."""
    if not telling.vague or not profile.vague_words:
        return None
    count = telling.claim.count
    entry = _find_entry(_fold(count.text), count.low, profile.vague_words)
    if entry is None:
        return None
    if entry.large is not None and telling.weapon in profile.large_causes:
        return entry.large, "large_causes"
    return entry.number, "vague_words"


def _find_entry(words: tuple[str, ...], least: int, entries: Sequence[VagueWord]) -> VagueWord | None:
    found = [
        (len(phrase), entry)
        for entry in entries
        for phrase in map(_fold, entry.words)
        if words[: len(phrase)] == phrase and entry.number >= least * _LEAST_SHARE
    ]
    if found:
        return max(found, key=lambda item: item[0])[1]
    return next((entry for entry in entries if least < entry.other_below), None)


@lru_cache(maxsize=10_000)
def _fold(text: str) -> tuple[str, ...]:
    words = tuple(fold_name(text).split())
    return words[1:] if words[:1] in (("a",), ("the",)) and len(words) > 1 else words
