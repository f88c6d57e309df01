"""Grades: how well an event is attested, in the words of the profile that grades it."""

from collections.abc import Sequence

from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.incident import Reason, Standing
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.parties import find_parties
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import claim_ids, join_names
from cenotaph.incidents.tellings import Telling
from cenotaph.values.actor import Attribution
from cenotaph.values.harm import Outcome, Status
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
_HARM = (Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES)


def grade_happening(happening: Happening, profile: Profile) -> Standing:
    """How an event that no exclusion takes out stands under a profile that grades."""
    if profile.grading == "origins":
        grade, sentence, tellings = _grade_by_origins(happening, profile)
    else:
        grade, clause, tellings = _grade_harm(happening, profile)
        tooltip = f" ({TOOLTIPS[grade]})" if grade in TOOLTIPS else ""
        sentence = f"{profile.explain('grading')}; this one is {grade.capitalize()}{tooltip}: {clause}."
    reason = Reason("aside", claim_ids(tellings), sentence, "grading")
    return Standing(grade, grade in profile.headline, (reason,))


def _grade_by_origins(happening: Happening, profile: Profile) -> tuple[str, str, Sequence[Telling]]:
    told = [t for t in happening.tellings if t.high > 0]
    who = _name_origins(told)
    if len({t.origin.key for t in told}) >= profile.least_origins:
        return "full", f"{profile.explain('least_origins')}: {join_names(who)} tell of it independently.", told
    return "provisional", f"{profile.explain('grading')}: {_only(who)} of it.", told or happening.tellings


def _grade_harm(happening: Happening, profile: Profile) -> tuple[str, str, Sequence[Telling]]:
    told = [t for t in happening.tellings if t.high > 0 and t.outcome in _HARM] or happening.tellings
    if fighters := _find_fighters_only(told):
        return "discounted", f"{_tell(fighters)} of combatants only", fighters
    if conceded := [t for t in happening.tellings if _has(t, Attribution.CONCEDED)]:
        names = join_names(_name_accused(conceded, Attribution.CONCEDED))
        return "confirmed", f"the reports say that {names} accepted responsibility", conceded
    if rivals := _find_rivals(happening.tellings):
        return "contested", f"the reports blame {join_names(_name_accused(rivals))}, and not together", rivals
    parties = find_parties(happening.tellings)
    credible = [t for t in told if t.origin.key not in parties]
    if len({t.origin.key for t in credible}) < profile.least_origins:
        return "weak", f"{_only(_name_origins(credible))} of it", credible or told
    if blamed := [t for t in happening.tellings if _accused_of(t)]:
        clause = f"{_tell(credible)} of it independently, and the reports name {join_names(_name_accused(blamed))}"
        return "fair", clause, [*credible, *blamed]
    return "ungraded", f"{_tell(credible)} of it independently, but no report names a belligerent", credible


def _tell(tellings: Sequence[Telling]) -> str:
    """ "Residents tell", "The Watch and residents tell"."""
    who = _name_origins(tellings)
    return f"{join_names(who)} {'tells' if len(who) == 1 else 'tell'}"


def _only(who: Sequence[str]) -> str:
    return f"only {who[0]} tells" if who else "no independent source tells"


def _name_origins(tellings: Sequence[Telling]) -> list[str]:
    origins: dict[str, Origin] = {t.origin.key: t.origin for t in tellings}
    return [origin.label for _, origin in sorted(origins.items())]


def _find_fighters_only(told: Sequence[Telling]) -> list[Telling]:
    """The claims that call those harmed combatants, if every claim of people harmed does."""
    fighters = [t for t in told if t.claim.victims.status is Status.COMBATANT or t.traits.role == "combatant"]
    return fighters if fighters and len(fighters) == len(told) else []


def _has(telling: Telling, attribution: Attribution) -> bool:
    return any(actor.attribution is attribution for actor in telling.claim.actors)


def _accused_of(telling: Telling) -> frozenset[str]:
    """The names, folded, of those whom a claim lays the harm at the door of."""
    return frozenset(
        fold_name(actor.name)
        for actor in telling.claim.actors
        if actor.role == "perpetrator" and actor.attribution is not Attribution.DENIED
    )


def _name_accused(tellings: Sequence[Telling], attribution: Attribution | None = None) -> list[str]:
    names = {
        fold_name(actor.name): actor.name
        for t in reversed(tellings)
        for actor in t.claim.actors
        if actor.role == "perpetrator" and attribution in (None, actor.attribution)
    }
    return [name for _, name in sorted(names.items())]


def _find_rivals(tellings: Sequence[Telling]) -> list[Telling]:
    """The claims of two origins that blame others, nobody of whom both name; or one that calls the blame contested."""
    contested = [t for t in tellings if _has(t, Attribution.CONTESTED)]
    if contested:
        return contested
    blaming = [(t, _accused_of(t)) for t in tellings]
    blaming = [(t, names) for t, names in blaming if names]
    for i, (one, names) in enumerate(blaming):
        for other, others in blaming[i + 1 :]:
            if one.origin.key != other.origin.key and not any(_may_be_one(a, b) for a in names for b in others):
                return [one, other]
    return []


def _may_be_one(one: str, other: str) -> bool:
    """True if two names may mean one party: one holds all words of the other ("army", "the Norland army")."""
    a, b = set(one.split()) - {"the"}, set(other.split()) - {"the"}
    return a <= b or b <= a
