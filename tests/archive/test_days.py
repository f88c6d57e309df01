"""Days as exports and tables write them, and the order of their numbers."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.readers.days import Numbers, Order, parse_day, parse_numbers, settle_column, settle_order

DAY = dt.date(2016, 5, 11)


@pytest.mark.parametrize(
    "written",
    [
        "2016-05-11",
        "2016-05-11T23:30:00+03:00",
        "2016/5/11",
        "2016-05-11 23:30:00",
        "11 May 2016",
        "11th of May 2016",
        "May 11, 2016 Wednesday",
        "Wed, 11 May 2016 23:30:00 +0300",
        "11 أيار 2016",
        "١١ مايو، ٢٠١٦",
        "\u200f١١\xa0مايو ٢٠١٦",
    ],
)
def test_a_day_that_needs_no_order(written: str) -> None:
    assert parse_day(written) == DAY


@pytest.mark.parametrize("written", ["11/5/2016", "11.05.16", "11-5-2016, 23:30", "\u200f١١\u200f/٥\u200f/٢٠١٦"])
def test_numbers_need_an_order(written: str) -> None:
    assert parse_day(written, Order.DAY_FIRST) == DAY
    assert parse_day(written, Order.MONTH_FIRST) == dt.date(2016, 11, 5)
    with pytest.raises(ValueError, match="may have the day or the month first"):
        parse_day(written)


def test_equal_numbers_need_none() -> None:
    assert parse_day("5/5/2016") == dt.date(2016, 5, 5)


@pytest.mark.parametrize("written", ["", "spring", "32 May 2016", "2016-13-45", "31/31/2016", "May", "x" * 10_000_000])
def test_what_is_no_day(written: str) -> None:
    with pytest.raises(ValueError, match=r"is no day|may have"):
        parse_day(written)


@pytest.mark.parametrize(
    ("written", "order"),
    [
        (["11/5/2016", "13/5/2016"], Order.DAY_FIRST),
        (["5/11/2016", "5/13/2016"], Order.MONTH_FIRST),
        (["5/11/2016", "6/11/2016"], None),
        (["13/5/2016", "5/13/2016"], None),
        (["5/5/2016"], Order.DAY_FIRST),
        (["2016-05-11", "13/5/2016"], Order.DAY_FIRST),
    ],
)
def test_a_column_settles_the_order(written: list[str], order: Order | None) -> None:
    assert settle_column(written) is order


def test_the_sequence_settles_what_the_numbers_do_not() -> None:
    # 3 April, 5 April, 2 May: read with the month first it would go back to February.
    days = [Numbers(3, 4, 2016), Numbers(5, 4, 2016), Numbers(2, 5, 2016)]
    assert settle_order(days) is None
    assert settle_order(days, chronological=True) is Order.DAY_FIRST


@given(st.lists(st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31)), min_size=1), st.booleans())
def test_an_order_that_is_settled_is_the_right_one(days: list[dt.date], day_first: bool) -> None:
    form = "{0.day}/{0.month}/{0.year}" if day_first else "{0.month}/{0.day}/{0.year}"
    written = [form.format(day) for day in days]
    order = settle_column(written)
    if order is not None:
        assert [parse_day(each, order) for each in written] == days


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    numbers = parse_numbers(text)
    assert numbers is None or numbers.year >= 0
    with contextlib.suppress(ValueError):
        assert parse_day(text)
