"""What an image says of itself: its type, its size, when it was made, and whether it holds where."""

import re
import warnings
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from cenotaph.archive.attachment import Attachment, MediaKind
from cenotaph.archive.readers.intake import UnreadableError

# What Pillow may take a file for: the formats that cameras, phones and browsers write.
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_DATES = ((0x9003, 0x9011), (0x9004, 0x9012), (0x0132, 0x9010))  # when it was made, scanned, changed; their offsets
_EXIF, _GPS = 0x8769, 0x8825
_EXIF_HEAD = b"Exif\x00\x00"
_DATE = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")
# Words of XMP for where an image was made or what place it shows, and of a film that a phone put behind it.
_PLACE_WORDS = (
    b"GPSLatitude", b"GPSLongitude", b"photoshop:City", b"photoshop:State", b"photoshop:Country",
    b"Iptc4xmpCore:Location", b"LocationShown", b"LocationCreated", b"location.ISO6709", b"\xa9xyz",
)  # fmt: skip
# Datasets of IPTC for the same: city, location in it, province, country and its code.
_PLACE_SETS = frozenset({(2, 90), (2, 92), (2, 95), (2, 100), (2, 101)})


def describe_image(data: bytes) -> Attachment:
    """What the bytes of an image say of it; its pixels are not unpacked. Raises UnreadableError if they are none."""
    if _is_svg(data):
        return Attachment(MediaKind.IMAGE, "image/svg+xml")
    pillow = _load_pillow()
    try:
        with warnings.catch_warnings():
            # An image of very many pixels is none the less one: they are not unpacked here.
            warnings.simplefilter("ignore")
            with pillow.Image.open(BytesIO(data), formats=_FORMATS) as image:
                exif = image.getexif()
                return Attachment(
                    MediaKind.IMAGE, pillow.Image.MIME.get(image.format, "image/unknown"), image.width, image.height,
                    made_at=_find_date(exif), has_position=_has_position(data, image, exif),
                )  # fmt: skip
    except MemoryError:
        raise
    # Pillow lets errors of any kind through on damaged files.
    except Exception:
        raise UnreadableError("is named as an image and is none, or is damaged.") from None


def _is_svg(data: bytes) -> bool:
    head = data[:1000].lstrip()
    return head.startswith(b"<") and b"<svg" in head


def _find_date(exif: Any) -> str | None:
    inner = exif.get_ifd(_EXIF)
    for date, offset in _DATES:
        found = _DATE.match(str(inner.get(date) or exif.get(date) or ""))
        if found and found[1] != "0000":
            zone = str(inner.get(offset) or "").strip()
            return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}{zone if _OFFSET.fullmatch(zone) else ''}"
    return None


def _has_position(data: bytes, image: Any, exif: Any) -> bool | None:
    if exif.get_ifd(_GPS):
        return True
    if data.count(_EXIF_HEAD) > 1:
        return None  # another image is in the file, whose metadata are not looked at
    # XMP stands in the file as it is, or packed in a text of a PNG, which Pillow unpacks.
    if any(word in held for held in (data, *_list_texts(image)) for word in _PLACE_WORDS):
        return True
    iptc = _load_pillow().IptcImagePlugin.getiptcinfo(image) or {}
    return not _PLACE_SETS.isdisjoint(iptc)


def _list_texts(image: Any) -> Iterator[bytes]:
    for value in image.info.values():
        if isinstance(value, bytes):
            yield value
        elif isinstance(value, str):
            yield value.encode(errors="replace")


@cache
def _load_pillow() -> Any:
    """Pillow, imported when the first image is read."""
    import PIL
    import PIL.Image
    import PIL.IptcImagePlugin

    return PIL
