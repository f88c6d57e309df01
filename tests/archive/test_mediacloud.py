"""Lists of stories in JSON: rows without texts are stories and no documents, and rows with texts are documents."""

import json

import pytest

from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.archive.readers.mediacloud import is_mediacloud
from cenotaph.archive.story import Story
from tests.archive.reading import list_faults, read

ROW = {
    "id": 77, "url": "https://paper.example/1", "title": "Market hit", "language": "en", "publish_date": "2016-05-11",
    "media_name": "paper.example", "media_url": "paper.example", "tags": [{"tag": "x"}], "indexed": None,
}  # fmt: skip


@pytest.mark.parametrize("hold", [lambda rows: rows, lambda rows: {"stories": rows}, lambda rows: {"results": rows}])
def test_stories(hold) -> None:
    given = json.dumps(hold([ROW, {**ROW, "url": ""}]), indent=1)
    intake = read(given, "mediacloud", "list.json")
    (story,) = intake.stories
    assert (story.where, story.address, story.title) == ("list.json, row 2", "https://paper.example/1", "Market hit")
    assert (str(story.published), story.publisher, story.language) == ("2016-05-11", "paper.example", "en")
    assert intake.documents == ()
    assert list_faults(intake) == [("list.json, row 3", "names no page: it has no address.")]
    assert is_mediacloud(given.encode())


def test_what_is_not_stated_is_none() -> None:
    (story,) = read(json.dumps([{"url": "https://a.example", "title": "", "media_name": "a"}]), "mediacloud").stories
    assert story == Story("given, row 2", "https://a.example", publisher="a")


def test_a_story_with_its_text_is_a_document() -> None:
    (document,) = read(json.dumps([{**ROW, "text": "Nine people were killed."}]), "mediacloud").documents
    assert (document.id, document.text, document.publisher) == ("77", "Nine people were killed.", "paper.example")
    assert document.url == "https://paper.example/1"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("[]", "holds no list of stories"), ('{"a": 1}', "holds no list of stories"), ("[1, 2]", "holds no list"),
        ("[{", "is no JSON"), ("[" * 100_000, "is no JSON"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(given: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(given, "mediacloud")


def test_other_files_of_json_are_none() -> None:
    assert not is_mediacloud(b'{"documents": [{"url": "x"}]}')
    assert not is_mediacloud(b'{"name": "chat", "messages": []}')
    assert not is_mediacloud(b'["url"]')
