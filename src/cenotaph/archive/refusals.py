"""Answers that are no page of a story though a server gave them: logins, challenges, errors, empty pages."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import tomli

from cenotaph.archive.capture import Capture

_SUCCESS = 200
_UNCHANGED = 304
# A page of a story is asked for by a path; the front page in its place is how many sites say that it is gone.
_FRONT = ("", "/", "/index.html", "/home", "/ar", "/en")
_KEYS = {"fault", "statuses", "headers", "paths"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one kind of answer is told, and what is said of it."""

    fault: str
    statuses: frozenset[int]
    headers: tuple[tuple[str, str], ...]
    paths: tuple[str, ...]


def find_refusal(capture: Capture) -> str | None:
    """Why a capture is no success, in words that go on from its address; None if nothing of its answer shows it.

    An answer that nothing has changed is a success. What a page says in words is told by its reader.
    """
    last = capture.hops[-1]
    if last.status == _UNCHANGED:
        return None
    refusals = _load_refusals().values()
    for refusal in refusals:
        for name, value in refusal.headers:
            found = last.header(name)
            if found is not None and found.strip().lower().startswith(value):
                return refusal.fault
    for refusal in refusals:
        if last.status in refusal.statuses:
            fault, _, advice = refusal.fault.removesuffix(".").partition(". ")
            return f"{fault} (status {last.status})." + (f" {advice}." if advice else "")
    if last.status != _SUCCESS:
        return f"was answered with status {last.status}, which is no success. Open it in a browser."
    if len(capture.hops) > 1:
        for refusal in refusals:
            if any(_leads(capture, path) for path in refusal.paths):
                return refusal.fault
        if _is_front(capture.final) and not _is_front(capture.hops[0].address):
            return "leads to the front page: the story is not there, or no longer. Look for a copy in a web archive."
    if not capture.content.strip():
        return "is empty. Try again later, or open it in a browser."
    return None


def _leads(capture: Capture, path: str) -> bool:
    """Whether the last address has this part, and the first had not."""
    return path in _list_parts(capture.final) and path not in _list_parts(capture.hops[0].address)


def _list_parts(address: str) -> set[str]:
    """The words of the path, without the ending of a file, and the beginning of the host with its dot."""
    parts = urlsplit(address.lower())
    words = {word.partition(".")[0] for word in parts.path.split("/") if word}
    return words | {f"{(parts.hostname or '').partition('.')[0]}."}


def _is_front(address: str) -> bool:
    parts = urlsplit(address.lower())
    return (parts.path.rstrip("/") or "/") in _FRONT and not parts.query


@cache
def _load_refusals() -> dict[str, Refusal]:
    """The signs by their names. Raises ValueError where one is not as it should be."""
    text = files("cenotaph.archive").joinpath("refusals.toml").read_text(encoding="utf-8")
    refusals = {}
    for name, row in tomli.loads(text).items():
        if "fault" not in row or not row["fault"].endswith(".") or len(row) < 2 or set(row) - _KEYS:
            raise ValueError(f"refusals.toml: {name} must have a fault that ends in a full stop, and a way to tell it")
        refusals[name] = Refusal(
            row["fault"],
            frozenset(row.get("statuses", ())),
            tuple((name.lower(), value.lower()) for name, value in row.get("headers", ())),
            tuple(row.get("paths", ())),
        )
    statuses = [status for refusal in refusals.values() for status in refusal.statuses]
    if len(statuses) != len(set(statuses)):
        raise ValueError("refusals.toml: a status stands in two signs")
    return refusals
