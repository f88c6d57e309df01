"""Walking through XML without building it, within bounds: no document types, no entities, no endless nesting."""

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from cenotaph.archive.readers.intake import UnreadableError

# Word nests tables, text boxes and controls some 40 deep.
_MOST_DEPTH = 500


class DamagedError(UnreadableError):
    """XML that is not whole."""


class Walker(Protocol):
    """What is told of the elements of a document, by their local names, in its order."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; attributes by local names."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """A piece of text stands in the element that began last."""


def walk_xml(data: bytes, part: str, walker: Walker | None = None) -> None:
    """Tells `walker` of everything in the XML of `data`, the `part` of a file; without one it only checks it.

    Raises DamagedError if it is no whole XML, UnreadableError if it is nested too deeply or declares a document type:
    entities grow without bound or read other files, and no program that writes these files declares any.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise UnreadableError(f"is nested too deeply in {part} to be a report.")
        if walker:
            walker.start(_localise(name), {_localise(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if walker:
            walker.end(_localise(name))

    def refuse(*_: object) -> None:
        raise UnreadableError(f"declares a document type in {part}, which no program of its kind writes.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if walker:
        parser.CharacterDataHandler = walker.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DamagedError(f"is damaged: {part} in it is no whole XML ({error}).") from None
    except LookupError:
        raise DamagedError(f"is damaged: {part} in it is in an encoding that is not known.") from None


def _localise(name: str) -> str:
    return name.rpartition(" ")[2]
