"""Importing lists of incidents: each row ends in a true receipt, nothing is taken twice or written over."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from jsonschema import validate
from sqlalchemy import text

from cenotaph.archive.readers.days import Order
from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.ledger.keys import KeyKind, SignerKey
from cenotaph.ledger.notes import write_note
from cenotaph.runners.sandbox import Pool
from cenotaph.store import schema
from cenotaph.store.record import Record
from cenotaph.workflow.imports import Imported, import_list
from cenotaph.workflow.incident_lists import Custody
from cenotaph.workflow.judged_form import read_judged, write_judged
from cenotaph.workflow.receipts import Outcome
from cenotaph.workflow.records import gather_recorded
from cenotaph.workflow.saved import load_reading, write_reading
from cenotaph.workflow.shred import register_key, request_shred, shred
from cenotaph.workflow.verify import verify_record
from tests.store.records import make, reopen
from tests.workflow.contract import READING

HEADER = "Ref,Date,Town,Country,Killed,Injured,Grading,Weapon,Sources,Comments\n"
ROWS = (
    "K-1,2015-10-03,Kirkuk,Iraq,3-5,7,Fair,Airstrike,https://paper.example/a; the Watch,a market\n",
    "K-2,4 October 2015,Ramadi,Iraq,2,,Weak,,,\n",
)
ON = dt.date(2016, 1, 5)
AT = dt.datetime(2016, 3, 1, tzinfo=dt.UTC)
ANA = SignerKey("ana", KeyKind.NOTE, bytes(range(40, 72)))
OMAR = SignerKey("omar", KeyKind.NOTE, bytes(range(80, 112)))


@pytest.fixture
def record(place: str, tmp_path: Path) -> Record:
    return make(place, tmp_path)


class Bringer:
    """Brings lists into a record."""

    def __init__(self, record: Record, gazetteer: Gazetteer, folder: Path) -> None:
        self.record, self.gazetteer, self.folder = record, gazetteer, folder

    def bring(self, content: str | bytes, name: str = "list.csv", dry: bool = False, **custody: object) -> Imported:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        given = {"by": "ana", "on": ON, **custody}
        format = path.suffix.lstrip(".")
        with Pool() as pool:
            return import_list(self.record, path, format, Custody(**given), self.gazetteer, pool, dry=dry)

    def list_judged(self) -> list[tuple[str, str, str]]:
        with self.record.look() as view:
            held = [read_judged(body["judgement"]) for _, body in view.list_current(schema.judgements)]
        return [(each.by, each.code, "; ".join(toll.text for toll in each.tolls)) for each in held]

    def count(self) -> int:
        with self.record.look() as view:
            return view.size


@pytest.fixture
def bringer(record: Record, gazetteer: Gazetteer, tmp_path: Path) -> Bringer:
    return Bringer(record, gazetteer, tmp_path)


def outcomes(imported: Imported) -> list[Outcome]:
    return [receipt.outcome for receipt in imported.receipts]


def test_rows_become_judgements(bringer: Bringer) -> None:
    imported = bringer.bring(HEADER + "".join(ROWS))
    assert [receipt.item for receipt in imported.receipts] == ["list.csv, row 2 (K-1)", "list.csv, row 3 (K-2)"]
    assert outcomes(imported) == [Outcome.TAKEN, Outcome.TAKEN]
    with bringer.record.look() as view:
        first, second = gather_recorded(view).judged
        capture = next(view.list_entries(["capture"]))
    assert (first.code, first.by, first.on, first.grade, first.weapons) == ("K-1", "ana", ON, "Fair", ("airstrike",))
    assert [place.id for place in first.places] == ["gn:4"]
    assert first.sources == ("https://paper.example/a", "the Watch")
    assert (first.notes, first.where) == ("a market", "list.csv, row 2")
    assert second.period is not None
    assert second.period.start == dt.date(2015, 10, 4)
    # The list itself is kept, byte for byte.
    assert bringer.record.read_bytes(capture.body).decode() == HEADER + "".join(ROWS)
    assert read_judged(write_judged(first)) == first


def test_again_nothing_is_taken_twice(bringer: Bringer) -> None:
    bringer.bring(HEADER + "".join(ROWS))
    size = bringer.count()
    again = bringer.bring(HEADER + "".join(ROWS), on=ON + dt.timedelta(days=9))
    assert outcomes(again) == [Outcome.DUPLICATE, Outcome.DUPLICATE]
    assert [receipt.how for receipt in again.receipts] == ["taken already"] * 2
    assert bringer.count() == size
    # Another copy of the list, in which the rows stand elsewhere.
    bringer.bring(HEADER + ROWS[1] + ROWS[0], name="copy.csv")
    assert len(bringer.list_judged()) == 2


def test_what_has_changed_supersedes_and_stays_in_the_log(bringer: Bringer) -> None:
    bringer.bring(HEADER + "".join(ROWS))
    before = bringer.count()
    changed = bringer.bring(HEADER + ROWS[0].replace("3-5", "4-6") + ROWS[1])
    assert [(receipt.outcome, receipt.replaces) for receipt in changed.receipts] == [
        (Outcome.TAKEN, True), (Outcome.DUPLICATE, False),
    ]  # fmt: skip
    assert sorted(bringer.list_judged()) == [("ana", "K-1", "4-6; 7"), ("ana", "K-2", "2")]
    with bringer.record.look() as view:
        judged = list(view.list_entries(["judgement"]))
        assert [entry.body["judgement"]["tolls"][0]["text"] for entry in judged] == ["3-5", "2", "4-6"]
        assert judged[2].body["ends"] == [judged[0].number]
        at = next(view.list_entries(first=before - 1)).made_at
    with bringer.record.look(dt.datetime.fromisoformat(at)) as view:
        assert [each.tolls[0].text for each in gather_recorded(view).judged] == ["3-5", "2"]


def test_an_older_judgement_takes_no_newer_one_away(bringer: Bringer) -> None:
    bringer.bring(HEADER + ROWS[0])
    older = bringer.bring(HEADER + ROWS[0].replace("3-5", "9"), name="old.csv", on=ON - dt.timedelta(1))
    (receipt,) = older.receipts
    assert receipt.outcome is Outcome.FAILED
    assert "ana judged K-1 on 2016-01-05, which is later than 2016-01-04, and that stands" in (receipt.reason or "")
    assert bringer.list_judged() == [("ana", "K-1", "3-5; 7")]
    # As it was, whatever day is given: nothing to say.
    same = bringer.bring(HEADER + ROWS[0], name="old.csv", on=ON - dt.timedelta(1))
    assert [each.outcome for each in same.receipts] == [Outcome.DUPLICATE]


def test_another_person_judges_beside_the_first(bringer: Bringer) -> None:
    bringer.bring(HEADER + "".join(ROWS))
    bringer.bring(HEADER + ROWS[0].replace("3-5", "8"), name="other.csv", by="omar")
    assert sorted(bringer.list_judged()) == [("ana", "K-1", "3-5; 7"), ("ana", "K-2", "2"), ("omar", "K-1", "8; 7")]


def test_what_the_list_has_no_more_stands(bringer: Bringer) -> None:
    bringer.bring(HEADER + "".join(ROWS))
    assert bringer.bring(HEADER + ROWS[0]).gone == ("K-2",)
    assert len(bringer.list_judged()) == 2


def test_a_row_that_cannot_be_read_fails_and_the_others_are_taken(bringer: Bringer) -> None:
    wrong = "K-3,2015-10-03,Kirkuk,Iraq,5-3,,Fair,,,\nK-1,2015-10-03,Kirkuk,Iraq,1,,,,,\n"
    imported = bringer.bring(HEADER + "".join(ROWS) + wrong)
    assert [receipt.reason for receipt in imported.receipts if receipt.reason] == [
        "the cell Killed “5-3” has its low above its high; mend it.",
        "the cell Ref “K-1” is that of row 2 too; give each incident its own.",
    ]
    assert len(bringer.list_judged()) == 2
    with bringer.record.look() as view:
        (receipt,) = view.list_entries(["receipt"])
    assert (receipt.body["taken"], [fault["where"] for fault in receipt.body["faults"]]) == (
        2, ["list.csv, row 4 (K-3)", "list.csv, row 5 (K-1)"],
    )  # fmt: skip


def test_a_dry_run_says_the_same_and_writes_nothing(bringer: Bringer) -> None:
    size = bringer.count()
    tried = bringer.bring(HEADER + "".join(ROWS), dry=True)
    assert bringer.count() == size
    assert not list(bringer.folder.rglob("*.gz"))
    assert tried == bringer.bring(HEADER + "".join(ROWS))


def test_a_day_that_reads_two_ways_is_refused_until_it_is_said(bringer: Bringer) -> None:
    content = HEADER + ROWS[0].replace("2015-10-03", "3/10/2015")
    assert "may have the day or the month first" in (bringer.bring(content).receipts[0].reason or "")
    assert outcomes(bringer.bring(content, order=Order.DAY_FIRST)) == [Outcome.TAKEN]
    with bringer.record.look() as view:
        (judged,) = gather_recorded(view).judged
    assert judged.period is not None
    assert judged.period.start == dt.date(2015, 10, 3)


def test_columns_and_grades_are_remembered(bringer: Bringer) -> None:
    content = "No.,When,Where,Dead,How sure\nX1,2015-10-03,Kirkuk,4,Likely\n"
    with pytest.raises(UnreadableError, match="no list of incidents that could be told"):
        bringer.bring(content)
    columns = {"code": "No.", "date": "When", "place": "Where", "grade": "How sure"}
    bringer.bring(content, columns=columns, grades={"Likely": "Fair"})
    later = bringer.bring(content + "X2,2015-10-04,Ramadi,2,likely\n", name="later.csv")
    assert outcomes(later) == [Outcome.DUPLICATE, Outcome.TAKEN]
    assert set(later.remembered) == set(columns)
    assert [(by, code) for by, code, _ in bringer.list_judged()] == [("ana", "X1"), ("ana", "X2")]


def test_a_column_that_is_not_there_is_named(bringer: Bringer) -> None:
    with pytest.raises(UnreadableError, match=r"has no column 'Nr', which --column gives for code"):
        bringer.bring(HEADER + ROWS[0], columns={"code": "Nr"})
    with pytest.raises(UnreadableError, match="has no column for code"):
        bringer.bring("Date,Town,Killed,Injured\n2015-10-03,Kirkuk,2,3\n")
    with pytest.raises(UnreadableError, match="no row below it"):
        bringer.bring(HEADER)
    with pytest.raises(UnreadableError, match="is empty"):
        bringer.bring("\n")


def test_the_lists_of_the_field(bringer: Bringer) -> None:
    acled = (
        "event_id_cnty,event_date,time_precision,sub_event_type,location,admin1,country,latitude,longitude,"
        "geo_precision,source,notes,fatalities\n"
        "IRQ9001,2015-10-03,1,Air/drone strike,Kirkuk,Kirkuk,Iraq,35.468,44.392,1,The Daily; The Watch,A strike.,4\n"
    )
    ucdp = (
        "id,relid,where_prec,where_coordinates,adm_1,country,latitude,longitude,date_prec,date_start,date_end,"
        "deaths_civilians,best,high,low,source_article,code_status\n"
        "77001,IRQ-2015-1-9-1,1,Kirkuk town,Kirkuk,Iraq,35.468,44.392,1,2015-10-03 00:00:00.000,"
        "2015-10-03 00:00:00.000,2,4,6,3,The Daily,Clear\n"
        "77002,IRQ-2015-1-9-2,4,Kirkuk,Kirkuk,Iraq,35.468,44.392,1,2015-10-03 00:00:00.000,"
        "2015-10-03 00:00:00.000,2,4,6,5,The Daily,Check Deaths\n"
    )
    airwars = (
        "code,previous_codes,date,location_name,country_name,latitude,longitude,strike_type_name,"
        "civilian_harm_status_name,civilians_killed_min,civilians_killed_max,civilians_injured_min,"
        "civilians_injured_max,permalink\n"
        'CI901,"CI90, CI9",2015-10-03,Kirkuk,Iraq,35.468,44.392,Airstrike,Contested,3,5,1,2,https://w.example/ci901\n'
    )
    ibc = (
        "IBC code,date,place,weapons,min deaths,max deaths,min injuries,max injuries,media sources\n"
        "k901,2015-10-03,Kirkuk,car bomb,3,5,7,9,AB 04 Oct\n"
    )
    for name, content in {"acled": acled, "ucdp": ucdp, "airwars": airwars, "ibc": ibc}.items():
        bringer.bring(content, name=f"{name}.csv", by=name)
    with bringer.record.look() as view:
        held = {each.code: each for each in gather_recorded(view).judged}
    assert set(held) == {"IRQ9001", "77001", "CI901", "k901"}, "best below low fails in the second row of UCDP's"
    assert held["IRQ9001"].weapons == ("airstrike", "barrel_bomb", "drone_strike")
    assert [(t.group, t.outcome, t.low, t.best, t.high) for t in held["77001"].tolls] == [
        ("people", "killed", 3, 4, 6), ("civilians", "killed", 2, 2, 2),
    ]  # fmt: skip
    assert held["77001"].former_codes == ("IRQ-2015-1-9-1",)
    assert held["CI901"].former_codes == ("CI90", "CI9")
    assert [(t.group, t.outcome, t.low, t.high) for t in held["CI901"].tolls] == [
        ("civilians", "killed", 3, 5), ("civilians", "injured", 1, 2),
    ]  # fmt: skip
    assert (held["CI901"].grade, held["CI901"].address) == ("Contested", "https://w.example/ci901")
    assert [place.id for each in ("IRQ9001", "CI901", "k901") for place in held[each].places] == ["gn:4"] * 3


def test_a_workbook(bringer: Bringer) -> None:
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["Incidents of the Watch", "2015"])
    sheet = book.create_sheet("Incidents")
    sheet.append(["Ref", "Date", "Town", "Country", "Killed min", "Killed max"])
    sheet.append(["#event+code", "#date", "#loc+name", "#country", "#affected+killed+min", "#affected+killed+max"])
    sheet.append(["W-1", dt.datetime(2015, 10, 3), "Kirkuk", "Iraq", 3, 5.0])
    sheet.append(["W-2", dt.datetime(2015, 10, 3), "Kirkuk", "Iraq", dt.datetime(2015, 5, 3), 5])
    data = io.BytesIO()
    book.save(data)
    imported = bringer.bring(data.getvalue(), name="list.xlsx")
    assert [receipt.item for receipt in imported.receipts] == [
        "list.xlsx, sheet Incidents, row 3 (W-1)", "list.xlsx, sheet Incidents, row 4 (W-2)",
    ]  # fmt: skip
    assert "spreadsheet programs make one of a range" in (imported.receipts[1].reason or "")
    assert bringer.list_judged() == [("ana", "W-1", "3, 5")]


def test_every_sheet_with_a_list_is_read(bringer: Bringer) -> None:
    book = openpyxl.Workbook()
    for year, sheet in (("2015", book.active), ("2016", book.create_sheet()), ("Sources", book.create_sheet())):
        sheet.title = year
        if year == "Sources":
            sheet.append(["Name", "Founded"])
            continue
        sheet.append(["Ref", "Date", "Town", "Killed"] if year == "2015" else ["Date", "Ref", "Killed", "Town"])
        sheet.append(
            [f"Y-{year}", f"{year}-10-03", "Kirkuk", 4] if year == "2015" else [f"{year}-10-03", "Y-2015", 5, "x"]
        )
    data = io.BytesIO()
    book.save(data)
    imported = bringer.bring(data.getvalue(), name="years.xlsx")
    assert [receipt.item for receipt in imported.receipts] == [
        "years.xlsx, sheet 2015, row 2 (Y-2015)", "years.xlsx, sheet 2016, row 2 (Y-2015)",
    ]  # fmt: skip
    assert "is that of sheet 2015, row 2 too" in (imported.receipts[1].reason or "")
    assert [note.text for note in imported.notes] == [
        "has sheets that are no lists of incidents, which were passed over: Sources."
    ]


def test_a_row_with_too_many_cells_is_not_read_shifted(bringer: Bringer) -> None:
    imported = bringer.bring("code,date,place,killed\nA,2015-10-03,Kirkuk, Iraq,4\nB,2015-10-03,Kirkuk,4\n")
    assert (imported.receipts[0].reason or "").startswith("has 5 cells where the header has 4")
    assert outcomes(imported) == [Outcome.FAILED, Outcome.TAKEN]


def test_a_file_that_is_no_workbook_says_so(bringer: Bringer) -> None:
    with pytest.raises(UnreadableError):
        bringer.bring(b"no workbook", name="list.xlsx")
    assert bringer.count() == 1


def test_a_place_that_its_coordinates_do_not_fit_is_not_taken_for_another(bringer: Bringer) -> None:
    rows = (
        "Code,Date,Place,Country,Latitude,Longitude,Killed\n"
        "A,2015-10-03,San José,,9.93,-84.08,1\nB,2015-10-03,San José,,40.0,40.0,1\nC,2015-10-03,San José,,,,1\n"
    )
    bringer.bring(rows)
    with bringer.record.look() as view:
        places = {each.code: each.places[0] for each in gather_recorded(view).judged}
    assert {code: place.id for code, place in places.items()} == {"A": "gn:30", "B": None, "C": None}
    assert (places["B"].lat, places["B"].lon) == (40.0, 40.0)


def test_verify_covers_judgements(bringer: Bringer, place: str) -> None:
    bringer.bring(HEADER + "".join(ROWS))
    assert verify_record(place, []).size == bringer.count()
    with bringer.record.database.write() as connection:
        connection.execute(text("DELETE FROM judgements"))
    with pytest.raises(Exception, match="index 'judgements'"):
        verify_record(place, [])


def test_a_restricted_list_is_sealed_and_can_be_destroyed(bringer: Bringer, place: str, tmp_path: Path) -> None:
    bringer.bring(HEADER + "".join(ROWS), sensitivity="restricted")
    assert len(bringer.list_judged()) == 2
    again = bringer.bring(HEADER + "".join(ROWS), sensitivity="restricted")
    assert outcomes(again) == [Outcome.DUPLICATE] * 2
    with bringer.record.database.read() as connection:
        bodies = connection.execute(text("SELECT body FROM log WHERE kind IN ('capture', 'judgement')")).scalars().all()
    assert len(bodies) == 3
    assert all(body.startswith("sealed:") for body in bodies)
    for key in (ANA, OMAR):
        register_key(place, key.verifier)
    with bringer.record.look() as view:
        entry = next(view.list_entries(["judgement"])).number
    shred(place, entry, write_note(request_shred(place, entry, "a threat", ANA, AT)), OMAR)
    assert reopen(bringer.record) is not None
    assert bringer.list_judged() == []
    assert verify_record(place, []).size == bringer.count()


def test_an_older_record_is_brought_to_this_form(bringer: Bringer, place: str) -> None:
    with bringer.record.database.write() as connection:
        for table in ("judgements", "attachments", "translations", "parents"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    bringer.record = reopen(bringer.record)
    bringer.bring(HEADER + "".join(ROWS))
    assert len(bringer.list_judged()) == 2


def test_a_saved_reading_keeps_what_was_judged(bringer: Bringer) -> None:
    bringer.bring(HEADER + "".join(ROWS))
    with bringer.record.look() as view:
        reading = gather_recorded(view)
    validate(reading.to_dict(), READING)
    assert load_reading(write_reading(reading).encode()).judged == reading.judged
