"""Pages of the web as items to take in: fetched, and looked at, or failed with a reason."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from cenotaph.archive.capture import Capture, Hop, Validators
from cenotaph.archive.fetch import FetchError, Way
from cenotaph.archive.manners import LEAST_SECONDS, Manners
from cenotaph.archive.media_types import find_capture_format
from cenotaph.archive.refusals import find_refusal
from cenotaph.archive.story import Story
from cenotaph.store.additions import write_moment
from cenotaph.workflow.failures import Failed
from cenotaph.workflow.items import Item

_PAGE = re.compile(r"https?://", re.IGNORECASE)
# Lists and feeds name pages by the thousand: as a program that follows feeds.
_LIST_SECONDS = LEAST_SECONDS
_MOST_UNHEARD = 5
_NO_NETWORK = (
    "was not fetched: none of the {} addresses before it answered, so there seems to be no network. Run the command "
    "again where there is one."
)
# A person who opens the pages of one site one after the other is no slower.
_LEAST_SECONDS = 2.0


def is_page(name: str) -> bool:
    """True for the address of a page, among names of files."""
    return _PAGE.match(name) is not None


def fetch_items(addresses: Iterable[str], way: Way) -> Iterator[Item | Failed]:
    """The pages at these addresses, each fetched when it is asked for; or that the attempt failed: it was not fetched,
    is no success (a login, a challenge, an error), or is of a kind that no reader reads.

    The pages are named by a person, so robots.txt is not asked. Raises ValueError for a proxy that is none.
    """
    manners = Manners(version("cenotaph"), way, _LEAST_SECONDS, obeys_rules=False)
    for address in addresses:
        yield fetch_item(manners, address)


def fetch_stories(stories: Iterable[Story], way: Way) -> Iterator[Item | Failed]:
    """The pages of the stories of a list, as `fetch_items`, each with what the list states of it. A list may name very
    many, so robots.txt is asked as where feeds are followed. Where none of the first few answers at all, there is no
    network, and the others are not tried."""
    manners = Manners(version("cenotaph"), way, _LIST_SECONDS)
    unheard, heard = 0, False
    for story in stories:
        if not heard and unheard >= _MOST_UNHEARD:
            yield leave(story.address, _NO_NETWORK.format(unheard))
            continue
        found = fetch_item(manners, story.address)
        if isinstance(found, Failed):
            heard, unheard = heard or found.fetched is not None, unheard + 1
            yield found
        else:
            heard = True
            yield replace(found, listed=story)


def leave(address: str, reason: str) -> Failed:
    """A page that was not tried, and why."""
    now = dt.datetime.now(dt.UTC)
    return Failed(address, reason, now, now, is_attempt=False)


def fetch_item(manners: Manners, address: str, validators: Validators | None = None) -> Item | Failed:
    """The page at an address, or that the attempt failed."""
    started = dt.datetime.now(dt.UTC)
    try:
        capture = manners.fetch(address, validators)
    except FetchError as error:
        hops = write_hops(error.hops) if error.hops else None
        return Failed(address, str(error), started, dt.datetime.now(dt.UTC), hops)
    return make_item(address, capture)


def make_item(address: str, capture: Capture) -> Item | Failed:
    """What was fetched for an address as an item, or why it is none."""
    format = find_capture_format(capture)
    refusal = find_refusal(capture)
    if refusal is None and format is None:
        refusal = f"is {capture.media or 'of a kind that its server does not tell'}, which has no reader."
    if refusal is not None or format is None:
        return Failed(address, refusal or "", capture.started_at, capture.ended_at, write_custody(capture))
    return Item(address, None, format, capture.content, capture.final, capture.charset, write_custody(capture))


def write_custody(capture: Capture) -> dict[str, Any]:
    """How a page was fetched, as plain mappings, lists and text."""
    return {
        "requested": capture.requested,
        "proxy": capture.proxy,
        "tool": f"{capture.tool} {capture.version}",
        **write_hops(capture.hops),
    }


def write_hops(hops: Sequence[Hop]) -> dict[str, Any]:
    """The requests and answers of a fetch, as plain mappings, lists and text."""
    return {
        "hops": [
            {
                "address": hop.address, "status": hop.status, "reason": hop.reason,
                "headers": [list(header) for header in hop.headers], "peer": hop.peer, "protocol": hop.protocol,
                "certificate": hop.certificate, "started_at": write_moment(hop.started_at),
                "ended_at": write_moment(hop.ended_at),
            }
            for hop in hops
        ],
    }  # fmt: skip
