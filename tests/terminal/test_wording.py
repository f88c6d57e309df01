"""Values in words."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.incidents.incident import Bounds
from cenotaph.terminal.wording import (
    clean,
    join_words,
    word_bounds,
    word_count,
    word_days,
    word_place,
    word_places,
    word_source,
)
from cenotaph.values.count import Count
from tests.workflow.samples import DAY, DOCTOR, KALTANA, VILLAGE


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(12, 12, 12, False), "12"),
        (Bounds(12, 12, 12, True), "12+"),
        (Bounds(63, 71, 90, False), "63 / 71 / 90"),
        (Bounds(63, 71, 90, True), "63 / 71 / 90+"),
        (Bounds(1200, 1200, 1200, False), "1,200"),
        (Bounds(0, 0, 0, False), "0"),
    ],
)
def test_bounds(bounds: Bounds, words: str) -> None:
    assert word_bounds(bounds) == words


def test_counts() -> None:
    assert word_count(Count(63, 63, True, 63, "at least 63")) == "63+"
    assert word_count(Count(20, 30, False, None, "20 to 30")) == "20 to 30"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (DAY, DAY, "2016-03-01"),
        (DAY, dt.date(2016, 3, 3), "2016-03-01 to 2016-03-03"),
        (DAY, None, "since 2016-03-01"),
        (None, DAY, "until 2016-03-01"),
        (None, None, "not stated"),
    ],
)
def test_days(start: dt.date | None, end: dt.date | None, words: str) -> None:
    assert word_days(start, end) == words


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("Jalalabad", "Jalālābād", "Jalalabad"),
        ("JALALABAD", "Jalālābād", "Jalālābād"),
        ("jalalabad", "Jalālābād", "Jalālābād"),
        ("Konduz", "Kunduz", "Kunduz"),
        ("the town", "Kunduz", "Kunduz"),
        ("Ma'arrat an Nu'man", "Ma‘arrat an Nu‘mān", "Ma'arrat an Nu'man"),
    ],
)
def test_a_place_is_called_as_the_report_writes_it(text: str, name: str, shown: str) -> None:
    assert word_place(replace(KALTANA, text=text, name=name)) == shown


def test_one_place_in_two_spellings_is_named_once() -> None:
    spelled = [replace(KALTANA, text=text, name="Jalālābād") for text in ("Jalalabad", "Jalālābād")]
    assert word_places(spelled) == "Jalalabad"


def test_places_and_sources() -> None:
    assert word_places([KALTANA, VILLAGE]) == "Kaltana and Oum Ward"
    assert word_places([KALTANA, VILLAGE, KALTANA]) == "Kaltana and Oum Ward"
    assert word_places([]) == "not stated"
    assert word_source(DOCTOR) == "Huda Salman (medical), through Plain Daily"
    assert word_source(None) == "the outlet itself"
    assert join_words(["a", "b", "c"]) == "a, b and c"


@given(st.text())
def test_cleaned_text_is_one_harmless_line(text: str) -> None:
    cleaned = clean(text)
    assert "\n" not in cleaned
    assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قتل 3 (AFP) في حلب", "\u2068قتل 3 (AFP) في حلب\u2069"),
        ("Kunduz and قندوز (airstrike)", "Kunduz and \u2068قندوز\u2069 (airstrike)"),
        ("says قتل 3 أشخاص, at least 3", "says \u2068قتل 3 أشخاص\u2069, at least 3"),
        ("\u2068قندوز\u2069", "\u2068قندوز\u2069"),
        ("Aleppo (2016)", "Aleppo (2016)"),
    ],
)
def test_text_from_right_to_left_is_set_apart(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text(alphabet="aب3 (),قB.", max_size=30))
def test_every_mark_is_closed_and_nothing_else_changes(text: str) -> None:
    shown = clean(text)
    depth = 0
    for char in shown:
        depth += (char == "\u2068") - (char == "\u2069")
        assert depth in (0, 1)
        if char in "بق":
            assert depth == 1
    assert depth == 0
    assert shown.replace("\u2068", "").replace("\u2069", "") == " ".join(text.split())
