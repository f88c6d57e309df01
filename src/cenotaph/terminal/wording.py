"""How values are put in words on a screen: tolls, places, days, speakers."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from cenotaph.claims.claim import Source
from cenotaph.incidents.incident import Bounds, Toll
from cenotaph.values.count import Count
from cenotaph.values.names import choose_spelling, fold_name
from cenotaph.values.place import Place

NOT_STATED = "not stated"

# Control characters and the overrides of writing direction can make a screen show other words than the text has.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# First-strong isolate, and its end.
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """`text` on one line, safe to show, and in the right order beside text of the other direction; the JSON form keeps
    it exactly."""
    bare = text.replace(_ISOLATE, "").replace(_END_ISOLATE, "")
    return _isolate(_UNSAFE.sub("\ufffd", _SPACE.sub(" ", bare)).strip())


def _isolate(text: str) -> str:
    """Text that is written from right to left between isolation marks (Unicode Annex 9), so that a line shows it whole
    and does not take up numbers and brackets beside it. Text that is mostly written so is one piece; in other text each
    run is."""
    directions = [unicodedata.bidirectional(char) for char in text]
    if directions.count("R") + directions.count("AL") > directions.count("L"):
        return f"{_ISOLATE}{text}{_END_ISOLATE}"
    if "R" not in directions and "AL" not in directions:
        return text
    pieces, start, last = [], None, 0
    for k, each in enumerate((*directions, "L")):
        if each in ("R", "AL"):
            if start is None:
                pieces.append(text[last:k])
                start = k
            last = k + 1
        elif each == "L" and start is not None:
            pieces.append(f"{_ISOLATE}{text[start:last]}{_END_ISOLATE}")
            start = None
    return "".join([*pieces, text[last:]])


def word_bounds(bounds: Bounds) -> str:
    """ "63 / 71 / 90+" for low, best and high, + for open; one number where they are the same."""
    more = "+" if bounds.open else ""
    if bounds.low == bounds.high:
        return f"{bounds.low:,}{more}"
    return f"{bounds.low:,} / {bounds.best:,} / {bounds.high:,}{more}"


def word_figure(toll: Toll) -> str:
    """The bounds of a toll as its rule profile publishes them: "63 / 71 / 90+", or "63 to 90+" for a range without a
    point."""
    whole = toll.whole
    if toll.point or whole.low == whole.high:
        return word_bounds(whole)
    return f"{whole.low:,} to {whole.high:,}{'+' if whole.open else ''}"


def word_count(count: Count) -> str:
    """ "63+" or "20 to 30": the ends of what a claim's words allow."""
    more = "+" if count.open else ""
    return f"{count.low:,}{more}" if count.low == count.high else f"{count.low:,} to {count.high:,}{more}"


def word_number(number: int, thing: str) -> str:
    """ "1 report", "14 reports"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def word_days(start: dt.date | None, end: dt.date | None) -> str:
    """ "2016-05-11", "2016-05-11 to 2016-05-13", "since 2016-05-11", "until 2016-05-11"."""
    if start and end:
        return str(start) if start == end else f"{start} to {end}"
    if start:
        return f"since {start}"
    return f"until {end}" if end else NOT_STATED


def word_place(place: Place) -> str:
    """The name of a place, as the report writes it where it is that name ("Jalalabad" for "Jalālābād")."""
    return clean(choose_spelling(place.text, place.name))


def word_places(places: Sequence[Place]) -> str:
    """The names of places as a list in words; a town and its province of the same name are named once."""
    named: dict[str, str] = {}
    for place in places:
        named.setdefault(fold_name(place.name), word_place(place))
    return join_words(list(named.values())) or NOT_STATED


def word_source(source: Source | None) -> str:
    """Who speaks: "the outlet itself", "Anna Petrov (medical)", "a military source (official), through SANA"."""
    if source is None:
        return "the outlet itself"
    kind = f" ({source.kind.value.replace('_', ' ')})" if source.kind else ""
    through = f", through {clean(source.through)}" if source.through else ""
    return f"{clean(source.name)}{kind}{through}"


def join_words(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
