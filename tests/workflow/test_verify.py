"""A record is verified from end to end, and the first entry that is not right is named; on every database alike."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, literal_column, select, update

from cenotaph.ledger.notes import write_note
from cenotaph.ledger.timestamps import make_request
from cenotaph.store import schema
from cenotaph.store.address import RecordError
from cenotaph.workflow.checkpoints import add_stamp, find_latest, request_stamp, sign_checkpoint
from cenotaph.workflow.exports import NotAsSignedError
from cenotaph.workflow.verify import verify_record
from tests.ledger.authority import make_authority
from tests.store.records import make
from tests.workflow.proving import AT, OWNER, STRANGER, WITNESS, add_sealed, fill, make_filled

KNOWN = [OWNER.verifier, WITNESS.verifier]


def test_a_good_record(place: str, tmp_path: Path) -> None:
    make_filled(place, tmp_path)
    told: dict[str, int] = {}
    verified = verify_record(place, KNOWN, report=told.__setitem__)
    assert (verified.size, verified.destroyed, verified.unsigned) == (31, 0, 5)
    assert told == {"Entries": 31, "Indexes and bytes": 31}
    assert [(one.size, one.known) for one in verified.checkpoints] == [
        (17, (OWNER.name,)),
        (23, (OWNER.name, WITNESS.name)),
    ]
    unknown = verify_record(place, [])
    assert [one.unknown for one in unknown.checkpoints] == [(OWNER.name,), (OWNER.name, WITNESS.name)]


def test_a_record_that_is_new(place: str, tmp_path: Path) -> None:
    make(place, tmp_path)
    assert verify_record(place, []).checkpoints == ()


def test_the_owner_must_have_signed(place: str, tmp_path: Path) -> None:
    make_filled(place, tmp_path)
    for known in ([STRANGER.verifier], [WITNESS.verifier]):
        with pytest.raises(NotAsSignedError, match=r"none of the keys of recorder\.example/valley that you gave"):
            verify_record(place, known)


def test_an_earlier_checkpoint_tells_of_another_history(place: str, tmp_path: Path) -> None:
    """The owner makes the whole record anew, without one report: all of it holds, and only the witness can tell."""
    record = make_filled(place, tmp_path)
    kept = write_note(find_latest(place).note)
    verify_record(place, KNOWN, [kept])
    record.close()
    other = str(tmp_path / "again")
    fill(make(other, tmp_path), ["A report that says something else."] * 6)
    sign_checkpoint(other, OWNER, AT)
    verify_record(other, KNOWN)
    with pytest.raises(NotAsSignedError, match="the first 23 entries are not those of the earlier checkpoint"):
        verify_record(other, KNOWN, [kept])
    short = str(tmp_path / "short")
    make(short, tmp_path)
    with pytest.raises(NotAsSignedError, match="has 23 entries, and the record 1"):
        verify_record(short, KNOWN, [kept])
    with pytest.raises(NotAsSignedError, match="no signed note"):
        verify_record(short, KNOWN, ["something"])


def test_timestamps_are_verified(place: str, tmp_path: Path) -> None:
    make_filled(place, tmp_path)
    authority = make_authority("Stamps")
    add_stamp(place, authority.answer(request_stamp(place)[1], AT))
    assert [one.unchecked_stamps for one in verify_record(place, KNOWN).checkpoints] == [0, 1]
    (stamp,) = verify_record(place, KNOWN, certificates=authority.pem).checkpoints[-1].stamps
    assert (stamp.at, stamp.authority) == (AT, "CN=Stamps")
    with pytest.raises(NotAsSignedError, match="checkpoint of 23 entries: the timestamp does not hold"):
        verify_record(place, KNOWN, certificates=make_authority("Stamps").pem)
    assert make_request("x") != b""


def alter(record, statement) -> None:
    with record.database.write() as connection:
        connection.execute(statement)


log, nodes, salts, claims = schema.log, schema.nodes, schema.salts, schema.claims


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (update(log).where(log.c.entry == 4).values(body=log.c.body + " "), "entry 4 was altered"),
        (update(log).where(log.c.entry == 4).values(kind="event"), "entry 4 was altered"),
        (update(log).where(log.c.entry == 4).values(made_at="2999-01-01T00:00:00.000000Z"), "entry 4 was altered"),
        (update(log).where(log.c.entry == 4).values(made_at="1999-01-01T00:00:00.000000Z"), "entry 4 was altered"),
        (update(log).where(log.c.entry == 4).values(commitment=b"\0" * 32), "entry 4 was altered"),
        (update(log).where(log.c.entry == 4).values(body=None), "entry 4 was altered: its content was taken out"),
        (delete(salts).where(salts.c.entry == 4), "entry 4 was altered: its salt was taken out"),
        (update(salts).where(salts.c.entry == 4).values(salt=b"\0" * 32), "entry 4 was altered"),
        (delete(log).where(log.c.entry == 30), "entry 30 is missing"),
        (delete(log).where(log.c.entry == 4), "entry 4 is missing"),
        (update(log).where(log.c.entry == 4).values(made_at=literal_column("x'00'")), "entry 4 was altered"),
        (update(log).where(log.c.entry == 4).values(body=literal_column("x'00'")), "entry 4 was altered"),
        (delete(nodes).where(nodes.c.level == 2, nodes.c.position == 1), "over entries 4 to 7 is missing"),
        (update(nodes).where(nodes.c.level == 1, nodes.c.position == 3).values(digest=b"x"), "entry 6 or one of those"),
        (nodes.insert().values(level=1, position=99, digest=b"x"), "no entry completed"),
        (salts.insert().values(entry=99, salt=b"x"), "entry 99 .* or the salt was put in"),
        (update(claims).where(claims.c.id == "c1").values(id="c9"), "entry 9: its row in the index 'claims'"),
        (delete(schema.shadows).where(schema.shadows.c.entry == 2), "entry 2: its row in the index 'shadows'"),
        (schema.ends.insert().values(ended=4, entry=5), "put into the index 'ends'.*of entry 5"),
        (update(schema.facts).where(schema.facts.c.name == "id").values(value="other"), "the record's id is not"),
    ],
)
def test_what_is_altered_is_named(place: str, tmp_path: Path, statement, words: str) -> None:
    record = make_filled(place, tmp_path)
    try:
        alter(record, statement)
    except RecordError:
        pytest.skip("this database does not let it happen")
    with pytest.raises(NotAsSignedError, match=words):
        verify_record(place, KNOWN)


def test_bytes_that_are_altered_are_named(place: str, tmp_path: Path) -> None:
    record = make_filled(place, tmp_path)
    with record.database.read() as connection:
        digest = connection.execute(select(schema.captures.c.digest).where(schema.captures.c.entry == 6)).scalar()
    (path,) = tmp_path.rglob(f"{digest}*")
    path.write_bytes(b"Nobody was killed.")
    with pytest.raises(NotAsSignedError, match="entry 6: the bytes"):
        verify_record(place, KNOWN)
    path.unlink()
    with pytest.raises(NotAsSignedError, match="entry 6: the bytes"):
        verify_record(place, KNOWN)


def test_what_is_sealed_is_verified_where_the_keys_are(place: str, tmp_path: Path) -> None:
    record = make_filled(place, tmp_path)
    add_sealed(record, "Restricted words.")
    assert verify_record(place, KNOWN).closed == 0
    with record.database.read() as connection:
        stored = connection.execute(select(log.c.body).where(log.c.entry == 34)).scalar()
        other = connection.execute(select(log.c.body).where(log.c.entry == 33)).scalar()
    last = "1" if stored[-1] == "0" else "0"
    for changed in (stored[:-1] + last, stored[:-2], stored[:23], other, "sealed:nobody:00"):
        alter(record, update(log).where(log.c.entry == 34).values(body=changed))
        if changed.startswith("sealed:nobody"):
            # No key opens it; its commitment still holds its place.
            verified = verify_record(place, KNOWN)
            assert (verified.closed, verified.strange) == (1, 34)
        else:
            with pytest.raises(NotAsSignedError, match="entry 34 was altered: what is sealed does not open"):
                verify_record(place, KNOWN)
            with pytest.raises(RecordError, match="entry 34 is sealed, and it does not open"), record.look() as view:
                list(view.list_entries())


def test_content_that_is_gone_must_have_been_destroyed(place: str, tmp_path: Path) -> None:
    record = make_filled(place, tmp_path)
    alter(record, update(log).where(log.c.entry == 5).values(body=None))
    alter(record, delete(salts).where(salts.c.entry == 5))
    alter(record, delete(schema.receipts).where(schema.receipts.c.entry == 5))
    with pytest.raises(NotAsSignedError, match="entry 5: its content is gone, and no entry says"):
        verify_record(place, KNOWN)


TABLES = schema.metadata.sorted_tables


def alter_at_random(database: sqlite3.Connection, chance: random.Random) -> str | None:
    """One alteration of a row of a record's tables; what it was, None if this table has no rows for it."""
    table = chance.choice(TABLES)
    columns = [column.name for column in table.columns]
    rows = database.execute(f"SELECT rowid, {', '.join(columns)} FROM {table.name} ORDER BY rowid").fetchall()
    if len(rows) < 2:
        return None
    row, other = chance.sample(rows, 2)
    kind = chance.choice(["bit", "removed", "inserted", "moved"])
    at = chance.randrange(len(columns))
    if kind == "bit":
        value, place = flip(row[at + 1], chance), "CAST(? AS TEXT)" if isinstance(row[at + 1], str) else "?"
        database.execute(f"UPDATE {table.name} SET {columns[at]} = {place} WHERE rowid = ?", (value, row[0]))
    elif kind == "removed":
        database.execute(f"DELETE FROM {table.name} WHERE rowid = ?", (row[0],))
    elif kind == "inserted":
        values = list(row[1:])
        values[0] = values[0] + "x" if isinstance(values[0], str) else max(each[1] for each in rows) + 1
        database.execute(f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(columns))})", values)
    else:
        if row[1:] == other[1:] or len(columns) < 2:
            return None
        last = columns[-1]
        database.execute(f"UPDATE {table.name} SET {last} = ? WHERE rowid = ?", (other[-1], row[0]))
        database.execute(f"UPDATE {table.name} SET {last} = ? WHERE rowid = ?", (row[-1], other[0]))
        if row[-1] == other[-1]:
            return None
    return kind


def flip(value, chance: random.Random):
    """The value with one bit of it changed; of a text its bytes, which may then be no UTF-8."""
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(8))
    raw = (value.encode() if isinstance(value, str) else value) or b"\0"
    return (int.from_bytes(raw, "big") ^ (1 << chance.randrange(len(raw) * 8))).to_bytes(len(raw), "big")


def holds(place: str) -> bool:
    try:
        return verify_record(place, KNOWN).strange is None
    except (NotAsSignedError, RecordError):
        return False


@pytest.mark.parametrize("alter", [str.upper, lambda sealed: sealed[:2] + " " + sealed[2:]])
def test_sealed_bytes_that_are_written_otherwise_are_found(tmp_path: Path, alter: Callable[[str], str]) -> None:
    place = str(tmp_path / "record")
    record = make_filled(place, tmp_path)
    add_sealed(record, "Restricted words.")
    record.close()
    assert holds(place)
    with closing(sqlite3.connect(tmp_path / "record" / "record.sqlite")) as database:
        number, body = database.execute("SELECT entry, body FROM log WHERE body LIKE 'sealed:%'").fetchone()
        head, sealed = body.rsplit(":", 1)
        database.execute("UPDATE log SET body = ? WHERE entry = ?", (f"{head}:{alter(sealed)}", number))
        database.commit()
    assert not holds(place)


def test_each_of_a_thousand_single_alterations_is_found(tmp_path: Path) -> None:
    place = str(tmp_path / "record")
    record = make_filled(place, tmp_path)
    add_sealed(record, "Restricted words.")
    record.close()
    with closing(sqlite3.connect(tmp_path / "record" / "record.sqlite")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    good = tmp_path / "good.sqlite"
    shutil.copy(tmp_path / "record" / "record.sqlite", good)
    chance, counts = random.Random(20160511), dict[str, int]()
    while sum(counts.values()) < 1000:
        for path in (tmp_path / "record").glob("record.sqlite*"):
            path.unlink()
        shutil.copy(good, tmp_path / "record" / "record.sqlite")
        with closing(sqlite3.connect(tmp_path / "record" / "record.sqlite")) as database:
            try:
                kind = alter_at_random(database, chance)
            except sqlite3.IntegrityError:
                continue
            database.commit()
        if kind is None:
            continue
        counts[kind] = counts.get(kind, 0) + 1
        assert not holds(place), kind
    assert min(counts.values()) > 50, counts
