"""Grades: how well an event is attested, in the words of the profile that grades it."""

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.incidents.combatants import is_of_combatants
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.incident import Reason, Standing
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.parties import find_parties
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import claim_ids, join_names, say
from cenotaph.incidents.tellings import Telling
from cenotaph.values.actor import Attribution
from cenotaph.values.harm import HARMED
from cenotaph.values.names import fold_name

# Airwars, civilian harm grading: the exact words of its published tooltips.
TOOLTIPS = {
    "confirmed": "a specific belligerent has accepted responsibility for civilian harm",
    "fair": "reported by two or more credible sources, with likely or confirmed near actions by a belligerent",
    "weak": "single source claim, though sometimes featuring significant information",
    "contested": "competing claims of responsibility, e.g. multiple belligerents, or casualties also attributed to "
    "ground forces",
    "discounted": "those killed were combatants, or other parties most likely responsible",
}


class _Party(NamedTuple):
    """A party that is blamed: its id in the register, if it has one, and its name."""

    id: str | None
    folded: str
    name: str


def grade_happening(happening: Happening, profile: Profile) -> Standing:
    """How an event that no exclusion takes out stands under a profile that grades."""
    if profile.grading == "origins":
        grade, sentence, tellings = _grade_by_origins(happening, profile)
    else:
        grade, clause, tellings = _grade_harm(happening, profile)
        tooltip = f" ({TOOLTIPS[grade]})" if grade in TOOLTIPS else ""
        sentence = f"{profile.explain('grading')}, this one as {grade.capitalize()}{tooltip}: {clause}."
    reason = Reason("aside", claim_ids(tellings), sentence, "grading")
    return Standing(grade, grade in profile.headline, (reason,))


def _grade_by_origins(happening: Happening, profile: Profile) -> tuple[str, str, Sequence[Telling]]:
    told = [t for t in happening.tellings if t.claim.count.high > 0]
    if len(_list_origins(told)) >= profile.least_origins:
        return "full", f"{profile.explain('least_origins')}: {_tell(told)} of it independently.", told
    return "provisional", f"{profile.explain('grading')}: {_tell_alone(told)}.", told or happening.tellings


def _grade_harm(happening: Happening, profile: Profile) -> tuple[str, str, Sequence[Telling]]:
    told = [t for t in happening.tellings if t.claim.count.high > 0 and t.outcome in HARMED] or happening.tellings
    if fighters := _find_fighters_only(told):
        return "discounted", f"{_tell(fighters)} of combatants only", fighters
    if conceded := [t for t in happening.tellings if _has(t, Attribution.CONCEDED)]:
        names = join_names(_name_accused(conceded, Attribution.CONCEDED))
        return "confirmed", f"the reports say that {names} accepted responsibility", conceded
    if rivals := _find_rivals(happening.tellings):
        return "contested", f"the reports blame {join_names(_name_accused(rivals))}, and not together", rivals
    parties = find_parties(happening.tellings)
    credible = [t for t in told if t.origin.key not in parties]
    if len(_list_origins(credible)) < profile.least_origins:
        return "weak", _tell_alone(credible), credible or told
    if blamed := [t for t in happening.tellings if _accused_of(t)]:
        clause = f"{_tell(credible)} of it independently, and the reports name {join_names(_name_accused(blamed))}"
        return "fair", clause, [*credible, *blamed]
    return "ungraded", f"{_tell(credible)} of it independently, but no report names a belligerent", credible


def _tell(tellings: Sequence[Telling]) -> str:
    """ "Residents tell", "the Watch and residents tell"."""
    origins = _list_origins(tellings)
    single = len(origins) == 1 and say(origins[0]) == "says"
    return f"{join_names([origin.label for origin in origins])} {'tells' if single else 'tell'}"


def _tell_alone(tellings: Sequence[Telling]) -> str:
    return f"only {_tell(tellings)} of it" if tellings else "no independent source tells of it"


def _list_origins(tellings: Sequence[Telling]) -> list[Origin]:
    origins: dict[str, Origin] = {t.origin.key: t.origin for t in tellings}
    return [origin for _, origin in sorted(origins.items())]


def _find_fighters_only(told: Sequence[Telling]) -> list[Telling]:
    """The claims that call those harmed combatants, if every claim of people harmed does."""
    fighters = [t for t in told if is_of_combatants(t)]
    return fighters if fighters and len(fighters) == len(told) else []


def _has(telling: Telling, attribution: Attribution) -> bool:
    return any(actor.attribution is attribution for actor in telling.claim.actors)


def _accused_of(telling: Telling) -> frozenset[_Party]:
    """Those whom a claim lays the harm at the door of."""
    return frozenset(
        _Party(actor.id, fold_name(actor.name), actor.name)
        for actor in telling.claim.actors
        if actor.role == "perpetrator" and actor.attribution is not Attribution.DENIED
    )


def _name_accused(tellings: Sequence[Telling], attribution: Attribution | None = None) -> list[str]:
    names = {
        actor.key: actor.name
        for t in reversed(tellings)
        for actor in t.claim.actors
        if actor.role == "perpetrator" and attribution in (None, actor.attribution)
    }
    return [name for _, name in sorted(names.items())]


def _find_rivals(tellings: Sequence[Telling]) -> list[Telling]:
    """The claims of two origins that blame others, nobody of whom both name; or those that call the blame contested."""
    contested = [t for t in tellings if _has(t, Attribution.CONTESTED)]
    if contested:
        return contested
    blaming: dict[tuple[str, frozenset[_Party]], Telling] = {}  # what is said in a hundred reports is compared once
    for t in tellings:
        if accused := _accused_of(t):
            blaming.setdefault((t.origin.key, accused), t)
    pairs = list(blaming.items())
    for i, ((speaker, accused), one) in enumerate(pairs):
        for (other_speaker, others), other in pairs[i + 1 :]:
            if speaker != other_speaker and not any(_may_be_one(a, b) for a in accused for b in others):
                return [one, other]
    return []


def _may_be_one(one: _Party, other: _Party) -> bool:
    """True if two may be one party: one id of the register; or, where one has none, a name that holds all words of the
    other ("army", "the Norland army")."""
    if one.id is not None and other.id is not None:
        return one.id == other.id
    a, b = set(one.folded.split()) - {"the"}, set(other.folded.split()) - {"the"}
    return a <= b or b <= a
