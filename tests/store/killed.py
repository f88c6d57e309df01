"""A program that is there to be killed: it takes files into a record and reads them, saying what is done as it is done.

python -m tests.store.killed RECORD FOLDER INDEX
"""

import sys
from pathlib import Path

from cenotaph.actors.bundled import load_register
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.runners.sandbox import Pool
from cenotaph.store.address import parse_address
from cenotaph.store.record import open_record
from cenotaph.workflow import collect, extract
from cenotaph.workflow.collect import collect_files
from cenotaph.workflow.extract import extract_record
from cenotaph.workflow.items import Custody, Item
from cenotaph.workflow.receipts import Outcome

# Small steps, so that there are many moments to be killed in.
FILES, STEPS, DOCUMENTS = 3, 5, 4


def say(*words: object) -> None:
    """A line on standard output at once: it is out before anything more is done."""
    print(*words, flush=True)


def main(place: str, folder: str, index: str) -> None:
    """Take in, then read."""
    collect._MOST_FILES, collect._MOST_STEPS, extract._MOST_DOCUMENTS = FILES, STEPS, DOCUMENTS
    record = open_record(parse_address(place))
    items = [Item(path.name, path, "txt") for path in sorted(Path(folder).iterdir())]
    say("begun")
    with Pool() as pool:
        for receipt in collect_files(record, items, Custody(), pool):
            if receipt.outcome is Outcome.TAKEN:
                say("taken", receipt.item)
    with Gazetteer(Path(index)) as gazetteer:
        extract_record(record, gazetteer, load_register(), lambda done, _: say("read", done))
    say("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
