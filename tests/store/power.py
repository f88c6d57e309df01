"""A power cut, played: what a program writes and syncs is written down, and from that, for any moment, what a disk may
hold when the power is lost then.

What was synced is there. Of what was not, each write may be there, be missing, or be torn; names in a folder that was
not synced since may be missing, the last ones first. That is less than a disk promises, and all that a record counts
on.
"""

import os
import random
import stat
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import apsw

from cenotaph.actors.bundled import load_register
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.runners.sandbox import Pool
from cenotaph.store import schema
from cenotaph.store.address import RecordError, parse_address
from cenotaph.store.checking import check_log
from cenotaph.store.checking_indexes import check_indexes
from cenotaph.store.record import make_record, open_record
from cenotaph.store.view import View
from cenotaph.workflow import collect, extract
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.extract import extract_record
from cenotaph.workflow.items import Custody, Item
from tests.store.apsw_driver import connect_through

VFS = "cenotaph-power"
SECTOR = 512


@dataclass
class Trace:
    """What happened below a folder, in its order: tuples of the kind, the path or number of a file, and more."""

    root: Path
    events: list[tuple[Any, ...]] = field(default_factory=list)
    lock: Any = field(default_factory=threading.RLock)
    files: dict[str, int] = field(default_factory=dict)
    number: int = 0
    room: int | None = None  # writes of SQLite until the disk is full

    def add(self, *event: Any) -> None:
        """Write down what happened."""
        self.events.append(event)

    def find(self, path: str) -> int:
        """The number of the file that has a path now; a new one for a new file."""
        if path not in self.files:
            self.number += 1
            self.files[path] = self.number
            self.add("name", path, self.number)
        return self.files[path]

    def is_below(self, path: str) -> bool:
        """True for what is in the folder."""
        return path.startswith(str(self.root))

    def acknowledge(self, what: str) -> None:
        """Something that was said to be done."""
        with self.lock:
            self.add("said", what)


class _File(apsw.VFSFile):
    """A file of SQLite: it writes, and what it wrote is written down."""

    def __init__(self, trace: Trace, vfs: str, name: Any, flags: list[int]) -> None:
        super().__init__(vfs, name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name or "")
        self._trace = trace
        journal = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL
        # SQLite syncs the folder of a new journal with its first sync; of a new database it does not.
        self._unsynced_name = os.path.dirname(path) if flags[0] & journal and path not in trace.files else None
        self._number = trace.find(path) if trace.is_below(path) else 0

    def xWrite(self, data: bytes, offset: int) -> None:
        with self._trace.lock:
            self._take_room()
            super().xWrite(data, offset)
            if self._number:
                self._trace.add("write", self._number, offset, bytes(data))

    def _take_room(self) -> None:
        if self._trace.room is not None and self._number:
            if not self._trace.room:
                raise apsw.FullError("the disk is full")
            self._trace.room -= 1

    def xTruncate(self, size: int) -> None:
        with self._trace.lock:
            super().xTruncate(size)
            if self._number:
                self._trace.add("truncate", self._number, size)

    def xSync(self, flags: int) -> None:
        with self._trace.lock:
            super().xSync(flags)
            if self._number:
                self._trace.add("sync", self._number)
                if self._unsynced_name is not None:
                    self._trace.add("sync folder", self._unsynced_name)
                    self._unsynced_name = None


class _Files(apsw.VFS):
    def __init__(self, trace: Trace) -> None:
        super().__init__(VFS, "")
        self._trace = trace

    def xOpen(self, name: Any, flags: list[int]) -> _File:
        with self._trace.lock:
            return _File(self._trace, "", name, flags)

    def xDelete(self, path: str, sync: bool) -> None:
        with self._trace.lock:
            super().xDelete(path, sync)
            _remove(self._trace, path)
            if sync:
                self._trace.add("sync folder", os.path.dirname(path))


def _remove(trace: Trace, path: str) -> None:
    if trace.is_below(path):
        trace.files.pop(path, None)
        trace.add("remove", path)


@contextmanager
def write_down(root: Path) -> Iterator[Trace]:
    """All that this process writes below a folder: SQLite through a file system of ours, blobs through the calls of the
    system that they use (no other write there)."""
    trace = Trace(root)
    files = _Files(trace)
    made = _Calls(trace)
    with (
        mock.patch("sqlite3.dbapi2.connect", connect_through(VFS)),
        mock.patch("os.fsync", made.fsync),
        mock.patch("os.replace", made.replace),
        mock.patch("os.mkdir", made.mkdir),
        mock.patch("os.unlink", made.unlink),
    ):
        yield trace
    files.unregister()


class _Calls:
    """The system's calls, written down."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._held: dict[int, bytes] = {}
        self._fsync, self._replace, self._mkdir, self._unlink = os.fsync, os.replace, os.mkdir, os.unlink

    def fsync(self, file: int) -> None:
        path = os.readlink(f"/proc/self/fd/{file}")
        with self._trace.lock:
            self._fsync(file)
            if not self._trace.is_below(path):
                return
            if stat.S_ISDIR(os.fstat(file).st_mode):
                self._trace.add("sync folder", path)
            else:
                self._write_whole(path)
                self._trace.add("sync", self._trace.find(path))

    def replace(self, source: Any, target: Any) -> None:
        with self._trace.lock:
            if self._trace.is_below(str(target)):
                self._write_whole(str(source))
            self._replace(source, target)
            if self._trace.is_below(str(target)):
                number = self._trace.files[str(target)] = self._trace.files.pop(str(source))
                self._trace.add("rename", str(source), number, str(target))

    def mkdir(self, path: Any, *more: Any, **named: Any) -> None:
        with self._trace.lock:
            self._mkdir(path, *more, **named)
            if self._trace.is_below(str(path)):
                self._trace.add("folder", str(path))

    def unlink(self, path: Any, **named: Any) -> None:
        with self._trace.lock:
            self._unlink(path, **named)
            _remove(self._trace, str(path))

    def _write_whole(self, path: str) -> None:
        """What a file holds now, as one write that is not synced yet, unless it was written down before."""
        number, data = self._trace.find(path), Path(path).read_bytes()
        if self._held.get(number) != data:
            self._held[number] = data
            self._trace.add("whole", number, data)


@dataclass
class _Disk:
    """What a disk holds: bytes by the number of a file, names of files and folders. `waiting` is what is not synced."""

    bytes: dict[int, bytearray] = field(default_factory=dict)
    waiting: dict[int, list[tuple[Any, ...]]] = field(default_factory=dict)
    names: dict[str, int | None] = field(default_factory=dict)
    naming: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)


def cut_power(trace: Trace, place: int, chance: random.Random, target: Path) -> set[str]:
    """Write into a new folder what a disk may hold if the power is lost after the first `place` events; gives what had
    been said to be done by then."""
    disk, said = _Disk(), set()
    for event in trace.events[:place]:
        if event[0] == "said":
            said.add(event[1])
        else:
            _happen(disk, event)
    for number, writes in disk.waiting.items():
        for write in writes:
            how = chance.random()
            if how < 0.4:
                _apply(disk.bytes.setdefault(number, bytearray()), write)
            elif how < 0.7:
                _apply(disk.bytes.setdefault(number, bytearray()), _tear(write, chance))
    for names in disk.naming.values():
        for name in names[: chance.randint(0, len(names))]:
            _name(disk.names, name)
    _write(disk, trace.root, target)
    return said


def _happen(disk: _Disk, event: tuple[Any, ...]) -> None:
    kind, what = event[:2]
    if kind in ("write", "truncate", "whole"):
        disk.waiting.setdefault(what, []).append(event)
    elif kind == "sync":
        for write in disk.waiting.pop(what, []):
            _apply(disk.bytes.setdefault(what, bytearray()), write)
        disk.bytes.setdefault(what, bytearray())
    elif kind == "sync folder":
        for name in disk.naming.pop(what, []):
            _name(disk.names, name)
    else:
        disk.naming.setdefault(os.path.dirname(event[-1] if kind == "rename" else what), []).append(event)


def _apply(data: bytearray, write: tuple[Any, ...]) -> None:
    if write[0] == "truncate":
        del data[write[2] :]
    elif write[0] == "whole":
        data[:] = write[2]
    else:
        _, _, offset, new = write
        data.extend(b"\0" * (offset - len(data)))
        data[offset : offset + len(new)] = new


def _tear(write: tuple[Any, ...], chance: random.Random) -> tuple[Any, ...]:
    """A write of which only some sectors came onto the disk."""
    if write[0] == "truncate":
        return write
    data = bytearray(write[-1])
    for start in range(0, len(data), SECTOR):
        if chance.random() < 0.5:
            data[start : start + SECTOR] = chance.randbytes(len(data[start : start + SECTOR]))
    return (*write[:-1], bytes(data[: chance.randint(0, len(data))]))


def _name(names: dict[str, int | None], event: tuple[Any, ...]) -> None:
    kind, path = event[:2]
    if kind == "name":
        names[path] = event[2]
    elif kind == "folder":
        names[path] = None
    elif kind == "remove":
        names.pop(path, None)
    else:  # renamed: in the folder that it came into
        names[event[3]] = event[2]
        names.pop(path, None)


def _write(disk: _Disk, root: Path, target: Path) -> None:
    target.mkdir()
    for path, number in sorted(disk.names.items()):
        place = target / Path(path).relative_to(root)
        if not place.parent.is_dir():
            continue  # the folder it was in is not there
        if number is None:
            place.mkdir()
        else:
            place.write_bytes(disk.bytes.get(number, b""))


def write_reports(folder: Path, number: int) -> list[Item]:
    """Invented reports in a new folder."""
    folder.mkdir()
    items = []
    for n in range(number):
        path = folder / f"{n:05}.txt"
        path.write_text(f"{n + 2} people were killed when a car bomb exploded in Ramadi on Tuesday, he said. " * 3)
        items.append(Item(path.name, path, "txt"))
    return items


def take_in(root: Path, index: Path, items: list[Item], room: int | None = None) -> Trace:
    """Make a record below a new folder, take reports into it and read them, and write down all of it. What is
    acknowledged are "made", the id of each document that is taken, and "read N". `room` is how often SQLite writes
    until the disk is full; the trace ends there, and says "full"."""
    root.mkdir()
    small = {collect: ("_MOST_FILES", 3), extract: ("_MOST_DOCUMENTS", 4)}
    with ExitStack() as stack:
        trace = stack.enter_context(write_down(root))
        for module, (name, number) in small.items():
            stack.enter_context(mock.patch.object(module, name, number))
        record = stack.enter_context(closing(make_record(parse_address(str(root / "record")), software="tests")))
        trace.acknowledge("made")
        trace.room = room
        try:
            with Pool() as pool:
                for receipt in collect_files(record, items, Custody(), pool):
                    trace.acknowledge(receipt.item)
            with Gazetteer(index) as gazetteer:
                extract_record(record, gazetteer, load_register(), lambda done, _: trace.acknowledge(f"read {done}"))
        except RecordError as error:
            if room is None or "the disk is full" not in str(error):
                raise
            trace.acknowledge("full")
        trace.room = None
    return trace


def check_acknowledged(root: Path, said: set[str]) -> None:
    """Raises, or fails, unless the record opens, is whole, and has what was said to be done."""
    if "made" not in said:
        return  # a record that nobody was told of may be there or not
    record = open_record(parse_address(str(root / "record")))
    try:
        with record.database.read() as connection:
            check_indexes(connection, record.blobs, check_log(connection).closed)
            view = View(connection)
            held = [kept.body["id"] for kept in view.list_documents()]
            read = view.count_current(schema.extractions)
    finally:
        record.close()
    assert len(held) == len(set(held))
    done = max((int(one.split()[1]) for one in said if one.startswith("read ")), default=0)
    missing = {one for one in said if one.endswith(".txt")} - set(held)
    assert not missing, f"acknowledged and lost: {sorted(missing)}"
    assert read >= done, f"{done} were said to be read, {read} are"
