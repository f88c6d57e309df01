"""Destroying for safety: sealed files go with their key, from record and backups; proofs hold; a hold stops it."""

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from cenotaph.ledger.keys import KeyKind, SignerKey
from cenotaph.ledger.notes import Note, sign_note, write_note
from cenotaph.store.address import RecordError, parse_address
from cenotaph.store.pages import find_pages, write_page_file
from cenotaph.store.record import open_record
from cenotaph.terminal.main import cli
from cenotaph.workflow.checkpoints import sign_checkpoint
from cenotaph.workflow.exports import NotAsSignedError
from cenotaph.workflow.prove import Contents, prove_record
from cenotaph.workflow.records import load_recorded, open_named
from cenotaph.workflow.shred import ShredError, hold, list_twins, plan_shred, register_key, request_shred, shred
from cenotaph.workflow.verify import verify_record
from tests.workflow.proving import AT, OWNER, save_key

ANA = SignerKey("ana", KeyKind.NOTE, bytes(range(40, 72)))
OMAR = SignerKey("omar", KeyKind.NOTE, bytes(range(80, 112)))
TWIN = SignerKey("ana", KeyKind.NOTE, bytes(range(81, 113)))
PUBLIC = "Nine people were killed in Kunduz on 3 October 2015, the hospital said.\n"
SECRET = "Zarmina Testfield saw it: twelve people were killed in Kunduz on 3 October 2015, she said.\n"
NAME = "Zarmina"


def run(*arguments: object):
    return CliRunner().invoke(cli, list(map(str, arguments)))


def do(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def filled(place: str, tmp_path: Path) -> str:
    """A record with a public report and a restricted statement, both read and reconciled, and a checkpoint."""
    (tmp_path / "report.txt").write_text(PUBLIC, encoding="utf-8")
    (tmp_path / f"{NAME}.txt").write_text(SECRET, encoding="utf-8")
    blobs = () if place == str(tmp_path / "record") else ("--blobs", tmp_path / "blobs")
    do("new", place, *blobs)
    do("collect", place, tmp_path / "report.txt", "--published", "2015-10-04")
    do("collect", place, tmp_path / f"{NAME}.txt", "--published", "2015-10-04", "--sensitivity", "restricted")
    do("extract", place)
    do("reconcile", place)
    for key in (ANA, OMAR, TWIN):
        register_key(place, key.verifier)
    sign_checkpoint(place, OWNER, AT)
    return place


def find_capture(place: str) -> int:
    return max(int(line.split()[0]) for line in do("log", place, "--kind", "capture").splitlines())


def destroy(place: str, entry: int):
    request = write_note(request_shred(place, entry, "a threat", ANA, AT))
    return shred(place, entry, request, OMAR)


def list_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_what_is_restricted_is_sealed(filled: str, tmp_path: Path, vault: Path) -> None:
    # Claims and incidents are read in it like in any other.
    told = ("log", filled, "--kind", "claim", "--kind", "document")
    assert NAME in do(*told, "--unseal")
    assert NAME not in do(*told)
    claims = load_recorded(filled).reading.claims
    assert {claim.count.stated for claim in claims} == {9, 12}
    if (tmp_path / "record").exists():
        kept = list_bytes(tmp_path / "record")
        assert NAME.encode() not in kept
        assert b"Testfield" not in kept
        assert b"twelve" not in kept
    assert NAME not in str(list(vault.iterdir()))
    assert verify_record(filled, [OWNER.verifier]).closed == 0


def test_collecting_again_takes_nothing_twice(filled: str, tmp_path: Path) -> None:
    before = do("log", filled)
    options = ("--published", "2015-10-04", "--sensitivity", "restricted")
    result = run("collect", filled, tmp_path / f"{NAME}.txt", *options)
    assert "Duplicates: 1" in result.output
    assert do("log", filled) == before
    (tmp_path / "copy.txt").write_text(SECRET, encoding="utf-8")
    run("collect", filled, tmp_path / "copy.txt", *options)
    # The copy is sealed for the same subject: both go together.
    assert len(plan_shred(filled, find_capture(filled)).captures) == 2


def test_what_is_stated_later_completes_a_sealed_document(filled: str, tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_text(
        "id,text\n1,Six were killed in Kunduz.\n2,Seven were killed in Kunduz.\n", "utf-8"
    )
    options = ("collect", filled, tmp_path / "two.csv", "--sensitivity", "restricted")
    assert "Taken: 2" in run(*options).output
    assert "Taken: 2" in run(*options, "--published", "2015-10-04").output
    documents = load_recorded(filled).reading.documents
    assert len(documents) == len({note.id for note in documents}) == 4
    assert {str(note.published) for note in documents} == {"2015-10-04"}
    destroy(filled, find_capture(filled))
    assert len(load_recorded(filled).reading.documents) == 2
    verify_record(filled, [OWNER.verifier])


def test_without_the_keys_it_cannot_be_read_and_the_rest_holds(filled: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("CENOTAPH_VAULT", str(tmp_path / "elsewhere"))
    assert {claim.count.stated for claim in load_recorded(filled).reading.claims} == {9}
    assert NAME not in do("log", filled)
    result = run("read", filled)
    assert result.exit_code == 2
    assert "holds 1 document that is sealed and whose keys are not here" in result.stderr
    result = run("reconcile", filled)
    assert result.exit_code == 2
    assert "Reconcile it where the keys are" in result.stderr
    verified = verify_record(filled, [OWNER.verifier])
    assert verified.closed > 4
    assert "Sealed, and their keys are not here" in do("verify", filled, "--key", OWNER.verifier)


def test_shredding_reaches_everything_and_proofs_hold(filled: str, tmp_path: Path) -> None:
    entry = find_capture(filled)
    prove_record(filled, tmp_path / "before", contents=Contents.ALL)
    assert NAME not in (tmp_path / "before" / "log.jsonl").read_text(encoding="utf-8")
    done = destroy(filled, entry)
    assert done.was_sealed
    assert done.captures == (entry,)
    assert {claim.count.stated for claim in load_recorded(filled).reading.claims} == {9}
    assert NAME not in do("log", filled)
    verified = verify_record(filled, [OWNER.verifier])
    assert (verified.destroyed, verified.closed) == (done.entries, 0)
    do("verify", tmp_path / "before" / "log.jsonl", "--key", OWNER.verifier)
    sign_checkpoint(filled, OWNER, AT)
    prove_record(filled, tmp_path / "after", contents=Contents.ALL)
    result = do("verify", tmp_path / "after" / "log.jsonl", "--key", OWNER.verifier)
    assert "Without content" in result
    do("reconcile", filled)
    do("extract", filled)
    verify_record(filled, [OWNER.verifier])
    log = do("log", filled, "--kind", "shred")
    assert "a threat (ana, omar)" in log


def test_what_stays_in_the_open_is_named(filled: str, tmp_path: Path) -> None:
    (tmp_path / "open.txt").write_text("A guard was killed in Kabul on 3 October 2015.", encoding="utf-8")
    do("collect", filled, tmp_path / "open.txt", "--published", "2015-10-04")
    open_capture = find_capture(filled)
    # The same words in other bytes: those of the open file itself would be refused.
    (tmp_path / "marked.txt").write_text("A guard was killed in Kabul on 3 October 2015.", encoding="utf-8-sig")
    do("collect", filled, tmp_path / "marked.txt", "--testimony", "--consent", "may be counted")
    sealed = find_capture(filled)
    assert list_twins(filled, plan_shred(filled, sealed)) == [open_capture, open_capture + 1]
    assert f"stay in the open in entry {open_capture}, " in run("shred", filled, sealed).output
    assert list_twins(filled, plan_shred(filled, open_capture)) == []


def test_a_backup_does_not_bring_it_back(filled: str, tmp_path: Path) -> None:
    entry = find_capture(filled)
    do("backup", filled, tmp_path / "backup")
    destroy(filled, entry)
    do("restore", tmp_path / "backup", tmp_path / "again")
    again = str(tmp_path / "again")
    assert {claim.count.stated for claim in load_recorded(again).reading.claims} == {9}
    assert NAME not in do("log", again)
    for folder in ("backup", "again"):
        assert NAME.encode() not in list_bytes(tmp_path / folder)
    assert verify_record(again, [OWNER.verifier]).closed > 4
    assert run("read", again).exit_code == 0
    do("reconcile", again)
    verify_record(again, [OWNER.verifier])


def test_two_people_sign(filled: str) -> None:
    entry = find_capture(filled)
    request = write_note(request_shred(filled, entry, "a threat", ANA, AT))
    for key in (ANA, TWIN):
        with pytest.raises(ShredError, match="two different people"):
            shred(filled, entry, request, key)
    stranger = SignerKey("lena", KeyKind.NOTE, bytes(32))
    with pytest.raises(ShredError, match="lena is not registered"):
        shred(filled, entry, request, stranger)
    with pytest.raises(ShredError, match="lena is not registered"):
        request_shred(filled, entry, "a threat", stranger, AT)
    with pytest.raises(ShredError, match="of another file"):
        shred(filled, 1, request, OMAR)
    forged = Note(request.partition("\n\n")[0] + "\n", (sign_note("another text\n", ANA),))
    with pytest.raises(ShredError, match="does not hold"):
        shred(filled, entry, write_note(forged), OMAR)
    with pytest.raises(ShredError, match="cannot be used"):
        shred(filled, entry, "no request", OMAR)
    for reason in ("", " ", "two\nlines"):
        with pytest.raises(ShredError, match="give a reason"):
            request_shred(filled, entry, reason, ANA, AT)
    assert verify_record(filled, [OWNER.verifier]).destroyed == 0


def test_a_legal_hold_stops_it(filled: str) -> None:
    entry = find_capture(filled)
    assert hold(filled, entry + 1, "a court asked", ANA, AT) == (entry,)
    for attempt in (lambda: destroy(filled, entry), lambda: request_shred(filled, entry, "a threat", ANA, AT)):
        with pytest.raises(ShredError, match="under a legal hold and stays: a court asked"):
            attempt()
    hold(filled, entry, "the court is done", OMAR, AT, lift=True)
    with pytest.raises(ShredError, match="is under no hold"):
        hold(filled, entry, "again", OMAR, AT, lift=True)
    assert destroy(filled, entry).was_sealed
    verify_record(filled, [OWNER.verifier])


def test_a_file_that_was_not_sealed_goes_from_the_record_alone(filled: str, tmp_path: Path) -> None:
    do("backup", filled, tmp_path / "backup")
    done = destroy(filled, 1)
    assert not done.was_sealed
    # A later backup into the same folder lets go of it too.
    do("backup", filled, tmp_path / "backup")
    assert b"hospital said" not in list_bytes(tmp_path / "backup")
    # The incident that tells of both is sealed for the other file; it goes too.
    assert '"incident": {' not in do("log", filled, "--kind", "incident", "--json")
    assert {claim.count.stated for claim in load_recorded(filled).reading.claims} == {12}
    verify_record(filled, [OWNER.verifier])
    if (tmp_path / "record").exists():
        assert b"hospital said" not in list_bytes(tmp_path / "record")


def test_the_pages_of_the_last_reconciliation_go_too(filled: str) -> None:
    with open_named(filled) as record:
        pages = find_pages(record)
        assert pages is not None
        write_page_file(pages, [("T", b"hospital said")], {})
        destroy(filled, 1)
        assert not pages.exists()
        assert not [each for each in pages.parent.iterdir() if each.is_file() and b"hospital said" in each.read_bytes()]


def test_a_run_that_was_stopped_is_ended_by_the_next(filled: str, monkeypatch, vault: Path) -> None:
    entry = find_capture(filled)
    request = write_note(request_shred(filled, entry, "a threat", ANA, AT))
    with monkeypatch.context() as patch:
        patch.setattr("cenotaph.workflow.shred.finish_shreds", lambda record: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            shred(filled, entry, request, OMAR)
    assert '"of"' in next(vault.glob("*.json")).read_text()
    assert shred(filled, entry, request, OMAR).captures == (entry,)
    assert '"of"' not in next(vault.glob("*.json")).read_text()
    with pytest.raises(ShredError, match="is of no file"):
        plan_shred(filled, entry)


def test_what_the_log_says_of_shreddings_is_verified(filled: str) -> None:
    entry = find_capture(filled)
    destroy(filled, entry)
    with closing(open_record(parse_address(filled))) as record, record.add() as addition:
        alone = sign_note("cenotaph-shred/1\nx\n1\nmoment\nwhy\n", ANA)
        note = write_note(Note("cenotaph-shred/1\nx\n1\nmoment\nwhy\n", (alone,)))
        number = addition.append(
            "shred", {"captures": [1], "destroyed": [], "digests": [], "subject": None, "note": note}
        )
    with pytest.raises(NotAsSignedError, match=f"entry {number}: not two registered people signed"):
        verify_record(filled, [OWNER.verifier])


def test_shredding_needs_the_keys(filled: str, tmp_path: Path, monkeypatch) -> None:
    entry = find_capture(filled)
    monkeypatch.setenv("CENOTAPH_VAULT", str(tmp_path / "elsewhere"))
    with pytest.raises(ShredError, match="destroy it where it is"):
        plan_shred(filled, entry)


def test_keys_are_never_kept_in_the_record(tmp_path: Path, monkeypatch) -> None:
    do("new", tmp_path / "record")
    monkeypatch.setenv("CENOTAPH_VAULT", str(tmp_path / "record" / "keys"))
    with pytest.raises(RecordError, match="keys are never kept in their record"):
        open_record(parse_address(str(tmp_path / "record")))


def test_on_the_command_line(tmp_path: Path) -> None:
    place = tmp_path / "record"
    (tmp_path / "a.txt").write_text(SECRET, encoding="utf-8")
    do("new", place)
    do("collect", place, tmp_path / "a.txt", "--sensitivity", "restricted")
    for key in (ANA, OMAR):
        save_key(key, tmp_path / f"{key.name}.key")
        assert "Registered" in do("keys", "add", place, key.verifier)
    assert "already" in do("keys", "add", place, ANA.verifier)
    assert run("keys", "add", place, "x").exit_code == 2
    planned = run("shred", place, 1)
    assert planned.exit_code == 0
    assert "the file of entry 1, with 3 entries and 2 pieces of bytes. It was sealed" in planned.stdout
    do("hold", place, 1, "--key", tmp_path / "ana.key", "--reason", "a court asked")
    asked = ("--request", tmp_path / "request.txt")
    result = run("shred", place, 1, "--reason", "a threat", "--key", tmp_path / "ana.key", *asked)
    assert result.exit_code == 2
    assert "legal hold" in result.stderr
    do("hold", place, 1, "--key", tmp_path / "omar.key", "--reason", "it is done", "--lift")
    do("shred", place, 1, "--reason", "a threat", "--key", tmp_path / "ana.key", *asked)
    result = run("shred", place, 1, *asked, "--yes")
    assert "2 people sign for it" in result.stderr
    assert "Destroyed: 3 entries" in do("shred", place, 1, *asked, "--key", tmp_path / "omar.key", "--yes")
    assert run("shred", place, 1).exit_code == 2
    result = run("shred", place, 0)
    assert "entry 0 is of no file" in result.stderr
    assert "give --reason and --key" in run("shred", place, 1, "--yes").stderr
    assert AT.tzinfo is dt.UTC
