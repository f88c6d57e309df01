"""An answer that is no story is a failure with a reason, not a success."""

import datetime as dt

import pytest

from cenotaph.archive.capture import Capture, Headers, Hop
from cenotaph.archive.media_types import find_capture_format
from cenotaph.archive.readers.registry import FORMATS
from cenotaph.archive.refusals import find_refusal
from tests.archive.web_files import make_page

NOW = dt.datetime(2016, 5, 11, tzinfo=dt.UTC)
STORY = "https://plain.example/news/market-hit"


def capture(*addresses: str, status: int = 200, content: bytes = make_page(), headers: Headers = ()) -> Capture:
    given = addresses or (STORY,)
    hops = [
        Hop(address, 302 if number < len(given) else status, "", headers, None, None, None, NOW, NOW)
        for number, address in enumerate(given, start=1)
    ]
    return Capture(given[0], tuple(hops), content, content, None, "x", "1")


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (401, "logs in"),
        (402, "pays"),
        (403, "refuses"),
        (404, "not there"),
        (410, "not there"),
        (418, "no success"),
        (204, "no success"),
        (206, "no success"),
        (302, "no success"),
        (429, "too often"),
        (451, "legal reasons"),
        (500, "broken"),
        (503, "broken"),
        (522, "broken"),
    ],
)
def test_a_status_other_than_success_is_a_failure(status: int, fault: str) -> None:
    refusal = find_refusal(capture(status=status))
    assert refusal is not None
    assert fault in refusal
    assert f"status {status}" in refusal


@pytest.mark.parametrize(
    ("addresses", "fault"),
    [
        ((STORY, "https://plain.example/login?next=%2Fnews"), "logs in"),
        ((STORY, "https://plain.example/users/sign_in"), "logs in"),
        ((STORY, "https://accounts.other.example/v3"), "logs in"),
        ((STORY, "https://plain.example/login.php"), "logs in"),
        ((STORY, "https://consent.plain.example/x"), "consent"),
        ((STORY, "https://plain.example/subscribe/offer"), "pays"),
        ((STORY, "https://plain.example/"), "front page"),
        ((STORY, "https://www.plain.example"), "front page"),
        ((STORY, "https://plain.example/ar/"), "front page"),
    ],
)
def test_a_page_to_which_one_is_led_away_is_a_failure(addresses: tuple[str, ...], fault: str) -> None:
    refusal = find_refusal(capture(*addresses))
    assert refusal is not None
    assert fault in refusal


@pytest.mark.parametrize(
    "addresses",
    [
        (STORY,),
        ("http://plain.example/news/market-hit", STORY),
        ("https://plain.example/login/why-we-ask", "https://www.plain.example/login/why-we-ask"),
        (STORY, "https://plain.example/news/2016/authorities-say"),
        (STORY, "https://plain.example/?p=17"),
        ("https://plain.example", "https://plain.example/en"),
    ],
)
def test_a_page_that_moved_is_a_success(addresses: tuple[str, ...]) -> None:
    assert find_refusal(capture(*addresses)) is None


@pytest.mark.parametrize("header", [("CF-Mitigated", "challenge"), ("x-amzn-waf-action", "captcha")])
def test_a_challenge_is_told_by_its_headers_before_its_status(header: tuple[str, str]) -> None:
    for status in (200, 202, 403):
        refusal = find_refusal(capture(status=status, headers=(header,)))
        assert refusal is not None
        assert "whether a person reads it" in refusal


@pytest.mark.parametrize("content", [b"", b" \r\n\t"])
def test_an_empty_page_is_a_failure_and_an_unchanged_one_is_not(content: bytes) -> None:
    assert "is empty" in (find_refusal(capture(content=content)) or "")
    assert find_refusal(capture(status=304, content=content)) is None


@pytest.mark.parametrize(
    ("media", "path", "format"),
    [
        ("text/html; charset=utf-8", "/a.pdf", "html"),
        ("APPLICATION/PDF", "/story", "pdf"),
        ("application/octet-stream", "/a.PDF", "pdf"),
        ("", "/a.warc.gz", "warc.gz"),
        ("", "/a", None),
        ("text/plain", "/a.html", "txt"),
        ("image/png", "/a.html", None),
        ("application/rss+xml", "/feed", "rss"),
    ],
)
def test_the_reader_is_chosen_by_what_the_server_says(media: str, path: str, format: str | None) -> None:
    given = capture(f"https://plain.example{path}", headers=(("Content-Type", media),) if media else ())
    assert find_capture_format(given) == format
    assert format is None or format in FORMATS
