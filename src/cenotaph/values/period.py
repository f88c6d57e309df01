"""When something happened: days local to the place of the event, with their precision."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How finely a period is known, coarsest last."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included, as the words in `text` give them.

    `edtf` is the same in EDTF (ISO 8601-2): "2024-05-XX" a day of May, "2024-05-01/2024-05-07" an interval,
    "2024-05-01~" approximate, "2024-05-01?" uncertain, because the words contradict one another, "2024-05-01%" both.
    Raises ValueError if `end` is before `start`.
    """

    text: str
    start: dt.date
    end: dt.date
    precision: Precision
    edtf: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends on or after its first day, not {self.start} to {self.end} ({self.text!r})")

    def overlaps(self, other: "Period") -> bool:
        """True if the two share a day."""
        return self.start <= other.end and other.start <= self.end

    @property
    def is_vague(self) -> bool:
        """True if the words only come near these days."""
        return "~" in self.edtf or "%" in self.edtf

    @property
    def is_doubtful(self) -> bool:
        """True if the words contradict one another: a date and a weekday, or the same date in two calendars."""
        return "?" in self.edtf or "%" in self.edtf
