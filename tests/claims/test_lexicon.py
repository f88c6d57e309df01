"""The lexicon keeps its word: every entry has examples that show it at work, and wrong packs are refused."""

import pytest

from cenotaph.claims.lexicon import Entry, LexiconError, available_languages, load_lexicon
from cenotaph.claims.packs import load_pack
from cenotaph.claims.sentences import split_sentences

ENTRIES = [
    pytest.param(entry, id=entry.id) for language in available_languages() for entry in load_lexicon(language).entries
]


def find_entries(text: str, language: str) -> set[str]:
    """The ids of the entries that the words of a text bring up."""
    pack = load_pack(language)
    found: set[str] = set()
    for sentence in split_sentences(text, pack.lexicon.abbreviations):
        for unit in pack.tagger.tag(sentence.tokens, text, []):
            found |= {tag.entry.id for tag in unit.tags}
    for cls, pattern in pack.lexicon.frames.items():
        if match := pattern.search(text.lower()):
            found |= {entry.id for entry in pack.lexicon.entries if entry.cls == cls and match}
    return found


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_matches_what_it_must_and_no_more(entry: Entry) -> None:
    language = entry.id.split(".")[0]
    assert entry.id in find_entries(entry.must, language)
    assert entry.id not in find_entries(entry.must_not, language)


def test_ids_name_their_language() -> None:
    for language in available_languages():
        assert all(entry.id.startswith(f"{language}.") for entry in load_lexicon(language).entries)


def test_a_language_without_a_pack_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"no pack for the language 'xx'; there are packs for: en"):
        load_lexicon("xx")


def test_the_version_is_of_the_words() -> None:
    assert len(load_lexicon("en").version) == 12
