"""Fetching a page: every step of the way looked at before it is taken, and all of it written down."""

import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cenotaph.archive.addresses import ForbiddenError, check_address
from cenotaph.archive.capture import Capture, Headers, Hop, Validators
from cenotaph.archive.unpacking import ACCEPTED, PackingError, unpack
from cenotaph.archive.weblinks import CheckAddress, WebLink, follow, parse_link
from cenotaph.archive.wire import (
    Answer,
    Request,
    WireError,
    connect_address,
    connect_proxy,
    exchange,
    resolve_name,
    strip_proxy,
)

Resolve = Callable[[str, int, float], Sequence[str]]

TOOL = "cenotaph fetch"
# What the most common browser of those who hide what they are says: a request is to tell nobody who watches a server
# that a recorder reads there. It is no disguise: how the connection is made still tells a program from a browser.
_HEADERS: Headers = (
    ("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"),
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "en-US,en;q=0.5"),
    ("Accept-Encoding", ACCEPTED),
)
_REDIRECTIONS = (301, 302, 303, 307, 308)
# Hosts have two to eight addresses; if four are away, the rest are.
_MOST_ADDRESSES = 4


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a page may take: bytes as sent and unpacked, redirections, and seconds for all of them together."""

    sent_bytes: int = 50_000_000
    content_bytes: int = 100_000_000
    redirections: int = 10
    seconds: float = 120


BOUNDS = Bounds()


class FetchError(Exception):
    """A page that was not fetched. The message goes on from the address that was asked for; `hops` are the requests
    that had an answer."""

    def __init__(self, message: str, hops: Sequence[Hop] = ()) -> None:
        super().__init__(message)
        self.hops = tuple(hops)


@dataclass(frozen=True, slots=True)
class Way:
    """How pages are reached: directly, or through `proxy` alone ("socks5h://127.0.0.1:9050"); what resolves names,
    checks addresses and certificates. All but the proxy are given by tests alone."""

    proxy: str | None = None
    bounds: Bounds = BOUNDS
    resolve: Resolve = resolve_name
    check: CheckAddress = check_address
    context: ssl.SSLContext | None = None


def fetch(address: str, version: str, way: Way = Way(), validators: Validators | None = None) -> Capture:
    """The page at an address, whatever the status of its last answer; `version` is this program's. With `validators`
    of an earlier capture the answer is 304, without a body, if nothing has changed.

    A name is resolved once for each request, every one of its addresses must be public, and the connection is made to
    one of these. Through a proxy no name is resolved here, and nothing is asked without it. Raises FetchError, and
    ValueError for a proxy that is none.
    """
    shown = strip_proxy(way.proxy) if way.proxy is not None else None
    context = way.context or ssl.create_default_context()
    headers = (*_HEADERS, *_ask_for_changes(validators))
    end = time.monotonic() + way.bounds.seconds
    hops: list[Hop] = []
    seen: set[str] = set()
    try:
        link = parse_link(address, way.check)
        while True:
            seen.add(str(link))
            answer = _ask(link, headers, way, context, end - time.monotonic())
            hops.append(answer.hop)
            location = answer.hop.header("Location")
            if answer.hop.status not in _REDIRECTIONS or not location:
                break
            if len(hops) > way.bounds.redirections:
                raise WireError(f"leads from page to page more than {way.bounds.redirections} times")
            link = _follow(link, location, way.check)
            if str(link) in seen:
                raise WireError("leads in a circle, as pages do that want a cookie. Open it in a browser and save it")
        content = unpack(answer.body, answer.hop.header("Content-Encoding"), way.bounds.content_bytes)
    except (ForbiddenError, PackingError, WireError) as error:
        raise FetchError(f"{error}.", hops) from None
    return Capture(address, tuple(hops), answer.body, content, shown, TOOL, version)


def post(address: str, data: bytes, media: str, way: Way = Way()) -> Answer:
    """What an address answers to `data`, with success; the media type is that of the data. Reached as pages are; it is
    not followed elsewhere. Raises FetchError, and ValueError for a proxy that is none."""
    if way.proxy is not None:
        strip_proxy(way.proxy)
    context = way.context or ssl.create_default_context()
    # As a program without a name: who is asked knows of whom it is by what it is asked.
    headers = (("Content-Type", media), ("Accept", "*/*"))
    try:
        link = parse_link(address, way.check)
        answer = _ask(link, headers, way, context, way.bounds.seconds, data)
    except (ForbiddenError, WireError) as error:
        raise FetchError(f"{error}.") from None
    if answer.hop.status != 200:
        raise FetchError(f"answered {answer.hop.status} {answer.hop.reason}.".replace(" .", "."), (answer.hop,))
    return answer


def choose_proxy(environment: Mapping[str, str]) -> str | None:
    """The proxy that the variables of a user's environment name, for all pages alike; None if they name none."""
    for name in ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"):
        if proxy := environment.get(name) or environment.get(name.lower()):
            return proxy
    return None


def _ask(
    link: WebLink, headers: Headers, way: Way, context: ssl.SSLContext, seconds: float, body: bytes | None = None
) -> Answer:
    if seconds <= 0:
        raise WireError(f"takes too long: more than {way.bounds.seconds:.0f} seconds. Try again later")
    if way.proxy is not None:
        connection, said = connect_proxy(link, way.proxy, seconds)
        target = link.target if said is None else str(link)
        request = Request(link, target, (*headers, *(said or ())), way.bounds.sent_bytes, seconds, body)
        return exchange(request, connection, None, context)
    if link.is_onion:
        raise ForbiddenError("is only reached through Tor. Name its proxy, such as socks5h://127.0.0.1:9050")
    addresses = [link.host] if link.is_address else way.resolve(link.host, link.port, seconds)
    try:
        checked = [str(way.check(written)) for written in addresses]
    except ForbiddenError as error:
        raise ForbiddenError(f"leads to {link.host}, and an address of that host {error}") from None
    fault = WireError("cannot be found: its host has no address")
    for checked_address in checked[:_MOST_ADDRESSES]:
        try:
            connection = connect_address(checked_address, link.port, seconds)
        except WireError as error:
            fault = error
            continue
        request = Request(link, link.target, headers, way.bounds.sent_bytes, seconds, body)
        return exchange(request, connection, checked_address, context)
    raise fault


def _follow(link: WebLink, location: str, check: CheckAddress) -> WebLink:
    try:
        return follow(link, location, check)
    except ForbiddenError as error:
        raise ForbiddenError(f"leads to {location[:200]!r}, which {error}") from None


def _ask_for_changes(validators: Validators | None) -> Headers:
    if validators is None:
        return ()
    given = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return tuple((name, value) for name, value in given if value)
