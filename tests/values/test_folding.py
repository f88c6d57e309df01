import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.values.folding import fold, fold_with_offsets


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ḩalabjah", "halabjah"),
        ("Łódź", "LODZ"),
        ("İzmir", "izmir"),
        ("Þórshöfn", "thorshofn"),
        ("Al-Ma‘arri", "al-ma'arri"),
        ("أربيل", "اربيل"),
        ("إربل", "اربل"),
        ("البصرة", "البصره"),
        ("كركوك", "كـركـوك"),
        ("مستشفى", "مستشفي"),
        ("مُسْتَشْفًى", "مستشفي"),
        ("مؤتة", "موته"),
        ("بئر", "بير"),
        ("کربلا", "كربلا"),
        ("صنعاء", "صنعا"),
        ("٣٤٥", "345"),
        ("۳۴۵", "345"),
        ("ﻻ", "لا"),
        ("\u202bالموصل\u202c", "الموصل"),
        ("Ｋｙｉｖ", "kyiv"),
        ("non‑breaking", "non-breaking"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("حلب", "حلبي"), ("Homs", "Hims"), ("دير", "دور"), ("कि", "का"), ("12", "21")]
)
def test_words_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_folding_works_code_point_by_code_point(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(st.text())
def test_offsets_lead_back(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    for at, offset in enumerate(folded.offsets):
        assert folded.text[at] in fold(text[offset])


@given(st.text(min_size=1), st.data())
def test_a_span_folds_to_at_least_what_it_stands_for(text: str, data: st.DataObject) -> None:
    folded = fold_with_offsets(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.original_span(start, end)
    assert 0 <= first < last <= len(text)
    assert folded.text[start:end] in fold(text[first:last])


def test_a_span_takes_the_marks_of_its_last_letter_with_it() -> None:
    text = "في مَعَرَّةِ \u202bاليوم"
    folded = fold_with_offsets(text)
    start = folded.text.index("معره")
    first, last = folded.original_span(start, start + 4)
    assert text[first:last] == "مَعَرَّةِ"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no such span"):
        fold_with_offsets("abc").original_span(start, end)
