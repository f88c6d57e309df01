"""Which weapons reports may mean one attack by: from below a shell and a bomb look alike."""

from collections.abc import Iterable

CONTEXT_WEAPON = "clashes"  # fighting in which other weapons are used: it tells no event from another

# Witnesses and first reports call by one name what others tell apart; across these kinds nobody does.
_KINDS = {
    weapon: kind
    for kind, weapons in {
        "from afar": (
            "airstrike", "barrel_bomb", "chemical", "cluster_munition", "drone_strike", "rocket", "shelling",
        ),
        "planted": ("car_bomb", "grenade", "ied", "landmine", "suicide_bomb"),
        "at hand": ("arson", "knife", "small_arms"),
    }.items()
    for weapon in weapons
}  # fmt: skip


def are_other_weapons(one: Iterable[str], other: Iterable[str]) -> bool:
    """True if both tell of weapons and no weapon of one may be meant by what the other says."""
    mine, theirs = {_KINDS.get(w, w) for w in one}, {_KINDS.get(w, w) for w in other}
    if not mine or not theirs or CONTEXT_WEAPON in mine | theirs:
        return False
    return mine.isdisjoint(theirs)


def share_kind(one: Iterable[str], other: Iterable[str]) -> bool:
    """True if both tell of a weapon of one kind; fighting is none."""
    mine, theirs = {_KINDS.get(w, w) for w in one}, {_KINDS.get(w, w) for w in other}
    return not (mine & theirs) <= {CONTEXT_WEAPON}
