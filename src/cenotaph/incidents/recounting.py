"""Recounting: the claims that a profile counts, at the numbers it gives them, before tolls are settled."""

from collections.abc import Sequence

from cenotaph.incidents.civilians import set_apart
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.vague import find_number


def recount_tellings(tellings: Sequence[Telling], profile: Profile) -> list[Telling]:
    """The claims that a profile counts, at its numbers: vague words at the number it has for them (they still are
    vague, and set a bound only where nobody gives a figure), and without combatants where it counts them apart."""
    for telling in tellings:
        count = telling.claim.count
        telling.low, telling.high, telling.stated, telling.apart = count.low, count.high, count.stated, 0
        if found := find_number(telling, profile):
            telling.low = telling.high = found[0]
    return set_apart(tellings) if profile.counted == "non_combatants" else list(tellings)
