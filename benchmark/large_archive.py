"""How much memory taking in a large web archive needs, and that it goes on where it was killed.

    python benchmark/large_archive.py [--gigabytes 5] [--pages 20000] [--seed 7] [--kills 3]

Writes an invented WARC file (pages of 700 words, images of random bytes between them, a gzip member for each record)
and takes it into a record on SQLite with `cenotaph collect`, which is killed a few times and started again. What is
measured is the most memory that the command and its children held at one moment, by the sum of their resident sets, ten
times a second; and that every page is in the record once.
"""

import argparse
import gzip
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select

from cenotaph.store.address import parse_address
from cenotaph.store.checking import check_log
from cenotaph.store.record import make_record, open_record
from cenotaph.store.schema import documents

WORDS = 700
PAGE_BYTES = 2_000  # of a packed page, about
COMMAND = [sys.executable, "-c", "from cenotaph.terminal.main import main; main()"]


def make_records(pages: int, size: int, seed: int) -> Iterator[bytes]:
    """Packed records: pages, and between them images that together make up the size."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices("abdefghiklmnorstu", k=chance.randint(2, 9))) for _ in range(6000)]
    common = ("the", "of", "and", "were", "said", "in", "that", "people", "on", "to")
    image = max(1_000, size // pages - PAGE_BYTES)
    for n in range(pages):
        words = [chance.choice(common if chance.random() < 0.4 else vocabulary) for _ in range(WORDS)]
        lines = (" ".join(words[start : start + 70]).capitalize() for start in range(0, WORDS, 70))
        page = f"<html><head><title>{words[0]} {n}</title></head><body><article>{_join(lines)}</article></body></html>"
        yield gzip.compress(_write(n, "text/html; charset=utf-8", page.encode()), 4)
        yield gzip.compress(_write(n, "image/jpeg", chance.randbytes(image)), 0)


def _join(lines: Iterator[str]) -> str:
    return "".join(f"<p>{line}.</p>" for line in lines)


def _write(number: int, media: str, data: bytes) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://plain.example/{number}/{media[:4]}\r\n"
        f"WARC-Date: 2016-05-11T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def measure_memory(process: int) -> int:
    """Bytes that a process and all that descend from it hold in memory now. Linux only."""
    parents: dict[int, list[int]] = {}
    held: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
            held[int(entry.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    waiting, total = [process], 0
    while waiting:
        one = waiting.pop()
        total += held.get(one, 0)
        waiting += parents.get(one, [])
    return total


def take_in(folder: Path, seconds: float | None) -> tuple[int, bool]:
    """Run the command, killed after so many seconds: the most memory, and whether it ended by itself."""
    # Files, for there is a line for each page that an earlier run had taken.
    with (folder / "said").open("w") as said, (folder / "faults").open("w") as faults:
        process = subprocess.Popen(
            [*COMMAND, "collect", str(folder / "record"), str(folder / "large.warc.gz")],
            stdout=said, stderr=faults, start_new_session=True,
        )  # fmt: skip
    end, most = time.monotonic() + (seconds or 1e9), 0
    while process.poll() is None and time.monotonic() < end:
        most = max(most, measure_memory(process.pid))
        time.sleep(0.1)
    has_ended = process.poll() is not None
    if not has_ended:
        process.send_signal(signal.SIGKILL)
    process.wait()
    lines = (folder / "said").read_text().splitlines()
    told = next((line for line in lines if line.startswith("Taken")), "killed")
    print("   ", told, (folder / "faults").read_text().strip()[-300:], flush=True)
    return most, has_ended


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gigabytes", type=float, default=5.0)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kills", type=int, default=3)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cenotaph-large-"))
    try:
        with (folder / "large.warc.gz").open("wb") as file:
            for record in make_records(given.pages, int(given.gigabytes * 1e9), given.seed):
                file.write(record)
            print(f"{file.tell() / 1e9:.2f} GB, {given.pages:,} pages", flush=True)
        make_record(parse_address(str(folder / "record"))).close()
        chance, most = random.Random(given.seed), 0
        for _ in range(given.kills):
            most = max(most, take_in(folder, chance.uniform(20, 120))[0])
        started, has_ended = time.monotonic(), False
        while not has_ended:
            held, has_ended = take_in(folder, None)
            most = max(most, held)
        record = open_record(parse_address(str(folder / "record")))
        with record.database.read() as connection:
            check_log(connection)
            number = connection.execute(select(func.count()).select_from(documents)).scalar()
        record.close()
        print(f"{number:,} of {given.pages:,} pages are in the record; most memory {most / 1e6:,.0f} MB")
        print(f"the last run took {time.monotonic() - started:,.0f} s of the clock")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
