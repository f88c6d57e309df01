"""Days on the command line."""

import datetime as dt

import click

from cenotaph.archive.published import parse_published


class Day(click.ParamType[dt.date]):
    """A day on the command line: an ISO date, or a moment whose day counts."""

    name = "date"

    def convert(self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day in `value`; a value that is none ends the command with a message."""
        try:
            return value if isinstance(value, dt.date) else parse_published(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Moment(click.ParamType[dt.datetime]):
    """A moment on the command line: ISO with an offset, or a day, which stands for its end in UTC."""

    name = "moment"

    def convert(
        self, value: str | dt.datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime:
        """The moment in `value`; a value that is none ends the command with a message."""
        if isinstance(value, dt.datetime):
            return value
        written = value.strip()
        try:
            if len(written) == 10:
                return dt.datetime.combine(dt.date.fromisoformat(written), dt.time.max, dt.UTC)
            moment = dt.datetime.fromisoformat(written)
        except ValueError:
            self.fail(f"{value!r} is no moment: write 2016-05-11, or 2016-05-11T23:30:00+03:00", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value!r} does not say in which zone: write {written}Z for UTC, or {written}+03:00", param, ctx)
        return moment
