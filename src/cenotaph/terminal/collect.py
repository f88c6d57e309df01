"""The command `cenotaph collect`: files into a record, each item ending in a receipt."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar

import click

from cenotaph.archive.fetch import Way, choose_proxy
from cenotaph.archive.readers.intake import Note
from cenotaph.archive.wire import strip_proxy
from cenotaph.runners.sandbox import Pool, count_children
from cenotaph.terminal.gazetteer import FAULT, BadInput
from cenotaph.terminal.inputs import taking_options
from cenotaph.terminal.loading import File, list_files
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import make_progress, print_json, print_notes
from cenotaph.terminal.wording import clean, join_words, word_number
from cenotaph.workflow.collect import Custody, Item, collect_files
from cenotaph.workflow.pages import fetch_items, is_page
from cenotaph.workflow.receipts import Outcome, Receipt, write_receipt
from cenotaph.workflow.records import RecordError, is_record, open_named, say_record

_Command = TypeVar("_Command", bound=Callable[..., Any])

_SENSITIVITIES = ("public", "restricted")
_SAVED = "is a saved reading, which has no texts: take the reports themselves in."


def custody_options(command: _Command) -> _Command:
    """The options that say how things come to a record, for every command that takes some in."""
    for option in (
        click.option("--consent", metavar="WORDS", help="What the person whose words they are has agreed to."),
        click.option(
            "--proxy",
            metavar="ADDRESS",
            help="Fetch pages through this proxy alone, such as socks5h://127.0.0.1:9050; else the environment's.",
        ),
        click.option(
            "--sensitivity",
            type=click.Choice(_SENSITIVITIES),
            default="public",
            show_default=True,
            help="Whether they may be shown to everyone.",
        ),
        click.option(
            "--collector",
            metavar="NAME",
            envvar="CENOTAPH_COLLECTOR",
            show_envvar=True,
            help="Who collected them: a pseudonym, for it is kept and may be published.",
        ),
    ):
        command = option(command)
    return command


@click.command(short_help="Take reports into a record.")
@click.argument("record", metavar="RECORD")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@taking_options
@custody_options
@click.option("--json", "as_json", is_flag=True, help="Print the receipts as one JSON document, and nothing else.")
@click.pass_context
def collect(
    ctx: click.Context,
    record: str,
    files: tuple[str, ...],
    published: dt.date | None,
    language: str | None,
    format: str | None,
    columns: tuple[tuple[str, str], ...],
    collector: str | None,
    sensitivity: str,
    proxy: str | None,
    consent: str | None,
    as_json: bool,
) -> None:
    """Take reports into a record, byte for byte; each item ends in a receipt: taken, duplicate, or failed.

    FILE is a report or a folder of reports, as for cenotaph read, or the address of a page. Nothing is taken twice:
    after a stop or a failure run the same command again. What failed is said on standard error; the exit code is then
    2.
    """
    for name in files:
        if not is_page(name) and is_record(name):
            raise BadInput(f"{name} is a record; only reports are taken into one")
    pages = [name for name in files if is_page(name)]
    way = make_way(proxy) if pages or proxy else Way()
    listed, notes = list_files([name for name in files if name not in pages], format)
    saved = [Receipt(file.name, Outcome.FAILED, reason=_SAVED) for file in listed if file.format is None]
    custody = Custody(collector, sensitivity, consent, published, language, dict(columns))
    tally = _Tally(as_json)
    with explained_record():
        try:
            for receipt in chain(_list_missing(notes), saved, _take(record, listed, pages, way, custody, notes)):
                tally.add(receipt)
        except RecordError:
            # What was done until then is done, and what goes wrong is said after it.
            _print_tally(tally, say_record(record))
            raise
        except KeyboardInterrupt:
            _print_tally(tally, say_record(record))
            click.echo("Stopped. What is counted here is in the record; run the command again to go on.", err=True)
            raise
    print_notes([note for note in notes if not note.fault])
    if as_json:
        print_json({"receipts": [write_receipt(receipt) for receipt in tally.receipts]})
    else:
        _print_tally(tally, say_record(record))
    ctx.exit(FAULT if tally.counts[Outcome.FAILED] else 0)


def _list_missing(notes: Sequence[Note]) -> list[Receipt]:
    return [Receipt(note.where, Outcome.FAILED, reason=note.text) for note in notes if note.fault]


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


def _take(
    record: str, listed: list[File], pages: list[str], way: Way, custody: Custody, notes: list[Note]
) -> Iterator[Receipt]:
    items = [Item(file.name, file.path, file.format) for file in listed if file.format is not None]
    children = count_children(len(pages) + sum(file.is_confined for file in listed))
    failed: list[Receipt] = []
    with open_named(record) as opened, Pool(children) as pool, make_progress() as progress:
        task = progress.add_task("Taking in", total=len(items) + len(pages))

        def watch() -> Iterator[Item]:
            for item in chain(items, fetch_items(pages, way)):
                if isinstance(item, Receipt):
                    failed.append(item)
                else:
                    yield item
                progress.advance(task)

        yield from collect_files(opened, watch(), custody, pool, notes.append)
    yield from failed


@dataclass(slots=True)
class _Tally:
    """The receipts so far: all, or those that have more to say than that something was taken."""

    keeps_all: bool
    receipts: list[Receipt] = field(default_factory=list)
    counts: Counter[Outcome] = field(default_factory=Counter)
    undated: int = 0

    def add(self, receipt: Receipt) -> None:
        """Count a receipt. An archive gives hundreds of thousands of them."""
        if self.keeps_all or word_receipt(receipt) is not None:
            self.receipts.append(receipt)
        self.counts[receipt.outcome] += 1
        self.undated += receipt.outcome is Outcome.TAKEN and not receipt.dated


def _print_tally(tally: _Tally, record: str) -> None:
    for receipt in tally.receipts:
        line = word_receipt(receipt)
        if line is not None:
            click.echo(line, err=receipt.outcome is Outcome.FAILED)
    counts = tally.counts
    click.echo(
        f"Taken: {counts[Outcome.TAKEN]:,}. Duplicates: {counts[Outcome.DUPLICATE]:,}. "
        f"Failed: {counts[Outcome.FAILED]:,}."
    )
    if tally.undated:
        click.echo(
            f"{word_number(tally.undated, 'document')} without a day of publication: words such as “on Tuesday” cannot "
            "be dated in them. Run it again with --published, which completes them."
        )
    if counts[Outcome.TAKEN]:
        click.echo(f"Read them with: cenotaph extract {clean(record)}")


def word_receipt(receipt: Receipt) -> str | None:
    """A line for what is more than taken; None for what is not."""
    item = clean(receipt.item)
    if receipt.outcome is Outcome.FAILED:
        return f"{item}: failed: {clean(receipt.reason or '')}"
    if receipt.outcome is Outcome.DUPLICATE:
        if receipt.of == "itself":
            return f"{item}: duplicate: it is in the record already, with the same bytes"
        return f"{item}: duplicate of {clean(receipt.of or '')} ({receipt.how})"
    if receipt.replaces:
        return f"{item}: taken: more is stated of it now than before"
    if receipt.same_text:
        return (
            f"{item}: taken: has the text of {join_words([clean(id) for id in receipt.same_text])}, published otherwise"
        )
    if receipt.near:
        near = [f"{clean(each.document)} ({each.share:.0%})" for each in receipt.near]
        return f"{item}: taken: nearly the same as {join_words(near)}"
    return None
