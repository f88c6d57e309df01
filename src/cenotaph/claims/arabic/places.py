"""Arabic names of places: after the words for kinds of places, directions and prepositions, and after a hash sign."""

import sys
from functools import cache
from typing import NamedTuple

from cenotaph.claims.arabic.asides import is_brought_out, is_home, is_left, is_of_named, list_away
from cenotaph.claims.arabic.given import LEVELS, list_given, read_given
from cenotaph.claims.arabic.labels import SOUNDS_ALIKE
from cenotaph.claims.arabic.names import is_also, is_given
from cenotaph.claims.arabic.unlisted import is_of_place, read_unlisted
from cenotaph.claims.places import Part, PlaceMention
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.folding import fold

_LONGEST = 4  # words of a name
_LONGEST_UNKNOWN = 2  # words of a name that no gazetteer knows, without its article
_SHORTEST = 3  # letters of a name that only a preposition leads to
# Units between a place and the one it lies in: "بلدة X في ريف Y".
_JOINT = 4
_JOINING = frozenset(
    {"in", "with", "direction", "from", "place_noun", "determiner", "hash", "quote", "located", "to", "dash"}
)
_LABEL = 4  # units from the start of a sentence within which a label ends ("ريف حلب الغربي :")
_LIST_GAP = 2  # units between the places of a list
# A name that only a preposition leads to is none if the pack knows it for people or harm.
_NOBODYS = frozenset(
    {"person", "person_group", "harm_noun", "harm_past", "cause_word", "speaker", "say", "party", "common", "modifier"}
)
_SPELLED = 2  # units of a name that is looked for by its sound: "معرة النعمان", "خان يونس"
_PLAIN = frozenset({"word"})
_QUOTES = frozenset({"quote", "hash"})
_ADVERB = "\u064b"
# What may lead to a name that the gazetteer knows.
_LEADS = frozenset({"in", "with", "upon", "direction", "place_noun", "hash", "near", "to", "from"})
# What was hit may follow, where its name begins as names of villages do.
_HITS = frozenset({"act", "cause_word"})
# What may be told to be of a place by its name right after, if it ends as names of villages do.
_OWNERS = frozenset({"person", "no_name", "cause_word"})
# What may lead to "المدينة" for the town told of before.
_LEADS_BACK = frozenset({"in", "with", "upon", "near", "from", "direction"})
_NO_NAME = frozenset(
    {
        "mark",
        "quote",
        "open_bracket",
        "close_bracket",
        "dash",
        "hash",
        "semicolon",
        "stop",
        "comma",
        "count",
        "period",
        "in",
        "with",
        "to",
        "from",
        "and",
        "victims",
        "bare",
        "hour",
    }
)

_NO_UNLED_NAME = _NO_NAME | _NOBODYS


class _Name(NamedTuple):
    first: int
    last: int
    text: str
    known: bool


def find_mentions(units: list[Unit], sentence: Sentence, gazetteer: Gazetteer) -> list[PlaceMention]:
    """The places a sentence names, in order; `units` are those before phrases for people were joined."""
    found: list[PlaceMention] = []
    ends: list[int] = []
    away, roads = list_away(units), set[int]()
    given = list_given(units, sentence, gazetteer)
    k = 0
    while k < len(units):
        if (told := read_given(units, k, given, found, sentence)) is not None:
            mention, k = told
            if mention is not None:
                found.append(mention)
                ends.append(k)
            continue
        is_list = bool(ends) and k - ends[-1] <= _LIST_GAP
        if not _may_start(units[k].classes) and (k and not is_list and not _may_lead(units[k - 1].classes)):
            k += 1  # most words: nothing leads to a name
            continue
        lead, at = _read_lead(units, k, sentence, gazetteer, is_list=is_list)
        if lead.noun is None and not lead.leads:
            k += 1
            continue
        # "الأحياء السكنية", "المنطقة الحدودية": an adjective and no name.
        is_definite = k > 0 and units[k - 1].has("determiner")
        name, is_told = _choose_name(units, at, lead, sentence, gazetteer, is_definite=is_definite)
        is_actor = name is not None and at == k and not lead.is_in and gazetteer.country_named(name.text) is not None
        if name is None and is_definite and lead.noun == "settlement" and k > 1 and units[k - 2].classes & _LEADS_BACK:
            found.append(PlaceMention(units[k - 1].first, units[k].last, "", back="settlement"))
            ends.append(k + 1)
        # "سوق الهال" is on no map, and lies in the town told of with it; a site with the article leads to no name.
        is_site = name is not None and lead.noun in ("site", "road", "square") and (is_definite or not name.known)
        if name is None or is_actor or is_site or _is_torn(units, k, lead, name):
            k += 1  # "روسيا تقصف إدلب": a country that acts is not where it happened
            continue
        is_around = lead.noun == "around" or lead.direction
        inside = bool(found) and _is_joined(units, ends[-1], k)
        is_aside = lead.is_from and not is_brought_out(units, k)
        is_aside = is_aside or lead.noun == "street" or k in away or is_left(units, k)
        is_origin = is_of_named(units, k)
        # "استشهاد فلان من مدينة X جراء القصف": the town of somebody is that of the attack if no other is told.
        is_aside = is_aside or (is_origin and not any(unit.has("cause_word") for unit in units[name.last :]))
        part = Part.ASIDE if is_aside else Part.SCENE
        found.append(_make_mention(units, name, lead, part, around=is_around and not inside, is_told=is_told))
        if lead.noun in ("road", "square") or is_home(units, k) or is_origin:
            roads.add(found[-1].first)
        # "قرية X شرق مدينة Y": the town only tells where the village is.
        between = units[ends[-1] : name.first] if inside else []
        is_bearing = any(unit.has("direction") or (unit.has("dash") and lead.noun is None) for unit in between)
        if inside and found[-2].container is None and (is_around or is_bearing or lead.is_in or lead.noun == "admin1"):
            found[-2] = found[-2]._replace(container=len(found) - 1)
        ends.append(name.last)
        k = _skip_directions(units, name.last, gazetteer, sentence)
    found = _set_dateline_apart(_set_roads_aside(found, roads), ends, units)
    return _hold_by_label(found, ends, units, set(given.labels.places))


def _make_mention(
    units: list[Unit], name: "_Name", lead: "_Lead", part: Part, *, around: bool, is_told: bool
) -> PlaceMention:
    """The mention of a name; one that the gazetteer knows is one without a word for a place, too, after "in", in a
    hashtag or of two words."""
    is_tag = name.known and name.first > 0 and units[name.first - 1].has("hash")
    is_led = (lead.is_in or is_tag) and len(name.text) > _SHORTEST
    is_sure = is_told or is_led or (lead.leads and name.last > name.first + 1)
    first, last = units[name.first].first, units[name.last - 1].last
    return PlaceMention(first, last, name.text, LEVELS.get(lead.noun or ""), around, part=part, is_sure=is_sure)


def _set_roads_aside(found: list[PlaceMention], roads: set[int]) -> list[PlaceMention]:
    """The mentions with the places that roads lead to, or that somebody comes from, set aside, where another place is
    told: "في حي X ... طريق Y"."""
    is_told = any(mention.is_location and mention.first not in roads for mention in found)
    return [m._replace(part=Part.ASIDE) if is_told and m.first in roads else m for m in found]


def _set_dateline_apart(found: list[PlaceMention], ends: list[int], units: list[Unit]) -> list[PlaceMention]:
    """The places with that of a dateline, "بيروت (أ ف ب) -", told as one."""
    if not found or found[0].first > 0 or ends[0] >= len(units) or not units[ends[0]].has("open_bracket"):
        return found
    close = next((k for k in range(ends[0], min(len(units), ends[0] + _AGENCY)) if units[k].has("close_bracket")), None)
    if close is None or close + 1 >= len(units) or units[close + 1].classes.isdisjoint({"dash", "colon"}):
        return found
    return [found[0]._replace(part=Part.DATELINE), *found[1:]]


_AGENCY = 8  # units of a bracket that names an agency


def _skip_directions(units: list[Unit], k: int, gazetteer: Gazetteer, sentence: Sentence) -> int:
    """The unit after the directions that belong to the name before unit `k`: "ريف إدلب الجنوبي"."""
    while k + 1 < len(units) and units[k].has("direction") and not _starts_name(units, k + 1, gazetteer, sentence):
        k += 1
    return k


def _choose_name(
    units: list[Unit], at: int, lead: "_Lead", sentence: Sentence, gazetteer: Gazetteer, *, is_definite: bool
) -> tuple[_Name | None, bool]:
    """The name at unit `at`, and whether the words around it tell that it is a place."""
    name = _read_name(units, at, sentence, gazetteer, is_sure=lead.noun is not None, is_definite=is_definite)
    if name is not None and sentence.slice(units[name.first].first, units[name.last - 1].last)[-2:].count(_ADVERB):
        return None, False  # "المدعومة تركيا": an adverb
    if lead.noun is not None:
        is_somebody = name is not None and lead.noun in ("road", "square") and is_given(units[name.first])
        return (None, False) if is_somebody else (name, True)  # "ساحة جورج خوري"
    if name is not None and _is_other_name(units, name, lead):
        return None, False
    end = read_unlisted(units, at, sentence)
    if name is not None and name.known:
        return name, end is not None
    if end is None:
        return None, False
    return _Name(at, end, sentence.slice(units[at].first, units[end - 1].last).replace("_", " "), False), True


def _is_other_name(units: list[Unit], name: _Name, lead: "_Lead") -> bool:
    """True for one word that is a given name ("ضد بشار السالم"), or that a rank follows ("الجزيرة السابعة")."""
    if name.last - name.first > 1 or name.last >= len(units):
        return False
    after = units[name.last]
    return is_also(after, "rank_of_part") or (
        is_given(units[name.first]) and not lead.is_in and after.classes == {"word"}
    )


def _is_doubtful(mention: PlaceMention, label: PlaceMention) -> bool:
    return not mention.is_sure and mention.is_location and mention.text != label.text


def _hold_by_label(
    found: list[PlaceMention], ends: list[int], units: list[Unit], labels: set[int]
) -> list[PlaceMention]:
    """The mentions with those after a label ("إدلب: ...", "درعا | ...") held by it: what follows happened at them, in
    its area."""
    if len(found) < 2:
        return found
    firsts = {units[k].first for k in labels}
    at = max((n for n, mention in enumerate(found) if mention.first in firsts), default=None)
    if at is not None:
        # What may be no place at all does not stand against it: "البستان: استشهاد بكري".
        label = found[at]
        found = [m._replace(part=Part.ASIDE) if n > at and _is_doubtful(m, label) else m for n, m in enumerate(found)]
        turn = next((unit.first for unit in units if unit.has("sets_aside")), sys.maxsize)
        is_free = [
            n > at and m.container is None and m.part is Part.SCENE and m.first < turn for n, m in enumerate(found)
        ]
        return [m._replace(container=at) if free else m for m, free in zip(found, is_free, strict=True)]
    end = ends[0]
    while end < len(units) and units[end].has("direction"):
        end += 1
    if end > _LABEL or end >= len(units) or not units[end].classes & {"colon", "stop"}:
        return found
    held = [m._replace(container=0) if m.container is None and m.part is Part.SCENE else m for m in found[1:]]
    return [found[0], *held] if any(m.container == 0 for m in held) else found


@cache
def _may_start(classes: frozenset[str]) -> bool:
    """True for what may lead to a name by itself."""
    return not classes.isdisjoint(_QUOTES | {"place_noun", "direction"})


@cache
def _may_lead(classes: frozenset[str]) -> bool:
    """True for what a name may follow."""
    return not classes.isdisjoint(_LEADS | {"determiner", "person", "no_name"} | _HITS)


class _Lead(NamedTuple):
    """What stands before a name: the kind of place, and whether a preposition or direction leads to it."""

    noun: str | None
    leads: bool
    direction: bool
    is_in: bool
    is_from: bool


def _is_torn(units: list[Unit], k: int, lead: _Lead, name: _Name) -> bool:
    """True for the first of several words in quotation marks that nothing else leads to: "سالم الفهد" is no Salim."""
    is_led = lead.noun is not None or lead.direction or (k > 0 and not units[k - 1].classes.isdisjoint(_LEADS))
    return units[k].has("quote") and not is_led and not (name.last < len(units) and units[name.last].has("quote"))


def _read_lead(
    units: list[Unit], k: int, sentence: Sentence, gazetteer: Gazetteer, *, is_list: bool
) -> tuple[_Lead, int]:
    """What leads to a name from unit `k` on, and the unit where the name would begin; `is_list` if a place was named
    right before, so that "and" or a comma may lead to another."""
    noun, direction, at = None, False, k
    before = units[k - 1] if k else None
    is_in = before is not None and bool(before.classes & {"in", "with"})
    is_from = before is not None and before.has("from")
    leads = before is None or bool(before.classes & _LEADS) or (is_list and bool(before.classes & {"and", "comma"}))
    leads = leads or (before is not None and bool(before.classes & _HITS) and units[k].has("town_head"))
    leads = leads or (
        before is not None and bool(before.classes & _OWNERS) and k + 1 < len(units) and _ends_name(units, k)
    )
    leads = leads or (
        before is not None and is_of_place(before) and not units[k].has("determiner") and _is_long(units, k)
    )
    leads = leads or (before is not None and before.has("cause_word") and _is_hit(units, k, sentence, gazetteer))
    while at < len(units):
        unit = units[at]
        if noun == "part" and _is_road(unit):
            break  # "حي طريق الباب" is a quarter
        if unit.has("place_noun") and _begins_known(units, at, sentence, gazetteer):
            noun = noun or "site"  # "جسر الشغور" is a town
            break
        if unit.has("place_noun"):
            # "عاصمة ولاية جنوب دارفور": of a capital and what it is the capital of, the name is the latter's.
            noun = unit.field("level") or "site" if noun in (None, "capital") else noun
        elif unit.has("direction"):
            direction = True
        elif noun is not None and unit.has("modifier"):
            pass  # "العاصمة السورية دمشق"
        elif not (unit.classes & _QUOTES or (at > k and unit.has("determiner") and _may_go_on(units, at + 1, noun))):
            break
        leads = leads or unit.has("hash") or unit.has("direction")
        at += 1
    return _Lead(noun, leads or at > k, direction and noun is None, is_in, is_from and noun is None), at


def _is_hit(units: list[Unit], k: int, sentence: Sentence, gazetteer: Gazetteer) -> bool:
    """True for one word that the gazetteer knows, right after the word for an attack on it: "انفجار X أمس"."""
    text = sentence.slice(units[k].first, units[k].last)
    is_word = units[k].classes == {"word"} and len(text) > _SHORTEST and not is_also(units[k], "of_attack")
    ends = k + 1 >= len(units) or not units[k + 1].classes.isdisjoint(_AFTER_HIT)
    return is_word and ends and gazetteer.knows(fold(text))


_AFTER_HIT = frozenset(
    {
        "period", "stop", "comma", "semicolon", "to", "with", "in", "upon", "and", "while", "relative", "colon",
        "direction", "harm_past", "count", "hash",
    }
)  # fmt: skip


def _is_long(units: list[Unit], k: int) -> bool:
    """True if two words follow that may be a name: "شهداء بصرى الشام"."""
    return k + 1 < len(units) and all(unit.classes <= _PLAIN or unit.has("name_head") for unit in units[k : k + 2])


def _ends_name(units: list[Unit], k: int) -> bool:
    """True if a second word of names of places follows, with or without an article before the first."""
    return any(u.classes & {"name_tail", "name_tail_bare"} for u in units[k + 1 : k + 3])


def _begins_known(units: list[Unit], k: int, sentence: Sentence, gazetteer: Gazetteer) -> bool:
    """True if a word for a kind of place is the first of a name that the gazetteer knows."""
    ends = [end for end in range(k + 2, min(k + _LONGEST, len(units)) + 1) if not units[end - 1].classes & _NO_NAME]
    texts = (sentence.slice(units[k].first, units[end - 1].last).replace("_", " ") for end in ends)
    return any("\n" not in text and gazetteer.knows(fold(text)) for text in texts)


def _may_go_on(units: list[Unit], k: int, noun: str | None) -> bool:
    """True if what stands after an article still leads to a name: "مدينة" or, of "العاصمة السورية دمشق", "سورية"."""
    return k < len(units) and (units[k].has("place_noun") or (noun is not None and units[k].has("modifier")))


def _starts_name(units: list[Unit], k: int, gazetteer: Gazetteer, sentence: Sentence) -> bool:
    name = _read_name(units, k, sentence, gazetteer, is_sure=False)
    return name is not None and name.known


def _read_name(
    units: list[Unit], k: int, sentence: Sentence, gazetteer: Gazetteer, *, is_sure: bool, is_definite: bool = False
) -> _Name | None:
    """The name that starts exactly at unit `k`: the longest run that the gazetteer knows; where a word for a place
    leads to it, else the next words that are no others."""
    if k >= len(units) or units[k].classes & _NO_NAME:
        return None
    for size in range(_measure_run(units, k, is_sure=is_sure), 0, -1):
        end_unit = units[k + size - 1]
        if end_unit.has("determiner"):
            continue
        text = sentence.slice(units[k].first, end_unit.last).replace("_", " ")  # "#معرة_النعمان"
        if len(text) < _SHORTEST or "\n" in text or (size == 1 and not is_sure and not _is_free(units[k])):
            continue
        if end_unit.has("place_noun") and all(u.classes & {"determiner", "place_noun"} for u in units[k : k + size]):
            continue  # "المدينة" is a village too
        key = fold(text)
        if (
            is_sure
            and size == 1
            and units[k].has("name_head")
            and k + 1 < len(units)
            and units[k + 1].classes == {"word"}
        ):
            continue  # "بلدة عين لاروز" is not Ain
        if gazetteer.knows(key) or gazetteer.country_named(text) is not None:
            return _Name(k, k + size, text, True)
        if size == _SPELLED and units[k].has("name_head"):
            found = gazetteer.find(text)  # spelled otherwise than the gazetteer does
            if found and found[0].score >= SOUNDS_ALIKE:
                return _Name(k, k + size, text, True)
    if not is_sure or is_definite:
        return None
    last = k + units[k].has("determiner")
    count, has_head = 0, last < len(units) and (units[last].has("name_head") or _is_road(units[last]))
    last += has_head
    while (
        last < len(units)
        and count < _LONGEST_UNKNOWN - has_head
        and (units[last].classes == {"word"} or (count and units[last].has("name_tail")))
        and (count == 0 or not _ends(units, last))
    ):
        last, count = last + 1, count + 1
    is_headed = last > k and units[last - 1].has("name_head")
    if not count and is_headed and last < len(units) and _is_adjective(units[last], sentence):
        last, count = last + 1, 1  # "قرية تل الشرقي"
    if not count:
        return None
    last = _end_of_tag(units, k, last, sentence)
    return _Name(k, last, sentence.slice(units[k].first, units[last - 1].last).replace("_", " "), False)


def _is_road(unit: Unit) -> bool:
    return unit.field("level", "place_noun") == "road"


def _measure_run(units: list[Unit], k: int, *, is_sure: bool) -> int:
    """How many units from `k` on a name may have at most; without a word for a place none that the pack knows for
    people or harm ("الشهداء" is a village too)."""
    barred = _NO_NAME if is_sure else _NO_UNLED_NAME
    size = 0
    while size < _LONGEST and k + size < len(units) and units[k + size].classes.isdisjoint(barred):
        size += 1
    return size


def _is_adjective(unit: Unit, sentence: Sentence) -> bool:
    """True for a direction with its article, which may be the second word of a name."""
    return unit.has("direction") and sentence.tokens[unit.first].word.startswith("ال")


def _end_of_tag(units: list[Unit], k: int, last: int, sentence: Sentence) -> int:
    """The unit after a name, which in a hashtag is all of the tag and nothing after it: "#كفر_نبات وأنباء عن"."""
    if k == 0 or not units[k - 1].has("hash"):
        return last
    end = k + 1
    while end < len(units) and sentence.text[sentence.tokens[units[end - 1].last - 1].end] == "_":
        end += 1
    return end


def _ends(units: list[Unit], k: int) -> bool:
    """True if a second word of an unknown name would rather belong to what follows it."""
    return k + 1 < len(units) and units[k + 1].classes == {"word"}


def _is_free(unit: Unit) -> bool:
    """True for a word that the lexicon does not know as anything else."""
    return unit.classes == {"word"} or unit.has("name_part")


def _is_joined(units: list[Unit], end: int, k: int) -> bool:
    """True if only small words stand between a place and the next: the second holds the first."""
    between = units[end:k]
    return len(between) <= _JOINT and all(not u.classes.isdisjoint(_JOINING) for u in between)


def list_countries(units: list[Unit], sentence: Sentence, gazetteer: Gazetteer) -> list[str]:
    """The countries the words of a sentence name, one for each word."""
    found = []
    for k, unit in enumerate(units):
        if unit.classes == {"word"} or unit.has("country"):
            first = units[k - 1].first if k and units[k - 1].has("determiner") else unit.first
            code = gazetteer.country_named(sentence.slice(first, unit.last))
            if code is None and first != unit.first:
                code = gazetteer.country_named(sentence.slice(unit.first, unit.last))
            if code is not None:
                found.append(code)
    return found
