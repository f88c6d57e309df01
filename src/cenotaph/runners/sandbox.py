"""The sandbox: files of others are read in child processes within limits, so that one of them harms no other."""

import contextlib
import os
import queue
import signal
import tempfile
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import BinaryIO, cast

from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import Intake, Note, UnreadableError
from cenotaph.archive.readers.zipped import hold
from cenotaph.runners.channel import Ended, Task
from cenotaph.runners.child import CARRIES_FILES, Child, EndedError
from cenotaph.runners.confinement import Confinement, Limits, find_bubblewrap

LIMITS = Limits()
_PERSON = "Split it, or put the report's words into a .txt file."


class Fault(Enum):
    """Why nothing was read of a file."""

    REFUSED = "refused"  # the reader looked at it, and says what is wrong
    LIMIT = "limit"  # reading it took more time or memory than any file may
    ENDED = "ended"  # its reader ended in the middle, as libraries do on damaged files and on those made for it
    DEFECT = "defect"  # the reader failed in a way that nobody foresaw
    NO_CHILD = "no child"  # no child process could be started


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing was read of a file: the kind, and the words for a person, which go on from the file's name."""

    fault: Fault
    reason: str


_NO_CHILD = Failure(Fault.NO_CHILD, "could not be opened: the system does not start the process that is to read it.")


@dataclass(frozen=True, slots=True)
class Given:
    """A file to read: what to call it, its format (as `registry.find_format` gives it) and where its bytes are: a
    path, the bytes, or a stream: an open file is read from its beginning, anything else is copied first.

    `columns` says which column of a table holds which field; `charset` is the encoding that a server said.
    """

    name: str
    format: str
    source: Path | bytes | BinaryIO
    columns: Mapping[str, str] = field(default_factory=dict)
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file gave: documents and notes, or the failure. `confinement` says how its reader was confined, None if
    no child could be started."""

    intake: Intake
    failure: Failure | None
    confinement: Confinement | None


class Stream:
    """A file that is being read: its documents and notes as they come. When there are no more, `failure` says why they
    ended early, if they did; what came before is whole. `confinement` is as in Opened."""

    def __init__(self, answers: Iterator[Document | Note | Failure], confinement: Confinement | None = None) -> None:
        self._answers = answers
        self.failure: Failure | None = None
        self.confinement = confinement

    def __iter__(self) -> Iterator[Document | Note]:
        for answer in self._answers:
            if isinstance(answer, Failure):
                self.failure = answer
            else:
                yield answer


class Pool:
    """Child processes that read files, `size` at once. To be used in a `with` statement, which ends them.

    A child is used for many files. One that hits a limit or ends is replaced by another: its file fails with a reason,
    the other files are read.
    """

    def __init__(self, size: int = 1, limits: Limits | None = None) -> None:
        """`limits` are LIMITS if they are not given."""
        self._limits = limits or LIMITS
        self._bubblewrap = find_bubblewrap()
        self._idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
        self._size = size
        for _ in range(size):
            self._idle.put(None)
        # Kept as long as the children are: bubblewrap ends a child when the thread ends that started it.
        self._threads = ThreadPoolExecutor(size)
        self._busy: set[Child] = set()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        # Whoever stops the program in the middle of a file does not wait for it.
        for child in tuple(self._busy):
            child.end()
        self._threads.shutdown(cancel_futures=True)
        for _place in range(self._size):
            if (idle := self._idle.get()) is not None:
                idle.end()

    def warm(self) -> None:
        """Starts the first child without waiting for it, so that it is there when it is wanted."""
        child = self._idle.get()
        self._idle.put(child or self._start())

    def open(self, given: Given) -> Opened:
        """Reads one file. Raises OSError if the file cannot be opened; whatever is wrong in it is the failure."""
        try:
            return self._open(given)
        except UnreadableError as error:
            return Opened(Intake(), Failure(Fault.REFUSED, str(error)), None)

    def _open(self, given: Given) -> Opened:
        with _open(given.source) as (stream, path):
            seconds = self._limits.allow_processor(os.fstat(stream.fileno()).st_size)
            task = Task(given.name, given.format, dict(given.columns), given.charset, path, seconds)
            child = self._idle.get()
            try:
                child, confinement = self._greet(child)
                if child is None or confinement is None:
                    return Opened(Intake(), _NO_CHILD, None)
                return self._ask(child, confinement, task, stream)
            finally:
                self._idle.put(None if child is None or child.is_done else child)

    @contextlib.contextmanager
    def stream(self, given: Given) -> Iterator[Stream]:
        """Reads one file of a format of registry.STREAMED, and holds no more of it than what is taken from the stream
        next. Raises OSError if the file cannot be opened."""
        with contextlib.ExitStack() as stack:
            try:
                file, path = stack.enter_context(_open(given.source))
            except UnreadableError as error:
                yield Stream(iter([Failure(Fault.REFUSED, str(error))]))
                return
            seconds = self._limits.allow_processor(os.fstat(file.fileno()).st_size)
            task = Task(given.name, given.format, dict(given.columns), given.charset, path, seconds, streams=True)
            child = self._idle.get()
            try:
                child, confinement = self._greet(child)
                if child is None or confinement is None:
                    yield Stream(iter([_NO_CHILD]))
                    return
                with contextlib.closing(self._follow(child, task, file)) as answers:
                    yield Stream(answers, confinement)
            finally:
                self._idle.put(None if child is None or child.is_done else child)

    def _follow(self, child: Child, task: Task, stream: BinaryIO) -> Generator[Document | Note | Failure, None, None]:
        """What a child gives of a file. A child that is done, or was left in the middle, is ended."""
        self._busy.add(child)
        is_whole = False
        try:
            for answer in child.stream(task, stream):
                if not isinstance(answer, Ended):
                    yield answer
                    continue
                is_whole = not child.is_done
                if (failure := _word_failure(answer, self._limits)) is not None:
                    yield failure
        except EndedError as error:
            yield _word_end(error, self._limits, task)
        finally:
            self._busy.discard(child)
            if not is_whole:
                child.end()

    def _ask(self, child: Child, confinement: Confinement, task: Task, stream: BinaryIO) -> Opened:
        """What a child makes of a file. A child that is done, or was left in the middle, is ended."""
        self._busy.add(child)
        is_whole = False
        try:
            intake, ended = child.read(task, stream)
            is_whole = not child.is_done
            return Opened(intake, _word_failure(ended, self._limits), confinement)
        except EndedError as error:
            return Opened(Intake(), _word_end(error, self._limits, task), confinement)
        finally:
            self._busy.discard(child)
            if not is_whole:
                child.end()

    def submit(self, given: Given) -> "Future[Opened]":
        """Reads one file, as `open`, when a child is free; whoever asks does not wait."""
        return self._threads.submit(self.open, given)

    def open_all(self, items: Iterable[Given]) -> Iterator[Opened | OSError]:
        """Reads files, as many at once as there are children, and gives what became of them in their order: an OSError
        for one that could not be opened. The items are asked for as they are needed, and at most twice as many as
        there are children wait."""
        waiting: deque[Future[Opened]] = deque()
        for given in items:
            waiting.append(self.submit(given))
            if len(waiting) >= 2 * self._size:
                yield _take(waiting.popleft())
        while waiting:
            yield _take(waiting.popleft())

    def _greet(self, child: Child | None) -> tuple[Child | None, Confinement | None]:
        """A child that is there; none if none comes. Where bubblewrap is and does not work, as in many containers,
        the children do without it."""
        while True:
            child = child or self._start()
            if child is None:
                return None, None
            try:
                return child, child.greet()
            except EndedError:
                child.end()
                if not child.is_cut_off:  # of this child: another may have found out meanwhile
                    return None, None
                self._bubblewrap, child = None, None

    def _start(self) -> Child | None:
        try:
            return Child(self._limits, self._bubblewrap)
        except OSError:
            return None


def count_children(files: int) -> int:
    """How many children are worth their start for so many files: one for every twenty, up to the processors."""
    return max(1, min(os.cpu_count() or 1, 1 + files // 20))


def _word_failure(ended: Ended, limits: Limits) -> Failure | None:
    if ended.how == "read":
        return None
    if ended.how == "refused":
        return Failure(Fault.REFUSED, ended.text)
    if ended.how == "memory":
        return Failure(Fault.LIMIT, _word_memory(limits))
    reason = f"could not be read: its reader failed ({ended.text}). That is a defect of this program: please report it."
    return Failure(Fault.DEFECT, reason)


def _word_memory(limits: Limits) -> str:
    return (
        f"needs more memory to be read than any file may ({limits.memory_bytes / 1e9:g} GB), so its reading was ended. "
        f"{_PERSON}"
    )


def _word_end(error: EndedError, limits: Limits, task: Task) -> Failure:
    if error.is_late:
        return Failure(Fault.LIMIT, f"takes too long to be read, so its reading was ended. {_PERSON}")
    if error.signal == getattr(signal, "SIGXCPU", None) and error.signal is not None:
        reason = f"takes more than {task.seconds:.0f} seconds of processor time to be read, so its reading was ended."
        return Failure(Fault.LIMIT, f"{reason} {_PERSON}")
    if error.signal == getattr(signal, "SIGXFSZ", None) and error.signal is not None:
        reason = f"makes its reader write more than {limits.written_bytes / 1e6:g} MB, so its reading was ended."
        return Failure(Fault.LIMIT, f"{reason} {_PERSON}")
    name = signal.Signals(error.signal).name if error.signal in set(signal.Signals) else "without a signal"
    reason = f"makes its reader end ({name}), for want of memory or of a whole file, or as it was made to. {_PERSON}"
    return Failure(Fault.ENDED, reason)


def _take(future: Future[Opened]) -> Opened | OSError:
    try:
        return future.result()
    except OSError as error:
        return error


@contextlib.contextmanager
def _open(source: Path | bytes | BinaryIO) -> Iterator[tuple[BinaryIO, str | None]]:
    """An open file at its beginning, which a child is handed; and its path, where the system hands over no open files.
    Raises UnreadableError if a stream that must be copied has more than is copied."""
    with contextlib.ExitStack() as stack:
        if isinstance(source, Path):
            yield stack.enter_context(source.open("rb")), None if CARRIES_FILES else str(source)
        elif not isinstance(source, bytes) and CARRIES_FILES and _can_be_handed(source):
            # A child moves the place in the file for this process too, whose stream does not know of it.
            source.flush()
            place = os.lseek(source.fileno(), 0, os.SEEK_CUR)
            os.lseek(source.fileno(), 0, os.SEEK_SET)
            stack.callback(os.lseek, source.fileno(), place, os.SEEK_SET)
            yield source, None
        else:
            # A child cannot wait for standard input: what it waits for would be taken from its time.
            data = source if isinstance(source, bytes) else hold(source).read()
            if CARRIES_FILES:
                copy = cast(BinaryIO, stack.enter_context(tempfile.TemporaryFile()))
                copy.write(data)
                copy.seek(0)
                yield copy, None
                return
            path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "given"
            path.write_bytes(data)
            yield stack.enter_context(path.open("rb")), str(path)


def _can_be_handed(stream: BinaryIO) -> bool:
    """True if a stream is a file with a number, and not what is typed or sent."""
    try:
        return stream.fileno() >= 0 and stream.seekable()
    except (OSError, AttributeError):
        return False
