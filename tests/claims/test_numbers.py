"""Number phrases: the cases, the lexicon's own examples, and what must hold for any number."""

from importlib import resources
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.claims.numbers import NumberPhrase, load_number_words, read_count
from cenotaph.claims.numbers_words import NumberWordsError, check_number_words, list_entries
from cenotaph.claims.tokens import Token, split_tokens

CASES = tomli.loads((Path(__file__).parent / "cases" / "numbers.toml").read_text(encoding="utf-8"))
LEXICON = tomli.loads(
    (resources.files("cenotaph.claims") / "lexicon" / "en" / "numbers.toml").read_text(encoding="utf-8")
)
WORDS = load_number_words("en")
SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def unmark(marked: str) -> tuple[str, int, int]:
    """The text without braces, and where the braces stood; the start of the text if it has none."""
    if "{" not in marked:
        return marked, 0, 0
    start, end = marked.index("{"), marked.index("}") - 1
    return marked.replace("{", "").replace("}", ""), start, end


def read_at(text: str, start: int) -> tuple[NumberPhrase | None, list[Token]]:
    tokens = split_tokens(text)
    at = next(i for i, token in enumerate(tokens) if token.start >= start)
    return read_count(tokens, at, WORDS, text), tokens


def describe(phrase: NumberPhrase | None) -> set[str]:
    if phrase is None:
        return {"nothing"}
    found = {name for name in ("increment", "other", "of", "part", "superseded", "article") if getattr(phrase, name)}
    if phrase.unit:
        found.add(f"unit:{phrase.unit}")
    if phrase.share:
        found.add(f"share:{phrase.share if isinstance(phrase.share, str) else '/'.join(map(str, phrase.share))}")
    if phrase.count is not None:
        count = phrase.count
        bounds = str(count.low) if count.low == count.high else f"{count.low}-{count.high}"
        found.add(bounds + "+" * count.open)
        if count.stated != (count.low if count.low == count.high else -1):
            found.add(f"({'' if count.stated is None else count.stated})")
    return found


@pytest.mark.parametrize(("marked", "wanted"), CASES["must"].items())
def test_must(marked: str, wanted: str) -> None:
    text, start, end = unmark(marked)
    phrase, tokens = read_at(text, start)
    assert describe(phrase) == set(wanted.split())
    assert phrase is not None
    assert tokens[phrase.end - 1].end == end
    assert phrase.count is None or phrase.count.text == text[start:end]


@pytest.mark.parametrize("marked", CASES["must_not"]["begin"])
def test_must_not(marked: str) -> None:
    text, start, _ = unmark(marked)
    assert read_at(text, start)[0] is None


def test_there_are_enough_cases() -> None:
    assert len(CASES["must"]) + len(CASES["must_not"]["begin"]) >= 150


@pytest.mark.parametrize(
    ("entry", "example"), [(entry["id"], x) for _, entry in list_entries(LEXICON) for x in entry["match"]]
)
def test_lexicon_example_matches(entry: str, example: str) -> None:
    text, start, _ = unmark(example)
    phrase, _ = read_at(text, start)
    assert phrase is not None
    if ".unit." in entry:
        unit = next(row["unit"] for _, row in list_entries(LEXICON) if row["id"] == entry)
        assert phrase.unit == unit
    else:
        assert entry in phrase.rules


@pytest.mark.parametrize(
    ("entry", "example"), [(entry["id"], x) for _, entry in list_entries(LEXICON) for x in entry["reject"]]
)
def test_lexicon_example_is_rejected(entry: str, example: str) -> None:
    text, start, _ = unmark(example)
    phrase, _ = read_at(text, start)
    if ".unit." in entry:
        unit = next(row["unit"] for _, row in list_entries(LEXICON) if row["id"] == entry)
        assert phrase is None or phrase.unit != unit
    else:
        assert phrase is None or entry not in phrase.rules


def spell(number: int, joiner: str = " ") -> str:
    """The English words of a number below 10 to the 9."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for scale, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            last = f"{joiner if rest < 100 else ' '}{spell(rest, joiner)}" if rest else ""
            return f"{spell(number // scale, joiner)} {name}{last}"
    raise AssertionError(number)


@given(st.integers(0, 10**7), st.sampled_from([" ", " and "]))
def test_spelt_numbers_are_read_back(number: int, joiner: str) -> None:
    text = f"{spell(number, joiner)} people"
    phrase, tokens = read_at(text, 0)
    assert phrase is not None
    assert phrase.count is not None
    assert (phrase.count.low, phrase.count.high, phrase.count.stated) == (number, number, number)
    assert phrase.end == len(tokens) - 1


@given(st.integers(0, 10**7), st.sampled_from(["{}", "{:,}"]))
def test_digits_are_read_back(number: int, form: str) -> None:
    phrase, _ = read_at(f"{form.format(number)} people", 0)
    assert phrase is not None
    assert phrase.count is not None
    assert phrase.count.stated == number


FILLERS = ("20", "1,200", "30", "2014", "of", "the", "to", "or", "and", "-", "more", "people", ",", "1.5", "+")
PIECES = [*sorted(WORDS.starters), *FILLERS]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9))
def test_any_words_keep_the_bounds_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    tokens = split_tokens(text)
    for start in range(len(tokens)):
        phrase = read_count(tokens, start, WORDS, text)
        if phrase is None:
            continue
        assert start < phrase.end <= len(tokens)
        assert phrase.count is not None or phrase.share is not None
        if phrase.count is not None:
            count = phrase.count
            assert 0 <= count.low <= count.high
            assert count.text == text[tokens[start].start : tokens[phrase.end - 1].end]
            again = split_tokens(count.text)
            reread = read_count(again, 0, WORDS, count.text)
            assert reread is None or reread.end <= len(again)


def test_every_phrase_of_the_lexicon_can_begin() -> None:
    for table in (WORDS.before, WORDS.whole, WORDS.shares):
        assert set(table) <= WORDS.starters


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(NumberWordsError, match="'xx'"):
        load_number_words("xx")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "number.floor"}, "id begins with"),
        ({"match": []}, "at least one example"),
        ({"match": "one"}, "list of examples"),
        ({"bounds": "flor"}, "must be one of"),
        ({"phrases": ["At least"]}, "lower case"),
    ],
)
def test_a_faulty_entry_is_refused(change: dict[str, object], message: str) -> None:
    entry = {"id": "en.number.x", "bounds": "floor", "phrases": ["at least"], "match": ["at least 3"], "reject": []}
    check_number_words({"language": "en", "before": [entry]})
    with pytest.raises(NumberWordsError, match=message):
        check_number_words({"language": "en", "before": [entry | change]})


def test_an_id_is_used_once() -> None:
    entry = {"id": "en.number.x", "bounds": "floor", "phrases": ["at least"], "match": ["at least 3"], "reject": []}
    with pytest.raises(NumberWordsError, match="used twice"):
        check_number_words({"language": "en", "before": [entry, entry]})
