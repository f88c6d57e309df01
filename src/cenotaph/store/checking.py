"""Checking a record against its own log: entries, tree, indexes and bytes, in this order; the first fault is raised."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from cenotaph.ledger.commitments import is_committed
from cenotaph.ledger.tree import Frontier, Node, append_leaves, hash_leaf
from cenotaph.store.schema import log, nodes, salts
from cenotaph.store.sealed import ClosedError, find_subject, open_sealed, write_content
from cenotaph.store.vault import Vault

_CHUNK = 2_000
# What the fields of an entry are: its number, moment, kind, commitment and body, and its salt.
_KINDS = (int, str, str, bytes, str, bytes)


class AlteredError(Exception):
    """Something in a record is not as it was added; `entry` is the first that is not, where it is an entry."""

    def __init__(self, message: str, entry: int | None = None) -> None:
        super().__init__(message)
        self.entry = entry


@dataclass(frozen=True, slots=True)
class CheckedLog:
    """The tree that the entries make; the numbers of those whose content was destroyed; and those that are sealed and
    cannot be opened here, with the subject of each: nothing but their commitment could be checked."""

    frontier: Frontier
    destroyed: tuple[int, ...]
    closed: Mapping[int, str]


def check_log(connection: Connection, report: Callable[[int], None] = lambda _: None) -> CheckedLog:
    """What the log comes to. Each entry must be what was committed to, follow the one before it, and lead to the nodes
    that are kept. `report` is told how many were checked. Raises AlteredError."""
    vault = connection.get_execution_options().get("vault")
    frontier, destroyed, closed, before = Frontier(), list[int](), dict[int, str](), ""
    for rows in _stream_entries(connection):
        leaves: list[bytes] = []
        for row in rows:
            _check_entry(row, frontier.size + len(leaves), before)
            subject = find_subject(row.body)
            try:
                _check_content(row, vault, subject)
            except ClosedError:
                closed[row.entry] = str(subject)
            before = row.made_at
            leaves.append(hash_leaf(row.commitment))
            if row.body is None:
                destroyed.append(row.entry)
        frontier, grown = append_leaves(frontier, leaves)
        _check_nodes(connection, [node for node in grown if node.level])
        report(frontier.size)
    _check_counts(connection, frontier.size)
    return CheckedLog(frontier, tuple(destroyed), closed)


def _stream_entries(connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    query = select(log, salts.c.salt).outerjoin(salts, salts.c.entry == log.c.entry).order_by(log.c.entry)
    with connection.execute(query, execution_options={"stream_results": True, "yield_per": _CHUNK}) as result:
        yield from result.partitions()


def _check_entry(row: Row[Any], expected: int, before: str) -> None:
    if row.entry != expected:
        raise AlteredError(f"entry {expected} is missing: entry {row.entry} follows", expected)
    if not all(isinstance(value, kind | None) for value, kind in zip(row, _KINDS, strict=True)):
        # SQLite keeps any kind of value in any column.
        raise AlteredError(f"entry {expected} was altered: a field of it has no form that an entry has", expected)
    if row.made_at < before:
        raise AlteredError(f"entry {expected} was altered: it says that it is older than the one before it", expected)


def _check_content(row: Row[Any], vault: Vault | None, subject: str | None) -> None:
    """Raises AlteredError unless body and salt are what was committed to, and ClosedError if they cannot be opened."""
    body, salt = row.body, row.salt
    if subject is not None and salt is None:
        try:
            salt, body = open_sealed(vault, row.entry, row.made_at, row.kind, row.body)
        except ValueError:
            raise AlteredError(f"entry {row.entry} was altered: what is sealed does not open", row.entry) from None
    if (body is None) != (salt is None):
        what = "content" if body is None else "salt"
        raise AlteredError(f"entry {row.entry} was altered: its {what} was taken out", row.entry)
    if body is None:
        return
    if not is_committed(write_content(row.entry, row.made_at, row.kind, body), salt, row.commitment):
        raise AlteredError(f"entry {row.entry} was altered: it is not what was committed to", row.entry)


def _check_nodes(connection: Connection, grown: Sequence[Node]) -> None:
    """Raises AlteredError unless the nodes that some entries completed are those that are kept."""
    for level in sorted({node.level for node in grown}):
        made = {node.index: node.digest for node in grown if node.level == level}
        query = select(nodes.c.position, nodes.c.digest).where(nodes.c.level == level)
        query = query.where(nodes.c.position.between(min(made), max(made)))
        kept = {row.position: row.digest for row in connection.execute(query)}
        for index, digest in made.items():
            if kept.get(index) == digest:
                continue
            first, last = index << level, (index + 1 << level) - 1
            if index not in kept:
                raise AlteredError(f"the node of the tree over entries {first} to {last} is missing", first)
            raise AlteredError(f"entry {first} or one of those up to {last} was altered, or the node over them", first)


def _check_counts(connection: Connection, size: int) -> None:
    orphan = select(func.min(salts.c.entry)).where(~select(log.c.entry).where(log.c.entry == salts.c.entry).exists())
    entry = connection.execute(orphan).scalar()
    if entry is not None:
        raise AlteredError(f"entry {entry} is missing, and its salt is there; or the salt was put in", entry)
    kept = connection.execute(select(func.count()).select_from(nodes)).scalar()
    # Level k has a node for each whole 2**k entries.
    if kept != sum(size >> level for level in range(1, size.bit_length())):
        raise AlteredError("nodes were put into the tree that no entry completed")
