"""Actors of claims get the id of the register, by any of their names, on the day of the claim."""

import datetime as dt

import pytest

import cenotaph
from cenotaph.actors.bundled import extend_register
from cenotaph.archive.document import Document
from cenotaph.claims.extract import extract_claims

OWN = extend_register(
    """
[[actor]]
id = "xv.front"
name = "Northern Front of Valdora"
kind = "rebel_group"
source = "invented"
aliases = ["Northern Front", "NFV", "جبهة الشمال"]
""",
    "mine.toml",
)


def read_actors(gazetteer, text: str, language: str = "en", published: str = "2016-03-04") -> list[tuple]:
    document = Document("a", text, published=dt.date.fromisoformat(published), language=language)
    return [(a.id, a.text) for claim in extract_claims(document, gazetteer, OWN).claims for a in claim.actors]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Northern Front killed nine farmers on Monday.", [("xv.front", "Northern Front")]),
        ("Nine farmers were killed by NFV fighters on Monday.", [("xv.front", "NFV")]),
        ("Shelling by the Northern Front killed nine farmers.", [("xv.front", "Northern Front")]),
        ("Nine farmers were killed in a raid blamed on the Northern Front.", [("xv.front", "Northern Front")]),
        ("In a village held by the Northern Front nine farmers were killed.", []),
        ("Shells that fell on a Northern Front-held village killed nine farmers.", []),
        ("The Syrian army killed nine farmers on Monday.", [("sy.government", "Syrian army")]),
        ("Gunmen killed nine farmers on Monday.", [(None, "Gunmen")]),
        ("The Northern Front said that nine farmers were killed.", []),
        ("The raid killed nine Northern Front fighters.", []),
    ],
)
def test_english(gazetteer, text: str, found: list[tuple]) -> None:
    assert read_actors(gazetteer, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قتل تسعة مزارعين بقصف لجبهة الشمال.", ["xv.front"]),
        ("قتل تسعة مزارعين بقصف مدفعي لقوات النظام.", ["sy.government"]),
        ("قتل تسعة مزارعين بقصف للجيش السوري.", ["sy.government"]),
        ("قتل تسعة مزارعين برصاص مسلحين مجهولين.", [None]),
    ],
)
def test_arabic(gazetteer, text: str, found: list) -> None:
    assert [id for id, _ in read_actors(gazetteer, text, "ar")] == found


def test_the_day_tells_who_is_meant(gazetteer) -> None:
    text = "The Taliban killed nine farmers."
    assert [id for id, _ in read_actors(gazetteer, text, published="2015-03-04")] == ["af.taliban"]
    assert [id for id, _ in read_actors(gazetteer, text, published="2022-03-04")] == ["af.taliban_authorities"]
    (claim,) = extract_claims(Document("a", text, language="en"), gazetteer).claims
    assert [(a.id, a.name, a.country) for a in claim.actors] == [(None, "Taliban", "AF")]


def test_loaded_words_have_a_neutral_name(gazetteer) -> None:
    document = Document("a", "Regime forces killed nine farmers.", language="en")
    (claim,) = extract_claims(document, gazetteer).claims
    assert [(a.name, a.text, a.kind) for a in claim.actors] == [("government forces", "Regime forces", "state_forces")]


def read_all(*texts: tuple[str, str]) -> cenotaph.Reading:
    documents = [
        {"id": f"{k}", "text": text, "language": language, "published": "2016-01-05"}
        for k, (text, language) in enumerate(texts)
    ]
    return cenotaph.read(documents)


def test_a_countrys_name_means_its_forces() -> None:
    english = "Russian jets bombed the town, killing nine farmers."
    reading = read_all((english, "en"), ("قتل تسعة مزارعين بغارة للطيران الروسي.", "ar"))
    assert [(a.id, a.country) for claim in reading.claims for a in claim.actors] == [("ru.forces", "RU")] * 2


def test_two_names_of_one_actor_count_as_one() -> None:
    english = "Daesh killed nine farmers in Mosul on Monday."
    arabic = "قتل تسعة مزارعين بهجوم لتنظيم الدولة في الموصل يوم الاثنين."
    (incident,) = read_all((english, "en"), (arabic, "ar")).incidents
    assert [(actor.id, actor.name) for actor in incident.actors] == [("int.is", "Islamic State")]
