"""A capture: what was fetched from the web, with everything that is to be known of how."""

import datetime as dt
from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask with later whether a page has changed (RFC 9110, 13.1)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One request and its answer. `peer` is the address that answered, None through a proxy, which keeps it to itself;
    `certificate` is the SHA-256 of the host's certificate in hexadecimal digits, None without TLS; moments are UTC."""

    address: str
    status: int
    reason: str
    headers: Headers
    peer: str | None
    protocol: str | None
    certificate: str | None
    started_at: dt.datetime
    ended_at: dt.datetime

    def header(self, name: str) -> str | None:
        """The value of a header; those that are there several times are joined by commas."""
        values = [value for known, value in self.headers if known.lower() == name.lower()]
        return ", ".join(values) if values else None


@dataclass(frozen=True, slots=True)
class Capture:
    """What was fetched. `hops` are the requests in their order, the last of them with the answer; `sent` is the body as
    it came over the wire, `content` the body unpacked (the same bytes if it was not packed); `proxy` is the proxy
    without its password, None if there was none; `tool` and `version` are of this program."""

    requested: str
    hops: tuple[Hop, ...]
    sent: bytes
    content: bytes
    proxy: str | None
    tool: str
    version: str

    @property
    def final(self) -> str:
        """The address that answered in the end."""
        return self.hops[-1].address

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.hops[-1].status

    @property
    def started_at(self) -> dt.datetime:
        """When the first request began, UTC."""
        return self.hops[0].started_at

    @property
    def ended_at(self) -> dt.datetime:
        """When the last answer was complete, UTC."""
        return self.hops[-1].ended_at

    @property
    def media(self) -> str:
        """The media type that the server said, in small letters; "" if it said none."""
        return (self.hops[-1].header("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server said."""
        for part in (self.hops[-1].header("Content-Type") or "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None

    @property
    def validators(self) -> Validators:
        """What to ask with later."""
        return Validators(self.hops[-1].header("ETag"), self.hops[-1].header("Last-Modified"))
