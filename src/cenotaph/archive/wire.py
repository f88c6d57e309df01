"""The wire: names to addresses, connections to an address or through a proxy, and one request with its answer."""

import base64
import contextlib
import datetime as dt
import hashlib
import http.client
import queue
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from python_socks import ProxyError
from python_socks.sync import Proxy

from cenotaph.archive.capture import Headers, Hop
from cenotaph.archive.weblinks import WebLink

_BLOCK = 65_536
# A host that has not answered the knock by then is away; browsers wait as long.
_CONNECT_SECONDS = 15.0
_PROXY_SCHEMES = ("http", "socks5", "socks5h", "socks4", "socks4a")


class WireError(Exception):
    """A request without a whole answer; the message goes on from the address that was asked."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: the link, the path as it is written to the host or proxy, the headers after Host, how many
    bytes and seconds the answer may take, and what is sent (POST); None where nothing is (GET)."""

    link: WebLink
    target: str
    headers: Headers
    most_bytes: int
    seconds: float
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came: what is to be known of it, and the body with its packing."""

    hop: Hop
    body: bytes


def resolve_name(host: str, port: int, seconds: float) -> Sequence[str]:
    """The addresses of a host, asked for once. Raises WireError if there are none, or not in time."""
    found: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put(list(dict.fromkeys(str(row[4][0]) for row in rows)))
        except OSError as error:
            found.put(error)
        except UnicodeError:
            found.put(OSError("the name cannot be asked for"))

    # The system's own question has no limit of time.
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except queue.Empty:
        raise WireError("cannot be found: the name server does not answer. Try again later") from None
    if isinstance(answer, OSError) or not answer:
        raise WireError("cannot be found: there is no host of this name. Mend the address, or try again later")
    return answer


def connect_address(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address, of which no name server is asked. Raises WireError."""
    connection = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    connection.settimeout(min(_CONNECT_SECONDS, seconds))
    try:
        connection.connect((address, port))
    except OSError as error:
        connection.close()
        raise WireError(f"does not answer ({error.strerror or error or 'too late'}). Try again later") from None
    return connection


def connect_proxy(link: WebLink, proxy: str, seconds: float) -> tuple[socket.socket, Headers | None]:
    """A connection to the host of a link through a proxy, which resolves the name. For a plain page and a proxy of
    HTTP it ends at the proxy, and the second is what is to be said to it; else None. Raises WireError."""
    parts = urlsplit(proxy)
    try:
        if parts.scheme == "http" and link.scheme == "http":
            # Such proxies seldom let a tunnel through to port 80: they are asked for the whole address.
            address = (parts.hostname or "", parts.port or 0)
            return socket.create_connection(address, min(_CONNECT_SECONDS, seconds)), _authorize(proxy)
        way = Proxy.from_url(proxy.replace("socks5h:", "socks5:", 1).replace("socks4a:", "socks4:", 1), rdns=True)
        return way.connect(link.host, link.port, timeout=min(_CONNECT_SECONDS, seconds)), None
    except (OSError, ProxyError) as error:
        raise WireError(f"was not fetched: the proxy does not reach it ({error}); it was not asked directly") from None


def strip_proxy(proxy: str) -> str:
    """The address of a proxy without name and password. Raises ValueError if it is none that can be used."""
    try:
        parts = urlsplit(proxy)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _PROXY_SCHEMES or not parts.hostname or port is None:
        raise ValueError("a proxy is written such as socks5h://127.0.0.1:9050 or http://proxy.example:3128")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{port}"


def exchange(request: Request, connection: socket.socket, peer: str | None, context: ssl.SSLContext) -> Answer:
    """Asks over a connection, and closes it. Raises WireError if the answer is not whole, too large or too late."""
    started_at = dt.datetime.now(dt.UTC)
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.closing(connection))
        held = stack.enter_context(_Deadline(connection, request.seconds))
        stack.enter_context(_word_errors(held))
        connection.settimeout(request.seconds)
        protocol, certificate = None, None
        if request.link.scheme == "https":
            secure = context.wrap_socket(connection, server_hostname=request.link.host)
            held.connection = stack.enter_context(secure)
            protocol = secure.version()
            certificate = hashlib.sha256(secure.getpeercert(binary_form=True) or b"").hexdigest()
        client = http.client.HTTPConnection(request.link.host, request.link.port)
        client.sock = held.connection
        stack.callback(client.close)
        method = "GET" if request.body is None else "POST"
        client.putrequest(method, request.target, skip_host=True, skip_accept_encoding=True)
        for name, value in (("Host", request.link.authority), *request.headers):
            client.putheader(name, value)
        if request.body is not None:
            client.putheader("Content-Length", str(len(request.body)))
        client.endheaders(request.body)
        response = client.getresponse()
        stack.callback(response.close)
        headers = tuple(response.getheaders())
        body = _read_body(response, request)
    hop = Hop(
        str(request.link),
        response.status,
        response.reason,
        headers,
        peer,
        protocol,
        certificate,
        started_at,
        dt.datetime.now(dt.UTC),
    )
    return Answer(hop, body)


def _read_body(response: http.client.HTTPResponse, request: Request) -> bytes:
    stated = response.length
    taken: list[bytes] = []
    size = 0
    while block := response.read(_BLOCK):
        size += len(block)
        if size > request.most_bytes:
            raise WireError(f"sends more than is taken of one page ({request.most_bytes / 1e6:g} MB)")
        taken.append(block)
    if stated is not None and size != stated:
        raise WireError(f"is cut off: {size:,} of {stated:,} bytes came. Fetch it again")
    return b"".join(taken)


class _Deadline(contextlib.AbstractContextManager["_Deadline"]):
    """Shuts a connection when the time is over: a limit for each answer of the system would let a host send a byte
    every few seconds for days."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self.connection, self.seconds, self.is_late = connection, seconds, False
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _shut(self) -> None:
        self.is_late = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def _word_errors(held: _Deadline) -> Iterator[None]:
    """Turns what goes wrong on the way into words. Whatever it is, it is that the time was over if it was."""
    late = f"takes too long: more than {held.seconds:.0f} seconds. Try again later"
    try:
        yield
    except (OSError, ValueError, AttributeError, http.client.HTTPException, WireError) as error:
        if held.is_late or isinstance(error, TimeoutError):
            raise WireError(late) from None
        if isinstance(error, WireError):
            raise
        raise WireError(_word_error(error)) from None
    if held.is_late:
        raise WireError(late)


def _word_error(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"has a certificate that is not to be trusted ({error.verify_message}): it may be another's page"
    if isinstance(error, http.client.IncompleteRead):
        return "is cut off: its body ends before it is whole. Fetch it again"
    return f"gives no answer that can be understood ({type(error).__name__}: {str(error)[:200]})"


def _authorize(proxy: str) -> Headers:
    parts = urlsplit(proxy)
    if parts.username is None:
        return ()
    said = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return (("Proxy-Authorization", f"Basic {base64.b64encode(said).decode('ascii')}"),)
