"""How things come to a record: the options that say it, for every command that takes some in."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import click

from cenotaph.archive.document import DocumentKind
from cenotaph.archive.fetch import Way, choose_proxy
from cenotaph.archive.wire import strip_proxy
from cenotaph.terminal.faults import BadInput
from cenotaph.workflow.items import Custody
from cenotaph.workflow.parents import ParentError, find_parent
from cenotaph.workflow.records import Record

_Command = TypeVar("_Command", bound=Callable[..., Any])

PUBLIC, RESTRICTED = "public", "restricted"
_SENSITIVITIES = (PUBLIC, RESTRICTED)


sensitivity_option = click.option(
    "--sensitivity",
    type=click.Choice(_SENSITIVITIES),
    help="Whether they may be shown to everyone: public, but for testimony and transcripts, which are restricted.",
)
collector_option = click.option(
    "--collector",
    metavar="NAME",
    envvar="CENOTAPH_COLLECTOR",
    show_envvar=True,
    help="Who collected them: a pseudonym, for it is kept and may be published.",
)


def custody_options(command: _Command) -> _Command:
    """The options that say how things come to a record, for every command that takes some in."""
    for option in (
        click.option("--consent", metavar="WORDS", help="What the person whose words they are has agreed to."),
        click.option(
            "--proxy",
            metavar="ADDRESS",
            help="Fetch pages through this proxy alone, such as socks5h://127.0.0.1:9050; else the environment's.",
        ),
        sensitivity_option,
        collector_option,
    ):
        command = option(command)
    return command


def kind_options(command: _Command) -> _Command:
    """The options that say what files are, where they are no reports."""
    for option in (
        click.option("--by", "translator", metavar="NAME", help="Who translated: a name or a pseudonym."),
        click.option(
            "--translation-of", "translation_of", metavar="ITEM",
            help="FILE is a person's translation of a document, shown beside its words and never read.",
        ),
        click.option(
            "--attached-to", "attached_to", metavar="ITEM", help="FILE is an image, film or recording of a document."
        ),
        click.option(
            "--transcript-of", "transcript_of", metavar="ITEM",
            help="FILE is what a person wrote down from an image, film or recording of the record.",
        ),
        click.option("--testimony", is_flag=True, help="FILE is what a person told you."),
    ):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Kind:
    """What a person says that files are: what they are of, an item of the record, and who translated. Raises BadInput
    for two that exclude each other."""

    testimony: bool = False
    transcript_of: str | None = None
    attached_to: str | None = None
    translation_of: str | None = None
    translator: str | None = None

    def __post_init__(self) -> None:
        said = {
            "--testimony": self.testimony, "--transcript-of": self.transcript_of, "--attached-to": self.attached_to,
            "--translation-of": self.translation_of,
        }  # fmt: skip
        given = [option for option, value in said.items() if value]
        if len(given) > 1:
            raise BadInput(f"{' and '.join(given)}: a file is one of these; give one of them")
        if bool(self.translator) != bool(self.translation_of):
            raise BadInput("--translation-of and --by go together: whose translation it is stands beside every quote")

    @property
    def of(self) -> str | None:
        """The item that they are of."""
        return self.transcript_of or self.attached_to or self.translation_of

    def complete(self, custody: Custody, record: Record) -> Custody:
        """How files of this kind came here. Testimony and transcripts are restricted unless it is said otherwise, and
        what is of a sealed item is sealed with it. Raises BadInput where consent is missing, or an item is not
        there."""
        kind = DocumentKind.TESTIMONY if self.testimony else DocumentKind.TRANSCRIPT if self.transcript_of else None
        if kind is not None and not (custody.consent or "").strip():
            raise BadInput(_NO_CONSENT.format("testimony" if self.testimony else "a transcript"))
        sensitivity = custody.sensitivity or (RESTRICTED if kind is not None else PUBLIC)
        custody = replace(custody, sensitivity=sensitivity, kind=kind or DocumentKind.REPORT)
        if self.of is None:
            return custody
        try:
            parent = find_parent(record, self.of)
        except ParentError as error:
            raise BadInput(str(error)) from None
        if parent.kind != "document" and self.translation_of:
            raise BadInput(f"{parent.name} is no document with a text, so there is nothing to translate")
        return replace(
            custody, parent=parent.entry, subject=parent.subject,
            sensitivity=RESTRICTED if parent.subject is not None else sensitivity,
        )  # fmt: skip


_NO_CONSENT = (
    '{} needs --consent: what the person whose words they are has agreed to, such as --consent "may be counted, not '
    'quoted"; of a post that was public, --consent "public post"'
)


def make_way(proxy: str | None) -> Way:
    """How pages are fetched: through the proxy that is given, else the one that the environment names, if any."""
    chosen = proxy or choose_proxy(os.environ)
    if chosen is not None:
        try:
            strip_proxy(chosen)
        except ValueError as error:
            source = "--proxy" if proxy else "the environment"
            raise BadInput(f"{source} names no proxy that can be used: {error}") from None
    return Way(chosen)
