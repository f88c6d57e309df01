import json
from pathlib import Path

import pytest

from cenotaph.gazetteer.entry import Entry
from cenotaph.gazetteer.imports.forms import UnknownFormError, parse_lines
from cenotaph.gazetteer.imports.row import Problem
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.gazetteer.kept import Kept, keep_entries, kept_revision, load_kept
from cenotaph.values.place import Level
from tests.gazetteer.places import open_small_index, town


def dump_line(
    id: int, name: str, code: str, admin: tuple[str, ...], country: str = "IQ", names: str = "", **cells: str
) -> str:
    codes = [*admin, "", "", "", ""][:4]
    lat, lon, population = (
        cells.get(key, default) for key, default in (("lat", "36.1"), ("lon", "43.2"), ("people", "0"))
    )
    kind = cells.get("kind", "A" if code.startswith("ADM") else "P")
    row = [
        str(id),
        name,
        name,
        names,
        lat,
        lon,
        kind,
        code,
        country,
        "",
        *codes,
        population,
        "",
        "",
        "Asia/Baghdad",
        "2024-01-01",
    ]
    return "\t".join(row) + "\n"


def parse(index: Gazetteer, lines: list[str], country: str | None = None, level: Level | None = None):
    rows = list(parse_lines(lines, index, country, level))
    return [row for row in rows if isinstance(row, Entry)], [row for row in rows if isinstance(row, Problem)]


def test_a_dump_gives_areas_and_places_inside_each_other(index: Gazetteer) -> None:
    entries, problems = parse(
        index,
        [
            dump_line(100, "Nineveh", "ADM1", ("15",), names="Ninawa,نينوى"),
            dump_line(101, "Telafar District", "ADM2", ("15", "A7")),
            dump_line(102, "Zummar", "ADM3", ("15", "A7", "B2")),
            dump_line(103, "Wardiya", "PPL", ("15", "A7", "B2"), people="1200"),
            dump_line(104, "Old Wardiya", "PPLQ", ("15",)),
            dump_line(105, "Wardiya Bridge", "BDG", ("15",), kind="S"),
            dump_line(106, "No district code", "ADM2", ("15",)),
            dump_line(107, "Elsewhere", "PPL", ("01",), country="JO"),
        ],
        country="IQ",
    )
    assert problems == []
    assert [(e.id, e.level, e.districts) for e in entries] == [
        ("IQ.15", Level.ADMIN1, ()),
        ("IQ.15.A7", Level.DISTRICT, ()),
        ("IQ.15.A7.B2", Level.DISTRICT, ("IQ.15.A7",)),
        ("gn:103", Level.SETTLEMENT, ("IQ.15.A7.B2", "IQ.15.A7")),
        ("gn:104", Level.SETTLEMENT, ()),
    ]
    assert entries[0].names == ("Ninawa", "نينوى")
    assert entries[3].population == 1200


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("103\tcut off\n", "2 columns where a GeoNames dump has 19"),
        (dump_line(103, "Wardiya", "PPL", ("15",), lat="north"), "'north'"),
        (dump_line(103, "Wardiya", "PPL", ("15",), lat="136"), "not on earth"),
        (dump_line(103, "Wardiya", "PPL", ("15",), people="many"), "'many'"),
        (dump_line(103, "", "PPL", ("15",)), "a name"),
    ],
)
def test_a_bad_line_of_a_dump_is_named_and_the_rest_is_read(index: Gazetteer, line: str, said: str) -> None:
    good = dump_line(104, "Good", "PPL", ("15",))
    entries, problems = parse(index, [good, "\n", line, dump_line(105, "Also good", "PPL", ("15",))])
    assert [entry.id for entry in entries] == ["gn:104", "gn:105"]
    assert [problem.line for problem in problems] == [3]
    assert said in problems[0].message


@pytest.mark.parametrize(
    "header",
    [
        "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE",
        "admin0Name_en,admin0Pcode,admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode",
        "\ufeffadm0_name,adm0_pcode,adm1_name,adm1_name1,adm1_pcode,adm2_name,adm2_name1,adm2_pcode",
    ],
)
def test_a_table_of_areas_is_matched_to_the_areas_of_the_index(index: Gazetteer, header: str) -> None:
    rows = [
        "Iraq,IQ,Nineveh,نينوى,IQG15,Telafar,تلعفر,IQG15Q01\n",
        "Iraq,IQ,Nineveh,نينوى,IQG15,Mosul,الموصل,IQG15Q02\n",
        "Iraq,IQ,Anbar,الأنبار,IQG01,Ramadi,الرمادي,IQG01Q01\n",
        "Iraq,IQ,Anbar,الأنبار,IQG01,Wardiyah,الوردية,IQG01Q02\n",
    ]
    entries, problems = parse(index, [header + "\n", *rows])
    found = {entry.id: entry for entry in entries}
    assert set(found) == {"IQ.15", "IQ.15.IQG15Q01", "IQ.15.IQG15Q02", "IQ.01", "IQ.01.IQG01Q01"}
    assert (found["IQ.15"].name, found["IQ.15"].names) == ("Nineveh", ("نينوى", "IQG15"))
    district = found["IQ.15.IQG15Q01"]
    assert (district.level, district.admin1, district.lat, district.area) == (Level.DISTRICT, "15", 36.379, "IQ.15")
    assert [problem.line for problem in problems] == [5]
    assert "Wardiyah" in problems[0].message
    assert "lat and lon" in problems[0].message


def test_a_table_of_areas_with_coordinates_and_places_at_its_lowest_level(index: Gazetteer) -> None:
    header = "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE,ADM4_EN,ADM4_PCODE,LATITUDE_Y,LONGITUDE_X\n"
    rows = ["Mosul,N1,Telafar,N101,Wardiya,N10107,36.41,42.31\n", ",,,,,,1,2\n"]
    entries, problems = parse(index, [header, *rows], country="IQ", level=Level.SETTLEMENT)
    village = next(entry for entry in entries if entry.name == "Wardiya")
    assert (village.level, village.lat, village.districts) == (Level.SETTLEMENT, 36.41, ("IQ.15.N101",))
    assert [problem.line for problem in problems] == [3]


def test_a_table_of_areas_that_names_no_country_asks_for_it(index: Gazetteer) -> None:
    entries, problems = parse(index, ["ADM1_EN,ADM1_PCODE\n", "Mosul,N1\n"])
    assert entries == []
    assert "--country" in problems[0].message


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_plain_table(index: Gazetteer, separator: str) -> None:
    lines = [
        separator.join(cells) + "\n"
        for cells in (
            ("Name", "names", "country", "lat", "lon", "admin1", "level", "population"),
            ("Wardiya", "الوردية|Wardia", "IQ", "36.4", "42.3", "Mosul", "", "1 200"),
            ("Zummar", "", "Iraq", "36.6", "42.6", "IQ.15", "district", ""),
        )
    ]
    (village, district), problems = parse(index, lines)
    assert problems == []
    assert (village.names, village.admin1, village.level, village.population) == (
        ("الوردية", "Wardia"),
        "15",
        Level.SETTLEMENT,
        1200,
    )
    assert (district.country, district.admin1, district.level) == ("IQ", "15", Level.DISTRICT)
    assert village.id.startswith("file:")
    assert village.id != district.id


def test_json_lines(index: Gazetteer) -> None:
    lines = [
        json.dumps({"name": "Wardiya", "names": ["الوردية"], "country": "IQ", "lat": 36.4, "lon": 42.3}) + "\n",
        "{broken\n",
        "[1, 2]\n",
        json.dumps({"name": "Zummar", "lat": 36.6, "lon": 42.6}) + "\n",
    ]
    entries, problems = parse(index, lines)
    assert [entry.names for entry in entries] == [("الوردية",)]
    assert sorted(problem.line for problem in problems) == [2, 3, 4]
    entries, _ = parse(index, lines, country="IQ", level=Level.DISTRICT)
    assert [entry.level for entry in entries] == [Level.DISTRICT, Level.DISTRICT]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",IQ,1,2,,", "name"),
        ("A place,,1,2,,", "--country"),
        ("A place,Atlantis,1,2,,", "'Atlantis'"),
        ("A place,IQ,,,,", "not numbers"),
        ("A place,IQ,1,200,,", "not on earth"),
        ("A place,IQ,1,2,Wardiya,", "'Wardiya'"),
        ("A place,IQ,1,2,,hamlet", "'hamlet'"),
    ],
)
def test_a_bad_row_of_a_plain_table_says_what_to_mend(index: Gazetteer, row: str, said: str) -> None:
    entries, problems = parse(index, ["name,country,lat,lon,admin1,level\n", row + "\n", "Good,IQ,36,43,,\n"])
    assert [entry.name for entry in entries] == ["Good"]
    assert [problem.line for problem in problems] == [2]
    assert said in problems[0].message


@pytest.mark.parametrize("lines", [[], ["\n"], ["title\n", "x\n"], ["a,b\n", "1,2\n"], ["ADM1_EN,lat\n"]])
def test_a_file_of_no_known_form_is_refused_as_a_whole(index: Gazetteer, lines: list[str]) -> None:
    with pytest.raises(UnknownFormError, match="expected is"):
        parse_lines(lines, index, None, None)


def test_keeping_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    path = tmp_path / "imports.sqlite"
    entries = [
        town("70", "Wardiya", "الوردية", "IQ", "15", 36.4, 42.3),
        town("71", "Zummar", "", "IQ", "15", 36.6, 42.6),
    ]
    assert load_kept(path) == []
    assert kept_revision(path) == 0
    assert keep_entries(path, entries) == Kept(2, 0, 0)
    assert load_kept(path) == entries
    assert kept_revision(path) == 1
    assert keep_entries(path, entries) == Kept(0, 0, 2)
    assert kept_revision(path) == 1
    assert keep_entries(path, [town("70", "Wardiya", "", "IQ", "15", 36.4, 42.3)]) == Kept(0, 1, 0)
    assert kept_revision(path) == 2


def test_an_import_that_breaks_off_keeps_nothing(tmp_path: Path) -> None:
    path = tmp_path / "imports.sqlite"

    def entries():
        yield town("70", "Wardiya", "", "IQ", "15", 36.4, 42.3)
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        keep_entries(path, entries())
    assert load_kept(path) == []


def test_imported_areas_give_their_names_and_places_their_districts(tmp_path: Path, index: Gazetteer) -> None:
    entries, _ = parse(
        index,
        [
            dump_line(100, "Nineveh", "ADM1", ("15",), names="نينوى"),
            dump_line(101, "Telafar District", "ADM2", ("15", "A7")),
            dump_line(2, "Tall ‘Afar", "PPL", ("15", "A7"), names="Tal Afar,تلعفر", lat="36.379", lon="42.448"),
        ],
    )
    with open_small_index(tmp_path, tuple(entries)) as opened:
        (nineveh,) = opened.find("نينوى")
        assert (nineveh.id, nineveh.level, nineveh.within) == ("IQ.15", Level.ADMIN1, ("IQ",))
        (mosul,) = opened.find("Mosul")
        assert mosul.area is None  # the area has a name of its own now
        (tal_afar,) = opened.find("Tal Afar")
        assert tal_afar.within == ("IQ.15.A7", "IQ.15", "IQ")
        assert opened.count()["settlement"] == index.count()["settlement"]
