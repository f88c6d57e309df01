"""Containers of a record's state that lie in pages: each reads the pages of what it is asked for, and tells which of
them are others afterwards."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, MutableMapping, MutableSequence, Sequence
from typing import Any, Protocol
from zlib import crc32

from cenotaph.incidents.accounts import Account
from cenotaph.incidents.compare import Profiled
from cenotaph.incidents.paged import Paged, PageError, set_unread
from cenotaph.incidents.sites import Site

# Values of a row that lie in one page: few enough to be read for one of them, many enough for a row of a thousand to
# be found by one page more.
MOST_IN_CHUNK = 128
# Keys that share a page, where what they lead to is small.
KEYS_OF_PAGE = 24
# Mappings of which a key may lead to much: each has a page of its own.
LARGE = frozenset({
    "groups by day", "shelves", "running totals", "wide covering", "wide within", "undated covering", "undated within",
})  # fmt: skip

Key = tuple[Any, ...]
Rows = list[tuple[Key, Any]]
Changes = Iterator[tuple[str, bytes | None]]  # pages by their names; None for one that is no more


class Reader(Protocol):
    """What reads and writes the pages of a record."""

    def read(self, name: str) -> Any:
        """The state in a page; None if there is none."""

    def write(self, state: object) -> bytes:
        """Some state as a page."""

    def stand_in(self, kind: str, *key: Any) -> Any:
        """What lies in a page of its own."""


def spell_key(key: Any) -> str:
    """A key as text that is the same in every process, and of no other key of its mapping: a place may be called by
    the number of a day."""
    if isinstance(key, tuple):
        return f"({','.join(map(spell_key, key))})"
    return "+".join(repr(spot.key) for spot in key.spots) if isinstance(key, Site) else repr(key)


def name_page(name: str, key: Any, pages: int) -> str:
    """The page in which a mapping keeps what a key leads to; 0 `pages` are one for each key."""
    spelled = spell_key(key)
    return f"{name} {crc32(spelled.encode()) % pages}" if pages else f"{name} {spelled}"


def write_rows(rows: Iterable[tuple[Key, Any]]) -> list[Any]:
    """Rows as they stand in a page: of an account with what tells whether it is worth looking at."""
    return [
        (key, each.start, each.end, each.dying, each.account.strand) if isinstance(each, Profiled) else (key, each)
        for key, each in rows
    ]


def read_rows(reader: Reader, written: Iterable[Any]) -> Rows:
    """The rows that stand in a page."""
    rows: Rows = []
    for row in written:
        if len(row) == 2:
            rows.append(row)
            continue
        key, start, end, dying, strand = row
        each: Profiled = reader.stand_in("P", *key[1:])
        if each.loader is not None:  # it is not in memory, and may never need to be
            account: Account = reader.stand_in("A", *key[1:])
            set_unread(account, "strand", strand)
            known = {"at": key, "start": start, "end": end, "dying": dying, "account": account}
            for name, said in known.items():
                set_unread(each, name, said)
        rows.append((key, each))
    return rows


def split_rows(rows: Rows) -> list[Rows]:
    """Rows in chunks that are half full, so that each may grow."""
    if len(rows) <= MOST_IN_CHUNK:
        return [rows]
    half = MOST_IN_CHUNK // 2
    return [rows[start : start + half] for start in range(0, len(rows), half)]


def write_row(write: Callable[[object], bytes], page: str, rows: Rows) -> Changes:
    """The pages of a row that was in memory."""
    chunks = split_rows(rows)
    heads, sizes = [chunk[0][0] for chunk in chunks], [len(chunk) for chunk in chunks]
    inline = write_rows(chunks[0]) if len(chunks) == 1 else None
    yield page, write((heads, sizes, list(range(len(chunks))), inline))
    if inline is None:
        for number, chunk in enumerate(chunks):
            yield f"{page} #{number}", write(write_rows(chunk))


class _Chunk:
    """Some rows in order, which are in memory."""

    __slots__ = ("is_changed", "keys", "values")

    def __init__(self, rows: Rows) -> None:
        self.keys = [key for key, _ in rows]
        self.values = [value for _, value in rows]
        self.is_changed = False


class PagedRow:
    """`Ordered` in pages: a page with the first key of each chunk, and the chunks; where there is one, it lies in the
    same page."""

    def __init__(self, reader: Reader, page: str) -> None:
        self._reader, self._page = reader, page
        found = reader.read(page)
        self._heads, self._sizes, self._numbers, inline = found if found is not None else ([], [], [], None)
        self._chunks: dict[int, _Chunk] = {}
        self._apart = set(self._numbers)  # chunks that lie in pages of their own
        self._is_shorter = False  # a chunk is no more
        if inline is not None:
            self._chunks[self._numbers[0]] = _Chunk(read_rows(reader, inline))
            self._apart.clear()

    def add(self, key: Key, value: Any) -> None:
        """Put a value in its place."""
        if not self._heads:
            self._insert(0, _Chunk([(key, value)]))
            return
        at = max(0, bisect_right(self._heads, key) - 1)
        chunk = self._open(at)
        place = bisect_left(chunk.keys, key)
        chunk.keys.insert(place, key)
        chunk.values.insert(place, value)
        chunk.is_changed = True
        self._heads[at], self._sizes[at] = chunk.keys[0], len(chunk.keys)
        if len(chunk.keys) > MOST_IN_CHUNK:
            half = MOST_IN_CHUNK // 2
            self._insert(at + 1, _Chunk(list(zip(chunk.keys[half:], chunk.values[half:], strict=True))))
            del chunk.keys[half:], chunk.values[half:]
            self._sizes[at] = half

    def fill(self, rows: Iterable[tuple[Key, Any]]) -> None:
        """Put in many."""
        for key, value in rows:
            self.add(key, value)

    def remove(self, key: Key) -> None:
        """Take out the value with a key."""
        at = max(0, bisect_right(self._heads, key) - 1)
        chunk = self._open(at)
        place = bisect_left(chunk.keys, key)
        del chunk.keys[place], chunk.values[place]
        chunk.is_changed = True
        if chunk.keys:
            self._heads[at], self._sizes[at] = chunk.keys[0], len(chunk.keys)
            return
        del self._chunks[self._numbers[at]], self._heads[at], self._sizes[at], self._numbers[at]
        self._is_shorter = True

    def list_next(self, key: Key, number: int) -> Sequence[Any]:
        """The first few whose keys come after one."""
        found: list[Any] = []
        at = max(0, bisect_right(self._heads, key) - 1)
        while at < len(self._heads) and len(found) < number:
            chunk = self._open(at)
            place = bisect_right(chunk.keys, key)
            found += chunk.values[place : place + number - len(found)]
            at += 1
        return found

    def list_between(self, first: Key, end: Key) -> Sequence[Any]:
        """Those from one key up to another, which is left out."""
        found: list[Any] = []
        at = max(0, bisect_left(self._heads, first) - 1)
        while at < len(self._heads) and self._heads[at] < end:
            chunk = self._open(at)
            found += chunk.values[bisect_left(chunk.keys, first) : bisect_left(chunk.keys, end)]
            at += 1
        return found

    def find_before(self, key: Key, number: int) -> Key | None:
        """The key so many places before one."""
        at = max(0, bisect_left(self._heads, key) - 1)
        if at >= len(self._heads):
            return None
        place = bisect_left(self._open(at).keys, key)
        while place < number:
            if at == 0:
                return None
            at, number = at - 1, number - place
            place = self._sizes[at]
        found: Key = self._open(at).keys[place - number]
        return found

    def __len__(self) -> int:
        return sum(self._sizes)

    def __iter__(self) -> Iterator[Any]:
        for at in range(len(self._heads)):
            yield from self._open(at).values

    def list_changes(self) -> Changes:
        """The pages that are others than they were."""
        changed = {number for number, chunk in self._chunks.items() if chunk.is_changed}
        if not changed and not self._is_shorter:
            return
        inline = write_rows(self._list_rows(self._numbers[0])) if len(self._numbers) == 1 else None
        apart = set(self._numbers) if inline is None else set()
        yield from ((f"{self._page} #{number}", None) for number in sorted(self._apart - apart))
        state = (self._heads, self._sizes, self._numbers, inline)
        yield self._page, self._reader.write(state) if self._heads else None
        for number in sorted(apart & (changed | (apart - self._apart))):
            yield f"{self._page} #{number}", self._reader.write(write_rows(self._list_rows(number)))
        for number in changed:
            self._chunks[number].is_changed = False
        self._apart, self._is_shorter = apart, False

    def _list_rows(self, number: int) -> Iterator[tuple[Key, Any]]:
        if number not in self._chunks:
            self._open(self._numbers.index(number))
        chunk = self._chunks[number]
        return zip(chunk.keys, chunk.values, strict=True)

    def _insert(self, at: int, chunk: _Chunk) -> None:
        number = max((*self._numbers, *self._apart), default=-1) + 1
        chunk.is_changed = True
        self._heads.insert(at, chunk.keys[0])
        self._sizes.insert(at, len(chunk.keys))
        self._numbers.insert(at, number)
        self._chunks[number] = chunk

    def _open(self, at: int) -> _Chunk:
        number = self._numbers[at]
        chunk = self._chunks.get(number)
        if chunk is None:
            rows = read_rows(self._reader, self._reader.read(f"{self._page} #{number}"))
            chunk = self._chunks[number] = _Chunk(rows)
        return chunk


class Asked(MutableMapping[Any, Any]):
    """A mapping that is asked by its keys alone: to go through it would read every page."""

    def __delitem__(self, key: Any) -> None:
        raise TypeError("what lies in pages is emptied, and never taken out")

    def __iter__(self) -> Iterator[Any]:
        raise PageError("what lies in pages is not gone through")

    def __len__(self) -> int:
        raise PageError("what lies in pages is not counted")


class PagedRows(Asked):
    """Rows by their keys."""

    def __init__(self, reader: Reader, name: str) -> None:
        self._reader, self._name = reader, name
        self._rows: dict[Any, PagedRow] = {}

    def __getitem__(self, key: Any) -> PagedRow:
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = PagedRow(self._reader, f"{self._name} {spell_key(key)}")
        return row

    def __setitem__(self, key: Any, row: PagedRow) -> None:
        self._rows[key] = row

    def list_changes(self) -> Changes:
        """The pages that are others than they were."""
        for row in self._rows.values():
            yield from row.list_changes()


class PagedMap(Asked):
    """A mapping by keys; several keys share a page where what they lead to is small."""

    def __init__(self, reader: Reader, name: str, default: Callable[[], Any] | None, pages: int) -> None:
        self._reader, self._name, self._default, self._pages = reader, name, default, pages
        self._read: dict[str, dict[Any, Any]] = {}
        self._asked: dict[str, None] = {}  # pages in which something may be changed

    def __getitem__(self, key: Any) -> Any:
        page = self._open(key, True)
        if key not in page:
            if self._default is None:
                raise KeyError(key)
            page[key] = self._default()
        return page[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self._open(key, True)[key] = value

    def __delitem__(self, key: Any) -> None:
        del self._open(key, True)[key]

    def __contains__(self, key: object) -> bool:
        return key in self._open(key)

    def get(self, key: Any, default: Any = None) -> Any:
        """What a key leads to; nothing is made for one that is not there."""
        return self._open(key).get(key, default)

    def list_changes(self) -> Changes:
        """The pages that are others than they were."""
        for name in self._asked:
            page = self._read[name]
            yield name, self._reader.write(page) if page else None
        self._asked.clear()

    def _open(self, key: Any, is_asked: bool = False) -> dict[Any, Any]:
        name = name_page(self._name, key, self._pages)
        page = self._read.get(name)
        if page is None:
            page = self._read[name] = self._reader.read(name) or {}
        if is_asked:
            self._asked[name] = None
        return page


class PagedReports(Asked):
    """The reports of a record by their keys; `new` are those that were put in."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.new: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        return self.new[key] if key in self.new else self._reader.stand_in("R", *key)

    def __setitem__(self, key: Any, report: Any) -> None:
        self.new[key] = report


class PagedList(MutableSequence[Any]):
    """A list that only grows, of values that know their place in it; `new` are those that were put in."""

    def __init__(self, reader: Reader, kind: str, length: int) -> None:
        self._reader, self._kind, self._length = reader, kind, length
        self.new: list[Paged] = []

    def __getitem__(self, place: Any) -> Any:
        first = self._length - len(self.new)
        return self.new[place - first] if place >= first else self._reader.stand_in(self._kind, place)

    def __setitem__(self, place: Any, value: Any) -> None:
        raise TypeError("what is in the list stays")

    def __delitem__(self, place: Any) -> None:
        raise TypeError("what is in the list stays")

    def __len__(self) -> int:
        return self._length

    def insert(self, index: int, value: Any) -> None:
        """Put a value at the end."""
        value.page_number = self._length
        self._length += 1
        self.new.append(value)
