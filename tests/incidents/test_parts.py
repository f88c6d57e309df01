"""The smaller pieces: copies of a text, speakers' names, groups, people's names, links."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.incidents.copies import (
    find_overlaps,
    list_runs,
    pack_runs,
    read_runs,
    share_of_text,
    sketch_runs,
    unpack_runs,
    write_runs,
)
from cenotaph.incidents.decisions import Link
from cenotaph.incidents.groups import are_disjoint, load_groups, name_group
from cenotaph.incidents.origins import find_speakers, list_labels
from cenotaph.incidents.sites import Nearness, compare_spots, make_spot
from cenotaph.incidents.tellings import is_child_of, same_person_name
from tests.incidents.notation import PLACES, make_claim, make_place

STORY = " ".join(f"word{i}" for i in range(300))


OTHER = " ".join(f"other{i}" for i in range(300))


def find_pairs(*texts: str) -> list[tuple[int, int]]:
    return [(overlap.short, overlap.long) for overlap in find_overlaps([list_runs(text) for text in texts])]


def test_a_text_with_a_new_first_line_is_a_copy() -> None:
    cut = "Our own correspondent writes: " + " ".join(STORY.split()[:260])
    assert find_pairs(STORY, OTHER, cut) == [(2, 0)]


def test_a_post_lies_inside_a_long_article() -> None:
    post = " ".join(STORY.split()[100:114])
    assert find_pairs(STORY, OTHER, post) == [(2, 0)]
    assert find_pairs(post, f"{OTHER} {post} {OTHER[::-1]}") == [(0, 1)]


def test_a_sentence_that_two_texts_share_makes_no_copy() -> None:
    sentence = " ".join(STORY.split()[100:120])
    assert find_pairs(STORY, f"{OTHER} {sentence}") == []


def test_a_few_words_lie_in_no_article() -> None:
    assert find_pairs(STORY, " ".join(STORY.split()[50:58])) == []


def test_many_prints_of_one_text_are_compared_with_the_first() -> None:
    assert find_pairs(*[STORY] * 50) == [(0, k) for k in range(1, 50)]


def test_punctuation_and_case_are_no_other_words() -> None:
    assert find_pairs("“Two were killed”, he said – at noon.", "Two were killed, HE SAID at noon") == [(0, 1)]


@given(st.text(max_size=80))
def test_a_text_is_its_own_copy(text: str) -> None:
    sketch = sketch_runs(pack_runs(list_runs(text)))
    assert share_of_text(sketch, sketch) == (1.0 if re.search(r"\w", text) else 0.0)


@given(st.text(max_size=400))
def test_runs_are_kept_whole(text: str) -> None:
    packed = pack_runs(list_runs(text))
    assert unpack_runs(packed) == list_runs(text)
    assert read_runs(write_runs(packed)) == packed
    assert sketch_runs(packed) <= list_runs(text)


def test_short_texts_are_compared_whole() -> None:
    assert find_pairs("Two killed", "two KILLED", "Three killed") == [(0, 1)]


def name_origins(*speakers: str) -> list[str]:
    claims = [make_claim({"id": f"c{i}", "killed": "3", "by": by}, i) for i, by in enumerate(speakers)]
    found = find_speakers(list_labels(claims))
    return [found[key].label for key in found]


def test_a_short_name_of_a_body_is_the_body_if_one_is_meant() -> None:
    long = "Zarum Observatory for Civil Rights:monitor"
    assert set(name_origins(long, "the Observatory:monitor")) == {"Zarum Observatory for Civil Rights"}
    two = name_origins(long, "Marev Observatory:monitor", "the Observatory:monitor")
    assert len(set(two)) == 3


def test_a_person_is_not_taken_for_a_body() -> None:
    assert len(set(name_origins("Ali Temur:witness", "Temur:official"))) == 2


def test_disjoint_groups() -> None:
    groups = load_groups()
    assert are_disjoint(groups["soldiers"], groups["children"])
    assert are_disjoint(groups["women"], groups["men"])
    assert not are_disjoint(groups["civilians"], groups["children"])
    assert not are_disjoint(groups["people"], groups["soldiers"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ali temur", "temur", True),
        ("ali temur", "a temur", True),
        ("ali temur", "sana temur", False),
        ("ali temur", "ali orel", False),
        ("ali hassan temur", "ali temur", True),
        ("سالم نادر الحمود", "نادر الحمود", True),
        ("ابو نادر سالم الحمود", "سالم الحمود", True),
        ("سالم نادر الحمود", "سالم الحمود", True),
        ("رهف الحمود", "رهف", True),
    ],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person_name(one, other) is same
    assert same_person_name(other, one) is same


@pytest.mark.parametrize(
    ("child", "father", "wanted"),
    [
        ("سالم نادر الحمود", "نادر الحمود", True),
        ("نادر الحمود", "سالم نادر الحمود", False),
        ("ابو نادر سالم الحمود", "سالم الحمود", False),
        ("سالم نادر الحمود", "سالم الحمود", False),
        ("ali hassan temur", "hassan temur", False),
    ],
)
def test_the_names_of_a_child_and_its_father(child: str, father: str, wanted: bool) -> None:
    assert is_child_of(child, father) is wanted


@pytest.mark.parametrize(
    ("one", "other", "nearness"),
    [
        ("Hesk", "Zarum Governorate", Nearness.INSIDE),
        ("Hesk", "Zarum", Nearness.INSIDE),
        ("Zarum Governorate", "Kham? in Zarum", Nearness.AROUND),
        ("Zarum", "Zarum Governorate", Nearness.SAME),
        ("Oltan", "Oltan Bridge", Nearness.NEAR),
        ("Hesk", "Marev", Nearness.APART),
        ("Kham? in Zarum", "Marev", Nearness.APART),
        ("Kham?", "Marev", Nearness.UNKNOWN),
        ("Khasham?", "Khashamm?", Nearness.SAME),
    ],
)
def test_nearness(one: str, other: str, nearness: Nearness) -> None:
    assert compare_spots(make_spot(make_place(one)), make_spot(make_place(other))) is nearness


@given(st.sampled_from(sorted(PLACES)), st.sampled_from(sorted(PLACES)))
def test_nearness_is_the_same_from_both_sides(one: str, other: str) -> None:
    turned = {Nearness.INSIDE: Nearness.AROUND, Nearness.AROUND: Nearness.INSIDE}
    forth = compare_spots(make_spot(make_place(one)), make_spot(make_place(other)))
    back = compare_spots(make_spot(make_place(other)), make_spot(make_place(one)))
    assert back is turned.get(forth, forth)


def test_a_link_needs_two_claims() -> None:
    with pytest.raises(ValueError, match="at least two claims"):
        Link(("c1", "c1"), same=True)


@pytest.mark.parametrize(
    ("group", "count", "words"),
    [
        ("women", 1, "woman"),
        ("women", 2, "women"),
        ("people", 1, "person"),
        ("health_workers", 1, "health worker"),
        ("police", 1, "police officer"),
        ("people", 0, "people"),
    ],
)
def test_one_of_a_group_has_its_own_word(group: str, count: int, words: str) -> None:
    assert name_group(group, count) == words
