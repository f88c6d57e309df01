"""Two verbs of one subject: in "the clerk confronted the robber at the door and was shot" the clerk was shot."""

from cenotaph.claims.group import groups_of
from cenotaph.claims.units import Unit, is_at

_FINITE = ("be", "have")
# Where a clause ends, or another subject begins.
_ENDS = frozenset({"stop", "semicolon", "relative", "that", "who", "but", "conjunction", "quote", "be", "have"})
_LONGEST_REST = 8  # units between the object and the second verb
_OBJECT = frozenset({"word"})


def leave_out_objects(units: list[Unit]) -> list[Unit]:
    """The units with the object of a first verb made a plain word where a second verb of the same subject follows after
    "and": "he robbed the clerk and was killed". Not where the second verb fits the object alone ("officers found the
    victim and was pronounced dead"), nor where the first verb is one that the lexicon knows, which may harm its
    object."""
    left = list(units)
    for i in range(2, len(units) - 2):
        if not is_at(units, i, "victims", "named") or "who" not in units[i].classes:
            continue
        verb = _find_second_verb(units, i + 1)
        subject = _find_subject(units, i - 1) if verb is not None else None
        if verb is not None and subject is not None and _agree(units[subject], units[i], units[verb]):
            left[i] = units[i]._replace(classes=_OBJECT)
    return left


def _find_second_verb(units: list[Unit], k: int) -> int | None:
    """The index of the verb after an "and" that follows the object in its own clause; None if there is none."""
    for j in range(k, min(len(units) - 1, k + _LONGEST_REST)):
        if units[j].has("and"):
            after = j + 1
            while is_at(units, after, "adverb"):
                after += 1
            return after if is_at(units, after, *_FINITE) else None
        if not units[j].classes.isdisjoint(_ENDS):
            return None
    return None


def _find_subject(units: list[Unit], k: int) -> int | None:
    """The index of the subject whose verb stands at `k`, right before the object: the first person of his sentence,
    with nothing between them but what is said of him; None if there is none."""
    if not (units[k].classes <= _OBJECT or units[k].has("struck_past")):
        return None
    k -= 1 + is_at(units, k - 1, "adverb")
    if k >= 0 and units[k].has("comma"):
        k = next((j for j in range(k - 1, max(-1, k - _LONGEST_REST), -1) if "who" in units[j].classes), -1)
    is_person = is_at(units, k, "victims", "named") and "who" in units[k].classes
    before = [unit for unit in units[:k] if "who" in unit.classes]
    is_named_so = len(before) == 1 and is_at(units, k - 1, "comma")  # "another man, Egon Farkas, hit the robber"
    return k if is_person and (not before or is_named_so) else None


def _agree(subject: Unit, thing: Unit, verb: Unit) -> bool:
    """True if the verb may be the subject's: "was" of one alone. Officers are told of as finding people more often than
    as being hurt themselves."""
    one, other = groups_of(subject), groups_of(thing)
    if len(one) != 1 or len(other) != 1:
        return False
    is_one = one[0].count.stated == 1
    if verb.has("be"):
        return is_one if verb.has("be_one") else not is_one
    return is_one or other[0].count.stated != 1
