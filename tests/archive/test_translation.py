"""Translations are put beside words only where it is certain which stand for which."""

from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.translation import Translation, align_texts

ARABIC = "قتل تسعة أشخاص في هسك. وقال طبيب إن المستشفى امتلأ.\n\nولم تعرف الجهة؟"
ENGLISH = "Nine people were killed in Hesk. A doctor said the hospital was full.\nWho did it is not known.\n"


def test_sentence_for_sentence() -> None:
    segments = align_texts(ARABIC, ENGLISH)
    assert [each.text for each in segments] == [
        "Nine people were killed in Hesk.", "A doctor said the hospital was full.", "Who did it is not known.",
    ]  # fmt: skip
    made = Translation("a", "ana", "en", segments)
    at = ARABIC.index("طبيب")
    assert made.find_words(at, at + 4) == "A doctor said the hospital was full."
    assert made.find_words(0, at) == "Nine people were killed in Hesk. A doctor said the hospital was full."


def test_line_for_line_where_the_sentences_do_not_answer_one_another() -> None:
    segments = align_texts(ARABIC, ENGLISH.replace("Hesk. A doctor", "Hesk, and a doctor"))
    assert [each.text for each in segments] == [
        "Nine people were killed in Hesk, and a doctor said the hospital was full.", "Who did it is not known.",
    ]  # fmt: skip


def test_nothing_where_the_lines_do_not() -> None:
    assert align_texts(ARABIC, ENGLISH + "One more line.\n") == ()


@given(st.text(), st.text())
def test_segments_are_in_order_and_within_the_text(text: str, other: str) -> None:
    end = 0
    for segment in align_texts(text, other):
        assert end <= segment.start < segment.end <= len(text)
        assert segment.text
        end = segment.end
