"""The reader of WhatsApp's text export: one document for each message with words."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import BinaryIO

import tomli

from cenotaph.archive.document import Document
from cenotaph.archive.readers.chats import Chat, settle_languages
from cenotaph.archive.readers.days import Numbers, Order, parse_day, parse_numbers, settle_order
from cenotaph.archive.readers.encoding import decode, read_bytes
from cenotaph.archive.readers.intake import MOST_EXPORT_BYTES, Intake, Note, UnreadableError, check_text, gather
from cenotaph.archive.readers.plain import note_encoding
from cenotaph.archive.text import count_words
from cenotaph.values.folding import fold

# Marks of direction, which phones put around numbers and names.
_MARK = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]*"
_PART = rf"{_MARK}\s?[/.\-]\s?{_MARK}"
_DAY = rf"(?P<day>\d{{1,4}}{_PART}\d{{1,2}}{_PART}\d{{1,4}}){_MARK}\.?"
_TIME = rf"{_MARK}\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?{_MARK}(?:\s?{_MARK}(?:[ap]\.?\s?m\.?|ص|م|صباحا|مساء)[ًٌ]?)?{_MARK}"
# "[12/05/2016, 23:15:02] Name: words" (iPhone) and "12/05/2016, 23:15 - Name: words" (Android).
_HEAD = re.compile(
    rf"{_MARK}(?:\[{_MARK}{_DAY}\s?[,،]?\s{{1,2}}{_TIME}\]"
    rf"|{_DAY.replace('day', 'bare')}\s?[,،]?\s{{1,2}}{_TIME}\s[-–])\s",
    re.IGNORECASE,
)
_SENDER = re.compile(rf"{_MARK}(?P<sender>[^:\n]{{1,100}}){_MARK}:(?:\s|$)")
_BRACKETED = re.compile(rf"\s*{_MARK}<(?P<said>[^<>\n]{{1,60}})>\s*{_MARK}$")
_FILE = re.compile(r"\S+\.\w{2,4}\s*$")
_SIGNS = re.compile(r"[\W_]+")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]")
# No line of an export whose head is looked for is longer; so a line of millions of letters costs nothing.
_LONGEST_HEAD = 300
_LOOKED_AT = 40
_LEAST_HEADS = 2


@dataclass(frozen=True, slots=True)
class _Message:
    line: int
    day: str
    rest: str


def is_whatsapp(text: str) -> bool:
    """True if the first lines of `text` are those of an export: the first is a message's, and not it alone."""
    lines = [line for line in text[: _LOOKED_AT * _LONGEST_HEAD].splitlines() if line.strip()][:_LOOKED_AT]
    return bool(lines) and bool(_match_head(lines[0])) and sum(map(bool, map(_match_head, lines))) >= _LEAST_HEADS


def read_whatsapp(stream: BinaryIO, name: str) -> Intake:
    """The messages of an export; members are numbered and not named. Lines of the program itself are dropped.

    Whether the day or the month stands first is settled by all messages together: one order must be possible for
    every day and keep them in sequence; else no message has a day, and a note says so. Raises UnreadableError if it is
    no export.
    """
    decoded = decode(read_bytes(stream, MOST_EXPORT_BYTES))

    def walk() -> Iterator[Document | Note]:
        yield from note_encoding(name, decoded.encoding, decoded.assumed)
        yield from _walk(decoded.text, name)

    return settle_languages(gather(name, walk()))


def _walk(text: str, name: str) -> Iterator[Document | Note]:
    messages = list(_split(text))
    if not messages:
        raise UnreadableError(
            "is no WhatsApp export: no line begins with a day, a time and a name. In the chat choose “Export chat”."
        )
    days = [numbers for message in messages if (numbers := parse_numbers(message.day))]
    order = settle_order(days, chronological=True) or settle_order(days)
    chat = Chat(name)
    chat.begin("")
    undated = 0
    for message in messages:
        try:
            document = _make_document(message, chat, name, order)
        except UnreadableError as error:
            yield Note(f"{name}, line {message.line}", str(error), fault=True)
            continue
        if document:
            undated += document.published is None
            yield document
    if undated:
        yield _note_order(name, days, undated)
    yield from chat.notes()


def _note_order(name: str, days: list[Numbers], undated: int) -> Note:
    both = all(numbers.take(Order.DAY_FIRST) and numbers.take(Order.MONTH_FIRST) for numbers in days)
    why = (
        "may have the day or the month first, and nothing in the file settles which" if both else "are not of one order"
    )
    text = f"has days that {why}, so {undated:,} messages were left without one. Export a longer stretch of the chat."
    return Note(name, text, fault=True)


def _split(text: str) -> Iterator[_Message]:
    """The messages, each with the number of its first line; a line without a head goes on with the message before."""
    current: _Message | None = None
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        head = _match_head(line)
        if head is None:
            lines.append(line)
            continue
        if current:
            yield _Message(current.line, current.day, "\n".join(lines))
        current = _Message(number, _DIRECTION.sub("", head["day"] or head["bare"]), "")
        lines = [line[head.end() :]]
    if current:
        yield _Message(current.line, current.day, "\n".join(lines))


def _match_head(line: str) -> re.Match[str] | None:
    return _HEAD.match(line[:_LONGEST_HEAD].replace("\u202f", " ").replace("\xa0", " "))


def _make_document(message: _Message, chat: Chat, name: str, order: Order | None) -> Document | None:
    sender = _SENDER.match(message.rest)
    if not sender or _holds(sender["sender"], "notices"):
        chat.pass_over("notices of the program")
        return None
    text = message.rest[sender.end() :]
    # iPhones mark what the program writes into a message with a mark of direction before it.
    is_marked = text.startswith("\u200e")
    text = _DIRECTION.sub("", text[:1]) + text[1:]
    if is_marked and _holds(text.partition("\n")[0], "notices"):
        chat.pass_over("notices of the program")
        return None
    text, said = _take_said(text)
    if said == "deleted":
        chat.pass_over("messages that were taken back")
        return None
    if said == "media":
        chat.pass_over("photos, films and recordings")
    if not count_words(text):
        if not said:
            chat.pass_over("messages without words")
        return None
    check_text(text)
    published = _take_day(message.day, order)
    number = chat.number_member(_DIRECTION.sub("", sender["sender"]).strip())
    if said == "edited":
        chat.edited.append(f"line {message.line}")
    return Document(f"{name}#{message.line}", text.strip(), None, published, publisher=number)


def _take_said(text: str) -> tuple[str, str]:
    """The words of a message without what the program says of it, and what that is: media, deleted, edited or ""."""
    if found := _BRACKETED.search(text[-100:]):
        for what in ("edited", "media"):
            if _holds(found["said"], what):
                return text[: len(text) - 100 if len(text) > 100 else 0] + text[-100:][: found.start()], what
    first, _, rest = text.partition("\n")
    for what in ("deleted", "media"):
        if _is(first, what):
            return rest, what
    # "IMG-0001.jpg (file attached)", with a caption in the lines below.
    before, bracket, after = first[:_LONGEST_HEAD].rpartition("(")
    if bracket and _FILE.match(_DIRECTION.sub("", before).strip() or " ") and _is(after, "media"):
        return rest, "media"
    return text, ""


def _take_day(written: str, order: Order | None) -> dt.date | None:
    try:
        return parse_day(written, order)
    except ValueError:
        return None


def _is(line: str, what: str) -> bool:
    return len(line) <= _LONGEST_HEAD and _fold_line(line) in _load_lines()[what]


def _holds(line: str, what: str) -> bool:
    folded = f" {_fold_line(line[:_LONGEST_HEAD])} "
    return any(f" {phrase} " in folded for phrase in _load_lines()[what])


def _fold_line(line: str) -> str:
    return _SIGNS.sub(" ", fold(line)).strip()


@cache
def _load_lines() -> dict[str, frozenset[str]]:
    text = files("cenotaph.archive.readers").joinpath("whatsapp.toml").read_text(encoding="utf-8")
    lines = {what: frozenset(map(_fold_line, row)) for what, row in tomli.loads(text)["lines"].items()}
    if set(lines) != {"media", "deleted", "edited", "notices"} or not all(all(row) for row in lines.values()):
        raise ValueError("whatsapp.toml: it must have media, deleted, edited and notices, each with words")
    return lines
