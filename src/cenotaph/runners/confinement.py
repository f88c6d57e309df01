"""How a child process is confined: its limits, the programs that cut it off, and what to say of both."""

import os
import shutil
import site
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import msgspec

if sys.platform != "win32":
    import resource

_BUBBLEWRAP = "bwrap"
# Programs and libraries of the system, as far as they are there; nothing of a user's.
_SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/nix/store")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may take.

    Set by the largest files that the readers take, measured in processor time on a busy machine: a workbook of 900,000
    cells took 19 seconds and 0.4 GB, a page of 200,000 tags 27 seconds and 0.3 GB, a table of 98,000 reports in Arabic
    0.5 GB; a page of five million characters would take 2.5 GB, and is given up. Small files get little time, since
    they are read in milliseconds or are made to hold things up.
    """

    memory_bytes: int = 2_000_000_000
    processor_seconds: float = 10
    seconds_for_a_megabyte: float = 10
    # An archive of five gigabytes and 100,000 pages takes most of an hour.
    most_seconds: float = 7200
    # By the clock, since other programs want the processor too: so many, and so many for each of processor time.
    clock_seconds: float = 60
    clock_seconds_for_each: float = 3
    # What is written: the copy of a PDF that poppler reads, which the reader of PDFs bounds.
    written_bytes: int = 200_000_000
    open_files: int = 64

    def allow_processor(self, size: int) -> float:
        """Seconds of processor time for a file of `size` bytes."""
        return min(self.most_seconds, self.processor_seconds + self.seconds_for_a_megabyte * size / 1_000_000)

    def allow_clock(self, size: int) -> float:
        """Seconds by the clock for a file of `size` bytes."""
        return self.clock_seconds + self.clock_seconds_for_each * self.allow_processor(size)


@dataclass(frozen=True, slots=True)
class Confinement:
    """How a child was confined: whether bubblewrap cut it off from the network and the user's files, and which limits
    the system holds it to (`"memory"`, `"processor time"`, `"size of files"`, `"open files"`)."""

    is_cut_off: bool
    limits: tuple[str, ...]

    def word(self) -> str:
        """The sentence for a receipt, without its subject: "was read in a child process ..."."""
        held = [*self.limits, "time by the clock"]
        kept = ", ".join(held[:-1]) + (" and " if self.limits else "") + held[-1]
        cut = (
            "cut off from the network and from files by bubblewrap"
            if self.is_cut_off
            else "not cut off from the network and from this user's files, for want of bubblewrap"
        )
        return f"was read in a child process with limits of {kept}, {cut}"


def find_bubblewrap() -> str | None:
    """The program, where the system is one that it works on and has it."""
    return shutil.which(_BUBBLEWRAP) if sys.platform == "linux" else None


def list_libraries() -> list[str]:
    """Where Python and the libraries are: the places of the path that are no folder of a user's work."""
    roots = [sys.prefix, sys.base_prefix, site.getusersitepackages(), str(Path(msgspec.__file__).parents[1])]
    return [place for place in sys.path if any(Path(place).is_relative_to(root) for root in roots)]


def cut_off(program: str, command: Sequence[str], package: Path) -> list[str]:
    """The command, run by bubblewrap without network and with no files but the system's, Python's and the package's,
    none of which it can write."""
    places = dict.fromkeys([*_SYSTEM, sys.prefix, sys.base_prefix, *list_libraries(), str(package)])
    return [
        program,
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        *("--cap-drop", "ALL"),
        # An empty /tmp first: Python itself may be somewhere in it.
        *("--tmpfs", "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),
        *chain.from_iterable(("--ro-bind-try", place, place) for place in places),
        *("--chdir", "/"),
        "--",
        *command,
    ]


def choose_environment() -> dict[str, str]:
    """What a child is told of this one: where programs are, and no secret that a user keeps in variables."""
    kept = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP")
    # A library of linear algebra reserves memory for every processor of the machine, and no reader calculates.
    return {name: os.environ[name] for name in kept if name in os.environ} | {"OPENBLAS_NUM_THREADS": "1"}


def impose(limits: Limits) -> tuple[str, ...]:
    """Holds this process to the limits, for good, and says which of them the system takes."""
    if sys.platform == "win32":
        return ()
    _lower(resource.RLIMIT_CORE, 0)
    taken = []
    # macOS takes a limit of memory and does not hold to it.
    if _lower(resource.RLIMIT_AS, limits.memory_bytes) and sys.platform == "linux":
        taken.append("memory")
    taken.append("processor time")
    if _lower(resource.RLIMIT_FSIZE, limits.written_bytes):
        taken.append("size of files")
    if _lower(resource.RLIMIT_NOFILE, limits.open_files):
        taken.append("open files")
    return tuple(taken)


def allow_processor(seconds: float) -> None:
    """Ends this process when it has taken so many more seconds of processor time."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _lower(kind: int, most: int) -> bool:
    """Lowers a limit, and says whether it holds: a system may have set a lower one, or take none."""
    _, hard = resource.getrlimit(kind)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (bound, bound))
    except (OSError, ValueError):
        return False
    return True
