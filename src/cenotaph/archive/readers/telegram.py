"""The reader of Telegram Desktop's JSON export (result.json): one document for each message with words."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.published import parse_published
from cenotaph.archive.readers.bounded import Bounded
from cenotaph.archive.readers.chats import Chat, settle_languages
from cenotaph.archive.readers.intake import Intake, Note, UnreadableError, check_text, gather
from cenotaph.archive.text import count_words

# The largest exports of channels have some hundred MB.
_MOST_EXPORT_BYTES = 1_000_000_000
# One message has at most 4,096 characters and some hundred parts; more is no message.
_MOST_EVENTS = 20_000
_MOST_DEPTH = 100

_CHATS = ("", "chats.list.item", "left_chats.list.item")
_LISTS = tuple(f"{chat}.messages".lstrip(".") for chat in _CHATS)
_MESSAGES = tuple(f"{each}.item" for each in _LISTS)
_DEEPEST_PATH = max(each.count(".") for each in _MESSAGES) + 1
_CHANNELS = ("public_channel", "private_channel")
_BEGIN = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:name|about)"\s*:')
_NO_EXPORT = "is no Telegram export. In Telegram Desktop choose “Export chat history” and the format JSON."


def is_telegram(head: bytes) -> bool:
    """True if a file that begins so begins as an export of a chat or of an account does."""
    return bool(_BEGIN.match(head))


def read_telegram(stream: BinaryIO, name: str) -> Intake:
    """The messages of an export, of one chat or of a whole account, each with its day as the export writes it.

    The publisher is the channel, or whom a message was forwarded from; members of groups are numbered and not named.
    Raises UnreadableError if it is no such export, or cut off before the first message.
    """
    return settle_languages(gather(name, _walk(stream, name)))


def _walk(stream: BinaryIO, name: str) -> Iterator[Document | Note]:
    chat = Chat(name)
    zones: set[str] = set()
    kind: dict[str, Any] = {}
    count = 0
    for is_message, value in _read_values(stream):
        if not is_message:
            kind = value
            chat.begin(str(value.get("name") or ""))
            continue
        count += 1
        try:
            document = _make_document(value, chat, kind.get("type") in _CHANNELS, name, zones)
        except UnreadableError as error:
            yield Note(f"{name}, message {value.get('id', f'number {count}')}", str(error), fault=True)
            continue
        if document:
            yield document
    yield from chat.notes()
    if zones:
        text = f"writes days by the clock of the computer that exported it ({', '.join(sorted(zones)[:5])})."
        yield Note(name, text, fault=False)


def _read_values(stream: BinaryIO) -> Iterator[tuple[bool, dict[str, Any]]]:
    """What an export says of a chat (False) and its messages (True), one at a time as they are met.

    A message that is no object, or too large to be one, is an empty object.
    """
    ijson = _load_ijson()
    about: dict[str, Any] = {}
    builder, events, is_export = None, 0, False
    inside = ""
    try:
        for prefix, event, value in _add_paths(ijson.basic_parse(Bounded(stream, _MOST_EXPORT_BYTES))):
            if builder is None:
                if event == "start_array" and prefix in _LISTS:
                    is_export = True
                    yield False, about
                elif prefix in _MESSAGES:
                    builder, events, inside = ijson.ObjectBuilder(), 0, prefix
                elif prefix in _CHATS and event == "start_map":
                    about = {}
                elif event == "string" and prefix.rpartition(".")[0] in _CHATS:
                    about[prefix.rpartition(".")[2]] = value
                    continue
                if builder is None:
                    continue
            events += 1
            if events <= _MOST_EVENTS:
                builder.event(event, value)
            if prefix == inside and event not in ("start_map", "start_array", "map_key"):
                whole = builder.value if events <= _MOST_EVENTS else None
                yield True, whole if isinstance(whole, dict) else {}
                builder = None
    except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
        if not is_export:
            raise UnreadableError(_NO_EXPORT) from None
        raise UnreadableError(f"is cut off or damaged: {_shorten(error)}. What stood before was read.") from None
    if not is_export:
        raise UnreadableError(_NO_EXPORT)


def _add_paths(events: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """Each event with its path, as ijson.parse gives it ("chats.list.item"), below _DEEPEST_PATH "…"; ijson itself
    keeps the paths of all depths, which a file of nothing but brackets turns into gigabytes."""
    path: list[str] = []
    for event, value in events:
        if event in ("end_map", "end_array"):
            path.pop()
        elif event == "map_key" and path:
            path[-1] = str(value)
        inner = path[:-1] if event == "map_key" else path
        yield ".".join(inner) if len(inner) <= _DEEPEST_PATH else "…", event, value
        if event in ("start_map", "start_array"):
            if len(path) == _MOST_DEPTH:
                raise UnreadableError("is nested more deeply than any export.")
            path.append("item" if event == "start_array" else "")


def _shorten(error: Exception) -> str:
    return " ".join(str(error).split())[:100]


def _make_document(
    message: dict[str, Any], chat: Chat, is_channel: bool, name: str, zones: set[str]
) -> Document | None:
    """The document of a message; None, with a count of what was passed over, if it has no words of its own.

    Raises UnreadableError if the message is not built as Telegram builds them.
    """
    if message.get("type") == "service":
        chat.pass_over("notices of the program")
        return None
    if message.get("type") != "message":
        raise UnreadableError("is not built like a message and was left out.")
    if attached := _name_attachment(message):
        chat.pass_over(attached)
    text = _join_text(message.get("text"))
    if not count_words(text):
        if text.strip():
            chat.pass_over("messages without words")
        return None
    check_text(text)
    published = _take_day(message, zones)
    if (edited := message.get("edited")) and _day_of(edited) != published:
        chat.edited.append(str(message.get("id")))
    forwarded = message.get("forwarded_from")
    sender = message.get("from") or message.get("from_id") or "?"
    publisher = chat.title if is_channel else chat.number_member(str(sender))
    if "forwarded_from" in message:
        publisher = str(forwarded) if forwarded else None
    chat_id = f"{chat.number}." if chat.number > 1 else ""
    return Document(f"{name}#{chat_id}{message.get('id')}", text, None, published, publisher=publisher)


def _join_text(text: Any) -> str:
    """The words of a message: one string, or a list of strings and marked parts."""
    if isinstance(text, list):
        return "".join(_join_text(part) for part in text if isinstance(part, str | dict))
    if isinstance(text, dict):
        text = text.get("text")
    return text if isinstance(text, str) else ""


def _name_attachment(message: dict[str, Any]) -> str | None:
    if "photo" in message:
        return "photos"
    if "file" in message or "media_type" in message:
        kind = str(message.get("media_type") or "file").replace("_", " ")
        return {"video file": "videos", "voice message": "voice messages"}.get(
            kind, f"{kind.removesuffix(' file')}s"[:40]
        )
    return next((f"{key.partition('_')[0]}s" for key in ("poll", "location_information") if key in message), None)


def _take_day(message: dict[str, Any], zones: set[str]) -> dt.date | None:
    """The day a message was posted, as written; the clock it was written by is added to `zones`."""
    written = str(message.get("date") or "")
    if (day := _day_of(written)) is None:
        raise UnreadableError(f"has no day that can be read ({written[:40]!r}) and was left out.")
    try:
        local = dt.datetime.fromisoformat(written).replace(tzinfo=dt.UTC).timestamp()
        minutes = round((local - int(message["date_unixtime"])) / 60)
    except (KeyError, ValueError, TypeError, OverflowError):
        return day
    if abs(minutes) <= 14 * 60:
        zones.add(f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}")
    return day


def _day_of(written: Any) -> dt.date | None:
    try:
        return parse_published(str(written))
    except ValueError:
        return None


@cache
def _load_ijson() -> Any:
    """ijson, imported when the first export is read: it takes 0.01 s, and few runs need it."""
    import ijson

    return ijson
