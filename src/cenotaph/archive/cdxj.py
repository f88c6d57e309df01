"""The index of a web archive (CDXJ): where in it the record of an address is, in the order by which viewers search."""

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlsplit

_WWW = re.compile(r"^(https?://)www\d*\.")
# Lines of one block, as the common tools write them.
_LINES = 1024
_WRAPPED = zlib.MAX_WBITS | 16


def write_line(address: str, second: str, about: Mapping[str, Any]) -> str:
    """The line of a record: the key, the moment in 14 digits (`second` is as WARC writes it), and the rest as JSON."""
    return f"{make_key(address)} {re.sub('[^0-9]', '', second)} {json.dumps(about, ensure_ascii=True)}\n"


def make_key(address: str) -> str:
    """What an address is searched by: the host turned round, so that a site's pages stand together, without "www", in
    small letters, the parts of its query in order. What is no page of the web is its own key."""
    if not address.startswith(("http:", "https:")):
        return address.replace(" ", "%20")
    try:
        parts = urlsplit(_WWW.sub(r"\1", address).lower())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return address.lower().replace(" ", "%20")
    turned = ",".join(reversed(host.split("."))) if ":" not in host else f"[{host}]"
    usual = {"http": 80, "https": 443}[parts.scheme]
    query = "&".join(
        f"{_quote(name)}={_quote(value)}"
        for name, value in sorted(parse_qsl(parts.query, keep_blank_values=True), key=lambda pair: pair[0])
    )
    where = f"{turned}{'' if port in (None, usual) else f':{port}'}){parts.path or '/'}{'?' if query else ''}{query}"
    return where.replace(" ", "%20")


def _quote(word: str) -> str:
    """As browsers write a part of a query."""
    return quote_plus(word, safe="*").replace("~", "%7E")


def pack_lines(lines: Iterable[str], name: str) -> tuple[bytes, bytes]:
    """The sorted lines in blocks, each a gzip member (`name` is what that file is called), and the index of the blocks,
    by which a viewer loads only the one it needs."""
    packed, heads = bytearray(), [f"!meta 0 {json.dumps({'format': 'cdxj-gzip-1.0', 'filename': name})}\n"]
    for block in _chunk(sorted(set(lines), key=str.encode)):
        packer = zlib.compressobj(9, zlib.DEFLATED, _WRAPPED)
        data = packer.compress("".join(block).encode()) + packer.flush()
        about = {"offset": len(packed), "length": len(data), "digest": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        heads.append(f"{block[0].partition('{')[0].rstrip()} {json.dumps(about)}\n")
        packed += data
    return bytes(packed), "".join(heads).encode()


def _chunk(lines: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(lines), _LINES):
        yield lines[start : start + _LINES]
