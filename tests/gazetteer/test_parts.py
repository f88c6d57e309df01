import pytest

from cenotaph.gazetteer.parts import Part, Role, load_words, split_parts


@pytest.mark.parametrize("entry", load_words(), ids=lambda entry: entry.id)
def test_examples_of_an_entry(entry) -> None:
    assert entry.matches
    assert entry.others
    expected = None if entry.role is Role.DROP else entry.role
    for text in entry.matches:
        first = split_parts(text)[0]
        assert first.role is expected, text
        assert first.name
        assert len(first.name) < len(text), text
    for text in entry.others:
        assert split_parts(text) == (Part(split_parts(text)[0].name, None),), text
        assert len(split_parts(text)[0].name) == len(text), text


def test_ids_are_of_one_entry_each() -> None:
    ids = [entry.id for entry in load_words()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Salt Gate quarter, Kirkuk", [("salt gate", Role.INSIDE, 0), ("kirkuk", None, 1)]),
        ("The Salt Gate quarter of Kirkuk", [("salt gate", Role.INSIDE, 0), ("kirkuk", None, 1)]),
        ("حي الورد، مدينة كركوك", [("الورد", Role.INSIDE, 0), ("كركوك", Role.SETTLEMENT, 1)]),
        ("ناحية حمام العليل", [("حمام العليل", Role.DISTRICT, 0)]),
        ("ريف كركوك الشمالي", [("كركوك", Role.AROUND, 0)]),
        ("Vicinity of Hit, Anbar Governorate", [("hit", Role.AROUND, 0), ("anbar", Role.ADMIN1, 1)]),
        ("Hit and Ramadi", [("hit", None, 0), ("ramadi", None, 0)]),
        ("Road between Hit and Ramadi", [("hit", Role.LANDMARK, 0), ("ramadi", None, 0)]),
        ("Kirkuk - Old Bakery", [("kirkuk", None, 0), ("", Role.INSIDE, 1)]),
        ("Kirkuk (Salt Gate)", [("kirkuk", None, 0), ("salt gate", None, 1)]),
        ("Ramadi", [("ramadi", None, 0)]),
        ("of", []),
        ("", []),
        (" , ,", []),
    ],
)
def test_names_are_taken_apart(text: str, parts: list[tuple[str, Role | None, int]]) -> None:
    assert [tuple(part) for part in split_parts(text)] == parts
