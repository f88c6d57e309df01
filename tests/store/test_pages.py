"""The file of pages beside a record: read, changed as a whole or not at all, and found damaged where it is."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from cenotaph.incidents.paged import PageError
from cenotaph.store import pages as module
from cenotaph.store.address import parse_address
from cenotaph.store.pages import discard_pages, find_pages, open_pages, write_page_file
from cenotaph.store.record import make_record
from tests.store.records import keep, make

PAGES = [(f"page {n}", f"{n}".encode() * 900) for n in range(50)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "pages.sqlite"
    write_page_file(path, PAGES, {"head": {"seen": 7}})
    return path


def test_what_was_written_is_read(path: Path) -> None:
    with open_pages(path) as pages:
        assert pages is not None
        assert [pages.read(name) for name, _ in PAGES] == [page for _, page in PAGES]
        assert pages.read("page 50") is None
        assert (pages.read_fact("head"), pages.read_fact("tail")) == ({"seen": 7}, None)
        pages.change([("page 1", b"other"), ("page 2", None), ("page 50", b"new")], {"head": {"seen": 8}})
    with open_pages(path) as pages:
        assert pages is not None
        assert [pages.read(f"page {n}") for n in (0, 1, 2, 50)] == [PAGES[0][1], b"other", None, b"new"]
        assert pages.read_fact("head") == {"seen": 8}


def test_only_its_owner_may_look(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_facts_beside_the_pages_outlast_them(path: Path) -> None:
    with open_pages(path) as pages:
        assert pages is not None
        pages.change((), {"other": 1})
    write_page_file(path, PAGES[:1], {"head": {"seen": 9}})
    with open_pages(path) as pages:
        assert pages is not None
        assert (pages.read_fact("head"), pages.read_fact("other")) == ({"seen": 9}, 1)
        assert pages.read("page 1") is None


def test_a_change_that_fails_changes_nothing(path: Path) -> None:
    def fail() -> Iterator[tuple[str, bytes | None]]:
        yield "page 1", b"other"
        yield "page 2", None
        raise OSError("the disk is full")

    with open_pages(path) as pages:
        assert pages is not None
        with pytest.raises(OSError, match="full"):
            pages.change(fail(), {"head": {"seen": 8}})
    with open_pages(path) as pages:
        assert pages is not None
        assert [pages.read(f"page {n}") for n in (1, 2)] == [PAGES[1][1], PAGES[2][1]]
        assert pages.read_fact("head") == {"seen": 7}


def test_pages_that_could_not_be_written_are_none(path: Path) -> None:
    def fail() -> Iterator[tuple[str, bytes]]:
        yield "page 1", b"other"
        raise OSError("the disk is full")

    with pytest.raises(PageError, match="full"):
        write_page_file(path, fail(), {})
    with open_pages(path) as pages:
        assert pages is None
    assert [each.name for each in path.parent.iterdir() if each.suffix != ".lock"] == []


def test_a_damaged_page_is_not_given(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE pages SET page = ?", (b"x",))
    with open_pages(path) as pages:
        assert pages is not None
        with pytest.raises(PageError, match="the page 'page 3' is damaged"):
            pages.read("page 3")


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\1" * 9000])
def test_a_damaged_file_is_not_used(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with open_pages(path) as pages:
        assert pages is not None
        with pytest.raises(PageError):
            pages.read("page 3")
        with pytest.raises(PageError):
            pages.read_fact("head")
        with pytest.raises(PageError):
            pages.change(PAGES, {})
    write_page_file(path, PAGES, {})
    with open_pages(path) as pages:
        assert pages is not None
        assert pages.read("page 3") == PAGES[3][1]


def test_one_program_at_a_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0)
    with (
        FileLock(f"{path}.lock"),
        pytest.raises(PageError, match="another program"),
        open_pages(path),
    ):
        raise AssertionError("it was opened twice")


def test_pages_lie_where_the_record_is(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    found = find_pages(record)
    folder = record.database.address.folder
    assert found == (folder / "pages.sqlite" if folder else tmp_path / "blobs" / f"{record.id}.pages.sqlite")
    assert list(record.blobs.list()) == []


def test_of_a_record_elsewhere_with_bytes_in_no_folder_there_are_no_pages(place: str) -> None:
    record = keep(make_record(parse_address(place), "memory://blobs", "tests"))
    assert (find_pages(record) is None) == (record.database.address.folder is None)


def test_pages_are_thrown_away(path: Path) -> None:
    discard_pages(path)
    discard_pages(path)
    assert not path.exists()
