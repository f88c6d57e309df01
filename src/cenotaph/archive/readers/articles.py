"""Files of many articles, as press databases export them: what an article in them states, and its document."""

from collections.abc import Sequence
from dataclasses import dataclass

from cenotaph.archive.document import Document
from cenotaph.archive.readers.days import parse_day
from cenotaph.archive.readers.intake import UnreadableError, check_text
from cenotaph.archive.text import count_words

# A body of less than half the words that the export states is cut off. Databases count headlines and captions too.
_WHOLE_SHARE = 0.5
_LANGUAGES = {"english": "en", "arabic": "ar", "french": "fr", "spanish": "es", "german": "de", "turkish": "tr"}


@dataclass(frozen=True, slots=True)
class Article:
    """What one article of an export states; `line` is where it begins, `words` the length it is said to have."""

    line: int
    title: str | None
    outlet: str | None
    day: str | None
    words: int | None
    language: str | None
    body: str


def make_document(article: Article, name: str, number: int) -> Document:
    """The document of an article, the `number`th of its file. Raises UnreadableError if it has no words, no headline
    and no day, or fewer words than it states."""
    body = article.body.strip()
    if not body:
        raise UnreadableError("has no body, so there is nothing to read.")
    check_text(body)
    if article.title is None and article.day is None:
        raise UnreadableError("has neither a headline nor a day where they should stand, and was left out.")
    if article.words and count_words(body) < article.words * _WHOLE_SHARE:
        raise UnreadableError(
            f"is cut off: it is said to have {article.words:,} words and has {count_words(body):,}. Export it again."
        )
    try:
        published = parse_day(article.day) if article.day else None
    except ValueError:
        published = None
    language = (article.language or "").strip().lower()
    return Document(
        id=f"{name}#{number}",
        text=body,
        title=article.title,
        published=published,
        language=_LANGUAGES.get(language.partition(";")[0].strip(), language if len(language) == 2 else None),
        publisher=article.outlet,
    )


def join_lines(lines: Sequence[str]) -> str:
    """Wrapped lines as paragraphs: a line goes on in the next unless an empty one stands between."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)
