"""Where people who are named with their ages are from: "Ali Hasan, 24, of Marlow", "Ali Hasan, 24, Marlow,"."""

from cenotaph.claims.group import groups_of
from cenotaph.claims.units import Unit, is_at

# A verb of those who were named, behind the home of the last.
_VERBS = ("be", "have", "die_past", "harm_participle", "hit_participle")


def leave_out_homes(units: list[Unit]) -> list[Unit]:
    """The units without the homes of people named with their ages, which are nobody: "Ali Hasan, 24[, of Marlow] and
    Omar Said, 20[, Sedge], were hurt"."""
    left: list[Unit] = []
    i = 0
    while i < len(units):
        end = _end_of_home(units, i) if left and units[i].has("comma") and _has_age(left[-1]) else None
        if end is None:
            left.append(units[i])
            i += 1
        else:
            i = end
    return left


def _end_of_home(units: list[Unit], i: int) -> int | None:
    """The index after the home that the comma at `i` opens; None if it opens none."""
    is_of = is_at(units, i + 1, "of")
    k = i + 1 + is_of
    if not is_at(units, k, "named", "place") or _has_age(units[k]):
        return None
    goes_on = is_at(units, k + 1, "comma") and is_at(units, k + 2, "and") and is_at(units, k + 3, "named")
    is_last = is_at(units, k + 1, "comma") and is_at(units, k + 2, *_VERBS)
    if is_of:
        is_list = is_at(units, k + 1, "and") and is_at(units, k + 2, "named") and _has_age(units[k + 2])
        return k + 1 if is_list or is_last or goes_on else None
    return k + 1 if is_last or (goes_on and _has_age(units[k + 3])) else None


def _has_age(unit: Unit) -> bool:
    """True for one person named with an age."""
    groups = groups_of(unit)
    return len(groups) == 1 and any(name.age is not None for name in groups[0].names)
