"""Verifies the exported log of a Cenotaph record. This one file needs Python 3.11 and the library `cryptography`.

    python verify.py log.jsonl --key "record.example+1a2b3c4d+AbCd..."

It is written beside every export and imports nothing of Cenotaph, so that whoever holds an export can check it, and can
read how: that a known key signed the log's checkpoints; that each entry is the one that was committed to; that no
entry is missing, added, moved or altered; that each checkpoint only adds to the one before. The key must come to you by
another way than the export: anyone can make an export that holds together under a key of his own.

What it cannot see: whether the owner shows another history to others. For that, compare checkpoints with other holders,
or give an older one with --earlier. Timestamps (RFC 3161) are left to other tools; they are in the export, in base64.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FAULT = 2
_ENTRY_KEYS = {"commitment", "content", "entry", "leaf", "proof", "salt"}
_HEX = re.compile(r"(?:[0-9a-f]{2})*")


class Fault(Exception):
    """Something in the export is not as it was signed; the message says what, and which entry is the first."""


@dataclass(frozen=True)
class Key:
    """A verifier key of C2SP signed-note: kind 1 signs notes, kind 4 cosigns checkpoints."""

    name: str
    id: bytes
    kind: int
    public: bytes


@dataclass(frozen=True)
class Checkpoint:
    """What a signed checkpoint says, and by whom it is signed: keys that the caller knows, and keys he does not.

    `message` is the signed note and `text` what was signed; `timestamps` (RFC 3161, DER) are over the text, and nothing
    here verifies them.
    """

    origin: str
    size: int
    root: bytes
    message: str
    text: str
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    timestamps: tuple[bytes, ...] = ()


@dataclass
class Found:
    """What an export holds, once everything in it was found to be as it was signed."""

    checkpoints: list[Checkpoint] = field(default_factory=list)
    whole: bool = True
    entries: int = 0
    closed: int = 0  # entries without content: destroyed or withheld


def parse_key(text: str) -> Key:
    """The key of a text `name+id+key`. Raises Fault if it is none."""
    name, _, rest = text.strip().partition("+")
    stated, _, encoded = rest.partition("+")
    data = _decode(encoded, f"{text!r} is no verifier key: it is written name+id+key")
    if not name or len(data) != 33 or data[0] not in (1, 4):
        raise Fault(f"{text!r} is no verifier key: it is written name+id+key")
    digest = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
    if digest.hex() != stated:
        raise Fault(f"the id of the key of {name} does not belong to it: it was altered or mistyped")
    return Key(name, digest, data[0], data[1:])


def verify_checkpoint(message: str, known: Sequence[Key], listed: Sequence[Key] | None = None) -> Checkpoint:
    """The checkpoint of a signed note. A known key of the log must have signed it, and each signature must hold.

    `listed` are keys that the export brings along: their signatures are verified but prove nothing, and a signature by
    any other key is a fault. Without them, for a checkpoint from elsewhere, it is passed over. Raises Fault.
    """
    text, gap, below = message.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise Fault("a checkpoint is no signed note")
    text += "\n"
    lines = text.split("\n")
    if len(lines) < 4 or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]):
        raise Fault("a checkpoint has not the lines origin, size and root")
    origin, size, root = lines[0], int(lines[1]), _decode(lines[2], "the root of a checkpoint is no base64")
    by_known, by_listed, by_log = [], [], False
    for line in below.removesuffix("\n").split("\n"):
        key, value = _find_key(line, [*known, *(listed or ())])
        if key is None and listed is None:
            continue
        if key is None:
            raise Fault(f"a checkpoint is signed with a key that is neither known nor listed in the export: {line!r}")
        _verify_signature(text, key, value)
        if key in known:
            by_known.append(key.name)
            by_log = by_log or (key.kind == 1 and key.name == origin)
        else:
            by_listed.append(key.name)
    if known and not by_log:
        raise Fault(f"no known key of {origin} signed the checkpoint of {size} entries")
    return Checkpoint(origin, size, root, message, text, tuple(by_known), tuple(by_listed))


def verify_export(lines: Iterable[str], known: Sequence[Key], earlier: Sequence[str] = ()) -> Found:
    """What the export holds. `lines` have their newlines; `earlier` are signed checkpoints that came another way.

    Without `known` keys those that the export brings are used, which shows only that it holds together. Raises Fault.
    """
    reader = _Lines(lines)
    head = reader.take()
    found, listed = _read_head(head, known)
    last = found.checkpoints[-1]
    frontier: list[bytes] = []
    roots = {0: _join(frontier)}
    others = [verify_checkpoint(text, known or listed) for text in earlier]
    wanted = {one.size for one in (*found.checkpoints, *others)}
    value = reader.take()
    number = -1
    while "entry" in value:
        number = _check_entry(value, number, found, last)
        if found.whole:
            _append(frontier, number, bytes.fromhex(value["leaf"]))
            if number + 1 in wanted:
                roots[number + 1] = _join(frontier)
        value = reader.take()
    if found.whole:
        _check_roots(found, roots)
    value = _check_steps(found, value, reader)
    _check_end(value, reader)
    _check_earlier(found, roots, others)
    return found


class _Lines:
    """The lines of an export, each in its one spelling, with the digest of all before the last one taken."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: Iterator[str] = iter(lines)
        self._last = b""
        self._digest = hashlib.sha256()
        self.number = 0

    def take(self) -> dict[str, Any]:
        self._digest.update(self._last)
        line = next(self._lines, "")
        if not line:
            raise Fault(f"the export is cut off after line {self.number}")
        self.number += 1
        try:
            self._last = line.encode()
            value = json.loads(line)
            spelt = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        except (ValueError, RecursionError):
            raise Fault(f"line {self.number} is no JSON: it was altered") from None
        if spelt != line or not isinstance(value, dict):
            raise Fault(f"line {self.number} is not written as an export writes it: it was altered")
        return value

    def digest(self) -> str:
        return self._digest.hexdigest()

    def is_at_end(self) -> bool:
        return next(self._lines, None) is None


def _read_head(head: dict[str, Any], known: Sequence[Key]) -> tuple[Found, list[Key]]:
    if head.get("form") != "cenotaph-log/1":
        raise Fault("the first line is not the head of an exported log (cenotaph-log/1)")
    if set(head) != {"checkpoints", "form", "keys", "whole"} or not isinstance(head["whole"], bool):
        raise Fault("the head of the export was altered")
    if not _is_list_of(head["keys"], str) or not _is_list_of(head["checkpoints"], dict) or not head["checkpoints"]:
        raise Fault("the head of the export was altered")
    listed = [parse_key(text) for text in head["keys"]]
    found = Found(whole=head["whole"])
    for signed in head["checkpoints"]:
        if set(signed) != {"note", "timestamps"} or not isinstance(signed["note"], str):
            raise Fault("the head of the export was altered")
        if not _is_list_of(signed["timestamps"], str):
            raise Fault("the head of the export was altered")
        stamps = tuple(_decode(text, "a timestamp in the export was altered") for text in signed["timestamps"])
        checkpoint = replace(verify_checkpoint(signed["note"], known, listed), timestamps=stamps)
        before = found.checkpoints[-1] if found.checkpoints else checkpoint
        if checkpoint.origin != before.origin:
            raise Fault(f"the checkpoints are of two logs: {before.origin} and {checkpoint.origin}")
        if checkpoint.size < before.size or (checkpoint.size == before.size and checkpoint.root != before.root):
            raise Fault(f"the checkpoint of {checkpoint.size} entries does not go on from that of {before.size}")
        found.checkpoints.append(checkpoint)
    return found, listed


def _check_entry(value: dict[str, Any], before: int, found: Found, last: Checkpoint) -> int:
    """The number of the entry of a line, once it is found to be right. `before` is the number of the one before."""
    number = value["entry"]
    if set(value) != _ENTRY_KEYS or not isinstance(number, int) or isinstance(number, bool):
        raise Fault(f"entry {before + 1}: its line was altered")
    if found.whole and number != before + 1:
        what = "is missing, or another stands in its place" if number > before else "was moved, or one was put in"
        raise Fault(f"entry {before + 1} {what}: the line says entry {number}")
    if not found.whole and number <= before:
        raise Fault(f"entry {number} stands after entry {before}: the order was changed")
    if number >= last.size:
        raise Fault(f"entry {number} was put in: the signed log has {last.size} entries")
    commitment, leaf = _unhex(value["commitment"], number), _unhex(value["leaf"], number)
    if hashlib.sha256(b"\x00" + commitment).digest() != leaf:
        raise Fault(f"entry {number} was altered: its commitment and its leaf do not fit together")
    if (value["content"] is None) != (value["salt"] is None):
        raise Fault(f"entry {number} was altered: its content or its salt was taken out")
    if value["content"] is None:
        found.closed += 1
    elif not _is_committed(value["content"], _unhex(value["salt"], number), commitment):
        raise Fault(f"entry {number} was altered: its content is not what was committed to")
    if found.whole != (value["proof"] is None):
        raise Fault(f"entry {number}: its proof was altered")
    if not found.whole and _lead_inclusion(leaf, number, last.size, _unhex_all(value["proof"], number)) != last.root:
        raise Fault(f"entry {number} is not in the signed log: its proof leads to another root")
    found.entries += 1
    return number


def _check_roots(found: Found, roots: dict[int, bytes]) -> None:
    """Raises Fault unless the entries lead to the root of each checkpoint."""
    held = 0
    for checkpoint in found.checkpoints:
        if checkpoint.size not in roots:
            raise Fault(f"entry {found.entries} is missing: the signed log has {checkpoint.size} entries")
        if roots[checkpoint.size] != checkpoint.root:
            raise Fault(
                f"entries {held} to {checkpoint.size - 1} are not those that were signed: each holds together by"
                " itself, so one or more were put in the place of others"
            )
        held = checkpoint.size


def _check_steps(found: Found, value: dict[str, Any], reader: _Lines) -> dict[str, Any]:
    """The line after the proofs that each checkpoint only adds to the one before."""
    for old, new in pairwise(found.checkpoints):
        if set(value) != {"from", "proof", "to"} or (value["from"], value["to"]) != (old.size, new.size):
            raise Fault(f"the proof from {old.size} to {new.size} entries is missing or was altered")
        if not _is_consistent(old, new, _unhex_all(value["proof"], None)):
            raise Fault(f"the log of {new.size} entries does not go on from that of {old.size}: history was changed")
        value = reader.take()
    return value


def _check_end(value: dict[str, Any], reader: _Lines) -> None:
    if value != {"lines": reader.number - 1, "sha256": reader.digest()}:
        raise Fault("the export was altered: its last line does not fit the lines before")
    if not reader.is_at_end():
        raise Fault("lines were added after the end of the export")


def _check_earlier(found: Found, roots: dict[int, bytes], earlier: Sequence[Checkpoint]) -> None:
    held = {one.size: one.root for one in found.checkpoints} | (roots if found.whole else {})
    for one in earlier:
        if one.origin != found.checkpoints[-1].origin:
            raise Fault(f"the earlier checkpoint is of another log: {one.origin}")
        if one.size > found.checkpoints[-1].size:
            raise Fault(f"the earlier checkpoint has {one.size} entries, and the export {found.checkpoints[-1].size}")
        if one.size not in held:
            raise Fault(
                f"this part of the log cannot be compared with the checkpoint of {one.size} entries; ask for all"
            )
        if held[one.size] != one.root:
            raise Fault(f"the first {one.size} entries are not those of the earlier checkpoint: history was changed")


def _find_key(line: str, keys: Sequence[Key]) -> tuple[Key | None, bytes]:
    name, _, encoded = line.removeprefix("\N{EM DASH} ").partition(" ")
    data = _decode(encoded, "a signature of a checkpoint was altered")
    if not line.startswith("\N{EM DASH} "):
        raise Fault("a signature of a checkpoint was altered")
    for key in keys:
        if (key.name, key.id) == (name, data[:4]):
            return key, data[4:]
    return None, data[4:]


def _verify_signature(text: str, key: Key, value: bytes) -> None:
    message = text.encode()
    if key.kind == 4:
        message = f"cosignature/v1\ntime {int.from_bytes(value[:8], 'big')}\n{text}".encode()
        value = value[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(value, message)
    except InvalidSignature:
        raise Fault(f"the signature of {key.name} under a checkpoint does not hold: one of them was altered") from None


def _is_committed(content: object, salt: bytes, commitment: bytes) -> bool:
    if not isinstance(content, str) or len(salt) != 32:
        return False
    try:
        digest = hashlib.sha256(b"cenotaph-entry/1\n" + salt + content.encode()).digest()
    except UnicodeEncodeError:
        return False
    return hmac.compare_digest(digest, commitment)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _append(frontier: list[bytes], number: int, leaf: bytes) -> None:
    """Lets the tree grow by leaf `number`; `frontier` are its full subtrees, the largest first."""
    while number & 1:
        leaf = _node(frontier.pop(), leaf)
        number >>= 1
    frontier.append(leaf)


def _join(frontier: Sequence[bytes]) -> bytes:
    if not frontier:
        return hashlib.sha256().digest()
    root = frontier[-1]
    for digest in reversed(frontier[:-1]):
        root = _node(digest, root)
    return root


def _lead_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root to which a proof of inclusion leads (RFC 9162, 2.1.3.2); None if it has a wrong length."""
    last = size - 1
    for step in proof:
        if last == 0:
            return None
        if index & 1 or index == last:
            leaf = _node(step, leaf)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            leaf = _node(leaf, step)
        index, last = index >> 1, last >> 1
    return None if last else leaf


def _is_consistent(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> bool:
    """True if the proof shows that `new` only adds to `old` (RFC 9162, 2.1.4.2)."""
    if old.size == new.size:
        return not proof and old.root == new.root
    if old.size == 0:
        return not proof and old.root == _join([])
    steps = list(proof) if old.size & (old.size - 1) else [old.root, *proof]
    if not steps:
        return False
    index, last = old.size - 1, new.size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before, after = _node(step, before), _node(step, after)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            after = _node(after, step)
        index, last = index >> 1, last >> 1
    return last == 0 and (before, after) == (old.root, new.root)


def _decode(text: str, fault: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Fault(fault) from None
    if base64.b64encode(data).decode() != text:
        raise Fault(fault)
    return data


def _unhex(text: object, number: int | None) -> bytes:
    if not isinstance(text, str) or not _HEX.fullmatch(text):
        raise Fault("a proof was altered" if number is None else f"entry {number} was altered: a digest cannot be read")
    return bytes.fromhex(text)


def _unhex_all(texts: object, number: int | None) -> list[bytes]:
    return [_unhex(text, number) for text in texts] if isinstance(texts, list) else [_unhex(texts, number)]


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


def describe(found: Found, known: Sequence[Key]) -> list[str]:
    """What was verified, in sentences."""
    last = found.checkpoints[-1]
    shown = "every entry" if found.whole else f"{found.entries} of its entries"
    says = [f"The log of {last.origin} holds: {last.size} entries, {shown} checked, root {last.root.hex()}."]
    if found.closed:
        says.append(
            f"Without content, destroyed or withheld: {found.closed}. Their places in the log are proved all the same."
        )
    for one in found.checkpoints:
        by = ", ".join(one.known) or "no key that you gave"
        more = f"; also {', '.join(one.unknown)}, whose keys you did not give" if known and one.unknown else ""
        says.append(f"Checkpoint of {one.size} entries: signed by {by}{more}.")
        if one.timestamps:
            says.append(f"  Timestamps over it, which are not verified here: {len(one.timestamps)}.")
    return says


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command: 0 if all holds under a known key, else 2."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Verify the exported log of a Cenotaph record.")
    parser.add_argument("export", metavar="EXPORT", help="the exported log, a file of JSON lines")
    parser.add_argument("--key", action="append", default=[], help="a verifier key that you know: name+id+key")
    parser.add_argument("--keys", metavar="FILE", help="a file with a verifier key on each line")
    parser.add_argument("--earlier", metavar="FILE", action="append", default=[], help="a checkpoint from elsewhere")
    given = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        texts = [*given.key, *(_read(given.keys).split("\n") if given.keys else [])]
        known = [parse_key(text) for text in texts if text.strip() and not text.startswith("#")]
        with open(given.export, encoding="utf-8", newline="\n") as lines:
            found = verify_export(lines, known, [_read(path) for path in given.earlier])
    except Fault as fault:
        print(f"NOT AS SIGNED: {fault}.", file=sys.stderr)
        return FAULT
    except UnicodeDecodeError:
        print("NOT AS SIGNED: the file is not UTF-8: it was altered.", file=sys.stderr)
        return FAULT
    except OSError as error:
        print(f"A file cannot be read: {error}", file=sys.stderr)
        return FAULT
    print("\n".join(describe(found, known)))
    if not known:
        print("WHO SIGNED IT WAS NOT CHECKED: give the record's key with --key, from another source.", file=sys.stderr)
        return FAULT
    return 0


def _read(path: str) -> str:
    with open(path, encoding="utf-8", newline="\n") as file:
        return file.read()


if __name__ == "__main__":
    sys.exit(main())
