"""What reports say beside harm: the phrases keep their word; plans, denials and people taken are no events."""

import datetime as dt

import pytest

from cenotaph.actors.bundled import load_register
from cenotaph.archive.document import Document
from cenotaph.claims.claim import Event
from cenotaph.claims.event_phrases import load_event_phrases
from cenotaph.claims.events import find_events
from cenotaph.claims.extract import extract_claims
from cenotaph.claims.identities import find_named
from cenotaph.claims.languages import load_reader
from cenotaph.claims.lexicon import available_languages
from cenotaph.claims.phrases import Phrase, load_phrases
from cenotaph.claims.sentences import split_sentences
from cenotaph.claims.tables import LexiconError

PHRASES = [
    pytest.param(language, phrase, id=phrase.id)
    for language in available_languages()
    for phrase in load_event_phrases(language).phrases
]


def find_rules(gazetteer, text: str, language: str) -> set[str]:
    reader = load_reader(language)
    found = set()
    for sentence in split_sentences(text, reader.lexicon.declared.abbreviations):
        analysis = reader.analyse(sentence, gazetteer, None, None)
        named = find_named(analysis.sentence, load_register())
        found |= {draft.rule for draft in find_events(analysis, reader, gazetteer, named)}
    return found


@pytest.mark.parametrize(("language", "phrase"), PHRASES)
def test_a_phrase_matches_what_it_must_and_no_more(gazetteer, language: str, phrase: Phrase) -> None:
    assert phrase.id.startswith(f"{language}.")
    for text in phrase.must:
        assert phrase.id in find_rules(gazetteer, text, language), text
    for text in phrase.must_not:
        assert phrase.id not in find_rules(gazetteer, text, language), text


def read_events(gazetteer, text: str, language: str = "en") -> tuple[Event, ...]:
    document = Document("a", text, published=dt.date(2016, 3, 4), language=language)
    return extract_claims(document, gazetteer).events


def test_an_event_has_its_slots(gazetteer) -> None:
    text = "Boko Haram fighters overran the town of Mosul on Tuesday, a doctor said."
    (event,) = read_events(gazetteer, text)
    assert event.type == "control_change"
    assert [place.text for place in event.places] == ["Mosul"]
    assert [(a.id, a.role, a.attribution) for a in event.actors] == [("ng.boko_haram", "party", None)]
    assert event.period is not None
    assert event.period.start == dt.date(2016, 3, 1)
    assert event.source is not None
    assert event.source.name == "doctor"
    assert text[event.passage.start : event.passage.end] == event.passage.quote


def test_who_struck_is_alleged(gazetteer) -> None:
    (event,) = read_events(gazetteer, "The RSF shelled a hospital and a school in Mosul.")
    assert [(a.id, a.role, a.attribution) for a in event.actors] == [("sd.rsf", "perpetrator", "alleged")]
    assert [(t.text, t.kind) for t in event.targets] == [("hospital", "hospital")]


def test_a_place_on_no_map_keeps_its_name(gazetteer) -> None:
    (event,) = read_events(gazetteer, "The rebels withdrew from Zzarvik on Monday.")
    assert [(place.text, place.id, place.lat) for place in event.places] == [("Zzarvik", None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers captured two rebel commanders near Mosul.",
        "The army plans to retake Mosul.",
        "If the rebels capture Mosul, the road will be cut.",
        "The army denied that the rebels had captured Mosul.",
        "The army has not captured Mosul.",
        "Hospital officials said nine people were wounded in the raid.",
        "The wounded were taken to a hospital in Mosul after the strike.",
        "The group threatened to attack churches.",
        "Rising prices hit the market in Mosul.",
        "Nine aid workers held by the rebels were freed.",
        "Negotiations were held by telephone.",
        "There is no shortage of bread in Mosul.",
    ],
)
def test_what_is_none(gazetteer, text: str) -> None:
    assert read_events(gazetteer, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "أسر الجيش خمسة مسلحين قرب الموصل.",
        "يسعى الجيش للسيطرة على مدينة الموصل.",
        "نفى الجيش قصف مشفى في مدينة الموصل.",
        "نقل الجرحى إلى مشفى في مدينة الموصل بعد القصف.",
        "الوضع تحت السيطرة في مدينة الموصل.",
    ],
)
def test_what_is_none_in_arabic(gazetteer, text: str) -> None:
    assert read_events(gazetteer, text, "ar") == ()


def test_a_wrong_file_is_refused(monkeypatch) -> None:
    row = {"id": "en.x", "first": ["@nothing"], "must": [], "must_not": []}
    monkeypatch.setattr("cenotaph.claims.phrases.parse_table", lambda *_: {"phrase": [row]})
    with pytest.raises(LexiconError, match="@nothing: no such set of words; there are @object"):
        load_phrases.__wrapped__("en", "events.toml", (), (("@object", ("hospital",)),))
    monkeypatch.setattr("cenotaph.claims.event_phrases.parse_table", lambda *_: {"object": [{"kind": "x"}]})
    with pytest.raises(LexiconError, match="has a kind and a list of words"):
        load_event_phrases.__wrapped__("en")
