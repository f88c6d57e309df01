"""People, speakers, causes, parties and events, as cases/people.toml and cases/readings.toml tell them."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import tomli

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim, Source
from cenotaph.claims.extract import extract_claims
from cenotaph.claims.group import Group, groups_of, parts_of
from cenotaph.claims.listing import join_lists
from cenotaph.claims.packs import load_pack
from cenotaph.claims.people import group_victims
from cenotaph.claims.sentences import split_sentences
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import summarise, write_bounds

PUBLISHED = dt.date(2016, 6, 18)


def load(name: str) -> list[Any]:
    text = (Path(__file__).parent / "cases" / name).read_text(encoding="utf-8")
    return [pytest.param(case, id=case["about"]) for case in tomli.loads(text)["case"]]


def write_group(group: Group) -> str:
    names = [f"{n.name}, {n.age}" if n.age is not None else n.name for n in group.names]
    name = f" <{'; '.join(names)}>" if names else ""
    return f"{write_bounds(group.count)} {group.group}{name}{f' *{group.harm}' if group.harm else ''}"


def write_people(unit: Unit) -> str:
    groups, parts = (" & ".join(map(write_group, each)) for each in (groups_of(unit), parts_of(unit)))
    return f"{groups} | {parts}" if parts else groups


@pytest.mark.parametrize("case", load("people.toml"))
def test_people(case: dict[str, Any]) -> None:
    pack = load_pack("en")
    (sentence,) = split_sentences(case["text"], pack.lexicon.declared.abbreviations)
    tagged = pack.tagger.tag(sentence.tokens, sentence.text, [], is_caps=sentence.is_caps)
    units = join_lists(group_victims(tagged, sentence, pack.lexicon.declared.plural_endings), sentence)
    assert [write_people(unit) for unit in units if groups_of(unit)] == case["people"]


def write_source(source: Source | None) -> str:
    if source is None:
        return "-"
    kind = f" ({source.kind})" if source.kind else ""
    return f"{source.name}{kind}{f' through {source.through}' if source.through else ''}"


WRITE = {
    "sources": lambda claim: write_source(claim.source),
    "places": lambda claim: ", ".join(place.name for place in claim.places),
    "causes": lambda claim: (claim.cause.weapon if claim.cause else None) or "-",
    "targets": lambda claim: ", ".join(target.kind for target in claim.targets),
    "actors": lambda claim: "; ".join(f"{actor.name}, {actor.attribution}" for actor in claim.actors),
    "kinds": lambda claim: claim.kind.value,
}


@pytest.mark.parametrize("case", load("readings.toml"))
def test_readings(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    document = Document("test", case["text"], published=PUBLISHED, language="en")
    claims, events = extract_claims(document, gazetteer)
    assert summarise(claims) == case["claims"]
    for slot, write in WRITE.items():
        if slot in case:
            assert [write(claim) for claim in claims] == case[slot], slot
    if "events" in case:
        assert [event.type for event in events] == case["events"]


def test_every_slot_is_in_some_case() -> None:
    slots = {slot for param in load("readings.toml") for slot in param.values[0]}
    assert slots - {"about", "text"} == {*WRITE, "claims", "events"}


def test_a_claim_is_where_the_words_are(gazetteer: Gazetteer) -> None:
    text = "On Friday, the governor said, two people were killed in Kharkiv."
    (claim,) = extract_claims(Document("a", text, published=PUBLISHED, language="en"), gazetteer).claims
    assert isinstance(claim, Claim)
    assert claim.passage.quote == text[claim.passage.start : claim.passage.end] == "two people were killed"
    assert claim.period is not None
    assert claim.period.start == dt.date(2016, 6, 17)
