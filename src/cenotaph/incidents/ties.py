"""What belongs together because one thing ties it to the next, however long the chain."""

from collections.abc import Mapping
from typing import Generic, TypeVar

_Key = TypeVar("_Key", int, tuple[int, str, int])


class Ties(Generic[_Key]):
    """Keys in groups, each known by the least of its keys. A key that nothing was tied to is a group of its own."""

    def __init__(self) -> None:
        self._above: dict[_Key, _Key] = {}

    def find(self, key: _Key) -> _Key:
        """The least key of the group."""
        above = self._above
        while above.setdefault(key, key) != key:
            # Half the way is cut off for the next time. The link is set before the step: the other way round it is set
            # on the wrong key, and a chain is torn apart.
            above[key] = above[above[key]]
            key = above[key]
        return key

    def tie(self, one: _Key, other: _Key) -> None:
        """Make one group of those of two keys."""
        least, more = sorted((self.find(one), self.find(other)))
        self._above[more] = least

    def list_firsts(self) -> Mapping[_Key, _Key]:
        """Every key that was asked about or tied, with the least of its group."""
        return {key: self.find(key) for key in list(self._above)}
