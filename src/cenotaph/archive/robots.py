"""What the robots.txt of a host lets programs fetch, and how often (RFC 9309)."""

from dataclasses import dataclass

from protego import Protego

# RFC 9309, 2.5: at least so much of a file is looked at.
_MOST_BYTES = 500_000
# A host that asks for more is not followed at all, rather than asked more often than it wants.
_MOST_DELAY = 3600.0
# The rules for all programs: a request does not say which one it is.
_AGENT = "*"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host: the text of its file, or that everything is allowed, or nothing."""

    text: str
    is_closed: bool = False

    def allow(self, address: str) -> bool:
        """True if the page at an address may be fetched by programs."""
        return not self.is_closed and bool(Protego.parse(self.text).can_fetch(address, _AGENT))

    @property
    def delay(self) -> float:
        """The seconds that the host wants between two requests, 0 if it says none."""
        return min(_MOST_DELAY, float(Protego.parse(self.text).crawl_delay(_AGENT) or 0))


OPEN = Rules("")
CLOSED = Rules("", is_closed=True)


def read_rules(status: int | None, content: bytes) -> Rules:
    """The rules from the answer for robots.txt; `status` is None if there was no whole answer.

    RFC 9309, 2.3.1: a file that is not there allows everything, a server that is broken or away allows nothing.
    """
    if status is None or status >= 500 or status == 429:
        return CLOSED
    if status != 200:
        return OPEN
    return Rules(content[:_MOST_BYTES].decode("utf-8-sig", "replace"))
