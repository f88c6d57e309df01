"""How scopes lie to each other, kept while happenings come and go: the same as from the start, and as told pair by
pair."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.incidents.accounts import gather_accounts
from cenotaph.incidents.aggregates import order_by_width
from cenotaph.incidents.happenings import Happening, make_happening
from cenotaph.incidents.holding import Memory
from cenotaph.incidents.notes import note_document
from cenotaph.incidents.profile import load_profile
from cenotaph.incidents.sharing import Scopes
from cenotaph.incidents.sites import Nearness, compare_sites
from cenotaph.incidents.tellings import make_tellings
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document

Row = dict[str, Any]
State = dict[str, tuple[str | None, list[str], list[str], list[str], list[str]]]

# Wide scopes that lie in one another, cross, and lie apart, with figures that mostly grow with them.
WIDE = [
    ("Norland", "2024-03-01/2024-03-31", 50),
    ("Norland", "2024-03-10/2024-03-16", 40),
    ("Norland", "2024-03-10/2024-03-12", 25),
    ("Zarum Governorate", "2024-02-20/2024-03-12", 30),
    ("Zarum Governorate", "2024-03-10/2024-03-16", 25),
    ("Zarum Governorate", "2024-03-14/2024-04-20", 35),
    ("Zarum Governorate", "2024-03-11/2024-03-12", 15),
    ("Hesk", "2024-03-10/2024-03-12", 12),
    ("Hesk", "2024-03-01/2024-03-31", 20),
    ("Dumi", "2024-03-12/2024-03-20", 20),
]
DAYS = ["2024-03-11", "2024-03-12", "2024-03-15", "2024-04-15", "2024-05-14", None]


@st.composite
def scopes(draw: st.DrawFn) -> list[Row]:
    """Up to twelve aggregates, events, finds of bodies, running totals and earlier events, by a few places and days."""
    rows = []
    for number in range(draw(st.integers(2, 12))):
        form = draw(st.sampled_from(["aggregate", "aggregate", "aggregate", "event", "event", "find"]))
        row: Row = {"id": f"c{number}", "killed": str(draw(st.integers(1, 9)))}
        if form == "aggregate":
            row["place"], row["days"], killed = draw(st.sampled_from(WIDE))
            row["killed"] = str(killed + draw(st.sampled_from([0, 0, 0, 12])))
            row["kind"] = draw(st.sampled_from([*["total"] * 8, "cumulative", "background"]))
            if draw(st.integers(0, 2)) == 0:  # of whom some in a place and on a day of their own, or of a week
                place, days, _ = draw(st.sampled_from([*WIDE, *(("Hesk", day, 0) for day in DAYS if day)]))
                row["part"] = {"killed": str(draw(st.integers(2, 40))), "place": place, "days": days}
        else:
            row |= {"place": draw(st.sampled_from(["Hesk", "Hesk", "Oltan", "Dumi", "Runa? in Zarum", None]))}
            row["days"] = draw(st.sampled_from(DAYS))
            row["published"] = draw(st.sampled_from(["2024-06-01", "2024-03-14", "2024-05-14", None]))
            row["rule"] = "en.body.01" if form == "find" else "en.test.01"
        weapon = draw(st.sampled_from(["shelling", "landmine", "clashes", *[None] * 6]))
        row["cause"] = None if form == "find" else weapon
        rows.append(row)
    return rows


def make_both(row: Row) -> list[Happening]:
    """The happening of which the one claim of a report tells, and the part that it says lies in it."""
    note = note_document(make_document({"id": f"doc {row['id']}", "published": row.get("published", "2024-06-01")}))
    claims = [make_claim({**row, "doc": note.id}, 0)]
    if "part" in row:
        part = {"id": f"{row['id']} part", "doc": note.id, "rel": [f"part_of {row['id']}"], **row["part"]}
        claims.append(make_claim(part, 1))
    accounts = gather_accounts(make_tellings(claims, note), {})
    documents = {accounts[0].document: note}
    return [make_happening([account], documents, load_profile("plain")) for account in accounts]


def make(row: Row) -> Happening:
    (happening,) = make_both(row)
    return happening


def make_all(rows: Sequence[Row]) -> list[Happening]:
    return [happening for row in rows for happening in make_both(row)]


def name(happening: Happening) -> str:
    return happening.tellings[0].claim.id


def look(happenings: Sequence[Happening]) -> State:
    """How each lies to the others, by name and in order."""
    return {
        name(h): (
            name(h.parent) if h.parent is not None else None, [name(o) for o in h.children], [name(o) for o in h.also],
            [name(o) for o in h.also_in], [name(o) for o in h.crosses],
        )
        for h in happenings
    }  # fmt: skip


def list_above(happening: Happening) -> set[Happening]:
    above = set()
    while happening.parent is not None:
        happening = happening.parent
        above.add(happening)
    return above


@given(scopes(), st.integers(0, 10**6))
@settings(max_examples=300, deadline=None)
def test_what_comes_and_goes_leaves_what_would_have_been_from_the_start(rows: list[Row], seed: int) -> None:
    chance, kept = random.Random(seed), Scopes(Memory())
    told_of: dict[str, list[Happening]] = {}
    for _ in range(5):
        left = chance.sample(sorted(told_of), chance.randint(0, len(told_of)))
        gone = [happening for each in left for happening in told_of.pop(each)]
        waiting = [row for row in rows if row["id"] not in told_of]
        came = {row["id"]: make_both(row) for row in chance.sample(waiting, chance.randint(0, len(waiting)))}
        before = look([h for made in told_of.values() for h in made])
        changed = {name(h) for h in kept.change(gone, [h for made in came.values() for h in made])}
        told_of |= came
        after = look([h for made in told_of.values() for h in made])
        fresh = make_all([row for row in rows if row["id"] in told_of])
        Scopes(Memory()).change((), fresh)
        assert after == look(fresh)
        told = {id for id, (_, *others) in after.items() if id not in before or list(before[id][1:]) != others}
        moved = {id for id in told if id in before and before[id][3] != after[id][3] and before[id][4] == after[id][4]}
        moved = {id for id in moved if (before[id][1], before[id][2]) == (after[id][1], after[id][2])}
        assert told - moved <= changed <= after.keys()  # who only lies in something else sums up to the same
        for each in gone:
            assert (each.also, each.also_in, each.crosses) == ([], [], [])


@given(scopes())
@settings(max_examples=200, deadline=None)
def test_what_overlaps_is_what_overlaps_pair_by_pair(rows: list[Row]) -> None:
    happenings = make_all(rows)
    Scopes(Memory()).change((), happenings)
    for one in happenings:
        others = [other for other in happenings if other is not one]
        asked = [o for o in others if crosses(one, o) or is_found(one, o) or is_undated(one, o)]
        assert [name(o) for o in one.crosses] == [name(o) for o in sorted(asked, key=lambda h: h.first)]


def crosses(one: Happening, other: Happening) -> bool:
    """True for aggregates of the news that share places, days and weapons, and of which neither holds the other."""
    if {one.strand, other.strand} != {"news"} or not (is_wide(one) and is_wide(other)):
        return False
    assert one.start is not None
    assert one.end is not None
    assert other.start is not None
    assert other.end is not None
    if one.start > other.end or other.start > one.end or one in list_above(other) or other in list_above(one):
        return False
    if max(one.end - one.start, other.end - other.start) < 2:
        return False
    nearness = max(compare_sites(a, b) for a in one.sites for b in other.sites)
    if nearness not in (Nearness.SAME, Nearness.INSIDE, Nearness.AROUND):
        return False
    within = other.start <= one.start and one.end <= other.end
    around = one.start <= other.start and other.end <= one.end
    if (within and nearness is not Nearness.AROUND) or (around and nearness is not Nearness.INSIDE):
        return False
    weapons = one.weapons | other.weapons
    return not one.weapons or not other.weapons or one.weapons == other.weapons or "clashes" in weapons


def is_undated(one: Happening, other: Happening) -> bool:
    """True if one of the two is an event without a day that came out in the other's days or up to 45 days after."""
    if {one.strand, other.strand} != {"news"} or (one.start is None) == (other.start is None):
        return False
    event, whole = (one, other) if one.start is None else (other, one)
    if not event.sites or not is_wide(whole) or event in list_above(whole) or whole in list_above(event):
        return False
    assert whole.start is not None
    assert whole.end is not None
    told = event.tellings[0].day
    if told and not whole.start <= told <= whole.end + 45:
        return False
    nearness = max(compare_sites(a, b) for a in event.sites for b in whole.sites)
    weapons = event.weapons | whole.weapons
    fits = not event.weapons or not whole.weapons or event.weapons == whole.weapons or "clashes" in weapons
    return fits and nearness in (Nearness.SAME, Nearness.INSIDE, Nearness.AROUND)


def is_wide(happening: Happening) -> bool:
    if happening.start is None or happening.end is None or not happening.sites:
        return False
    return any(site.rank > 0 for site in happening.sites) or happening.end - happening.start >= 2


def is_found(one: Happening, other: Happening) -> bool:
    """True if one of the two is bodies that were found where the other happened up to sixty days before."""
    if {one.strand, other.strand} != {"news"} or one.is_find == other.is_find:
        return False
    find, earlier = (one, other) if one.is_find else (other, one)
    if find.start is None or earlier.end is None or not set(find.sites) & set(earlier.sites):
        return False
    return 1 <= find.start - earlier.end <= 60


@given(scopes())
@settings(max_examples=200, deadline=None)
def test_a_part_lies_in_the_narrowest_of_each_line_and_nothing_in_itself(rows: list[Row]) -> None:
    happenings = make_all(rows)
    Scopes(Memory()).change((), happenings)
    for part in happenings:
        holders = [h for h in happenings if holds(h, part) and h.strand == part.strand == "news"]
        wider = [
            h
            for h in holders
            if h not in list_above(part) and all(order_by_width(w) > order_by_width(part) for w in (h, *list_above(h)))
        ]
        others = [h for h in wider if not any(h in list_above(holder) for holder in holders if holder not in
                                               list_above(part))]  # fmt: skip
        expected = [] if part.parent is None else others
        assert [name(h) for h in part.also_in] == [name(h) for h in sorted(expected, key=lambda h: h.first)]
        for whole in part.also_in:
            assert part in whole.also
        for inner in part.also:
            assert part in inner.also_in
        reached, waiting = set(), part.list_wholes()
        while waiting:
            whole = waiting.pop()
            if whole not in reached:
                reached.add(whole)
                waiting += whole.list_wholes()
        assert part not in reached


def holds(whole: Happening, part: Happening) -> bool:
    """True if the places, days, weapons and number of one hold those of another and are wider."""
    if part is whole or not whole.sites or not part.sites or whole.start is None or part.start is None:
        return False
    assert whole.end is not None
    assert part.end is not None
    if part.start < whole.start or whole.end < part.end or not exceeds(whole, part):
        return False
    nearness = max(compare_sites(a, b) for a in part.sites for b in whole.sites)
    if nearness is Nearness.SAME:
        longer = (whole.end - whole.start) - (part.end - part.start)
        if longer < 2:
            return False
    elif nearness is not Nearness.INSIDE:
        return False
    weapons = whole.weapons & part.weapons
    return not whole.weapons or not part.weapons or bool(weapons) or "clashes" in whole.weapons


def exceeds(whole: Happening, part: Happening) -> bool:
    """True if the one counts no fewer people than the other at least is."""
    counted, told = whole.evidence.get(Outcome.KILLED), part.evidence.get(Outcome.KILLED)
    return counted is not None and told is not None and counted.toll.whole.high >= told.toll.whole.low


def test_what_lay_in_an_aggregate_that_goes_lies_in_the_wider_one() -> None:
    """The week lies in the month of the country, and crosses what was counted in the province before."""
    rows = [
        {"id": "month", "killed": "90", "place": "Norland", "days": "2024-03-01/2024-03-31"},
        {"id": "week", "killed": "60", "place": "Norland", "days": "2024-03-10/2024-03-16"},
        {"id": "province", "killed": "40", "place": "Zarum Governorate", "days": "2024-02-20/2024-03-12"},
        {"id": "event", "killed": "9", "place": "Hesk", "days": "2024-03-11"},
    ]
    month, week, province, event = map(make, rows)
    kept = Scopes(Memory())
    kept.change((), [month, week, province, event])
    assert (event.parent, event.also_in, week.parent) == (province, [week], month)
    assert event not in month.also
    assert kept.change([week], ()) == {month, province}
    assert (event.parent, event.also_in) == (province, [month])


@pytest.mark.parametrize(
    ("end", "weapon", "also_in", "crosses"),
    [
        ("2024-04-20", "landmine", [], []),
        ("2024-04-20", None, ["spring"], []),
        ("2024-04-05", None, [], ["spring"]),
    ],
)
def test_what_comes_in_between_is_heeded_by_all_below(
    end: str, weapon: str | None, also_in: list[str], crosses: list[str]
) -> None:
    """A report tells of an April in the province as a part of its early March. A March that comes later puts both
    into the spring, which held the event, and held or overlapped that April, from beside until then."""
    spring = {"id": "spring", "killed": "90", "place": "Norland", "days": f"2024-02-20/{end}", "cause": "shelling"}
    early = {"id": "early", "killed": "60", "place": "Norland", "days": "2024-03-01/2024-03-10", "cause": "landmine"}
    april = {"killed": "40", "place": "Zarum Governorate", "days": "2024-04-01/2024-04-10", "cause": weapon}
    event = {"id": "event", "killed": "9", "place": "Hesk", "days": "2024-04-04"}
    march = {"id": "march", "killed": "80", "place": "Norland", "days": "2024-03-01/2024-03-31"}
    kept = Scopes(Memory())
    first = make_all([spring, {**early, "part": april}, event])
    kept.change((), first)
    before = look(first)
    assert [before[each][0] for each in ("event", "early part", "early")] == ["early part", "early", None]
    assert (before["event"][3], before["early part"][3:]) == (["spring"], (also_in, crosses))
    kept.change((), [make(march)])
    after = look(first)
    assert [after[each][0] for each in ("event", "early part", "early")] == ["early part", "early", "march"]
    assert (after["event"][3], after["early part"][3:]) == ([], ([], []))


def test_what_comes_between_two_that_hold_an_event_makes_them_one_line() -> None:
    """The month is too small for the week, and not for the fortnight of mines that holds the week and may be less."""
    rows = [
        {"id": "province", "killed": "40", "place": "Zarum Governorate", "days": "2024-02-20/2024-03-12"},
        {"id": "week", "killed": "60", "place": "Norland", "days": "2024-03-10/2024-03-16"},
        {"id": "month", "killed": "50", "place": "Norland", "days": "2024-03-01/2024-03-31"},
        {"id": "event", "killed": "9", "place": "Hesk", "days": "2024-03-11", "cause": "shelling"},
    ]
    mines = {"killed": "30-90", "place": "Norland", "days": "2024-03-05/2024-03-20", "cause": "landmine"}
    kept, first = Scopes(Memory()), make_all(rows)
    kept.change((), first)
    assert (look(first)["event"][0], look(first)["event"][3]) == ("province", ["month", "week"])
    kept.change((), [between := make({"id": "mines", **mines})])
    assert list_above(first[1]) == {between, first[2]}
    assert (look(first)["event"][0], look(first)["event"][3]) == ("province", ["week"])


def test_what_has_lost_an_event_is_told_though_nothing_else_about_it_changes() -> None:
    """As before, but the mines lie in three weeks of mines, and these in the month: it has the same parts as before,
    and only holds the event no longer beside the week, which lies in it now."""
    rows = [
        {"id": "province", "killed": "40", "place": "Zarum Governorate", "days": "2024-02-20/2024-03-12"},
        {"id": "week", "killed": "60", "place": "Norland", "days": "2024-03-10/2024-03-16"},
        {"id": "month", "killed": "50", "place": "Norland", "days": "2024-03-01/2024-03-31"},
        {"id": "event", "killed": "9", "place": "Hesk", "days": "2024-03-11", "cause": "shelling"},
        {"id": "weeks", "killed": "45", "place": "Norland", "days": "2024-03-03/2024-03-25", "cause": "landmine"},
    ]
    mines = {"killed": "30-90", "place": "Norland", "days": "2024-03-05/2024-03-20", "cause": "landmine"}
    kept, first = Scopes(Memory()), make_all(rows)
    kept.change((), first)
    province, week, month, event, weeks = first
    assert (event.parent, event.also_in, month.children) == (province, [month, week], [weeks])
    changed = kept.change((), [between := make({"id": "mines", **mines})])
    assert (week.parent, between.parent, event.also_in, month.children) == (between, weeks, [week], [weeks])
    assert changed == {between, weeks, month, province}  # the province overlaps the mines


def test_what_is_said_to_lie_in_something_no_wider_holds_nothing_beside() -> None:
    """A report has a month of the bridge as a part of one day of the town: an event at the bridge lies in neither."""
    rows = [
        {
            "id": "a", "killed": "90", "place": "Oltan", "days": "2024-03-10",
            "part": {"killed": "50", "place": "Oltan Bridge", "days": "2024-03-01/2024-03-31"},
        },
        {"id": "weeks", "killed": "40", "place": "Oltan Bridge", "days": "2024-02-20/2024-03-13"},
        {"id": "event", "killed": "9", "place": "Oltan Bridge", "days": "2024-03-12"},
    ]  # fmt: skip
    Scopes(Memory()).change((), happenings := make_all(rows))
    lie = look(happenings)
    assert lie["a part"][0] == "a"
    assert (lie["event"][0], lie["event"][3]) == ("weeks", [])


def test_an_event_in_two_aggregates_goes_back_to_one_as_the_other_goes() -> None:
    month, week, event = (
        make({"id": id, "killed": killed, "place": place, "days": days})
        for id, killed, place, days in (
            ("month", "40", "Zarum Governorate", "2024-03-01/2024-03-31"),
            ("week", "60", "Norland", "2024-03-10/2024-03-16"),
            ("event", "9", "Hesk", "2024-03-12"),
        )
    )
    kept = Scopes(Memory())
    assert kept.change((), [month, week, event]) == {month, week, event}
    assert (event.parent, event.also_in, week.also, month.crosses) == (month, [week], [event], [week])
    assert kept.change([week], ()) == {month}
    assert (event.parent, event.also_in, month.crosses) == (month, [], [])
    assert kept.change((), [week := make({"id": "week", "killed": "60", "place": "Norland",
                                          "days": "2024-03-10/2024-03-16"})]) == {month, week}  # fmt: skip
    assert (event.also_in, week.also, week.crosses) == ([week], [event], [month])
    assert kept.change([event], ()) == {month, week}
    assert (month.children, week.also) == ([], [])


@pytest.mark.parametrize(("days", "is_near"), [("2024-05-11", True), ("2024-05-12", False), ("2024-03-12", False)])
def test_bodies_may_be_of_what_happened_up_to_sixty_days_before(days: str, is_near: bool) -> None:
    event = make({"id": "event", "killed": "9", "place": "Hesk", "days": "2024-03-12"})
    find = make({"id": "find", "killed": "2", "place": "Hesk", "days": days, "rule": "en.body.01"})
    Scopes(Memory()).change((), [event, find])
    assert (find in event.crosses, event in find.crosses) == (is_near, is_near)
