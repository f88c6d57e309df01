"""Arabic names of places that no gazetteer knows and no word for a kind of place leads to, told by what stands around
them."""

from collections.abc import Sequence

from cenotaph.claims.units import Unit

_PLAIN = frozenset({"word"})
# Units between a weapon and "on" ("قصف مدفعي عنيف لقوات النظام على ...").
_CAUSE_REACH = 6
# What a name may lead on to. After "قصف على تجمع لـ", "على حفل زفاف" a common noun stands.
_AFTER = frozenset(
    {
        "comma", "stop", "semicolon", "colon", "and", "with", "in", "direction", "period", "mark", "dash", "hash",
        "open_bracket", "close_bracket", "harm_past", "harm_noun", "say", "quote", "while", "near", "base", "act", "by",
        "common", "that",
    }
)  # fmt: skip
_LEADS = frozenset({"in", "upon", "near", "with"})
_HEAD_LEADS = _LEADS | {"act", "cause_word", "and", "comma"}
_AREAS = frozenset({"around", "admin1", "district", "settlement"})


def read_unlisted(units: Sequence[Unit], k: int) -> int | None:
    """The unit after a name that starts at unit `k` and that its surroundings make a place; None if nothing does.

    It is one after a weapon and "on" ("غارات على X"), where it goes on with the area it lies in ("في X بريف Y", "في X
    شرقي Y"), or where it begins as names of villages do ("في كفر X").
    """
    if k == 0 or units[k - 1].classes.isdisjoint(_HEAD_LEADS):
        return None
    lead = units[k - 1]
    at = k + units[k].has("determiner")
    if at >= len(units):
        return None
    if units[at].has("town_head"):
        end = _end_of_word(units, at + 1)
        return end if end is not None and _may_end(units, end) else None
    if lead.classes.isdisjoint(_LEADS) or units[at].classes != _PLAIN:
        return None
    longer = _end_of_word(units, at + 1) if at + 1 < len(units) and units[at + 1].has("determiner") else None
    for end in (longer, at + 1):
        if end is not None and _lies_in(units, end):
            return end
    is_hit = lead.has("upon") and _follows_weapon(units, k - 1)
    return at + 1 if is_hit and _may_end(units, at + 1) else None


def _end_of_word(units: Sequence[Unit], k: int) -> int | None:
    """The unit after the word at unit `k`, with its article; None if the lexicon knows it as something else."""
    k += k < len(units) and units[k].has("determiner")
    return k + 1 if k < len(units) and units[k].classes == _PLAIN else None


def _may_end(units: Sequence[Unit], end: int) -> bool:
    return end >= len(units) or not units[end].classes.isdisjoint(_AFTER)


def _lies_in(units: Sequence[Unit], end: int) -> bool:
    """True if a name goes on with the area it lies in: "... بريف حلب", "... شرقي #حلب"."""
    k = end + (end < len(units) and bool(units[end].classes & {"with", "in"}))
    if k + 1 >= len(units):
        return False
    is_area = units[k].has("place_noun") and units[k].field("level") in _AREAS
    return is_area or (k == end and units[k].has("direction"))


def _follows_weapon(units: Sequence[Unit], k: int) -> bool:
    """True if a weapon or attack stands before "on" at unit `k` in its clause."""
    for unit in reversed(units[max(0, k - _CAUSE_REACH) : k]):
        if unit.has("cause_word") or unit.has("act"):
            return True
        if unit.classes & {"comma", "stop", "semicolon", "that", "say", "upon", "in"}:
            return False
    return False
