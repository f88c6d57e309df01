"""What new reports touch, reconciled by the pages of the last reconciliation: the incidents that are kept are those of
starting over, and where the pages do not fit all is reconciled."""

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cenotaph.incidents.decisions import Decisions, Link
from cenotaph.store import pages as module
from cenotaph.store.pages import find_pages
from cenotaph.store.record import Record
from cenotaph.workflow import touched as touching
from cenotaph.workflow.settle import settle_record
from cenotaph.workflow.touched import Touched, WholeError, reconcile_touched, settle_in_pages
from tests.store.records import make, reopen
from tests.workflow.test_resident import list_kept, make_reports, start_over, write_report


@pytest.fixture
def record(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setattr(touching, "_MOST_NEWS", 1.0)  # the records here are small
    return make(place, tmp_path)


def settle(record: Record) -> None:
    _, held = settle_in_pages(record, least=0)
    assert held is None


def find_path(record: Record) -> Path:
    path = find_pages(record)
    assert path is not None
    return path


def expect_whole(record: Record, reason: str) -> None:
    before = list_kept(record)
    with pytest.raises(WholeError, match=reason):
        reconcile_touched(record)
    assert list_kept(record) == before
    settle(record)
    assert list_kept(record) == start_over(record)
    assert reconcile_touched(record) == reconcile_touched(record)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_kept_is_what_starting_over_gives(record: Record, seed: int) -> None:
    chance, reports = random.Random(seed), make_reports(400, 90, seed)
    for report in reports[:30]:
        write_report(record, *report)
    settle(record)
    waiting = reports[30:]
    while waiting:
        known = set(list_kept(record))
        some = [waiting.pop() for _ in range(min(len(waiting), chance.randint(1, 12)))]
        for report in some:
            write_report(record, *report)
        found = reconcile_touched(reopen(record))
        kept = list_kept(record)
        assert kept == start_over(record)
        assert (set(found.new), set(found.gone)) == (kept.keys() - known, known - kept.keys())
        assert (found.incidents, found.unread) == (len(kept), 0)
    settled = settle_record(record)
    assert (settled.is_new, settled.new, settled.changed, settled.gone) == (True, (), (), ())
