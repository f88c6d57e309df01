"""Which reader reads what a server sent: by the media type it said, else by the ending of the address."""

from urllib.parse import urlsplit

from cenotaph.archive.capture import Capture
from cenotaph.archive.readers.registry import find_format

# A type that servers give for whatever they do not know.
_UNKNOWN = ("", "application/octet-stream", "binary/octet-stream", "application/download", "application/x-download")
_FORMATS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/pdf": "pdf",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/rdf+xml": "rss",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/warc": "warc",
    "application/wacz": "wacz",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
}


def find_capture_format(capture: Capture) -> str | None:
    """The format of what was fetched, a key of `registry.FORMATS`; None if there is no reader for it.

    A server that says it sends a page sends one, whatever the address ends in.
    """
    if capture.media in _UNKNOWN:
        return find_format(urlsplit(capture.final).path)
    return _FORMATS.get(capture.media)
