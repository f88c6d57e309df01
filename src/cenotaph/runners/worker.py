"""What runs in a child process: reads one file after another, each within limits, until nobody asks any more."""

import contextlib
import io
import os
import re
import socket
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import (
    MOST_STREAMED_CHARACTERS,
    MOST_STREAMED_DOCUMENTS,
    Instructions,
    Intake,
    Note,
    UnreadableError,
    bound,
)
from cenotaph.archive.readers.registry import find_reader, stream_documents
from cenotaph.runners.channel import (
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
from cenotaph.runners.confinement import Limits, allow_processor, impose
from cenotaph.runners.poppler import extract_pages

# A library may lose a little with every file; a new child costs a fifth of a second.
_MOST_FILES = 2_000
# A child that has taken so much of its memory may hold on to it, and have too little for the next file.
_MOST_KEPT = 0.4
# Where memory runs out, libraries say that a file is damaged, or give what they have of it. So a file that has taken so
# much is not believed.
_MOST_TAKEN = 0.8


def serve(channel: Channel, limits: Limits) -> None:
    """Reads what is asked for, until the channel ends or this process must make room for a new one."""
    channel.send(encode(Started(impose(limits))))
    number, ended = 0, None
    while ended is None or not ended.retires:
        try:
            data, files = channel.receive()
            task: Task = decode(data, Task)
        except BrokenError:
            return
        number += 1
        allow_processor(task.seconds)
        ended = _read(channel, task, files[0] if files else None, number == _MOST_FILES, limits)
        channel.send(encode(ended))


def _read(channel: Channel, task: Task, file: int | None, is_last: bool, limits: Limits) -> Ended:
    ended = Ended("read", "", is_last)
    intake = Intake()
    try:
        with _open(task, file) as stream:
            instructions = Instructions(task.columns, extract_pages, task.charset)
            if task.streams:
                _send_all(channel, stream_documents(task.format, stream, task.name, instructions), task, limits)
                return Ended("read", "", is_last or _measure_memory() / limits.memory_bytes > _MOST_KEPT)
            intake = find_reader(task.format)(stream, task.name, instructions)
    except UnreadableError as error:
        ended = Ended("refused", str(error), is_last)
    except MemoryError:
        return Ended("memory", "", True)
    except BrokenError:
        raise
    # Whatever a library lets through: the other files are to be read all the same.
    except Exception as error:
        ended = Ended("fault", f"{type(error).__name__}: {str(error)[:200]}", is_last)
    taken = _measure_memory() / limits.memory_bytes
    if taken > _MOST_TAKEN:
        return Ended("memory", "", True)
    try:
        _send(channel, intake)
    except MemoryError:
        return Ended("memory", "", True)
    return Ended(ended.how, ended.text, is_last or taken > _MOST_KEPT)


def _open(task: Task, file: int | None) -> BinaryIO:
    if file is not None:
        return os.fdopen(file, "rb")
    return open(task.path, "rb") if task.path is not None else io.BytesIO()


def _send_all(channel: Channel, items: Iterator[Document | Note], task: Task, limits: Limits) -> None:
    """Sends documents and notes as they are read; nothing is kept of them. Raises MemoryError where so much was taken
    that they are not to be believed."""
    for item in bound(task.name, items, MOST_STREAMED_DOCUMENTS, MOST_STREAMED_CHARACTERS):
        if _measure_memory() > _MOST_TAKEN * limits.memory_bytes:
            raise MemoryError
        channel.send(encode(Noted(item) if isinstance(item, Note) else Read(item)))


def _send(channel: Channel, intake: Intake) -> None:
    for document in intake.documents:
        channel.send(encode(Read(document)))
    for note in intake.notes:
        channel.send(encode(Noted(note)))
    for row in intake.rows:
        channel.send(encode(Listed(row)))
    for story in intake.stories:
        channel.send(encode(Told(story)))
    if intake.attachment is not None:
        channel.send(encode(Described(intake.attachment)))


def _measure_memory() -> int:
    """The most bytes of address space that this process has taken, which is what the limit counts; 0 where it cannot be
    told."""
    if sys.platform != "linux":
        return 0
    with open("/proc/self/status", "rb") as stream:
        found = re.search(rb"VmPeak:\s*(\d+) kB", stream.read())
    return int(found.group(1)) * 1024 if found else 0


def begin(limits: dict[str, Any], carries_files: bool) -> None:
    """The beginning of a child: its channel is a socket at its standard input, or its standard input and output."""
    channel: Channel
    if carries_files:
        channel = SocketChannel(socket.socket(fileno=0))
    else:
        channel = PipeChannel(sys.stdin.buffer, sys.stdout.buffer)
    with contextlib.suppress(BrokenError):
        serve(channel, Limits(**limits))
