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
