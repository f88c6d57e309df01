"""Killed at any moment, a record opens, is whole, has every item that was acknowledged, and goes on."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cenotaph.store import schema
from cenotaph.store.checking import check_log
from cenotaph.store.checking_indexes import check_indexes
from cenotaph.store.record import Record
from cenotaph.workflow.records import gather_recorded
from tests.gazetteer.places import open_small_index
from tests.house.sources import ROOT
from tests.store.records import make, open_at

# More by hand: CENOTAPH_TEST_KILLS=200 (docs/decisions/0700-the-record-on-disk.md has what it showed).
KILLS = int(os.environ.get("CENOTAPH_TEST_KILLS", "4"))
REPORTS = 30 if KILLS < 20 else 10  # new ones for each run


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("kills-index")
    with open_small_index(folder):
        yield next(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".json", ".lock"))


def write_reports(folder: Path, first: int, number: int = REPORTS) -> None:
    folder.mkdir(exist_ok=True)
    for n in range(first, first + number):
        text = f"{n + 2} people were killed when a car bomb exploded in Ramadi on Tuesday, police said. " * 3
        (folder / f"{n:05}.txt").write_text(text, encoding="utf-8")


def run_and_kill(place: str, folder: Path, index: Path, chance: random.Random, restart: str | None = None) -> list[str]:
    """Start the program, kill it after some lines and a moment more; gives the lines it had said. Or, with a program
    that restarts the server, kill that instead, and let it end by itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.killed", place, str(folder), str(index)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(chance.randint(1, REPORTS + 5))]
    time.sleep(chance.random() * 0.05)
    if restart is None:
        process.kill()
    else:
        subprocess.run([restart], check=True)
    with process:
        said += process.stdout.readlines()
    return [line.strip() for line in said if line.endswith("\n")]


def check_whole(record: Record) -> None:
    """Every entry is as it was committed to, none is missing, the indexes are its, and all bytes are there."""
    with record.database.read() as connection:
        check_indexes(connection, record.blobs, check_log(connection).closed)


def test_killed_again_and_again(place: str, tmp_path: Path, index: Path) -> None:
    chance = random.Random(f"{KILLS}")
    make(place, tmp_path).close()
    acknowledged: set[str] = set()
    reports = 0
    for _ in range(KILLS):
        write_reports(tmp_path / "reports", reports)
        reports += REPORTS
        said = run_and_kill(place, tmp_path / "reports", index, chance)
        acknowledged |= {line.removeprefix("taken ") for line in said if line.startswith("taken ")}
        record = open_at(place)
        check_whole(record)
        with record.look() as view:
            held = [kept.body["id"] for kept in view.list_documents()]
        assert len(held) == len(set(held))
        assert acknowledged <= set(held)
        record.close()
    assert acknowledged

    finished = subprocess.run(
        [sys.executable, "-m", "tests.store.killed", place, str(tmp_path / "reports"), str(index)],
        cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert finished.stdout.endswith("done\n")
    record = open_at(place)
    check_whole(record)
    with record.look() as view:
        reading = gather_recorded(view)
        assert len(list(view.list_current(schema.captures))) == reports
        assert len(list(view.list_current(schema.receipts))) == reports
    assert sorted(note.id for note in reading.documents) == [f"{number:05}.txt" for number in range(reports)]
    assert min(claim.count.low for claim in reading.claims if claim.document == "00007.txt") == 9
    assert {claim.document for claim in reading.claims} == {note.id for note in reading.documents}
