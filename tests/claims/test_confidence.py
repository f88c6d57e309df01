"""How sure each slot of a claim is, and what it rests on."""

import datetime as dt

import pytest

from cenotaph.claims.claim import Ground, Slots
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text

DAY = dt.date(2016, 5, 2)


def rate_last(text: str, gazetteer: Gazetteer, title: str | None = None) -> Slots:
    slots = read_text(text, gazetteer, DAY, title)[-1].slots
    assert slots is not None
    return slots


@pytest.mark.parametrize(
    ("text", "place", "period"),
    [
        ("Two guards were killed in Homs on Friday.", Ground.WORDS, Ground.WORDS),
        ("There was shelling in Homs on Friday. Two guards were killed.", Ground.NEAR, Ground.NEAR),
        ("There was shelling in Homs on Friday.\n\nRain.\n\nTwo guards were killed.", Ground.BEFORE, Ground.REPORT),
        ("Two guards were killed. They were on duty in Homs.", Ground.AFTER, None),
        ("MOSUL (Agency) — Two guards were killed.", Ground.DATELINE, None),
        ("Ten guards were killed in Homs. The dead included two cadets on leave in Aleppo.", Ground.WORDS, None),
    ],
)
def test_what_a_slot_rests_on(text: str, place: Ground, period: Ground | None, gazetteer: Gazetteer) -> None:
    slots = rate_last(text, gazetteer)
    assert slots.place is not None
    assert slots.place.ground is place
    assert (slots.period.ground if slots.period else None) is period


def test_the_title_is_named_as_such(gazetteer: Gazetteer) -> None:
    slots = rate_last("Two guards were killed.", gazetteer, "Attack in Homs")
    assert slots.place is not None
    assert slots.place.ground is Ground.TITLE


def test_an_empty_slot_has_no_rating_and_the_outlets_voice_has(gazetteer: Gazetteer) -> None:
    slots = rate_last("Two guards were killed.", gazetteer)
    assert (slots.place, slots.period, slots.cause) == (None, None, None)
    assert slots.source.ground is Ground.REPORT
    assert rate_last("Two guards were killed, said the police.", gazetteer).source.ground is Ground.WORDS


def test_other_days_and_places_in_the_report_make_each_less_sure(gazetteer: Gazetteer) -> None:
    text = "Two guards were killed in Homs on Friday."
    alone = rate_last(text, gazetteer)
    beside = rate_last(f"Four cooks were killed in Aleppo on Thursday. {text}", gazetteer)
    assert alone.place is not None
    assert alone.period is not None
    assert beside.place is not None
    assert beside.period is not None
    assert beside.place.confidence < alone.place.confidence
    assert beside.period.confidence < alone.period.confidence
    assert beside.count.confidence == alone.count.confidence


def test_the_weapon_of_a_report_is_less_sure_than_that_of_a_sentence(gazetteer: Gazetteer) -> None:
    own = rate_last("Two guards were killed by a mine in Homs.", gazetteer)
    whole = rate_last("A mine killed a cook in Homs. Two guards were killed in Aleppo.", gazetteer)
    assert own.cause is not None
    assert whole.cause is not None
    assert (own.cause.ground, whole.cause.ground) == (Ground.WORDS, Ground.REPORT)
    assert whole.cause.confidence < own.cause.confidence
