"""Fetching: from the address that was looked at and no other, within bounds, and with all of it written down."""

import contextlib
import datetime as dt
import gzip
import hashlib
import socket
import ssl
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from cenotaph.archive.addresses import check_address
from cenotaph.archive.capture import Capture, Validators
from cenotaph.archive.fetch import BOUNDS, Bounds, FetchError, Way, choose_proxy, fetch
from cenotaph.archive.wire import WireError, strip_proxy
from tests.archive.servers import Answers, Server, answer, make_contexts, redirect, serve, serve_proxy
from tests.archive.web_files import make_page

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"])

PAGE = make_page()
HTML = "Content-Type: text/html; charset=utf-8"
LOCAL = partial(check_address, loopback=True)


class Names:
    """A name server: gives the addresses of its list for each question in turn, the last of them from then on."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, seconds: float) -> Sequence[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def take(server: Server, path: str = "/", names: Names | None = None, bounds: Bounds = BOUNDS) -> Capture:
    way = Way(check=LOCAL, resolve=names or Names(["127.0.0.1"]), bounds=bounds)
    return fetch(server.url(path, "plain.example"), "1", way)


def refuse(server: Server, path: str = "/", names: Names | None = None, bounds: Bounds = BOUNDS) -> str:
    with pytest.raises(FetchError) as raised:
        take(server, path, names, bounds)
    return str(raised.value)


def test_all_that_is_to_be_known_is_written_down() -> None:
    names = Names(["127.0.0.1"])
    page = answer(PAGE, HTML, 'ETag: "a"', "Last-Modified: Wed, 11 May 2016 10:00:00 GMT", "X: 1", "X: 2")
    with serve({"/": redirect("/story", "301 Moved"), "/story": page}) as server:
        capture = take(server, names=names)
    assert capture.content == capture.sent == PAGE
    assert capture.requested == f"http://plain.example:{server.port}/"
    assert capture.final == f"http://plain.example:{server.port}/story"
    assert [(hop.status, hop.peer, hop.certificate) for hop in capture.hops] == [
        (301, "127.0.0.1", None),
        (200, "127.0.0.1", None),
    ]
    assert capture.hops[1].header("x") == "1, 2"
    assert (capture.media, capture.charset) == ("text/html", "utf-8")
    assert capture.validators == Validators('"a"', "Wed, 11 May 2016 10:00:00 GMT")
    assert capture.started_at.tzinfo is dt.UTC
    assert capture.started_at <= capture.hops[0].ended_at <= capture.hops[1].started_at <= capture.ended_at
    assert (capture.proxy, capture.tool, capture.version) == (None, "cenotaph fetch", "1")
    assert names.asked == ["plain.example"] * 2


def test_a_request_does_not_say_who_asks() -> None:
    with serve({"/": answer(PAGE)}) as server:
        take(server)
    (request,) = server.requests
    assert not any(word in request.lower() for word in ("cenotaph", "python", "urllib", "bot", "referer", "cookie"))
    assert request.startswith(f"GET / HTTP/1.1\r\nHost: plain.example:{server.port}\r\nUser-Agent: Mozilla/5.0 (")


def test_nothing_is_asked_of_this_machine_or_its_network() -> None:
    with serve({"/": answer(PAGE)}) as server:
        for host in ("127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]"):
            with pytest.raises(FetchError):
                fetch(server.url(host=host), "1")
        for addresses in (["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["fe80::1%1"], ["64:ff9b::7f00:1"]):
            with pytest.raises(FetchError, match=r"leads to plain\.example, and an address of that host"):
                fetch(server.url(host="plain.example"), "1", Way(resolve=Names(addresses)))
    assert not server.requests


@pytest.mark.parametrize("away", ["169.254.169.254", "[::ffff:127.0.0.1]", "10.0.0.1:8080", "[64:ff9b::a00:1]"])
def test_a_redirection_to_what_is_not_public_is_refused(away: str) -> None:
    with serve({"/": redirect(f"http://{away}/latest/meta-data/")}) as server:
        assert refuse(server).startswith(f"leads to 'http://{away}/latest/meta-data/', which ")
    assert len(server.requests) == 1


def test_a_name_that_changes_its_address_gains_nothing() -> None:
    """The name is public when it is looked at, and this machine when it is asked for again: it is not asked again."""
    asked: list[str] = []

    def check(written: str) -> object:
        asked.append(written)
        return LOCAL(written)

    names = Names(["127.0.0.1"], ["10.0.0.1"])
    with serve({"/": answer(PAGE)}) as server:
        way = Way(resolve=names, check=check)  # type: ignore[arg-type]
        capture = fetch(server.url(host="plain.example"), "1", way)
    assert capture.hops[0].peer == "127.0.0.1"
    assert names.asked == ["plain.example"]
    assert asked == ["127.0.0.1"]


def test_a_name_that_changes_its_address_between_two_requests_is_looked_at_again() -> None:
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    with serve({"/": redirect("/story"), "/story": answer(PAGE)}) as server:
        message = refuse(server, names=names)
    assert message == "leads to plain.example, and an address of that host is no public address."
    assert len(server.requests) == 1


def test_an_address_that_does_not_answer_is_passed_over() -> None:
    with serve({"/": answer(PAGE)}) as server:
        assert take(server, names=Names(["127.0.0.2", "127.0.0.1"])).hops[0].peer == "127.0.0.1"


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", partial(gzip.compress, mtime=0)),
        ("GZIP", lambda data: gzip.compress(data[:50], mtime=0) + gzip.compress(data[50:], mtime=0) + b"\0\0"),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", lambda data: data),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data, mtime=0), mtime=0)),
    ],
)
def test_a_packed_body_is_unpacked_and_kept(packing: str, pack: Callable[[bytes], bytes]) -> None:
    with serve({"/": answer(pack(PAGE), f"Content-Encoding: {packing}")}) as server:
        capture = take(server)
    assert (capture.sent, capture.content) == (pack(PAGE), PAGE)


def test_a_body_in_pieces_is_put_together() -> None:
    body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (PAGE[:100], PAGE[100:])) + b"0\r\n\r\n"
    with serve({"/": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body}) as server:
        assert take(server).content == PAGE


SMALL = Bounds(sent_bytes=100_000, content_bytes=1_000_000, redirections=3)
FAULTS: list[tuple[Answers, str]] = [
    ({"/": answer(b"a" * 200_000)}, "sends more than is taken of one page (0.1 MB)."),
    ({"/": b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 200_000}, "sends more than is taken of one page (0.1 MB)."),
    (
        {"/": answer(gzip.compress(bytes(20_000_000), 9), "Content-Encoding: gzip")},
        "unpacks to more than is taken of one page (1 MB).",
    ),
    (
        {"/": answer(gzip.compress(gzip.compress(bytes(50_000_000), 9)), "Content-Encoding: gzip, gzip")},
        "unpacks to more than is taken of one page (1 MB).",
    ),
    ({"/": answer(b"x", "Content-Encoding: gzip, gzip, gzip")}, "is packed over and over."),
    ({"/": answer(b"x", "Content-Encoding: br")}, "is packed in a way that was not asked for (br)."),
    (
        {"/": answer(gzip.compress(PAGE)[:-20], "Content-Encoding: gzip")},
        "is cut off: its body ends before it is whole.",
    ),
    ({"/": answer(b"\x1f\x8bxxxx", "Content-Encoding: gzip")}, "is damaged: its body cannot be unpacked"),
    ({"/": answer(PAGE, length=len(PAGE) + 10)}, f"is cut off: {len(PAGE)} of {len(PAGE) + 10} bytes came."),
    ({"/": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc"}, "is cut off: its body ends"),
    ({"/": b"SSH-2.0-x\r\n"}, "gives no answer that can be understood (BadStatusLine"),
    ({"/": b""}, "gives no answer that can be understood (RemoteDisconnected"),
    ({"/": b"HTTP/1.1 200 OK\r\nA: " + b"a" * 100_000}, "gives no answer that can be understood (LineTooLong"),
    ({"/": b"HTTP/1.1 200 OK\r\n" + b"A: a\r\n" * 1000}, "gives no answer that can be understood (HTTPException"),
    ({"/": redirect("/a"), "/a": redirect("/")}, "leads in a circle"),
    ({"/": redirect("/")}, "leads in a circle"),
    ({f"/{n or ''}": redirect(f"/{n + 1}") for n in range(9)}, "leads from page to page more than 3 times."),
    ({"/": redirect("file:///etc/passwd")}, "leads to 'file:///etc/passwd', which is no address of a page"),
    ({"/": redirect("http://user@plain.example/")}, "which has a name or password before its host"),
    ({"/": redirect("gopher://x")}, "which is no address of a page"),
]


@pytest.mark.parametrize(("answers", "message"), FAULTS, ids=[str(number) for number in range(len(FAULTS))])
def test_an_answer_that_is_not_whole_or_too_much_is_told(answers: Answers, message: str) -> None:
    with serve(answers) as server:
        assert message in refuse(server, bounds=SMALL)


def test_a_server_that_drips_is_left() -> None:
    def drip_head(connection: socket.socket) -> None:
        connection.settimeout(0.05)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            while True:
                connection.sendall(b"A")
                with contextlib.suppress(TimeoutError):
                    if not connection.recv(1):
                        return

    def drip_body(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        drip_head(connection)

    def say_nothing(connection: socket.socket) -> None:
        connection.recv(1)

    with serve({"/head": drip_head, "/body": drip_body, "/nothing": say_nothing}) as server:
        for path in ("/head", "/body", "/nothing"):
            assert "takes too long: more than" in refuse(server, path, bounds=Bounds(seconds=0.5))


def test_a_host_that_is_not_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "does not answer (Connection refused)" in refuse(Server({}, port))

    def fail(host: str, port: int, seconds: float) -> Sequence[str]:
        raise WireError("cannot be found: there is no host of this name. Mend the address, or try again later")

    with pytest.raises(FetchError, match="cannot be found"):
        fetch("http://plain.example/", "1", Way(resolve=fail))
    with pytest.raises(FetchError, match="its host has no address"):
        fetch("http://plain.example/", "1", Way(resolve=Names([])))


def test_the_hops_before_a_failure_are_kept() -> None:
    with serve({"/": redirect("/gone"), "/gone": b""}) as server, pytest.raises(FetchError) as raised:
        take(server)
    assert [hop.status for hop in raised.value.hops] == [302]


def test_a_certificate_is_checked_for_the_name_and_its_fingerprint_kept(tmp_path: Path) -> None:
    served, trusted, certificate = make_contexts(tmp_path, "plain.example")
    with serve({"/": answer(PAGE)}, served) as server:
        way = Way(check=LOCAL, resolve=Names(["127.0.0.1"]), context=trusted)
        capture = fetch(server.url("/", "plain.example", "https"), "1", way)
        with pytest.raises(FetchError, match="has a certificate that is not to be trusted"):
            fetch(server.url("/", "other.example", "https"), "1", way)
        unknown = Way(check=LOCAL, resolve=Names(["127.0.0.1"]), context=ssl.create_default_context())
        with pytest.raises(FetchError, match="has a certificate that is not to be trusted"):
            fetch(server.url("/", "plain.example", "https"), "1", unknown)
    assert capture.hops[0].certificate == hashlib.sha256(certificate).hexdigest()
    assert capture.hops[0].protocol == "TLSv1.3"
    assert len(server.requests) == 1


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_through_a_proxy_the_proxy_resolves(scheme: str, tmp_path: Path) -> None:
    served, trusted, certificate = make_contexts(tmp_path, "plain.example")
    with serve({"/": answer(PAGE)}, served) as server, serve_proxy(server.port) as (port, asked):
        names = Names(["10.0.0.1"])
        way = Way(f"{scheme}://127.0.0.1:{port}", check=LOCAL, resolve=names, context=trusted)
        capture = fetch("https://plain.example/", "1", way)
    assert (asked, names.asked) == (["plain.example"], [])
    assert capture.proxy == f"{scheme}://127.0.0.1:{port}"
    assert capture.hops[0].peer is None
    assert capture.hops[0].certificate == hashlib.sha256(certificate).hexdigest()


def test_a_proxy_of_http_is_asked_for_the_whole_address() -> None:
    with serve({"http://plain.example/a": answer(PAGE)}) as proxy:
        way = Way(f"http://user:se%20cret@127.0.0.1:{proxy.port}", resolve=Names(["10.0.0.1"]))
        capture = fetch("http://plain.example/a", "1", way)
    assert capture.content == PAGE
    assert capture.proxy == f"http://127.0.0.1:{proxy.port}"
    assert "Proxy-Authorization: Basic dXNlcjpzZSBjcmV0\r\n" in proxy.requests[0]


def test_there_is_no_falling_back_from_a_proxy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serve({"/": answer(PAGE)}) as server:
        for scheme in ("socks5h", "http"):
            names = Names(["127.0.0.1"])
            way = Way(f"{scheme}://127.0.0.1:{port}", check=LOCAL, resolve=names)
            with pytest.raises(FetchError, match=r"the proxy does not reach it .*; it was not asked directly"):
                fetch(server.url(host="plain.example"), "1", way)
            assert not names.asked
    assert not server.requests


def test_what_only_tor_knows_is_asked_of_no_name_server() -> None:
    names = Names(["8.8.8.8"])
    with pytest.raises(FetchError, match="only reached through Tor"):
        fetch("http://abcdefgh.onion/", "1", Way(resolve=names))
    assert not names.asked


def test_an_address_is_checked_before_a_proxy_is_asked_for_it() -> None:
    with pytest.raises(FetchError, match="no public address"):
        fetch("http://192.168.0.1/", "1", Way("socks5h://127.0.0.1:9"))


@pytest.mark.parametrize("proxy", ["", "127.0.0.1:9050", "ftp://x:1", "socks5://x", "socks5://:1", "http://x:99999999"])
def test_a_proxy_that_is_none_is_said(proxy: str) -> None:
    with pytest.raises(ValueError, match="a proxy is written such as"):
        strip_proxy(proxy)
    with pytest.raises(ValueError, match="a proxy is written such as"):
        fetch("http://plain.example/", "1", Way(proxy))


def test_the_environment_may_name_a_proxy() -> None:
    assert choose_proxy({"HTTP_PROXY": "http://a:1", "all_proxy": "socks5h://b:2"}) == "socks5h://b:2"
    assert choose_proxy({"https_proxy": "http://a:1"}) == "http://a:1"
    assert choose_proxy({"NO_PROXY": "x"}) is None


def test_it_can_be_asked_whether_a_page_has_changed() -> None:
    unchanged = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n"
    with serve({"/": unchanged}) as server:
        way = Way(check=LOCAL, resolve=Names(["127.0.0.1"]))
        capture = fetch(server.url(host="plain.example"), "1", way, Validators('"a"', "Wed, 11 May 2016 10:00:00 GMT"))
    assert (capture.status, capture.content) == (304, b"")
    assert 'If-None-Match: "a"\r\nIf-Modified-Since: Wed, 11 May 2016 10:00:00 GMT\r\n' in server.requests[0]
