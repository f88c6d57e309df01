"""A party to armed conflict, as the register has it."""

import datetime as dt
from dataclasses import dataclass

from cenotaph.values.actor import ActorKind


@dataclass(frozen=True, slots=True)
class Party:
    """One row of the register; each field is explained in docs/reference/actors.md.

    `id` lasts; `country` is the ISO 3166-1 code of two letters of the country it is of, None where it is of none or
    several; `start` and `end` are the first and the last day of its being, None where they are not known. `national`
    marks the forces that are meant by a country's name ("Russian jets"). `ucdp` and `acled` are the codes of these
    two, None where they are not known; `source` says what the row rests on.
    """

    id: str
    name: str
    kind: ActorKind
    source: str
    country: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    national: bool = False
    aliases: tuple[str, ...] = ()
    ucdp: str | None = None
    acled: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its aliases."""
        return (self.name, *self.aliases)

    def is_on(self, day: dt.date) -> bool:
        """True if it was there on a day, or its dates are not known."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: "Party") -> bool:
        """True if there is, or may be, a day on which both were there."""
        return (self.start is None or other.end is None or self.start <= other.end) and (
            other.start is None or self.end is None or other.start <= self.end
        )
