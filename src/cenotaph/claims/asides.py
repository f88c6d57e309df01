"""Places named where nothing happened: where the hurt were taken, where somebody spoke, what a distance is from."""

from cenotaph.claims.units import Unit

_SAID = frozenset({"say_past", "say_third", "say_base", "say_gerund"})
_DYING = frozenset({"die_past", "die_gerund", "die_participle", "dead"})


# Units before the name of a hospital's town that may say that somebody was taken there, or died there.
_CARRIED_REACH = 8
# Units before a name that may hold "treated" or "died", and the day.
_CARRIED_NEAR = 5


def is_distance(units: list[Unit], k: int) -> bool:
    """True if unit `k` tells how far the place named before it is from another: ", 20 km north of"."""
    return k > 2 and bool(units[k - 2].classes & {"count", "number"}) and units[k - 3].has("comma")


def is_said_there(units: list[Unit], i: int) -> bool:
    """True for where somebody spoke ("reported in Arden today"): the preposition stands right after the verb."""
    k = i - 2
    while k > 0 and units[k].classes & {"period", "adverb"} and units[k].classes.isdisjoint(_SAID):
        k -= 1
    return k >= 0 and i > 0 and units[i - 1].has("preposition") and not units[k].classes.isdisjoint(_SAID)


def is_hospital(units: list[Unit], i: int, after: Unit | None) -> bool:
    """True for the town of a hospital that somebody was taken to, or died in: nothing happened there."""
    around = [unit for unit in units[max(0, i - 3) : i] if not unit.classes & {"comma", "determiner", "preposition"}]
    hospital = after if after is not None and after.field("kind", "target") == "hospital" else None
    if hospital is None and around and around[-1].field("kind", "target") == "hospital":
        hospital = around[-1]
    return hospital is not None and any(
        unit.field("kind", "word") == "carried" or not unit.classes.isdisjoint(_DYING)
        for unit in units[max(0, i - _CARRIED_REACH) : i]
    )


def is_carried(units: list[Unit], i: int) -> bool:
    """True for where the hurt were taken: "treated at Arden Regional", "in fair condition on Sunday at Marlow"."""
    if i < 2 or units[i - 1].classes.isdisjoint({"at", "to"}):
        return False
    before = [unit for unit in units[max(0, i - _CARRIED_NEAR) : i - 1] if unit.classes.isdisjoint(_BETWEEN)]
    if not before:
        return False
    is_dead = before[-1].has("die_past") or before[-1].marks("elsewhere")  # "pronounced dead at Marlow"
    is_there = before[-1].field("kind", "word") == "carried" or before[-1].has("stay")
    return is_there or (units[i - 1].has("at") and is_dead)


# What may stand between "died" or "treated" and where: "succumbed to his injuries at Marlow".
_BETWEEN = frozenset({"period", "adverb", "wounds", "possessive", "to"})


def is_of_dead(units: list[Unit], i: int) -> bool:
    """True after "the murder of", "the body of": "Marcus Bell" is named by a given name that is a town's."""
    return i > 1 and units[i - 1].has("of") and bool(units[i - 2].classes & {"harm_noun", "body"})


def is_home(units: list[Unit], i: int) -> bool:
    """True for where somebody named is from: "Ali Hasan, 24, of Marlow", "Ali Hasan of Marlow"."""
    k = i - 2
    if k < 0 or not units[i - 1].has("of"):
        return False
    while k > 0 and (units[k].has("comma") or units[k].has("count") or units[k].has("age_word")):
        k -= 1
    return units[k].has("name")


def is_court(units: list[Unit], end: int) -> bool:
    """True for what makes a name before it that of a court: "appeared in Marlow County Circuit Court"."""
    return any(unit.field("kind", "thing") == "court" for unit in units[end : end + 2])


def is_jail(after: Unit | None) -> bool:
    """True for what makes a name before it that of a jail: "taken to the Marlow County jail"."""
    return after is not None and after.has("court_base") and after.has("target")
