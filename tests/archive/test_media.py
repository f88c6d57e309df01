"""Images, films and recordings: what they say of themselves is told, and where they were made never is."""

import io
from dataclasses import asdict

import PIL.PngImagePlugin
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.attachment import Attachment, MediaKind
from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.archive.readers.media import name_media, read_media
from tests.archive.media_files import box, make_film, make_image, make_sound


def describe(data: bytes) -> Attachment:
    found = read_media(io.BytesIO(data), "file").attachment
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/gif"), ("WEBP", "image/webp"),
        ("BMP", "image/bmp"), ("TIFF", "image/tiff"),
    ],
)  # fmt: skip
def test_images(form: str, media_type: str) -> None:
    assert describe(make_image(form)) == Attachment(MediaKind.IMAGE, media_type, 40, 30, has_position=False)


def test_when_an_image_was_made() -> None:
    assert describe(make_image(made="2016:05:11 10:20:30")).made_at == "2016-05-11T10:20:30"
    assert describe(make_image(made="2016:05:11 10:20:30", offset="+03:00")).made_at == "2016-05-11T10:20:30+03:00"
    assert describe(make_image(made="0000:00:00 00:00:00")).made_at is None


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_position_is_noticed_and_not_told(form: str) -> None:
    found = describe(make_image(form, position=True))
    assert found.has_position is True
    assert not {35, 20, 40, 8} & {value for value in asdict(found).values() if isinstance(value, float)}


def test_a_place_in_words_is_a_position() -> None:
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><photoshop:City>Hesk</photoshop:City></x:xmpmeta>"
    assert describe(make_image(xmp=xmp)).has_position is True
    text = PIL.PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", "<exif:GPSLatitude>35,20N</exif:GPSLatitude>", zip=True)
    assert describe(make_image("PNG", pnginfo=text)).has_position is True
    assert describe(make_image() + make_film(b"isom", box(b"udta", box(b"\xa9xyz", b"+35.2+040.1/")))).has_position


def test_an_image_in_an_image_may_hold_a_position() -> None:
    inner = make_image(made="2016:05:11 10:20:30", position=True)
    assert describe(make_image(made="2016:05:11 10:20:30") + inner).has_position is None


def test_films() -> None:
    found = describe(make_film(made=3_545_807_400))
    assert found == Attachment(
        MediaKind.FILM, "video/mp4", 640, 360, 12.5, "2016-05-11T10:30:00+00:00", has_position=False
    )
    assert describe(make_film(b"qt  ")).media_type == "video/quicktime"
    assert describe(make_film(b"M4A ", handler=b"soun")).kind is MediaKind.RECORDING


@pytest.mark.parametrize(
    "place", [box(b"udta", box(b"\xa9xyz", b"+35.2+040.1/")), box(b"udta", box(b"loci", bytes(20))),
              box(b"meta", b"com.apple.quicktime.location.ISO6709")],
)  # fmt: skip
def test_a_film_with_a_position(place: bytes) -> None:
    assert describe(make_film(b"isom", place)).has_position is True


def test_a_film_that_may_hold_a_position() -> None:
    assert describe(make_film(handler=b"camm")).has_position is None
    assert describe(make_film() + box(b"uuid", bytes(40))).has_position is None


@pytest.mark.parametrize(
    ("data", "kind", "media_type"),
    [
        (b"\x1aE\xdf\xa3" + bytes(40), MediaKind.FILM, "video/x-matroska"),
        (b"RIFF\0\0\0\0AVI " + bytes(40), MediaKind.FILM, "video/x-msvideo"),
        (b"OggS" + bytes(40), MediaKind.RECORDING, "audio/ogg"),
        (b"ID3" + bytes(40), MediaKind.RECORDING, "audio/mpeg"),
        (box(b"ftyp", b"heic", bytes(4)), MediaKind.IMAGE, "image/heic"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", MediaKind.IMAGE, "image/svg+xml"),
    ],
)
def test_of_others_the_type_is_told_and_a_position_cannot_be_ruled_out(
    data: bytes, kind: MediaKind, media_type: str
) -> None:
    assert describe(data) == Attachment(kind, media_type)


def test_recordings() -> None:
    assert describe(make_sound()) == Attachment(MediaKind.RECORDING, "audio/wav", seconds=0.5)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"<!doctype html><title>Log in</title>", "is none, or is damaged"),
        (make_image()[:100], "is none, or is damaged"),
        (make_film()[:-30], "cut off"),
        (box(b"ftyp", b"isom", bytes(4)), "without its header"),
    ],
)
def test_what_is_none_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        describe(data)


@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_bytes_break_the_reading(noise: bytes, at: int) -> None:
    for whole in (make_film(), make_image()):
        try:
            describe(whole[:at] + noise + whole[at + len(noise) :])
        except UnreadableError:
            continue


def test_names() -> None:
    assert [name_media(name) for name in ("a.JPG", "b.mp4", "c.ogg", "d.txt", "jpg")] == [
        "an image", "a film", "a recording", None, None,
    ]  # fmt: skip
