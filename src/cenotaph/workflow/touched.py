"""Reconciling what new reports touch and nothing else, by the pages that the last reconciliation left beside the
record."""

from dataclasses import dataclass, replace
from typing import Any

from cenotaph.incidents.decisions import Decisions
from cenotaph.incidents.holding import Memory
from cenotaph.incidents.paged import PageError
from cenotaph.incidents.pager import Pager, write_pages
from cenotaph.incidents.record import Record as Incidents
from cenotaph.incidents.record import Update
from cenotaph.store.pages import PageFile, discard_pages, find_pages, open_pages, write_page_file
from cenotaph.store.record import Record
from cenotaph.store.schema import decisions, reconciliations
from cenotaph.store.view import View
from cenotaph.workflow.garbage import postponed_collection
from cenotaph.workflow.news import Kept, News, has_reconciled, keep_update, list_news
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import join_decisions
from cenotaph.workflow.records import count_unread
from cenotaph.workflow.saved import load_decisions
from cenotaph.workflow.settle import Settled, settle_record
from cenotaph.workflow.versions import digest_code

# A record of fewer claims is reconciled as a whole in a second or two.
LEAST_CLAIMS = 3_000
# Of news that are a larger part of the claims all is reconciled: a report alone costs as much as a hundred at once.
_MOST_NEWS = 0.02
# What pages are named by that fit no other form of theirs; a change to what pager.py writes gives it another number.
_FORM = 1
_FACT = "reconciled"


class WholeError(Exception):
    """All must be reconciled; the message says why, and is empty where there are no pages yet."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What new reports changed: the ids of incidents that are new, otherwise than they were, and gone; how many
    `incidents` the record has, how many of its documents are `unread`, and the entry of the reconciliation of which its
    totals are."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    incidents: int
    unread: int
    totals: int


def reconcile_touched(record: Record) -> Touched:
    """Reconcile what came to a record since it was last reconciled, and keep the incidents that it changed. They are
    then those of reconciling all, to the letter; totals stay as they were. Raises WholeError where all must be
    reconciled, and RecordError."""
    path = find_pages(record)
    try:
        if path is None:
            raise WholeError
        with open_pages(path) as pages:
            if pages is None:
                raise WholeError
            return _reconcile(record, pages)
    except PageError as error:
        raise WholeError(str(error)) from None


def settle_in_pages(
    record: Record, decided: Decisions | None = None, least: int | None = None
) -> tuple[Settled, Incidents | None]:
    """Reconcile all of a record, as `settle_record`, and leave pages by which what is added can be reconciled without
    the rest. Where there can be none, the record in memory is given too: if it has fewer than `least` claims
    (`LEAST_CLAIMS`) or holds anything sealed, and if its bytes are in no folder."""
    held = Memory()
    incidents = Incidents(holding=held)

    def reconcile(reading: Reading) -> Reading:
        nonlocal held, incidents
        held = Memory()
        incidents = Incidents(links=reading.decisions.links, rulings=reading.decisions.rulings, holding=held)
        with postponed_collection():
            incidents.add(reading.claims, reading.documents)
            found = incidents.settle()
        return replace(reading, incidents=found.incidents, totals=found.totals)

    settled = settle_record(record, decided, reconcile)
    is_kept = _keep_pages(record, settled, held, LEAST_CLAIMS if least is None else least)
    return settled, None if is_kept else incidents


def _keep_pages(record: Record, settled: Settled, held: Memory, least: int) -> bool:
    path = find_pages(record)
    if path is None:
        return False
    try:
        with record.look() as view:
            if len(settled.reading.claims) < least or view.has_sealed():
                discard_pages(path)
                return False
            head = _make_head(record, view, settled)
        with postponed_collection():
            write_page_file(path, write_pages(held), {_FACT: head})
    except PageError:
        return False  # the disk may be full: what was reconciled is kept, and the next time all is again
    return True


def _make_head(record: Record, view: View, settled: Settled) -> dict[str, Any]:
    """What says of which state of the record pages are."""
    size = view.size
    view.size = settled.seen
    unread = count_unread(view)
    view.size = size
    totals = view.find_last(reconciliations)  # its entry, after which incidents were written
    return {
        "mark": _mark(), "record": record.id, "seen": settled.size if totals == settled.seen else settled.seen,
        "size": settled.size, "commitment": view.read_commitment(settled.size - 1), "totals": totals,
        "claims": len(settled.reading.claims), "incidents": len(settled.reading.incidents), "unread": unread,
    }  # fmt: skip


def _reconcile(record: Record, pages: PageFile) -> Touched:
    head = pages.read_fact(_FACT)
    with record.look() as view:
        _check_head(record, view, head)
        news, seen = list_news(view, head["seen"]), view.size
        if isinstance(news, str):
            raise WholeError(news)
        if news.is_sealed:
            raise WholeError("something new is sealed, and pages hold nothing that is")
        obeyed = load_decisions({"links": [], "rulings": []})
        for _, body in view.list_current(decisions):
            obeyed = join_decisions(obeyed, load_decisions(body["decisions"]))
    if len(news.claims) > max(1, head["claims"] * _MOST_NEWS):
        raise WholeError(f"{len(news.claims):,} claims are new")
    if not news.claims and not news.documents:
        return Touched((), (), (), head["incidents"], head["unread"] - news.extracted, head["totals"])
    with postponed_collection():
        pager = Pager(pages)
        update = _add_news(Incidents(links=obeyed.links, rulings=obeyed.rulings, holding=pager), news)
        kept = _keep(record, update, head)
        pages.change(pager.list_changes(), {_FACT: _move_head(record, head, news, kept, seen)})
    moved = pages.read_fact(_FACT)
    return Touched(kept.new, kept.changed, kept.gone, moved["incidents"], moved["unread"], head["totals"])


def _check_head(record: Record, view: View, head: dict[str, Any] | None) -> None:
    """Raises WholeError unless pages are of the record as it was at an earlier moment, and this program made them."""
    if head is None or head["mark"] != _mark():
        raise WholeError("another version of the program, or of Python, reconciled it the last time")
    if head["record"] != record.id or view.read_commitment(head["size"] - 1) != head["commitment"]:
        raise WholeError("the pages beside it are those of another record, or of what it was before it was restored")
    if has_reconciled(view, head["size"]):
        raise WholeError("another program has reconciled it since, or one was stopped before it was done")


def _add_news(incidents: Incidents, news: News) -> Update:
    try:
        return incidents.add(news.claims, news.documents)
    except ValueError as error:
        raise WholeError(str(error)) from None


def _keep(record: Record, update: Update, head: dict[str, Any]) -> Kept:
    if not update.new:
        if update.gone:
            raise WholeError("an incident is gone, and none is new")  # nothing new would say what ended it
        return Kept((), (), (), 0, head["size"])
    kept = keep_update(record, update, head["totals"], head["size"])
    if kept is None:
        raise WholeError("another program has reconciled it meanwhile")
    return kept


def _move_head(record: Record, head: dict[str, Any], news: News, kept: Kept, seen: int) -> dict[str, Any]:
    with record.look() as view:
        commitment = view.read_commitment(kept.size - 1)
    # What was kept need not be looked at the next time, unless something else came before it meanwhile.
    return {
        **head, "seen": kept.size if kept.before == seen else seen, "size": kept.size, "commitment": commitment,
        "claims": head["claims"] + len(news.claims),
        "incidents": head["incidents"] + len(kept.new) - len(kept.gone),
        "unread": head["unread"] + len(news.documents) - news.extracted,
    }  # fmt: skip


def _mark() -> str:
    return f"{_FORM} {digest_code()}"
