"""A record keeps what was added, in order, and nothing of what was not finished; on every database alike."""

import datetime as dt
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from cenotaph.ledger.commitments import commit
from cenotaph.store import schema
from cenotaph.store.address import RecordError, parse_address
from cenotaph.store.engine import _write_copy
from cenotaph.store.record import make_record, open_record
from cenotaph.store.sealed import write_content
from tests.store.records import add_document, make, reopen


def test_a_new_record_says_what_it_is(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    again = reopen(record)
    assert again.id == record.id
    with again.look() as view:
        (first,) = view.list_entries()
    assert (first.number, first.kind, first.body) == (0, "record", {"id": record.id, "form": 1, "software": "tests"})


def test_a_record_is_not_made_over_another(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    with pytest.raises(RecordError, match="already"):
        make_record(parse_address(place), str(tmp_path / "blobs"))
    assert reopen(record).id == record.id


def test_entries_are_numbered_without_gaps_and_their_moments_never_fall(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    for number in range(5):
        with record.add() as addition:
            assert addition.append("note", {"number": number}) == 2 * number + 1
            assert addition.append("note", {"number": number}) == 2 * number + 2
    with record.look() as view:
        entries = list(view.list_entries())
    assert [entry.number for entry in entries] == list(range(11))
    moments = [entry.made_at for entry in entries]
    assert moments == sorted(moments)


def test_a_clock_that_was_set_back_does_not_turn_the_log_round(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    with record.database.write() as connection:
        connection.execute(update(schema.log).values(made_at="2999-01-01T00:00:00.000000Z"))
    with record.add() as addition:
        addition.append("note", {})
    with record.look() as view:
        assert [entry.made_at for entry in view.list_entries()] == ["2999-01-01T00:00:00.000000Z"] * 2


def test_what_fails_leaves_nothing(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)

    def fail() -> None:
        with record.add() as addition:
            addition.append("document", {"id": "a", "capture": 0, "digest": "d"}, "Some words that were read.")
            addition.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with record.database.read() as connection:
        for table in schema.metadata.sorted_tables:
            found = connection.execute(select(text("count(*)")).select_from(table)).scalar()
            assert found == {"log": 1, "salts": 1, "facts": 3}.get(table.name, 0), table.name


@pytest.mark.parametrize(
    "text", ["plain", "tab\tand\nlines\r\n", "back\\slash \\N \\.", "quote \" and '", "محمد مُحَمَّد", "a\u2028b 𝔘", ""]
)
def test_every_text_comes_back(place: str, tmp_path: Path, text: str) -> None:
    record = make(place, tmp_path)
    with record.add() as addition:
        addition.append("note", {"text": text, text: [text]})
    with record.look() as view:
        assert next(view.list_entries(["note"])).body == {"text": text, text: [text]}


def test_every_commitment_is_to_its_entry(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    with record.add() as addition:
        for number in range(20):
            addition.append("note", {"number": number, "text": "ش\\\n"})
    with record.database.read() as connection:
        rows = connection.execute(
            select(schema.log, schema.salts.c.salt).join(schema.salts, schema.log.c.entry == schema.salts.c.entry)
        ).all()
    assert len({row.salt for row in rows}) == len(rows) == 21
    assert all(commit(write_content(*row[:3], row.body), row.salt) == row.commitment for row in rows)


def test_a_look_sees_one_state(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    with record.look() as view:
        add_document(reopen(record), "late", "Nine people were killed in Hesk.")
        assert (view.size, list(view.list_documents())) == (1, [])
    with record.look() as view:
        assert [kept.body["id"] for kept in view.list_documents()] == ["late"]


def test_what_was_held_at_a_moment(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    first = add_document(record, "first", "Nine people were killed in Hesk.")
    between = dt.datetime.now(dt.UTC)
    with record.add() as addition:
        addition.append("document", {"id": "second", "capture": 0, "digest": "d", "ends": [first]}, "Ten were killed.")
    for moment, ids in ((between, ["first"]), (None, ["second"]), (between - dt.timedelta(days=1), [])):
        with record.look(moment) as view:
            assert [kept.body["id"] for kept in view.list_documents()] == ids
            assert view.count_current(schema.documents) == len(ids)


def test_writers_wait_for_each_other(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    failures = []

    def write(name: str) -> None:
        try:
            own = reopen(record)
            for number in range(10):
                with own.add() as addition:
                    addition.append("note", {"writer": name, "number": number})
            own.close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with record.look() as view:
        entries = list(view.list_entries(["note"]))
    assert [entry.number for entry in entries] == list(range(1, 41))
    for name in "abcd":
        assert [e.body["number"] for e in entries if e.body["writer"] == name] == list(range(10))


def test_entries_of_a_kind_and_the_last(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    with record.add() as addition:
        for number in range(4):
            addition.append("odd" if number % 2 else "even", {"number": number})
    with record.look() as view:
        assert [e.body["number"] for e in view.list_entries(["odd"])] == [1, 3]
        assert [e.number for e in view.list_entries(last=2)] == [3, 4]
        assert [e.number for e in view.list_entries(first=2, last=10)] == [2, 3, 4]
        assert view.count_kinds() == {"record": 1, "odd": 2, "even": 2}


def test_words_are_found_folded(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    numbers = [
        add_document(record, "a", "قُتل مُحَمَّد وأخوه في حلب"),
        add_document(record, "b", "Élodie's café was hit; 12 were killed"),
        add_document(record, "c", "A hospital's wall " + "x" * 5000),
    ]
    with record.database.read() as connection:

        def find(*words: str) -> list[int]:
            return record.database.find_words(connection, words, 10)

        assert find("محمد") == [numbers[0]]
        assert find("cafe", "elodie") == [numbers[1]]
        assert find("kil") == [numbers[1]]
        assert find("cafe", "hospital") == []
        assert find("hospital") == [numbers[2]]
        assert find("don't \\ \"") == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://", "no address"),
        ("postgresql://host", "no address"),
        ("postgresql://user@host/base?sslmode=require", "no address"),
        ("postgresql://user@host:port/base", "no address"),
    ],
)
def test_a_faulty_address_is_refused(address: str, said: str) -> None:
    with pytest.raises(RecordError, match=said):
        parse_address(address)


def test_a_password_is_in_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "from-the-environment")
    given = parse_address("postgresql://user:s3cret@nowhere.invalid/base")
    assert "s3cret" not in given.name
    assert given.url is not None
    assert given.url.password == "s3cret"
    assert parse_address("postgresql://user@nowhere.invalid/base").url.password == "from-the-environment"


def test_there_must_be_a_record(place: str, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no record here"):
        open_record(parse_address(place))


def test_a_record_of_a_newer_version_is_refused(place: str, tmp_path: Path) -> None:
    record = make(place, tmp_path)
    with record.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordError, match="newer version"):
        reopen(record)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RecordError, match="not empty"):
        make_record(parse_address(str(tmp_path)))
    with pytest.raises(RecordError, match="is a file"):
        make_record(parse_address(str(tmp_path / "notes.txt")))
    with pytest.raises(RecordError, match="cannot be made"):
        make_record(parse_address(str(tmp_path / "not" / "there")))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "record.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(RecordError, match="Restore a backup"):
        open_record(parse_address(str(tmp_path)))


def test_a_record_is_its_owners_alone(tmp_path: Path) -> None:
    make_record(parse_address(str(tmp_path / "record"))).close()
    assert (tmp_path / "record").stat().st_mode & 0o077 == 0


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    record = make_record(parse_address(str(tmp_path / "record")))
    with record.database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    record.close()


@given(st.lists(st.tuples(st.text(), st.binary(), st.none() | st.integers()), max_size=4))
def test_rows_keep_their_shape_in_copies(rows: list[tuple[str, bytes, int | None]]) -> None:
    written = _write_copy(rows).decode()
    assert written.count("\n") == len(rows)
    assert all(line.count("\t") == 2 for line in written.split("\n")[:-1])
