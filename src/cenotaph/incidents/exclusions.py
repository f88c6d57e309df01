"""Exclusions: which events a profile leaves out, each with the sentence that says why."""

from collections.abc import Callable, Mapping

from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.incident import Reason, Toll
from cenotaph.incidents.nights import is_of_one_night
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import claim_ids, join_names, write_days
from cenotaph.incidents.summing import name_happening
from cenotaph.values.harm import HARMED, Outcome

_COUNTRY_RANK = 3  # of a site whose places are all countries
_MONTH = 31
_YEAR = 366

_Tolls = Mapping[Outcome, Toll]


def find_exclusions(happening: Happening, tolls: _Tolls, profile: Profile) -> tuple[Reason, ...]:
    """Why a profile leaves out an event of which it would give these tolls, a sentence for each; empty if it counts."""
    if not profile.exclusions and not profile.only_causes:
        return ()
    night = is_of_one_night(happening, profile)
    checks = [CHECKS[name] for name in profile.exclusions if not (night and name == "over_a_day")]
    said = [("exclusions", sentence) for check in checks if (sentence := check(happening, tolls))]
    if profile.only_causes and not happening.weapons & profile.only_causes:
        said.append(("only_causes", _tell_causes(happening)))
    ids = claim_ids(happening.tellings)
    return tuple(_make_reason(name, sentence, ids, profile) for name, sentence in said)


def _make_reason(rule: str, sentence: str, ids: tuple[str, ...], profile: Profile) -> Reason:
    if rule == "only_causes":
        return Reason("aside", ids, f"{profile.explain(rule)}: {sentence}.", rule)
    return Reason("aside", ids, f"{profile.possessive} rule leaves out {sentence}{profile.doubt(rule)}.", rule)


def _tell_causes(happening: Happening) -> str:
    weapons = [weapon.replace("_", " ") for weapon in sorted(happening.weapons)]
    return f"the reports name {join_names(weapons)}" if weapons else "no report names a weapon"


def _nobody_killed(happening: Happening, tolls: _Tolls) -> str:
    killed = tolls.get(Outcome.KILLED)
    none = killed is None or not killed.whole.high
    return "an event without a death: no report says that anyone was killed" if none else ""


def _nobody_harmed(happening: Happening, tolls: _Tolls) -> str:
    harmed = any(t.whole.high for o, t in tolls.items() if o in HARMED)
    return "" if harmed else "an event without a casualty: no report says that anyone was killed or injured"


def _no_day(happening: Happening, tolls: _Tolls) -> str:
    if happening.start is None:
        return "an event without a clear date: no report says when it was"
    days = (happening.start, happening.end)
    told = [t.claim.period for t in happening.tellings if t.claim.period and (t.start, t.end) == days]
    if told and all(period.is_vague or period.is_doubtful for period in told):
        return f'an event without a clear date: the reports say "{told[0].text}"'
    return ""


def _no_place(happening: Happening, tolls: _Tolls) -> str:
    return "" if happening.sites else "an event without a place: no report says where it was"


def _country_only(happening: Happening, tolls: _Tolls) -> str:
    if not happening.sites or any(spot.rank < _COUNTRY_RANK for site in happening.sites for spot in site.spots):
        return ""
    return f"an event of which only the country is known: {name_happening(happening)}"


def _longer_than(days: int, words: str) -> Callable[[Happening, _Tolls], str]:
    def check(happening: Happening, tolls: _Tolls) -> str:
        start, end = happening.start, happening.end
        if start is None or end is None or end - start < days:
            return ""
        return f"what is told of for {words}: {write_days(start, end)}"

    return check


def _vague_only(happening: Happening, tolls: _Tolls) -> str:
    told = [e for o, e in happening.evidence.items() if o in tolls]
    if not told or not all(e.vague for e in told):
        return ""
    words = dict.fromkeys(f'"{t.claim.count.text}"' for e in told for w in e.words for t in w.tellings)
    return f"an event without a number: the reports only say {join_names(list(words))}"


# By the words of profile_fields.EXCLUSIONS: what is left out, or nothing.
CHECKS: Mapping[str, Callable[[Happening, _Tolls], str]] = {
    "nobody_killed": _nobody_killed,
    "nobody_harmed": _nobody_harmed,
    "no_day": _no_day,
    "no_place": _no_place,
    "country_only": _country_only,
    "over_a_day": _longer_than(1, "more than 24 hours"),
    "over_a_month": _longer_than(_MONTH, "more than a month"),
    "over_a_year": _longer_than(_YEAR, "more than a year"),
    "vague_only": _vague_only,
}
