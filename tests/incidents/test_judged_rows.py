"""Rows of lists of incidents: every cell is read exactly or said to be wrong, and nothing is guessed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.readers.days import Order
from cenotaph.incidents.grading_schemes import find_grade, load_schemes
from cenotaph.incidents.judged import JudgedIncident
from cenotaph.incidents.judged_rows import Spelling, name_weapons, read_row, settle_days, split_sources
from cenotaph.values.period import Precision

ON = dt.date(2020, 1, 5)
PLAIN = Spelling()


def read(spelling: Spelling = PLAIN, **cells: str) -> JudgedIncident:
    incident, faults = read_row({"code": "K-1", **cells}, spelling, "ana", ON, "list.csv, row 2")
    assert faults == ()
    assert incident is not None
    return incident


def fail(spelling: Spelling = PLAIN, **cells: str) -> list[tuple[str, str]]:
    incident, faults = read_row({"code": "K-1", **cells}, spelling, "ana", ON, "list.csv, row 2")
    assert incident is None
    return [tuple(fault) for fault in faults]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"killed": "4"}, (4, 4, 4, False)),
        ({"killed": "4.0"}, (4, 4, 4, False)),
        ({"killed": "1,204"}, (1204, 1204, 1204, False)),
        ({"killed": "3-5"}, (3, None, 5, False)),
        ({"killed": "3 – 5"}, (3, None, 5, False)),
        ({"killed": "٣ إلى ٥"}, (3, None, 5, False)),
        ({"killed": "3 to 5+"}, (3, None, 5, True)),
        ({"killed": "3+"}, (3, 3, 3, True)),
        ({"killed": "At least 3"}, (3, 3, 3, True)),
        ({"killed_low": "3", "killed_high": "5"}, (3, None, 5, False)),
        ({"killed_low": "3", "killed_high": "5", "killed_best": "4"}, (3, 4, 5, False)),
        ({"killed_low": "3", "killed_high": "5", "killed": "4"}, (3, 4, 5, False)),
        ({"killed_low": "3"}, (3, None, 3, True)),
        ({"killed_best": "6"}, (6, 6, 6, False)),
        ({"killed": "0"}, (0, 0, 0, False)),
    ],
)
def test_numbers(cells: dict[str, str], expected: tuple[int, int | None, int, bool]) -> None:
    (toll,) = read(**cells).tolls
    assert (toll.low, toll.best, toll.high, toll.open) == expected


@pytest.mark.parametrize("nothing", ["", "-", "?", "unknown", "N/A", "غير معروف"])
def test_what_is_not_stated_is_no_zero(nothing: str) -> None:
    assert read(killed=nothing).tolls == ()


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        ({"killed_low": "9", "killed_high": "4"}, "killed_low", "is above the highest number, 4"),
        ({"killed": "9-4"}, "killed", "low above its high"),
        ({"killed_low": "3", "killed_high": "5", "killed_best": "8"}, "killed_best", "lies outside"),
        ({"killed_high": "5"}, "killed_high", "without a lowest number"),
        ({"killed": "dozens"}, "killed", "is no number"),
        ({"killed": "-3"}, "killed", "is no number"),
        ({"killed": "2016-05-03"}, "killed", "make one of a range such as 3-5"),
        ({"date": "5/11/2016"}, "date", "--dates day-first or --dates month-first"),
        ({"date": "11 May 2016 or 12 May 2016"}, "date", "more than one day"),
        ({"date": "2016-05-11 or 12"}, "date", "more than one day"),
        ({"date": "spring"}, "date", "cannot be read as a day"),
        ({"date": "2016-02-31"}, "date", "cannot be read as a day"),
        ({"date": "2016-05-11", "date_end": "2016-05-09"}, "date_end", "before the first day"),
        ({"date_end": "2016-05-09"}, "date", "is empty, while a last day is given"),
        ({"grade": "Likely"}, "grade", "Confirmed, Fair, Weak, Contested, Discounted (Airwars"),
        ({"latitude": "35.1"}, "longitude", "is empty"),
        ({"latitude": "135.1", "longitude": "36"}, "latitude", "lies outside"),
        ({"latitude": "35°", "longitude": "36"}, "latitude", "is no number of degrees"),
        ({"code": " "}, "code", "needs a code of its own"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(cells: dict[str, str], field: str, reason: str) -> None:
    ((found, said),) = fail(**cells)
    assert found == field
    assert reason in said


def test_all_that_is_wrong_with_a_row_is_said() -> None:
    assert [field for field, _ in fail(code="", killed="many", date="soon")] == ["code", "date", "killed"]


@pytest.mark.parametrize(
    ("cells", "start", "end", "precision", "edtf"),
    [
        ({"date": "2016-05-11"}, "2016-05-11", "2016-05-11", Precision.DAY, "2016-05-11"),
        ({"date": "2016-05-11 00:00:00.000"}, "2016-05-11", "2016-05-11", Precision.DAY, "2016-05-11"),
        ({"date": "11 May 2016"}, "2016-05-11", "2016-05-11", Precision.DAY, "2016-05-11"),
        ({"date": "١١ أيار ٢٠١٦"}, "2016-05-11", "2016-05-11", Precision.DAY, "2016-05-11"),
        ({"date": "25/12/2016"}, "2016-12-25", "2016-12-25", Precision.DAY, "2016-12-25"),
        ({"date": "2016-05-11 to 2016-05-13"}, "2016-05-11", "2016-05-13", Precision.DAYS, "2016-05-11/2016-05-13"),
        ({"date": "2016-05-11/2016-05-13"}, "2016-05-11", "2016-05-13", Precision.DAYS, "2016-05-11/2016-05-13"),
        ({"date": "2016-05-11", "date_end": "2016-05-13"}, "2016-05-11", "2016-05-13", Precision.DAYS,
         "2016-05-11/2016-05-13"),
        ({"date": "2016-02"}, "2016-02-01", "2016-02-29", Precision.MONTH, "2016-02-XX"),
        ({"date": "2016"}, "2016-01-01", "2016-12-31", Precision.YEAR, "2016-XX-XX"),
        ({"date": "2016-05-11", "time_precision": "2"}, "2016-05-08", "2016-05-14", Precision.WEEK, "2016-05-11~"),
        ({"date": "2016-12-11", "time_precision": "3"}, "2016-12-01", "2016-12-31", Precision.MONTH, "2016-12-XX"),
    ],
)  # fmt: skip
def test_days(cells: dict[str, str], start: str, end: str, precision: Precision, edtf: str) -> None:
    period = read(Spelling(Order.DAY_FIRST), **cells).period
    assert period is not None
    assert (str(period.start), str(period.end), period.precision, period.edtf) == (start, end, precision, edtf)


def test_the_list_as_a_whole_settles_the_order_of_its_days() -> None:
    assert settle_days(["5/11/2016", "25/12/2016"]) is Order.DAY_FIRST
    assert settle_days(["5/11/2016", "2016-12-25"]) is None
    assert settle_days(["5/11/2016", "5/25/2016", "25/5/2016"]) is None


def test_civilians_are_counted_apart() -> None:
    tolls = read(civilians_killed_low="2", civilians_killed_high="3", killed="5", injured="7").tolls
    assert [(toll.outcome, toll.group, toll.low, toll.high) for toll in tolls] == [
        ("killed", "people", 5, 5), ("injured", "people", 7, 7), ("killed", "civilians", 2, 3),
    ]  # fmt: skip


def test_grades_are_those_of_a_scheme_or_said_to_be() -> None:
    assert read(grade="fair").grade == "Fair"
    assert read(grade="low confidence").grade == "Low Confidence"
    assert read(Spelling(grades={"likely": "Fair"}), grade="Likely").grade == "Fair"
    assert read(grade="unknown").grade is None
    assert find_grade("probable") is None
    assert [scheme.confirmed for scheme in load_schemes()] == [True, True, True, False]


def test_causes() -> None:
    assert name_weapons("Air/drone strike") == ("airstrike", "barrel_bomb", "drone_strike")
    assert name_weapons("car bomb") == ("car_bomb",)
    assert name_weapons("قصف مدفعي") == ("shelling",)
    assert name_weapons("Airstrike, shelling") == ("airstrike", "shelling")
    assert name_weapons("heavy weapons and others") == ()


def test_sources_are_addresses_and_names() -> None:
    assert split_sources("the Watch; https://a.example/1 https://b.example/2 | SANA, citing a doctor") == (
        "the Watch", "https://a.example/1", "https://b.example/2", "SANA, citing a doctor",
    )  # fmt: skip


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_no_cell_breaks_the_reading(killed: str, low: str, date: str) -> None:
    incident, faults = read_row(
        {"code": "K", "killed": killed, "killed_low": low, "date": date}, Spelling(), "a", ON, ""
    )
    assert (incident is None) == bool(faults)
