"""Files of many articles, as press databases export them: what an article in them states, and its document."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.days import parse_day
from cenotaph.archive.readers.encoding import decode, read_bytes
from cenotaph.archive.readers.intake import MOST_EXPORT_BYTES, Intake, Note, UnreadableError, check_text, gather
from cenotaph.archive.readers.plain import note_encoding
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


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one article in a file: the number of the first, counted from 1, and whether its end is there."""

    line: int
    lines: Sequence[str]
    is_whole: bool


def read_articles(
    stream: BinaryIO,
    name: str,
    split: Callable[[Sequence[str]], Iterable[Part]],
    parse: Callable[[Part], Article],
    refusal: str,
) -> Intake:
    """The articles of an export, taken apart by `split` and `parse`, each with its day, outlet, headline and language.

    An article that is cut off, or has no body, is left out with a note. Raises UnreadableError, saying `refusal`, if
    there is none.
    """
    decoded = decode(read_bytes(stream, MOST_EXPORT_BYTES))

    def walk() -> Iterator[Document | Note]:
        yield from note_encoding(name, decoded.encoding, decoded.assumed)
        number = 0
        for number, part in enumerate(split(decoded.text.splitlines()), start=1):
            try:
                if not part.is_whole:
                    raise UnreadableError("is cut off: its end is missing. Export it again.")
                document = make_document(parse(part), name, number)
            except UnreadableError as error:
                yield Note(f"{name}, article {number} (line {part.line})", str(error), fault=True)
                continue
            yield document
        if not number:
            raise UnreadableError(refusal)

    return gather(name, walk())


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
