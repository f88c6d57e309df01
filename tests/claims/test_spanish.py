"""A third language is a folder: the Spanish pack has no code of its own, and is a trial."""

import datetime as dt
import re
from importlib import resources
from pathlib import Path

import pytest
import tomli

from cenotaph.archive.document import Document
from cenotaph.claims.lexicon import available_languages, load_lexicon, trial_languages
from cenotaph.claims.numbers import load_number_words, read_count
from cenotaph.claims.periods import find_periods, load_period_words
from cenotaph.claims.tokens import split_tokens
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.workflow.read import read_documents
from tests.claims.reading import read_text
from tests.house.sources import PACKAGE

DAY = dt.date(2020, 5, 17)  # a Sunday
FOLDER = resources.files("cenotaph.claims") / "lexicon" / "es"
NUMBERS = tomli.loads((FOLDER / "numbers.toml").read_text(encoding="utf-8"))
PERIODS = tomli.loads((FOLDER / "periods.toml").read_text(encoding="utf-8"))
TEXT = "Al menos catorce civiles murieron ayer en un bombardeo cerca de la ciudad de San Vicente, dijo el alcalde."


def list_examples(table: dict[str, object], field: str) -> list[str]:
    rows = [row for rows in table.values() if isinstance(rows, list) for row in rows]
    return [example for row in rows for example in row[field]]


def test_no_module_knows_the_language() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if "es" in path.stem.split("_") or "spanish" in path.stem]
    named = [path for path in PACKAGE.rglob("*.py") if re.search(r'"es\.|== "es"', path.read_text(encoding="utf-8"))]
    assert (modules, named) == ([], [])


@pytest.mark.parametrize("words", list_examples(NUMBERS, "match"))
def test_numbers_are_read(words: str) -> None:
    assert read_count(split_tokens(words), 0, load_number_words("es"), words) is not None


@pytest.mark.parametrize("words", list_examples(NUMBERS, "reject"))
def test_what_is_no_number(words: str) -> None:
    phrase = read_count(split_tokens(words), 0, load_number_words("es"), words)
    assert phrase is None or phrase.unit is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("treinta y cinco", 35),
        ("ciento veinte", 120),
        ("doscientas treinta y cinco", 235),
        ("mil quinientos", 1500),
        ("dos mil trescientos cuarenta y cinco", 2345),
        ("cien mil", 100_000),
        ("veintidós", 22),
        ("una docena", 12),
        ("1.200", 1200),
    ],
)
def test_how_numbers_are_joined(words: str, value: int) -> None:
    text = f"{words} personas"
    phrase = read_count(split_tokens(text), 0, load_number_words("es"), text)
    assert phrase is not None
    assert phrase.count is not None
    assert (phrase.count.stated, phrase.end) == (value, len(split_tokens(text)) - 1)


@pytest.mark.parametrize("words", list_examples(PERIODS, "match"))
def test_periods_are_read(words: str) -> None:
    assert find_periods(split_tokens(words), DAY, load_period_words("es"), text=words)


@pytest.mark.parametrize("words", list_examples(PERIODS, "reject"))
def test_what_is_no_period(words: str) -> None:
    found = find_periods(split_tokens(words), DAY, load_period_words("es"), text=words)
    assert [phrase for phrase in found if phrase.role != "duration"] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("el lunes", "2020-05-11"),
        ("el 24 de enero de 2019", "2019-01-24"),
        ("ayer por la noche", "2020-05-16"),
        ("el lunes 11 de mayo", "2020-05-11"),
        ("el martes 11 de mayo", "2020-05-11?"),
    ],
)
def test_days(text: str, day: str) -> None:
    (phrase,) = find_periods(split_tokens(text), DAY, load_period_words("es"), text=text)
    assert phrase.period is not None
    assert phrase.period.edtf == day


def test_a_claim_has_all_its_parts(gazetteer: Gazetteer) -> None:
    (claim,) = read_text(TEXT, gazetteer, DAY, language="es")
    assert (claim.outcome, claim.count.low, claim.count.open, claim.victims.group) == ("killed", 14, True, "civilians")
    assert claim.passage.quote == TEXT[claim.passage.start : claim.passage.end]
    assert claim.source is not None
    assert (claim.source.name, claim.source.kind) == ("alcalde", "official")
    assert [place.name for place in claim.places] == ["San Vicente"]
    assert claim.period is not None
    assert claim.period.edtf == "2020-05-16"
    assert claim.cause is not None
    assert claim.cause.weapon == "shelling"
    assert claim.rule.startswith("es.")


PAIRS = [
    ("Two nurses were killed on Monday. Another four were injured.",
     "Dos enfermeras fueron asesinadas el lunes. Otros cuatro resultaron heridos."),
    ("The death toll rose to 19.", "El número de muertos subió a 19."),
    ("Gunmen abducted three engineers.", "Hombres armados secuestraron a tres ingenieros."),
    ("The army denied that four peasants were killed.", "El ejército negó que cuatro campesinos fueron asesinados."),
    ("Nobody died.", "Nadie murió."),
]  # fmt: skip


@pytest.mark.parametrize(("english", "spanish"), PAIRS)
def test_one_report_in_two_languages_gives_the_same_claims(english: str, spanish: str, gazetteer: Gazetteer) -> None:
    def tell(text: str, language: str) -> list[tuple[object, ...]]:
        claims = read_text(text, gazetteer, DAY, language=language)
        return [(c.outcome, c.count.low, c.count.high, c.kind, c.period and c.period.start) for c in claims]

    assert tell(spanish, "es") == tell(english, "en")


def test_a_trial_is_read_only_where_the_language_is_stated(gazetteer: Gazetteer) -> None:
    assert trial_languages() == {"es"} < set(available_languages())
    (stated,) = read_documents([Document("d", TEXT, language="es")], gazetteer=gazetteer).claims
    assert stated.count.stated == 14
    recognised = read_documents([Document("d", TEXT)], gazetteer=gazetteer)
    assert ([note.language for note in recognised.documents], recognised.claims) == (["es"], ())


def test_the_weapons_are_those_of_the_english_pack() -> None:
    known = {entry.fields.get("weapon") for entry in load_lexicon("en").entries}
    assert {entry.fields.get("weapon") for entry in load_lexicon("es").entries} <= known


def test_the_guide_names_every_file_of_a_pack() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "languages.md").read_text(encoding="utf-8")
    assert [name for name in sorted(file.name for file in FOLDER.iterdir()) if f"`{name}`" not in guide] == []
