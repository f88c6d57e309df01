"""The log of a record as a tree: its nodes as they are kept, beside the entries whose commitments are its leaves."""

from sqlalchemy import Connection, func, select

from cenotaph.ledger.tree import Frontier, ReadNode, hash_leaf, hash_range, list_subtrees, load_frontier
from cenotaph.store.address import RecordError
from cenotaph.store.schema import facts, log, nodes


def count_entries(connection: Connection) -> int:
    """The number of entries of the log, as it is on this connection."""
    last = connection.execute(select(func.max(log.c.entry))).scalar()
    return 0 if last is None else last + 1


def read_facts(connection: Connection) -> dict[str, str]:
    """What the record says of itself beside its log: its id, its form, where its bytes are."""
    return {row.name: row.value for row in connection.execute(select(facts))}


def read_nodes(connection: Connection) -> ReadNode:
    """A function that reads stored nodes by level and index; of level 0 it hashes the commitments.

    It raises RecordError for a node that is not there.
    """

    def read(level: int, index: int) -> bytes:
        if level == 0:
            found = connection.execute(select(log.c.commitment).where(log.c.entry == index)).scalar()
        else:
            where = (nodes.c.level == level, nodes.c.position == index)
            found = connection.execute(select(nodes.c.digest).where(*where)).scalar()
        if found is None:
            raise RecordError(f"the record's tree has no node {index} of level {level}; cenotaph verify says more")
        return hash_leaf(found) if level == 0 else found

    return read


def read_frontier(connection: Connection, size: int) -> Frontier:
    """What is needed to let the tree of the first `size` entries grow. Raises RecordError."""
    wanted = list(list_subtrees(0, size))
    if not wanted:
        return load_frontier(size, read_nodes(connection))
    # All at once, with the numbers in the statement itself: a server is asked for each otherwise, three times over.
    where = " OR ".join(f"(level = {level:d} AND position = {index:d})" for level, index in wanted)
    leaves = ", ".join(f"{index:d}" for level, index in wanted if not level) or "-1"
    found = connection.exec_driver_sql(
        f"SELECT level, position, digest FROM {nodes.name} WHERE {where} "
        f"UNION ALL SELECT 0, entry, commitment FROM {log.name} WHERE entry IN ({leaves})"
    )
    kept = {(level, index): digest if level else hash_leaf(digest) for level, index, digest in found}
    # What is not there is asked for alone, and named.
    read = read_nodes(connection)
    return load_frontier(size, lambda level, index: kept.get((level, index)) or read(level, index))


def read_root(connection: Connection, size: int) -> bytes:
    """The root of the first `size` entries. Raises RecordError."""
    return hash_range(0, size, read_nodes(connection))
