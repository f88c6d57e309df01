"""Days as exports and tables write them: with names of months, or as numbers whose order the whole file settles."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from itertools import pairwise

import tomli

from cenotaph.archive.published import parse_published
from cenotaph.values.folding import fold


class Order(Enum):
    """In which order a file writes the numbers of a day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A day written as three numbers with the year last, as they stand: 5/11/2016 or 11/5/16."""

    first: int
    second: int
    year: int

    def take(self, order: Order) -> dt.date | None:
        """The day in that order; None if there is no such day."""
        month, day = (self.second, self.first) if order is Order.DAY_FIRST else (self.first, self.second)
        try:
            return dt.date(self.year, month, day)
        except ValueError:
            return None


_NUMBERS = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})(?!\d)(?:[\s,،].*)?", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?!\d)(?:[\s,،T].*)?", re.DOTALL)
_LONGEST = 100


def parse_numbers(written: str) -> Numbers | None:
    """The numbers of a day with the year last, in the digits of any script; None if `written` is no such day.

    A year of two digits is one of this century: the programs that write them are younger than it.
    """
    found = _NUMBERS.fullmatch(_plain(written))
    if not found:
        return None
    first, second, year = (int(group) for group in found.groups())
    return Numbers(first, second, year if year > 99 else 2000 + year)


def settle_order(days: Sequence[Numbers], chronological: bool = False) -> Order | None:
    """The one order in which all `days` are days, and, where the file is known to be written in their sequence, do
    not go back; None if both orders are possible and differ, or neither is."""
    possible = []
    for order in Order:
        taken = [numbers.take(order) for numbers in days]
        whole = [day for day in taken if day is not None]
        if len(whole) == len(taken) and not (chronological and _goes_back(whole)):
            possible.append((order, whole))
    if len(possible) == 2 and possible[0][1] != possible[1][1]:
        return None
    return possible[0][0] if possible else None


def _goes_back(days: Sequence[dt.date]) -> bool:
    return any(later < earlier for earlier, later in pairwise(days))


def parse_day(written: str, order: Order | None = None) -> dt.date:
    """The local day in `written`: an ISO date or moment, a date with the name of a month in English or Arabic, or
    numbers, which need the `order` that the file as a whole settled.

    Raises ValueError, with the form expected, if it is none or its order is not known.
    """
    plain = _plain(written)
    if numbers := parse_numbers(written):
        if order is None:
            if numbers.first == numbers.second and (day := numbers.take(Order.DAY_FIRST)):
                return day
            raise ValueError(f"{written.strip()[:_LONGEST]!r} may have the day or the month first")
        if day := numbers.take(order):
            return day
    elif found := _YEAR_FIRST.fullmatch(plain):
        return parse_published("{}-{:0>2}-{:0>2}".format(*found.groups()))
    elif day := _find_named(plain):
        return day
    return parse_published(plain[:_LONGEST])


def settle_column(written: Iterable[str]) -> Order | None:
    """The order of the numbers in the days of a table's column."""
    return settle_order([numbers for value in written if (numbers := parse_numbers(value))])


def _plain(written: str) -> str:
    """`written` with the digits 0-9 and without the invisible marks of direction."""
    return "".join(
        str(int(char)) if char.isdecimal() else " " if char.isspace() else char
        for char in written[: 2 * _LONGEST]
        if char.isprintable() or char.isspace()
    ).strip()


def _find_named(plain: str) -> dt.date | None:
    """The day of "11 May 2016", "May 11, 2016 Wednesday" or "11 أيار 2016"; None where there is no such date."""
    months, named = _load_months()
    folded = " ".join(fold(plain).replace(",", " ").replace("،", " ").split())
    for pattern in named:
        if found := pattern.search(folded):
            try:
                return dt.date(int(found["year"]), months[found["month"]], int(found["day"]))
            except ValueError:
                return None
    return None


@cache
def _load_months() -> tuple[dict[str, int], tuple[re.Pattern[str], re.Pattern[str]]]:
    text = files("cenotaph.archive.readers").joinpath("months.toml").read_text(encoding="utf-8")
    named = enumerate(tomli.loads(text)["months"], start=1)
    months = {fold(name): number for number, names in named for name in names}
    name = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    return months, (
        re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{name})\.? (?P<year>\d{{4}})(?!\d)"),
        re.compile(rf"(?<!\w)(?P<month>{name})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<year>\d{{4}})(?!\d)"),
    )
