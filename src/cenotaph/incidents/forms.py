"""In which form the state of a record is written to pages: values as what makes them anew, and what lies in a page of
its own as the place where it is found.

Pages are Python pickles, since nothing else reads and writes such values as fast. A pickle can name anything that
Python can import, so one is only read here if it names nothing but the classes and functions of `_MADE_BY`, which make
values and do nothing else.
"""

import io
import pickle
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any

from cenotaph.archive.document import DocumentKind
from cenotaph.claims import claim as claims
from cenotaph.claims.titles import TitleFigure
from cenotaph.incidents import codes, decisions, judgements, tellings
from cenotaph.incidents import incident as incidents
from cenotaph.incidents.accounts import Account
from cenotaph.incidents.attaching import Group
from cenotaph.incidents.compare import Profiled
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.gists import Gist
from cenotaph.incidents.groups import Traits
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.mentions import NOTHING, Mentioned
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.paged import Paged, PageError, make_read, make_unread
from cenotaph.incidents.reports import Report
from cenotaph.incidents.sites import Site, Spot
from cenotaph.incidents.summing import Summed
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.texts import Shelf, Text
from cenotaph.incidents.words import Since, Word
from cenotaph.values import actor, count, harm, period, place

# Modules that declare nothing but values.
_MODULES = (claims, codes, decisions, incidents, judgements, actor, count, harm, period, place)

Place = tuple[Any, ...]  # the kind of a value that is paged, a letter, and what tells it from others of its kind
Reduced = tuple[Callable[..., Any], tuple[Any, ...]]


def find_paged(*place: Any) -> Any:
    """Stands in pages for the look-up of what lies in another page; `read_state` puts the reader's own in its place."""
    raise PageError(f"{place} was asked for outside of a page")


def list_fields(made: type) -> tuple[str, ...]:
    """The names of the fields of a class of values."""
    return tuple(field.name for field in fields(made))


def _make_mentioned(sites: tuple[Site, ...], pairs: frozenset[str]) -> Mentioned:
    return Mentioned(sites, pairs) if sites or pairs else NOTHING


def _make_shelf(ends: bytes, numbers: bytes) -> Shelf:
    return Shelf(bytearray(ends), array("I", numbers))


def _reduce_as(made: type) -> Callable[[Any], Reduced]:
    names = list_fields(made)
    get = attrgetter(*names)
    return (lambda value: (made, get(value))) if len(names) > 1 else (lambda value: (made, (get(value),)))


def _reduce_member(made: type) -> Callable[[Any], Reduced]:
    return lambda member: (made, (member.value,))


def _list_made(module: Any) -> list[type]:
    """The classes of values that a module declares."""
    return [
        each
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__ and not issubclass(each, Exception)
    ]


_CLASSES: list[type] = [
    *(each for module in _MODULES for each in _list_made(module)), DocumentKind, DocumentNote, Evidence, Gist,
    Mentioned, Origin, Since, Spot, Summed, TitleFigure, Traits, Word,
]  # fmt: skip
_OTHERS: list[type] = [Counter, date, frozenset, set, bytearray]
_MADE_BY: dict[tuple[str, str], Callable[..., Any]] = {
    **{(made.__module__, made.__qualname__): made for made in (*_CLASSES, *_OTHERS)},
    (tellings.__name__, "share_site"): tellings.share_site,
    (__name__, "_make_mentioned"): _make_mentioned,
    (__name__, "_make_shelf"): _make_shelf,
}
_TABLE: dict[type, Callable[[Any], Reduced]] = {
    **{made: _reduce_as(made) for made in _CLASSES if is_dataclass(made)},
    **{made: _reduce_member(made) for made in _CLASSES if issubclass(made, Enum)},
    Mentioned: lambda each: (_make_mentioned, tuple(each)),
    Site: lambda each: (tellings.share_site, (each.spots,)),
    Shelf: lambda each: (_make_shelf, (bytes(each.ends), each.numbers.tobytes())),
}
_PLACES: dict[type[Paged], Callable[[Any], Reduced]] = {
    Report: lambda each: (find_paged, ("R", *each.key)),
    Profiled: lambda each: (find_paged, ("P", *each.order)),
    Account: lambda each: (find_paged, ("A", *each.order)),
    Telling: lambda each: (find_paged, ("T", *each.number)),
    Group: lambda each: (find_paged, ("G", each.page_number)),
    Happening: lambda each: (find_paged, ("H", each.page_number)),
    Text: lambda each: (find_paged, ("X", each.page_number)),
}
UNREAD: dict[type[Paged], type[Paged]] = {made: make_unread(made) for made in _PLACES}
# Of these a page that was read is only written again if something in it was set or touched. What groups and texts hold
# is changed in place wherever they are.
READ: dict[type[Paged], type[Paged]] = {
    made: make_read(made) for made in (Report, Profiled, Account, Telling, Happening)
}
_TABLE |= {
    each: place for made, place in _PLACES.items() for each in (made, UNREAD[made], READ.get(made, made))
}  # fmt: skip


class _Reader(pickle.Unpickler):
    """Reads pages that name nothing but what makes values."""

    def __init__(self, page: bytes, find: Callable[..., Paged]) -> None:
        super().__init__(io.BytesIO(page))
        self._find = find

    def find_class(self, module: str, name: str) -> Any:
        """What a page names. Raises PageError for anything else than what makes values."""
        if name == find_paged.__name__ and module == __name__:
            return self._find
        made = _MADE_BY.get((module, name))
        if made is None:
            raise PageError(f"a page names {module}.{name}, which is no value of a record")
        return made


def write_state(state: object) -> bytes:
    """Some state as a page."""
    page = io.BytesIO()
    writer = pickle.Pickler(page, 5)
    writer.dispatch_table = _TABLE
    writer.dump(state)
    return page.getvalue()


def read_state(page: bytes, find: Callable[..., Paged]) -> Any:
    """The state in a page; `find` gives what lies in other pages by its place. Raises PageError."""
    try:
        return _Reader(page, find).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
        raise PageError(f"a page cannot be read: {error}") from None
