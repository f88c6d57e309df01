"""A folder of files made to harm: each is named with a reason, what is whole beside them is read."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cenotaph.archive.document import Document
from cenotaph.runners import sandbox
from cenotaph.runners.confinement import Limits
from cenotaph.terminal import inputs
from cenotaph.terminal.main import cli
from cenotaph.workflow.reading import Reading
from tests.archive.bombs import LAUGHS, make_bombs
from tests.archive.office_files import TYPES, zip_members
from tests.archive.web_files import STORY, make_page

# Little time and room, so that the test ends soon: what holds to these holds to more.
SOON = Limits(memory_bytes=600_000_000, processor_seconds=2)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The documents that are handed to reading."""
    documents: list[Document] = []

    def extract_documents(given: list[Document], **_: object) -> Reading:
        documents.extend(given)
        return Reading((), (), (), (), ())

    monkeypatch.setattr(inputs, "extract_documents", extract_documents)
    monkeypatch.setattr(inputs, "open_index", lambda: None)
    monkeypatch.setattr(sandbox, "LIMITS", SOON)
    return documents


def test_every_bomb_has_its_reason_and_the_others_are_read(tmp_path: Path, read: list[Document]) -> None:
    bombs = make_bombs()
    for name, data in bombs.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "whole.html").write_bytes(make_page())
    (tmp_path / "whole.txt").write_text(STORY)
    outside = {path: path.stat().st_mtime_ns for path in tmp_path.parent.iterdir() if path != tmp_path}
    result = CliRunner().invoke(cli, ["read", "--published", "2016-05-11", str(tmp_path)])
    assert result.exit_code == 2
    assert sorted(Path(document.id).name for document in read) == ["whole.html", "whole.txt"]
    for name in bombs:
        assert f"{tmp_path / name}: " in result.stderr or f"{tmp_path / name}, " in result.stderr, name
    assert "Traceback" not in result.output
    assert not any(char in result.output for char in "\x00\x1b")
    # Nothing is unpacked to disk, whatever its name says.
    assert {path.name for path in tmp_path.iterdir()} == {*bombs, "whole.html", "whole.txt"}
    assert {path: path.stat().st_mtime_ns for path in tmp_path.parent.iterdir() if path != tmp_path} == outside


def test_where_nothing_can_be_read_it_is_said(tmp_path: Path, read: list[Document]) -> None:
    (tmp_path / "a.docx").write_bytes(zip_members({"[Content_Types].xml": TYPES, "word/document.xml": LAUGHS}))
    result = CliRunner().invoke(cli, ["read", str(tmp_path / "a.docx")])
    assert result.exit_code == 2
    assert "a.docx: declares a document type" in result.stderr
    assert not read
