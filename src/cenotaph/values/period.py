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
    "2024-05-01~" approximate. Raises ValueError if `end` is before `start`.
    """

    text: str
    start: dt.date
    end: dt.date
    precision: Precision
    edtf: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends on or after its first day, not {self.start} to {self.end} ({self.text!r})")
