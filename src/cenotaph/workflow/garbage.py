"""When Python looks for garbage in circles: not while a report is read or a record reconciled."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def postponed_collection() -> Iterator[None]:
    """Keeps the collector of circles from running, and lets it run again afterwards if it ran before.

    Reading makes many small values and next to no circles, yet each few hundred values the collector looks through
    what is held, the lexicon included: a tenth of the time of reading (measured with `benchmark/reading.py`).
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()
