"""Servers on this machine that answer, byte for byte, as a test says, and proxies that note what they are asked."""

import contextlib
import datetime as dt
import ipaddress
import select
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Send = Callable[[socket.socket], None]
Answers = dict[str, bytes | Send]


class Server:
    """Answers what its `answers` have for a path, in turn for those of a list; `requests` are the heads it was sent."""

    def __init__(self, answers: Answers, port: int) -> None:
        self.answers, self.port = answers, port
        self.requests: list[str] = []

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole answer; `length` is another length than the body has."""
    stated = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {stated}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {location}", status=status)


@contextlib.contextmanager
def serve(answers: Answers, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server on 127.0.0.1, with TLS if there is a context."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection = self.request
            with contextlib.suppress(OSError):
                if context is not None:
                    connection = context.wrap_socket(connection, server_side=True)
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (block := connection.recv(4096)):
                        return
                    head += block
                server.requests.append(head.decode("latin-1"))
                path = head.split(b" ")[1].decode("latin-1")
                given = server.answers.get(path, answer(b"", status="404 Not Found"))
                if callable(given):
                    given(connection)
                else:
                    connection.sendall(given)
                connection.close()

    with run(Handler) as port:
        server = Server(answers, port)
        yield server


@contextlib.contextmanager
def serve_proxy(port: int) -> Iterator[tuple[int, list[str]]]:
    """A SOCKS5 proxy that leads every request to a port of this machine, and notes the names it was asked for."""
    asked: list[str] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection = self.request
            connection.recv(2 + connection.recv(2)[1])
            connection.sendall(b"\x05\x00")
            _, _, _, kind = connection.recv(4)
            if kind != 3:
                asked.append("an address")
                return
            asked.append(connection.recv(connection.recv(1)[0]).decode())
            connection.recv(2)
            connection.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
            with socket.create_connection(("127.0.0.1", port)) as other:
                pump(connection, other)

    with run(Handler) as own:
        yield own, asked


def pump(one: socket.socket, other: socket.socket) -> None:
    """Carries bytes both ways until one side ends."""
    while True:
        for ready in select.select([one, other], [], [], 10)[0]:
            block = ready.recv(65536)
            if not block:
                return
            (other if ready is one else one).sendall(block)


@contextlib.contextmanager
def run(handler: type[socketserver.BaseRequestHandler]) -> Iterator[int]:
    class Threaded(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Threaded(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def make_contexts(folder: Path, *names: str) -> tuple[ssl.SSLContext, ssl.SSLContext, bytes]:
    """The context of a server with a certificate for these names, that of a client which trusts it, and the
    certificate itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_word_name(each) for each in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    whole = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "certificate.pem").write_bytes(whole)
    (folder / "key.pem").write_bytes(private)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    client = ssl.create_default_context(cafile=str(folder / "certificate.pem"))
    return server, client, certificate.public_bytes(serialization.Encoding.DER)


def _word_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
