"""Accusations, claims, admissions and denials: the phrases keep their word, and whose they are is read."""

import datetime as dt

import pytest

from cenotaph.archive.document import Document
from cenotaph.claims.extract import extract_claims
from cenotaph.claims.lexicon import available_languages, load_lexicon
from cenotaph.claims.phrases import Phrase, build_pattern, load_phrases
from cenotaph.claims.statements import find_phrases, load_statement_phrases
from cenotaph.claims.tables import LexiconError
from cenotaph.values.folding import fold_in_place

PHRASES = [
    pytest.param(language, phrase, id=phrase.id)
    for language in available_languages()
    for phrase in load_statement_phrases(language)
]


def find_ids(text: str, language: str) -> list[str]:
    lexicon = load_lexicon(language)
    folded = text.lower() if lexicon.declared.folding == "lower" else fold_in_place(text)
    found = find_phrases(folded, load_statement_phrases(language), lexicon.frames["nobody"])
    return [phrase.id for phrase, _ in found]


@pytest.mark.parametrize(("language", "phrase"), PHRASES)
def test_a_phrase_matches_what_it_must_and_no_more(language: str, phrase: Phrase) -> None:
    assert phrase.id.startswith(f"{language}.")
    assert ("denies" in phrase.fields) == (phrase.fields.get("attribution") == "denied")
    for text in phrase.must:
        assert phrase.id in find_ids(text, language), text
    for text in phrase.must_not:
        assert phrase.id not in find_ids(text, language), text


def read_statements(gazetteer, text: str, language: str = "en") -> list[tuple]:
    document = Document("a", text, published=dt.date(2016, 3, 4), language=language)
    return [
        (s.actor and (s.actor.id or s.actor.name), s.actor and s.actor.attribution, s.denies or s.status)
        for claim in extract_claims(document, gazetteer).claims
        for s in claim.statements
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The army denied responsibility.", [("army", "denied", "responsibility")]),
        ("The Syrian army denied that any strike had taken place.", [("sy.government", "denied", "attack")]),
        ("The RSF denied that anyone was killed.", [("sd.rsf", "denied", "harm")]),
        ("The RSF denied that the dead were civilians.", [("sd.rsf", "denied", "status")]),
        ("It was carried out by Boko Haram. It denied involvement.", [("ng.boko_haram", "denied", "responsibility")]),
        ("Boko Haram claimed responsibility.", [("ng.boko_haram", "claimed", None)]),
        ("The US-led coalition admitted that its strike hit the house.", [("int.coalition_is", "conceded", None)]),
        ("Residents accused the RSF of the attack.", [("sd.rsf", "alleged", None)]),
        ("The governor blamed the attack on the RSF.", [("sd.rsf", "alleged", None)]),
        (
            "Residents blamed the Sudanese army for it. The army denied any role.",
            [("sd.saf", "alleged", None), ("sd.saf", "denied", "responsibility")],
        ),
        ("All of the dead were civilians, the governor said.", [(None, None, "civilian")]),
        ("The RSF is accused of shelling the market.", [("sd.rsf", "alleged", None)]),
        ("The RSF held talks on Monday with the Sudanese army.", []),
        ("After the RSF withdrew, residents claimed the attack was planned.", []),
        ("An RSF spokesman denied any role.", [("sd.rsf", "denied", "responsibility")]),
        ("No group has claimed responsibility.", []),
        ("The army has not denied responsibility.", []),
        ("The army neither confirmed nor denied involvement.", []),
        ("Somebody claimed responsibility.", []),
        ("A demand for access was denied.", []),
    ],
)  # fmt: skip
def test_english(gazetteer, text: str, found: list[tuple]) -> None:
    assert read_statements(gazetteer, f"Shelling killed nine farmers in Mosul. {text}") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ونفى الجيش السوري مسؤوليته عن القصف.", [("sy.government", "denied", "responsibility")]),
        ("ونفت قوات الدعم السريع وقوع أي هجوم.", [("sd.rsf", "denied", "attack")]),
        ("ونفت قوات الدعم السريع سقوط قتلى.", [("sd.rsf", "denied", "harm")]),
        ("ونفت قوات الدعم السريع استهداف المدنيين.", [("sd.rsf", "denied", "status")]),
        ("وتبنى تنظيم الدولة الهجوم.", [("int.is", "claimed", None)]),
        ("وأعلن تنظيم الدولة مسؤوليته عن التفجير.", [("int.is", "claimed", None)]),
        ("وأقر التحالف الدولي بمسؤوليته عن الغارة.", [("int.coalition_is", "conceded", None)]),
        ("واتهم الأهالي قوات النظام بقصف السوق.", [("sy.government", "alleged", None)]),
        ("واتهم الجيش السوري قوات الدعم السريع بقصف السوق.", [("sd.rsf", "alleged", None)]),
        ("وحمل الأهالي قوات الدعم السريع المسؤولية.", [("sd.rsf", "alleged", None)]),
        ("ولم تتبن أي جهة الهجوم.", []),
        ("ولم ينف الجيش السوري مسؤوليته.", []),
    ],
)
def test_arabic(gazetteer, text: str, found: list[tuple]) -> None:
    assert read_statements(gazetteer, f"قتل تسعة مزارعين بقصف على الموصل. {text}", "ar") == found


def test_a_statement_is_kept_with_the_claims_before_it_in_its_episode(gazetteer) -> None:
    text = (
        "Shelling killed nine farmers in Mosul. In a separate attack, gunmen killed two guards in Ramadi. "
        "Boko Haram claimed responsibility for the attack."
    )
    farmers, guards = extract_claims(Document("a", text, language="en"), gazetteer).claims
    assert (len(farmers.statements), len(guards.statements)) == (0, 1)
    assert guards.statements[0].passage.quote == "Boko Haram claimed responsibility for the attack."


def test_a_wrong_file_is_refused(monkeypatch) -> None:
    row = {"id": "en.x", "first": ["denied"], "must": [], "must_not": []}
    wrong = [({"denies": "all"}, "denies is 'all'"), ({"frist": []}, "unknown field frist"), ({"reach": -1}, "reach")]
    for more, words in wrong:
        monkeypatch.setattr("cenotaph.claims.phrases.parse_table", lambda *_, more=more: {"phrase": [{**row, **more}]})
        with pytest.raises(LexiconError, match=words):
            load_phrases.__wrapped__("en", "statements.toml", (("denies", ("attack",)),))


def test_a_run_of_hyphens_is_read_in_one_way() -> None:
    # With more than one way to part it into words this search would not end.
    pattern = build_pattern(["clinic"], ["was hit"], 9, "lower")
    assert pattern.search("the clinic " + "a-" * 2000 + " was shut") is None
    assert pattern.search("the clinic by the sea-side, 'the old' one, was hit") is not None


def test_words_must_follow_in_the_same_part() -> None:
    pattern = build_pattern(["denied"], ["responsibility"], 2, "lower")
    assert pattern.search("denied any responsibility")
    assert not pattern.search("denied it. responsibility")
    assert not pattern.search("denied that it bore responsibility")
