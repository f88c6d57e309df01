"""Parts of a number told beside it: "including three children", "(19 civilians, 8 soldiers)", "half of them women"."""

from dataclasses import replace

from cenotaph.claims.group import Group, groups_of, make_unit, parts_of
from cenotaph.claims.units import Unit, is_at
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome

_CLOSING = {"comma": "comma", "open_bracket": "close_bracket"}
# Units between "five of them" and the comma that closes the aside.
_LONGEST_ASIDE = 9
_PEOPLE = ("victims", "named", "bare")


def attach_parts(units: list[Unit]) -> list[Unit]:
    """The units with each phrase for people joined to the parts that follow it at once."""
    joined: list[Unit] = []
    i = 0
    while i < len(units):
        found = _read_parts(units, i)
        if found is None:
            joined.append(units[i])
            i += 1
        else:
            joined.append(found[0])
            i = found[1]
    return joined


def _read_parts(units: list[Unit], i: int) -> tuple[Unit, int] | None:
    """A phrase for people with its parts, and the index after them."""
    if "who" not in units[i].classes or not is_at(units, i, "victims", "bare"):
        return None
    if is_at(units, i, "harmed") and (named := _name_part(units, i)) is not None:
        return named, i + 3
    unit, j = units[i], i + 1
    opening = next((cls for cls in _CLOSING if is_at(units, j, cls)), None)
    j += opening is not None
    if is_at(units, j, "including") and (placed := _read_placed(units, j + 1)) is not None:
        parts, end = placed
    elif is_at(units, j, "including") and is_at(units, j + 1, *_PEOPLE) and not units[j + 1].has("harmed"):
        parts, end = _let_die(units, groups_of(units[j + 1]) + parts_of(units[j + 1]), j + 2, "relative")
    elif opening is not None and is_at(units, j, *_PEOPLE) and _stands_among(units, j + 1, _CLOSING[opening]):
        parts, end = groups_of(units[j]), j + 2  # "twelve clerks, two judges among them,"
    elif opening is not None and is_part(units, j):
        parts, end = _let_die(units, groups_of(units[j]), j + 1, "adverb", "since")
    elif opening is not None and (told := _read_clause(units, j, _CLOSING[opening])) is not None:
        parts, end = told
    elif opening is not None and (closed := _end_of_aside(units, j, _CLOSING[opening])) is not None:
        parts, end = groups_of(units[j]), closed
        if any(unit.has("fatal") for unit in units[j + 1 : closed]):
            parts = tuple(replace(part, harm=Outcome.KILLED) for part in parts)  # "four clerks, two of them fatally, "
    elif opening == "open_bracket" and (listed := _read_bracket(units, j)) is not None:
        parts, end = listed
    else:
        return None
    end += opening is not None and is_at(units, end, _CLOSING[opening])
    kind = "bare" if unit.has("bare") else "victims"
    return make_unit(kind, groups_of(unit), parts), end


def _stands_among(units: list[Unit], j: int, closing: str) -> bool:
    return is_at(units, j, "including") and is_at(units, j + 1, closing)


def _read_placed(units: list[Unit], j: int) -> tuple[tuple[Group, ...], int] | None:
    """Two or more parts by their places, and the index after them: "eight in Hesk, one in Oltan and four in Marlow"."""
    groups: tuple[Group, ...] = ()
    end = j
    while is_at(units, j, *_PEOPLE) and is_at(units, j + 1, "preposition") and is_at(units, j + 2, "place"):
        groups += groups_of(units[j])
        end = j + 3
        j = end + is_at(units, end, "comma")
        j += is_at(units, j, "and")
    return (groups, end) if len(groups) > 1 else None


def _read_clause(units: list[Unit], j: int, closing: str) -> tuple[tuple[Group, ...], int] | None:
    """The part in "nine civilians, five of whom were women, ...": the women, and the index of the closing comma."""
    if not is_at(units, j, "bare") or not all(group.part for group in groups_of(units[j])):
        return None
    if not is_at(units, j + 1, "be") or not is_at(units, j + 2, "victims") or not is_at(units, j + 3, closing):
        return None
    kind = groups_of(units[j + 2])[0]
    return tuple(replace(group, group=kind.group, status=kind.status) for group in groups_of(units[j])), j + 3


def _let_die(units: list[Unit], parts: tuple[Group, ...], j: int, *first: str) -> tuple[tuple[Group, ...], int]:
    """The parts and the index after them; where "who later died" stands at unit `j` it is said of them alone
    ("including two who died", "two of whom later died"). `first` are the classes it may begin with."""
    if not is_at(units, j, *first):
        return parts, j
    k = next((k for k in range(j + 1, len(units)) if not is_at(units, k, "adverb", "have", "since")), len(units))
    if not is_at(units, k, "die_past", "die_participle"):
        return parts, j
    return tuple(replace(part, harm=Outcome.KILLED) for part in parts), k + 1


def _end_of_aside(units: list[Unit], j: int, closing: str) -> int | None:
    """Where "five of them of northern birth," closes, if such an aside starts at unit `j`."""
    if not is_at(units, j, "victims", "bare") or not _says_who(units[j]):
        return None
    for k in range(j + 1, min(len(units), j + _LONGEST_ASIDE)):
        if is_at(units, k, closing):
            return k
        if is_at(units, k, "be", "have", "stop", "harm_participle", "harm_past", "die_past", "comma"):
            return None
    return None


def _name_part(units: list[Unit], i: int) -> Unit | None:
    """Some of the dead with what they were: "four of the dead were children" is four children."""
    if not is_at(units, i + 1, "be") or not is_at(units, i + 2, "victims") or is_at(units, i + 2, "harmed"):
        return None
    some, kind = groups_of(units[i]), groups_of(units[i + 2])
    if len(some) != 1 or len(kind) != 1 or not some[0].part or some[0].count.stated is None or some[0].share:
        return None
    is_bare = kind[0].count.stated is None and not kind[0].definite and not kind[0].names
    if not is_bare or parts_of(units[i + 2]) or is_at(units, i + 3, "harm_participle", "hurt", "dead"):
        return None
    return make_unit("victims", (replace(some[0], last=kind[0].last, group=kind[0].group, status=kind[0].status),))


def _read_bracket(units: list[Unit], j: int) -> tuple[tuple[Group, ...], int] | None:
    """The groups listed up to a closing bracket: "(19 civilians, 8 soldiers)"."""
    groups: tuple[Group, ...] = ()
    while is_at(units, j, "victims") and not units[j].has("harmed"):
        groups += groups_of(units[j])
        j += 1
        if is_at(units, j, "close_bracket"):
            return (groups, j) if len(groups) > 1 or groups[0].count.high > 1 else None
        j += is_at(units, j, "comma", "and")
    return None


def is_part(units: list[Unit], j: int) -> bool:
    """True for "three of them children" up to a comma, bracket or stop: a part of people named before it."""
    if not is_at(units, j, "victims", "bare") or units[j].has("harmed"):
        return False
    closes = j + 1 >= len(units) or is_at(units, j + 1, "comma", "close_bracket", "stop", "and", "adverb", "relative")
    return closes and _says_who(units[j])


def _says_who(unit: Unit) -> bool:
    """True for a part with a number or a noun of its own; "most of them in a critical condition" tells of no group."""
    return all(group.part and not (group.share and unit.has("bare")) for group in groups_of(unit))


def follow_parts(units: list[Unit], start: int, end: int, whole: Count) -> list[Group]:
    """The parts of `whole` people that stand after an act, from unit `start` up to `end`: "were killed, half of them
    women", "were killed: 20 guards and 12 cooks"."""
    found: list[Group] = []
    for j in range(max(start, 1), end):
        if is_at(units, j - 1, "including") and is_at(units, j, *_PEOPLE) and not is_at(units, j - 2, "not"):
            found += groups_of(units[j]) + parts_of(units[j])
        elif _is_part_after(units, j, whole):
            found += groups_of(units[j])
    return found


def _is_part_after(units: list[Unit], j: int, whole: Count) -> bool:
    if is_at(units, j - 1, "colon", "comprise"):
        return _may_list(units[j], whole)
    if is_at(units, j - 1, "semicolon"):
        # "13 bodies were seen; eight guards, four clerks and a child": all of them.
        return _may_list(units[j], whole) and sum(group.count.low for group in groups_of(units[j])) == whole.low
    return is_at(units, j - 1, "comma", "and", "open_bracket") and is_part(units, j)


def _may_list(unit: Unit, whole: Count) -> bool:
    """True for several counted groups that may be the people told of before a colon."""
    groups = groups_of(unit)
    is_counted = len(groups) > 1 and all(group.count.stated is not None and group.harm is None for group in groups)
    return is_counted and (whole.open or sum(group.count.low for group in groups) <= whole.high)


def count_share(share: tuple[int, int] | str, whole: Count, text: str) -> Count:
    """How many a share of the whole is: half of 12 is 6; most of 20 is 11 to 20."""
    if share == "most":
        low, high = whole.low // 2 + 1, max(whole.high, whole.low // 2 + 1)
        return Count(low, high, whole.open, None, text)
    if isinstance(share, str):
        return Count(whole.low, whole.high, whole.open, whole.stated, text)
    over, under = share
    low, high = whole.low * over // under, -(-whole.high * over // under)
    is_whole = whole.stated is not None and whole.stated * over % under == 0 and low == high
    return Count(low, high, whole.open, low if is_whole else None, text)
