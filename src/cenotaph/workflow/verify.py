"""Verifying a record from end to end: its log, the checkpoints that sign it, its indexes and its bytes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cenotaph.ledger.checkpoints import parse_checkpoint
from cenotaph.ledger.keys import KeyTextError, VerifierKey
from cenotaph.ledger.notes import NoteError, list_unknown, parse_note, verify_note
from cenotaph.ledger.timestamps import Timestamp, TimestampError, verify_timestamp
from cenotaph.store.checking import AlteredError, check_log
from cenotaph.store.checking_indexes import check_indexes
from cenotaph.store.files import check_database
from cenotaph.store.tree import read_facts, read_root
from cenotaph.store.vault import Vault
from cenotaph.store.view import View
from cenotaph.workflow.checkpoints import KeptCheckpoint, count_unsigned, list_checkpoints, list_keys
from cenotaph.workflow.exports import NotAsSignedError, WrongKeyError
from cenotaph.workflow.records import open_named
from cenotaph.workflow.shred import SIGNERS, list_signers

Report = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class CheckedCheckpoint:
    """A checkpoint that holds: its entries, the signers whose keys were given, the others, the timestamps over it."""

    size: int
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    stamps: tuple[Timestamp, ...]
    unchecked_stamps: int


@dataclass(frozen=True, slots=True)
class VerifiedRecord:
    """A record in which everything is as it was added: how many entries it has, how many were destroyed, how many are
    sealed and cannot be opened here, its root, its checkpoints, and how many entries came after the last of them that
    tell of more than the log itself."""

    size: int
    destroyed: int
    closed: int
    root: bytes
    checkpoints: tuple[CheckedCheckpoint, ...]
    unsigned: int
    # The first entry that is sealed for a subject which the vault here never had, though it has others of this record:
    # it was altered, or sealed where another copy of the vault is.
    strange: int | None


def verify_record(
    name: str,
    known: Sequence[VerifierKey],
    earlier: Sequence[str] = (),
    certificates: bytes | None = None,
    report: Report = lambda _, __: None,
) -> VerifiedRecord:
    """What a record holds, once everything in it is found to be as it was added.

    `known` are verifier keys that came another way, `earlier` signed checkpoints that did, `certificates` the roots of
    timestamp authorities (PEM). Raises NotAsSignedError, which names the first entry that is not right; RecordError.
    """
    with open_named(name) as record, record.database.read() as connection:
        try:
            if record.database.address.database is not None:
                check_database(record.database.address.database)
            checked = check_log(connection, lambda number: report("Entries", number))
            view = View(connection)
            _check_shreds(view, checked.destroyed)
            _check_facts(view, read_facts(connection))
            read = partial(read_root, connection)
            checkpoints = tuple(_check_checkpoints(view, read, known, certificates))
            _check_earlier(earlier, read, known or list_keys(view), checked.frontier.size)
            check_indexes(connection, record.blobs, checked.closed, lambda number: report("Indexes and bytes", number))
        except (AlteredError, NoteError, KeyTextError) as error:
            raise NotAsSignedError(str(error)) from None
        unsigned = count_unsigned(view, checkpoints[-1].size if checkpoints else 0)
        tree = checked.frontier
        return VerifiedRecord(
            tree.size, len(checked.destroyed), len(checked.closed), tree.root, checkpoints, unsigned,
            _find_strange(record.vault, checked.closed),
        )  # fmt: skip


def _find_strange(vault: Vault, closed: Mapping[int, str]) -> int | None:
    if vault.is_empty():
        return None
    return next((entry for entry in sorted(closed) if vault.destroyed_at(closed[entry]) is None), None)


def _check_facts(view: View, facts: Mapping[str, str]) -> None:
    first = next(view.list_entries(), None)
    if first is None or first.kind != "record":
        raise AlteredError("entry 0 is not the one that every record begins with", 0)
    for name in ("id", "form"):
        if facts.get(name) != str(first.body[name]):
            raise AlteredError(f"the record's {name} is not the one that its first entry says: it was altered", 0)
    if set(facts) != {"id", "form", "blobs"}:
        raise AlteredError("the table of facts has other rows than a record has")


def _check_shreds(view: View, destroyed: Sequence[int]) -> None:
    """Raises AlteredError unless two registered people signed for each shredding, and just those entries are destroyed
    of which one says so."""
    registered, said = list_keys(view), set[int]()
    for entry in view.list_entries(["shred"]):
        if len(list_signers(entry.body["note"], registered)) < SIGNERS:
            raise AlteredError(
                f"entry {entry.number}: not two registered people signed for this shredding", entry.number
            )
        said.update(entry.body["destroyed"])
    for number in sorted(said.symmetric_difference(destroyed)):
        if number in said:
            raise AlteredError(f"entry {number}: it was destroyed, as the log says, and is there again", number)
        raise AlteredError(f"entry {number}: its content is gone, and no entry says that it was destroyed", number)


def _check_checkpoints(
    view: View, read: Callable[[int], bytes], known: Sequence[VerifierKey], certificates: bytes | None
) -> Iterator[CheckedCheckpoint]:
    registered = list_keys(view)
    origin = None
    for kept in list_checkpoints(view):
        checkpoint = parse_checkpoint(kept.note.text)
        what = f"entry {kept.entry}: the checkpoint of {checkpoint.size} entries"
        if checkpoint.size != kept.size or checkpoint.size > kept.entry:
            raise AlteredError(f"{what} says another number of entries than it has", kept.entry)
        if origin not in (None, checkpoint.origin):
            raise AlteredError(f"{what} is of another log, {checkpoint.origin}", kept.entry)
        origin = checkpoint.origin
        if read(checkpoint.size) != checkpoint.root:
            raise AlteredError(f"{what} has another root than the entries before it: history was changed", kept.entry)
        yield _check_signatures(kept, what, [*known, *registered], known, origin, certificates)


def _check_signatures(
    kept: KeptCheckpoint,
    what: str,
    keys: Sequence[VerifierKey],
    known: Sequence[VerifierKey],
    origin: str,
    certificates: bytes | None,
) -> CheckedCheckpoint:
    try:
        verified = verify_note(kept.note, keys)
        stamps = [verify_timestamp(one, kept.note.text, certificates) for one in kept.stamps] if certificates else []
    except (NoteError, TimestampError) as error:
        raise AlteredError(f"{what}: {error}", kept.entry) from None
    unknown = list_unknown(kept.note, keys)
    if unknown:
        raise AlteredError(f"{what} is signed by {unknown[0].name} with a key that is not registered", kept.entry)
    by_known = [one.key for one in verified if one.key in known]
    if known and not any(key.name == origin for key in by_known):
        raise WrongKeyError(f"{what} is signed by none of the keys of {origin} that you gave")
    return CheckedCheckpoint(
        kept.size,
        tuple(key.name for key in by_known),
        tuple(one.key.name for one in verified if one.key not in known),
        tuple(stamps),
        0 if certificates else len(kept.stamps),
    )


def _check_earlier(
    earlier: Sequence[str],
    read: Callable[[int], bytes],
    keys: Sequence[VerifierKey],
    size: int,
) -> None:
    """Raises AlteredError unless the log goes on from checkpoints that came another way."""
    for message in earlier:
        note = parse_note(message)
        checkpoint = parse_checkpoint(note.text)
        verify_note(note, keys)
        if checkpoint.size > size:
            raise AlteredError(f"the earlier checkpoint has {checkpoint.size} entries, and the record {size}")
        if read(checkpoint.size) != checkpoint.root:
            raise AlteredError(
                f"the first {checkpoint.size} entries are not those of the earlier checkpoint: history was changed"
            )
