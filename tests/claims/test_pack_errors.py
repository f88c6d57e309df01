"""Packs that cannot be used are refused when they are loaded, with the file, the entry and what is wrong."""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from cenotaph.claims import lexicon, rules
from cenotaph.claims.lexicon import load_lexicon
from cenotaph.claims.packs import load_pack
from cenotaph.claims.rules import load_rules
from cenotaph.claims.tables import LexiconError

ENTRY = 'id = "en.test.one"\nclass = "thing"\nwords = ["trinket"]\nmust = "a trinket"\nmust_not = "a box"\n'
PATTERN = "who:subject be verb:harm_participle"
RULE = f'id = "en.harm.test.01"\npattern = "{PATTERN}"\noutcome = "verb"\nmust = []\nmust_not = []\n'


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a copy of the English pack that is read in the place of the real one."""
    folder = tmp_path / "lexicon" / "en"
    shutil.copytree(Path(str(files("cenotaph.claims"))) / "lexicon" / "en", folder)
    for module in (lexicon, rules):
        monkeypatch.setattr(module, "files", lambda _: tmp_path)
    for load in (load_lexicon, load_rules, load_pack):
        load.cache_clear()
    yield folder
    for load in (load_lexicon, load_rules, load_pack):
        load.cache_clear()


def write(pack: Path, text: str) -> None:
    (pack / "extra.toml").write_text(f"[[entry]]\n{text}", encoding="utf-8")


def test_a_file_that_is_no_toml_is_refused(pack: Path) -> None:
    write(pack, ENTRY.replace("]", ""))
    with pytest.raises(LexiconError, match=r"lexicon/en/extra.toml is not valid TOML: .*line"):
        load_lexicon("en")


def test_rules_that_are_no_toml_are_refused(pack: Path) -> None:
    (pack / "rules.toml").write_text("[[rule]\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"lexicon/en/rules.toml is not valid TOML: .*line 1"):
        load_rules("en")


def test_a_rule_that_fires_without_a_word_of_harm_is_refused(pack: Path) -> None:
    row = '[[rule]]\nid = "en.test.rule"\npattern = "who:who be"\noutcome = "killed"\nmust = []\nmust_not = []\n'
    with (pack / "rules.toml").open("a", encoding="utf-8") as rows:
        rows.write(row)
    load_pack.cache_clear()
    with pytest.raises(LexiconError, match=r"lexicon/en/rules.toml, rule 'en.test.rule': .* tells of harm"):
        load_pack("en")


def test_a_good_entry_is_taken(pack: Path) -> None:
    before = load_lexicon("en")
    load_lexicon.cache_clear()
    write(pack, ENTRY)
    after = load_lexicon("en")
    assert [tag.entry.id for tag in after.words["trinket"]] == ["en.test.one"]
    assert after.version != before.version


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ENTRY + 'colour = "red"\n', r"extra.toml, entry 'en.test.one': unknown field colour; see docs"),
        (ENTRY.replace('must = "a trinket"\n', ""), "entry 'en.test.one': the field must is missing"),
        (ENTRY.replace('id = "en.test.one"\n', ""), r"entry '\(no id\)': the field id is missing"),
        (ENTRY.replace('words = ["trinket"]\n', ""), "has no words; give one of words, nouns, verbs, participles"),
        (ENTRY.replace('["trinket"]', '"trinket"'), "words must be a list of words"),
        (ENTRY.replace('["trinket"]', '["trinket", 7]'), "words must be a list of words"),
        (ENTRY.replace('words = ["trinket"]', 'verbs = ["shoot/shot"]'), "entry 'en.test.one': "),
        (ENTRY + "[[entry]]\n" + ENTRY, "two entries are called 'en.test.one'"),
    ],
)
def test_a_wrong_entry_is_refused(pack: Path, text: str, problem: str) -> None:
    write(pack, text)
    with pytest.raises(LexiconError, match=problem):
        load_lexicon("en")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('folding = "lower"\n', "", r"lexicon/en/pack.toml: the field folding is missing"),
        ('folding = "lower"', 'folding = "upper"', r"folding is 'upper'; it must be one of: lower, fold"),
        ('inflection = "english"', 'inflection = "latin"', r"inflection is 'latin'; it must be one of: english,"),
        ('language = "en"', 'language = "fr"', r"language is 'fr'; it must be one of: en"),
        ('plural_endings = ["s"]', 'plural_endings = "s"', r"plural_endings must be a list of words"),
        ('plural_endings = ["s"]', 'plurals = ["s"]', r"no such field: plurals; see docs/reference/lexicon.md"),
        ('folding = "lower"', "folding = ", r"lexicon/en/pack.toml is not valid TOML"),
    ],
)
def test_a_wrong_declaration_is_refused(pack: Path, old: str, new: str, problem: str) -> None:
    path = pack / "pack.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError, match=problem):
        load_lexicon("en")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (RULE + 'colour = "red"\n', "rules.toml, rule 'en.harm.test.01': unknown field colour; see docs"),
        (RULE.replace('outcome = "verb"\n', ""), "the field outcome is missing"),
        (RULE.replace('"verb"\n', '"vanished"\n'), "the outcome 'vanished' is neither an outcome nor a name"),
        (RULE.replace("be verb", "be nonsense verb"), "rule 'en.harm.test.01': .*'nonsense'"),
        (RULE.replace("be verb", "(be verb"), "cannot be read"),
        (RULE + "[[rule]]\n" + RULE, "two rules have this id"),
    ],
)
def test_a_wrong_rule_is_refused(pack: Path, text: str, problem: str) -> None:
    path = pack / "rules.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[[rule]]\n{text}", encoding="utf-8")
    with pytest.raises(LexiconError, match=problem):
        load_rules("en")
