"""The command `cenotaph collect`: files into a record, each item ending in a receipt."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import click

from cenotaph.archive.document import DocumentKind
from cenotaph.archive.fetch import Way
from cenotaph.archive.readers.intake import Note
from cenotaph.archive.readers.registry import LISTING_FORMATS, MEDIA
from cenotaph.archive.story import Story
from cenotaph.runners.sandbox import Pool, count_children
from cenotaph.terminal.custody import Kind, custody_options, kind_options, make_way
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.inputs import taking_options
from cenotaph.terminal.loading import File, list_files
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import make_progress, print_json, print_notes
from cenotaph.terminal.wording import clean, join_words, word_number
from cenotaph.workflow.attachments import collect_attachments
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.failures import Failed, log_failure
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.keeping import RESTRICTED
from cenotaph.workflow.memory import recall_columns
from cenotaph.workflow.pages import fetch_items, fetch_stories, is_page, leave
from cenotaph.workflow.parents import find_parent
from cenotaph.workflow.receipts import Outcome, Receipt, write_receipt
from cenotaph.workflow.records import Record, RecordError, is_record, open_named, say_record
from cenotaph.workflow.stories import list_stories, part_known
from cenotaph.workflow.translations import translate

_SAVED = "is a saved reading, which has no texts: take the reports themselves in."


@click.command(short_help="Take reports into a record.")
@click.argument("record", metavar="RECORD")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@taking_options
@custody_options
@kind_options
@click.option("--no-fetch", is_flag=True, help="Do not fetch the pages of stories that a list names.")
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
    sensitivity: str | None,
    proxy: str | None,
    consent: str | None,
    testimony: bool,
    transcript_of: str | None,
    attached_to: str | None,
    translation_of: str | None,
    translator: str | None,
    no_fetch: bool,
    as_json: bool,
) -> None:
    """Take reports into a record, byte for byte; each item ends in a receipt: taken, duplicate, or failed.

    FILE is a report or a folder of reports, as for cenotaph read, an image, a film or a recording, or the address of a
    page. ITEM is what the record has: a document by its id, an image by the name of its file, or the number of an
    entry. Nothing is taken twice: after a stop or a failure run the same command again. What failed is said on standard
    error; the exit code is then 2.
    """
    kind = Kind(testimony, transcript_of, attached_to, translation_of, translator)
    if consent is not None and kind == Kind() and sensitivity is None:
        raise BadInput("--consent needs --sensitivity public or restricted beside it, --testimony or --transcript-of")
    pages = _list_pages(files, kind)
    listed, notes = list_files([name for name in files if name not in pages], format, with_media=True)
    is_online = pages or proxy or any(file.format in LISTING_FORMATS for file in listed)
    way = make_way(proxy) if is_online else Way()
    saved = [Receipt(file.name, Outcome.FAILED, reason=_SAVED) for file in listed if file.format is None]
    # An empty sensitivity is one that was not said.
    custody = Custody(collector, sensitivity or "", consent, published, language, dict(columns))
    tally = _Tally(as_json)
    with explained_record():
        try:
            for receipt in chain(
                _list_missing(notes), saved, _take(record, listed, pages, (way, not no_fetch), (custody, kind), notes)
            ):
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


def _list_pages(files: Sequence[str], kind: Kind) -> list[str]:
    """The files that are addresses of pages; ends the command for what cannot be taken in so."""
    for name in files:
        if not is_page(name) and is_record(name):
            raise BadInput(f"{name} is a record; only reports are taken into one")
    pages = [name for name in files if is_page(name)]
    if pages and kind != Kind():
        raise BadInput(f"{pages[0]} is a page: testimony, transcripts, translations and attachments are files")
    return pages


def _list_missing(notes: Sequence[Note]) -> list[Receipt]:
    return [Receipt(note.where, Outcome.FAILED, reason=note.text) for note in notes if note.fault]


def _take(
    record: str,
    listed: list[File],
    pages: list[str],
    ways: tuple[Way, bool],
    said: tuple[Custody, Kind],
    notes: list[Note],
) -> Iterator[Receipt]:
    items = [Item(_name_kept(file), file.path, file.format) for file in listed if file.format is not None]
    media = [item for item in items if item.format == MEDIA]
    items = [item for item in items if item.format != MEDIA]
    way, fetches = ways
    children = count_children(len(pages) + sum(file.is_confined for file in listed))
    failed: list[Receipt] = []
    with open_named(record) as opened, Pool(children) as pool, make_progress() as progress:
        custody, kind = said[1].complete(said[0], opened), said[1]
        task = progress.add_task("Taking in", total=len(media) + len(items) + len(pages))
        if kind.translation_of is not None:
            yield from _translate(opened, [*media, *items], kind, custody, pool)
            return
        if (media and custody.kind is not DocumentKind.REPORT) or (items and kind.attached_to):
            raise BadInput(_WRONG_KIND)
        for receipt in collect_attachments(opened, media, custody, pool, notes.append):
            progress.advance(task)
            yield receipt

        if not custody.columns:
            items = recall_columns(opened, items, pool)
            print_notes(_note_recalled(items))
        listed_here = items if kind == Kind() else []
        stories, known = part_known(opened, list_stories(listed_here, custody.columns, pool))
        progress.update(task, total=len(media) + len(items) + len(pages) + len(stories))
        print_notes(_note_stories(stories))
        yield from (Receipt(each.address, Outcome.DUPLICATE, "itself", "same address", is_new=False) for each in known)

        def watch() -> Iterator[Item]:
            fetched = chain(fetch_items(pages, way), _fetch_listed(stories, way, fetches))
            for item in chain(items, fetched):
                if isinstance(item, Failed):
                    failed.append(log_failure(opened, item, custody))
                else:
                    yield item
                progress.advance(task)

        yield from collect_files(opened, watch(), custody, pool, notes.append)
        notes.extend(_note_sealed(opened, custody))
    yield from failed


def _note_sealed(opened: Record, custody: Custody) -> Iterator[Note]:
    """What to know of what was sealed, and of what was not."""
    if custody.sensitivity != RESTRICTED or opened.vault.is_empty():
        return
    kept = f"what is restricted is sealed, with its keys in {opened.vault.path}. Keep a copy of that file apart "
    yield Note(opened.name, kept + "from the record: without it nobody can read it again.", fault=False)
    if custody.kind is DocumentKind.TRANSCRIPT and custody.subject is None:
        image = f"what it was written down from (entry {custody.parent}) is not sealed: who has the record sees it."
        yield Note(opened.name, image, fault=False)


def _fetch_listed(stories: Sequence[Story], way: Way, fetches: bool) -> Iterator[Item | Failed]:
    """The pages of stories that lists name, or that they were not fetched."""
    if fetches:
        yield from fetch_stories(stories, way)
        return
    reason = "was not fetched, as --no-fetch says; run the command again without it."
    yield from (leave(story.address, reason) for story in stories)


def _note_recalled(items: Sequence[Item]) -> list[Note]:
    return [
        Note(item.name, f"is read as an earlier table was said to be: {_word_columns(item.columns)}.", fault=False)
        for item in items
        if item.columns
    ]


def _word_columns(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{field} from {heading!r}" for field, heading in columns.items())


def _note_stories(stories: Sequence[Story]) -> list[Note]:
    if not stories:
        return []
    name = stories[0].where.rpartition(", row ")[0]
    pages = word_number(len(stories), "page")
    text = f"lists stories without their texts; {pages} of them were still to be fetched, one after another."
    return [Note(name, text, fault=False)]


_WRONG_KIND = (
    "a transcript and testimony are texts, and what is attached to a document is an image, a film or a recording: name "
    "such a file"
)


def _name_kept(file: File) -> str:
    """What a file is called in the record: by its own name, since folders are named after people."""
    return file.path.name if file.path is not None else file.name


def _translate(record: Record, items: Sequence[Item], kind: Kind, custody: Custody, pool: Pool) -> Iterator[Receipt]:
    """The one file that is a translation."""
    if len(items) != 1 or items[0].path is None or items[0].format == MEDIA:
        raise BadInput("--translation-of takes one file with a text: name it by its path")
    assert kind.translation_of is not None
    parent = find_parent(record, kind.translation_of)
    yield translate(record, items[0].path, items[0].format, parent, kind.translator or "", custody, pool)


@dataclass(slots=True)
class _Tally:
    """The receipts so far: all, or those that have more to say than that something was taken."""

    keeps_all: bool
    receipts: list[Receipt] = field(default_factory=list)
    counts: Counter[Outcome] = field(default_factory=Counter)
    undated: int = 0
    to_read: int = 0

    def add(self, receipt: Receipt) -> None:
        """Count a receipt. An archive gives hundreds of thousands of them."""
        if self.keeps_all or word_receipt(receipt) is not None:
            self.receipts.append(receipt)
        self.counts[receipt.outcome] += 1
        self.to_read += receipt.outcome is Outcome.TAKEN and receipt.is_read
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
    if tally.to_read:
        click.echo(f"Read them with: cenotaph extract {clean(record)}")


def word_receipt(receipt: Receipt) -> str | None:
    """A line for what is more than taken; None for what is not."""
    item = clean(receipt.item)
    if receipt.outcome is Outcome.FAILED:
        return f"{item}: failed: {clean(receipt.reason or '')}"
    if receipt.outcome is Outcome.DUPLICATE:
        if receipt.of == "itself":
            return f"{item}: duplicate: it is in the record already, with the {receipt.how}"
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
