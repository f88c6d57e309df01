"""Bodies of answers, unpacked within bounds: gzip and deflate, as far as they were asked for."""

import zlib

_BLOCK = 1_000_000
# What may be asked for: Python unpacks it, and can stop in the middle.
ACCEPTED = "gzip, deflate"
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
# Servers pack once, at most twice.
_MOST_LAYERS = 2
_GZIP = b"\x1f\x8b"


class PackingError(Exception):
    """A body that cannot be unpacked; the message goes on from the address."""


def unpack(body: bytes, packing: str | None, most: int) -> bytes:
    """The body without its packing, of which `packing` is the header Content-Encoding. Raises PackingError if it is
    another than was asked for, cut off or damaged, or unpacks to more than `most` bytes."""
    layers = [name for part in (packing or "").lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(layers) > _MOST_LAYERS:
        raise PackingError("is packed over and over")
    for name in reversed(layers):
        if name not in _WINDOWS:
            raise PackingError(f"is packed in a way that was not asked for ({name[:40]})")
        body = _inflate(body, _WINDOWS[name], most)
    return body


def _inflate(body: bytes, window: int, most: int) -> bytes:
    if window == 15 and not _has_head(body):
        window = -15  # some servers leave out the head of a deflated body
    taken: list[bytes] = []
    size = 0
    while body:
        unpacker = zlib.decompressobj(window)
        rest = body
        while not unpacker.eof:
            try:
                block = unpacker.decompress(rest, _BLOCK)
            except zlib.error as error:
                raise PackingError(f"is damaged: its body cannot be unpacked ({error})") from None
            rest = unpacker.unconsumed_tail
            size += len(block)
            if size > most:
                raise PackingError(f"unpacks to more than is taken of one page ({most / 1e6:g} MB)")
            taken.append(block)
            if not block and not rest and not unpacker.eof:
                raise PackingError("is cut off: its body ends before it is whole")
        # A body of gzip may have several parts (RFC 1952, 2.2); what else comes after it, every browser passes over.
        rest = unpacker.unused_data
        body = rest if window == 31 and rest.startswith(_GZIP) else b""
    return b"".join(taken)


def _has_head(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
