import sqlite3
from pathlib import Path

import pytest

from cenotaph.gazetteer import index as index_module
from cenotaph.gazetteer.index import Gazetteer, GazetteerError, open_gazetteer, read_state
from cenotaph.gazetteer.kept import keep_entries
from cenotaph.values.place import Level
from tests.gazetteer.places import open_small_index, town, write_small_index


def ids(index: Gazetteer, name: str, *countries: str) -> list[str]:
    return [candidate.id for candidate in index.find(name, countries)]


@pytest.mark.parametrize("name", ["Mosul", "MOSUL", "الموصل", "Мосул", "mossul", "Al-Mawsil al-Jadidah"])
def test_a_name_is_found_in_any_spelling_the_index_has(index: Gazetteer, name: str) -> None:
    found = index.find(name)
    assert [candidate.id for candidate in found] == ["gn:1"]
    assert found[0].score >= 0.97


@pytest.mark.parametrize(
    ("name", "id"),
    [("Tell Afar", "gn:2"), ("Tel Afar", "gn:2"), ("al-Ramadi", "gn:5"), ("Karkouk", "gn:4"), ("ar-Ramady", "gn:5")],
)
def test_a_spelling_the_index_lacks_is_found_by_sound(index: Gazetteer, name: str, id: str) -> None:
    found = index.find(name, ("IQ",))
    assert found[0].id == id
    assert 0.7 <= found[0].score <= 0.95


def test_a_short_name_by_sound_counts_for_less(index: Gazetteer) -> None:
    assert index.find("Hit")[0].score == 1.0
    assert all(candidate.score < 0.86 for candidate in index.find("Huta", ("IQ",)))


def test_the_largest_bearers_come_first_and_countries_leave_out_others(index: Gazetteer) -> None:
    assert ids(index, "San Jose") == ["gn:31", "gn:30", "gn:23"]
    assert ids(index, "San Jose", "SV", "CR") == ["gn:30", "gn:23"]
    assert ids(index, "San Jose", "IQ") == []
    assert len(index.find("San Jose", limit=2)) == 2


@pytest.mark.parametrize("name", ["", " ", "...", "'", "الـ", "x" * 10_000, "%", "' OR 1=1 --"])
def test_what_is_no_name_finds_nothing(index: Gazetteer, name: str) -> None:
    assert index.find(name) == ()


def test_a_candidate_knows_the_areas_around_it(index: Gazetteer) -> None:
    (mosul,) = index.find("Mosul")
    assert (mosul.within, mosul.area, mosul.admin1, mosul.level) == (("IQ.15", "IQ"), "IQ.15", "15", Level.SETTLEMENT)
    (tal_afar,) = index.find("Tal Afar")
    assert (tal_afar.within, tal_afar.area) == (("IQ.15", "IQ"), None)


def test_an_area_without_a_name_goes_by_its_chief_place_and_is_not_found_by_name(index: Gazetteer) -> None:
    area = index.get("IQ.15")
    assert area is not None
    assert (area.name, area.level, area.within) == ("Al Mawşil al Jadīdah", Level.ADMIN1, ("IQ",))
    assert area.population == 1_700_000 + 160_000 + 50_000 + 3_000
    assert "IQ.15" not in ids(index, "Mosul")


def test_an_area_with_a_name_of_its_own_is_found_and_not_lent_by_its_chief_place(index: Gazetteer) -> None:
    assert ids(index, "Texas") == ["US.TX"]
    (houston,) = index.find("Houston")
    assert houston.area is None


def test_get(index: Gazetteer) -> None:
    assert index.get("gn:4").name == "Kirkūk"  # type: ignore[union-attr]
    assert index.get("IQ").level is Level.COUNTRY  # type: ignore[union-attr]
    assert (index.get("IQ").lat, index.get("IQ").lon) == (33.34, 44.40)  # type: ignore[union-attr]
    assert index.get("gn:999") is None


def test_knows(index: Gazetteer) -> None:
    assert index.knows("tal afar")
    assert index.knows("Tal-Afar")
    assert not index.knows("tell afar")
    assert not index.knows("")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iraq", "IQ"),
        ("العراق", "IQ"),
        ("UNITED STATES", "US"),
        ("US", "US"),
        ("us", None),
        ("the", None),
        ("Côte d’Ivoire", "CI"),
        ("Congo", None),
        ("Jersey City", None),
    ],
)
def test_country_named(index: Gazetteer, text: str, code: str | None) -> None:
    assert index.country_named(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iraqi", "IQ"),
        ("Iraqis", "IQ"),
        ("العراقية", "IQ"),
        ("عراقيين", "IQ"),
        ("Salvadoran", "SV"),
        ("Portuguese", "PT"),
        ("الكورية الجنوبية", "KR"),
        ("Congolese", None),
        ("Iraq", None),
    ],
)
def test_country_of_demonym(index: Gazetteer, text: str, code: str | None) -> None:
    assert index.country_of_demonym(text) == code


@pytest.mark.parametrize(("text", "code"), [("sy", "SY"), ("SYR", "SY"), (" iq ", "IQ"), ("XX", None), ("Iraq", None)])
def test_country_coded(index: Gazetteer, text: str, code: str | None) -> None:
    assert index.country_coded(text) == code


def test_a_closed_index_answers_no_more(tmp_path: Path) -> None:
    with open_small_index(tmp_path) as opened:
        pass
    with pytest.raises(sqlite3.ProgrammingError):
        opened.find("Mosul")


def test_a_file_that_is_no_index_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    for content in (b"", b"not a database, though long enough to be looked at" * 20):
        path.write_bytes(content)
        with pytest.raises(GazetteerError, match="cenotaph gazetteer build"):
            Gazetteer(path)
        assert read_state(path) is None
    with pytest.raises(GazetteerError, match="cenotaph gazetteer build"):
        Gazetteer(tmp_path / "absent.sqlite")


def test_an_index_of_another_version_is_refused_and_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gazetteer.sqlite"
    write_small_index(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE fact SET value = 'older' WHERE name = 'version'")
    connection.close()
    with pytest.raises(GazetteerError, match="another version"):
        Gazetteer(path)
    built = []

    def build(target: Path, imports: Path) -> None:
        built.append((target, imports.name))
        write_small_index(target)

    monkeypatch.setattr(index_module, "build_with_progress", build)
    open_gazetteer(path).close()
    open_gazetteer(path).close()
    assert built == [(path, "gazetteer-imports.sqlite")]


def test_places_imported_since_make_the_index_outdated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gazetteer.sqlite"
    write_small_index(path)
    built = []
    monkeypatch.setattr(index_module, "build_with_progress", lambda *paths: built.append(paths))
    open_gazetteer(path).close()
    keep_entries(path.with_name("gazetteer-imports.sqlite"), [town("90", "Marfa", "", "IQ", "15", 36.0, 43.0)])
    open_gazetteer(path).close()
    assert len(built) == 1


def test_an_index_that_cannot_be_written_says_where_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    with pytest.raises(GazetteerError, match="CENOTAPH_CACHE"):
        open_gazetteer(tmp_path / "file" / "gazetteer.sqlite")
