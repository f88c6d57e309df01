import json
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from cenotaph.gazetteer import index as index_module
from cenotaph.gazetteer.kept import kept_revision, load_kept
from cenotaph.gazetteer.location import CACHE_VARIABLE
from cenotaph.terminal import gazetteer as terminal_module
from cenotaph.terminal.gazetteer import gazetteer
from cenotaph.terminal.locate import locate
from tests.gazetteer.places import write_small_index
from tests.gazetteer.test_imports import dump_line


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, and a build of the small index."""

    def build(path: Path, imports: Path) -> None:
        write_small_index(path, load_kept(imports), kept_revision(imports))

    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(index_module, "build_with_progress", build)
    monkeypatch.setattr(terminal_module, "build_with_progress", build)
    return tmp_path / "cache"


def run(command: click.Command, *arguments: object) -> Result:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_locate_prints_scored_places() -> None:
    result = run(locate, "Tel Afar", "--country", "iq")
    assert result.exit_code == 0
    heading, row = result.stdout.splitlines()
    assert heading.split() == ["Score", "Name", "Level", "In", "Latitude", "Longitude", "People", "Id"]
    assert 0.86 <= float(row.split()[0]) <= 0.95
    assert "Al Mawşil al Jadīdah, Iraq" in row
    assert row.endswith("gn:2")


def test_locate_says_when_no_place_is_sure() -> None:
    result = run(locate, "Al Mansuriyah", "--country", "IQ")
    assert result.exit_code == 0
    assert "None of these is surely Al Mansuriyah" in result.stdout
    assert result.stdout.count("gn:") == 2


def test_locate_says_what_to_do_when_nothing_is_found() -> None:
    result = run(locate, "Wardiya", "--country", "Iraq")
    assert result.exit_code == 0
    assert "cenotaph gazetteer import" in result.stdout
    assert "without --country" in result.stdout


def test_locate_as_json() -> None:
    rows = json.loads(run(locate, "San Jose", "--json", "--limit", "2").stdout)
    assert [(row["id"], row["sure"]) for row in rows] == [("gn:31", False), ("gn:30", False)]
    (row,) = json.loads(run(locate, "Mosul", "--json").stdout)
    assert row["sure"] is True
    assert set(row) >= {"name", "country", "lat", "lon", "level", "within", "area", "score"}
    assert json.loads(run(locate, "Wardiya", "--json").stdout) == []


def test_a_country_that_is_none_is_refused() -> None:
    result = run(locate, "Mosul", "--country", "Atlantis")
    assert result.exit_code == 2
    assert "'Atlantis' is no country" in result.stderr


def test_build_and_status(cache: Path) -> None:
    assert "There is none yet" in run(gazetteer, "status").stdout
    assert "Built" in run(gazetteer, "build").stdout
    assert "up to date" in run(gazetteer, "build").stdout
    assert "Built" in run(gazetteer, "build", "--force").stdout
    status = run(gazetteer, "status").stdout
    assert str(cache / "gazetteer.sqlite") in status
    assert "settlement" in status
    assert "Imported places: 0" in status


def test_a_cache_that_cannot_be_written_ends_with_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    for command in (("build",), ("import", tmp_path / "file")):
        result = run(gazetteer, *command)
        assert result.exit_code == 2
        assert CACHE_VARIABLE in result.stderr


def test_a_broken_file_of_imports_ends_with_a_message(cache: Path, tmp_path: Path) -> None:
    cache.mkdir()
    (cache / "gazetteer-imports.sqlite").write_bytes(b"not a database, though long enough to be looked at" * 20)
    file = tmp_path / "villages.csv"
    file.write_text("name,country,lat,lon\nWardiya,IQ,36.4,42.3\n", encoding="utf-8")
    for command in (("build",), ("status",), ("import", file)):
        result = run(gazetteer, *command)
        assert result.exit_code == 2
        assert "gazetteer-imports.sqlite, cannot be used" in result.stderr


def test_importing_makes_places_known_and_twice_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "villages.csv"
    file.write_text("name,names,lat,lon,admin1\nWardiya,الوردية,36.4,42.3,Mosul\n", encoding="utf-8")
    result = run(gazetteer, "import", file, "--country", "IQ")
    assert (result.exit_code, result.stdout) == (0, "Places added: 1. Changed: 0. Known already: 0.\n")
    assert "Wardiya" in run(locate, "الوردية", "--country", "IQ").stdout
    result = run(gazetteer, "import", file, "--country", "IQ")
    assert (result.exit_code, result.stdout) == (0, "Places added: 0. Changed: 0. Known already: 1.\n")
    run(gazetteer, "build", "--force")
    assert "Wardiya" in run(locate, "Wardiya").stdout
    assert "Imported places: 1" in run(gazetteer, "status").stdout


def test_a_zipped_dump_and_a_workbook(tmp_path: Path) -> None:
    archive = tmp_path / "IQ.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("readme.txt", "about the columns")
        opened.writestr(
            "IQ.txt", dump_line(100, "Nineveh", "ADM1", ("15",)) + dump_line(103, "Wardiya", "PPL", ("15",))
        )
    assert run(gazetteer, "import", archive).stdout.startswith("Places added: 2.")
    book = Workbook()
    book.active.append(["About this file"])  # type: ignore[union-attr]
    sheet = book.create_sheet("ADM1")
    sheet.append(["ADM0_PCODE", "ADM1_EN", "ADM1_AR", "ADM1_PCODE"])
    sheet.append(["IQ", "Anbar", "الأنبار", "IQG01"])
    sheet.append(["IQ", "Ramadi", None, "IQG02"])
    book.save(tmp_path / "areas.xlsx")
    result = run(gazetteer, "import", tmp_path / "areas.xlsx")
    assert result.exit_code == 2  # no place of the first name is known, and there are no coordinates
    assert "areas.xlsx, line 2: Anbar (IQG01) has no coordinates" in result.stderr
    assert result.stdout.startswith("Places added: 1.")


def test_bad_rows_are_named_with_their_lines_and_the_rest_is_imported(tmp_path: Path) -> None:
    file = tmp_path / "villages.csv"
    bad = "".join(f"Bad {n},IQ,north,42.3\n" for n in range(30))
    file.write_text("name,country,lat,lon\nWardiya,IQ,36.4,42.3\n" + bad, encoding="utf-8")
    result = run(gazetteer, "import", file)
    assert result.exit_code == 2
    assert result.stdout.startswith("Places added: 1.")
    assert "villages.csv, line 3: lat 'north'" in result.stderr
    assert "and 10 more rows" in result.stderr


def write_bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "is empty"),
        ("random.csv", b"\x00\x01\x02", "is not text"),
        ("latin.csv", b"name,lat,lon\nM\xfcnster,51,7\n", "not UTF-8"),
        ("other.csv", b"title,author\nx,y\n", "has the columns title, author"),
        ("broken.xlsx", b"PK not really", "no workbook"),
        ("all-bad.csv", b"name,lat,lon\n,1,2\n", "nothing was imported"),
    ],
)
def test_a_file_that_is_of_no_use_ends_with_a_message(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    result = run(gazetteer, "import", write_bytes(tmp_path / name, content))
    assert result.exit_code == 2
    assert said in result.stderr
    assert run(gazetteer, "status").stdout.count("Imported places: 0") == 1


def test_an_archive_of_several_files_and_a_missing_file(tmp_path: Path) -> None:
    archive = tmp_path / "many.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("one.txt", "x")
        opened.writestr("two.txt", "y")
    result = run(gazetteer, "import", archive)
    assert result.exit_code == 2
    assert "holds 2 files" in result.stderr
    assert run(gazetteer, "import", tmp_path / "absent.csv").exit_code == 2
