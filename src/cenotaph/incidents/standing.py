"""How an event stands under a profile: counted, told as background, excluded, or graded; each with the reason."""

from collections.abc import Mapping

from cenotaph.incidents.exclusions import find_exclusions
from cenotaph.incidents.grades import grade_happening
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.incident import INCLUDED, Reason, Standing, Toll
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.publish import explain_left_out
from cenotaph.incidents.reasons import claim_ids
from cenotaph.values.harm import Outcome

UNGRADED = frozenset({"included", "excluded", "background"})


def judge_standing(
    happening: Happening, tolls: Mapping[Outcome, Toll], published: Mapping[Outcome, Toll], profile: Profile
) -> Standing:
    """How an event stands under a profile: `tolls` are those it came to, `published` those that the profile gives.

    An event that the profile excludes stays visible, with every reason for which it is left out.
    """
    left_out = explain_left_out(tolls, profile)
    excluded = find_exclusions(happening, published, profile)
    if not published and left_out:
        excluded += left_out
        left_out = ()
    if excluded:
        return Standing("excluded", False, (*excluded, *left_out))
    if not profile.background_in_all and _find_root(happening).strand != "news":
        reason = Reason("aside", claim_ids(happening.tellings), _BACKGROUND, "background_in_all")
        return Standing("background", False, (reason, *left_out))
    if profile.grading == "none":
        return Standing("included", True, left_out) if left_out else INCLUDED
    standing = grade_happening(happening, profile)
    return Standing(standing.grade, standing.counts, (*standing.because, *left_out))


def _find_root(happening: Happening) -> Happening:
    """The widest aggregate that holds it, which the total of all counts."""
    while happening.parent is not None:
        happening = happening.parent
    return happening


_BACKGROUND = "It is told of as an earlier event, as background, so the total of all leaves it out."
