"""The command `cenotaph watch`: feeds and folders followed into a record, until it is stopped."""

import datetime as dt
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cenotaph.actors.register import Register
from cenotaph.archive.fetch import Way
from cenotaph.runners.sandbox import Pool
from cenotaph.store.record import Record
from cenotaph.terminal.actors import actors_option, read_register
from cenotaph.terminal.collect import word_receipt
from cenotaph.terminal.custody import PUBLIC, custody_options, make_way
from cenotaph.terminal.faults import FAULT, BadInput
from cenotaph.terminal.gazetteer import open_index
from cenotaph.terminal.loading import list_files
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.wording import clean, word_number
from cenotaph.workflow.extract import extract_record
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.pages import is_page
from cenotaph.workflow.receipts import Outcome, Receipt
from cenotaph.workflow.records import open_named
from cenotaph.workflow.resident import Resident
from cenotaph.workflow.watch import Sources, Watcher

# A feed that is asked more often than this gives nothing but work to its server.
_LEAST_MINUTES = 5


@click.command(short_help="Follow feeds and folders into a record.")
@click.argument("record", metavar="RECORD")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--every",
    type=click.IntRange(_LEAST_MINUTES),
    default=30,
    show_default=True,
    metavar="MINUTES",
    help="How long to wait between two rounds; 5 at least.",
)
@click.option("--once", is_flag=True, help="Look once, and end.")
@click.option(
    "--reconcile",
    "reconciling",
    is_flag=True,
    help="After each round extract and reconcile what is new; the record stays in memory for it.",
)
@actors_option
@custody_options
@click.pass_context
def watch(
    ctx: click.Context,
    record: str,
    sources: tuple[str, ...],
    every: int,
    once: bool,
    reconciling: bool,
    actors: Path | None,
    collector: str | None,
    sensitivity: str | None,
    proxy: str | None,
    consent: str | None,
) -> None:
    """Follow feeds and folders: what is new in them is taken into a record, until Ctrl-C.

    SOURCE is the address of a feed (RSS or Atom) or a folder of reports. The pages that a feed names are fetched as
    robots.txt allows, one at a time. The first Ctrl-C ends it when the page at hand is on the disk.

    With --reconcile all that is there is extracted and reconciled first, and then what each round brings.
    """
    feeds = [source for source in sources if is_page(source)]
    folders = [source for source in sources if source not in feeds]
    for folder in folders:
        if not Path(folder).is_dir():
            raise BadInput(f"{folder} is neither a folder nor the address of a feed; take single files with collect")

    def list_items() -> Iterator[Item]:
        for file in list_files(folders, None)[0]:
            if file.format is not None:
                yield Item(file.path.name if file.path is not None else file.name, file.path, file.format)

    way = make_way(proxy) if feeds or proxy else Way()
    register = read_register(actors)
    custody, counts = Custody(collector, sensitivity or PUBLIC, consent), Counter[Outcome]()
    with explained_record(), open_named(record) as opened, Pool() as pool, _stopping() as stop:
        watcher = Watcher(opened, Sources(feeds, list_items), custody, pool, way, stop)
        follower = _Reconciling(opened, register) if reconciling else None
        while True:
            for receipt in watcher.look():
                counts[receipt.outcome] += 1
                _print_receipt(receipt)
            if follower is not None:
                follower.catch_up()
            if once or stop.is_set() or stop.wait(every * 60):
                break
    click.echo(
        f"Taken: {counts[Outcome.TAKEN]:,}. Duplicates: {counts[Outcome.DUPLICATE]:,}. "
        f"Failed: {counts[Outcome.FAILED]:,}."
    )
    ctx.exit(FAULT if counts[Outcome.FAILED] else 0)


class _Reconciling:
    """Extracts and reconciles what was added to a record, and says what that changed."""

    def __init__(self, record: Record, register: Register) -> None:
        self._record, self._register, self._gazetteer = record, register, open_index()
        self._resident = Resident(record)
        self._first = 0  # the entry from which on documents may not have been read

    def catch_up(self) -> None:
        with self._record.look() as view:
            size = view.size
        done = extract_record(self._record, self._gazetteer, self._register, first=self._first)
        self._first = size
        for language, number in sorted(done.unread.items()):
            click.echo(f"No pack for “{language}”: {word_number(number, 'document')} not read.", err=True)
        caught = self._resident.catch_up()
        if caught.new or caught.changed or caught.gone:
            click.echo(
                f"{_write_moment()} Incidents. New: {len(caught.new):,}. Changed: {len(caught.changed):,}. "
                f"Gone: {len(caught.gone):,}."
            )


def _print_receipt(receipt: Receipt) -> None:
    line = word_receipt(receipt) or f"{clean(receipt.item)}: taken"
    click.echo(f"{_write_moment()} {line}", err=receipt.outcome is Outcome.FAILED)


def _write_moment() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M")


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C, or the system's request to end, sets; the second ends the program at once."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def note(number: int, _: object) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)] or signal.SIG_DFL)

    for number in before:
        signal.signal(number, note)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
