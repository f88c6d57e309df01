"""Arabic places that are told before names are looked for: labels of lines, and lists of figures by place."""

from collections.abc import Mapping
from typing import NamedTuple

from cenotaph.claims.arabic.labels import Labels, read_labels
from cenotaph.claims.arabic.tallies import list_tallies
from cenotaph.claims.places import Part, PlaceMention
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.place import Level

LEVELS = {
    "settlement": Level.SETTLEMENT, "capital": Level.SETTLEMENT, "part": Level.SETTLEMENT, "admin1": Level.ADMIN1,
    "district": Level.DISTRICT,
}  # fmt: skip
# What leads to a name even in an outlet's.
_LEADING = frozenset({"in", "with", "upon", "direction", "near", "to", "from"})


class Given(NamedTuple):
    """What tells of names before they are looked for: labels, and lists of figures by place, of a whole or not."""

    labels: Labels
    tallies: Mapping[int, int]
    is_of_whole: bool


def list_given(units: list[Unit], sentence: Sentence, gazetteer: Gazetteer) -> Given:
    """What labels and lists tell of a sentence's places."""
    tallies = list_tallies(units)
    whole = _find_whole(units, max(tallies)) if tallies else None
    if whole is not None:
        tallies = {first: last for first, last in tallies.items() if first > whole}
    return Given(read_labels(units, sentence, gazetteer), tallies, whole is not None)


def read_given(
    units: list[Unit], k: int, given: Given, found: list[PlaceMention], sentence: Sentence
) -> tuple[PlaceMention | None, int] | None:
    """The place that a label, an area's other name or a list of figures tells of at unit `k`, if any, and the unit
    after what is read so; None if nothing is."""
    labels, tallies = given.labels, given.tallies
    if k in labels.places or (labels.outlet is not None and k == labels.outlet[0]):
        mention = _read_label(units, k, labels, sentence)
        inside = len(found) - 1 if found and mention.is_location and found[-1].is_location else None
        return mention._replace(container=inside), labels.places.get(k) or (labels.outlet or (0, k + 1))[1]
    if units[k].has("place_alias"):
        return PlaceMention(units[k].first, units[k].last, units[k].field("name") or "", is_sure=True), k + 1
    if k < labels.barred and (k == 0 or units[k - 1].classes.isdisjoint(_LEADING)):
        return None, k + 1  # "عين على الوطن: ...": an outlet's name
    if k in tallies:
        return _read_tally(units, k, tallies[k], found, sentence, is_of_whole=given.is_of_whole), tallies[k]
    if k + 1 in tallies and units[k].has("place_noun"):
        return None, k + 1  # "9 في حي X": the list tells where the name ends
    return None


def _find_whole(units: list[Unit], last: int) -> int | None:
    """The mark before unit `last` that a figure stands before and its parts behind: "58 شهيدا: 33 في X", "22 شهيدا، هم
    12 في X"; not that of people among those of one place ("4 بينهم طفل في X")."""
    for k, unit in enumerate(units[:last]):
        is_mark = unit.has("colon") or (unit.has("including") and k + 1 < len(units) and units[k + 1].has("count"))
        if is_mark and any(before.has("count") for before in units[:k]):
            return k
    return None


def _read_tally(
    units: list[Unit], k: int, end: int, found: list[PlaceMention], sentence: Sentence, *, is_of_whole: bool
) -> PlaceMention:
    """A place of a list of figures by place: of parts of a figure before, in the area told of with it, or of figures
    that stand for themselves."""
    text = sentence.slice(units[k].first, units[end - 1].last).replace("_", " ")
    mention = PlaceMention(units[k].first, units[end - 1].last, text, Level.SETTLEMENT, is_sure=True)
    if not is_of_whole:
        return mention
    area = next((n for n, each in enumerate(found) if each.is_location), None)
    return mention._replace(container=area, part=Part.TALLY)


def _read_label(units: list[Unit], k: int, labels: Labels, sentence: Sentence) -> PlaceMention:
    """The place that a post is of, or that its outlet is called by."""
    if k not in labels.places and labels.outlet is not None:
        first, last = units[k].first, units[labels.outlet[1] - 1].last
        return PlaceMention(first, last, sentence.slice(first, last).replace("_", " "), part=Part.DATELINE)
    first, last = units[k].first, units[labels.places[k] - 1].last
    lead = next((unit.field("level", "place_noun") for unit in units[max(0, k - 2) : k] if unit.has("place_noun")), "")
    text = sentence.slice(first, last).replace("_", " ")
    return PlaceMention(first, last, text, LEVELS.get(lead or ""), lead == "around", is_sure=True)
