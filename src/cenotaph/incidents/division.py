"""Division: how a profile takes one toll apart into events of one day and one place each."""

import datetime as dt
from collections.abc import Sequence

from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.incident import EventRow, Toll
from cenotaph.incidents.nights import is_of_one_night
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import write_days
from cenotaph.incidents.sites import make_spot
from cenotaph.incidents.tellings import Telling
from cenotaph.values.period import Precision
from cenotaph.values.place import Place

# Periods that say on which days something went on; "in May" and "last week" say that it was on some day of them.
_DAYS = (Precision.DAY, Precision.DAYS)

_Days = tuple[dt.date | None, dt.date | None]


def list_joint_places(happening: Happening, places: Sequence[Place]) -> tuple[Place, ...]:
    """Of the places of an event those that one claim names together, without the areas around them."""
    keys = {spot.key for spot in happening.sites[0].spots} if happening.sites else set()
    return tuple(place for place in places if make_spot(place).key in keys)


def divide_toll(
    happening: Happening, places: Sequence[Place], toll: Toll | None, profile: Profile
) -> tuple[EventRow, ...]:
    """The rows of a profile for the people killed in an event: one for each of its days and places, as evenly as whole
    people can be, what is left over on the first. They add up to the best figure. Empty if the profile does not divide.

    `places` are those that one claim names together: another name for the place of an event is no further place.
    """
    if profile.division == "none" or toll is None:
        return ()
    days, note = _list_days(happening, profile)
    spots: Sequence[Place | None] = places or (None,)
    cells = [(start, end, place) for start, end in days for place in spots]
    number = toll.whole.best
    share, odd = divmod(number, len(cells))
    if len(cells) > 1:
        note = " ".join(filter(None, (_tell_division(number, len(days), len(places), share, odd, profile), note)))
    return tuple(EventRow(*cell, share + (0 if index else odd), note) for index, cell in enumerate(cells))


def _tell_division(number: int, days: int, places: int, share: int, odd: int, profile: Profile) -> str:
    over = [f"{days} days"] if days > 1 else []
    over += [f"{places} places"] if places > 1 else []
    rest = f", the odd {odd} on the first" if odd else ""
    return f"{profile.explain('division')}: {number:,} over {' and '.join(over)} are {share:,} each{rest}."


def _list_days(happening: Happening, profile: Profile) -> tuple[list[_Days], str]:
    """The days of the rows: each day of a period of days; the middle of a week or a month, and a note that says so; or,
    where only places are parted, the whole period."""
    if happening.start is None or happening.end is None:
        return [(None, None)], ""
    start, end = dt.date.fromordinal(happening.start), dt.date.fromordinal(happening.end)
    if profile.division == "places" or start == end:
        return [(start, end)], ""
    if is_of_one_night(happening, profile):
        return [(start, start)], f"{profile.explain('night_words')}, its first."
    told = {t.claim.period.precision for t in happening.tellings if t.claim.period and _is_dated(t, happening)}
    if not told.isdisjoint(_DAYS):
        days = [start + dt.timedelta(n) for n in range((end - start).days + 1)]
        return [(day, day) for day in days], ""
    middle = start + (end - start) // 2
    said = write_days(happening.start, happening.end)
    note = f"The reports only say {said}; the row has its middle, as {profile.possessive} rule asks."
    return [(middle, middle)], note


def _is_dated(telling: Telling, happening: Happening) -> bool:
    return (telling.start, telling.end) == (happening.start, happening.end)
