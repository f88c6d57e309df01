"""Arabic names of places that no gazetteer knows and no word for a kind of place leads to, told by what stands around
them."""

from collections.abc import Sequence

from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit

_PLAIN = frozenset({"word"})
# Units between a weapon and "on" ("قصف مدفعي عنيف لقوات النظام على ...").
_CAUSE_REACH = 6
# What a name may lead on to. After "قصف على تجمع لـ", "على حفل زفاف" a common noun stands.
_AFTER = frozenset(
    {
        "comma", "stop", "semicolon", "colon", "and", "with", "in", "direction", "period", "mark", "dash", "hash",
        "open_bracket", "close_bracket", "harm_past", "harm_noun", "say", "quote", "while", "near", "base", "act", "by",
        "common", "that", "to",
    }
)  # fmt: skip
_LEADS = frozenset({"in", "upon", "near", "with"})
_HEAD_LEADS = _LEADS | {"act", "cause_word", "and", "comma"}
_AREAS = frozenset({"around", "admin1", "district", "settlement"})


_SHORTEST_BARE = 3  # letters
_LONGEST_STEM = 4  # letters: a longer word may end with "of hers" or "of theirs"


def read_unlisted(units: Sequence[Unit], k: int, sentence: Sentence) -> int | None:
    """The unit after a name that starts at unit `k` and that its surroundings make a place; None if nothing does.

    It is one after a weapon and "on" ("غارات على X"), where it goes on with the area it lies in ("في X بريف Y", "في X
    شرقي Y"), and where it begins or ends as names of villages do ("في كفر X", "شهداء X القديمة").
    """
    if k == 0:
        return None
    at = k + (k < len(units) and units[k].has("determiner"))
    if at >= len(units):
        return None
    lead = units[k - 1]
    if is_of_place(lead) and at + 1 < len(units) and units[at].classes == _PLAIN:
        tail = units[at + 1]
        if tail.has("name_tail") or (at == k and tail.has("name_tail_bare")):
            return at + 2
    if lead.classes.isdisjoint(_HEAD_LEADS):
        return None
    if units[at].has("town_head"):
        end = _end_of_word(units, at + 1)
        return end if end is not None and _may_end(units, end) else None
    if lead.classes.isdisjoint(_LEADS) or units[at].classes != _PLAIN or _is_of_somebody(units[at], sentence):
        return None
    second = at + 1 if at + 1 < len(units) else None
    is_bare = at == k and not _is_definite(units[at], sentence)  # "بالسفن الصغيرة": small ships
    if second is not None and (units[second].has("name_tail") or (is_bare and units[second].has("name_tail_bare"))):
        return second + 1
    longer = second + 1 if second is not None and _is_definite(units[second], sentence) else None
    for end in (longer, at + 1):
        if end is not None and _lies_in(units, end):
            return end
    if lead.has("in") and _opens_clause(units, k - 1) and (end := _end_before_verb(units, at)) is not None:
        return end
    if lead.has("near") and at == k and _is_name_alone(units, at, sentence):
        return at + 1
    is_hit = lead.has("upon") and _follows_weapon(units, k - 1)
    return next((end for end in (longer, at + 1) if is_hit and end is not None and _may_end(units, end)), None)


def is_of_place(unit: Unit) -> bool:
    """True for the dead or hurt, a massacre or a building, which a name of a place may follow: "شهداء X الشرقية",
    "مدارس X الجديدة"."""
    if unit.has("person"):
        return any(tag.form == "plural" and "outcome" in tag.entry.fields for tag in unit.tags)
    return unit.has("cause_word") or any(tag.cls == "no_name" for tag in unit.tags)


def _opens_clause(units: Sequence[Unit], k: int) -> bool:
    """True for "in" with which a clause begins: "... . وفي X سقط شهيدان"."""
    k -= k > 0 and units[k - 1].has("and")
    return k == 0 or not units[k - 1].classes.isdisjoint({"stop", "comma", "semicolon"})


def _end_before_verb(units: Sequence[Unit], at: int) -> int | None:
    """The unit after one or two words right before a verb of what befell people there."""
    for end in (at + 1, at + 2):
        if end < len(units) and not units[end].classes.isdisjoint({"harm_past", "fall"}):
            return end if all(unit.classes == _PLAIN for unit in units[at:end]) else None
    return None


def _is_name_alone(units: Sequence[Unit], at: int, sentence: Sentence) -> bool:
    """True for one word without an article that ends its clause: "قرب X.", "قرب X،"."""
    text = sentence.slice(units[at].first, units[at].last)
    is_bare = not text.startswith("ال") and len(text) > _SHORTEST_BARE and not text.endswith(("ه", "ة", "ات"))
    ends = {"comma", "stop", "semicolon", "close_bracket", "period"}
    return is_bare and (at + 1 >= len(units) or not units[at + 1].classes.isdisjoint(ends))


def _end_of_word(units: Sequence[Unit], k: int) -> int | None:
    """The unit after the word at unit `k`, with its article; None if the lexicon knows it as something else."""
    k += k < len(units) and units[k].has("determiner")
    return k + 1 if k < len(units) and units[k].classes == _PLAIN else None


def _is_definite(unit: Unit, sentence: Sentence) -> bool:
    """True for a word that no entry knows and that has the article written on to it: "حويجة الناصر"."""
    return unit.classes == _PLAIN and sentence.tokens[unit.first].word.startswith("ال")


def _is_of_somebody(unit: Unit, sentence: Sentence) -> bool:
    """True for a word with the ending of "her", "their" or "of the two" written on to it, which is no name: "أثناء
    جمعهم الحطب", "منزلهما"."""
    text = sentence.slice(unit.first, unit.last)
    return len(text) > _LONGEST_STEM and text.endswith(("ها", "هم", "هما", "هن")) and not text.startswith("ال")


def _may_end(units: Sequence[Unit], end: int) -> bool:
    return end >= len(units) or not units[end].classes.isdisjoint(_AFTER)


def _lies_in(units: Sequence[Unit], end: int) -> bool:
    """True if a name goes on with the area it lies in: "... بريف حلب", "... شرقي #حلب"."""
    k = end + (end < len(units) and bool(units[end].classes & {"with", "in"}))
    if k + 1 >= len(units):
        return False
    level = units[k].field("level") if units[k].has("place_noun") else None
    # "خلال مداهمتها قرية": a village right after a word is no area that it lies in.
    is_area = level in _AREAS if k > end else level == "around"
    return is_area or (k == end and units[k].has("direction"))


def _follows_weapon(units: Sequence[Unit], k: int) -> bool:
    """True if a weapon or attack stands before "on" at unit `k` in its clause."""
    for unit in reversed(units[max(0, k - _CAUSE_REACH) : k]):
        if unit.has("cause_word") or unit.has("act"):
            return True
        if unit.classes & {"comma", "stop", "semicolon", "that", "say", "upon", "in"}:
            return False
    return False
