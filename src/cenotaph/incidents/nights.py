"""Nights: an event of one night lies on two dates and is of one day."""

from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.profile import Profile
from cenotaph.values.names import fold_name


def is_of_one_night(happening: Happening, profile: Profile) -> bool:
    """True if the words for the two days of an event tell of a night: "overnight", "the night of 3 March"."""
    if happening.start is None or happening.end is None or happening.end - happening.start != 1:
        return False
    days = (happening.start, happening.end)
    told = [fold_name(t.claim.period.text) for t in happening.tellings if t.claim.period and (t.start, t.end) == days]
    words = [fold_name(word) for word in profile.night_words]
    return any(word in text for text in told for word in words)
