"""Images, films and recordings made for tests, with and without what they may say of where they were made."""

import io
import wave

import PIL.Image
import PIL.TiffImagePlugin

GPS, EXIF = 0x8825, 0x8769


def make_image(
    form: str = "JPEG", *, position: bool = False, made: str = "", offset: str = "", **save: object
) -> bytes:
    """An image of 40 by 30 pixels."""
    image, exif = PIL.Image.new("RGB", (40, 30)), PIL.Image.Exif()
    exif[0x010F] = "a maker"  # Pillow writes no metadata that are all in inner directories
    if made:
        exif.get_ifd(EXIF)[0x9003] = made
    if offset:
        exif.get_ifd(EXIF)[0x9011] = offset
    if position:
        exif.get_ifd(GPS).update({1: "N", 2: (35.0, 20.0, 1.0), 3: "E", 4: (40.0, 8.0, 30.0)})
    stream = io.BytesIO()
    if form == "TIFF" and position:
        tags = PIL.TiffImagePlugin.ImageFileDirectory_v2()
        tags[GPS] = dict(exif.get_ifd(GPS))
        image.save(stream, form, tiffinfo=tags)
        return stream.getvalue()
    image.save(stream, form, **({"exif": exif} if made or position else {}), **save)
    return stream.getvalue()


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of an ISO base media file."""
    inside = b"".join(content)
    return (len(inside) + 8).to_bytes(4, "big") + kind + inside


def make_film(brand: bytes = b"isom", *more: bytes, handler: bytes = b"vide", made: int = 0) -> bytes:
    """A film of 12.5 seconds and 640 by 360 pixels, without pictures; `more` are boxes of its header."""
    length = b"\0\0\0\0" + made.to_bytes(4, "big") + bytes(4) + (1000).to_bytes(4, "big") + (12_500).to_bytes(4, "big")
    track = bytes(76) + (640 << 16).to_bytes(4, "big") + (360 << 16).to_bytes(4, "big")
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12)))
    header = box(b"moov", box(b"mvhd", length, bytes(80)), box(b"trak", box(b"tkhd", track), media), *more)
    return box(b"ftyp", brand, bytes(4)) + header + box(b"mdat", bytes(64))


def make_sound() -> bytes:
    """A recording of half a second."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(4000))
    return stream.getvalue()
