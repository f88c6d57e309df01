"""A file of actors that is wrong is refused, with file, row, field and remedy."""

import pytest

from cenotaph.actors.bundled import load_register
from cenotaph.actors.reading import RegisterError, parse_register

GOOD = 'id = "xv.front"\nname = "Northern Front"\nkind = "rebel_group"\nsource = "invented"\n'
OTHER = '[[actor]]\nid = "xv.other"\nname = "Southern Front"\nkind = "rebel_group"\nsource = "invented"\n'


def refuse(text: str, known=()) -> str:
    with pytest.raises(RegisterError) as caught:
        parse_register(text, "mine.toml", known)
    message = str(caught.value)
    assert message.startswith("mine.toml")
    return message


def test_a_good_row() -> None:
    (party,) = parse_register(f'[[actor]]\n{GOOD}from = "2019-02"\nto = 2020-02-03\n', "mine.toml")
    assert (str(party.start), str(party.end)) == ("2019-02-01", "2020-02-03")
    (party,) = parse_register(f'[[actor]]\n{GOOD}from = "2019"\nto = "2020-02"\n', "mine.toml")
    assert (str(party.start), str(party.end)) == ("2019-01-01", "2020-02-29")
    assert parse_register("", "mine.toml") == ()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('kinds = "x"', ["row 1 (xv.front)", "kinds", "no such field"]),
        ('from = "last year"', ["from", "'last year' is no day", "2014-06-29"]),
        ('from = "2019-13"', ["from", "is no day"]),
        ('from = "2020"\nto = "2019"', ["to", "lies before from"]),
        ('country = "SYR"', ["country", "'SYR'", "two capitals"]),
        ("national = true", ["national", "give its country"]),
        ('national = "yes"', ["national", "true or false"]),
        ("aliases = [1]", ["aliases", "list of names"]),
        ('aliases = ["x"]', ["aliases", "too short"]),
        ('aliases = ["North men", "Nörth Men"]', ["aliases", "stands twice"]),
        ("ucdp = 7", ["ucdp", "must be a text"]),
        ('acled = " "', ["acled", "must be a text"]),
    ],
)
def test_a_wrong_field(more: str, words: list[str]) -> None:
    message = refuse(f"[[actor]]\n{GOOD}{more}\n")
    assert all(word in message for word in words), message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[actor]\n", ["not valid TOML", "docs/reference/actors.md"]),
        ("[actor]\n", ["[[actor]]"]),
        ("x = 1\n", ["x", "[[actor]]"]),
        ('[[actor]]\nname = "A"\n', ["row 1 (without id)", "id"]),
        ('[[actor]]\nid = "Front"\n', ["id", "small letters"]),
        ('[[actor]]\nid = "xv.front"\n', ["name, kind, source", "missing"]),
        (f"[[actor]]\n{GOOD}".replace("rebel_group", "rebels"), ["kind", "'rebels'", "rebel_group"]),
        (f"[[actor]]\n{GOOD}[[actor]]\n{GOOD}", ["row 2 (xv.front)", "stands twice"]),
        (f'[[actor]]\n{GOOD}aliases = ["South"]\n{OTHER}aliases = ["SOUTH"]\n', ["row 2", "south", "overlap"]),
    ],
)  # fmt: skip
def test_a_wrong_file(text: str, words: list[str]) -> None:
    message = refuse(text)
    assert all(word in message for word in words), message


def test_a_name_of_a_shipped_row_is_refused_with_its_id() -> None:
    message = refuse(f'[[actor]]\n{GOOD}aliases = ["Houthis"]\n', load_register().parties)
    assert "ye.houthi" in message
    assert "use the id" in message


def test_two_forces_of_one_country_on_one_day() -> None:
    row = '[[actor]]\nid = "xv.{}"\nname = "Army {}"\nkind = "state_forces"\nsource = "invented"\n'
    row += 'country = "XV"\nnational = true\n'
    assert "the country XV" in refuse(row.format("aa", "aa") + row.format("bb", "bb"))
    parse_register(row.format("aa", "aa") + 'to = "2019"\n' + row.format("bb", "bb") + 'from = "2020"\n', "mine.toml")


def test_a_name_may_be_shared_at_different_times() -> None:
    rows = f'[[actor]]\n{GOOD}to = "2019"\naliases = ["The Front"]\n{OTHER}from = "2020"\naliases = ["The Front"]\n'
    assert len(parse_register(rows, "mine.toml")) == 2
