"""Whether two claims of a report tell of one place, of places one of which holds the other, and of one time."""

import datetime as dt
from collections.abc import Sequence

from cenotaph.claims.claim import RelationType
from cenotaph.claims.draft import Draft, is_body, is_recovery
from cenotaph.values.place import Level, Place

# How long after an event people die of their wounds, and bodies are found, of whom a report says that they are more.
LONGEST_DYING = dt.timedelta(days=60)


def _key(place: Place) -> str:
    return place.id or place.name


def is_same_place(a: Draft, b: Draft) -> bool:
    """True if two drafts share a place."""
    keys = {_key(place) for place in a.places}
    return any(_key(place) in keys for place in b.places)


def are_near_in_time(a: Draft, b: Draft) -> bool:
    """True if the periods of two drafts overlap, or one has none."""
    return a.period is None or b.period is None or a.period.overlaps(b.period)


def is_late(draft: Draft, before: Draft) -> bool:
    """True for more of the dead of an event told before, who died of their wounds or were found as bodies days after
    it."""
    if before.outcome is not draft.outcome or not (draft.succumbed or is_body(draft) or is_recovery(draft)):
        return False
    if draft.period is None or before.period is None:
        return True
    return dt.timedelta(0) < draft.period.start - before.period.end <= LONGEST_DYING


def find_whole_of_received(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The larger figure of the same text for all, of whom a hospital counts those who were brought to it."""
    if not draft.is_received or draft.relations or draft.group.count.stated is None:
        return None
    return next((d for d in drafts if _is_whole_of_received(d, draft)), None)


def _is_whole_of_received(whole: Draft, draft: Draft) -> bool:
    is_larger = whole.group.count.low > draft.group.count.high and not whole.is_received and whole.whole is None
    is_same = whole.episode == draft.episode and whole.outcome is draft.outcome and whole.kind is draft.kind
    is_there = not (draft.own_place and whole.places) or is_same_place(whole, draft) or holds(whole, draft)
    return is_larger and is_same and is_there and are_near_in_time(whole, draft)


def join_parts(drafts: Sequence[Draft]) -> None:
    """Gives people who are part of those told of before the places of these, where their own words name none: "two were
    wounded in Arden; the gunman was stopped in Sedge. One of the two has died"."""
    by_id = {draft.id: draft for draft in drafts}
    for draft in drafts:
        for relation in draft.relations:
            whole = by_id.get(relation.claim)
            if whole is not None and relation.type in _PARTS and not draft.own_place and whole.places:
                draft.places = whole.places


_PARTS = frozenset({RelationType.PART_OF, RelationType.BREAKDOWN_OF})


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
