"""What people judged finds the incidents of the reports: by place, day and cause, never by a guess, and apart."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.incidents.decisions import Link
from cenotaph.incidents.judged import CIVILIANS, PEOPLE, JudgedIncident, JudgedToll
from cenotaph.incidents.matching import Match, match_judged
from cenotaph.incidents.notes import note_document
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document, make_period, make_place

DAY = "2024-05-01"


def judge(code: str = "K-1", **stated: Any) -> JudgedIncident:
    """What ana judged: 3 to 5 people killed by shelling in Hesk, unless it is said otherwise."""
    low, high = stated.pop("killed", (3, 5))
    toll = JudgedToll(Outcome.KILLED, stated.pop("group", PEOPLE), low, None, high, stated.pop("open", False), "")
    place = stated.pop("place", "Hesk")
    return JudgedIncident(
        code, stated.pop("by", "ana"), dt.date(2024, 6, 1), (make_place(place),) if place else (),
        make_period(stated.pop("day", DAY)), (toll,), **{"cause": "Shelling", "weapons": ("shelling",), **stated},
    )  # fmt: skip


def tell(*rows: dict[str, Any], **document: Any):
    """The claims and documents of reports, one for each row, and what they come to."""
    documents = [make_document({"id": f"r{n}", "published": "2024-05-02", **document}) for n in range(1, len(rows) + 1)]
    given = {"place": "Hesk", "days": DAY, "cause": "shelling", "group": "people"}
    claims = [
        make_claim({"doc": d.id, "id": f"c{n}", **given, **row}, n)
        for n, (d, row) in enumerate(zip(documents, rows, strict=True))
    ]
    return claims, [note_document(d) for d in documents], reconcile(claims, documents)


def match(judged: list[JudgedIncident], told, as_of: dt.date | None = None, links=()) -> tuple[Match, ...]:
    claims, documents, record = told
    return match_judged(judged, record.incidents, claims, documents, as_of, links)


def test_a_new_report_of_the_same_place_day_and_cause_joins() -> None:
    told = tell({"killed": "4"})
    (found,) = match([judge()], told)
    assert found.incident == told[2].incidents[0]
    assert found.reasons == (
        "the place is the same (Hesk)", "the day is the same (2024-05-01)", "the cause is the same (shelling)",
    )  # fmt: skip
    assert found.contradictions == ()


def test_what_was_judged_changes_no_toll() -> None:
    claims, documents, before = tell({"killed": "4"})
    match_judged([judge(killed=(90, 99))], before.incidents, claims, documents)
    assert reconcile(claims, documents) == before


def test_another_place_day_or_cause_does_not_join() -> None:
    told = tell({"killed": "4"})
    for other in (judge(place="Tessel"), judge(day="2024-05-03"), judge(place="")):
        (found,) = match([other], told)
        assert (found.incident, found.possible) == (None, ())
    (found,) = match([judge(weapons=("airstrike",), cause="Airstrike")], told)
    assert found.incident is None
    assert found.possible == (told[2].incidents[0].id,)


def test_a_cause_that_is_not_stated_is_no_other_cause() -> None:
    (found,) = match([judge(weapons=(), cause=None)], tell({"killed": "4"}))
    assert found.incident is not None
    assert "one of the two states no cause" in found.reasons


def test_only_its_province_is_no_place_of_an_event() -> None:
    told = tell({"killed": "4"})
    (found,) = match([judge(place="Zarum Governorate")], told)
    assert (found.incident, found.possible) == (None, (told[2].incidents[0].id,))


def test_a_source_that_the_person_names_joins_though_the_cause_is_another() -> None:
    told = tell({"killed": "4"}, url="https://www.paper.example/a/")
    judged = judge(weapons=("airstrike",), cause="Airstrike", sources=("http://paper.example/a#top", "the Watch"))
    (found,) = match([judged], told)
    assert found.incident is not None
    assert found.reasons[-1] == "a source that ana names tells of it (paper.example/a)"
    assert found.contradictions == ("The reports name another cause (shelling) than ana (Airstrike).",)


def test_numbers_that_cannot_all_be_right_are_named() -> None:
    told = tell({"killed": "9"})
    assert match([judge()], told)[0].contradictions == (
        "ana judged 3 to 5 killed, and the reports come to at least 9: no number fits both.",
    )
    assert match([judge(killed=(12, 20))], told)[0].contradictions == (
        "ana judged 12 to 20 killed, and the reports come to at most 9: no number fits both.",
    )
    assert match([judge(open=True)], told)[0].contradictions == ()
    assert match([judge(killed=(9, 9))], told)[0].contradictions == ()


def test_a_best_figure_outside_of_the_range_is_named() -> None:
    told = tell({"killed": "4", "by": "the Watch"}, {"killed": "8", "by": "the Council"}, {"killed": "8"})
    assert match([judge()], told)[0].contradictions == (
        "The best figure of the reports, 8 killed, is above what ana judged, 3 to 5.",
    )


def test_civilians_are_held_against_civilians() -> None:
    told = tell({"killed": "9"})
    assert match([judge(group=CIVILIANS)], told)[0].contradictions == ()
    assert match([judge(group=CIVILIANS, killed=(12, 14))], told)[0].contradictions == (
        "ana judged 12 to 14 civilians killed, and the reports come to at most 9: no number fits both.",
    )


def test_two_that_fit_alike_are_left_to_a_person() -> None:
    told = tell({"killed": "4"})
    found = match([judge("K-1"), judge("K-2")], told)
    assert [each.incident for each in found] == [None, None]
    assert [each.possible for each in found] == [(told[2].incidents[0].id,)] * 2


def test_the_number_tells_two_of_one_day_and_place_apart() -> None:
    found = match([judge("K-1"), judge("K-2", killed=(20, 30))], tell({"killed": "4"}))
    assert [each.incident is not None for each in found] == [True, False]


def link(same: bool, *claims: str) -> Link:
    return Link(claims, same, "R. Sel", None, "The clinic's list names it.")


def test_a_person_joins_what_the_machine_would_not() -> None:
    told = tell({"killed": "4"})
    (found,) = match([judge(place="Tessel", day="2024-05-09")], told, links=[link(True, "c0", "judged:K-1")])
    assert found.incident == told[2].incidents[0]
    assert found.reasons == ("R. Sel decided so: The clinic's list names it",)
    assert match([judge("K-2")], told, links=[link(True, "c0", "judged:K-9")])[0].incident is not None


def test_a_person_parts_what_the_machine_would_join() -> None:
    told = tell({"killed": "4"})
    (found,) = match([judge()], told, links=[link(False, "c0", "judged:K-1")])
    assert (found.incident, found.possible) == (None, ())


def test_a_person_settles_a_tie() -> None:
    told = tell({"killed": "4"})
    first, second = match([judge("K-1"), judge("K-2")], told, links=[link(True, "c0", "judged:K-2")])
    assert (first.incident, first.possible) == (None, (told[2].incidents[0].id,))
    assert second.incident is not None


def test_two_people_may_judge_one_incident_and_contradict_each_other() -> None:
    found = match([judge(), judge(by="omar", killed=(8, 9))], tell({"killed": "4"}))
    assert all(each.incident is not None for each in found)
    assert found[0].contradictions == ("ana judged 3 to 5 and omar 8 to 9 killed: no number fits both.",)
    assert len(found[1].contradictions) == 2


def test_the_lists_of_two_recorders_have_codes_of_their_own() -> None:
    told = tell({"killed": "4"})
    found = match([judge("CS12", by="Airwars"), judge("SYR901", by="ACLED", killed=(4, 4))], told)
    assert [each.incident for each in found] == [told[2].incidents[0]] * 2
    assert [each.contradictions for each in found] == [(), ()]
    one, other = match([judge("CS12", by="Airwars"), judge("SYR901", by="ACLED", killed=(8, 8))], told)
    assert one.contradictions == ("Airwars judged 3 to 5 and ACLED 8 killed: no number fits both.",)
    assert other.contradictions[-1] == "ACLED judged 8 and Airwars 3 to 5 killed: no number fits both."


def test_what_was_judged_later_is_not_known_before() -> None:
    told = tell({"killed": "4"})
    assert match([judge()], told, dt.date(2024, 5, 31)) == ()
    assert len(match([judge()], told, dt.date(2024, 6, 1))) == 1


_JUDGED = st.builds(
    lambda code, killed, place, day, weapons, by: judge(
        f"K-{code}", killed=(killed, killed + 2), place=place, day=day, weapons=weapons, by=by
    ),
    st.integers(1, 3), st.integers(0, 9), st.sampled_from(["Hesk", "Oltan", "Oltan Bridge", "Zarum Governorate"]),
    st.sampled_from([DAY, "2024-05-02", "2024-05-01/2024-05-03"]), st.sampled_from([(), ("shelling",), ("airstrike",)]),
    st.sampled_from(["ana", "omar"]),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(_JUDGED, max_size=6, unique_by=lambda each: each.key), st.randoms())
def test_the_order_of_what_was_judged_does_not_matter_and_no_incident_is_two(judged, chance) -> None:
    told = tell({"killed": "4"}, {"killed": "3", "place": "Oltan"}, {"killed": "5", "days": "2024-05-02"})
    found = {each.judged.key: each for each in match(judged, told)}
    assert len(found) == len(judged)
    shuffled = list(judged)
    chance.shuffle(shuffled)
    for each in match(shuffled, told):
        assert replace(each, contradictions=()) == replace(found[each.judged.key], contradictions=())
    codes: dict[tuple[str, str], set[str]] = {}
    for each in found.values():
        if each.incident is not None:
            codes.setdefault((each.incident.id, each.judged.by), set()).add(each.judged.code)
    assert all(len(each) == 1 for each in codes.values())
