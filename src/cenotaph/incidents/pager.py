"""The state of a record in pages: what a new report touches is read, and what it changed is written."""

from collections.abc import Callable, Iterable, Iterator, MutableMapping, MutableSequence
from sys import intern
from typing import Any, Protocol

from cenotaph.incidents.accounts import Account
from cenotaph.incidents.attaching import Group
from cenotaph.incidents.compare import Profiled
from cenotaph.incidents.forms import READ, UNREAD, Place, list_fields, read_state, write_state
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.holding import Map, Memory, Ordered
from cenotaph.incidents.paged import Paged, PageError, set_unread
from cenotaph.incidents.paged_containers import (
    KEYS_OF_PAGE,
    LARGE,
    Asked,
    Changes,
    PagedList,
    PagedMap,
    PagedReports,
    PagedRows,
    name_page,
    spell_key,
    write_row,
)
from cenotaph.incidents.reports import Report
from cenotaph.incidents.tellings import DocumentKey, Telling
from cenotaph.incidents.texts import Text

_CLASSES: dict[str, type[Paged]] = {
    "R": Report, "P": Profiled, "A": Account, "T": Telling, "G": Group, "H": Happening, "X": Text,
}  # fmt: skip
_UNREAD = {kind: UNREAD[made] for kind, made in _CLASSES.items()}
_READ = {kind: READ.get(made, made) for kind, made in _CLASSES.items()}
_AS_READ = frozenset(READ.values())
# Of what lies in the pages of reports the field that says in which, and where there.
_KEYED_BY = {"R": "key", "P": "order", "A": "document", "T": "number"}
_FIELDS = {kind: list_fields(made) for kind, made in _CLASSES.items()}
# What is kept beside values, by their kinds; and in a page apart, since those who look at many happenings need none.
_BESIDE = {
    "P": ("home",), "A": ("mentioned", "home of account"), "G": ("made", "placed", "suitors", "beside", "united"),
    "H": ("done", "root", "numbers", "wide"), "T": (), "R": (), "X": (),
}  # fmt: skip
_APART = ("rank", "incident")
# A value is of the record as long as this is kept beside it.
_LASTING = {"rank": "H", "made": "G"}
_FACTS = "facts"


class Pages(Protocol):
    """Where pages lie."""

    def read(self, name: str) -> bytes | None:
        """A page by its name; None if there is none. Raises PageError."""


class Beside(Asked):
    """What is kept beside values under one name."""

    def __init__(self, pager: "Pager", name: str) -> None:
        self._pager, self._name = pager, name
        self._is_apart = name in _APART
        self._list = pager.open_apart if self._is_apart else pager.open_beside
        self._kind = _LASTING.get(name)

    def __getitem__(self, value: Any) -> Any:
        return self._list(value)[self._name]

    def __setitem__(self, value: Any, said: Any) -> None:
        self._list(value)[self._name] = said
        if not self._is_apart:
            value.touch()
        if self._kind is not None:
            self._pager.take_in(self._kind, value)

    def __delitem__(self, value: Any) -> None:
        del self._list(value)[self._name]
        if not self._is_apart:
            value.touch()
        if self._kind is not None:
            self._pager.leave_out(self._kind, value)

    def __contains__(self, value: object) -> bool:
        return self._name in self._list(value)


class Pager:
    """`Holding` in pages: stands in for what has not been read, reads the page of what is asked for, and lists the
    pages that are others after reports were added."""

    is_whole = False

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._known: dict[Place, Any] = {}
        self._kept: dict[str, bytes] = {}  # the pages of values that were read
        self._gone: dict[Paged, str] = {}
        self._new: dict[str, dict[Paged, None]] = {"G": {}, "H": {}}
        self._containers: list[Any] = []
        self._reports: PagedReports | None = None
        self._texts: PagedList | None = None
        facts = self.read(_FACTS)
        if facts is None:
            raise PageError("there are no pages")
        self._facts: dict[str, int] = facts

    # --- what Holding promises ---------------------------------------------------------------------------------

    def make_map(self, name: str, default: Callable[[], Any] | None = None) -> Map:
        """A mapping."""
        if name == "reports":
            self._reports = PagedReports(self)
            return self._reports
        found = PagedMap(self, name, default, self._facts.get(f"pages of {name}", 0))
        self._containers.append(found)
        return found

    def make_rows(self, name: str) -> MutableMapping[Any, Ordered[Any, Any]]:
        """Rows in order."""
        found: Any = PagedRows(self, name)
        self._containers.append(found)
        return found  # type: ignore[no-any-return]

    def make_beside(self, name: str) -> Map:
        """A mapping by values."""
        return Beside(self, name)

    def make_list(self, name: str) -> MutableSequence[Any]:
        """The texts."""
        self._texts = PagedList(self, "X", self._facts["X"])
        return self._texts

    # --- reading -----------------------------------------------------------------------------------------------

    def read(self, name: str) -> Any:
        """The state in a page; None if there is none. Raises PageError."""
        page = self._pages.read(name)
        return None if page is None else read_state(page, self.stand_in)

    def write(self, state: object) -> bytes:
        """Some state as a page."""
        return write_state(state)

    def stand_in(self, kind: str, *key: Any) -> Any:
        """The value at a place, or what stands in for it until it is read."""
        value = self._known.get((kind, *key))
        if value is None:
            value = object.__new__(_UNREAD[kind])
            set_unread(value, "loader", self)
            if kind in "GHX":
                set_unread(value, "page_number", key[0])
            else:
                key = (key[0], intern(key[1]), *key[2:])
                set_unread(value, _KEYED_BY[kind], key[:2] if kind == "A" else key)
                if kind == "A":
                    set_unread(value, "place", key[2])
                elif kind == "T":
                    set_unread(value, "document", key[:2])
            self._known[kind, *key] = value
        return value

    def load(self, value: Paged) -> None:
        """Set all fields of a value. Raises PageError."""
        match value:
            case Report():
                self._load_report(value.key)
            case Profiled():
                self._load_report(value.order[:2])
            case Account() | Telling():
                self._load_report(value.document)
            case _:
                kind = "G" if isinstance(value, Group) else "H" if isinstance(value, Happening) else "X"
                _set_state(kind, value, self._read_values(f"{kind} {value.page_number}"))

    def _load_report(self, key: DocumentKey) -> None:
        state, members = self._read_values(_name_report(key))
        _set_state("R", self.stand_in("R", *key), state)
        for kind, number, state in members:
            _set_state(kind, self.stand_in(kind, *key, number), state)

    def _read_values(self, name: str) -> Any:
        page = self._pages.read(name)
        if page is None:
            raise PageError(f"the page {name!r} is missing")
        self._kept[name] = page
        return read_state(page, self.stand_in)

    # --- what is kept beside values ----------------------------------------------------------------------------

    def open_beside(self, value: Any) -> dict[str, Any]:
        """What is kept beside a value."""
        if value.loader is not None:
            self.load(value)
        found: dict[str, Any] | None = value.beside
        if found is None:
            found = {}
            set_unread(value, "beside", found)
        return found

    def open_apart(self, value: Any) -> dict[str, Any]:
        """What is kept beside a happening in a page apart."""
        beside = self.open_beside(value)
        found: dict[str, Any] | None = beside.get("apart")
        if found is None:
            found = {} if value.page_number is None else self._read_values(f"I {value.page_number}")
            beside["apart"] = found
        return found

    def take_in(self, kind: str, value: Paged) -> None:
        """Note that a value is of the record."""
        self._gone.pop(value, None)
        if value.page_number is None:
            self._new[kind][value] = None

    def leave_out(self, kind: str, value: Paged) -> None:
        """Note that a value is no more."""
        self._new[kind].pop(value, None)
        if value.page_number is not None:
            self._gone[value] = kind

    # --- writing -----------------------------------------------------------------------------------------------

    def list_changes(self) -> Changes:
        """The pages that are others than they were read, and new ones: once, when reports were added."""
        self._name_new()
        yield from self._list_gone()
        for (kind, *_), value in list(self._known.items()):
            if value.loader is not None:
                continue  # it was not read
            if kind == "R":
                if not _is_as_read(value):
                    yield from self._compare(_name_report(value.key), _get_report(value, _get_beside))
            elif kind in "GHX" and type(value) not in _AS_READ:
                yield from self._compare(f"{kind} {value.page_number}", _get_state(kind, value, _get_beside))
            if kind == "H" and "apart" in value.beside:
                yield from self._compare(f"I {value.page_number}", value.beside["apart"])
        for container in self._containers:
            yield from container.list_changes()
        yield from self._compare(_FACTS, self._facts)

    def _name_new(self) -> None:
        """Give what is new the place where it is found from now on."""
        assert self._reports is not None
        assert self._texts is not None
        for kind, values in self._new.items():
            for value in values:
                value.page_number = self._facts[kind]
                self._facts[kind] += 1
                self._known[kind, value.page_number] = value
            values.clear()
        self._known |= {("X", text.page_number): text for text in self._texts.new}
        self._texts.new.clear()
        self._facts["X"] = len(self._texts)
        self._known |= {("R", *key): report for key, report in self._reports.new.items()}
        self._reports.new.clear()
        # The accounts of a report that was there before may have been made anew.
        read = [value for (kind, *_), value in self._known.items() if kind == "R" and value.loader is None]
        for report in read:
            self._known |= {(kind, *report.key, number): value for kind, number, value in _list_members(report)}

    def _list_gone(self) -> Changes:
        for value, kind in self._gone.items():
            number = value.page_number
            del self._known[kind, number]
            yield f"{kind} {number}", None
            if kind == "H":
                yield f"I {number}", None
        self._gone.clear()

    def _compare(self, name: str, state: object) -> Changes:
        page = write_state(state)
        if self._kept.get(name) != page:
            self._kept[name] = page
            yield name, page


def _is_as_read(report: Report) -> bool:
    """True if nothing that lies in the page of a report was changed since it was read."""
    return type(report) in _AS_READ and all(type(value) in _AS_READ for _, _, value in _list_members(report))


def _name_report(key: DocumentKey) -> str:
    return f"R {key[0]} {key[1]}"


def _list_members(report: Report) -> Iterator[tuple[str, int, Any]]:
    """What lies in the page of a report: its accounts and claims."""
    for number, profiled in enumerate(report.accounts):
        yield "P", number, profiled
        yield "A", number, profiled.account
        yield from (("T", t.number[2], t) for t in profiled.account.tellings)


Besides = Callable[[str, Any], dict[str, Any] | None]


def _get_beside(kind: str, value: Any) -> dict[str, Any] | None:
    beside: dict[str, Any] | None = value.beside
    if beside is not None and "apart" in beside:
        return {name: said for name, said in beside.items() if name != "apart"}
    return beside


def _get_state(kind: str, value: Any, beside: Besides) -> tuple[Any, ...]:
    return (*(getattr(value, name) for name in _FIELDS[kind]), beside(kind, value))


def _get_report(report: Report, beside: Besides) -> tuple[Any, ...]:
    members = [(kind, number, _get_state(kind, value, beside)) for kind, number, value in _list_members(report)]
    return _get_state("R", report, beside), members


def _set_state(kind: str, value: Any, state: tuple[Any, ...]) -> None:
    set_unread(value, "__class__", _CLASSES[kind])
    for name, said in zip(_FIELDS[kind], state, strict=False):
        setattr(value, name, said)
    value.beside = state[-1]
    value.loader = None
    set_unread(value, "__class__", _READ[kind])


def write_pages(memory: Memory) -> Iterator[tuple[str, bytes]]:
    """The whole state of a record in memory as pages, by their names."""
    facts = {"G": 0, "H": 0, "X": 0}
    groups, happenings, texts = memory.beside["made"], memory.beside["rank"], memory.lists["texts"]
    for kind, values in (("G", groups), ("H", happenings), ("X", texts)):
        for number, value in enumerate(values):
            value.page_number = number
        facts[kind] = len(values)

    def beside(kind: str, value: Any) -> dict[str, Any] | None:
        return {n: memory.beside[n][value] for n in _BESIDE[kind] if value in memory.beside[n]} or None

    for key, report in memory.maps["reports"].items():
        yield _name_report(key), write_state(_get_report(report, beside))
    for kind, paged in (("G", groups), ("H", happenings), ("X", texts)):
        for value in paged:
            yield f"{kind} {value.page_number}", write_state(_get_state(kind, value, beside))
    for happening in happenings:
        apart = {name: memory.beside[name][happening] for name in _APART if happening in memory.beside[name]}
        yield f"I {happening.page_number}", write_state(apart)
    for name, rows in memory.rows.items():
        for key, row in rows.items():
            if len(row):
                yield from _drop_gone(write_row(write_state, f"{name} {spell_key(key)}", list(row.list_rows())))
    for name, held in memory.maps.items():
        if name != "reports":
            facts[f"pages of {name}"] = pages = 0 if name in LARGE else len(held) // KEYS_OF_PAGE + 1
            yield from _write_map(name, held, pages)
    yield _FACTS, write_state(facts)


def _write_map(name: str, held: dict[Any, Any], pages: int) -> Iterator[tuple[str, bytes]]:
    by_page: dict[str, dict[Any, Any]] = {}
    for key, value in held.items():
        by_page.setdefault(name_page(name, key, pages), {})[key] = value
    for page, values in by_page.items():
        yield page, write_state(values)


def _drop_gone(pages: Changes) -> Iterable[tuple[str, bytes]]:
    return ((name, page) for name, page in pages if page is not None)
