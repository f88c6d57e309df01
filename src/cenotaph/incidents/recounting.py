"""Recounting: what a happening comes to by the rules of a profile, with its claims at the numbers the profile gives."""

from collections.abc import Sequence

from cenotaph.incidents.civilians import set_apart, tell_apart
from cenotaph.incidents.happenings import Happening, weigh_evidence
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.vague import find_number


def recount_happening(happening: Happening, profile: Profile) -> None:
    """Weigh the evidence of a happening anew. Its claims have the profile's numbers only while they are weighed: who
    spoke and who is judged to have been what is the same under every profile."""
    counted = recount_tellings(happening.tellings, profile)
    # A title counts everyone.
    is_lessened = len(counted) < len(happening.tellings) or any(t.apart for t in counted)
    titles = () if is_lessened else happening.titles
    happening.evidence = weigh_evidence(counted, profile, titles, happening.tellings)
    if profile.counted == "non_combatants":
        happening.evidence = tell_apart(happening.evidence, happening.tellings, profile)
    for telling in happening.tellings:
        _take_stated(telling)


def recount_tellings(tellings: Sequence[Telling], profile: Profile) -> list[Telling]:
    """The claims that a profile counts, at its numbers: vague words at the number it has for them (they still are
    vague, and set a bound only where nobody gives a figure), and without combatants where it counts them apart."""
    for telling in tellings:
        _take_stated(telling)
        telling.apart = 0
        if found := find_number(telling, profile):
            telling.low = telling.high = found[0]
    return set_apart(tellings) if profile.counted == "non_combatants" else list(tellings)


def _take_stated(telling: Telling) -> None:
    count = telling.claim.count
    telling.low, telling.high, telling.stated = count.low, count.high, count.stated
