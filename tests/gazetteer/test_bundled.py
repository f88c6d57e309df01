"""The bundled places themselves: that they are read as meant, and that the spellings people use meet in them."""

from collections.abc import Iterator

import pytest

from cenotaph.gazetteer.assemble import assemble_entries
from cenotaph.gazetteer.build import write_index
from cenotaph.gazetteer.bundled import load_bundled
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.gazetteer.locate import locate_in
from cenotaph.values.place import Level


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """An index of some countries only: the whole one takes too long for a test."""
    settlements, names, countries = load_bundled()
    some = [entry for entry in settlements if entry.country in ("SY", "IQ", "SV", "UA", "YE")]
    assembled = assemble_entries(some, (), names, countries)
    path = tmp_path_factory.mktemp("real") / "gazetteer.sqlite"
    write_index(path, assembled)
    with Gazetteer(path) as opened:
        yield opened


@pytest.mark.parametrize(
    "names",
    [
        ("Deir az-Zour", "Deir ez-Zor", "Dayr az Zawr", "Deir Ezzor", "دير الزور", "ديرالزور", "Дейр-эз-Зор"),
        ("Maarat al-Numan", "Ma'arrat an Nu'man", "Maarrat al-Nuʿman", "معرة النعمان", "مَعَرَّة النُّعْمَان"),
        ("Al-Hudaydah", "Hodeidah", "Hudayda", "الحديدة"),
        ("Tal Afar", "Tel Afar", "Tall ʿAfar", "تلعفر"),
        ("Fallujah", "al-Falluja", "الفلوجة"),
        ("Taiz", "Ta'izz", "تعز"),
        ("Kharkiv", "Kharkov", "Харків", "Харьков"),
        ("Zaporizhzhia", "Zaporizhzhya", "Запоріжжя"),
        ("Ahuachapán", "AHUACHAPAN"),
    ],
    ids=lambda names: names[0],
)
def test_spellings_of_one_place_meet(real: Gazetteer, names: tuple[str, ...]) -> None:
    first = [locate_in(real, name)[:1] for name in names]
    assert all(first), [name for name, found in zip(names, first, strict=True) if not found]
    assert len({found[0].id for found in first}) == 1


def test_settlements_have_what_a_candidate_needs(real: Gazetteer) -> None:
    (place,) = real.find("Deir ez-Zor", ("SY",))
    assert (place.country, place.level, place.within, place.area) == ("SY", Level.SETTLEMENT, ("SY.07", "SY"), "SY.07")
    assert place.population > 100_000
    assert (round(place.lat), round(place.lon)) == (35, 40)


def test_machine_romanisations_and_airport_codes_are_no_names(real: Gazetteer) -> None:
    assert not real.knows("hlb")
    assert not real.knows("dez")
    assert real.knows("aleppo")
    assert real.knows("حلب")
