"""Following feeds and folders: what is new is taken once, hosts are asked politely, and it stops when it is told to."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from cenotaph.archive.addresses import check_address
from cenotaph.archive.fetch import Way
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.runners.sandbox import Pool
from cenotaph.store.record import Record
from cenotaph.terminal import watch as door
from cenotaph.terminal.main import cli
from cenotaph.workflow import watch
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.receipts import Outcome, Receipt
from cenotaph.workflow.watch import Sources, Watcher
from tests.archive.servers import Server, answer, serve
from tests.archive.web_files import STORY, make_page
from tests.store.records import make

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

HTML = "Content-Type: text/html; charset=utf-8"
OTHER = make_page("Two people were hurt when a bridge near Hesk was hit on Monday, the mayor said.", "Bridge")


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    return ["127.0.0.1"]


WAY = Way(check=partial(check_address, loopback=True), resolve=resolve)


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LEAST_SECONDS", 0.0)
    monkeypatch.setattr(watch, "_SETTLED_SECONDS", 0.0)


@pytest.fixture
def record(place: str, tmp_path: Path) -> Record:
    return make(place, tmp_path)


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool() as pool:
        yield pool


def feed(server: Server, *paths: str) -> bytes:
    entries = "".join(
        f"<item><title>x</title><link>{server.url(path, 'plain.example')}</link>"
        "<description>Nine were killed.</description><pubDate>Tue, 10 May 2016 10:00:00 GMT</pubDate></item>"
        for path in paths
    )
    data = f"<rss version='2.0'><channel><title>Plain Daily</title>{entries}</channel></rss>".encode()
    return answer(data, "Content-Type: application/rss+xml", 'ETag: "one"')


def follow(record: Record, server: Server, pool: Pool, stop: threading.Event | None = None) -> Watcher:
    sources = Sources([server.url("/feed", "plain.example")], lambda: [])
    return Watcher(record, sources, Custody(), pool, WAY, stop or threading.Event())


def list_asked(server: Server) -> list[str]:
    return [request.split()[1] for request in server.requests]


def test_new_pages_of_a_feed_are_taken_once(record: Record, pool: Pool) -> None:
    with serve({"/a": answer(make_page(), HTML), "/b": answer(OTHER, HTML)}) as server:
        server.answers["/feed"] = feed(server, "/a")
        watcher = follow(record, server, pool)
        first = list(watcher.look())
        server.answers["/feed"] = feed(server, "/a", "/b")
        second, third = list(watcher.look()), list(watcher.look())
        # Another run knows what the record has.
        fourth = list(follow(record, server, pool).look())
    names = [server.url(path, "plain.example") for path in ("/a", "/b")]
    assert [[(each.item, each.outcome) for each in round] for round in (first, second, third, fourth)] == [
        [(names[0], Outcome.TAKEN)],
        [(names[1], Outcome.TAKEN)],
        [],
        [],
    ]
    assert list_asked(server) == ["/robots.txt", "/feed", "/a", "/feed", "/b", "/feed", "/robots.txt", "/feed"]
    assert 'If-None-Match: "one"' in server.requests[3]
    with record.look() as view:
        assert [kept.body["published"] for kept in view.list_documents()] == ["2016-05-10"] * 2


def test_a_feed_that_has_not_changed_asks_for_nothing(record: Record, pool: Pool) -> None:
    with serve({"/feed": answer(b"", status="304 Not Modified")}) as server:
        assert list(follow(record, server, pool).look()) == []


def test_a_page_that_fails_is_tried_in_three_rounds(record: Record, pool: Pool) -> None:
    with serve({"/a": answer(b"", "Retry-After: 0", status="503 Away")}) as server:
        server.answers["/feed"] = feed(server, "/a")
        watcher = follow(record, server, pool)
        rounds = [list(watcher.look()) for _ in range(4)]
    assert [len(round) for round in rounds] == [1, 1, 1, 0]
    assert list_asked(server).count("/a") == 3
    assert [request for request in server.requests if "If-None-Match" in request] == server.requests[-1:]


def test_what_robots_do_not_allow_is_not_fetched(record: Record, pool: Pool) -> None:
    rules = answer(b"User-agent: *\nDisallow: /a")
    with serve({"/robots.txt": rules, "/a": answer(make_page(), HTML)}) as server:
        server.answers["/feed"] = feed(server, "/a")
        (receipt,) = follow(record, server, pool).look()
    assert "robots.txt of the host says so" in (receipt.reason or "")
    assert "/a" not in list_asked(server)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer(b"", status="404 Not Found"), "is not there"),
        (answer(make_page(), HTML), "is a page and no feed"),
        (answer(b"", length=9), "is cut off"),
        (answer(b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>'), "declares a document type"),
    ],
)
def test_a_feed_that_cannot_be_read_is_told(given: bytes, reason: str, record: Record, pool: Pool) -> None:
    with serve({"/feed": given}) as server:
        (receipt,) = follow(record, server, pool).look()
    assert receipt.outcome is Outcome.FAILED
    assert reason in (receipt.reason or "")


def test_it_stops_before_the_next_page(record: Record, pool: Pool) -> None:
    stop = threading.Event()
    with serve({"/a": answer(make_page(), HTML), "/b": answer(OTHER, HTML)}) as server:
        server.answers["/feed"] = feed(server, "/a", "/b")
        watcher = follow(record, server, pool, stop)
        receipts: list[Receipt] = []
        for receipt in watcher.look():
            receipts.append(receipt)
            stop.set()
    assert [receipt.outcome for receipt in receipts] == [Outcome.TAKEN]
    assert "/b" not in list_asked(server)


def test_a_folder_is_looked_into_again(record: Record, pool: Pool, tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()

    def list_items() -> list[Item]:
        return [Item(path.name, path, "txt") for path in sorted(folder.iterdir())]

    watcher = Watcher(record, Sources([], list_items), Custody(), pool, WAY, threading.Event())
    assert list(watcher.look()) == []
    (folder / "a.txt").write_text(STORY)
    assert [receipt.item for receipt in watcher.look()] == ["a.txt"]
    assert list(watcher.look()) == []
    (folder / "a.txt").write_text(STORY + " Nobody else was hurt.")
    assert [receipt.outcome for receipt in watcher.look()] == [Outcome.TAKEN]


def test_a_file_that_is_being_written_waits(
    record: Record, pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_SETTLED_SECONDS", 1000.0)
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    watcher = Watcher(record, Sources([], lambda: [Item("a", path, "txt")]), Custody(), pool, WAY, threading.Event())
    assert list(watcher.look()) == []
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert len(list(watcher.look())) == 1


def test_the_command_looks_once_or_until_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record, folder = str(tmp_path / "record"), tmp_path / "incoming"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    runner = CliRunner()
    assert runner.invoke(cli, ["new", record]).exit_code == 0
    result = runner.invoke(cli, ["watch", record, str(folder), "--once"])
    assert result.exit_code == 0
    assert "a.txt: taken" in result.stdout
    assert "Taken: 1. Duplicates: 0. Failed: 0." in result.stdout

    def stop_in_the_middle(watcher: Watcher) -> Iterator[Receipt]:
        os.kill(os.getpid(), signal.SIGTERM)
        yield Receipt("x", Outcome.TAKEN)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(door.Watcher, "look", stop_in_the_middle)
    result = runner.invoke(cli, ["watch", record, str(folder)])
    assert result.exit_code == 0
    assert "Taken: 1." in result.stdout
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_is_neither_a_folder_nor_a_feed_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["watch", str(tmp_path), str(tmp_path / "gone")])
    assert result.exit_code == 2
    assert "is neither a folder nor the address of a feed" in result.stderr


def test_what_each_round_brings_is_reconciled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer
) -> None:
    """A second report of one event comes while it runs: its incident takes the place of the first."""
    record, folder = str(tmp_path / "record"), tmp_path / "incoming"
    folder.mkdir()
    (folder / "one.txt").write_text("Nine people were killed in Ramadi on 1 March 2016, police said.", encoding="utf-8")
    late = "A doctor said nine people were killed in Ramadi on 1 March 2016."

    class OneMoreRound(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            is_second = (folder / "two.txt").exists()
            (folder / "two.txt").write_text(late, encoding="utf-8")
            return is_second

    monkeypatch.setattr(door, "_stopping", lambda: nullcontext(OneMoreRound()))
    monkeypatch.setattr(door, "open_index", lambda: gazetteer)
    runner = CliRunner()
    assert runner.invoke(cli, ["new", record]).exit_code == 0
    result = runner.invoke(cli, ["watch", record, str(folder), "--reconcile"])
    assert result.exit_code == 0, result.output
    said = [line[17:] for line in result.output.splitlines()]
    assert [line for line in said if line.startswith("Incidents.")] == [
        "Incidents. New: 1. Changed: 0. Gone: 0.", "Incidents. New: 1. Changed: 0. Gone: 1.",
    ]  # fmt: skip
    again = runner.invoke(cli, ["reconcile", record, "--json"])
    assert '"new": [],' in again.output.replace("\n", "")
