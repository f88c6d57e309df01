"""A second extraction of a PDF's text, by poppler's pdftotext where the machine has it."""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence

# A report of some hundred pages takes a second; more than this is a file made to hold it up.
_MOST_SECONDS = 60
_MOST_BYTES = 50_000_000
_PROGRAM = "pdftotext"
_PAGE_END = "\f"


def extract_pages(data: bytes) -> Sequence[str] | None:
    """The text of each page of the PDF in `data`; None if the program is not there, failed, or took too long."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return None
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        try:
            # Poppler reads from standard input and writes to standard output; no file of the user's is named to it.
            process = subprocess.Popen(
                [program, "-q", "-enc", "UTF-8", "-", "-"],
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return None
        with process:
            text = _read_output(process)
    if text is None or process.returncode != 0:
        return None
    return text.decode("utf-8", "replace").removesuffix(_PAGE_END).split(_PAGE_END)


def _read_output(process: subprocess.Popen[bytes]) -> bytes | None:
    """What the program writes; None, and the program ended, if that is too much or takes too long."""
    timer = threading.Timer(_MOST_SECONDS, process.kill)
    timer.start()
    try:
        text = process.stdout.read(_MOST_BYTES + 1) if process.stdout else b""
    finally:
        timer.cancel()
    if len(text) > _MOST_BYTES:
        process.kill()
        return None
    return text
