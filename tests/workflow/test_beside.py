"""Testimony, transcripts, attachments and translations: sealed where they must be, linked, no second source."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from cenotaph.archive.document import DocumentKind
from cenotaph.ledger.keys import KeyKind, SignerKey
from cenotaph.ledger.notes import write_note
from cenotaph.terminal.main import cli
from cenotaph.workflow.records import load_recorded
from cenotaph.workflow.saved import load_reading, write_reading
from cenotaph.workflow.shred import register_key, request_shred, shred
from cenotaph.workflow.verify import verify_record
from tests.archive.media_files import make_film, make_image
from tests.store.records import open_at
from tests.workflow.proving import AT

TOLD = "I saw it. On 3 October 2015 twelve people were killed in Kunduz when a shell hit the market.\n"
POST = "قتل تسعة أشخاص في قصف على مدينة قندوز في 3 أكتوبر 2015. وقال طبيب إن المستشفى امتلأ.\n"
ENGLISH = "Nine people were killed in shelling of Kunduz on 3 October 2015. A doctor said the hospital was full.\n"
CONSENT = ("--consent", "may be counted, not quoted")
ANA = SignerKey("ana", KeyKind.NOTE, bytes(range(40, 72)))
OMAR = SignerKey("omar", KeyKind.NOTE, bytes(range(80, 112)))


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def do(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def made(place: str, tmp_path: Path) -> str:
    """An empty record, and files beside it."""
    do("new", place, *(() if place == str(tmp_path / "record") else ("--blobs", tmp_path / "blobs")))
    for name, words in {"told.txt": TOLD, "post.txt": POST, "english.txt": ENGLISH}.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    (tmp_path / "plain.png").write_bytes(make_image("PNG"))
    (tmp_path / "placed.jpg").write_bytes(make_image(position=True, made="2015:10:03 06:00:00"))
    (tmp_path / "film.mp4").write_bytes(make_film())
    return place


def list_bodies(place: str, kind: str) -> list[dict[str, Any]]:
    record = open_at(place)
    with record.look() as view:
        return [entry.body for entry in view.list_entries([kind])]


def count_sealed(place: str, kind: str) -> tuple[int, int]:
    """How many entries of a kind are sealed, and how many there are."""
    record = open_at(place)
    with record.database.read() as connection:
        bodies = connection.execute(text("SELECT body FROM log WHERE kind = :kind"), {"kind": kind}).scalars().all()
    return sum(body.startswith("sealed:") for body in bodies), len(bodies)


def find_document(place: str, kind: DocumentKind) -> str:
    return next(note.id for note in load_recorded(place).reading.documents if note.kind is kind)


def test_testimony_needs_consent_and_is_sealed(made: str, tmp_path: Path) -> None:
    refused = run("collect", made, tmp_path / "told.txt", "--testimony")
    assert refused.exit_code == 2
    assert "testimony needs --consent: what the person whose words they are has agreed to" in refused.output
    assert count_sealed(made, "capture") == (0, 0)
    do(
        "collect",
        made,
        tmp_path / "told.txt",
        "--testimony",
        *CONSENT,
        "--collector",
        "k7",
        "--published",
        "2015-10-05",
    )
    assert count_sealed(made, "document") == (1, 1)
    (capture,), (document,) = list_bodies(made, "capture"), list_bodies(made, "document")
    assert (capture["consent"], capture["collector"], capture["sensitivity"]) == (CONSENT[1], "k7", "restricted")
    assert (document["kind"], document["published"], document["language"]) == ("testimony", "2015-10-05", "en")
    again = run("collect", made, tmp_path / "told.txt", "--testimony", *CONSENT, "--published", "2015-10-05")
    assert "Taken: 0. Duplicates: 1." in again.stdout
    do("extract", made)
    told = do("read", made, "--explain", "--unseal")
    assert "1 report, 1 origin: the witness of told.txt [" in told
    assert "(witness, 1 report)" in told


def test_what_is_sealed_is_not_taken_again_as_public(made: str, tmp_path: Path) -> None:
    told = tmp_path / "told.txt"
    taken = run("collect", made, told, "--testimony", *CONSENT)
    assert "Keep a copy of that file apart from the record" in taken.output
    again = run("collect", made, told)
    assert (again.exit_code, "the record holds this file as restricted (entry" in again.output) == (2, True)
    assert count_sealed(made, "capture") == (1, 1)
    assert "--consent needs --sensitivity" in run("collect", made, told, *CONSENT).output


@pytest.mark.parametrize("kind", [("--sensitivity", "restricted"), ("--testimony", *CONSENT)])
def test_what_is_open_is_not_sealed_afterwards(made: str, tmp_path: Path, kind: tuple[str, ...]) -> None:
    do("collect", made, tmp_path / "told.txt")
    again = run("collect", made, tmp_path / "told.txt", *kind)
    assert (again.exit_code, "Taken: 0. Duplicates: 0. Failed: 1." in again.stdout) == (2, True)
    assert "open to all (entry 1, told.txt), and what is open cannot be sealed afterwards" in again.output
    assert count_sealed(made, "document") == (0, 1)


def test_an_open_image_is_not_sealed_afterwards(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "plain.png")
    again = run("collect", made, tmp_path / "plain.png", "--sensitivity", "restricted")
    assert (again.exit_code, "cannot be sealed afterwards" in again.output) == (2, True)
    assert count_sealed(made, "capture") == (0, 1)


def test_no_second_vault_is_begun(made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    do("collect", made, tmp_path / "told.txt", "--testimony", *CONSENT)
    monkeypatch.setenv("CENOTAPH_VAULT", str(tmp_path / "another"))
    refused = run("collect", made, tmp_path / "told.txt", "--testimony", *CONSENT)
    assert (refused.exit_code, "No second vault was begun" in refused.output) == (2, True)
    assert not (tmp_path / "another").exists()


def test_testimony_may_be_public_where_that_is_said(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "told.txt", "--testimony", *CONSENT, "--sensitivity", "public")
    assert count_sealed(made, "document") == (0, 1)


def test_attachments_are_kept_and_described(made: str, tmp_path: Path) -> None:
    taken = run("collect", made, tmp_path / "plain.png", tmp_path / "film.mp4", "--collector", "k7")
    assert (taken.exit_code, taken.stdout) == (0, "Taken: 2. Duplicates: 0. Failed: 0.\n")
    image, film = list_bodies(made, "attachment")
    assert (image["media"], image["media_type"], image["width"], image["height"]) == ("image", "image/png", 40, 30)
    assert (film["media"], film["seconds"], film["has_position"]) == ("film", 12.5, False)
    record = open_at(made)
    (first, _) = list_bodies(made, "capture")
    assert record.read_bytes(first) == make_image("PNG")
    again = do("collect", made, tmp_path / "plain.png")
    assert "plain.png: duplicate: it is in the record already, with the same bytes\n" in again
    (tmp_path / "copy.png").write_bytes(make_image("PNG"))
    assert "copy.png: duplicate of plain.png (same bytes)\n" in do("collect", made, tmp_path / "copy.png")
    assert len(list_bodies(made, "attachment")) == 2
    assert "of 1: image, image/png, 40 by 30\n" in do("log", made, "--kind", "attachment")
    assert do("extract", made) == "Every document has been read by this version: nothing was done.\n"


def test_what_holds_a_position_is_sealed_whatever_was_said(made: str, tmp_path: Path) -> None:
    taken = run("collect", made, tmp_path / "placed.jpg", "--sensitivity", "public")
    assert "placed.jpg: holds where it was made, so it was sealed; the place is shown nowhere.\n" in taken.stderr
    assert count_sealed(made, "capture") == (1, 1)
    assert count_sealed(made, "attachment") == (1, 1)
    shown = taken.output + do("log", made, "--unseal") + do("log", made, "--json", "--unseal")
    assert "2015-10-03T06:00:00" in shown
    shown = re.sub(r":\d\d\.\d+", "", shown)  # the seconds of when it was taken in
    for told in ("35.0", "40.0", "GPS", "N', '"):
        assert told not in shown
    if (tmp_path / "record").exists():
        kept = b"".join(path.read_bytes() for path in (tmp_path / "record").rglob("*") if path.is_file())
        assert make_image(position=True, made="2015:10:03 06:00:00")[:60] not in kept
    # Taken already: no note is needed again.
    assert run("collect", made, tmp_path / "placed.jpg").stderr == ""


def test_what_is_no_image_fails_and_leaves_nothing(made: str, tmp_path: Path) -> None:
    (tmp_path / "page.jpg").write_text("<html>log in</html>", encoding="utf-8")
    failed = run("collect", made, tmp_path / "page.jpg")
    assert failed.exit_code == 2
    assert "page.jpg: failed: is named as an image and is none, or is damaged.\n" in failed.stderr
    assert list_bodies(made, "attachment") == []


def test_a_folder_gives_its_images_too(made: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(TOLD, encoding="utf-8")
    (folder / "a.png").write_bytes(make_image("PNG"))
    assert "Taken: 2. Duplicates: 0. Failed: 0.\n" in do("collect", made, folder, "--published", "2015-10-05")
    # Reading has no use for them.
    assert "attachments are not read" in run("read", folder, "--published", "2015-10-05").stderr


def test_a_transcript_is_linked_to_its_image_and_sealed(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "plain.png")
    refused = run("collect", made, tmp_path / "post.txt", "--transcript-of", "plain.png")
    assert "a transcript needs --consent" in refused.output
    gone = run("collect", made, tmp_path / "post.txt", "--transcript-of", "other.png", *CONSENT)
    assert "'other.png' is nothing that the record has: name a document by its id" in gone.output
    do("collect", made, tmp_path / "post.txt", "--transcript-of", "plain.png", *CONSENT, "--published", "2015-10-04")
    (document,) = list_bodies(made, "document")
    assert (document["kind"], document["parent"]) == ("transcript", 2)
    assert count_sealed(made, "document") == (1, 1)
    do("extract", made)
    assert [claim.count.stated for claim in load_recorded(made).reading.claims] == [9]


def test_a_transcript_of_a_sealed_image_is_sealed_with_it(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "placed.jpg")
    given = ("--sensitivity", "public", *CONSENT, "--published", "2015-10-04")
    do("collect", made, tmp_path / "post.txt", "--transcript-of", "placed.jpg", *given)
    image, post = list_bodies(made, "capture")
    assert post["sealed_for"] == image["sealed_for"]
    id = find_document(made, DocumentKind.TRANSCRIPT)
    do("collect", made, tmp_path / "english.txt", "--translation-of", id, "--by", "ana")
    do("extract", made)
    do("reconcile", made)
    for key in (ANA, OMAR):
        register_key(made, key.verifier)
    # Who destroys the image destroys what was written down from it, and its translation.
    shred(made, 1, write_note(request_shred(made, 1, "a threat", ANA, AT)), OMAR)
    reading = load_recorded(made).reading
    assert (reading.documents, reading.claims, reading.translations) == ((), (), ())
    for kind in ("attachment", "document", "translation"):
        assert list_bodies(made, kind) == [{}]
    verify_record(made, [])


def test_shredding_a_public_image_destroys_the_key_of_its_transcript(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "plain.png")
    do("collect", made, tmp_path / "post.txt", "--transcript-of", "plain.png", *CONSENT, "--published", "2015-10-04")
    _, post = list_bodies(made, "capture")
    for key in (ANA, OMAR):
        register_key(made, key.verifier)
    shred(made, 1, write_note(request_shred(made, 1, "a threat", ANA, AT)), OMAR)
    # A backup of before does not bring it back either.
    vault = open_at(made).vault
    assert not vault.has_key(post["sealed_for"])
    assert vault.destroyed_at(post["sealed_for"]) is not None
    assert load_recorded(made).reading.documents == ()
    verify_record(made, [])


def test_shredding_a_public_report_reaches_its_translation_and_images(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "post.txt", "--published", "2015-10-04")
    do("collect", made, tmp_path / "told.txt", "--published", "2015-10-04")
    do("collect", made, tmp_path / "english.txt", "--translation-of", "post.txt", "--by", "ana")
    do("collect", made, tmp_path / "plain.png", "--attached-to", "post.txt")
    for key in (ANA, OMAR):
        register_key(made, key.verifier)
    shred(made, 1, write_note(request_shred(made, 1, "a threat", ANA, AT)), OMAR)
    assert list_bodies(made, "translation") == list_bodies(made, "attachment") == [{}]
    assert [note.id for note in load_recorded(made).reading.documents] == ["told.txt"]
    verify_record(made, [])


def test_a_translation_stands_beside_and_is_no_source(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "post.txt", "--published", "2015-10-04")
    do("extract", made)
    before = load_recorded(made).reading
    alone = run("collect", made, tmp_path / "english.txt", "--translation-of", "post.txt")
    assert "--translation-of and --by go together" in alone.output
    taken = do("collect", made, tmp_path / "english.txt", "--translation-of", "post.txt", "--by", "ana")
    assert taken == "Taken: 1. Duplicates: 0. Failed: 0.\n"
    again = do("collect", made, tmp_path / "english.txt", "--translation-of", "post.txt", "--by", "ana")
    assert "Taken: 0. Duplicates: 1." in again
    assert do("extract", made) == "Every document has been read by this version: nothing was done.\n"
    after = load_recorded(made).reading
    assert (after.documents, after.claims) == (before.documents, before.claims)
    beside = "” [translated by ana, en: “Nine people were killed in shelling of Kunduz on 3 October 2015.”]\n"
    assert beside in do("why", made, "1")
    assert beside in do("read", made, "--explain")
    assert load_reading(write_reading(after).encode()).translations == after.translations


def test_a_person_may_translate_anew_and_another_beside_him(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "post.txt", "--published", "2015-10-04")
    do("collect", made, tmp_path / "english.txt", "--translation-of", "post.txt", "--by", "ana")
    (tmp_path / "english.txt").write_text("Nine killed in Kunduz on 3 October.\n", encoding="utf-8")
    do("collect", made, tmp_path / "english.txt", "--translation-of", "post.txt", "--by", "ana")
    do("collect", made, tmp_path / "english.txt", "--translation-of", "post.txt", "--by", "omar")
    made_by = [(each.by, len(each.segments)) for each in load_recorded(made).reading.translations]
    assert made_by == [("ana", 1), ("omar", 1)]
    assert len(list_bodies(made, "translation")) == 3


def test_a_translation_that_does_not_answer_line_for_line_says_so(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "post.txt", "--published", "2015-10-04")
    do("extract", made)
    (tmp_path / "english.txt").write_text("Nine people were killed.\n\nA doctor spoke.\n", encoding="utf-8")
    do("collect", made, tmp_path / "english.txt", "--translation-of", "post.txt", "--by", "ana")
    assert "[translated by ana, en: as a whole, not line by line]" in do("why", made, "1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("told.txt", "--testimony", "--transcript-of", "plain.png"), "a file is one of these"),
        (("plain.png", "--testimony", *CONSENT), "testimony are texts"),
        (("told.txt", "--attached-to", "1"), "is an image, a film or a recording"),
        (("plain.png", "--translation-of", "1", "--by", "ana"), "is no document with a text"),
        (("told.txt", "--by", "ana"), "--translation-of and --by go together"),
    ],
)
def test_what_does_not_go_together_is_refused(
    made: str, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    do("collect", made, tmp_path / "plain.png")
    size = len(do("log", made))
    refused = run("collect", made, *(tmp_path / each if (tmp_path / each).exists() else each for each in arguments))
    assert refused.exit_code == 2
    assert message in refused.output
    assert len(do("log", made)) == size


def test_a_translation_in_the_language_of_the_text_is_refused(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "told.txt", "--published", "2015-10-04")
    refused = run("collect", made, tmp_path / "english.txt", "--translation-of", "told.txt", "--by", "ana")
    assert refused.exit_code == 2
    assert "is in the language of the text that it would translate (en)" in refused.stderr


def test_a_page_is_no_testimony(made: str) -> None:
    refused = run("collect", made, "https://paper.example/a", "--testimony", *CONSENT)
    assert "testimony, transcripts, translations and attachments are files" in refused.output


def test_an_item_may_be_named_by_its_entry_and_several_of_a_name_must_be(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "plain.png")
    other = tmp_path / "other"
    other.mkdir()
    (other / "plain.png").write_bytes(make_image("PNG", made="2015:10:03 06:00:00"))
    do("collect", made, other / "plain.png")
    given = (*CONSENT, "--published", "2015-10-04")
    refused = run("collect", made, tmp_path / "post.txt", "--transcript-of", "plain.png", *given)
    assert (
        "'plain.png' is the name of 2 items; give the number of one of their entries: 2 (plain.png), 5"
        in refused.output
    )
    do("collect", made, tmp_path / "post.txt", "--transcript-of", "5", *given)
    assert list_bodies(made, "document")[0]["parent"] == 5


def test_only_reports_leave_in_an_archive(made: str, tmp_path: Path) -> None:
    do("collect", made, tmp_path / "post.txt", tmp_path / "plain.png", "--published", "2015-10-04")
    do("collect", made, tmp_path / "english.txt", "--translation-of", "post.txt", "--by", "ana")
    do("collect", made, tmp_path / "told.txt", "--testimony", *CONSENT, "--sensitivity", "public")
    (tmp_path / "list.csv").write_text("code,date,place,killed\nK-1,2015-10-03,Kunduz,3-5\n", encoding="utf-8")
    do("import", tmp_path / "list.csv", "--record", made, "--by", "ana")
    told = do("archive", "export", made, tmp_path / "out.wacz")
    assert "Wrote 1 capture, 1 of them with reports" in told
    assert "Not written: 4 that are no reports" in told
    image = next(entry for entry in list_bodies(made, "attachment"))["capture"]
    refused = run("archive", "export", made, tmp_path / "other.wacz", "--entry", image)
    assert f"entry {image} is no report" in refused.output
