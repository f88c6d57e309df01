"""When the power is lost, or the disk is full, a record opens, is whole, has every item that was acknowledged, and goes
on."""

import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cenotaph.runners.sandbox import Pool
from cenotaph.store.address import RecordError, parse_address
from cenotaph.store.checking import AlteredError
from cenotaph.store.record import open_record
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.items import Custody, Item
from tests.gazetteer.places import write_small_index
from tests.store.power import Trace, check_acknowledged, cut_power, take_in, write_reports

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is written is followed on Linux alone")

# More by hand: python -m benchmark.power_loss (docs/decisions/0700-the-record-on-disk.md has what it showed).
CUTS = int(os.environ.get("CENOTAPH_TEST_CUTS", "12"))
REPORTS = 10


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("power") / "gazetteer.sqlite"
    write_small_index(path)
    return path


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> list[Item]:
    return write_reports(tmp_path_factory.mktemp("power-reports") / "reports", REPORTS)


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory, index: Path, items: list[Item]) -> Iterator[Trace]:
    return take_in(tmp_path_factory.mktemp("power-disk") / "disk", index, items)


def take_again(root: Path, items: list[Item]) -> None:
    record = open_record(parse_address(str(root / "record")))
    with Pool() as pool:
        for _ in collect_files(record, items, Custody(), pool):
            pass
    record.close()


def test_the_power_is_lost_at_any_moment(trace: Trace, items: list[Item], tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(CUTS):
        lost = tmp_path / str(number)
        said = cut_power(trace, chance.randint(0, len(trace.events)), chance, lost)
        check_acknowledged(lost, said)
        if "made" in said and number % 4 == 0:
            take_again(lost, items)
            check_acknowledged(lost, {"made", *(item.name for item in items)})


def is_of_a_database(trace: Trace) -> Callable[[tuple[Any, ...]], bool]:
    numbers = {event[2] for event in trace.events if event[0] == "name" and event[1].endswith((".sqlite", "-wal"))}
    return lambda event: event[1] in numbers


@pytest.mark.parametrize("left_out", ["database", "blobs", "folders"])
def test_what_is_not_synced_is_found_to_be_lost(trace: Trace, tmp_path: Path, left_out: str) -> None:
    """That the test above can fail: without one of the three ways of putting things on the disk it does."""
    is_own = is_of_a_database(trace)
    without = {
        "database": lambda event: event[0] == "sync" and is_own(event),
        "blobs": lambda event: event[0] == "sync" and not is_own(event),
        "folders": lambda event: event[0] == "sync folder",
    }[left_out]
    careless = replace(trace, events=[event for event in trace.events if not without(event)])
    chance, faults = random.Random(7), 0
    for number in range(8):
        lost = tmp_path / str(number)
        said = cut_power(careless, len(careless.events), chance, lost)
        try:
            check_acknowledged(lost, said)
        except (AssertionError, AlteredError, RecordError):
            faults += 1
    assert faults


def test_the_disk_is_full_at_any_moment(index: Path, items: list[Item], tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(5):
        root = tmp_path / str(number)
        trace = take_in(root, index, items, room=chance.randint(0, 120))
        said = {event[1] for event in trace.events if event[0] == "said"}
        check_acknowledged(root, said)
        assert "full" in said
        take_again(root, items)
        check_acknowledged(root, {"made", *(item.name for item in items)})
