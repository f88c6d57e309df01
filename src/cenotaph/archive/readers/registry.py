"""Which reader reads which file, by the ending of its name."""

from collections.abc import Callable
from typing import BinaryIO

from cenotaph.archive.readers.html import read_html
from cenotaph.archive.readers.intake import Intake
from cenotaph.archive.readers.jsonl import read_jsonl
from cenotaph.archive.readers.plain import read_plain

Reader = Callable[[BinaryIO, str], Intake]

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
}
