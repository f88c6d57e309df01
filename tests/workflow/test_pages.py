"""Pages are fetched into a record with their custody; what is no story fails, and nothing of it is kept."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.archive.addresses import check_address
from cenotaph.archive.fetch import Way
from cenotaph.runners.sandbox import Pool
from cenotaph.store import schema
from cenotaph.store.blobs import read_blob
from cenotaph.store.record import Record
from cenotaph.terminal import collect as door
from cenotaph.terminal.main import cli
from cenotaph.workflow import pages
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.failures import Failed, log_failure
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.pages import fetch_items, is_page
from cenotaph.workflow.receipts import Outcome, Receipt
from tests.archive.servers import Server, answer, redirect, serve
from tests.archive.web_files import STORY, make_page
from tests.store.records import make

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

HTML = "Content-Type: text/html; charset=utf-8"
ARABIC = make_page("قتل تسعة أشخاص في قصف على السوق يوم الثلاثاء، قال طبيب", "السوق").decode().encode("cp1256")
ANSWERS = {
    "/story": answer(make_page(), HTML, "Server: x"),
    "/moved": redirect("/story"),
    "/arabic": answer(ARABIC, "Content-Type: text/html; charset=windows-1256"),
    "/gone": answer(b"", HTML, status="404 Not Found"),
    "/login": answer(make_page("Log in to continue."), HTML),
    "/wall": redirect("/login"),
    "/image": answer(b"x", "Content-Type: image/png"),
    "/cut": answer(make_page()[:-20], HTML),
}


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    return ["127.0.0.1"]


WAY = Way(check=partial(check_address, loopback=True), resolve=resolve)


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_LEAST_SECONDS", 0.0)


@pytest.fixture
def record(place: str, tmp_path: Path) -> Record:
    return make(place, tmp_path)


def take(record: Record, server: Server, *paths: str) -> list[Receipt]:
    fetched = list(fetch_items([server.url(path, "plain.example") for path in paths], WAY))
    with Pool() as pool:
        items = [each for each in fetched if isinstance(each, Item)]
        receipts = list(collect_files(record, items, Custody(), pool))
    failed = (each for each in fetched if isinstance(each, Failed))
    return [*receipts, *(log_failure(record, each, Custody(collector="k7")) for each in failed)]


def test_a_page_is_kept_byte_for_byte_with_how_it_was_fetched(record: Record) -> None:
    with serve(dict(ANSWERS)) as server:
        (receipt,) = take(record, server, "/moved")
        again = take(record, server, "/moved")
    assert receipt.outcome is Outcome.TAKEN
    assert [each.outcome for each in again] == [Outcome.DUPLICATE]
    with record.look() as view:
        ((_, capture),) = view.list_current(schema.captures)
        (document,) = view.list_documents()
    assert read_blob(record.blobs, capture["digest"]) == make_page()
    assert capture["address"] == document.body["url"] == server.url("/story", "plain.example")
    assert capture["name"] == capture["fetched"]["requested"] == server.url("/moved", "plain.example")
    assert [(hop["status"], hop["peer"]) for hop in capture["fetched"]["hops"]] == [
        (302, "127.0.0.1"),
        (200, "127.0.0.1"),
    ]
    assert ["Server", "x"] in capture["fetched"]["hops"][1]["headers"]
    assert capture["fetched"]["hops"][0]["started_at"] <= capture["fetched"]["hops"][1]["ended_at"]


def test_the_encoding_that_a_server_says_is_believed(record: Record) -> None:
    with serve(dict(ANSWERS)) as server:
        (receipt,) = take(record, server, "/arabic")
    assert receipt.outcome is Outcome.TAKEN
    with record.look() as view:
        (document,) = view.list_documents()
        assert "قتل تسعة" in read_blob(record.blobs, document.body["digest"]).decode()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "is not there, or no longer"),
        ("/wall", "is only shown to who logs in"),
        ("/login", "is a page to log in"),
        ("/image", "is image/png, which has no reader"),
        ("/cut", "is cut off"),
    ],
)
def test_what_is_no_story_fails(path: str, reason: str, record: Record) -> None:
    with serve(dict(ANSWERS)) as server:
        (receipt,) = take(record, server, path)
    assert receipt.outcome is Outcome.FAILED
    assert reason in (receipt.reason or "")
    with record.look() as view:
        assert not list(view.list_documents())


def test_a_page_that_may_not_be_fetched_fails(record: Record) -> None:
    (failed,) = fetch_items(["http://169.254.169.254/latest/"], WAY)
    assert isinstance(failed, Failed)
    assert (failed.reason, failed.fetched) == ("is no public address.", None)


def test_an_attempt_that_failed_is_in_the_log(record: Record) -> None:
    with serve(dict(ANSWERS)) as server:
        (receipt,) = take(record, server, "/gone")
        address = server.url("/gone", "plain.example")
    with record.look() as view:
        (entry,) = view.list_entries(["failure"])
    assert (entry.body["name"], entry.body["reason"], entry.body["collector"]) == (address, receipt.reason, "k7")
    assert entry.body["started_at"] <= entry.body["ended_at"] <= entry.made_at
    assert [hop["status"] for hop in entry.body["fetched"]["hops"]] == [404]


def test_of_what_would_have_been_restricted_the_log_has_no_address(record: Record) -> None:
    (failed,) = fetch_items(["http://169.254.169.254/zarmina"], WAY)
    assert isinstance(failed, Failed)
    receipt = log_failure(record, failed, Custody("k7", "restricted"))
    assert receipt.item == "http://169.254.169.254/zarmina"
    with record.look() as view:
        (entry,) = view.list_entries(["failure"])
    kept = {key: value for key, value in entry.body.items() if value is not None}
    assert set(kept) == {"started_at", "ended_at", "tool", "sensitivity"}


@pytest.mark.parametrize(
    ("name", "is_one"), [("https://a.example", True), ("HTTP://a", True), ("a.html", False), ("http/a.html", False)]
)
def test_addresses_are_told_from_names_of_files(name: str, is_one: bool) -> None:
    assert is_page(name) is is_one


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def test_pages_are_collected_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = str(tmp_path / "record")
    assert run("new", record).exit_code == 0
    (tmp_path / "report.txt").write_text(STORY + " Nobody else was hurt.")
    monkeypatch.setattr(door, "make_way", lambda proxy: WAY)
    with serve(dict(ANSWERS)) as server:
        story, gone = (server.url(path, "plain.example") for path in ("/story", "/gone"))
        result = run("collect", record, story, gone, str(tmp_path / "report.txt"))
    assert result.exit_code == 2
    assert f"{gone}: failed: is not there, or no longer (status 404). Look for" in result.stderr
    assert "2" in result.stdout


@pytest.mark.parametrize(("proxy", "source"), [("ftp://x", "--proxy"), (None, "the environment")])
def test_a_proxy_that_is_none_is_said(proxy: str | None, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "nonsense")
    result = run("collect", "x", "https://plain.example/", *(["--proxy", proxy] if proxy else []))
    assert result.exit_code == 2
    assert f"{source} names no proxy that can be used: a proxy is written such as" in result.stderr


def test_a_proxy_of_the_environment_is_no_matter_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "nonsense")
    (tmp_path / "report.txt").write_text(STORY)
    assert run("new", str(tmp_path / "record")).exit_code == 0
    assert run("collect", str(tmp_path / "record"), str(tmp_path / "report.txt")).exit_code == 0
