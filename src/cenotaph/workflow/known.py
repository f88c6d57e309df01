"""Which claims of a reading were known by the end of a day."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from cenotaph.claims.claim import Claim
from cenotaph.workflow.reading import Reading

# A claim by its id, in each report that prints it, with the day of publication.
Printed = Mapping[str, Sequence[tuple[dt.date | None, Claim]]]


class KnownClaims(Mapping[str, Claim]):
    """The claims of the reports that had been published by the end of a day (None: of all), by id. What is printed is
    shared by all days that are looked at: a history of years would not fit in memory otherwise."""

    __slots__ = ("_day", "_printed")

    def __init__(self, printed: Printed, day: dt.date | None) -> None:
        self._printed = printed
        self._day = day

    def __getitem__(self, id: str) -> Claim:
        for published, claim in reversed(self._printed[id]):
            if self._day is None or (published is not None and published <= self._day):
                return claim
        raise KeyError(id)

    def __iter__(self) -> Iterator[str]:
        return (id for id in self._printed if id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def list_printed(reading: Reading) -> Printed:
    """The claims of a reading by id, in the order of the reading."""
    published = {note.id: note.published for note in reading.documents}
    printed: dict[str, list[tuple[dt.date | None, Claim]]] = {}
    for claim in reading.claims:
        if claim.document in published:
            printed.setdefault(claim.id, []).append((published[claim.document], claim))
    return printed
