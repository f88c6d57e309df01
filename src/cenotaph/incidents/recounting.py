"""Recounting: what a happening comes to by the rules of a profile, with its claims at the numbers the profile gives."""

from collections.abc import Sequence

from cenotaph.incidents.civilians import keep_within, set_apart, tell_apart
from cenotaph.incidents.happenings import Happening, weigh_evidence
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.vague import find_number


def recount_happening(happening: Happening, profile: Profile) -> None:
    """Weigh the evidence of a happening anew. Its claims have the profile's numbers only while they are weighed: who
    spoke and who is judged to have been what is the same under every profile."""
    is_apart = profile.counted == "non_combatants"
    everyone = weigh_evidence(_take_numbers(happening.tellings, profile), profile) if is_apart else {}
    counted = recount_tellings(happening.tellings, profile)
    # A title counts everyone.
    is_lessened = len(counted) < len(happening.tellings) or any(t.apart for t in counted)
    titles = () if is_lessened else happening.titles
    happening.evidence = weigh_evidence(counted, profile, titles, happening.tellings)
    if is_apart:
        happening.evidence = tell_apart(keep_within(happening.evidence, everyone), happening.tellings, profile)
    for telling in happening.tellings:
        _take_stated(telling)


def recount_tellings(tellings: Sequence[Telling], profile: Profile) -> list[Telling]:
    """The claims that a profile counts, at its numbers: vague words at the number it has for them (they still are
    vague, and set a bound only where nobody gives a figure), and without combatants where it counts them apart."""
    numbered = _take_numbers(tellings, profile)
    return set_apart(numbered) if profile.counted == "non_combatants" else numbered


def _take_numbers(tellings: Sequence[Telling], profile: Profile) -> list[Telling]:
    for telling in tellings:
        _take_stated(telling)
        telling.apart = 0
        if found := find_number(telling, profile):
            telling.low = telling.high = found[0]
    return list(tellings)


def _take_stated(telling: Telling) -> None:
    count = telling.claim.count
    telling.low, telling.high, telling.stated = count.low, count.high, count.stated
