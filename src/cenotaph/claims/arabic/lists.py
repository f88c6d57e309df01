"""Arabic lists of people, and groups that are told as parts of others."""

from dataclasses import replace

from cenotaph.claims.group import Group, groups_of, make_unit, parts_of
from cenotaph.claims.units import Unit
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome

_SINGULAR_FROM = 11  # the number from which on a noun that is counted stands in the singular
_BRACKET = 6  # units between people and a bracket that lists them: "5 من عائلة واحدة (3 أطفال وأبوهم)"


def join_lists(units: list[Unit]) -> list[Unit]:
    """Phrases that "and" or a comma joins made one list, where their own words tell of no other harm:
    "طفل وامرأتان"."""
    joined: list[Unit] = []
    for unit in units:
        before = _list_before(joined) if unit.has("victims") else None
        if before is not None and _is_either(joined[before], unit):
            # "40 قتيلا وجريحا": killed or injured, all told.
            groups = tuple(replace(group, harm=Outcome.CASUALTIES) for group in groups_of(joined[before]))
            joined[before:] = [make_unit("victims", groups)]
        elif before is not None and _may_join(joined[before], unit):
            joined[before:] = [make_unit("victims", groups_of(joined[before]) + groups_of(unit))]
        else:
            if before is not None and all(group.definite and group.count.stated is None for group in groups_of(unit)):
                # "عدد من القتلى والجرحى" does not point back.
                unit = make_unit("victims", tuple(replace(group, definite=False) for group in groups_of(unit)))
            joined.append(unit)
    return _settle_victims(joined)


def _list_before(units: list[Unit]) -> int | None:
    """The phrase for people that "and" joins to what follows, with or without a comma."""
    if len(units) < 2 or not units[-1].has("and"):
        return None
    at = len(units) - 2 - (len(units) > 2 and units[-2].has("comma"))
    return at if units[at].has("victims") else None


def _is_either(before: Unit, unit: Unit) -> bool:
    """True for "40 قتيلا وجريحا"; "ستة قتلى وجريح" are seven: a noun is singular after eleven and more only."""
    first, second = groups_of(before)[-1], groups_of(unit)[0]
    return (
        len(groups_of(before)) == 1
        and {first.harm, second.harm} == {Outcome.KILLED, Outcome.INJURED}
        and first.count.low >= _SINGULAR_FROM
        and second.count.stated == 1
        and not second.count.text[:1].isdigit()
        and " " not in second.count.text
        and not second.names
    )


def _settle_victims(units: list[Unit]) -> list[Unit]:
    """ "Victims" beside "wounded" are the dead: "سقوط 9 ضحايا و25 جريحا"."""
    if not any(group.harm is Outcome.INJURED for unit in units for group in groups_of(unit)):
        return units
    settled = []
    for unit in units:
        groups = groups_of(unit)
        if (
            groups
            and any(group.harm is Outcome.CASUALTIES and group.count.high for group in groups)
            and not unit.has("both")
        ):
            killed = tuple(replace(g, harm=Outcome.KILLED) if g.harm is Outcome.CASUALTIES else g for g in groups)
            unit = make_unit("victims", killed, parts_of(unit))
        settled.append(unit)
    return settled


def _may_join(before: Unit, unit: Unit) -> bool:
    groups = groups_of(before) + groups_of(unit)
    if not before.has("victims") or any(group.increment or group.count.high == 0 for group in groups):
        return False
    if len({group.harm for group in groups}) == 1 and groups[0].harm is None:
        return True
    # "3 قتلى و5 جرحى" are two.
    return groups[0].harm is not None and groups_of(unit)[0].harm is None and groups_of(unit)[0].kin


# What may tell of parts of the people before; any other unit is taken over as it is.
_PARTING = frozenset({"share", "including", "open_bracket", "colon", "who"})


def join_parts(units: list[Unit]) -> list[Unit]:
    """Groups with what is told as parts of them: "سبعة مدنيين، بينهم طفلان وامرأة", "معظمهم أطفال", "10 منهم
    مدنيون"."""
    joined: list[Unit] = []
    k = 0
    while k < len(units):
        unit = units[k]
        if unit.has("from_among") and (some := _read_some(units, k)) is not None:
            joined += [Unit(_WORD, units[k + 1].first, units[k + 1].last), some]
            k += 3
            continue
        if unit.classes.isdisjoint(_PARTING):
            joined.append(unit)
            k += 1
            continue
        share, at = _read_share(units, k), _find_last_people(joined)
        if at is not None and share is not None:
            joined[at] = _add_share(joined[at], share[0])
            k = share[1]
            continue
        is_listed = k + 1 < len(units) and (
            (unit.has("including") and units[k + 1].has("who") and not _heads_roll(joined, units[k + 1]))
            or (unit.has("open_bracket") and at is not None and _is_bracketed(joined, at, units[k + 1]))
        )
        is_part = unit.has("who") and all(group.part for group in groups_of(unit))
        is_act = bool(joined) and bool(joined[-1].classes & {"harm_past", "harm_noun"})  # "وأصيب سبعة منهم"
        is_part = is_part or (unit.has("victims") and at is not None and _goes_on(joined, at, unit))
        if at is not None and (is_listed or (is_part and not is_act)):
            joined[at] = _add_parts(joined[at], groups_of(units[k + is_listed]))
            k += 1 + is_listed
            continue
        # "34 قتيلا، هم: 11 مدنيا و23 ...": with or without the word before the colon.
        first = k + 1 + (unit.has("including") and k + 1 < len(units) and units[k + 1].has("colon"))
        if at is not None and units[first - 1].has("colon") and (end := _end_of_items(units, first, joined[at])):
            items = [u for u in units[first:end] if u.has("who")]
            if _is_other_roll(joined[at], items):
                joined += units[k:end]
                k = end
                continue
            joined[at] = _add_parts(joined[at], tuple(g for u in items for g in (*groups_of(u), *parts_of(u))))
            k = end
            continue
        joined.append(unit)
        k += 1
    return joined


_WORD = frozenset({"word"})


def _read_some(units: list[Unit], k: int) -> Unit | None:
    """The people at unit `k + 2` as some of those whom the unit before tells of: "من بين الشهداء امرأة وطفلاها"."""
    if k + 2 >= len(units) or not (units[k + 1].has("harmed") and units[k + 2].has("victims")):
        return None
    all_told, some = groups_of(units[k + 1]), groups_of(units[k + 2])
    if not all(group.definite for group in all_told) or any(group.harm is not None for group in some):
        return None
    return make_unit("victims", tuple(replace(group, harm=all_told[0].harm, part=True) for group in some))


def _heads_roll(joined: list[Unit], named: Unit) -> bool:
    """True for "the wounded are" before their names: those who are named are no parts of a number."""
    before = groups_of(joined[-1]) if joined else ()
    is_heading = bool(before) and all(group.definite and group.count.stated is None for group in before)
    return is_heading and named.has("harmed") and all(group.names for group in groups_of(named))


def _is_other_roll(whole: Unit, items: list[Unit]) -> bool:
    """True for names with a heading of their own ("والضحايا هم: ..."): not those of whom a verb tells before."""
    harms = {group.harm for unit in items for group in groups_of(unit) if group.names}
    return bool(harms - {None}) and not any(group.harm in harms for group in groups_of(whole))


def _goes_on(joined: list[Unit], at: int, unit: Unit) -> bool:
    """True if a phrase goes on with the parts of the people before, behind a word or two that say more of the last
    part: "خمسة مدنيين، بينهم سائق جرار وسيدة"."""
    between = joined[at + 1 :]
    told = sum(group.count.low for group in (*parts_of(joined[at]), *groups_of(unit)))
    return (
        bool(parts_of(joined[at]))
        and len(between) > 1
        and between[-1].has("and")
        and all(each.has("word") for each in between[:-1])
        and told <= sum(group.count.high for group in groups_of(joined[at]))
        and all(group.harm is None for group in groups_of(unit))
    )


def _find_last_people(joined: list[Unit]) -> int | None:
    """The people told of last in the same part of the sentence."""
    for n in range(len(joined) - 1, -1, -1):
        if joined[n].has("who"):
            return n
        if joined[n].has("stop"):
            return None
    return None


def _end_of_items(units: list[Unit], k: int, whole: Unit) -> int | None:
    """The unit after a list of counted people behind a colon, if they may be those told of before it: "44 قتيلا: 27 من
    قوات النظام و17 من الفصائل". None if there is no such list."""
    if any(group.count.stated is None for group in groups_of(whole)):
        return None  # "المفقودون: 2" is a label
    most = sum(group.count.high for group in groups_of(whole))
    told, end, depth = 0, None, 0
    while k < len(units):
        unit = units[k]
        depth += unit.has("open_bracket") - unit.has("close_bracket")
        if depth:
            pass  # "11 مدنيا (بينهم طفلان)": parts of a part
        elif unit.has("who") and all(group.count.stated for group in groups_of(unit)):
            told += sum(group.count.low for group in groups_of(unit) if not group.part)
            end = k + 1
        elif unit.classes & {"stop", "semicolon", "harm_past", "harm_noun", "say"}:
            break
        k += 1
    return end if end is not None and 1 < told <= most else None


def _is_bracketed(joined: list[Unit], at: int, inside: Unit) -> bool:
    """True for people listed in a bracket soon after several: "5 من عائلة واحدة (3 أطفال وأبوهم)"; no age, no aside."""
    whole, parts = groups_of(joined[at]), groups_of(inside)
    is_list = inside.has("victims") and (len(parts) > 1 or parts[0].count.text[:1].isdigit())
    most = sum(group.count.high for group in whole)
    return is_list and len(joined) - at < _BRACKET and 1 < most >= sum(group.count.low for group in parts)


def _add_parts(whole: Unit, parts: tuple[Group, ...]) -> Unit:
    """A unit of people with some told as parts of them; it still stands for its own words only."""
    kind = "victims" if whole.has("victims") else "bare"
    # "45 إصابة، بينها 11 حالة وفاة": those who died are not among the wounded any more.
    is_hurt = all(group.harm is Outcome.INJURED for group in groups_of(whole))
    died = [group.harm if is_hurt and group.harm is Outcome.KILLED else None for group in parts]
    parts = tuple(replace(group, harm=harm, definite=False) for group, harm in zip(parts, died, strict=True))
    return make_unit(kind, groups_of(whole), parts_of(whole) + parts)._replace(first=whole.first, last=whole.last)


def _add_share(whole: Unit, part: Group) -> Unit:
    if part.share != "all":
        return _add_parts(whole, (part,))
    # "جميعهم أطفال" says who they are.
    groups = tuple(replace(g, group=part.group) if g.group == "people" else g for g in groups_of(whole))
    kind = "victims" if whole.has("victims") else "bare"
    return make_unit(kind, groups, parts_of(whole))._replace(first=whole.first, last=whole.last)


def _is_family(unit: Unit) -> bool:
    group = groups_of(unit)[0]
    return group.count.stated is None and group.group == "people" and group.harm is None and group.status == "unknown"


def _read_share(units: list[Unit], k: int) -> tuple[Group, int] | None:
    """The part told as a share of the people before, and the unit after it: "معظمهم أطفال", "ثلثهم من النساء"."""
    if not units[k].has("share"):
        return None
    at = skip(units, k + 1, {"from", "determiner"})
    # "جميعهم من عائلة واحدة" says nothing of how many.
    if at >= len(units) or not units[at].has("victims") or _is_family(units[at]) or not units[k].value:
        return None
    written = str(units[k].value)
    numerator, slash, denominator = written.partition("/")
    share = (int(numerator), int(denominator)) if slash else written
    group = groups_of(units[at])[0]
    part = replace(
        group, count=Count(1, 1, True, None, group.count.text), part=True, share=share, harm=None, definite=False
    )
    return part, at + 1


def skip(units: list[Unit], k: int, classes: set[str]) -> int:
    """The first unit from `k` on that has none of the classes, or is a word for people."""
    while k < len(units) and units[k].classes & classes and not units[k].has("person"):
        k += 1
    return k
