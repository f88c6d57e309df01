"""From the row of a person's list of incidents to what he judged: each cell is read exactly, or said to be wrong."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, TypeVar

from cenotaph.archive.readers.days import Order, parse_day, parse_numbers, settle_order
from cenotaph.claims.weapons import find_weapons
from cenotaph.incidents.coding_rules import load_coding
from cenotaph.incidents.grading_schemes import find_grade, load_schemes
from cenotaph.incidents.judged import CIVILIANS, PEOPLE, JudgedIncident, JudgedToll
from cenotaph.values.folding import fold
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period, Precision

_T = TypeVar("_T")

_NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "na", "nan", "null", "unknown", "not known", "غير معروف"})
_LIST = re.compile(r"[;\n|]")
_TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")
_BETWEEN = re.compile(r"\s+(?:to|until|till|through|–|—|-|إلى|الى|حتى)\s+|\s*[–—]\s*|(?<=\d-\d\d)/(?=\d{4}-)")
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_DIGITS = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(\d+)(?:\.0+)?(\s?\+)?")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|—|to|إلى|الى)\s*(\d+)(\s?\+)?")
_LEAST = re.compile(r"(?:at least|min\.?|minimum|على الأقل|ما لا يقل عن)\s*(\d+)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
# How far the days of an incident may lie from the middle that ACLED gives for "within a week" (time_precision 2).
_HALF_WEEK = dt.timedelta(days=3)

# Which fields give the toll of an outcome and group, their names without an ending.
_TOLLS = (
    (Outcome.KILLED, PEOPLE, "killed"),
    (Outcome.INJURED, PEOPLE, "injured"),
    (Outcome.KILLED, CIVILIANS, "civilians_killed"),
    (Outcome.INJURED, CIVILIANS, "civilians_injured"),
)


class CellFault(NamedTuple):
    """What is wrong with a cell: the field that it holds, and why, in words that go on from its heading and content."""

    field: str
    reason: str


class _CellError(Exception):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.fault = CellFault(field, reason)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a list is written: in which order the numbers of its days stand, None where neither its own days nor a person
    settle it; and which grade of a scheme each of its own grades means, by their words folded."""

    order: Order | None = None
    grades: Mapping[str, str] = field(default_factory=dict)


def settle_days(cells: Iterable[str]) -> Order | None:
    """The order of numbers that all the days of a list have; None if it is open, or none fits."""
    return settle_order([numbers for cell in cells for part in _split_days(cell) if (numbers := parse_numbers(part))])


def read_row(
    cells: Mapping[str, str], spelling: Spelling, by: str, on: dt.date, where: str
) -> tuple[JudgedIncident | None, tuple[CellFault, ...]]:
    """The incident of a row, without its place, by its cells under the names of their fields; or None, and what is
    wrong with each cell that cannot be read. Nothing is guessed."""
    faults: list[CellFault] = []

    def take(read: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return read()
        except _CellError as error:
            faults.append(error.fault)
            return otherwise

    code = cells.get("code", "").strip()
    if not code:
        faults.append(
            CellFault("code", "is empty: an incident needs a code of its own, by which it is known for good.")
        )
    period = take(lambda: _read_period(cells, spelling.order), None)
    tolls = [take(partial(_read_toll, cells, *given), None) for given in _TOLLS]
    grade = take(lambda: _read_grade(cells, spelling), None)
    take(lambda: read_coordinates(cells), None)
    if faults:
        return None, tuple(faults)
    cause = cells.get("cause", "").strip() or None
    incident = JudgedIncident(
        code, by, on, (), period, tuple(filter(None, tolls)), _split_list(cells.get("former_codes", ""), ","), cause,
        name_weapons(cause) if cause else (), grade, split_sources(cells.get("sources", "")),
        cells.get("address", "").strip() or None, cells.get("notes", "").strip() or None, where,
    )  # fmt: skip
    return incident, ()


def read_coordinates(cells: Mapping[str, str]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None where none are given. Raises an error that `read_row` tells of."""
    written = [cells.get(name, "").strip() for name in ("latitude", "longitude")]
    if not any(written):
        return None
    values = []
    for name, cell, most in zip(("latitude", "longitude"), written, (90, 180), strict=True):
        if not cell:
            raise _CellError(name, "is empty, while the other of the two is given; give both or none.")
        try:
            value = float(cell.replace(",", ".") if cell.count(",") == 1 and "." not in cell else cell)
        except ValueError:
            raise _CellError(name, "is no number of degrees; write them as 35.3312.") from None
        if not -most <= value <= most:
            raise _CellError(name, f"lies outside -{most} to {most} degrees.")
        values.append(value)
    return values[0], values[1]


def split_sources(cell: str) -> tuple[str, ...]:
    """The sources of a cell, each an address or a name: set apart by semicolons, bars or line ends; addresses by spaces
    too."""
    return tuple(
        each
        for part in _split_list(cell, "")
        for each in (part.split() if all("://" in word for word in part.split()) else [part])
    )


def name_weapons(cause: str) -> tuple[str, ...]:
    """What the words for a cause may mean in the record's vocabulary: those of an ACLED sub-event type, or of the words
    for weapons in them; none where the words name none."""
    coded = {
        weapon
        for rule in load_coding().rules
        if rule.sub_event_type and fold(rule.sub_event_type) == fold(cause.strip())
        for weapon in rule.weapons
    }
    return tuple(sorted(coded)) or find_weapons(cause)


def _split_list(cell: str, more: str) -> tuple[str, ...]:
    parts = _LIST.split(cell.replace(more, ";") if more else cell)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _read_grade(cells: Mapping[str, str], spelling: Spelling) -> str | None:
    written = cells.get("grade", "").strip()
    if fold(written) in _NOTHING:
        return None
    found = find_grade(spelling.grades.get(fold(written), written))
    if found is None:
        known = "; ".join(f"{', '.join(scheme.grades)} ({scheme.name})" for scheme in load_schemes())
        raise _CellError(
            "grade", f"is no grade of a scheme that is known ({known}). Say which it is: --grade WORD=GRADE."
        )
    return found


def _plain(cell: str) -> str:
    """A cell in one line, in the digits 0-9."""
    return " ".join("".join(str(int(char)) if char.isdecimal() else char for char in cell).split())


def _read_number(cells: Mapping[str, str], name: str) -> tuple[int, int, bool] | None:
    """Low, high and whether more are possible; None for a cell that states nothing."""
    plain = _THOUSANDS.sub("", _plain(cells.get(name, ""))).casefold()
    if plain in _NOTHING:
        return None
    if found := _NUMBER.fullmatch(plain):
        return int(found[1]), int(found[1]), bool(found[2])
    if found := _RANGE.fullmatch(plain):
        low, high = int(found[1]), int(found[2])
        if low > high:
            raise _CellError(name, "has its low above its high; mend it.")
        return low, high, bool(found[3])
    if found := _LEAST.fullmatch(plain):
        return int(found[1]), int(found[1]), True
    if _DATE.fullmatch(plain.upper()):
        reason = "is a day: spreadsheet programs make one of a range such as 3-5. Write 3 to 5 in its place."
        raise _CellError(name, reason)
    raise _CellError(name, "is no number; write 4, a range such as 3-5, or 3+ for at least 3.")


def _read_toll(cells: Mapping[str, str], outcome: Outcome, group: str, stem: str) -> JudgedToll | None:
    whole = _read_number(cells, stem)
    low, high, best = (_read_number(cells, f"{stem}_{end}") for end in ("low", "high", "best"))
    names = [name for name in (stem, f"{stem}_low", f"{stem}_high", f"{stem}_best") if cells.get(name, "").strip()]
    text = ", ".join(_plain(cells[name]) for name in names)
    if low is None and high is None:
        if whole is None:
            return _read_point(outcome, group, best, text)
        low = high = whole
    elif low is None:
        raise _CellError(f"{stem}_high", "stands without a lowest number; give both, or one number.")
    # A lowest number alone says that there were so many, or more.
    lowest = low[0]
    highest, is_open = (low[1], True) if high is None else (high[1], high[2])
    if lowest > highest:
        raise _CellError(f"{stem}_low", f"is above the highest number, {highest}; mend one of the two.")
    preferred = best or (whole if whole and whole[0] == whole[1] else None)
    if preferred and not lowest <= preferred[0] <= highest:
        name = f"{stem}_best" if best else stem
        raise _CellError(
            name, f"lies outside of the lowest and highest numbers, {lowest} to {highest}; mend one of them."
        )
    return JudgedToll(outcome, group, lowest, preferred[0] if preferred else None, highest, is_open, text)


def _read_point(outcome: Outcome, group: str, best: tuple[int, int, bool] | None, text: str) -> JudgedToll | None:
    """The toll of a best figure that stands alone."""
    if best is None:
        return None
    low, high, is_open = best
    return JudgedToll(outcome, group, low, low if low == high else None, high, is_open, text)


def _split_days(cell: str) -> list[str]:
    """The days of a cell, two for a range, without times of day."""
    return [_TIME.sub("", part).strip() for part in _BETWEEN.split(_plain(cell)) if part.strip()]


def _read_period(cells: Mapping[str, str], order: Order | None) -> Period | None:
    cell, last_cell = cells.get("date", "").strip(), cells.get("date_end", "").strip()
    if fold(cell) in _NOTHING:
        if fold(last_cell) not in _NOTHING:
            raise _CellError("date", "is empty, while a last day is given; give the first day too.")
        return None
    first = _read_days("date", cell, order)
    last = _read_days("date_end", last_cell, order) if fold(last_cell) not in _NOTHING else first
    start, end = first[0], last[1]
    if end < start:
        raise _CellError(
            "date_end" if last_cell else "date", f"ends ({end}) before the first day ({start}); mend one of them."
        )
    text = cell if last is first else f"{cell} to {last_cell}"
    return _make_period(text, start, end, cells.get("time_precision", "").strip(), first[2] if last is first else None)


def _make_period(text: str, start: dt.date, end: dt.date, precision: str, stated: Precision | None) -> Period:
    """The period of the days that are stated, as far as ACLED's time_precision and the cell itself tell them."""
    if precision == "3" or stated is Precision.MONTH:
        start = start.replace(day=1)
        end = (end.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        return Period(text, start, end, Precision.MONTH, f"{start:%Y-%m}-XX")
    if precision == "2":
        return Period(text, start - _HALF_WEEK, end + _HALF_WEEK, Precision.WEEK, f"{start}~")
    if stated is Precision.YEAR:
        return Period(text, start, end, Precision.YEAR, f"{start:%Y}-XX-XX")
    if start == end:
        return Period(text, start, end, Precision.DAY, start.isoformat())
    return Period(text, start, end, Precision.DAYS, f"{start}/{end}")


def _read_days(name: str, cell: str, order: Order | None) -> tuple[dt.date, dt.date, Precision | None]:
    parts = _split_days(cell)
    if len(parts) > 2:
        raise _CellError(name, "holds more than a first and a last day.")
    if len(parts) == 1:
        plain = parts[0]
        if (found := _MONTH.fullmatch(plain)) and 1 <= int(found[2]) <= 12:
            day = dt.date(int(found[1]), int(found[2]), 1)
            return day, day, Precision.MONTH
        if _YEAR.fullmatch(plain) and int(plain) > 0:
            return dt.date(int(plain), 1, 1), dt.date(int(plain), 12, 31), Precision.YEAR
    days = [_read_day(name, part, order) for part in parts]
    return days[0], days[-1], None


def _read_day(name: str, part: str, order: Order | None) -> dt.date:
    # What follows a day, such as another one, would be passed over in silence.
    most = 3 if parse_numbers(part) or not re.search(r"[^\W\d]", part) else 2
    if len(_DIGITS.findall(part)) > most:
        raise _CellError(name, "holds more than one day; write one, or a range such as 2016-05-11 to 2016-05-13.")
    try:
        return parse_day(part, order)
    except ValueError as error:
        more = (
            ". Say which with --dates day-first or --dates month-first"
            if "day or the month first" in str(error)
            else ""
        )
        raise _CellError(name, f"cannot be read as a day: {error}{more}.") from None
