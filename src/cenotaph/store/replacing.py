"""Files that are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from cenotaph.store.blobs import sync_folder

_PLAIN = 0o666  # the permissions of a new file, of which the umask takes some away


@contextmanager
def replace_file(path: Path, *, is_private: bool = False) -> Iterator[BinaryIO]:
    """A stream for what is to stand in `path`: what was there stays until all of the new is on the disk, and then it
    takes its place; if anything is raised inside, nothing is changed. A private file only its owner may read. Raises
    OSError."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as unfinished:
        try:
            yield cast(BinaryIO, unfinished)
            unfinished.flush()
            os.fsync(unfinished.fileno())
            if not is_private:
                # A temporary file is its owner's alone; this one gets the permissions that a new file would have.
                os.chmod(unfinished.name, _PLAIN & ~_read_umask())
            os.replace(unfinished.name, path)
        except BaseException:
            os.unlink(unfinished.name)
            raise
    sync_folder(path.parent)


def _read_umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
