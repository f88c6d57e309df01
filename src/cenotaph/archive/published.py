"""The day a report was published, from the words a file, a page or a person gives for it."""

import datetime as dt


def parse_published(value: str) -> dt.date:
    """The local day in `value`: an ISO date ("2016-05-11") or a moment ("2016-05-11T23:30:00+03:00").

    A moment keeps the day that is written: it is not moved to UTC, since "on Tuesday" in a report means the
    Tuesday of the place it was written in. Raises ValueError, with the form expected, for anything else.
    """
    written = value.strip()
    try:
        if len(written) == 10:
            return dt.date.fromisoformat(written)
        return dt.datetime.fromisoformat(written).date()
    except ValueError:
        raise ValueError(
            f"{value!r} is no day: write a date such as 2016-05-11 or a moment such as 2016-05-11T23:30:00+03:00"
        ) from None
