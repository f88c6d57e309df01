import pytest

from cenotaph.gazetteer import locate as locate_module
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.gazetteer.locate import locate, locate_in


def first(index: Gazetteer, name: str, *countries: str) -> str | None:
    found = locate_in(index, name, countries or ("IQ",))
    return found[0].id if found else None


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Mosul", "gn:1"),
        ("the city of Mosul", "gn:1"),
        ("Tall Afar, Mosul", "gn:2"),
        ("قضاء تلعفر", "gn:2"),
        ("north of Tal Afar", "gn:2"),
        ("Old Bridge street, Kirkuk", "gn:4"),
        ("حي الورد، مدينة كركوك", "gn:4"),
        ("near the grain market: Kirkuk", "gn:4"),
        ("Wardiya, Tal Afar", "gn:2"),
        ("Nineveh: Al Mansuriyah", None),
        ("Al Mansuriyah, Mosul", "gn:9"),
        ("Al Mansuriyah, Baghdad", "gn:8"),
        ("Mosul province", "IQ.15"),
    ],
)
def test_a_written_place_is_located(index: Gazetteer, name: str, id: str | None) -> None:
    assert first(index, name) == id


@pytest.mark.parametrize(
    "name",
    [
        "Al Mansuriyah",  # two of one name, far apart
        "المنصورية",
        "Wardiya, Mosul",  # a village of a governorate may be anywhere in it
        "Ramadi quarter",  # a quarter is not the town of its name
        "حي الرمادي",
        "Kirkuk road",
        "the road between Ramadi and Mosul",
        "Wardiya",
        "Tal Afar province",  # not the chief place of an area
        "Hata",  # too short to go by sound
        "Tal Afar, Kirkuk",  # said to be where no place of the name is
        "",
        "the",
    ],
)
def test_nothing_rather_than_a_wrong_place(index: Gazetteer, name: str) -> None:
    assert first(index, name) is None


def test_a_place_around_scores_less_than_the_place_itself(index: Gazetteer) -> None:
    (itself,) = locate_in(index, "Kirkuk", ("IQ",))
    (around,) = locate_in(index, "Salt Gate quarter, Kirkuk", ("IQ",))
    assert around.id == itself.id
    assert around.score < itself.score


def test_other_countries_are_left_out(index: Gazetteer) -> None:
    assert first(index, "San Jose", "IQ") is None
    assert first(index, "San Jose", "SV") == "gn:23"
    assert first(index, "San Jose", "US", "CR") is None
    assert first(index, "San Jose", "SV", "CR") == "gn:30"  # a large city, and many times as large as the other


def test_locate_opens_the_users_index_and_takes_codes_of_any_form(
    index: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate_module, "open_gazetteer", lambda path: index)
    monkeypatch.setattr(locate_module, "index_path", lambda: "for this test alone")
    assert [candidate.id for candidate in locate("Mosul", ["irq"])] == ["gn:1"]
    with pytest.raises(ValueError, match="'XX'"):
        locate("Mosul", ["XX"])
