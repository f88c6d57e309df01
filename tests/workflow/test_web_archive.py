"""A record written as a web archive: viewers find it, it is the same each time, and it reads back as it was."""

import datetime as dt
import gzip
import hashlib
import io
import json
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from cenotaph.archive.document import DocumentKind
from cenotaph.archive.readers.intake import Intake, UnreadableError
from cenotaph.archive.story import Story
from cenotaph.runners.sandbox import Pool
from cenotaph.store import schema
from cenotaph.store.record import Record
from cenotaph.store.view import View
from cenotaph.terminal.main import cli
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.keeping import is_report
from cenotaph.workflow.receipts import Outcome
from tests.archive.pdf_files import make_pdf, set_line
from tests.archive.reading import read
from tests.archive.web_files import STORY, make_page
from tests.store.records import make, open_at

MOMENT = "2016-05-11T20:30:00.000000Z"
COOKIES = [["Set-Cookie", "who=k7"], ["CF-Ray", "1-BEY"], ["X-Client-IP", "192.0.2.7"]]


def make_hop(address: str, status: int = 200, *headers: list[str]) -> dict[str, object]:
    return {
        "address": address, "status": status, "reason": "OK", "peer": "203.0.113.9", "protocol": "TLSv1.3",
        "headers": [["Content-Type", "text/html; charset=utf-8"], ["Content-Encoding", "br"], *COOKIES, *headers],
        "certificate": None, "started_at": MOMENT, "ended_at": MOMENT,
    }  # fmt: skip


def make_fetched(*hops: dict[str, object]) -> dict[str, object]:
    return {"requested": hops[0]["address"], "proxy": "socks5h://127.0.0.1:9050", "tool": "x", "hops": list(hops)}


def make_item(address: str, data: bytes, *before: dict[str, object], format: str = "html") -> Item:
    fetched = make_fetched(*before, make_hop(address))
    return Item(str(fetched["requested"]), None, format, data, address, "utf-8", fetched)


PAGE = "https://www.Plain.example/news/1?b=2&a=1"
LISTED = Story("list.csv, row 2", "https://other.example/copy", "Listed", dt.date(2016, 5, 9), "A Paper", "en")
TABLE = "text,published\n" + "".join(f"{n} people were killed in Hesk. It was told by police.,\n" for n in (4, 5))


def list_items(folder: Path) -> list[Item]:
    files = {
        "Mrs Salma Haddad.txt": "Seven people were killed in Hesk on Tuesday, a doctor said. " * 3,
        "rows.csv": TABLE, "saved.html": make_page("Three were killed in Hesk.").decode(),
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "report.pdf").write_bytes(
        make_pdf([set_line("Two people were killed in Hesk on Friday, police said.", 700)])
    )
    local = [Item(name, folder / name, name.rpartition(".")[2]) for name in (*files, "report.pdf")]
    moved = make_hop("https://plain.example/old", 302, ["Location", PAGE])
    return [
        make_item(PAGE, make_page(), moved),
        *local,
        replace(make_item("https://other.example/copy", make_page()), listed=LISTED),
    ]


def take(record: Record, items: list[Item], custody: Custody) -> None:
    with Pool() as pool:
        assert not [r for r in collect_files(record, items, custody, pool) if r.outcome is Outcome.FAILED]


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def record(place: str, tmp_path: Path) -> Record:
    made = make(place, tmp_path)
    (tmp_path / "files").mkdir()
    take(made, list_items(tmp_path / "files"), Custody("k7", consent="may be counted", language="en"))
    take(made, [make_item("https://third.example/copy", make_page())], Custody(language="en"))  # the same bytes
    return made


@pytest.fixture
def wacz(record: Record, place: str, tmp_path: Path) -> Path:
    result = run("archive", "export", place, str(tmp_path / "out.wacz"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Wrote 7 captures, 6 of them with reports, to ")
    return tmp_path / "out.wacz"


def list_told(view: View) -> list[tuple[object, ...]]:
    keys = ("digest", "title", "published", "url", "publisher", "language")
    return sorted(tuple(str(kept.body[key]) for key in keys) for kept in view.list_documents())


def test_what_is_read_back_is_what_was_kept(record: Record, wacz: Path, place: str, tmp_path: Path) -> None:
    again = f"{place}_again"
    (tmp_path / "more").mkdir()
    make(again, tmp_path / "more")
    result = run("collect", again, str(wacz))
    assert (result.exit_code, "failed" in result.stderr) == (0, False)
    told = {}
    for name in (place, again):
        run("extract", name)
        with open_at(name).look() as view:
            claims = [body["claim"] for _, body in view.list_current(schema.claims)]
            told[name] = (list_told(view), sorted((claim["id"], claim["period"] is None) for claim in claims))
    assert told[again][0] == told[place][0]
    assert told[again][1] == told[place][1]
    assert len(told[place][0]) == 7
    assert len(told[place][1]) >= 6


def test_the_same_record_gives_the_same_bytes(record: Record, wacz: Path, place: str) -> None:
    run("extract", place)  # the log grows, what was taken in does not
    assert run("archive", "export", place, str(wacz.with_name("again.wacz"))).exit_code == 0
    assert wacz.with_name("again.wacz").read_bytes() == wacz.read_bytes()
    there = run("archive", "export", place, str(wacz))
    assert (there.exit_code, there.stderr) == (
        2, f"Error: {wacz}: is there already; name a new file, or remove that one\n",
    )  # fmt: skip


def test_another_program_finds_every_record_by_the_index(wacz: Path) -> None:
    with zipfile.ZipFile(wacz) as archive:
        assert all(member.compress_type == zipfile.ZIP_STORED for member in archive.infolist())
        data, blocks = archive.read("archive/data.warc.gz"), archive.read("indexes/index.cdx.gz")
        heads = archive.read("indexes/index.idx").decode().splitlines()
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()]
        package = archive.read("datapackage.json")
        stated = json.loads(archive.read("datapackage-digest.json"))
        for resource in json.loads(package)["resources"]:
            member = archive.read(resource["path"])
            assert resource["hash"] == f"sha256:{hashlib.sha256(member).hexdigest()}"
            assert resource["bytes"] == len(member)
    assert stated == {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
    assert json.loads(package)["wacz_version"] == "1.1.1"
    kinds = {}
    iterator = ArchiveIterator(io.BytesIO(data), check_digests="raise")
    for found in iterator:
        found.content_stream().read()
        kinds[found.rec_headers.get_header("WARC-Record-ID")] = found.rec_type
    assert sorted(kinds.values()) == ["resource"] * 4 + ["response"] * 3 + ["revisit", "warcinfo"]

    first = json.loads(heads[1].partition("{")[1] + heads[1].partition("{")[2])
    assert json.loads(heads[0].removeprefix("!meta 0 ")) == {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    assert (first["offset"], first["length"]) == (0, len(blocks))
    lines = gzip.decompress(blocks).decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(kinds) - 1
    keys = [line.split(" ", 2)[0] for line in lines]
    assert "example,plain)/news/1?a=1&b=2" in keys
    for line in lines:
        _, second, rest = line.split(" ", 2)
        about = json.loads(rest)
        part = data[about["offset"] : about["offset"] + about["length"]]
        assert about["recordDigest"] == f"sha256:{hashlib.sha256(part).hexdigest()}"
        (one,) = ArchiveIterator(io.BytesIO(part))  # one whole gzip member
        assert one.rec_headers.get_header("WARC-Target-URI") == about["url"]
        assert one.rec_headers.get_header("WARC-Payload-Digest") == about["digest"]
        assert second == one.rec_headers.get_header("WARC-Date").translate(str.maketrans("", "", "-:TZ"))
    indexed = {json.loads(line.split(" ", 2)[2])["url"] for line in lines}
    assert {page["url"] for page in pages[1:]} <= indexed
    assert [page.get("title") for page in pages[1:]] == [
        "Market hit", None, "2 reports", "Market hit", None, "Market hit",
    ]  # fmt: skip


def test_nothing_tells_who_collected(wacz: Path) -> None:
    with zipfile.ZipFile(wacz) as archive:
        data = gzip.decompress(archive.read("archive/data.warc.gz"))
        rest = b"".join(archive.read(name) for name in archive.namelist() if not name.endswith(".gz"))
    for word in (b"k7", b"may be counted", b"Salma", b"9050", b"BEY", b"192.0.2.7", b"Set-Cookie"):
        assert word not in data + rest
    assert b"X-Archive-Orig-Content-Encoding: br" in data
    assert b"WARC-IP-Address: 203.0.113.9" in data


def test_what_is_restricted_stays_unless_it_is_named(record: Record, place: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Eleven people were killed in Hesk on Tuesday, a witness said. " * 3, encoding="utf-8")
    take(record, [Item("secret.txt", secret, "txt")], Custody(sensitivity="restricted"))
    with record.look() as view:
        (number,) = [entry for entry, body in view.list_current(schema.captures) if "sealed_for" in body]
    result = run("archive", "export", place, str(tmp_path / "public.wacz"))
    assert result.stdout.endswith("Left out: 1 that are restricted or were destroyed.\n")
    assert not list_words(tmp_path / "public.wacz", "Eleven")
    refused = run("archive", "export", place, str(tmp_path / "no.wacz"), "--entry", str(number))
    assert refused.exit_code == 2
    assert "is restricted: it leaves the record only with --unseal" in refused.stderr
    assert run("archive", "export", place, str(tmp_path / "no.wacz"), "--unseal").exit_code == 2
    assert not (tmp_path / "no.wacz").exists()
    run("archive", "export", place, str(tmp_path / "one.wacz"), "--entry", str(number), "--unseal")
    assert len(list_words(tmp_path / "one.wacz", "Eleven")) == 1
    wrong = run("archive", "export", place, str(tmp_path / "no.wacz"), "--entry", "0")
    assert (wrong.exit_code, "entry 0 is no capture" in wrong.stderr) == (2, True)


def list_words(wacz: Path, word: str) -> list[str]:
    return [document.text for document in read(wacz.read_bytes(), "wacz").documents if word in document.text]


def test_what_was_made_for_the_record_stays(record: Record, place: str, tmp_path: Path) -> None:
    told = tmp_path / "told.txt"
    told.write_text("Eleven people were killed in Hesk on Tuesday, a witness said. " * 3, encoding="utf-8")
    take(record, [Item("told.txt", told, "txt")], Custody(kind=DocumentKind.TESTIMONY, consent="may be shown"))
    (tmp_path / "list.csv").write_text("code,date,place,killed min,killed max\nH1,2016-05-10,Hesk,4,5\n")
    listed = run("import", str(tmp_path / "list.csv"), "--record", place, "--by", "ana")
    assert listed.exit_code == 0, listed.output
    result = run("archive", "export", place, str(tmp_path / "public.wacz"))
    assert "Not written: 2 that are no reports" in result.stdout
    assert not list_words(tmp_path / "public.wacz", "Eleven")
    with record.look() as view:
        own = [number for number, body in view.list_current(schema.captures) if not is_report(body)]
    for number in own:
        refused = run("archive", "export", place, str(tmp_path / "own.wacz"), "--entry", str(number), "--unseal")
        assert (refused.exit_code, "is no report" in refused.stderr) == (2, True)
    assert (len(own), (tmp_path / "own.wacz").exists()) == (2, False)


def test_a_record_without_captures_gives_no_file(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    result = run("archive", "export", place, str(tmp_path / "out.wacz"))
    assert (result.exit_code, result.stderr) == (2, "Error: the record has no captures to export\n")
    nowhere = run("archive", "export", place, str(tmp_path / "no" / "out.wacz"))
    assert nowhere.exit_code == 2
    assert not list(tmp_path.glob("*.wacz"))


def test_damaged_bytes_are_not_exported(record: Record, place: str, tmp_path: Path) -> None:
    with record.look() as view:
        digest = next(body["digest"] for _, body in view.list_current(schema.captures))
    (path,) = tmp_path.rglob(f"{digest}*")
    path.write_bytes(gzip.compress(b"another page"))
    result = run("archive", "export", place, str(tmp_path / "out.wacz"))
    assert result.exit_code == 2
    assert "are not what they were" in result.stderr
    assert not [each for each in tmp_path.iterdir() if "wacz" in each.name]


def read_or_refuse(data: bytes) -> Intake | str:
    try:
        return read(data, "wacz", "out.wacz")
    except UnreadableError as error:
        return str(error)


def find_content(data: bytes, member: zipfile.ZipInfo) -> range:
    lengths = struct.unpack_from("<HH", data, member.header_offset + 26)
    start = member.header_offset + 30 + sum(lengths)
    return range(start, start + member.file_size)


def test_a_file_that_was_cut_is_refused(wacz: Path) -> None:
    data = wacz.read_bytes()
    for size in range(0, len(data), max(1, len(data) // 150)):
        said = read_or_refuse(data[:size])
        assert isinstance(said, str), f"taken when cut to {size} of {len(data)} bytes"
        assert said.endswith(".")


def test_a_file_with_a_bit_turned_is_refused(wacz: Path) -> None:
    data = wacz.read_bytes()
    whole = read_or_refuse(data)
    assert isinstance(whole, Intake)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # Where what is kept lies; the rest are the tables of the ZIP file, in which moments and rights say nothing.
        kept = [find_content(data, member) for member in archive.infolist()]
    for place in range(0, len(data), max(1, len(data) // 400)):
        turned = bytearray(data)
        turned[place] ^= 1 << place % 8
        said = read_or_refuse(bytes(turned))
        if any(place in member for member in kept):
            assert isinstance(said, str), f"taken with byte {place} turned"
        else:
            assert isinstance(said, str) or said.documents == whole.documents


def test_the_story_is_there(wacz: Path) -> None:
    assert len(list_words(wacz, STORY)) == 2  # at both addresses
