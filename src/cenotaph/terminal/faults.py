"""How a command ends where something was wrong with what it was given."""

import click

FAULT = 2


class BadInput(click.ClickException):
    """What the user gave cannot be used; the command ends with exit code 2."""

    exit_code = FAULT
