"""The command `cenotaph read`: what it prints, and what it says of input that is not as it should be."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cenotaph.archive.document import Document
from cenotaph.incidents.notes import DocumentNote
from cenotaph.terminal import counting, inputs
from cenotaph.terminal.faults import BadInput
from cenotaph.terminal.main import cli
from cenotaph.workflow.reading import Reading
from tests.workflow.samples import EMPTY, FULL

TEXT = "At least seven people were killed on Tuesday when shells fell on the market of the town, the doctor said."
FRENCH = "Au moins sept personnes ont été tuées mardi dans le marché de la ville, selon un médecin de l'hôpital."
SPANISH = "Al menos siete personas murieron el martes en el mercado de la ciudad, según un médico del hospital."


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The documents handed to reading, which gives back the sample with notes on them."""
    documents: list[Document] = []

    def extract_documents(read: list[Document], **_: object) -> Reading:
        documents.extend(read)
        notes = tuple(DocumentNote(d.id, d.language or "", d.published, 1) for d in read)
        return Reading(notes, (), (), (), ())

    def reconcile_reading(reading: Reading, **_: object) -> Reading:
        found = FULL if reading.documents else EMPTY
        return Reading(reading.documents, found.claims, found.events, found.incidents, found.totals)

    monkeypatch.setattr(inputs, "extract_documents", extract_documents)
    monkeypatch.setattr(inputs, "open_index", lambda: None)
    monkeypatch.setattr(inputs, "available_languages", lambda: ("en",))
    monkeypatch.setattr(counting, "reconcile_reading", reconcile_reading)
    return documents


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: bytes | str | None = None) -> Result:
    result = CliRunner().invoke(cli, ["read", *arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_day_and_language(given: list[Document], folder: Path) -> None:
    result = run("good.txt", "--published", "2016-03-04")
    assert (result.exit_code, result.stderr) == (0, "")
    (document,) = given
    assert (document.id, document.text, document.language) == ("good.txt", TEXT, "en")
    assert str(document.published) == "2016-03-04"


def test_tables_are_plain_when_they_go_elsewhere(given: list[Document], folder: Path) -> None:
    lines = run("good.txt", "--published", "2016-03-04").stdout.splitlines()
    assert lines[0] == "Reports read: 1. Claims of harm: 3. Incidents: 2."
    table = lines[lines.index("Incidents") + 1 :]
    assert table[0].split() == ["#", "Place", "Days", "Killed", "Injured", "Origins", "Reports"]
    assert table[1].split("  ")[:2] == ["1", "Kaltana (shelling)"]
    assert "9 / 12 / 12+" in table[1]
    assert "remainder" in table[2]
    assert any(line.startswith("Kaltana (running total)") for line in lines)
    assert not any(line != line.rstrip() or "\x1b" in line or "─" in line for line in lines)


def test_explain_prints_every_reason_and_quote_whole(given: list[Document], folder: Path) -> None:
    plain = run("good.txt", "--published", "2016-03-04").stdout
    explained = run("good.txt", "--published", "2016-03-04", "--explain").stdout
    assert explained.startswith(plain)
    assert "  2 reports, 2 origins: the doctor (medical, 2 reports) and Second Daily (1 report)\n" in explained
    ruling = "N. Sel ruled that Plain Daily goes back to the doctor in report one: the editor said so"
    assert f"    {ruling}\n" in explained
    assert "    low: The doctor counts 9. [claim 1]\n" in explained
    assert "    high: The second report counts 12 or more. [claims 2 and 1]\n" in explained
    # On one line, and without the colour code that the text carries.
    assert "“at least 12 children were killed \ufffd[31mthere”\n" in explained
    assert "source: Huda Salman (medical), through Plain Daily; report: one\n" in explained
    assert "found by rule en.killed.passive.01" in explained
    assert "disputes claim 1" in explained
    # One sentence for the bounds it sets alike.
    assert "    low and best: The report says 3. [claim 2]\n" in explained
    for claim in FULL.claims:
        assert explained.count(f"id {claim.id}\n") == 1


def test_json_is_one_document_and_nothing_else(given: list[Document], folder: Path) -> None:
    result = run("good.txt", "nothere.txt", "--json")
    written = json.loads(result.stdout)
    assert list(written)[:5] == ["documents", "claims", "events", "incidents", "totals"]
    assert written["claims"] == FULL.to_dict()["claims"]
    assert "nothere.txt: does not exist" in result.stderr
    assert result.exit_code == 2


def test_json_of_nothing(given: list[Document], folder: Path) -> None:
    result = run("nothere.txt", "--json")
    assert json.loads(result.stdout)["documents"] == []
    assert result.exit_code == 2


def test_standard_input(given: list[Document], folder: Path) -> None:
    assert run("-", "--published", "2016-03-04", stdin=TEXT).exit_code == 0
    row = json.dumps({"id": "a", "text": TEXT, "published": "2016-03-05"})
    assert run("-", "--format", "jsonl", "--published", "2016-03-04", stdin=row).exit_code == 0
    assert [(document.id, str(document.published)) for document in given] == [
        ("standard input", "2016-03-04"),
        ("a", "2016-03-05"),
    ]


def test_folder(given: list[Document], folder: Path) -> None:
    (folder / "b.md").write_text(TEXT, encoding="utf-8")
    (folder / "README.md").write_text("What these are.", encoding="utf-8")
    (folder / "map.png").write_bytes(b"\x89PNG")
    (folder / "later").mkdir()
    result = run(".", "--published", "2016-03-04")
    assert [document.id for document in given] == ["b.md", "good.txt"]
    assert ".: is a folder; passed over in it: README.md, later." in result.stderr
    assert ".: holds images, films or recordings (map.png): attachments are not read." in result.stderr
    assert result.exit_code == 0


def test_folder_with_nothing_to_read(given: list[Document], folder: Path) -> None:
    (folder / "empty").mkdir()
    result = run("empty")
    assert "empty: is a folder with no file to read; known endings are .txt" in result.stderr
    assert result.exit_code == 2


def row(**fields: object) -> str:
    return json.dumps({"id": "x", "text": TEXT, "published": "2016-03-04", **fields})


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("nothere.txt", None, "nothere.txt: does not exist"),
        ("empty.txt", b"", "empty.txt: is empty"),
        ("photo.txt", b"\xff\xd8\xff\xe0", "photo.txt: is an image, not text"),
        ("report.doc", b"\xd0\xcf", "report.doc: has no reader for its ending"),
        ("report.pdf", b"%PDF", "report.pdf: is no PDF, or is cut off or damaged"),
        ("photo.jpg", b"\xff\xd8", "photo.jpg: is an image: attachments are not read"),
        ("table.csv", b"a,b\n1,2\n", "table.csv: has no column of texts that could be told; its columns: 'a', 'b'"),
        ("reading.json", b"{}", "reading.json: is JSON, but no saved reading"),
        ("coded.txt", bytes(range(128, 256)) * 20, "coded.txt: is text in an encoding that cannot be told"),
        ("large.txt", b"a" * 20_000_001, "large.txt: is larger than one document may be (20 MB)"),
        ("undated.txt", TEXT.encode(), "undated.txt: has no day of publication: none was assumed"),
        ("french.txt", FRENCH.encode(), "french.txt: is in a language without a pack, “fr”, and was left out"),
        ("signs.txt", b"12 + 7", "signs.txt: holds no words"),
        ("rows.jsonl", f"{{\n{row()}".encode(), "rows.jsonl, line 1: is no JSON"),
        ("days.jsonl", f"{row(published='May')}\n{row()}".encode(), "days.jsonl, line 1: has a day of publication"),
        ("twice.jsonl", f"{row()}\n{row()}".encode(), "twice.jsonl, line 2: has the id 'x' of line 1"),
        ("page.html", b"<html><body></body></html>", "page.html: is a page without a main text"),
        ("n" * 300 + ".txt", None, "could not be read: File name too long"),
    ],
)
def test_bad_input_is_named_and_the_others_read(
    given: list[Document], folder: Path, name: str, data: bytes | None, message: str
) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    (folder / "other.jsonl").write_text(row(id="other"), encoding="utf-8")
    result = run(name, "other.jsonl")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.exit_code == 2
    assert given[-1].id == "other"
    assert result.stdout.startswith("Reports read: ")


def test_unreadable_file(given: list[Document], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Not by its permissions, which bind no administrator.
    monkeypatch.setattr(Path, "open", refuse)
    result = run("good.txt")
    assert "good.txt: may not be read: its permissions forbid it." in result.stderr
    assert result.exit_code == 2


def test_an_undated_report_is_read_without_a_day(given: list[Document], folder: Path) -> None:
    assert run("good.txt").exit_code == 2
    (document,) = given
    assert document.published is None


def test_two_files_with_one_id(given: list[Document], folder: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (folder / name).write_text(row(), encoding="utf-8")
    result = run("a.jsonl", "b.jsonl")
    assert "b.jsonl: has a document with the id 'x', as a.jsonl has; what came second was left out." in result.stderr
    assert (result.exit_code, len(given)) == (2, 1)
    result = run("a.jsonl", "a.jsonl")
    assert "a.jsonl: has a document with the id 'x', as a.jsonl has" in result.stderr


def test_a_trial_pack_is_used_where_the_language_is_stated(
    given: list[Document], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "available_languages", lambda: ("en", "es"))
    monkeypatch.setattr(inputs, "trial_languages", lambda: frozenset({"es"}))
    (folder / "spanish.txt").write_text(SPANISH, encoding="utf-8")
    left = run("spanish.txt", "good.txt", "--published", "2016-03-04")
    assert "spanish.txt: is in a language whose pack is a trial, “es”, and was left out" in left.stderr
    assert "say --language es, and check what it finds against the report." in " ".join(left.stderr.split())
    assert (left.exit_code, [document.id for document in given]) == (2, ["good.txt"])
    read = run("spanish.txt", "--language", "es", "--published", "2016-03-04")
    assert "spanish.txt: was read with the trial pack for “es”, which knows few words" in read.stderr
    assert (read.exit_code, given[-1].language) == (0, "es")


def test_the_language_that_is_given_decides(given: list[Document], folder: Path) -> None:
    (folder / "french.txt").write_text(FRENCH, encoding="utf-8")
    assert run("french.txt", "--language", "en", "--published", "2016-03-04").exit_code == 0
    result = run("good.txt", "--language", "ar", "--published", "2016-03-04")
    assert "is in a language without a pack, “ar”" in result.stderr
    assert result.exit_code == 2


def test_a_day_that_is_none(folder: Path) -> None:
    result = run("good.txt", "--published", "last May")
    assert result.exit_code == 2
    assert "'last May' is no day: write a date such as 2016-05-11" in result.stderr


def test_many_broken_lines_are_counted(given: list[Document], folder: Path) -> None:
    (folder / "broken.jsonl").write_text("{\n" * 500, encoding="utf-8")
    result = run("broken.jsonl")
    lines = result.stderr.splitlines()
    assert lines[10] == "broken.jsonl: has 490 more lines that could not be read."
    assert len(lines) == 12  # ten notes, the count, and that no report was read
    assert lines[11] == "No report was read."


def test_undated_rows_are_told_together(given: list[Document], folder: Path) -> None:
    rows = "\n".join(row(id=str(number), published=None) for number in range(1500))
    (folder / "rows.jsonl").write_text(rows, encoding="utf-8")
    result = run("rows.jsonl")
    (line,) = result.stderr.splitlines()
    assert "rows.jsonl: has no day of publication (1,500 documents: 0, 1, 2, …)" in line


def test_a_gazetteer_that_cannot_be_opened(
    given: list[Document], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise BadInput("the index of places cannot be written: no room")

    monkeypatch.setattr(inputs, "open_index", fail)
    result = run("good.txt", "--published", "2016-03-04")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: the index of places cannot be written: no room\n"


def test_what_a_file_name_carries_does_not_reach_the_screen(folder: Path) -> None:
    assert "\x1b" not in run("bad\x1b[2Jname.txt").stderr


def test_an_export_of_telegram_is_no_saved_reading(given: list[Document], folder: Path) -> None:
    message = {"id": 7, "type": "message", "date": "2016-03-04T23:30:00", "text": TEXT}
    export = {"name": "Town news", "type": "public_channel", "id": 1, "messages": [message]}
    (folder / "result.json").write_text(json.dumps(export), encoding="utf-8")
    assert run("result.json").exit_code == 0
    assert run(".", "--published", "2016-03-04").exit_code == 0
    assert [document.id for document in given] == ["result.json#7", "good.txt", "result.json#7"]


def test_a_text_that_is_an_export_is_read_as_one_unless_said(given: list[Document], folder: Path) -> None:
    chat = f"13/03/2016, 10:00 - Huda: {TEXT}\n13/03/2016, 10:01 - Huda: {TEXT}\n"
    (folder / "chat.txt").write_text(chat, encoding="utf-8")
    result = run("chat.txt")
    assert "chat.txt: was read as a WhatsApp export, each message a report of its own" in result.stderr
    assert [document.id for document in given] == ["chat.txt#1", "chat.txt#2"]
    given.clear()
    run("chat.txt", "--format", "txt", "--published", "2016-03-04")
    assert [document.text for document in given] == [chat]


def test_columns_that_are_said(given: list[Document], folder: Path) -> None:
    (folder / "table.csv").write_text(f'Was,Wann\n"{TEXT}",2016-03-04\n', encoding="utf-8")
    assert run("table.csv", "--column", "text=Was", "--column", "published=Wann").exit_code == 0
    assert [(document.text, str(document.published)) for document in given] == [(TEXT, "2016-03-04")]
    refused = run("table.csv", "--column", "words=Was")
    assert refused.exit_code == 2
    assert "'words=Was' must be FIELD=HEADER, FIELD one of id, text, title" in refused.stderr
