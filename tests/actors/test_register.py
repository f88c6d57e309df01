"""The register: what comes with the program is sound, names are found in text, rows are chosen by the day."""

import datetime as dt

import pytest

from cenotaph.actors.bundled import extend_register, load_register
from cenotaph.actors.party import Party
from cenotaph.actors.register import Register
from cenotaph.claims.lexicon import load_lexicon
from cenotaph.gazetteer.countries import load_countries
from cenotaph.values.actor import ActorKind

FRONT = Party(
    "xv.front", "Northern Front", ActorKind.REBEL_GROUP, "invented", "SY",
    aliases=("al-Shamal Front", "NFV", "جبهة الشمال", "الشماليون"),
)  # fmt: skip
OLD = Party("xv.old", "Valdoran army", ActorKind.STATE_FORCES, "invented", "SY", None, dt.date(2020, 5, 31), True)
NEW = Party("xv.new", "Valdoran army", ActorKind.STATE_FORCES, "invented", "SY", dt.date(2020, 6, 1), None, True)
REGISTER = Register([FRONT, OLD, NEW])


def find(text: str, **options) -> list[str]:
    return [text[m.start : m.end] for m in REGISTER.find_mentions(text, 0, len(text), **options)]


def test_the_shipped_register_is_sound() -> None:
    # Loading it makes all the checks of a user's file.
    register = load_register()
    assert len(register.parties) > 100
    known = {country.code for country in load_countries().values()}
    assert not [p.id for p in register.parties if p.country is not None and p.country not in known]
    assert not [p.id for p in register.parties if p.ucdp or p.acled], "no list of codes was at hand: leave them blank"
    assert all(p.kind in ActorKind for p in register.parties)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_named_parties_of_the_packs_are_in_the_register(language: str) -> None:
    # Names for what is no one party: a kind of actor.
    generic = {"government forces", "armed group", "military forces", "opposition factions", "unidentified gunmen"}
    entries = [entry for entry in load_lexicon(language).entries if entry.cls == "party"]
    names = {str(entry.fields["name"]) for entry in entries if "name" in entry.fields}
    assert names
    assert {name for name in names if not load_register().find(name)} <= generic


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Northern Front shelled the town", ["Northern Front"]),
        ("men of the northern front shelled it", []),
        ("al-Shamal Front, Al Shamal front and AL-SHAMAL FRONT", ["al-Shamal Front", "Al Shamal front", "AL-SHAMAL FRONT"]),  # noqa: E501
        ("NFV fighters, nfv fighters", ["NFV"]),
        ("the Northern Frontier", []),
        ("قصف لجبهة الشمال", ["جبهة الشمال"]),
        ("وبجبهةِ الشّمال", ["جبهةِ الشّمال"]),
        ("قال للشماليين", []),
        ("هجوم للشماليون", ["شماليون"]),
    ],
)  # fmt: skip
def test_mentions(text: str, found: list[str]) -> None:
    assert find(text) == found


def test_abbreviations_are_not_looked_for_in_capitals_only() -> None:
    assert find("THE NFV AND THE NORTHERN FRONT", is_caps=True) == ["NORTHERN FRONT"]


def test_a_name_of_two_is_the_one_of_the_day() -> None:
    assert [p.id for p in REGISTER.find("valdoran ARMY", dt.date(2020, 5, 31))] == ["xv.old"]
    assert [p.id for p in REGISTER.find("valdoran ARMY", dt.date(2020, 6, 1))] == ["xv.new"]
    assert len(REGISTER.find("Valdoran army")) == 2
    assert [p.id for p in REGISTER.find_forces("SY", dt.date(2021, 1, 1))] == ["xv.new"]
    assert REGISTER.find_forces("IQ") == ()


def test_search() -> None:
    assert [p.id for p in REGISTER.search("nfv")] == ["xv.front"]
    assert [p.id for p in REGISTER.search("xv.old")] == ["xv.old"]
    assert [p.id for p in REGISTER.search("valdor")] == ["xv.new", "xv.old"]
    assert REGISTER.search("nobody") == ()


def test_a_row_changes_the_fields_it_gives() -> None:
    register = extend_register('[[actor]]\nid = "ye.houthi"\nacled = "X1"\naliases = ["Saada movement"]\n', "mine.toml")
    party = register.get("ye.houthi")
    before = load_register().get("ye.houthi")
    assert party is not None
    assert before is not None
    assert (party.acled, party.name, party.source) == ("X1", before.name, before.source)
    assert party.aliases == (*before.aliases, "Saada movement")
    assert register.digest != load_register().digest
