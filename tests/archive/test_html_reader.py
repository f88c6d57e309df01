"""Web pages: the main text and what the page states about itself."""

import contextlib
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.document import Document
from cenotaph.archive.readers.html import read_html
from cenotaph.archive.readers.intake import UnreadableError

FIRST = "At least nine people were killed on Tuesday when shells hit the market of Kaltana, a doctor said."
SECOND = "Another four were hurt. The hospital had no more beds for the wounded, he said, and asked for help."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Market hit | Plain Daily</title>
<meta property="og:title" content="Market hit in Kaltana"><meta property="og:site_name" content="Plain Daily">
<meta property="article:published_time" content="2016-03-04T23:30:00+03:00">
<link rel="canonical" href="https://plain.example/news/1"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><p>{FIRST}</p><p>{SECOND}</p></article>
<aside><p>Subscribe to our letter</p></aside><footer>Copyright 2019 Plain Daily</footer></body></html>"""
ARABIC_PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">
<title>خبر</title></head><body><article>
<p>قال طبيب إن سبعة أشخاص على الأقل قتلوا يوم الثلاثاء عندما سقطت قذائف على سوق البلدة.</p>
<p>وأضاف أن عشرين جريحا نقلوا إلى المستشفى الذي لم تعد فيه أسرة كافية.</p></article></body></html>"""


def read(page: str | bytes) -> Document:
    (document,) = read_html(io.BytesIO(page.encode() if isinstance(page, str) else page), "page.html").documents
    return document


def test_page() -> None:
    document = read(PAGE)
    assert document.text == f"{FIRST}\n{SECOND}"
    assert document.title == "Market hit in Kaltana"
    assert document.published == dt.date(2016, 3, 4)
    assert document.publisher == "Plain Daily"
    assert document.url == "https://plain.example/news/1"
    assert document.id == "page.html"


def test_no_day_is_made_up() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2016-03-04T23:30:00+03:00">', "")
    assert read(page).published is None
    # A day in the running text is no day of publication, nor is the year of a copyright line.
    assert read(page.replace("on Tuesday", "on 12 May 2011")).published is None


def test_declared_encoding() -> None:
    document = read(ARABIC_PAGE.encode("cp1256"))
    assert document.text.startswith("قال طبيب إن سبعة أشخاص")


def test_latin1_is_read_as_browsers_do() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace("a doctor said", "a “doctor” said")
    assert "a “doctor” said" in read(page.encode("cp1252")).text


@pytest.mark.parametrize("page", ["", "  ", "<html><body></body></html>", "<html><head><title>x</title></head></html>"])
def test_page_without_text(page: str) -> None:
    with pytest.raises(UnreadableError, match=r"is empty|without a main text"):
        read(page)


@given(st.text(alphabet="<>/ap=\"'&; divtblescrm\n", max_size=300))
def test_broken_pages_are_read_or_refused(text: str) -> None:
    with contextlib.suppress(UnreadableError):
        assert read(text).text.strip()
