"""The reader of Word files (.docx): the words that are printed, in the order of the page."""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import Intake, Note, UnreadableError, check_text
from cenotaph.archive.readers.markup import walk_xml
from cenotaph.archive.readers.zipped import Archive

# A book of 600 pages has some 10 MB of XML.
_MOST_PART_BYTES = 40_000_000
_PART = re.compile(r"<Override[^>]{0,1000}>")
_NAME = re.compile(r'PartName="/([^"]+)"')
_NOTES = ("footnotes.xml", "endnotes.xml")

# Elements whose text is no part of what is printed: what was deleted or moved away, and the second form of a text
# box, which Word keeps for older programs.
_SKIPPED = frozenset(("del", "moveFrom", "Fallback"))
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_word(stream: BinaryIO, name: str) -> Intake:
    """The text of a Word file as one document, with its title: paragraphs and table rows as lines, cells set apart by
    tabs, footnotes and endnotes at the end. Inserted words count as printed, deleted and hidden ones do not.

    Raises UnreadableError if it is no Word file, is locked, damaged or larger than any, or holds no words.
    """
    archive = Archive(stream)
    main = _find_main(archive)
    body = _Body()
    walk_xml(archive.take(main, _MOST_PART_BYTES), main, body)
    folder = main.rpartition("/")[0]
    for part in (f"{folder}/{each}".lstrip("/") for each in _NOTES):
        if part in archive.names:
            walk_xml(archive.take(part, _MOST_PART_BYTES), part, body)
    text = body.join()
    if not text.strip():
        raise UnreadableError("holds no words; if its pages are pictures, write down what they say in a .txt file.")
    check_text(text)
    about = _About()
    if "docProps/core.xml" in archive.names:
        walk_xml(archive.take("docProps/core.xml", _MOST_PART_BYTES), "docProps/core.xml", about)
    title = " ".join(about.values.get("title", "").split()) or None
    return Intake((Document(name, text, title),), tuple(_list_notes(archive, body, about, name)))


def _find_main(archive: Archive) -> str:
    if "[Content_Types].xml" not in archive.names:
        raise UnreadableError("is no Word file. Save it as .docx.")
    kinds = archive.take("[Content_Types].xml", _MOST_PART_BYTES).decode("utf-8", "replace")
    found = [_NAME.search(part) for part in _PART.findall(kinds) if ".main+xml" in part and "wordprocessingml" in part]
    main = found[0][1] if found and found[0] else "word/document.xml"
    if main not in archive.names:
        raise UnreadableError("is no Word file: it has no document in it. Save it as .docx.")
    return main


def _list_notes(archive: Archive, body: "_Body", about: "_About", name: str) -> Iterator[Note]:
    said = []
    if body.changed:
        said.append("has tracked changes: inserted words were read, deleted ones were not")
    if body.hidden:
        said.append("has hidden words, which were not read")
    if any(part.endswith("comments.xml") for part in archive.names):
        said.append("has comments, which were not read")
    if pictures := sum("/media/" in part for part in archive.names):
        said.append(f"holds pictures ({pictures}), which were not read")
    if archive.passed:
        said.append("holds files whose names lead out of it, or that are there twice, which were passed over")
    if made := (about.values.get("modified") or about.values.get("created")):
        said.append(f"was last saved on {made.strip()[:10]}, which is not taken for its day of publication")
    if said:
        yield Note(name, f"{'; '.join(said)}.", fault=False)


class _About:
    """The properties of a file, by their names."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._name = name

    def end(self, name: str) -> None:
        self._name = ""

    def text(self, data: str) -> None:
        if self._name:
            self.values[self._name] = self.values.get(self._name, "") + data


class _Body:
    """The lines of a document as they are walked through."""

    def __init__(self) -> None:
        self.changed = False
        self.hidden = False
        self._lines: list[str] = []
        self._line: list[str] = []
        self._rows: list[list[str]] = []  # the cells of the rows that are open, of tables inside tables
        self._starts: list[int] = []
        self._skipped = 0
        self._hides = False
        self._is_text = False
        self._runs = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _SKIPPED:
            self.changed |= name != "Fallback"
            self._skipped += 1
        elif self._skipped:
            return
        elif name in ("ins", "moveTo"):
            self.changed = True
        elif name == "r":
            self._runs += 1
            self._hides = False
        elif name == "vanish":
            # A paragraph's own mark may be hidden too; only a run's words are.
            self._hides = self._runs > 0 and attributes.get("val") not in ("0", "false")
        elif name == "t":
            self._is_text = True
        elif name in _BREAKS and self._runs and not self._hides:
            self._line.append(_BREAKS[name])
        elif name == "p":
            self._end_line()
        elif name == "tr":
            self._end_line()
            self._rows.append([])
        elif name == "tc":
            self._end_line()
            self._starts.append(len(self._lines))

    def end(self, name: str) -> None:
        if name in _SKIPPED:
            self._skipped -= 1
        elif self._skipped:
            return
        elif name == "r":
            self._runs = max(0, self._runs - 1)
        elif name == "t":
            self._is_text = False
        elif name == "p":
            self._end_line()
        elif name == "tc" and self._starts:
            self._end_line()
            start = self._starts.pop()
            cell = " ".join(self._lines[start:])
            del self._lines[start:]
            if self._rows:
                self._rows[-1].append(cell)
        if name == "tr" and not self._skipped and self._rows:
            cells = self._rows.pop()
            if any(cells):
                self._lines.append("\t".join(cells))

    def text(self, data: str) -> None:
        if not self._is_text or self._skipped:
            return
        if self._hides:
            self.hidden |= bool(data.strip())
            return
        self._line.append(data)

    def join(self) -> str:
        self._end_line()
        return "\n".join(self._lines)

    def _end_line(self) -> None:
        line = "".join(self._line).strip()
        self._line = []
        if line:
            self._lines.append(line)
