"""Digest, words and language of a text."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.text import count_words, digest, recognise_language

ENGLISH = (
    "At least seven people were killed on Tuesday when shells fell on the market of the town, a doctor of the "
    "hospital said. The governor and two witnesses gave the same number of dead."
)
ARABIC = "قال طبيب في المستشفى إن سبعة أشخاص على الأقل قتلوا يوم الثلاثاء عندما سقطت قذائف على سوق البلدة"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ARABIC, "ar"),
        ("12 killed in the market", "en"),
        ("Three wounded after shelling of village", "en"),
        (f"Copy link\n\nShare this post\n\nReport\n\n{ARABIC[:30]}\n\n3 likes\n\nBack to top\n\nLog in", "ar"),
        ("در حمله هوایی به بازار شهر دست کم هفت نفر کشته و بیست نفر زخمی شدند، یک پزشک گفت.", "fa"),
        ("بازار میں دھماکے سے کم از کم سات افراد ہلاک ہو گئے، ڈاکٹر نے بتایا", "ur"),
        ("Au moins sept personnes ont été tuées mardi dans le marché de la ville, selon un médecin.", "fr"),
        ("Saldırıda en az yedi kişi öldü, yaralılar kentteki hastaneye götürüldü.", "tr"),
        ("12 + 7 = 19 …", "und"),
        ("", "und"),
        ("x" * 5000, "und"),
        ("\n" * 9000 + ENGLISH, "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert recognise_language(text) == language


def test_the_commonest_words_of_english_need_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cenotaph.archive.text._load_model", lambda: pytest.fail("the model was asked"))
    assert recognise_language("Two people were killed in the market, a doctor said.") == "en"


def test_main_language_of_mixed_text() -> None:
    assert recognise_language(f"{ENGLISH} {ENGLISH} {ARABIC}") == "en"
    assert recognise_language(f"{ARABIC} {ARABIC} {ARABIC} {ENGLISH}") == "ar"


def test_buttons_around_a_post_do_not_decide() -> None:
    assert (
        recognise_language(f"Copy link\n\nShare this post\n\nReport\n\n{ARABIC}\n\n3 likes\n\nBack to top\n\nLog in")
        == "ar"
    )


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("two rockets", 2), ("Deir ez-Zor's five-year-old", 3), ("قتل ٣ أشخاص", 3), ("…", 0)]
)
def test_count_words(text: str, words: int) -> None:
    assert count_words(text) == words


def test_digest_is_sha256_of_utf8() -> None:
    assert digest("سوق") == hashlib.sha256("سوق".encode()).hexdigest()


@given(st.text(), st.text())
def test_digests_differ_where_texts_do(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) == (one == other)


@given(st.text())
def test_every_text_has_a_language(text: str) -> None:
    assert recognise_language(text)
