"""Files are read in child processes: the same is read as without them, and what exceeds a limit harms no other file."""

import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import Instructions, Intake, Note, UnreadableError
from cenotaph.archive.readers.registry import FORMATS, find_format
from cenotaph.runners import child, sandbox, worker
from cenotaph.runners.channel import Answer, SocketChannel, Task, decode
from cenotaph.runners.confinement import Confinement, Limits, cut_off, find_bubblewrap
from cenotaph.runners.poppler import extract_pages
from cenotaph.runners.sandbox import Failure, Fault, Given, Opened, Pool
from tests.archive.bombs import make_doubling_pdf, make_stalling_pdf, make_styled_book
from tests.archive.pdf_files import make_pdf, set_arabic
from tests.archive.reading import FILES
from tests.archive.web_files import STORY, make_page, make_record

PAGE = make_page()
# Text is read by a child that has not loaded the library for pages.
REPORT = Given("report.txt", "txt", STORY.encode())


def works(program: str | None) -> bool:
    """Whether bubblewrap is there and may do what it is for: in some containers it may not."""
    return (
        program is not None
        and not subprocess.run(
            [program, "--ro-bind", "/", "/", "--unshare-all", "true"], stderr=subprocess.DEVNULL, check=False
        ).returncode
    )


needs_bubblewrap = pytest.mark.skipif(not works(find_bubblewrap()), reason="bubblewrap is not here or may not work")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as pool:
        yield pool


def read(opened: Opened) -> Document:
    assert opened.failure is None
    (document,) = opened.intake.documents
    return document


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir() if find_format(path.name)))
def test_a_child_reads_what_is_read_here(name: str, pool: Pool) -> None:
    format = find_format(name)
    assert format is not None
    opened = pool.open(Given(name, format, FILES / name))
    assert opened.failure is None
    with (FILES / name).open("rb") as stream:
        assert opened.intake == FORMATS[format](stream, name, Instructions({}, extract_pages))


def test_a_refusal_has_the_words_of_the_reader(pool: Pool) -> None:
    with pytest.raises(UnreadableError) as raised:
        FORMATS["docx"](io.BytesIO(b"PK"), "x", Instructions())
    opened = pool.open(Given("x", "docx", b"PK"))
    assert opened.failure == Failure(Fault.REFUSED, str(raised.value))
    assert opened.intake == Intake()


def test_what_a_person_and_a_server_say_is_handed_on(pool: Pool) -> None:
    rows = Given("rows", "csv", b"Narrative\nNine were killed.\n", {"text": "Narrative"})
    assert read(pool.open(rows)).text == "Nine were killed."
    page = Given("page", "html", make_page("قتل تسعة أشخاص في السوق").decode().encode("cp1256"), charset="cp1256")
    assert "قتل تسعة" in read(pool.open(page)).text


def test_a_name_may_hold_half_a_character(pool: Pool) -> None:
    assert read(pool.open(Given("report-\udcff.html", "html", PAGE))).id == "report-\udcff.html"


def test_the_second_extraction_of_a_pdf_is_made_in_the_child(pool: Pool) -> None:
    data = make_pdf([set_arabic("قتل 12 شخصا في السوق", 800)])
    opened = pool.open(Given("x.pdf", "pdf", data))
    assert opened.intake == FORMATS["pdf"](io.BytesIO(data), "x.pdf", Instructions({}, extract_pages))


LIMITED = [
    (Limits(processor_seconds=1), make_stalling_pdf(), "pdf", Fault.LIMIT, "seconds of processor time"),
    (Limits(clock_seconds=4, clock_seconds_for_each=0), make_stalling_pdf(), "pdf", Fault.LIMIT, "takes too long"),
    (Limits(memory_bytes=150_000_000), make_styled_book(), "xlsx", Fault.LIMIT, r"more memory .* \(0.15 GB\)"),
    (Limits(memory_bytes=400_000_000), make_doubling_pdf(), "pdf", Fault.ENDED, r"makes its reader end \(SIG"),
]


@pytest.mark.parametrize(("limits", "data", "format", "fault", "reason"), LIMITED, ids=["time", "clock", "room", "end"])
@pytest.mark.skipif(sys.platform != "linux", reason="other systems hold a process to fewer limits")
def test_what_exceeds_a_limit_fails_and_the_others_are_read(
    limits: Limits, data: bytes, format: str, fault: Fault, reason: str
) -> None:
    with Pool(1, limits) as pool:
        first, bomb, last = pool.open_all([REPORT, Given("bomb", format, data), REPORT])
    assert isinstance(bomb, Opened)
    assert bomb.failure is not None
    assert bomb.failure.fault is fault
    assert re.search(reason, bomb.failure.reason)
    assert not bomb.intake.documents
    for opened in (first, last):
        assert isinstance(opened, Opened)
        assert read(opened).text == STORY


def test_files_come_back_in_their_order_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    items = [Given(f"{n}.txt", "txt", b"Nine were killed.") for n in range(8)]
    items.insert(3, Given("gone.txt", "txt", tmp_path / "gone.txt"))
    with Pool(2) as pool:
        results = list(pool.open_all(items))
    assert isinstance(results.pop(3), FileNotFoundError)
    assert [read(opened).id for opened in results if isinstance(opened, Opened)] == [f"{n}.txt" for n in range(8)]


def test_children_outlive_a_call_for_many_files() -> None:
    # A first batch that no thread outlives: its children must be there for the second.
    items = [Given(f"{number}.html", "html", PAGE) for number in range(4)]
    with Pool(size=2) as pool:
        for _ in range(3):
            assert [opened.failure for opened in pool.open_all(items) if not isinstance(opened, OSError)] == [None] * 4


def test_items_are_asked_for_as_they_are_needed() -> None:
    asked: list[int] = []

    def give() -> Iterator[Given]:
        for number in range(10):
            asked.append(number)
            yield REPORT

    with Pool(1) as pool:
        results = pool.open_all(give())
        next(results)
        assert len(asked) == 2
        results.close()


def test_who_stops_the_program_does_not_wait_for_a_file() -> None:
    """Without it this would take an hour."""
    is_asked = threading.Event()

    def give() -> Iterator[Given]:
        yield Given("slow.pdf", "pdf", make_stalling_pdf())
        while not pool._busy:
            is_asked.wait(0.01)
        raise KeyboardInterrupt

    pool = Pool(1, Limits(processor_seconds=3600, clock_seconds=3600))
    with pytest.raises(KeyboardInterrupt), pool:
        list(pool.open_all(give()))
    assert pool._idle.empty()


def test_a_stream_without_a_number_is_copied(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert STORY in read(pool.open(Given("standard input", "html", io.BytesIO(PAGE)))).text
    monkeypatch.setattr("cenotaph.archive.readers.zipped.MOST_ARCHIVE_BYTES", 100)
    failure = pool.open(Given("standard input", "html", io.BytesIO(PAGE))).failure
    assert failure is not None
    assert "larger than is taken from standard input" in failure.reason


def test_an_open_file_is_read_from_its_beginning_and_left_where_it_was(pool: Pool, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    with (tmp_path / "page.html").open("rb") as stream:
        head = stream.read(10)
        assert STORY in read(pool.open(Given("page.html", "html", stream))).text
        assert head + stream.read() == PAGE
    with tempfile.TemporaryFile() as stream:
        stream.write(PAGE)
        assert STORY in read(pool.open(Given("page.html", "html", stream))).text
        stream.seek(0)
        assert stream.read() == PAGE


def test_a_defect_of_a_reader_is_told_as_one(pool: Pool) -> None:
    failure = pool.open(Given("x", "no such format", b"x")).failure
    assert failure is not None
    assert failure.fault is Fault.DEFECT
    assert "KeyError" in failure.reason


@pytest.mark.parametrize("carries_files", [True, False])
def test_without_bubblewrap_the_limits_hold_and_it_is_said(
    carries_files: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "find_bubblewrap", lambda: None)
    monkeypatch.setattr(child, "CARRIES_FILES", carries_files)
    monkeypatch.setattr(sandbox, "CARRIES_FILES", carries_files)
    with Pool(1, Limits(processor_seconds=1)) as pool:
        opened = pool.open(REPORT)
        assert read(opened).text == STORY
        assert opened.confinement is not None
        assert "not cut off from the network" in opened.confinement.word()
        failure = pool.open(Given("bomb.pdf", "pdf", make_stalling_pdf())).failure
        assert failure is not None
        assert failure.fault is Fault.LIMIT


@needs_bubblewrap
def test_where_bubblewrap_works_it_is_used(pool: Pool) -> None:
    confinement = pool.open(REPORT).confinement
    assert confinement == Confinement(True, ("memory", "processor time", "size of files", "open files"))
    assert confinement.word().endswith("cut off from the network and from files by bubblewrap")


def test_a_bubblewrap_that_may_not_work_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sandbox, "find_bubblewrap", lambda: str(broken))
    with Pool() as pool:
        opened = pool.open(REPORT)
    assert read(opened).text == STORY
    assert opened.confinement is not None
    assert not opened.confinement.is_cut_off


def test_children_that_find_it_out_together_all_do_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\nsleep 0.2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sandbox, "find_bubblewrap", lambda: str(broken))
    with Pool(3) as pool:
        found = list(pool.open_all([REPORT] * 6))
    assert [opened.failure for opened in found if isinstance(opened, Opened)] == [None] * 6


def test_a_child_that_does_not_come_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_BEGIN", "import os; os.write(0, bytes(7) + b'\\2{}')")
    with Pool() as pool:
        failure = pool.open(REPORT).failure
    assert failure is not None
    assert failure.fault is Fault.NO_CHILD


@needs_bubblewrap
def test_a_child_that_is_cut_off_sees_no_file_and_no_network(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    code = f"""
import os, socket, sys
seen = [os.path.exists({str(secret)!r}), bool(os.listdir("/home")) if os.path.exists("/home") else False]
seen.append(len(socket.if_nameindex()) > 1)
for place in {str(Path(sys.prefix))!r}, "/usr", "/":
    try:
        open(os.path.join(place, "written"), "w").close()
        seen.append(place != "/")
    except OSError:
        pass
sys.exit(any(seen))
"""
    program = find_bubblewrap()
    assert program is not None
    command = cut_off(program, [sys.executable, "-I", "-S", "-c", code], Path(child.__file__).parents[1])
    assert subprocess.run(command, check=False).returncode == 0


def test_a_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "secret")
    assert "TOKEN" not in child.choose_environment()
    assert os.environ["PATH"] == child.choose_environment()["PATH"]


def write_archive(folder: Path, pages: int) -> Path:
    path = folder / "many.warc"
    path.write_bytes(
        b"".join(make_record(make_page(f"{STORY} {n}"), f"https://plain.example/{n}") for n in range(pages))
    )
    return path


def test_a_file_is_read_no_faster_than_it_is_taken() -> None:
    read_so_far: list[int] = []

    def walk() -> Iterator[Document | Note]:
        for number in range(40):
            read_so_far.append(number)
            yield Document(str(number), "word " * 100_000)

    ours, theirs = socket.socketpair()
    task = Task("many.warc", "warc", {}, None, None, 10, streams=True)
    sender = threading.Thread(target=worker._send_all, args=(SocketChannel(theirs), walk(), task, Limits(10**15)))
    sender.start()
    try:
        decode(SocketChannel(ours).receive()[0], Answer)
        sender.join(1)
        # It waits, with one or two documents on the way.
        assert sender.is_alive()
        assert len(read_so_far) < 5
        for _ in range(39):
            SocketChannel(ours).receive()
        sender.join()
        assert len(read_so_far) == 40
    finally:
        ours.close()
        theirs.close()


def test_what_came_before_a_reader_ended_is_whole(tmp_path: Path) -> None:
    path = write_archive(tmp_path, 300)
    with Pool() as pool, pool.stream(Given("many.warc", "warc", path)) as stream:
        taken = []
        for item in stream:
            taken.append(item)
            if len(taken) == 5:
                for busy in pool._busy:
                    busy._kill()
        assert stream.failure is not None
        assert stream.failure.fault is Fault.ENDED
        assert 5 <= len(taken) < 300
        # The place of the child is free again.
    with Pool() as pool:
        with pool.stream(Given("many.warc", "warc", path)) as stream:
            assert isinstance(next(iter(stream)), Document)
        assert read(pool.open(REPORT)).text == STORY  # by another child: the first was left in the middle


def test_a_stream_of_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(b"plain words")
    with Pool() as pool, pool.stream(Given("x.warc", "warc", tmp_path / "x.warc")) as stream:
        assert list(stream) == []
        assert stream.failure is not None
        assert (stream.failure.fault, "is no WARC file" in stream.failure.reason) == (Fault.REFUSED, True)
    with Pool() as pool, pytest.raises(FileNotFoundError), pool.stream(Given("y", "warc", tmp_path / "y.warc")):
        pass
