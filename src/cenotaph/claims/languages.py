"""The languages that can be read: each pack names the grammar it is read by."""

from functools import cache

from cenotaph.claims.arabic.reader import ArabicReader
from cenotaph.claims.arabic.words import load_arabic
from cenotaph.claims.english import EnglishReader
from cenotaph.claims.lexicon import load_lexicon
from cenotaph.claims.packs import load_pack
from cenotaph.claims.reader import Reader
from cenotaph.claims.tables import LexiconError


@cache
def load_reader(language: str) -> Reader:
    """The reader of a language. Raises LexiconError if it has no pack, or one that cannot be used."""
    grammar = load_lexicon(language).declared.grammar
    if grammar == "arabic":
        return ArabicReader(load_arabic(language))
    if grammar == "english":
        return EnglishReader(load_pack(language))
    raise LexiconError(f"pack.toml of {language!r}: no grammar is called {grammar!r}; there are arabic, english")
