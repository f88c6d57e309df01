"""Fetching many pages without being a burden: what robots.txt allows, one request at a time, and never in haste."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from cenotaph.archive.addresses import ForbiddenError
from cenotaph.archive.capture import Capture, Validators
from cenotaph.archive.fetch import FetchError, Way, fetch
from cenotaph.archive.robots import OPEN, Rules, read_rules
from cenotaph.archive.weblinks import parse_link

# A person who reads opens a page every few seconds; so many requests no host feels.
LEAST_SECONDS = 5.0
# RFC 9309, 2.4: a file of rules is not to be trusted for longer than a day. A host that was away is asked again sooner.
_RULES_SECONDS = 86_400.0
_CLOSED_SECONDS = 600.0
# A host that wants a longer rest is left for this run.
_MOST_REST = 3600.0
_DEFAULT_REST = 60.0


@dataclass(slots=True)
class _Host:
    """What is known of one host: its rules and how long they hold, when it was asked last, and until when it wants a
    rest; in seconds of the clock."""

    rules: Rules = OPEN
    known_until: float = -math.inf
    asked_at: float = -math.inf
    rest_until: float = -math.inf


class Manners:
    """Fetches pages politely, and remembers for each host what it allows and when it was asked. A program that chooses
    its pages, as one that follows feeds, obeys the rules of robots.txt; pages that a person names are not asked about.

    `clock` gives seconds that never go back, `sleep` waits for so many.
    """

    def __init__(
        self,
        version: str,
        way: Way,
        least_seconds: float = LEAST_SECONDS,
        *,
        obeys_rules: bool = True,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._version, self._way, self._least = version, way, least_seconds
        self._clock, self._sleep, self._obeys = clock, sleep, obeys_rules
        self._hosts: dict[str, _Host] = {}

    def fetch(self, address: str, validators: Validators | None = None) -> Capture:
        """The page at an address, once its host may be asked. Raises FetchError as `fetch` does, and if robots.txt
        does not allow it or the host wants a longer rest than an hour."""
        try:
            link = parse_link(address, self._way.check)
        except ForbiddenError as error:
            raise FetchError(f"{error}.") from None
        origin = f"{link.scheme}://{link.authority}"
        host = self._hosts.setdefault(origin, _Host())
        if self._obeys and self._clock() >= host.known_until:
            self._learn(host, origin)
        if not host.rules.allow(str(link)):
            what = "robots.txt of the host cannot be had" if host.rules.is_closed else "robots.txt of the host says so"
            raise FetchError(f"is not to be fetched by programs: {what}. Open it in a browser and save it.")
        capture = self._ask(host, address, validators)
        if capture.status in (429, 503):
            host.rest_until = self._clock() + _read_rest(capture)
        return capture

    def _learn(self, host: _Host, origin: str) -> None:
        try:
            answer = self._ask(host, f"{origin}/robots.txt", None)
            host.rules = read_rules(answer.status, answer.content)
        except FetchError as error:
            # Whatever has led away from the file to no host at all is a file that is not there.
            host.rules = read_rules(error.hops[-1].status if error.hops else None, b"")
        held = _CLOSED_SECONDS if host.rules.is_closed else _RULES_SECONDS
        host.known_until = self._clock() + held

    def _ask(self, host: _Host, address: str, validators: Validators | None) -> Capture:
        next_at = max(host.asked_at + max(self._least, host.rules.delay), host.rest_until)
        wait = next_at - self._clock()
        if wait > _MOST_REST:
            raise FetchError("was not fetched: its host wants a rest of more than an hour. Try again later.")
        if wait > 0:
            self._sleep(wait)
        try:
            return fetch(address, self._version, self._way, validators)
        finally:
            host.asked_at = self._clock()


def _read_rest(capture: Capture) -> float:
    """The seconds of rest that a host asks for, as a number or a moment (RFC 9110, 10.2.3)."""
    written = (capture.hops[-1].header("Retry-After") or "").strip()
    if written.isascii() and written.isdigit():
        return float(written[:9])
    try:
        return max(0.0, (parsedate_to_datetime(written) - capture.ended_at).total_seconds())
    except (ValueError, TypeError):
        return _DEFAULT_REST
