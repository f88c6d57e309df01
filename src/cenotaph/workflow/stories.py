"""Stories that a file lists without their texts, and which of them the record has already."""

from collections.abc import Iterable, Mapping, Sequence

from cenotaph.archive.readers.intake import Instructions, Intake, UnreadableError
from cenotaph.archive.readers.registry import LISTING_FORMATS, PLAIN_FORMATS, find_reader
from cenotaph.archive.story import Story
from cenotaph.runners.sandbox import Given, Pool
from cenotaph.store import schema
from cenotaph.store.record import Record
from cenotaph.workflow.items import Item
from cenotaph.workflow.receipts import Outcome


def list_stories(items: Iterable[Item], columns: Mapping[str, str], pool: Pool) -> list[Story]:
    """The stories that some files list, each address once. What is wrong with a file is said when it is taken in."""
    found: dict[str, Story] = {}
    for item in items:
        if item.path is None or item.format not in LISTING_FORMATS:
            continue
        for story in _read(item, columns, pool).stories:
            found.setdefault(story.address, story)
    return list(found.values())


def _read(item: Item, columns: Mapping[str, str], pool: Pool) -> Intake:
    assert item.path is not None
    try:
        if item.format not in PLAIN_FORMATS:
            return pool.open(Given(item.name, item.format, item.path, item.columns or columns)).intake
        with item.path.open("rb") as stream:
            return find_reader(item.format)(stream, item.name, Instructions(item.columns or columns))
    except (UnreadableError, OSError):
        return Intake()


def part_known(record: Record, stories: Sequence[Story]) -> tuple[list[Story], list[Story]]:
    """The stories whose pages are still to be fetched, and those whose pages the record has."""
    if not stories:
        return [], []
    with record.look() as view:
        ended = [body for _, body in view.list_current(schema.receipts)]
        failed = {body["capture"] for body in ended if body["outcome"] == Outcome.FAILED}
        known = {body["name"] for number, body in view.list_current(schema.captures) if number not in failed}
    return [each for each in stories if each.address not in known], [each for each in stories if each.address in known]
