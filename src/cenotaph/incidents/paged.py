"""Values of a record that need not be in memory: each lies in a page, which is read when it is asked for something."""

from typing import Any, Protocol


class PageError(Exception):
    """A page is missing, damaged, or not such as this version writes."""


class Loader(Protocol):
    """What reads the page that a value lies in."""

    def load(self, value: "Paged") -> None:
        """Set all fields of a value. Raises PageError if its page cannot be read."""


class Paged:
    """The base of such values. One that has been made in memory is whole and has no loader; one that stands for a page
    has some of its fields, or none, and gets the others when the first of them is asked for or set.

    `page_number` is the number under which groups, happenings and texts are kept, `beside` what containers keep beside
    the value (`Beside` in pager.py).
    """

    __slots__ = ("beside", "loader", "page_number")

    loader: Loader | None
    page_number: int | None
    beside: dict[str, Any] | None

    def touch(self) -> None:
        """Note that a list or mapping of the value is about to be changed in place. Of one that was read from a page
        nothing else tells; to set a field needs no note."""


_UNSET = frozenset(Paged.__slots__)


def _ask_loader(value: Paged, name: str) -> Any:
    """A field that holds nothing yet: Python asks here only then, so that values in memory cost nothing."""
    if name in _UNSET:
        return None
    loader = value.loader
    if loader is None or name.startswith("__"):
        raise AttributeError(name)
    loader.load(value)
    return object.__getattribute__(value, name)


# Not in the class, where a type checker would take every name for a field.
Paged.__getattr__ = _ask_loader  # type: ignore[attr-defined]


def _load_first(value: Paged, name: str, said: Any) -> None:
    """What is set in a value that is not read yet would be lost when it is."""
    if value.loader is not None:
        value.loader.load(value)
    setattr(value, name, said)


def _touch_first(value: Paged) -> None:
    if value.loader is not None:
        value.loader.load(value)
    value.touch()


def make_unread(made: type[Paged]) -> type[Paged]:
    """The class of what stands in for values of a class until they are read."""
    return type(f"Unread{made.__name__}", (made,), {"__slots__": (), "__setattr__": _load_first, "touch": _touch_first})


def make_read(made: type[Paged]) -> type[Paged]:
    """The class of values of a class that are as they were read; a change makes them plain values of the class."""
    return type(f"Read{made.__name__}", (made,), {"__slots__": (), "__setattr__": _change, "touch": _touch})


def _touch(value: Paged) -> None:
    set_unread(value, "__class__", type(value).__mro__[1])


def _change(value: Paged, name: str, said: Any) -> None:
    _touch(value)
    setattr(value, name, said)


def set_unread(value: Paged, name: str, said: Any) -> None:
    """Set a field of what stands in for a value, which is known without reading it, or one that is no news of it."""
    object.__setattr__(value, name, said)
