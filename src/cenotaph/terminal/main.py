"""The command `cenotaph`: its verbs, and how it ends when it is stopped."""

import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module

import click

from cenotaph.actors.reading import RegisterError
from cenotaph.claims.tables import LexiconError
from cenotaph.terminal.faults import FAULT

# What shells give for a program ended by Ctrl-C: 128 and the number of the signal.
STOPPED = 130


# Where each verb is, loaded when it is typed: a program that is to add one report to a record should not first load
# what fetches pages and draws maps.
VERBS = {
    "actors": "actors:actors",
    "archive": "archive:archive",
    "backup": "backup:backup",
    "checkpoint": "checkpoint:checkpoint",
    "collect": "collect:collect",
    "compare": "compare:compare",
    "cosign": "cosign:cosign",
    "extract": "extract:extract",
    "gazetteer": "gazetteer:gazetteer",
    "hold": "shred:hold_file",
    "import": "imports:import_incidents",
    "keys": "keys:keys",
    "lexicon": "lexicon:lexicon",
    "locate": "locate:locate",
    "log": "log:log",
    "new": "new:new",
    "prove": "prove:prove",
    "read": "read:read",
    "reconcile": "reconcile:reconcile",
    "restore": "backup:restore",
    "search": "search:search",
    "shred": "shred:shred_file",
    "tolls": "tolls:tolls",
    "verify": "verify:verify",
    "watch": "watch:watch",
    "why": "why:why",
}


class Verbs(MutableMapping[str, click.Command]):
    """The verbs by their names, each loaded when it is asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, verb: str) -> click.Command:
        if verb not in self._loaded:
            module, _, name = VERBS[verb].partition(":")
            self._loaded[verb] = getattr(import_module(f"cenotaph.terminal.{module}"), name)
        return self._loaded[verb]

    def __setitem__(self, verb: str, command: click.Command) -> None:
        self._loaded[verb] = command

    def __delitem__(self, verb: str) -> None:
        del self._loaded[verb]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*VERBS, *self._loaded}))

    def __len__(self) -> int:
        return len({*VERBS, *self._loaded})


@click.group(commands=Verbs(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cenotaph", help="Print the version.")
def cli() -> None:
    """Turn conflicting reports of armed conflict into a casualty record that can be defended."""


def main() -> None:
    """The entry point: runs the command line and ends with its exit code, without a traceback when it is stopped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that lacks Arabic letters shows their codes; nothing breaks.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except LexiconError as error:
        click.echo(f"Error: a language pack cannot be used: {error}", err=True)
        sys.exit(FAULT)
    except RegisterError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(FAULT)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(STOPPED)
    sys.exit(code if isinstance(code, int) else 0)
