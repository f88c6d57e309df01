"""The command `cenotaph`: its verbs, and how it ends when it is stopped."""

import sys

import click

from cenotaph.actors.reading import RegisterError
from cenotaph.claims.tables import LexiconError
from cenotaph.terminal.actors import actors
from cenotaph.terminal.archive import archive
from cenotaph.terminal.backup import backup, restore
from cenotaph.terminal.checkpoint import checkpoint
from cenotaph.terminal.collect import collect
from cenotaph.terminal.compare import compare
from cenotaph.terminal.cosign import cosign
from cenotaph.terminal.extract import extract
from cenotaph.terminal.gazetteer import FAULT, gazetteer
from cenotaph.terminal.imports import import_incidents
from cenotaph.terminal.keys import keys
from cenotaph.terminal.lexicon import lexicon
from cenotaph.terminal.locate import locate
from cenotaph.terminal.log import log
from cenotaph.terminal.new import new
from cenotaph.terminal.prove import prove
from cenotaph.terminal.read import read
from cenotaph.terminal.reconcile import reconcile
from cenotaph.terminal.search import search
from cenotaph.terminal.shred import hold_file, shred_file
from cenotaph.terminal.tolls import tolls
from cenotaph.terminal.verify import verify
from cenotaph.terminal.watch import watch
from cenotaph.terminal.why import why

# What shells give for a program ended by Ctrl-C: 128 and the number of the signal.
STOPPED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cenotaph", help="Print the version.")
def cli() -> None:
    """Turn conflicting reports of armed conflict into a casualty record that can be defended."""


for command in (
    actors, archive, backup, checkpoint, collect, compare, cosign, extract, gazetteer, hold_file, import_incidents,
    keys, lexicon, locate, log, new, prove, read, reconcile, restore, search, shred_file, tolls, verify, watch, why,
):  # fmt: skip
    cli.add_command(command)


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
