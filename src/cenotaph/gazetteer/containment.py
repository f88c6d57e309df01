"""Whether one place lies in another: settlement, district, first-level area, country."""

from cenotaph.values.place import Level, Place


def contains(outer: Place, inner: Place) -> bool | None:
    """True if `inner` lies in `outer` or is the same place, False if it does not, None when that is unknown.

    An outer settlement that is the chief place of an area, and whose name the area often bears, holds what the area
    holds, unless its level is pinned to the settlement by having no `area`.
    """
    if outer.id is not None and inner.id is not None and outer.id == inner.id:
        return True
    around = {*inner.within, *([inner.area] if inner.area else ())}
    if inner.country and inner.level is Level.COUNTRY:
        around.add(inner.country)
    outers = {name for name in (outer.id, outer.area) if name}
    if outers & around:
        return True
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.id is None or not inner.within:
        return None
    return _contains_otherwise(outer, inner)


def _contains_otherwise(outer: Place, inner: Place) -> bool | None:
    """False where the areas around the inner place are known at the outer's level, None where they are not."""
    if outer.level is Level.COUNTRY or inner.level is Level.COUNTRY:
        return False
    same_level_known = any("." in area for area in inner.within)
    if outer.level is Level.ADMIN1 or outer.area:
        return False if same_level_known else None
    if inner.id is None:
        return None if _shares_area(outer, inner) else (False if same_level_known else None)
    return False if inner.level is outer.level else None


def _shares_area(outer: Place, inner: Place) -> bool:
    return any(area in inner.within for area in outer.within if "." in area)
