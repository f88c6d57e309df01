"""Which files are images, films and recordings: attachments, which are named and not read."""

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
