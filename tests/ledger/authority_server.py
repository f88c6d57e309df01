"""A timestamp authority that answers over the network of this machine."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

from tests.archive.servers import run
from tests.ledger.authority import Authority

Stamp = Callable[[bytes], bytes]


@contextlib.contextmanager
def serve_authority(stamp: Stamp, status: int = 200) -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    """The address of an authority, and what it was asked: method, media type and body of each request."""
    asked: list[tuple[str, str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.command, self.headers["Content-Type"], body))
            answer = stamp(body)
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with run(Handler) as port:
        yield f"http://authority.example:{port}/stamp", asked


def stamp_at(authority: Authority, at: dt.datetime) -> Stamp:
    """An authority that always answers at one moment."""
    return lambda request: authority.answer(request, at)
