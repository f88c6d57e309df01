"""One child process that reads files for this one: started, asked, held to its time, and ended."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, cast

from cenotaph.archive.attachment import Attachment
from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import (
    MOST_CHARACTERS_TOGETHER,
    MOST_DOCUMENTS,
    MOST_STREAMED_CHARACTERS,
    MOST_STREAMED_DOCUMENTS,
    Intake,
    Note,
    Row,
)
from cenotaph.archive.story import Story
from cenotaph.runners.channel import (
    Answer,
    BrokenError,
    Channel,
    Described,
    Ended,
    Listed,
    Noted,
    PipeChannel,
    Read,
    SocketChannel,
    Started,
    Task,
    Told,
    decode,
    encode,
)
from cenotaph.runners.confinement import Confinement, Limits, choose_environment, cut_off, list_libraries

_PACKAGE = Path(__file__).resolve().parents[1]
# A child starts in a fifth of a second; so much is a machine that swaps.
_START_SECONDS = 30
_END_SECONDS = 5
# A child imports what it needs and not the front page of the package, which loads all of the reading of claims: that
# would take half a second.
_BEGIN = """
import json, sys, types
given = json.loads(sys.argv[1])
sys.path[:] = given["path"]
package = types.ModuleType("cenotaph")
package.__path__ = [given["package"]]
sys.modules["cenotaph"] = package
from cenotaph.runners.worker import begin
begin(given["limits"], given["carries_files"])
"""
# Whether a file can be handed to a child while it is open. Where it cannot, the child opens it by its path.
CARRIES_FILES = sys.platform != "win32"


class EndedError(Exception):
    """The child ended in the middle of a file. `signal` is the one that ended it, None if none did; `is_late` says
    that it was ended for taking too long."""

    def __init__(self, signal: int | None, is_late: bool) -> None:
        super().__init__(f"signal {signal}" if signal else "no signal")
        self.signal, self.is_late = signal, is_late


class Child:
    """A process that reads one file after another. `bubblewrap` is the program that cuts it off, if there is one."""

    def __init__(self, limits: Limits, bubblewrap: str | None) -> None:
        """Starts it, and does not wait until it is there. Raises OSError if the system starts no process."""
        self._limits, self.is_cut_off = limits, bubblewrap is not None
        given = {
            "path": list_libraries(),
            "package": str(_PACKAGE),
            "limits": asdict(limits),
            "carries_files": CARRIES_FILES,
        }
        command = [sys.executable, "-I", "-S", "-c", _BEGIN, json.dumps(given)]
        if bubblewrap is not None:
            command = cut_off(bubblewrap, command, _PACKAGE)
        self._process, self._channel = _start(command)
        self._confinement: Confinement | None = None
        self._is_late = False
        self.is_done = False

    def greet(self) -> Confinement:
        """Waits until the child is there, and says how it is confined. Raises EndedError if it does not come."""
        if self._confinement is None:
            with self._hold(_START_SECONDS):
                started = self._receive()
            if not isinstance(started, Started):
                raise self._find_end()
            self._confinement = Confinement(self.is_cut_off, started.limits)
        return self._confinement

    def read(self, task: Task, stream: BinaryIO) -> tuple[Intake, Ended]:
        """What the reading of the file in `stream` gives, and how it ended. Raises EndedError if the child ended."""
        with self._hold(self._allow(stream)):
            self._ask(task, stream)
            return self._gather()

    def stream(self, task: Task, stream: BinaryIO) -> Iterator[Document | Note | Ended]:
        """What the reading of the file in `stream` gives, as it gives it, and at last how it ended. The time by the
        clock runs while it is waited for: the child waits until what it gave is taken. Raises EndedError."""
        left = self._allow(stream)
        self._ask(task, stream)
        number = characters = 0
        while True:
            started = time.monotonic()
            with self._hold(left):
                answer = self._receive()
            left -= time.monotonic() - started
            if isinstance(answer, Ended):
                self.is_done = answer.retires
                yield answer
                return
            number += 1
            if isinstance(answer, Read):
                characters += len(answer.document.text)
                yield answer.document
            elif isinstance(answer, Noted):
                yield answer.note
            # As below: the limits of a reader do not hold a child that has been taken over.
            if number > 2 * MOST_STREAMED_DOCUMENTS or characters > 2 * MOST_STREAMED_CHARACTERS:
                self.end()

    def _allow(self, stream: BinaryIO) -> float:
        return self._limits.allow_clock(os.fstat(stream.fileno()).st_size)

    def _ask(self, task: Task, stream: BinaryIO) -> None:
        try:
            self._channel.send(encode(task), stream.fileno() if CARRIES_FILES else None)
        except BrokenError:
            raise self._find_end() from None

    def _gather(self) -> tuple[Intake, Ended]:
        documents: list[Document] = []
        notes: list[Note] = []
        rows: list[Row] = []
        stories: list[Story] = []
        attachment: Attachment | None = None
        characters = 0
        while True:
            answer = self._receive()
            if isinstance(answer, Ended):
                self.is_done = answer.retires
                read = Intake(tuple(documents), tuple(notes), tuple(rows), attachment, tuple(stories))
                return read if answer.how == "read" else Intake(), answer
            if isinstance(answer, Read):
                documents.append(answer.document)
                characters += len(answer.document.text)
            elif isinstance(answer, Noted):
                notes.append(answer.note)
            elif isinstance(answer, Told):
                stories.append(answer.story)
            elif isinstance(answer, Described):
                attachment = answer.attachment
            elif isinstance(answer, Listed):
                rows.append(answer.row)
                characters += sum(map(len, answer.row.cells))
            # A reader bounds what it gives; a child that has been taken over does not.
            if (
                max(len(documents), len(notes), len(rows), len(stories)) > 2 * MOST_DOCUMENTS
                or characters > 2 * MOST_CHARACTERS_TOGETHER
            ):
                self.end()

    def _receive(self) -> Answer:
        try:
            return cast(Answer, decode(self._channel.receive()[0], Answer))
        except BrokenError:
            raise self._find_end() from None

    def _find_end(self) -> EndedError:
        self.is_done = True
        try:
            code = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.end()
            code = 0
        # Bubblewrap gives the signal that ended a program as shells do.
        ended_by = -code if code < 0 else code - 128 if self.is_cut_off and code > 128 else None
        return EndedError(ended_by, self._is_late)

    @contextlib.contextmanager
    def _hold(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self._stop_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _stop_late(self) -> None:
        self._is_late = True
        self._kill()

    def _kill(self) -> None:
        """Ends the child and the programs that it started."""
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Ends the child, whatever it does."""
        self.is_done = True
        if self._process.poll() is None:
            self._kill()
        self._channel.close()
        self._process.wait()


def _start(command: Sequence[str]) -> tuple[subprocess.Popen[bytes], Channel]:
    """The process of a command, in a session of its own, with a channel to it at its standard input."""
    environment = choose_environment()
    if not CARRIES_FILES:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        return process, PipeChannel(cast(BinaryIO, process.stdout), cast(BinaryIO, process.stdin))
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            command,
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    return process, SocketChannel(ours)
