"""Saved feeds: entries with their text, and what is said of those that carry none, or only the beginning."""

import datetime as dt

import pytest

from cenotaph.archive.readers.fragments import strip_markup
from cenotaph.archive.readers.intake import UnreadableError
from tests.archive.reading import list_faults, load, read


def test_rss() -> None:
    intake = read(load("feed.rss"), "rss", "feed.rss")
    first, second = intake.documents
    assert first.text == "Nine people were killed in Kaltana.\nFour were hurt."
    assert (first.id, first.title, first.url) == ("feed.rss#1", "Market hit & burned", "https://plain.example/1")
    assert (first.published, first.publisher) == (dt.date(2016, 5, 11), "Plain Daily")
    assert (second.text, second.published) == ("Two people were hurt in [...]", None)
    assert list_faults(intake) == [
        ("feed.rss, entry 2", "states a day of publication that cannot be read ('soon') and was left out."),
        ("feed.rss, entry 3", "has no text, only a title and an address. Save its page and read that."),
        (
            "feed.rss",
            "carries only summaries, or the beginning, of 1 of its 3 entries: what the stories tell below was not "
            "read. Save their pages and read those.",
        ),
    ]


def test_atom() -> None:
    intake = read(load("feed.atom"), "atom")
    first, second = intake.documents
    assert (first.text, first.title) == ("قتل سبعة أشخاص في كلتانا.", "قصف السوق")
    # The entry came from another outlet; its day is the local one.
    assert (first.publisher, first.published) == ("Salt Gate", dt.date(2016, 5, 11))
    # The day of a change is none of publication.
    assert (second.text, second.published, second.publisher) == ("Two people were hurt.", None, "أخبار البلدة")
    assert list_faults(intake) == []


def test_a_feed_that_is_cut_off_loses_its_last_entry() -> None:
    whole = load("feed.atom").decode()
    intake = read(whole[: whole.index("people were hurt")], "xml")
    assert [document.id for document in intake.documents] == ["given#1"]
    assert "is cut off: its end is missing, so its last entry was not read" in list_faults(intake)[0][1]


def test_a_slip_in_a_feed_is_forgiven() -> None:
    intake = read(load("feed.rss").replace(b"Two hurt", b"Two &nbsp; hurt"), "rss")
    assert [document.title for document in intake.documents] == ["Market hit & burned", "Two hurt"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"<html><body>x</body></html>", "is no feed"),
        (b"plain words", "is no feed"),
        (b"\0\0\0", "is no feed"),
        (b'<rss version="2.0"><channel><title>x</title></channel></rss>', "is a feed without an entry"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"></rss>', "declares a document type"),
        (b"<rss version='2.0'>" + b"<a>" * 5000, "is nested too deeply"),
    ],
)
def test_what_is_no_feed(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(data, "rss")


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("plain\nwords", "plain\nwords"),
        ("<p>Nine\nwere killed.</p><p>Four &amp; more.</p>", "Nine were killed.\nFour & more."),
        ("<style>p{}</style>x<br>y", "x\ny"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("5 < 6", "5 < 6"),
        ("</script>x", "x"),
        ("<script>never closed", ""),
    ],
)
def test_the_words_of_a_fragment(fragment: str, words: str) -> None:
    assert strip_markup(fragment) == words
