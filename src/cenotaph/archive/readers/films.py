"""What a film or recording says of itself in the header of its container: its type, its length, its size, and when."""

import datetime as dt
import io
import wave
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cenotaph.archive.attachment import Attachment, MediaKind
from cenotaph.archive.readers.intake import UnreadableError

_HEAD = 4096
# The boxes of a film of hours come to some megabytes.
_MOST_MOVIE_BYTES = 64_000_000
_MOST_BOXES = 10_000
# Seconds from 1904, from which ISO base media files count, to 1970.
_EPOCH = dt.datetime(1904, 1, 1, tzinfo=dt.UTC)
_INNER = frozenset({b"moov", b"trak", b"mdia"})
# Where films of phones keep a position: in boxes of their user data, or under a key of Apple's.
_PLACE_WORDS = (b"\xa9xyz", b"loci", b"location.ISO6709", b"GPSLatitude", b"GPSLongitude")
# Tracks of these kinds hold pictures, sound, titles and times. Any other may be one of positions.
_PLAIN_TRACKS = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"tmcd", b"hint", b"clcp"})
_IMAGE_BRANDS = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heif", b"avif": "image/avif"}
_BRANDS = {b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"3gp4": "video/3gpp", b"3gp5": "video/3gpp"}
# By the first bytes of a file, those at an offset of four last.
_MAGIC: tuple[tuple[int, bytes, MediaKind, str], ...] = (
    (0, b"\x1aE\xdf\xa3", MediaKind.FILM, "video/x-matroska"),
    (0, b"FLV", MediaKind.FILM, "video/x-flv"),
    (0, b"0&\xb2u\x8ef\xcf\x11", MediaKind.FILM, "video/x-ms-asf"),
    (0, b"\x00\x00\x01\xba", MediaKind.FILM, "video/mpeg"),
    (0, b"\x00\x00\x01\xb3", MediaKind.FILM, "video/mpeg"),
    (8, b"AVI ", MediaKind.FILM, "video/x-msvideo"),
    (8, b"WAVE", MediaKind.RECORDING, "audio/wav"),
    (0, b"ID3", MediaKind.RECORDING, "audio/mpeg"),
    (0, b"\xff\xfb", MediaKind.RECORDING, "audio/mpeg"),
    (0, b"\xff\xf3", MediaKind.RECORDING, "audio/mpeg"),
    (0, b"\xff\xf1", MediaKind.RECORDING, "audio/aac"),
    (0, b"\xff\xf9", MediaKind.RECORDING, "audio/aac"),
    (0, b"OggS", MediaKind.RECORDING, "audio/ogg"),
    (0, b"fLaC", MediaKind.RECORDING, "audio/flac"),
    (0, b"#!AMR", MediaKind.RECORDING, "audio/amr"),
    (0, b"\x47\x40", MediaKind.FILM, "video/mp2t"),
)


class _Movie(NamedTuple):
    """What the header of an ISO base media file says."""

    seconds: float | None
    width: int | None
    height: int | None
    made_at: str | None
    has_position: bool | None


def describe_film(stream: BinaryIO) -> Attachment | None:
    """What the container of a film or recording says of it; None if it is none that is known. Of ISO base media files
    (MP4, MOV, 3GP, M4A) all is read, of others the type alone, and of WAV the length. Raises UnreadableError for one
    that is cut off."""
    head = stream.read(_HEAD)
    if head[4:8] == b"ftyp":
        return _describe_boxes(stream, head[8:12])
    for offset, magic, kind, media_type in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            seconds = _measure_wave(stream) if media_type == "audio/wav" else None
            return Attachment(kind, media_type, seconds=seconds)
    return None


def _measure_wave(stream: BinaryIO) -> float | None:
    stream.seek(0)
    try:
        with wave.Wave_read(stream) as sound:
            return round(sound.getnframes() / sound.getframerate(), 3)
    except (wave.Error, EOFError, ZeroDivisionError):
        return None


def _describe_boxes(stream: BinaryIO, brand: bytes) -> Attachment:
    if brand in _IMAGE_BRANDS:
        return Attachment(MediaKind.IMAGE, _IMAGE_BRANDS[brand])
    found, beside = None, False
    for kind, start, size in _list_top_boxes(stream):
        if kind == b"moov":
            if size > _MOST_MOVIE_BYTES:
                raise UnreadableError("has a header larger than any film's.")
            stream.seek(start)
            found = stream.read(size)
        beside |= kind in (b"uuid", b"meta", b"udta")
    if found is None:
        raise UnreadableError("is a film without its header: it is cut off, or was never finished.")
    movie = _read_movie(found)
    what = MediaKind.RECORDING if brand == b"M4A " else MediaKind.FILM
    has_position = movie.has_position or (None if beside else movie.has_position)
    return Attachment(
        what, _BRANDS.get(brand, "video/mp4"), movie.width, movie.height, movie.seconds, movie.made_at, has_position
    )


def _list_top_boxes(stream: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start of the content and its size, of each box of the file. Raises UnreadableError for one that is cut
    off."""
    end = stream.seek(0, io.SEEK_END)
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        stream.seek(at)
        head = stream.read(16)
        size, kind, skip = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, skip = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            size = end - at
        if size < skip or at + size > end:
            raise UnreadableError("is a film that is cut off.")
        yield kind, at + skip, size - skip
        at += size


def _list_boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of the boxes in a header, those inside others too."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_BOXES:
        inside, at = waiting.pop(), 0
        while at + 8 <= len(inside) and seen < _MOST_BOXES:
            size, kind = int.from_bytes(inside[at : at + 4], "big"), inside[at + 4 : at + 8]
            if size < 8 or at + size > len(inside):
                break
            content = inside[at + 8 : at + size]
            yield kind, content
            if kind in _INNER:
                waiting.append(content)
            at, seen = at + size, seen + 1


def _read_movie(data: bytes) -> _Movie:
    seconds = width = height = made_at = None
    tracks = set()
    for kind, content in _list_boxes(data):
        is_long = content[:1] == b"\x01"
        if kind == b"mvhd":
            seconds, made_at = _read_length(content, is_long), _read_moment(content, is_long)
        elif kind == b"tkhd" and len(content) >= 8:
            # The last eight bytes: width and height, in 65,536ths of a pixel.
            sizes = [int.from_bytes(content[i : i + 4], "big") >> 16 for i in (len(content) - 8, len(content) - 4)]
            if sizes[0] * sizes[1] > (width or 0) * (height or 0):
                width, height = sizes
        elif kind == b"hdlr":
            tracks.add(content[8:12])
    if any(word in data for word in _PLACE_WORDS):
        return _Movie(seconds, width, height, made_at, True)
    return _Movie(seconds, width, height, made_at, None if tracks - _PLAIN_TRACKS else False)


def _read_length(content: bytes, is_long: bool) -> float | None:
    at, size = (20, 8) if is_long else (12, 4)
    scale, length = int.from_bytes(content[at : at + 4], "big"), int.from_bytes(content[at + 4 : at + 4 + size], "big")
    return round(length / scale, 3) if scale and length != (1 << 8 * size) - 1 else None


def _read_moment(content: bytes, is_long: bool) -> str | None:
    seconds = int.from_bytes(content[4 : 12 if is_long else 8], "big")
    try:
        return (_EPOCH + dt.timedelta(seconds=seconds)).isoformat() if seconds else None
    except OverflowError:
        return None
