"""Whether two claims of a report tell of one place, of places one of which holds the other, and of one time."""

from cenotaph.claims.draft import Draft
from cenotaph.values.place import Level, Place


def _key(place: Place) -> str:
    return place.id or place.name


def is_same_place(a: Draft, b: Draft) -> bool:
    """True if two drafts share a place."""
    keys = {_key(place) for place in a.places}
    return any(_key(place) in keys for place in b.places)


def are_near_in_time(a: Draft, b: Draft) -> bool:
    """True if the periods of two drafts overlap, or one has none."""
    if a.period is None or b.period is None:
        return True
    return a.period.start <= b.period.end and b.period.start <= a.period.end


def holds(outer: Draft, inner: Draft) -> bool:
    """True if the place of `outer` contains that of `inner`, or both are one area and `inner` tells of one object."""
    for a in outer.places:
        ids = {a.id, a.area} - {None}
        for b in inner.places:
            if (
                ids & set(b.within)
                and a.id != b.id
                and not (b.area is not None and b.area == a.area and b.level is a.level)
            ):
                return True
            if _key(a) == _key(b) or (a.area is not None and a.area in (b.id, b.area)):
                is_wide = a.area is not None or a.level in (Level.ADMIN1, Level.COUNTRY)
                if is_wide and inner.targets and inner.group.count.stated is None:
                    return True
    return False
