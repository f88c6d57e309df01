"""Pages saved in place of a story are failures: challenges, logins, errors, and what is cut off."""

import pytest

from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.archive.readers.signs import check_whole_page
from tests.archive.reading import read
from tests.archive.web_files import MORE, STORY, make_page


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (make_page("Checking your browser before you go on.", "Just a moment..."), "checks whether a person reads it"),
        (make_page("Please verify you are human to go on."), "checks whether a person reads it"),
        (make_page("يرجى تفعيل جافا سكريبت لعرض هذه الصفحة من فضلك."), "checks whether a person reads it"),
        (make_page("Log in to see this post and others of the page."), "is a page to log in"),
        (make_page("يرجى تسجيل الدخول للمتابعة وقراءة هذا الخبر من فضلك."), "is a page to log in"),
        (make_page("The story has moved.", "404 Not Found"), "is a page of an error"),
        (make_page("عذرا، الصفحة غير موجودة على هذا الموقع في الوقت الحالي."), "is a page of an error"),
        (make_page(f"{STORY} Subscribe to continue reading."), "is cut off where a subscription begins"),
        (
            b"<html><body><article><p>Welcome to the site of the paper, dear reader of ours.</p>"
            b"<p>Your name, and the word.</p>"
            b'</article><form><input name=a type="password"></form></body></html>',
            "is a page to log in",
        ),
        (make_page()[:-20], "is cut off: the file ends before the page does"),
        (make_page()[:-200], "is cut off: the file ends before the page does"),
        (make_page() + b"<div class='x", "is cut off: the file ends before the page does"),
    ],
)
def test_a_failure_is_no_success(page: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(page, "html")


@pytest.mark.parametrize(
    "page",
    [
        make_page(),
        # A long story may tell of any of these.
        make_page(f"The site asked readers to verify you are human. {STORY * 10}"),
        make_page("Humanitarian access denied: nine were killed. You must be logged in to post a comment."),
        make_page().replace(b"</article>", b'</article><form><input type="password"></form>'),
        make_page(f"A page not found on the site had told of it. {STORY * 10}").replace(
            b"</article>", b"</article><input type=password>"
        ),
        make_page() + b"\n<!-- made by a program -->\n",
    ],
)
def test_a_story_is_read(page: bytes) -> None:
    (document,) = read(page, "html").documents
    assert MORE in document.text


def test_a_page_without_its_outer_tags_may_be_whole() -> None:
    check_whole_page(f"<title>x</title><p>{STORY}")
    check_whole_page("5 < 6")
