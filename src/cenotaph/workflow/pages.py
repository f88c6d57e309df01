"""Pages of the web as items to take in: fetched, and looked at, or failed with a reason."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from cenotaph.archive.capture import Capture
from cenotaph.archive.fetch import FetchError, Way
from cenotaph.archive.manners import Manners
from cenotaph.archive.media_types import find_capture_format
from cenotaph.archive.refusals import find_refusal
from cenotaph.store.additions import write_moment
from cenotaph.workflow.collect import Item
from cenotaph.workflow.receipts import Outcome, Receipt

_PAGE = re.compile(r"https?://", re.IGNORECASE)
# A person who opens the pages of one site one after the other is no slower.
_LEAST_SECONDS = 2.0


def is_page(name: str) -> bool:
    """True for the address of a page, among names of files."""
    return _PAGE.match(name) is not None


def fetch_items(addresses: Iterable[str], way: Way) -> Iterator[Item | Receipt]:
    """The pages at these addresses, each fetched when it is asked for; a receipt in place of one that failed, that is
    no success (a login, a challenge, an error), or that no reader reads.

    The pages are named by a person, so robots.txt is not asked. Raises ValueError for a proxy that is none.
    """
    manners = Manners(version("cenotaph"), way, _LEAST_SECONDS, obeys_rules=False)
    for address in addresses:
        try:
            capture = manners.fetch(address)
        except FetchError as error:
            yield Receipt(address, Outcome.FAILED, reason=str(error))
            continue
        yield make_item(address, capture)


def make_item(address: str, capture: Capture) -> Item | Receipt:
    """What was fetched for an address as an item, or the receipt that says why it is none."""
    format = find_capture_format(capture)
    if (refusal := find_refusal(capture)) is not None:
        return Receipt(address, Outcome.FAILED, reason=refusal)
    if format is None:
        reason = f"is {capture.media or 'of a kind that its server does not tell'}, which has no reader."
        return Receipt(address, Outcome.FAILED, reason=reason)
    return Item(address, None, format, capture.content, capture.final, capture.charset, write_custody(capture))


def write_custody(capture: Capture) -> dict[str, Any]:
    """How a page was fetched, as plain mappings, lists and text."""
    return {
        "requested": capture.requested,
        "proxy": capture.proxy,
        "tool": f"{capture.tool} {capture.version}",
        "hops": [
            {
                "address": hop.address, "status": hop.status, "reason": hop.reason,
                "headers": [list(header) for header in hop.headers], "peer": hop.peer, "protocol": hop.protocol,
                "certificate": hop.certificate, "started_at": write_moment(hop.started_at),
                "ended_at": write_moment(hop.ended_at),
            }
            for hop in capture.hops
        ],
    }  # fmt: skip
