"""What must hold for any claims under every rule profile, and for the same claims under several."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.comparison import compare_profiles, show_bounds
from cenotaph.incidents.incident import Incident, Reason, Reconciliation, Toll
from cenotaph.incidents.profile import GRADES, known_profiles, load_profile
from cenotaph.incidents.profile_fields import FIELDS
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.harm import Outcome
from tests.incidents.test_invariants import rows

PROFILES = known_profiles()
UNGRADED = {"included", "excluded", "background"}


def list_tolls(found: Reconciliation) -> list[Toll]:
    return [toll for each in (*found.incidents, *found.totals) for toll in each.tolls.values()]


def list_reasons(found: Reconciliation) -> list[Reason]:
    return [r for toll in list_tolls(found) for r in toll.because] + [
        r for i in found.incidents for r in i.standing.because
    ]


def count_killed(incident: Incident) -> int:
    return incident.tolls[Outcome.KILLED].whole.best if Outcome.KILLED in incident.tolls else 0


@pytest.mark.parametrize("name", PROFILES)
@given(case=rows(), random=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_does_not_matter(name: str, case: tuple[list[Claim], list[Document]], random: Any) -> None:
    """Bounds raise by themselves if low, best and high are out of order, so reconciling is the test of that too."""
    claims, documents = case
    expected = repr(reconcile(claims, documents, profile=name))
    random.shuffle(claims)
    random.shuffle(documents)
    assert repr(reconcile(claims, documents, profile=name)) == expected


@pytest.mark.parametrize("name", PROFILES)
@given(case=rows())
@settings(max_examples=60, deadline=None)
def test_every_effect_has_a_sentence(name: str, case: tuple[list[Claim], list[Document]]) -> None:
    claims, documents = case
    profile = load_profile(name)
    found = reconcile(claims, documents, profile=name)
    known = {c.id for c in claims}
    for toll in list_tolls(found):
        assert {"low", "best", "high"} <= {r.bound for r in toll.because}
    for reason in list_reasons(found):
        assert reason.claims
        assert set(reason.claims) <= known
        assert reason.reason.endswith(".")
        assert reason.rule is None or reason.rule in FIELDS
    for incident in found.incidents:
        standing = incident.standing
        assert standing.grade in GRADES[profile.grading] | UNGRADED
        assert standing.counts == (standing.grade in profile.headline)
        assert standing.because or standing.grade == "included"


@pytest.mark.parametrize("name", PROFILES)
@given(case=rows())
@settings(max_examples=60, deadline=None)
def test_tolls_are_in_the_form_of_the_profile(name: str, case: tuple[list[Claim], list[Document]]) -> None:
    claims, documents = case
    profile = load_profile(name)
    found = reconcile(claims, documents, profile=name)
    for each in (*found.incidents, *found.totals):
        assert {outcome.value for outcome in each.tolls} <= set(profile.outcomes)
        for toll in each.tolls.values():
            assert toll.point == (profile.publishes != "range")
            if profile.publishes == "point":
                assert toll.whole.low == toll.whole.high
                assert not toll.whole.open
                assert all(group.high <= toll.whole.high for group in toll.by.values())
            if profile.publishes == "range" and toll.whole.low != toll.whole.high:
                assert show_bounds(toll.whole, profile).partition(" ")[0] == f"{toll.whole.low:,}"


@pytest.mark.parametrize("name", PROFILES)
@given(case=rows())
@settings(max_examples=60, deadline=None)
def test_rows_and_sides_add_up(name: str, case: tuple[list[Claim], list[Document]]) -> None:
    """Dividing a toll over days and places, or telling it apart by side, neither adds nor loses anybody."""
    claims, documents = case
    profile = load_profile(name)
    for incident in reconcile(claims, documents, profile=name).incidents:
        killed = count_killed(incident)
        divides = profile.division != "none" and incident.standing.counts and Outcome.KILLED in incident.tolls
        assert bool(incident.rows) == divides
        if divides:
            assert sum(row.fatalities for row in incident.rows) == killed
        if incident.sides is not None:
            sides = incident.sides
            assert sum(sides.fighters.values()) + sides.civilians + sides.unknown == killed
            assert min([*sides.fighters.values(), sides.civilians, sides.unknown]) >= 0


@pytest.mark.parametrize("name", PROFILES)
@given(case=rows())
@settings(max_examples=60, deadline=None)
def test_totals_hold_what_counts(name: str, case: tuple[list[Claim], list[Document]]) -> None:
    claims, documents = case
    found = reconcile(claims, documents, profile=name)
    everything, *graded = [t for t in found.totals if t.scope is None]
    assert everything.grade is None
    assert set(everything.incidents) == {i.id for i in found.incidents if i.standing.counts}
    for total in graded:
        assert set(total.incidents) == {i.id for i in found.incidents if i.standing.grade == total.grade}
    if load_profile(name).publishes == "point":
        for outcome in Outcome:
            counted = [i.tolls[outcome].whole.best for i in found.incidents if i.standing.counts and outcome in i.tolls]
            total = everything.tolls[outcome].whole.best if outcome in everything.tolls else 0
            assert total == sum(counted)


@given(case=rows())
@settings(max_examples=60, deadline=None)
def test_civilians_are_no_more_than_all(case: tuple[list[Claim], list[Document]]) -> None:
    """Counting combatants apart takes people off and adds none. Vague words are left out: they stand where no figure
    is left beside them; and so are people hit, of whom fewer are then said to have died."""
    claims, documents = case
    claims = [
        c for c in claims if c.outcome is not Outcome.CASUALTIES and (c.count.stated is not None or not c.count.open)
    ]
    everyone = {i.id: i for i in reconcile(claims, documents).incidents}
    for incident in reconcile(claims, documents, profile="airwars").incidents:
        for outcome, toll in incident.tolls.items():
            if not incident.remainder and incident.id in everyone and outcome in everyone[incident.id].tolls:
                assert toll.whole.high <= everyone[incident.id].tolls[outcome].whole.high


@given(case=rows(), order=st.permutations(PROFILES))
@settings(max_examples=60, deadline=None)
def test_side_by_side_is_each_alone(case: tuple[list[Claim], list[Document]], order: list[str]) -> None:
    """Counting the same events under one profile after another leaves no trace in the next."""
    claims, documents = case
    compared = compare_profiles(claims, documents, profiles=order)
    alone = {name: {i.id: i for i in reconcile(claims, documents, profile=name).incidents} for name in order}
    assert [each.incident for each in compared.incidents] == list(alone["plain"].values())
    for each in compared.incidents:
        for outcome, tolls in each.tolls.items():
            assert [toll.profile for toll in tolls] == order
            for toll in tolls:
                incident = alone[toll.profile].get(each.incident.id)
                expected = incident.tolls.get(outcome) if incident else None
                assert toll.bounds == (expected.whole if expected else None)
                assert toll.grade == (incident.standing.grade if incident else "absorbed")


@given(case=rows())
@settings(max_examples=60, deadline=None)
def test_what_differs_has_a_sentence_and_what_does_not_has_none(case: tuple[list[Claim], list[Document]]) -> None:
    claims, documents = case
    compared = compare_profiles(claims, documents, profiles=PROFILES)
    plain = PROFILES.index("plain")
    for each in compared.incidents:
        for tolls in each.tolls.values():
            base = tolls[plain]
            assert base.why is None
            for toll in tolls:
                if toll.bounds != base.bounds or toll.counts != base.counts or toll.shown != base.shown:
                    assert toll.why, (toll, base)


@pytest.mark.parametrize("name", PROFILES)
@given(case=rows())
@settings(max_examples=40, deadline=None)
def test_judgements_and_codes_are_the_same_under_every_profile(
    name: str, case: tuple[list[Claim], list[Document]]
) -> None:
    """Who was harmed, by whom and who they were is judged apart from how a recorder counts."""
    claims, documents = case
    plain = {i.id: i for i in reconcile(claims, documents).incidents}
    for incident in reconcile(claims, documents, profile=name).incidents:
        if incident.id in plain:
            assert incident.judgements == plain[incident.id].judgements
            assert incident.codes == plain[incident.id].codes
            assert incident.origin_list == plain[incident.id].origin_list
