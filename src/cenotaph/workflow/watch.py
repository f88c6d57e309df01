"""Following feeds and folders: what is new in them is taken into a record, politely, until it is told to stop."""

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from cenotaph.archive.capture import Validators
from cenotaph.archive.document import Document
from cenotaph.archive.fetch import FetchError, Way
from cenotaph.archive.manners import LEAST_SECONDS, Manners
from cenotaph.archive.media_types import find_capture_format
from cenotaph.archive.refusals import find_refusal
from cenotaph.runners.sandbox import Given, Pool
from cenotaph.store import schema
from cenotaph.store.record import Record
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.failures import Failed, log_failure
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.pages import fetch_item, is_page, write_custody, write_hops
from cenotaph.workflow.receipts import Outcome, Receipt

# A page that fails is asked for in so many rounds, since servers are away for a while.
_MOST_TRIALS = 3
# A file that was written so short a time ago may not be whole yet.
_SETTLED_SECONDS = 5.0
_FEED = "xml"


class StoppedError(Exception):
    """It was told to stop while it waited."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What is followed: addresses of feeds, and what lists the files in folders."""

    feeds: Sequence[str]
    list_files: Callable[[], Iterable[Item]]


class Watcher:
    """Follows sources for a record. Pages that the record has are not asked for again; feeds are asked whether they
    have changed. `stop` ends a round at the next file or page."""

    def __init__(
        self, record: Record, sources: Sources, custody: Custody, pool: Pool, way: Way, stop: threading.Event
    ) -> None:
        self._record, self._sources, self._custody, self._pool, self._stop = record, sources, custody, pool, stop
        self._manners = Manners(version("cenotaph"), way, LEAST_SECONDS, sleep=self._wait)
        self._validators: dict[str, Validators] = {}
        self._trials: Counter[str] = Counter()
        self._reasons: dict[str, str] = {}  # why addresses failed, as far as the log has it
        self._states: dict[Path, tuple[int, int]] = {}
        with record.look() as view:
            ended = [body for _, body in view.list_current(schema.receipts)]
            failed = {body["capture"] for body in ended if body["outcome"] == Outcome.FAILED}
            captures = view.list_current(schema.captures)
            self._known = {body["name"] for number, body in captures if number not in failed}

    def look(self) -> Iterator[Receipt]:
        """One round over all sources: a receipt for each thing that is new, when what it says is on the disk, and for
        each that failed."""
        try:
            yield from self._take(self._list_new_files(), self._custody)
            for feed in self._sources.feeds:
                yield from self._follow(feed)
        except StoppedError:
            return

    def _wait(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise StoppedError

    def _list_new_files(self) -> Iterator[Item]:
        for item in self._sources.list_files():
            if self._stop.is_set():
                return
            if item.path is None:
                continue
            try:
                found = item.path.stat()
            except OSError:
                continue  # it was taken away since the folder was listed
            if time.time() - found.st_mtime < _SETTLED_SECONDS:
                continue
            state = (found.st_mtime_ns, found.st_size)
            if self._states.get(item.path) != state:
                self._states[item.path] = state
                yield item

    def _follow(self, feed: str) -> Iterator[Receipt]:
        started = dt.datetime.now(dt.UTC)
        try:
            capture = self._manners.fetch(feed, self._validators.get(feed))
        except FetchError as error:
            hops = write_hops(error.hops) if error.hops else None
            yield self._fail(Failed(feed, str(error), started, dt.datetime.now(dt.UTC), hops))
            return
        if capture.status == 304:
            return
        refusal = find_refusal(capture)
        if refusal is None and find_capture_format(capture) == "html":
            refusal = "is a page and no feed. Look on it for the address of its feed (RSS or Atom)."
        opened = self._pool.open(Given(feed, _FEED, capture.content)) if refusal is None else None
        if opened is None or opened.failure is not None:
            reason = refusal or (opened.failure.reason if opened is not None and opened.failure is not None else "")
            yield self._fail(Failed(feed, reason, capture.started_at, capture.ended_at, write_custody(capture)))
            return
        is_done = True
        for entry in opened.intake.documents:
            for receipt in self._take_entry(feed, entry):
                is_done &= receipt.outcome is not Outcome.FAILED or self._trials[receipt.item] >= _MOST_TRIALS
                yield receipt
        if is_done:
            # Only now: a feed that has not changed would hide a page that is to be asked for again.
            self._validators[feed] = capture.validators

    def _take_entry(self, feed: str, entry: Document) -> Iterator[Receipt]:
        address = entry.url or ""
        if address in self._known or self._trials[address] >= _MOST_TRIALS:
            return
        if not is_page(address):
            self._known.add(address)
            yield Receipt(entry.id, Outcome.FAILED, reason="is an entry without the address of its page.")
            return
        if self._stop.is_set():
            raise StoppedError
        self._trials[address] += 1
        item = fetch_item(self._manners, address)
        if isinstance(item, Failed):
            yield self._fail(item)
            return
        # The day that the feed states, where the page states none.
        custody = replace(self._custody, published=self._custody.published or entry.published)
        receipts = list(self._take([item], custody))
        if not any(receipt.outcome is Outcome.FAILED for receipt in receipts):
            self._known.add(address)
        yield from receipts

    def _fail(self, failed: Failed) -> Receipt:
        """An attempt that failed, written to the log: of a server that is away for days once, and not every round."""
        if self._reasons.get(failed.address) == failed.reason:
            return failed.receipt
        self._reasons[failed.address] = failed.reason
        return log_failure(self._record, failed, self._custody)

    def _take(self, items: Iterable[Item], custody: Custody) -> Iterator[Receipt]:
        for receipt in collect_files(self._record, items, custody, self._pool):
            if receipt.is_new:
                yield receipt
