"""Tolls by rows: nobody is counted twice, whatever the rows, and a row of everything comes to the total of all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim, ClaimKind
from cenotaph.incidents.grouping import Grouping, group_incidents
from cenotaph.incidents.incident import Bounds, Reconciliation
from cenotaph.incidents.profile import known_profiles, load_profile
from cenotaph.incidents.reconcile import reconcile
from cenotaph.incidents.rows import Dimension
from cenotaph.values.harm import Outcome
from cenotaph.values.place import Level
from tests.incidents.notation import make_claim, make_document
from tests.incidents.test_invariants import rows

AREAS = {"NN": "Norland", "NN.01": "Zarum Governorate", "NN.02": "Marev Governorate", "NN.03": "Dumi Governorate"}


def group(record: Reconciliation, by: Dimension, claims: list[Claim], level: Level = Level.ADMIN1) -> Grouping:
    running = frozenset(claim.id for claim in claims if claim.kind is ClaimKind.CUMULATIVE)
    return group_incidents(record, by, running=running, level=level, areas=AREAS)


def read(*given: dict[str, object]) -> tuple[Reconciliation, list[Claim]]:
    claims = [make_claim({"id": f"c{n}", **row}, n) for n, row in enumerate(given)]
    documents = [make_document({"id": d, "published": "2024-03-12"}) for d in sorted({c.document for c in claims})]
    return reconcile(claims, documents), claims


DISPUTED = (
    {"doc": "a", "killed": "120", "place": "Zarum Governorate", "days": "2024-03-01/2024-03-10", "kind": "total"},
    {"doc": "a", "killed": "48", "place": "Hesk", "days": "2024-03-04", "rel": ["part_of c0"], "accused": ["Army A"]},
    {"doc": "b", "killed": "71", "place": "Hesk", "days": "2024-03-04", "accused": ["Army B"], "cause": "shelling"},
    {"doc": "c", "killed": "7", "place": "Marev", "days": "2024-03-12", "cause": "landmine"},
)


def test_a_remainder_belongs_to_its_area_and_moves_with_its_parts() -> None:
    record, claims = read(*DISPUTED)
    grouping = group(record, Dimension.PLACE, claims)
    zarum, marev = grouping.groups
    assert (zarum.key, zarum.label, len(zarum.members)) == ("NN.01", "Zarum Governorate", 2)
    whole = zarum.tolls[Outcome.KILLED].whole
    assert (whole.low, whole.high, whole.open) == (120, 143, False)
    assert (marev.key, marev.tolls[Outcome.KILLED].whole.best) == ("NN.02", 7)
    assert grouping.all.tolls[Outcome.KILLED].whole.high == 150


def test_settlements() -> None:
    record, claims = read(*DISPUTED)
    labels = [g.label for g in group(record, Dimension.PLACE, claims, Level.SETTLEMENT).groups]
    assert labels == ["elsewhere in Zarum Governorate", "Hesk, Zarum Governorate", "Marev, Marev Governorate"]
    assert [g.label for g in group(record, Dimension.PLACE, claims, Level.COUNTRY).groups] == ["Norland"]


def test_an_incident_under_two_rows_says_so_and_counts_once() -> None:
    record, claims = read(*DISPUTED)
    grouping = group(record, Dimension.ACTOR, claims)
    labels = {g.label: g for g in grouping.groups}
    assert set(labels) == {"Army A", "Army B", "nobody is accused"}
    (member,) = labels["Army A"].members
    assert (member.also_under, member.note) == (("Army B",), "alleged")
    assert grouping.shared == (member.incident,)
    assert labels["Army A"].tolls == labels["Army B"].tolls
    assert [g.label for g in grouping.groups][-1] == "nobody is accused"
    assert grouping.all.tolls[Outcome.KILLED].whole.high == 150


def test_weeks_are_those_of_iso_and_an_incident_counts_where_it_starts() -> None:
    record, claims = read(*DISPUTED)
    weeks = {g.key: g for g in group(record, Dimension.WEEK, claims).groups}
    assert list(weeks) == ["2024-W09", "2024-W10", "2024-W11"]
    assert weeks["2024-W09"].label == "2024-W09 (2024-02-26 to 2024-03-03)"
    assert weeks["2024-W09"].members[0].note == "counted in the week it starts; goes on until 2024-03-10"
    assert weeks["2024-W10"].members[0].note == ""
    assert sum(len(g.members) for g in weeks.values()) == len(record.incidents)


def test_what_is_not_stated_comes_last() -> None:
    record, claims = read(
        {"doc": "a", "killed": "90"}, {"doc": "b", "killed": "3", "place": "Hesk", "days": "2024-03-04"}
    )
    assert [g.label for g in group(record, Dimension.PLACE, claims).groups][-1] == "no place is stated"
    assert [g.label for g in group(record, Dimension.WEEK, claims).groups][-1] == "no day is stated"
    assert [g.label for g in group(record, Dimension.CAUSE, claims).groups] == ["no cause is stated"]


def test_places_on_no_map_stand_apart_from_no_place() -> None:
    record, claims = read(
        {"doc": "a", "killed": "90", "days": "2024-03-04"},
        {"doc": "b", "killed": "3", "place": "Lurk?", "days": "2024-02-01"},
        {"doc": "c", "killed": "5", "place": "Kham? in Zarum", "days": "2024-01-01"},
        {"doc": "d", "killed": "7", "place": "Norland", "days": "2023-01-01"},
    )
    found = [(g.key, g.label) for g in group(record, Dimension.PLACE, claims).groups]
    assert found[0] == ("NN.01", "Zarum Governorate")
    assert set(found[1:]) == {
        ("", "no place is stated"), ("?", "the area is not known"), ("NN", "Norland, the area in it is not stated"),
    }  # fmt: skip
    labels = {g.label for g in group(record, Dimension.PLACE, claims, Level.SETTLEMENT).groups}
    assert labels == {"no place is stated", "Lurk", "Kham, Zarum Governorate", "Norland"}


def test_running_totals_and_background_stand_apart() -> None:
    record, claims = read(
        {"doc": "a", "killed": "9", "place": "Hesk", "days": "2024-03-04"},
        {"doc": "b", "killed": "500", "place": "Norland", "days": "2024-01-01/2024-03-10", "kind": "cumulative"},
        {"doc": "c", "killed": "40", "place": "Marev", "days": "2019-02-03", "kind": "background"},
    )
    grouping = group(record, Dimension.PLACE, claims)
    assert [(g.label, g.tolls[Outcome.KILLED].whole.best) for g in grouping.groups] == [("Zarum Governorate", 9)]
    assert [(g.label, g.tolls[Outcome.KILLED].whole.best) for g in grouping.apart] == [("background", 40)]
    assert [total.tolls[Outcome.KILLED].whole.best for total in grouping.running] == [500]


def test_kinds_of_victims_are_open_where_some_incidents_are_silent() -> None:
    record, claims = read(
        {"doc": "a", "killed": "9", "place": "Hesk", "days": "2024-03-04"},
        {"doc": "a", "killed": "4", "group": "children", "place": "Hesk", "days": "2024-03-04", "kind": "breakdown",
         "rel": ["breakdown_of c0"]},
        {"doc": "c", "killed": "12", "place": "Marev", "days": "2024-03-12"},
    )  # fmt: skip
    (children,) = [g for g in group(record, Dimension.VICTIMS, claims).groups if g.key == "children"]
    assert children.tolls[Outcome.KILLED].whole == Bounds(4, 4, 4, True)
    assert children.tolls[Outcome.KILLED].because[0].reason == (
        "1 of 2 incidents with people killed tell of children, together 4 or more; of the others nobody says whether "
        "any were."
    )


@given(rows(), st.sampled_from([d for d in Dimension if d is not Dimension.VICTIMS]))
@settings(max_examples=150, deadline=None)
def test_every_incident_is_under_a_row_or_stands_apart(case: tuple[list[Claim], list[Document]], by: Dimension) -> None:
    claims, documents = case
    record = reconcile(claims, documents)
    grouping = group(record, by, claims)
    placed = [m.incident for g in grouping.groups for m in g.members]
    apart = [m.incident for g in grouping.apart for m in g.members]
    assert set(placed) | set(apart) == {i.id for i in record.incidents}
    assert not set(placed) & set(apart)
    assert set(placed) == set(grouping.all.incidents)
    assert {i for i in placed if placed.count(i) > 1} == set(grouping.shared)


@given(rows())
@settings(max_examples=200, deadline=None)
def test_one_row_of_everything_is_the_total_of_all(case: tuple[list[Claim], list[Document]]) -> None:
    claims, documents = case
    record = reconcile(claims, documents)
    bare = [incident for incident in record.incidents if incident.standing.counts]
    same = Reconciliation(tuple(replace(i, causes=()) for i in record.incidents), record.totals)
    grouping = group(same, Dimension.CAUSE, claims)
    assert len(grouping.groups) == bool(bare)
    for each in grouping.groups:
        assert {o: t.whole for o, t in each.tolls.items()} == {o: t.whole for o, t in grouping.all.tolls.items()}


@given(rows(), st.sampled_from([d for d in Dimension if d is not Dimension.VICTIMS]))
@settings(max_examples=150, deadline=None)
def test_rows_together_hold_the_total_of_all(case: tuple[list[Claim], list[Document]], by: Dimension) -> None:
    """Nobody of the total is lost between the rows: their ends, added, lie around its own, unless aggregates cross."""
    claims, documents = case
    record = reconcile(claims, documents)
    grouping = group(record, by, claims)
    for outcome, toll in grouping.all.tolls.items():
        parts = [g.tolls[outcome].whole for g in grouping.groups if outcome in g.tolls]
        assert sum(each.high for each in parts) >= toll.whole.high
        told = [i.tolls[outcome].because for i in record.incidents if outcome in i.tolls]
        overlaps = any("may also be counted" in reason.reason for because in told for reason in because)
        overlaps |= any(" overlap: " in reason.reason for reason in toll.because)
        if not grouping.shared and not overlaps:
            assert sum(each.low for each in parts) <= toll.whole.low


@given(rows(), st.sampled_from(known_profiles()), st.sampled_from(list(Dimension)))
@settings(max_examples=150, deadline=None)
def test_every_row_has_its_reasons(case: tuple[list[Claim], list[Document]], name: str, by: Dimension) -> None:
    """Bounds raises by itself if low, best and high are out of order."""
    claims, documents = case
    profile = load_profile(name)
    record = reconcile(claims, documents, profile=profile)
    grouping = group_incidents(record, by, solved=profile.publishes != "point")
    for toll in [toll for each in (*grouping.groups, *grouping.apart) for toll in each.tolls.values()]:
        assert {"low", "best", "high"} <= {reason.bound for reason in toll.because}
        assert all(reason.claims and reason.reason.endswith(".") for reason in toll.because)


@pytest.mark.parametrize("by", list(Dimension))
def test_nothing_has_no_rows(by: Dimension) -> None:
    grouping = group(reconcile([], []), by, [])
    assert (grouping.groups, grouping.apart, grouping.running) == ((), (), ())
