"""Sentences and tokens: where they start and end, and that nothing of a text is lost or told twice."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.claims.lexicon import load_lexicon
from cenotaph.claims.sentences import split_sentences
from cenotaph.claims.tokens import split_tokens

CASES = tomli.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))["case"]
ABBREVIATIONS = load_lexicon("en").declared.abbreviations
TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                "Dr.",
                "J.",
                "U.S.",
                "killed",
                "5 a.m.",
                "ez-Zor",
                "’s",
                "“",
                "”",
                ".",
                "...",
                "?!",
                "\n",
                "\n\n",
                "12,500",
                "قتل",
                "\u0640",
                "\u200f",
                "\ud800",
                "\x00",
                "17-year-old",
                "-",
                "a" * 300,
                " ",
            ]
        )
    ).map(" ".join),
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["about"]) for case in CASES])
def test_sentences(case: dict[str, Any]) -> None:
    sentences = split_sentences(case["text"], ABBREVIATIONS)
    assert [case["text"][s.start : s.end] for s in sentences] == case["sentences"]
    if "paragraphs" in case:
        assert [s.paragraph for s in sentences] == case["paragraphs"]
    if "is_caps" in case:
        assert {s.is_caps for s in sentences} == {case["is_caps"]}


@given(TEXTS)
def test_every_token_is_in_exactly_one_sentence(text: str) -> None:
    sentences = split_sentences(text, ABBREVIATIONS)
    assert [token for sentence in sentences for token in sentence.tokens] == split_tokens(text)
    assert [sentence.number for sentence in sentences] == list(range(len(sentences)))
    for sentence in sentences:
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
    paragraphs = [sentence.paragraph for sentence in sentences]
    assert paragraphs == sorted(paragraphs)


@given(TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    tokens = split_tokens(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    kept = {at for token in tokens for at in range(token.start, token.end)}
    assert not any(text[at].isalnum() for at in range(len(text)) if at not in kept)


@given(TEXTS, st.integers(0, 5))
def test_a_span_of_a_text_has_the_same_tokens_further_on(text: str, indent: int) -> None:
    moved = split_tokens(" " * indent + text, start=indent)
    assert [(t.text, t.start - indent) for t in moved] == [(t.text, t.start) for t in split_tokens(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ez-Zor's 17-year-old", [("ez-Zor", "word"), ("'s", "mark"), ("17-year-old", "word")]),
        ("24-25 January", [("24", "number"), ("-", "mark"), ("25", "number"), ("January", "word")]),
        ("12,500 at 9:45 p.m.", [("12,500", "number"), ("at", "word"), ("9:45", "time"), ("p.m.", "word")]),
        ("the U.S. army", [("the", "word"), ("U.S.", "word"), ("army", "word")]),
        ("Ma‘arrat al-Nu’man", [("Ma‘arrat", "word"), ("al-Nu’man", "word")]),
        ("٣ أشخاص", [("٣", "number"), ("أشخاص", "word")]),
        ("قُتِلَ", [("قُتِلَ", "word")]),
        ("(two)", [("(", "mark"), ("two", "word"), (")", "mark")]),
    ],
)
def test_tokens(text: str, tokens: list[tuple[str, str]]) -> None:
    assert [(token.text, token.kind) for token in split_tokens(text)] == tokens


def test_words_are_folded_and_texts_are_not() -> None:
    (token,) = split_tokens("Nu’MAN")
    assert (token.text, token.word) == ("Nu’MAN", "nu'man")
