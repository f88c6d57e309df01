"""What must hold for any claims at all: order does not matter, bounds are in order, nobody is counted twice."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim, ClaimKind, Relation, RelationType
from cenotaph.incidents.decisions import Link
from cenotaph.incidents.incident import Reconciliation
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document

SPEAKERS = [
    "police:official",
    "The Watch:monitor",
    "Watch:monitor",
    "residents:witness",
    "Norland army:belligerent",
    None,
]
PLACED = ["Hesk", "Zarum", "Zarum Governorate", "Marev", "Norland", "Kham? in Zarum", "Lurk?", None]
DAYS = ["2024-03-03", "2024-03-04", "2024-03-01/2024-03-07", "2024-02-11", None]
KINDS = ["event"] * 6 + ["update", "total", "increment", "breakdown", "cumulative", "background", "denial"]
GROUPS = ["people"] * 4 + ["civilians", "combatants", "children", "women", "herders"]
NAMES = [[], [], ["Ali Temur 20"], ["Temur"], ["Sana Orel 31 f"]]
ACCUSED = [[], [], ["Norland army"], ["River Front:claimed"], ["Norland army:conceded"]]
TYPES = ["same_as", "part_of", "breakdown_of", "adds_to", "updates", "disputes"]


@st.composite
def rows(draw: st.DrawFn) -> tuple[list[Claim], list[Document]]:
    documents = [
        make_document({"id": name, "published": day, "publisher": draw(st.sampled_from(["A", "B", None]))})
        for name, day in (("a", "2024-03-04"), ("b", "2024-03-05"), ("c", None))
    ]
    claims: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 9))):
        doc = draw(st.sampled_from("abc"))
        low = draw(st.integers(0, 40))
        row: dict[str, Any] = {
            "id": f"c{number}", "doc": doc,
            "kind": draw(st.sampled_from(KINDS)), "group": draw(st.sampled_from(GROUPS)),
            draw(st.sampled_from(["killed", "killed", "injured", "casualties"])): draw(
                st.sampled_from([str(low), f"{low}+", f"{low}-{low + 9}", "~24", "1", "1"])
            ),
            "place": draw(st.sampled_from(PLACED)), "days": draw(st.sampled_from(DAYS)),
            "names": draw(st.sampled_from(NAMES)), "cause": draw(st.sampled_from(["shelling", "landmine", None])),
        }  # fmt: skip
        row["accused"] = draw(st.sampled_from(ACCUSED))
        if row["group"] == "combatants":
            row["side"] = draw(st.sampled_from(["Norland army", "River Front", None]))
        if speaker := draw(st.sampled_from(SPEAKERS)):
            row["by"] = speaker
        same_document = [c["id"] for c in claims if c["doc"] == doc]
        if same_document and draw(st.booleans()):
            row["rel"] = [f"{draw(st.sampled_from(TYPES))} {draw(st.sampled_from(same_document))}"]
        claims.append(row)
    return [make_claim(row, i) for i, row in enumerate(claims)], documents


def write(found: Reconciliation) -> str:
    return repr(found)


@given(rows(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_does_not_matter(case: tuple[list[Claim], list[Document]], random: Any) -> None:
    claims, documents = case
    expected = write(reconcile(claims, documents))
    random.shuffle(claims)
    random.shuffle(documents)
    assert write(reconcile(claims, documents)) == expected


@given(rows())
@settings(max_examples=150, deadline=None)
def test_every_claim_is_in_one_place(case: tuple[list[Claim], list[Document]]) -> None:
    claims, documents = case
    found = reconcile(claims, documents)
    homes = [claim for incident in found.incidents for claim in incident.claims]
    assert len(homes) == len(set(homes))
    assert set(homes) <= {c.id for c in claims}
    assert len({i.id for i in found.incidents}) == len(found.incidents)


@given(rows())
@settings(max_examples=150, deadline=None)
def test_every_bound_has_a_reason(case: tuple[list[Claim], list[Document]]) -> None:
    """Bounds raises by itself if low, best and high are out of order, so building them is the test of that."""
    claims, documents = case
    known = {c.id for c in claims}
    found = reconcile(claims, documents)
    for tolls in [i.tolls for i in found.incidents] + [t.tolls for t in found.totals]:
        for toll in tolls.values():
            assert {"low", "best", "high"} <= {r.bound for r in toll.because}
            for reason in toll.because:
                assert reason.claims
                assert set(reason.claims) <= known
                assert reason.reason.endswith(".")
                assert reason.bound in ("low", "best", "high", "contradiction", "aside")


@given(rows())
@settings(max_examples=150, deadline=None)
def test_no_total_is_more_than_all_figures(case: tuple[list[Claim], list[Document]]) -> None:
    claims, documents = case
    found = reconcile(claims, documents)
    everything = next(t for t in found.totals if t.scope is None)
    for outcome in Outcome:
        # Casualties may be the injured of whom nobody says whether they lived.
        counted = {outcome, Outcome.CASUALTIES} if outcome is Outcome.INJURED else {outcome}
        figures = sum(c.count.high for c in claims if c.outcome in counted and c.kind != "cumulative")
        people = sum(len(c.victims.names) for c in claims if c.outcome in counted)
        if outcome in everything.tolls:
            assert everything.tolls[outcome].whole.high <= figures + people


@given(rows())
@settings(max_examples=100, deadline=None)
def test_saying_it_again_changes_nothing(case: tuple[list[Claim], list[Document]]) -> None:
    """A second copy of a document, word for word, with its claims, leaves every toll as it was."""
    claims, documents = case
    copied = next(d for d in documents if d.id == "a")
    again = [replace(c, document="a2") for c in claims if c.document == "a"]
    before = reconcile(claims, documents)
    after = reconcile([*claims, *again], [*documents, replace(copied, id="a2")])
    assert [i.tolls for i in sorted(after.incidents, key=lambda i: i.id)] == [
        i.tolls for i in sorted(before.incidents, key=lambda i: i.id)
    ]
    assert [t.tolls for t in after.totals] == [t.tolls for t in before.totals]


@given(rows())
@settings(max_examples=100, deadline=None)
def test_aggregates_hold_their_parts(case: tuple[list[Claim], list[Document]]) -> None:
    """The total of all is never less at its high end than any incident or aggregate of the news in it."""
    claims, documents = case
    found = reconcile([c for c in claims if c.kind not in ("background", "cumulative")], documents)
    everything = next(t for t in found.totals if t.scope is None)
    for tolls in [i.tolls for i in found.incidents] + [t.tolls for t in found.totals]:
        for outcome, toll in tolls.items():
            assert toll.whole.high <= everything.tolls[outcome].whole.high


@given(rows(), st.data())
@settings(max_examples=100, deadline=None)
def test_people_have_the_last_word(case: tuple[list[Claim], list[Document]], data: st.DataObject) -> None:
    """Two claims of news that a person joined are in one incident, and two that a person parted are not."""
    claims, documents = case
    news = sorted(c.id for c in claims if c.kind in ("event", "update") and not c.relations)
    if len(news) < 2:
        return
    one, other = data.draw(st.lists(st.sampled_from(news), min_size=2, max_size=2, unique=True))
    same = data.draw(st.booleans())
    found = reconcile(claims, documents, links=[Link((one, other), same)])
    homes = [{claim for claim in (one, other) if claim in i.claims} for i in found.incidents]
    if same:
        assert {one, other} in homes or not any(homes)
    else:
        assert {one, other} not in homes


@given(rows())
@settings(max_examples=100, deadline=None)
def test_a_breakdown_never_changes_the_whole(case: tuple[list[Claim], list[Document]]) -> None:
    """The children among the dead, no more than the dead, leave low, best and high as they were."""
    claims, documents = case
    whole = [c for c in claims if c.kind == "event" and c.count.low > 0 and c.victims.group == "people"]
    plain = [c for c in whole if not c.victims.names]
    if not plain:
        return
    of = plain[0]
    part = replace(
        of, id="part", kind=ClaimKind.BREAKDOWN, count=Count(1, 1, False, 1, "1"),
        passage=replace(of.passage, start=9000, end=9001),
        victims=replace(of.victims, group="children"), relations=(Relation(RelationType.BREAKDOWN_OF, of.id),),
    )  # fmt: skip
    before = next(t for t in reconcile([of], documents).totals if t.scope is None)
    after = next(t for t in reconcile([of, part], documents).totals if t.scope is None)
    assert before.tolls[of.outcome].whole == after.tolls[of.outcome].whole
