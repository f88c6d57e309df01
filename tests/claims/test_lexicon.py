"""The lexicon keeps its word: every entry has examples that show it at work, and wrong packs are refused."""

import pytest

from cenotaph.claims.arabic.clitics import split_clitics
from cenotaph.claims.arabic.tagging import tag_units
from cenotaph.claims.arabic.words import load_arabic
from cenotaph.claims.lexicon import Entry, available_languages, load_lexicon
from cenotaph.claims.packs import load_pack
from cenotaph.claims.sentences import Sentence, split_sentences
from cenotaph.claims.tables import LexiconError
from cenotaph.claims.units import Unit
from cenotaph.values.folding import fold_in_place

ENTRIES = [
    pytest.param(entry, id=entry.id) for language in available_languages() for entry in load_lexicon(language).entries
]


def find_entries(text: str, language: str) -> set[str]:
    """The ids of the entries that the words of a text bring up."""
    lexicon = load_lexicon(language)
    found: set[str] = set()
    for sentence in split_sentences(text, lexicon.declared.abbreviations):
        found |= {tag.entry.id for unit in list_units(sentence, text, language) for tag in unit.tags}
    for cls, pattern in lexicon.frames.items():
        if pattern.search(text.lower() if lexicon.declared.folding == "lower" else fold_in_place(text)):
            found |= {entry.id for entry in lexicon.entries if entry.cls == cls}
    return found


def list_units(sentence: Sentence, text: str, language: str) -> list[Unit]:
    """The units of a sentence, periods left aside."""
    if load_lexicon(language).declared.grammar == "arabic":
        words = load_arabic(language)
        return tag_units(split_clitics(sentence.tokens, words.known, lambda _: False), text, [], words)
    return load_pack(language).tagger.tag(sentence.tokens, text, [])


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_matches_what_it_must_and_no_more(entry: Entry) -> None:
    language = entry.id.split(".")[0]
    assert entry.id in find_entries(entry.must, language)
    assert entry.id not in find_entries(entry.must_not, language)


def test_ids_name_their_language() -> None:
    for language in available_languages():
        assert all(entry.id.startswith(f"{language}.") for entry in load_lexicon(language).entries)


def test_a_language_without_a_pack_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"no pack for the language 'xx'; there are packs for: ar, en, es"):
        load_lexicon("xx")


def test_the_version_is_of_the_words() -> None:
    assert len(load_lexicon("en").version) == 12


def test_alternatives_stand_for_all_they_spell_out() -> None:
    frames = load_lexicon("en").frames
    assert frames["apart"].match("in an unrelated ambush, a cook died") is not None
    assert frames["apart"].match("an unrelated drone strike killed a cook") is not None
    assert frames["apart"].search("in {a separate,another} raid") is None
