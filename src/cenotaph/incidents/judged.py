"""An incident as a person judged it, with a range, a grade and sources: kept apart from what the machine works out."""

import datetime as dt
from dataclasses import dataclass

from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period
from cenotaph.values.place import Place

PEOPLE = "people"
CIVILIANS = "civilians"


@dataclass(frozen=True, slots=True)
class JudgedToll:
    """How many people a person judged to have met one outcome: `low` to `high`, more where it is `open`, and `best`
    where one figure was preferred. `group` is whom the numbers count, people or civilians; `text` the words of the
    list. Raises ValueError unless low <= best <= high."""

    outcome: Outcome
    group: str
    low: int
    best: int | None
    high: int
    open: bool
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.low <= (self.low if self.best is None else self.best) <= self.high:
            raise ValueError(f"a judged toll runs low, best, high, not {self.low}, {self.best}, {self.high}")


@dataclass(frozen=True, slots=True)
class JudgedIncident:
    """One incident as `by` judged it on the day `on`.

    `code` is its own code, which lasts, `former_codes` others that it had. `cause` are the words of the list and
    `weapons` what they may mean in the record's vocabulary. `grade` is a word of a grading scheme as the scheme writes
    it. `sources` are addresses or names, `address` is the page where it was published. `where` says which file and row
    it was taken from. What is not stated is None or empty.
    """

    code: str
    by: str
    on: dt.date
    places: tuple[Place, ...]
    period: Period | None
    tolls: tuple[JudgedToll, ...]
    former_codes: tuple[str, ...] = ()
    cause: str | None = None
    weapons: tuple[str, ...] = ()
    grade: str | None = None
    sources: tuple[str, ...] = ()
    address: str | None = None
    notes: str | None = None
    where: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others: whose judgement it is, and of what. A person judges an incident anew under it."""
        return self.by, self.code
