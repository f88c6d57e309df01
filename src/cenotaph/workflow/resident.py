"""A record that stays in memory, reconciled: what is added to it is reconciled with what it touches, and kept."""

import gc
from dataclasses import dataclass

from cenotaph.incidents.incident import Incident
from cenotaph.incidents.record import Record as Incidents
from cenotaph.store.record import Record
from cenotaph.store.schema import reconciliations
from cenotaph.workflow.news import keep_update, list_news
from cenotaph.workflow.touched import WholeError, reconcile_touched, settle_in_pages


@dataclass(frozen=True, slots=True)
class Caught:
    """What catching up with a record changed: the ids of incidents that are new, otherwise than they were, and gone.
    `is_whole` if all of it was reconciled, with the totals."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    is_whole: bool = False


class Resident:
    """A record with its claims reconciled, in pages beside it or, where there can be none, in memory. `catch_up`
    reconciles what new reports touch, and where there are no pages all the first time; it comes to the same, to the
    letter.

    Incidents are kept as they change. Totals hang on everything: they are kept when all is reconciled, by
    `settle_record` or by the first `catch_up`. All is reconciled too where something else than a report has come: a
    decision, or an entry that ends another, as when a document was read by another version.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._held: Incidents | None = None
        self._seen = self._written = self._entry = 0

    def catch_up(self) -> Caught:
        """Reconcile what was added to the record since the last time, and keep the incidents that it changed. Raises
        RecordError."""
        held, self._held = self._held, None  # if this fails, the next time is from the start
        if held is None:
            return self._start()
        with self._record.look() as view:
            seen, news = view.size, list_news(view, self._seen)
        if isinstance(news, str):
            return self._start()
        update = held.add(news.claims, news.documents)
        if update.gone and not update.new:
            return self._start()  # nothing new would say what ended it
        caught = Caught()
        if update.new:
            kept = keep_update(self._record, update, self._entry, self._written)
            if kept is None:
                return self._start()
            self._written, caught = kept.size, Caught(kept.new, kept.changed, kept.gone)
        self._held, self._seen = held, seen
        return caught

    def list_incidents(self) -> tuple[Incident, ...]:
        """The incidents as they were last caught up with, most prominent first, where they are in memory."""
        return self._held.list_incidents() if self._held is not None else ()

    def _start(self) -> Caught:
        try:
            touched = reconcile_touched(self._record)
            return Caught(touched.new, touched.changed, touched.gone)
        except WholeError:
            settled, held = settle_in_pages(self._record)
        if held is not None:  # else what comes is reconciled by the pages, and nothing is kept in memory
            gc.freeze()  # what is held is not looked through for circles from now on: that takes seconds
            with self._record.look() as view:
                self._entry = view.find_last(reconciliations) or 0
            self._held, self._seen, self._written = held, settled.seen, settled.size
        return Caught(settled.new, settled.changed, settled.gone, settled.is_new)
