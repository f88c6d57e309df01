"""The day of publication, from an ISO date or a moment."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.published import parse_published


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2016-05-11", dt.date(2016, 5, 11)),
        (" 2016-05-11 ", dt.date(2016, 5, 11)),
        ("2016-05-11T08:00:00Z", dt.date(2016, 5, 11)),
        ("2016-05-11 08:00", dt.date(2016, 5, 11)),
        # The day that is written, though in UTC it is another.
        ("2016-05-11T00:30:00+03:00", dt.date(2016, 5, 11)),
        ("2016-05-11T23:30:00-05:00", dt.date(2016, 5, 11)),
    ],
)
def test_day(value: str, day: dt.date) -> None:
    assert parse_published(value) == day


@pytest.mark.parametrize("value", ["", "yesterday", "11/05/2016", "2016-02-30", "2016-13-01", "2016", "May 11, 2016"])
def test_what_is_no_day(value: str) -> None:
    with pytest.raises(ValueError, match="is no day: write a date such as 2016-05-11"):
        parse_published(value)


@given(st.datetimes(timezones=st.timezones()))
def test_the_local_day_is_kept(moment: dt.datetime) -> None:
    assert parse_published(moment.isoformat()) == moment.date()
