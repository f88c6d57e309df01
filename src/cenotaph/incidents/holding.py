"""What holds the state of a record that goes on: mappings and rows in order, in memory; pager.py has them in pages."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, MutableMapping, MutableSequence, Sequence
from operator import itemgetter
from typing import Any, Generic, Protocol, TypeVar

K = TypeVar("K", bound=tuple[Any, ...])
V = TypeVar("V")

_of_key = itemgetter(0)


class Ordered(Protocol[K, V]):
    """Values in the order of their keys; one may stand there twice."""

    def add(self, key: K, value: V) -> None:
        """Put a value in its place."""

    def fill(self, rows: Iterable[tuple[K, V]]) -> None:
        """Put in many, which are sorted afterwards."""

    def remove(self, key: K) -> None:
        """Take out the value with a key."""

    def list_next(self, key: K, number: int) -> Sequence[V]:
        """The first few whose keys come after one."""

    def list_between(self, first: tuple[Any, ...], end: tuple[Any, ...]) -> Sequence[V]:
        """Those from one key up to another, which is left out."""

    def find_before(self, key: K, number: int) -> K | None:
        """The key so many places before one; None if there are not so many."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[V]: ...


class Row(Generic[K, V]):
    """`Ordered` in memory."""

    __slots__ = ("_keys", "_values")

    def __init__(self) -> None:
        self._keys: list[K] = []
        self._values: list[V] = []

    def add(self, key: K, value: V) -> None:
        """Put a value in its place."""
        place = bisect_left(self._keys, key)
        self._keys.insert(place, key)
        self._values.insert(place, value)

    def fill(self, rows: Iterable[tuple[K, V]]) -> None:
        """Put in many."""
        pairs = sorted([*zip(self._keys, self._values, strict=True), *rows], key=_of_key)
        self._keys = [key for key, _ in pairs]
        self._values = [value for _, value in pairs]

    def remove(self, key: K) -> None:
        """Take out the value with a key."""
        place = bisect_left(self._keys, key)
        del self._keys[place], self._values[place]

    def list_next(self, key: K, number: int) -> Sequence[V]:
        """The first few whose keys come after one."""
        place = bisect_right(self._keys, key)
        return self._values[place : place + number]

    def list_between(self, first: tuple[Any, ...], end: tuple[Any, ...]) -> Sequence[V]:
        """Those from one key up to another, which is left out."""
        return self._values[bisect_left(self._keys, first) : bisect_left(self._keys, end)]

    def find_before(self, key: K, number: int) -> K | None:
        """The key so many places before one."""
        place = bisect_left(self._keys, key) - number
        return self._keys[place] if place >= 0 else None

    def list_rows(self) -> Iterator[tuple[K, V]]:
        """All keys and values, in order."""
        return zip(self._keys, self._values, strict=True)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[V]:
        return iter(self._values)


Map = MutableMapping[Any, Any]


class Holding(Protocol):
    """What makes the containers of a record's state, each under a name of its own."""

    is_whole: bool  # all of the state is in memory

    def make_map(self, name: str, default: Callable[[], Any] | None = None) -> Map:
        """A mapping by text, numbers, bytes, tuples of these, or sites; with `default` what is not there is made when
        it is asked for. What `get` gives is only to be looked at: what is changed is got by its key."""

    def make_rows(self, name: str) -> MutableMapping[Any, Ordered[Any, Any]]:
        """Rows in order by such keys; one that is not there is empty."""

    def make_beside(self, name: str) -> Map:
        """A mapping by values that are `Paged` themselves, beside which what it says is kept."""

    def make_list(self, name: str) -> MutableSequence[Any]:
        """A list that only grows."""


class Memory:
    """All of a record's state in memory."""

    is_whole = True

    def __init__(self) -> None:
        self.maps: dict[str, dict[Any, Any]] = {}
        self.rows: dict[str, dict[Any, Row[Any, Any]]] = {}
        self.beside: dict[str, dict[Any, Any]] = {}
        self.lists: dict[str, list[Any]] = {}

    def make_map(self, name: str, default: Callable[[], Any] | None = None) -> Map:
        """A mapping."""
        found: dict[Any, Any] = {} if default is None else defaultdict(default)
        return self.maps.setdefault(name, found)

    def make_rows(self, name: str) -> MutableMapping[Any, Ordered[Any, Any]]:
        """Rows in order."""
        found: Any = self.rows.setdefault(name, defaultdict(Row))
        return found  # type: ignore[no-any-return]

    def make_beside(self, name: str) -> Map:
        """A mapping by values."""
        return self.beside.setdefault(name, {})

    def make_list(self, name: str) -> MutableSequence[Any]:
        """A list."""
        return self.lists.setdefault(name, [])
