"""Lists of stories: each page is fetched with what the list states of it, or fails; never a document without a text."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.archive.fetch import Way
from cenotaph.archive.wire import WireError
from cenotaph.terminal import collect as door
from cenotaph.terminal.main import cli
from cenotaph.workflow import pages
from cenotaph.workflow.records import load_recorded
from tests.archive.servers import Server, answer, serve
from tests.archive.web_files import make_page
from tests.store.records import open_at
from tests.workflow.test_pages import HTML, WAY

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

BARE = b"<html><head></head><body><p>%s</p></body></html>" % (
    b"Nine people were killed when shells fell on the market of Hesk on Tuesday, a doctor said. " * 8
)
ANSWERS = {
    "/robots.txt": answer(b"User-agent: *\nDisallow: /closed\n", "Content-Type: text/plain"),
    "/one": answer(BARE, HTML),
    "/two": answer(make_page(), HTML),
    "/closed": answer(BARE, HTML),
}


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def record(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(pages, "_LIST_SECONDS", 0.0)
    monkeypatch.setattr(door, "make_way", lambda proxy: WAY)
    blobs = () if place == str(tmp_path / "record") else ("--blobs", tmp_path / "blobs")
    assert run("new", place, *blobs).exit_code == 0
    return place


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(dict(ANSWERS)) as running:
        yield running


def write_csv(folder: Path, addresses: list[str]) -> Path:
    path = folder / "list.csv"
    rows = [f"{n},{address},Story {n},en,2016-05-1{n},Daily {n}" for n, address in enumerate(addresses, start=1)]
    path.write_text("\n".join(["id,url,title,language,publish_date,media_name", *rows]) + "\n", encoding="utf-8")
    return path


def write_json(folder: Path, addresses: list[str]) -> Path:
    path = folder / "list.json"
    rows = [
        {"url": address, "title": f"Story {n}", "publish_date": f"2016-05-1{n}", "media_name": f"Daily {n}"}
        for n, address in enumerate(addresses, start=1)
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("write", [write_csv, write_json])
def test_the_pages_of_a_list_are_taken_in(
    record: str, server: Server, tmp_path: Path, write: Callable[[Path, list[str]], Path]
) -> None:
    one, two = (server.url(path, "plain.example") for path in ("/one", "/two"))
    listed = write(tmp_path, [one, two])
    taken = run("collect", record, listed)
    assert "lists stories without their texts; 2 pages of them were still to be fetched" in taken.stderr
    assert (taken.exit_code, taken.stdout.split("\n")[0]) == (0, "Taken: 3. Duplicates: 0. Failed: 0.")
    documents = load_recorded(record).reading.documents
    assert [(note.id, note.url) for note in documents] == [(one, one), (two, two)]
    # What the list states stands where the page states nothing, and goes with the capture.
    assert (str(documents[0].published), documents[0].publisher) == ("2016-05-11", "Daily 1")
    opened = open_at(record)
    with opened.look() as view:
        captures = [entry.body for entry in view.list_entries(["capture"])]
    assert captures[0]["name"] == listed.name
    assert captures[2]["listed"] == {
        "where": f"{listed.name}, row 3", "address": two, "title": "Story 2", "published": "2016-05-12",
        "publisher": "Daily 2", "language": "en" if listed.suffix == ".csv" else None,
    }  # fmt: skip
    asked = len(server.requests)
    again = run("collect", record, listed)
    assert "Taken: 0. Duplicates: 3. Failed: 0." in again.stdout
    assert len(server.requests) == asked, "pages that the record has are not asked for again"


def test_what_fails_is_tried_again_and_robots_are_heard(record: str, server: Server, tmp_path: Path) -> None:
    addresses = [server.url(path, "plain.example") for path in ("/one", "/later", "/closed")]
    listed = write_csv(tmp_path, addresses)
    first = run("collect", record, listed)
    assert first.exit_code == 2
    assert "/closed: failed: is not to be fetched by programs: robots.txt of the host says so" in first.stderr
    assert "Taken: 2. Duplicates: 0. Failed: 2." in first.stdout
    server.answers["/later"] = answer(BARE.replace(b"Nine", b"Seven"), HTML)
    assert "Taken: 1. Duplicates: 2. Failed: 1." in run("collect", record, listed).stdout
    assert len(load_recorded(record).reading.documents) == 2
    assert run("log", record, "--kind", "failure").stdout.count("was not taken in: ") == 3


def test_without_a_network_each_row_has_a_receipt_that_says_so(
    record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(host: str, port: int, seconds: float) -> list[str]:
        raise WireError("has a name that is not known here.")

    monkeypatch.setattr(door, "make_way", lambda proxy: Way(resolve=resolve))
    listed = write_csv(tmp_path, [f"http://host{n}.example/a" for n in range(1, 9)])
    failed = run("collect", record, listed)
    assert "Taken: 1. Duplicates: 0. Failed: 8." in failed.stdout
    assert failed.stderr.count("there seems to be no network") == 3
    # What was not tried is no attempt.
    assert run("log", record, "--kind", "failure").stdout.count("was not taken in: ") == 5
    assert load_recorded(record).reading.documents == ()


def test_no_fetch(record: str, server: Server, tmp_path: Path) -> None:
    listed = write_csv(tmp_path, [server.url("/one", "plain.example")])
    told = run("collect", record, listed, "--no-fetch")
    assert told.exit_code == 2
    assert "was not fetched, as --no-fetch says" in told.stderr
    assert server.requests == []
    assert run("log", record, "--kind", "failure").stdout == ""
    assert "Taken: 1. Duplicates: 1. Failed: 0." in run("collect", record, listed).stdout


def test_reading_a_list_says_what_to_do(tmp_path: Path) -> None:
    told = run("read", write_json(tmp_path, ["https://paper.example/1"]))
    assert told.exit_code == 2
    assert "cenotaph collect fetches their pages into a record" in told.stderr
