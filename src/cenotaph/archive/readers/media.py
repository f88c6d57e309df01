"""Which files are images, films and recordings: attachments, which are kept and described, and not read."""

from typing import BinaryIO

from cenotaph.archive.readers.films import describe_film
from cenotaph.archive.readers.images import describe_image
from cenotaph.archive.readers.intake import MOST_EXPORT_BYTES, Intake, UnreadableError

_ENDINGS = {
    "an image": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".bmp", ".tif", ".tiff", ".avif", ".svg"),
    "a film": (".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm", ".3gp", ".mpg", ".mpeg", ".wmv", ".flv", ".ts"),
    "a recording": (".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".amr", ".flac", ".wma"),
}
_KINDS = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}

NOT_READ = "attachments are not read. Write down what it shows, with its source and day, in a .txt file beside it."


def name_media(name: str) -> str | None:
    """What a file is by the ending of its name, "an image", "a film" or "a recording"; None if it is none of them."""
    return _KINDS.get("." + name.lower().rpartition(".")[2]) if "." in name else None


def read_media(stream: BinaryIO, _name: str) -> Intake:
    """What an image, a film or a recording says of itself; no document. Raises UnreadableError if it is none."""
    found = describe_film(stream)
    if found is None:
        stream.seek(0)
        data = stream.read(MOST_EXPORT_BYTES + 1)
        if not data:
            raise UnreadableError("is empty.")
        if len(data) > MOST_EXPORT_BYTES:
            raise UnreadableError("is no film that is known, and larger than any image.")
        found = describe_image(data)
    return Intake(attachment=found)
