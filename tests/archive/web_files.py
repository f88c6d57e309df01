"""Making small web archives."""

import base64
import gzip
import hashlib
import json
from collections.abc import Sequence

from tests.archive.office_files import zip_members

STORY = "At least nine people were killed on Tuesday when shells hit the market of Kaltana, a doctor said."
MORE = "Another four were hurt. The hospital had no more beds for the wounded, he said, and asked for help."


def make_page(story: str = STORY, title: str = "Market hit") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><p>{story}</p><p>{MORE}</p></article></body></html>"
    ).encode()


def make_record(
    payload: bytes,
    url: str = "https://plain.example/1",
    kind: str = "response",
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: str = "",
    digest: bool | None = True,
) -> bytes:
    """A record; `digest` False states a wrong one, None states none."""
    block = payload
    if kind == "response":
        block = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n".encode() + payload
        media = "application/http; msgtype=response"
    stated = base64.b32encode(hashlib.sha1(block if digest else b"other").digest()).decode()
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2016-05-11T00:00:00Z",
        f"Content-Type: {media}",
        *([] if digest is None else [f"WARC-Block-Digest: sha1:{stated}"]),
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def pack(records: Sequence[bytes]) -> bytes:
    return b"".join(map(gzip.compress, records))


def make_wacz(records: Sequence[bytes], pages: Sequence[str] = (), **changed: bytes) -> bytes:
    """A WACZ file; `changed` are members that are put in after the digests were taken."""
    members = {"archive/data.warc.gz": pack(records)}
    if pages:
        rows = [{"format": "json-pages-1.0"}, *({"url": url, "title": "x"} for url in pages)]
        members["pages/pages.jsonl"] = "\n".join(map(json.dumps, rows)).encode()
    resources = [
        {"path": path, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
        for path, data in members.items()
    ]
    package = json.dumps({"profile": "data-package", "resources": resources}).encode()
    stated = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
    members |= {"datapackage.json": package, "datapackage-digest.json": json.dumps(stated).encode()}
    renamed = {"archive": "archive/data.warc.gz", "package": "datapackage.json", "more": "archive/more.warc"}
    return zip_members(members | {renamed[name]: data for name, data in changed.items()})
