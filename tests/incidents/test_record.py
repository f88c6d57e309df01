"""A record to which reports are added comes to what it would had all come at once, to the letter, in any order."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.synthetic import World
from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.copies import pack_runs
from cenotaph.incidents.decisions import Link, OriginRuling, Voice
from cenotaph.incidents.holding import Memory
from cenotaph.incidents.incident import Reconciliation
from cenotaph.incidents.joining import Joining
from cenotaph.incidents.reconcile import reconcile
from cenotaph.incidents.record import Record
from cenotaph.incidents.texts import Texts
from cenotaph.workflow.json_form import write_incident, write_total
from tests.incidents.notation import make_claim, make_document

Case = tuple[list[Claim], list[Document]]

SPEAKERS = ["police:official", "The Zarum Watch:monitor", "Watch:monitor", "residents:witness", None, None]
PLACED = [
    "Hesk",
    "Zarum",
    "Zarum Governorate",
    "Oltan",
    "Oltan Bridge",
    "Norland",
    "Kham? in Zarum",
    "village Runa?",
    "village Balluta?",
    "Khaam? in Zarum",
    None,
]
DAYS = [
    "2024-03-03",
    "2024-03-04",
    "2024-03-05",
    "2024-03-01/2024-03-07",
    "2024-03-01/2024-03-31",
    "2024-03-04/2024-03-20",
    "2024-02-11",
    None,
]
KINDS = ["event"] * 6 + ["update", "total", "increment", "breakdown", "cumulative", "background", "denial"]
NAMES = [[], [], [], ["Ali Temur 20"], ["Temur"], ["Sana Orel 31 f"]]
BESIDE = [[], [], [], ["runa"], ["balluta"], ["runa", "balluta"], ["hawsh runa"], ["hawsh runa", "the runa"], ["hesk"]]
RULES = ["en.test.01", "en.test.01", "en.found.01", "en.body.01"]
TYPES = ["same_as", "part_of", "part_of", "breakdown_of", "adds_to", "updates", "disputes"]
TEXTS = [" ".join(f"story{i}" for i in range(n, n + 60)) for n in (0, 20, 40, 500)]
PUBLISHED = ["2024-03-04", "2024-03-05", "2024-03-06", "2024-04-01", None]


def write(found: Reconciliation) -> list[Any]:
    return [[write_incident(i) for i in found.incidents], [write_total(t) for t in found.totals]]


@st.composite
def records(draw: st.DrawFn) -> Case:
    """Up to twelve reports, some of which print the text or the very claims of others."""
    claims: list[Claim] = []
    documents: list[Document] = []
    for number in range(draw(st.integers(1, 12))):
        row: dict[str, Any] = {
            "id": f"d{number}", "published": draw(st.sampled_from(PUBLISHED)),
            "publisher": draw(st.sampled_from(["A", "B", None])),
        }  # fmt: skip
        if draw(st.booleans()):
            row["text"] = draw(st.sampled_from(TEXTS))
        documents.append(make_document(row))
        printed = [c for c in claims if c.document != row["id"]]
        if printed and draw(st.integers(0, 5)) == 0:
            of = draw(st.sampled_from(printed)).document
            claims += [_print_again(c, row["id"]) for c in claims if c.document == of]
            continue
        told = [draw_claim(draw, f"c{number}.{n}", row["id"], n) for n in range(draw(st.integers(0, 3)))]
        for n, each in enumerate(told[1:], 1):
            if draw(st.booleans()):
                each["rel"] = [f"{draw(st.sampled_from(TYPES))} {told[draw(st.integers(0, n - 1))]['id']}"]
        claims += [make_claim(each, n) for n, each in enumerate(told)]
    return claims, documents


def draw_claim(draw: st.DrawFn, id_: str, document: str, number: int) -> dict[str, Any]:
    low = draw(st.integers(1, 9))
    row: dict[str, Any] = {
        "id": id_, "doc": document, "kind": draw(st.sampled_from(KINDS)),
        "group": draw(st.sampled_from(["people", "children"])),
        draw(st.sampled_from(["killed", "killed", "injured"])): draw(
            st.sampled_from([str(low), f"{low}+", "0", "1", "~24"])
        ),
        "place": draw(st.sampled_from(PLACED)), "days": draw(st.sampled_from(DAYS)),
        "names": draw(st.sampled_from(NAMES)), "beside": draw(st.sampled_from(BESIDE)),
        "rule": draw(st.sampled_from(RULES)), "preliminary": draw(st.booleans()),
        "cause": draw(st.sampled_from(["shelling", "landmine", None])),
    }  # fmt: skip
    if speaker := draw(st.sampled_from(SPEAKERS)):
        row["by"] = speaker
    return row


SPANS = ["2024-03-01/2024-03-31", "2024-03-10/2024-03-16", "2024-03-14/2024-04-20", "2024-02-20/2024-03-12"]
SCOPES = [(place, days) for place in ("Zarum Governorate", "Norland", "Hesk") for days in SPANS]
EVENTS = [(place, f"2024-03-{day}") for place in ("Hesk", "Oltan", "Dumi", "Runa?") for day in (11, 12, 15)]


@st.composite
def crossing_records(draw: st.DrawFn) -> Case:
    """Up to twelve reports of one claim each: aggregates that cross, events in them, bodies and posts."""
    claims, documents = [], []
    for number in range(draw(st.integers(3, 12))):
        row: dict[str, Any] = {"id": f"c{number}", "doc": f"d{number}"}
        form = draw(st.integers(0, 5))
        if form == 0:
            row |= {"killed": str(draw(st.integers(1, 9))), "beside": [draw(st.sampled_from(["runa", "hawsh runa"]))]}
        elif form < 3:
            row["place"], row["days"] = draw(st.sampled_from(SCOPES))
            row["killed"] = str(draw(st.integers(10, 99)))
        else:
            row["place"], row["days"] = draw(st.sampled_from(EVENTS))
            row["killed"] = str(draw(st.integers(1, 9)))
            row["rule"] = draw(st.sampled_from(RULES))
        claims.append(make_claim(row, 0))
        documents.append(make_document({"id": f"d{number}", "published": draw(st.sampled_from(PUBLISHED[:4]))}))
    return claims, documents


def draw_decisions(data: st.DataObject, ids: list[str]) -> tuple[list[Link], OriginRuling]:
    """What people decided of two or more claims: which belong together or apart, and whose origin is whose."""
    pairs = st.lists(st.sampled_from(ids), min_size=2, max_size=3, unique=True)
    links = [Link(tuple(data.draw(pairs)), data.draw(st.booleans())) for _ in range(data.draw(st.integers(1, 3)))]
    voice, other = data.draw(st.sampled_from([
        (Voice("Watch"), Voice("police")), (Voice(document="d0"), Voice(document="d1")), (Voice("A"), None),
        (Voice("residents", "d1"), Voice(document="d0")),
    ]))  # fmt: skip
    return links, OriginRuling(voice, other, "R. Temur", "she asked them")


def _print_again(claim: Claim, document: str) -> Claim:
    fields = {name: getattr(claim, name) for name in Claim.__slots__}
    return Claim(**{**fields, "document": document})


def add_in_batches(record: Record, case: Case, chance: random.Random) -> None:
    """Add the reports in an order and in batches of chance, each with its claims."""
    claims, documents = case
    waiting = chance.sample(documents, len(documents))
    while waiting:
        batch, waiting = waiting[: (size := chance.randint(1, 4))], waiting[size:]
        ids = {document.id for document in batch}
        told = [claim for claim in claims if claim.document in ids]
        record.add(chance.sample(told, len(told)), batch)


@given(records(), st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_adding_gives_what_all_at_once_gives(case: Case, seed: int) -> None:
    record = Record()
    add_in_batches(record, case, random.Random(seed))
    settled = record.settle()
    assert write(settled) == write(reconcile(*case))
    assert record.list_incidents() == settled.incidents


@given(crossing_records(), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_aggregates_that_cross_grow_to_what_all_at_once_gives(case: Case, seed: int) -> None:
    chance, record, known = random.Random(seed), Record(), {}
    for document in chance.sample(case[1], len(case[1])):
        update = record.add([claim for claim in case[0] if claim.document == document.id], [document])
        for gone in update.gone:
            del known[gone]
        known |= {incident.id: incident for incident in update.new}
    settled = record.settle()
    assert known == {incident.id: incident for incident in settled.incidents}
    assert write(settled) == write(reconcile(*case))


@given(records(), st.integers(0, 10**6), st.data())
@settings(max_examples=100, deadline=None)
def test_what_people_decided_holds_while_reports_are_added(case: Case, seed: int, data: st.DataObject) -> None:
    ids = sorted({claim.id for claim in case[0]})
    if len(ids) < 2:
        return
    links, ruling = draw_decisions(data, ids)
    record = Record(links=links, rulings=[ruling])
    add_in_batches(record, case, random.Random(seed))
    assert write(record.settle()) == write(reconcile(*case, links=links, rulings=[ruling]))


@pytest.mark.parametrize("profile", ["ucdp", "airwars", "ibc"])
@given(records(), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_adding_gives_the_same_under_every_profile(profile: str, case: Case, seed: int) -> None:
    record = Record(profile=profile)
    add_in_batches(record, case, random.Random(seed))
    settled = record.settle()
    assert write(settled) == write(reconcile(*case, profile=profile))
    assert record.list_incidents() == settled.incidents


def test_a_synthetic_record_grows_to_what_it_is() -> None:
    """Dense enough that neighbours in the blocks push one another out."""
    made = World(1).make_record(400)
    documents = made.documents[:150]
    ids = {document.id for document in documents}
    case = [claim for claim in made.claims if claim.document in ids], documents
    record = Record()
    add_in_batches(record, case, random.Random(1))
    assert write(record.settle()) == write(reconcile(*case))


@given(records(), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_an_update_says_what_has_changed(case: Case, seed: int) -> None:
    """The incidents before, without those that are gone and with the new ones, are the incidents after."""
    record, known = Record(), {}
    for document in random.Random(seed).sample(case[1], len(case[1])):
        update = record.add([claim for claim in case[0] if claim.document == document.id], [document])
        for gone in update.gone:
            del known[gone]
        known |= {incident.id: incident for incident in update.new}
        assert known == {incident.id: incident for incident in record.settle().incidents}


def test_a_report_from_elsewhere_touches_nothing() -> None:
    claims = [make_claim({"id": "c", "doc": "a", "killed": "3", "place": "Hesk", "days": "2024-03-03"}, 0)]
    far = make_claim({"id": "f", "doc": "b", "killed": "5", "place": "Dumi", "days": "2024-06-01"}, 0)
    record = Record()
    record.add(claims, [make_document({"id": "a", "published": "2024-03-04"})])
    update = record.add([far], [make_document({"id": "b", "published": "2024-06-02"})])
    assert update.gone == ()
    assert [incident.claims for incident in update.new] == [("f",)]


def test_a_known_report_with_other_words_is_refused() -> None:
    record = Record()
    record.add([], [make_document({"id": "a", "text": "one two three"})])
    record.add([], [make_document({"id": "a", "text": "one two three"})])
    with pytest.raises(ValueError, match="report 'a' is in the record already"):
        record.add([], [make_document({"id": "a", "text": "other words"})])


def test_two_events_that_are_said_to_be_parts_of_each_other_make_no_circle() -> None:
    rows = [
        {"id": "a1", "doc": "a", "killed": "9", "place": "Zarum Governorate"},
        {"id": "a2", "doc": "a", "killed": "4", "place": "Hesk", "rel": ["part_of a1"]},
        {"id": "b2", "doc": "b", "killed": "4", "place": "Hesk"},
        {"id": "b1", "doc": "b", "killed": "9", "place": "Zarum Governorate", "rel": ["part_of b2"]},
    ]
    claims = [make_claim({**row, "days": "2024-03-03"}, n) for n, row in enumerate(rows)]
    joining = Joining()
    joining.add(claims, [make_document({"id": d, "published": "2024-03-04"}) for d in "ab"])
    assert len([h for h in joining.happenings if h.parent is None]) == 1


@given(st.lists(st.frozensets(st.integers(0, 2**32 - 1) | st.sampled_from([1, 256, 257, 65536, 65793]), max_size=6)))
def test_texts_are_found_by_each_of_their_runs(runs: list[frozenset[int]]) -> None:
    texts = Texts(Memory())
    texts.add([((day, ""), pack_runs(each)) for day, each in enumerate(runs)])
    for day, each in enumerate(runs):
        text = texts.find_text((day, ""))
        assert text is not None
        printed = {frozenset(texts.list_documents(sharing)) for sharing in texts.list_sharing(text)}
        assert printed == {frozenset((other, "") for other, its in enumerate(runs) if run in its) for run in each}
        others = [its for other, its in enumerate(runs) if other != day]
        assert text.is_alone == (not any(its == each or its & each for its in others))


def test_a_joined_pair_is_explained() -> None:
    rows = [
        {"id": "a", "doc": "a", "killed": "3", "place": "Hesk", "days": "2024-03-03"},
        {"id": "b", "doc": "b", "killed": "3", "place": "Hesk", "days": "2024-03-03"},
        {"id": "c", "doc": "c", "killed": "3", "place": "Dumi", "days": "2024-03-03"},
    ]
    record = Record()
    record.add(
        [make_claim(row, 0) for row in rows], [make_document({"id": d, "published": "2024-03-04"}) for d in "abc"]
    )
    pairing = record.explain_pair("a", "b")
    assert pairing.joined
    assert [point.feature for point in pairing.points] == ["place", "period", "tolls"]
    assert sum(point.value * point.weight for point in pairing.points) == pytest.approx(pairing.score)
    assert pairing.points[0].sentence == "The places are the same, near, or one lies in the other: +3.00."
    apart = record.explain_pair("a", "c")
    assert not apart.joined
    assert apart.sentence.startswith("They are not taken for one event")
    with pytest.raises(ValueError, match="no report of the record tells the claim 'x'"):
        record.explain_pair("a", "x")


def test_a_report_that_names_a_village_brings_a_post_to_it_that_came_before() -> None:
    rows = [
        {"id": "post", "doc": "a", "killed": "9", "beside": ["hawsh runa"]},
        {"id": "told", "doc": "b", "killed": "9", "place": "Runa?", "days": "2024-03-03"},
        {"id": "near", "doc": "c", "killed": "2", "place": "Balluta?", "days": "2024-03-03"},
    ]
    record = Record()
    for row in rows:
        record.add([make_claim(row, 0)], [make_document({"id": row["doc"], "published": "2024-03-03"})])
    assert [incident.claims for incident in record.settle().incidents] == [("post", "told"), ("near",)]


def test_a_part_whose_whole_is_taken_for_another_event_stands_by_itself() -> None:
    told = {"killed": "1", "days": "2024-03-03", "cause": "shelling", "by": "police:official"}
    reports = [
        [
            {**told, "id": "whole", "doc": "a", "place": "Zarum", "kind": "background"},
            {
                **told,
                "id": "part",
                "doc": "a",
                "place": "Oltan",
                "kind": "background",
                "rel": ["part_of whole"],
                "at": 9,
            },
        ],
        [{**told, "id": "news", "doc": "b", "place": "Zarum"}],
        [{**told, "id": "other", "doc": "c", "place": "Hesk"}],
    ]
    record, claims, documents, standing = Record(), [], [], []
    for rows in reports:
        added = [make_claim(row, 0) for row in rows], [make_document({"id": rows[0]["doc"], "published": "2024-03-04"})]
        record.add(*added)
        claims += added[0]
        documents += added[1]
        [part] = [incident for incident in record.list_incidents() if "part" in incident.claims]
        standing.append(part.standing.grade)
    assert standing == ["background", "included", "background"]
    assert list(record.list_incidents()) == list(reconcile(claims, documents).incidents)


@pytest.mark.parametrize("order", ["abcd", "dcba", "cabd"])
def test_an_event_in_two_aggregates_that_cross_lies_in_both_whichever_came_first(order: str) -> None:
    rows = {
        "a": {"id": "a", "killed": "40", "place": "Zarum Governorate", "days": "2024-03-01/2024-03-31"},
        "b": {"id": "b", "killed": "60", "place": "Norland", "days": "2024-03-10/2024-03-16"},
        "c": {"id": "c", "killed": "9", "place": "Hesk", "days": "2024-03-12"},
        "d": {"id": "d", "killed": "4", "place": "Oltan", "days": "2024-03-13"},
    }
    joining = Joining()
    for doc in order:
        joining.add([make_claim({**rows[doc], "doc": doc}, 0)], [make_document({"id": doc, "published": "2024-04-01"})])
    found = {happening.tellings[0].claim.id: happening for happening in joining.happenings}
    assert [found["c"].parent, *found["c"].also_in] == [found["a"], found["b"]]
    assert found["a"].crosses == [found["b"]]
    assert found["b"].crosses == [found["a"]]


def test_a_second_event_of_the_day_parts_a_report_without_a_place_again() -> None:
    rows = [
        {"id": "told", "doc": "a", "killed": "9", "place": "Hesk", "days": "2024-03-03"},
        {"id": "post", "doc": "b", "killed": "9"},
        {"id": "far", "doc": "c", "killed": "7", "place": "Dumi", "days": "2024-03-03"},
    ]
    record = Record()
    for row in rows[:2]:
        record.add([make_claim(row, 0)], [make_document({"id": row["doc"], "published": "2024-03-03"})])
    assert [incident.claims for incident in record.settle().incidents] == [("told", "post")]
    pairing = record.explain_pair("post", "told")
    assert pairing.joined
    assert pairing.sentence.startswith("Report b: no village or town is named.")
    record.add([make_claim(rows[2], 0)], [make_document({"id": "c", "published": "2024-03-03"})])
    assert sorted(incident.claims for incident in record.settle().incidents) == [("far",), ("post",), ("told",)]


def test_a_person_parts_a_report_without_a_place() -> None:
    rows = [
        {"id": "told", "doc": "a", "killed": "9", "place": "Hesk", "days": "2024-03-03"},
        {"id": "post", "doc": "b", "killed": "9"},
    ]
    documents = [make_document({"id": each, "published": "2024-03-03"}) for each in "ab"]
    claims = [make_claim(row, 0) for row in rows]
    found = reconcile(claims, documents, links=[Link(("told", "post"), False)])
    assert len(found.incidents) == 2
