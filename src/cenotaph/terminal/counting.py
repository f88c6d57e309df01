"""How a command counts: the rule profile, the day as of which it counts, and the decisions of people it obeys."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from cenotaph.archive.readers.intake import Note
from cenotaph.incidents.decisions import Decisions
from cenotaph.incidents.profile import known_profiles
from cenotaph.terminal.days import Day
from cenotaph.terminal.faults import BadInput
from cenotaph.workflow.anchors import apply_decisions
from cenotaph.workflow.links import LinksError, parse_links
from cenotaph.workflow.profiles import open_profile
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import reconcile_reading

_Command = TypeVar("_Command", bound=Callable[..., Any])


_DEFAULT = "plain"


def profile_option(multiple: bool = False) -> Callable[[_Command], _Command]:
    """The option for the rules to count by; `multiple`: for several, side by side."""
    more = "; give it again to see profiles side by side" if multiple else ""
    return click.option(
        "--profile", "profiles" if multiple else "profile", multiple=multiple, metavar="PROFILE",
        default=[_DEFAULT] if multiple else _DEFAULT, show_default=True,
        help=f"The rules to count by: {', '.join(known_profiles())}, or a file of your own (.toml){more}.",
    )  # fmt: skip


def links_option(command: _Command) -> _Command:
    """The option for a file of decisions."""
    return click.option(
        "--links", type=click.Path(dir_okay=False, path_type=Path), metavar="LINKS",
        help="A TOML or JSON Lines file of decisions: which claims tell of one event, and where voices come from.",
    )(command)  # fmt: skip


def as_of_option(command: _Command) -> _Command:
    """The option for the day as of which to count."""
    return click.option(
        "--as-of", type=Day(), metavar="DAY", help="Count only what had been published by the end of this day."
    )(command)


def load_decisions(path: Path | None, reading: Reading) -> tuple[Decisions, list[Note]]:
    """What a file of decisions says of the claims of a reading, and notes on what it names in vain. A file
    that cannot be used ends the command."""
    try:
        # Without a file the decisions that saved readings keep are still looked through: two may contradict each other.
        decided = parse_links(path.read_text(encoding="utf-8-sig"), path.name) if path is not None else ()
        decisions, notes = apply_decisions(decided, reading)
    except OSError as error:
        raise BadInput(f"--links {path}: could not be read ({error.strerror or error})") from None
    except UnicodeDecodeError:
        raise BadInput(f"--links {path}: is not in UTF-8; save it as UTF-8") from None
    except LinksError as error:
        raise BadInput(f"decisions cannot be used:\n{error}") from None
    return decisions, list(notes)


def count_reading(
    gathered: Reading, profile: str, as_of: dt.date | None, decisions: Decisions
) -> tuple[Reading, list[Note]]:
    """The reading reconciled by these rules, and a note on reports that a day leaves out."""
    try:
        reading = reconcile_reading(
            gathered, profile=profile, as_of=as_of, links=decisions.links, rulings=decisions.rulings
        )
    except ValueError as error:
        raise BadInput(str(error)) from None
    return reading, note_undated(reading, as_of)


def note_undated(reading: Reading, as_of: dt.date | None) -> list[Note]:
    """A note on reports of unknown day, which no count as of a day can hold."""
    undated = [note.id for note in reading.documents if note.published is None]
    if as_of is None or not undated:
        return []
    others = f" and {len(undated) - 1:,} more reports have" if len(undated) > 1 else " has"
    text = (
        f"{others.strip()} no day of publication and cannot be shown to have been known by {as_of}: left out. Give the "
        "day with --published."
    )
    return [Note(undated[0], text, fault=True)]


def note_other_rules(gathered: Reading, profiles: Sequence[str], as_of: dt.date | None) -> list[Note]:
    """A note that a saved reading had been counted by other rules or as of another day than it is now."""
    kept = gathered.provenance
    try:
        names = [open_profile(profile).name for profile in profiles]
    except ValueError as error:
        raise BadInput(str(error)) from None
    if (kept.profile, kept.as_of) in ((_DEFAULT, None), *((name, as_of) for name in names)):
        return []
    before, now = _word_rules(kept.profile, kept.as_of), _word_rules(" and ".join(names), as_of)
    return [Note("the saved reading", f"had been counted {before}; here it is counted {now}.", fault=False)]


def _word_rules(profile: str, as_of: dt.date | None) -> str:
    return f"by the rules {profile}, {f'as of {as_of}' if as_of else 'with all reports'}"
