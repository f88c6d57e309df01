"""Addresses of web pages: http and https alone, the host in its usual form, nothing that hides where they lead."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import idna

from cenotaph.archive.addresses import Address, ForbiddenError, check_address

CheckAddress = Callable[[str], Address]

_PORTS = {"http": 80, "https": 443}
# Ports below this are those of mail, files, terminals and the like.
_FIRST_FREE_PORT = 1024
_LONGEST = 8_000
_LONGEST_HOST = 253
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# A host whose last label is a number is an address, in one of the forms that old libraries take: 0x7f.1, 2130706433.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_QUAD = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
# Blanks within, control characters, and a backslash, which some programs take for a slash and others do not.
_NOT_WRITTEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\]")
# Names that are only known inside a network (RFC 6761, 6762, 8375, 9476, and by custom).
_LOCAL = ("localhost", "local", "internal", "intranet", "lan", "private", "corp", "home", "localdomain", "home.arpa")
_ONION = "onion"
# What a path and a query may hold as it is; the rest is written in bytes of UTF-8.
_SAFE = "/?&=:@!$'()*+,;~%[]-._|"


@dataclass(frozen=True, slots=True)
class WebLink:
    """Where a page is. `host` is a name in letters that go over the wire, or an address (IPv6 without brackets);
    `target` is the path with the query."""

    scheme: str
    host: str
    port: int
    target: str
    is_address: bool

    @property
    def authority(self) -> str:
        """The host as a request names it: with brackets, and with the port if it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_onion(self) -> bool:
        """True for a name that only Tor knows."""
        return self.host.endswith(f".{_ONION}")

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_link(written: str, check: CheckAddress = check_address) -> WebLink:
    """The link in `written`. Raises ForbiddenError, in words that go on from the address, if it is no link to a page
    that may be fetched: another scheme, a host that is local or written in an odd form, a name and password in it."""
    link = written.strip(" \t\r\n")
    if len(link) > _LONGEST:
        raise ForbiddenError(f"is longer than any address of a page ({_LONGEST:,} characters)")
    if _NOT_WRITTEN.search(link):
        raise ForbiddenError("has a blank, a backslash or a sign that cannot be seen in it. Copy the address again")
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        raise ForbiddenError("is no address of a page: its host or port cannot be told. Copy it again") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise ForbiddenError("is no address of a page: it must begin with http:// or https://")
    if "@" in parts.netloc:
        raise ForbiddenError("has a name or password before its host, or only looks as if it led there. Take them out")
    host, is_address = _settle_host(parts.hostname or "", "[" in parts.netloc, check)
    if port is not None and port != _PORTS[scheme] and (port < _FIRST_FREE_PORT and port not in _PORTS.values()):
        raise ForbiddenError(f"asks at port {port}, where no pages are")
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return WebLink(scheme, host, port or _PORTS[scheme], target, is_address)


def follow(link: WebLink, location: str, check: CheckAddress = check_address) -> WebLink:
    """Where a redirection to `location` leads from a link. Raises ForbiddenError as `parse_link` does."""
    try:
        return parse_link(urljoin(str(link), location.strip(" \t\r\n")), check)
    except ValueError:
        raise ForbiddenError("is no address of a page") from None


def _settle_host(written: str, is_bracketed: bool, check: CheckAddress) -> tuple[str, bool]:
    """The host in its usual form, and whether it is an address."""
    if is_bracketed:
        return str(check(written)), True
    if not written:
        raise ForbiddenError("has no host in it. Copy the address again")
    host = written.lower()
    if not host.isascii():
        try:
            host = idna.encode(written, uts46=True).decode("ascii").lower()
        except idna.IDNAError:
            raise ForbiddenError("has a host that no name can be. Copy the address again") from None
    host = host.removesuffix(".")
    labels = host.split(".")
    if len(host) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        raise ForbiddenError("has a host that no name can be. Copy the address again")
    if _NUMBER.fullmatch(labels[-1]):
        if not _QUAD.fullmatch(host):
            raise ForbiddenError("has an address of the network in an odd form in place of a host")
        return str(check(host)), True
    if len(labels) == 1 or any(host == name or host.endswith(f".{name}") for name in _LOCAL):
        raise ForbiddenError("has a host of a local network, or of this machine")
    return host, False
