"""Places as sentences name them: where the mentions are, what the words around them say, and which is inside which."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from cenotaph.claims.asides import (
    is_carried,
    is_court,
    is_distance,
    is_home,
    is_hospital,
    is_jail,
    is_of_dead,
    is_said_there,
)
from cenotaph.claims.dateline import read_dateline, skip_brackets
from cenotaph.claims.directions import join_directions
from cenotaph.claims.names import NameRun, read_name
from cenotaph.claims.place_names import (
    NAMING,
    PlaceNoun,
    describe_place,
    is_name_in_capitals,
    name_of_place,
    town_of_site,
)
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.place import Level

# Kinds of targets that are in the place whose name stands before them.
_ROOTED = frozenset({"market", "school", "place_of_worship", "camp"})
# What a mention of a place starts with: a name, or a phrase that points back.
_STARTS = frozenset({"name", "particle", "determiner", "here"})
_LEVELS = {
    "settlement": Level.SETTLEMENT,
    "part": Level.SETTLEMENT,
    "admin1": Level.ADMIN1,
    "district": Level.DISTRICT,
}
# A name that starts after one of these is the rest of a longer one.
_INSIDE = frozenset({"name", "particle"})
_STRIKING = frozenset(
    {"act_past", "act_gerund", "act_third", "struck_past", "struck_gerund", "struck_third", "direction"}
)
# What follows a name that qualifies another word ("Marlow residents", "the Arden attack").
_QUALIFIED = frozenset({"person", "person_group", "party", "speaker", "title"})
# What follows a name that is of something else than a place ("in Arden Hospital").
_OTHER_NAMES = frozenset({"target", "speaker", "person", "title", "thing"})
# Units between a place and the one that holds it: ", located in the".
_LONGEST_JOINT = 4
# A dateline stands in one of the first sentences: a headline and a line for the author may come before it.
_DATELINES_BEFORE = 5
# Units of "has also been heavily shelled".
_LONGEST_ACT = 5


class Part(StrEnum):
    """What a mention does in its sentence: where something happens ("scene"), where somebody comes from or is taken
    to ("aside"), what only qualifies another word ("qualifier"), where a figure of a list by place belongs ("tally"),
    or where the report was written ("dateline")."""

    SCENE = "scene"
    ASIDE = "aside"
    TALLY = "tally"
    QUALIFIER = "qualifier"
    DATELINE = "dateline"


class PlaceMention(NamedTuple):
    """A place named in a sentence: its tokens from `first` up to `last` (exclusive), and what is said of it.

    `container` is the index, in the sentence's list, of the mention it is said to lie in. `back` is the level of a
    phrase that points back ("the town"), for which `text` is empty; "here" points to the place of the report.
    `is_sure` says that the words around a name show that it is one of a place; `is_doubtful` that it is a word in text
    of capitals only, which may be no name at all ("in exchange").
    """

    first: int
    last: int
    text: str
    level: Level | None = None
    around: bool = False
    container: int | None = None
    part: Part = Part.SCENE
    back: str | None = None
    is_sure: bool = False
    is_doubtful: bool = False

    @property
    def is_location(self) -> bool:
        """True for a place where something is said to happen."""
        return self.part is Part.SCENE


def find_mentions(
    units: list[Unit], sentence: Sentence, gazetteer: Gazetteer, common_endings: tuple[str, ...] = ()
) -> list[PlaceMention]:
    """The places a sentence names, in order; `units` are those before phrases for people were joined.

    In text of capitals only, an unknown word that ends as common words do (`common_endings`) is no name.
    """
    units = join_directions(units, sentence, gazetteer)
    found, i = _read_datelines(units, sentence)
    ends: list[int] = [i] * len(found)
    while i < len(units):
        if units[i].classes.isdisjoint(_STARTS):
            i += 1
            continue
        is_list = bool(found) and found[-1].level is not None and found[-1].is_location
        last = ends[-1] if found and not _are_harmed(units, i, found[-1]) else None
        step = _read_mention(units, i, sentence, gazetteer, last, common_endings, is_list)
        step = step or _read_back(units, i, sentence)
        if step is None:
            i += 1
            continue
        is_beside = bool(found) and _between_list(units, ends[-1], i)
        is_bearing = bool(found) and found[-1].is_location and 0 < i - ends[-1] <= 2
        mention, i = step
        if is_beside and found[-1].part is Part.ASIDE and mention.level is None:
            mention = mention._replace(part=Part.ASIDE)  # "agents from Marlow and Arden"
        if is_bearing and mention.around:
            mention = mention._replace(part=Part.ASIDE)  # "Sedge, south of Arden"
        if is_list and mention.level is None and is_beside:
            mention = mention._replace(level=found[-1].level)
        if is_beside and mention.is_sure and found[-1].is_location:
            found[-1] = found[-1]._replace(is_sure=True)
        inside = bool(found) and (_is_joined(units, ends[-1], mention) or (is_bearing and mention.around))
        found.append(mention)
        ends.append(i)
        if inside and found[-2].part is not Part.DATELINE:
            found[-2] = found[-2]._replace(container=len(found) - 1)
    return found


def _read_datelines(units: list[Unit], sentence: Sentence) -> tuple[list[PlaceMention], int]:
    """The places of a report's dateline, and the unit after it; a second one stands nearer to the event."""
    found: list[PlaceMention] = []
    end = 0
    while sentence.number < _DATELINES_BEFORE and (dateline := read_dateline(units, sentence, end)) is not None:
        end = skip_brackets(units, sentence, dateline.end)
        if dateline.place is None:
            continue
        for first, last in (dateline.place, dateline.area) if dateline.area else (dateline.place,):
            tokens = units[first].first, units[last - 1].last
            found.append(PlaceMention(*tokens, sentence.slice(*tokens), part=Part.DATELINE))
        if dateline.area:
            found[-2] = found[-2]._replace(container=len(found) - 1)
    return found, end


def _read_mention(
    units: list[Unit],
    i: int,
    sentence: Sentence,
    gazetteer: Gazetteer,
    last: int | None,
    common_endings: tuple[str, ...],
    lists_places: bool,
) -> tuple[PlaceMention, int] | None:
    if not (units[i].has("name") or units[i].has("particle")):
        return None
    if _leads_name(units, i):
        return None  # "la aldea de Arden": the name comes after
    run = read_name(units, i, sentence)
    if run is None or (i > 0 and _is_inside(units, i - 1)):
        return None
    is_clinic = _is_clinic(units, run)
    before = units[i - 1] if i > 0 else None
    locates = before.field("locates") if before is not None else None
    if gazetteer.country_of_demonym(run.text) is not None or _is_party_called_state(units, run, sentence, locates):
        return None
    noun = describe_place(units, run)
    if noun is not None and noun.word == "site" and (town := town_of_site(units, run, sentence, gazetteer)):
        run, noun = town, None
    is_listed = last is not None and i - last <= 2 and _between_list(units, last, i)
    is_where = locates in ("in", "around") or noun is not None or is_listed
    is_led = _is_shelled(units, i) or (locates == "on" and _is_told_where(units, run.last))
    is_where = is_where or (is_led and not sentence.is_caps)
    is_shown = _is_bombarded(units, run.last) or _is_headed(units, i, run.last, sentence)
    is_object = is_where or is_shown or locates in ("on", "from") or _is_struck(units, i)
    whole = run
    run, known = name_of_place(units, run, noun, sentence, gazetteer, is_object and not sentence.is_caps)
    if (run.last < whole.last and is_of_dead(units, i)) or (not known and not is_where):
        return None
    is_clear = known or not sentence.is_caps or (is_listed and lists_places and _goes_on(units, whole))
    if not is_clear and not is_name_in_capitals(units, run, noun, sentence, common_endings):
        return None
    after = units[run.last] if run.last < len(units) else None
    if not known and noun is None and after is not None and after.classes & _OTHER_NAMES:
        return None
    end, text = run.last, run.text
    is_start = sentence.is_caps and noun is None and after is not None and after.has("name")
    if noun is not None and not (noun.leads or noun.inside) and after is not None and after.has("place_noun"):
        end += 1
        if noun.word in NAMING:
            text = sentence.slice(units[i].first, after.last)
    word = noun.word if noun is not None else ""
    mention = PlaceMention(
        units[i].first,
        units[run.last - 1].last,
        text,
        _LEVELS.get(word),
        word == "around" or locates == "around",
        None,
        Part.ASIDE if is_clinic else _part_of(units, i, end, locates, noun, is_object=is_object, is_start=is_start),
        None,
        is_where or is_shown,
        sentence.is_caps and noun is None and run.last - run.first == 1,
    )
    return mention, end


def _is_headed(units: list[Unit], i: int, end: int, sentence: Sentence) -> bool:
    """True for a name that is a place's without a word for one: "Arden: 11 dead", "#Arden", "the raid on Arden"."""
    if i == 0:
        return end + 1 < len(units) and units[end].has("colon") and bool(units[end + 1].classes & {"count", "bare"})
    is_tag = sentence.tokens[units[i].first - 1].text == "#"
    return is_tag or (i > 1 and units[i - 1].field("locates") == "on" and units[i - 2].has("cause_word"))


def _is_struck(units: list[Unit], i: int) -> bool:
    """True for what stands right after a verb of striking: "they bombed Arden"."""
    return i > 0 and not units[i - 1].classes.isdisjoint(_STRIKING)


def _is_shelled(units: list[Unit], i: int) -> bool:
    """True after "the shelling of": so one tells of what is done to places."""
    return i > 1 and units[i - 1].has("of") and units[i - 2].has("bombarded_gerund")


_BEFORE_PEOPLE = frozenset({"harm_past", "harm_gerund", "hit_past", "person"})


def _are_harmed(units: list[Unit], i: int, before: PlaceMention) -> bool:
    """True if what befell people is told of the names around a "and" at `i` - 1: "Anna and John Smith were killed"."""
    if before.is_location or not units[i - 1].has("and"):
        return False
    end = i
    while end < len(units) and units[end].classes & {"name", "particle"}:
        end += 1
    first = next((k for k in range(i) if units[k].first >= before.first), i)
    is_object = first > 0 and not units[first - 1].classes.isdisjoint(_BEFORE_PEOPLE)
    return is_object or (end + 1 < len(units) and units[end].has("be_many") and units[end + 1].has("harm_participle"))


def _is_told_where(units: list[Unit], end: int) -> bool:
    """True if what stands after a name says where it lies: "the raid on Sedge, south of Arden"."""
    after = units[end + 1] if end + 1 < len(units) and units[end].has("comma") else None
    return after is not None and after.field("locates") in ("in", "around")


def _is_party_called_state(units: list[Unit], run: NameRun, sentence: Sentence, locates: str | None) -> bool:
    """True for "the Islamic State": a state that nothing is said to lie in, written as a part of a name."""
    after = [u for u in units[run.last - 1 : run.last + 1] if u.has("polity") and u.has("place_noun")]
    return locates not in ("in", "around") and any(sentence.tokens[u.first].text[:1].isupper() for u in after)


def _leads_name(units: list[Unit], i: int) -> bool:
    """True for the "of" between the word for a kind of place and its name."""
    return i > 0 and units[i].has("of") and units[i - 1].has("place_noun")


def _is_inside(units: list[Unit], k: int) -> bool:
    """True if what follows unit `k` is the rest of a name, or of somebody with a title."""
    inner = units[k].classes & _INSIDE and not units[k].has("comma") and not _leads_name(units, k)
    return units[k].has("title") or bool(inner)


def _is_bombarded(units: list[Unit], i: int) -> bool:
    """True if what is told from unit `i` on is done to places and not to people: "was shelled", "came under fire"."""
    if i >= len(units) or units[i].classes.isdisjoint(_LEADING_ACT):
        return False
    after = [unit for unit in units[i : i + _LONGEST_ACT] if not unit.classes & {"adverb", "modifier"}]
    if after and after[0].has("under_fire"):
        return True
    act = next((k for k, unit in enumerate(after) if not unit.classes & {"have", "be", "been"}), 0)
    return act > 0 and after[act].has("bombarded_participle")


_LEADING_ACT = frozenset({"adverb", "modifier", "under_fire", "have", "be", "been"})


def _is_clinic(units: list[Unit], run: NameRun) -> bool:
    """True for the name of a hospital without the word: "at Arden Regional"."""
    has_noun = run.last < len(units) and not units[run.last].classes.isdisjoint(_OTHER_NAMES)
    return run.last - run.first > 1 and not has_noun and units[run.last - 1].field("kind", "modifier") == "clinic"


def _part_of(
    units: list[Unit], i: int, end: int, locates: str | None, noun: PlaceNoun | None, *, is_object: bool, is_start: bool
) -> Part:
    """What the name in units `i` to `end` does in its sentence. `is_start`: name words that are not known follow it, as
    those of a person would ("JORDAN MARLOW")."""
    after = units[end] if end < len(units) else None
    if after is not None and (
        after.has("genitive")
        or ((noun is None or noun.word == "district") and not after.classes.isdisjoint(_QUALIFIED))
    ):
        return Part.QUALIFIER
    if noun is not None and noun.word == "street":
        return Part.ASIDE
    is_around = locates == "around" and i > 1 and units[i - 2].has("place_noun")
    if locates == "around" and is_distance(units, i - 1):
        return Part.ASIDE  # "Sedge, 20 km north of Arden"
    if locates == "from" or (is_around and any(unit.field("locates") == "from" for unit in units[max(0, i - 4) : i])):
        return Part.ASIDE  # "from Arden", "from the hills around Arden"
    if (
        is_hospital(units, i, after)
        or is_said_there(units, i)
        or is_carried(units, i)
        or is_home(units, i)
        or is_jail(after)
        or is_court(units, end)
    ):
        return Part.ASIDE
    if is_start and locates not in ("in", "around"):
        return Part.QUALIFIER
    is_of = i > 1 and units[i - 1].has("of") and _is_of_place(units[i - 2])
    # "The Arden market" is in Arden; an embassy or an office may be of one place and in another.
    is_at = after is not None and after.field("kind", "target") in _ROOTED
    return Part.SCENE if is_object or is_of or is_at else Part.QUALIFIER


def _between_list(units: list[Unit], last: int, i: int) -> bool:
    """True if only a comma or an "and" stands between the mention that ended at `last` and unit `i`."""
    return last < i and all(unit.classes & {"comma", "and"} for unit in units[last:i])


def _goes_on(units: list[Unit], run: NameRun) -> bool:
    """True if a comma, an "and" or the end of the sentence follows a name: it stands in a list."""
    return run.last == len(units) or bool(units[run.last].classes & {"comma", "and", "stop"})


def _is_of_place(unit: Unit) -> bool:
    """True for what has a place after "of": "the market of Arden", "the shelling of Arden"."""
    return not unit.classes.isdisjoint({"place_noun", "place_part", "direction", "modifier", "target", "cause_word"})


def _read_back(units: list[Unit], i: int, sentence: Sentence) -> tuple[PlaceMention, int] | None:
    """A phrase that points back to a place: "the town", "this province", "here"."""
    word = sentence.tokens[units[i].first].word
    if units[i].has("here"):
        return PlaceMention(units[i].first, units[i].last, "", back="here"), i + 1
    if not units[i].has("determiner") or i + 1 >= len(units):
        return None
    j = i + 1
    while j < len(units) and j < i + 3 and units[j].has("modifier"):
        j += 1
    if (
        j < len(units)
        and units[j].has("place_noun")
        and not (j + 1 < len(units) and units[j + 1].classes & {"of", "name"})
    ):
        level = units[j].field("level", "place_noun")
        is_place = i > 0 and (units[i - 1].has("preposition") or (units[i - 1].has("of") and i > 1))
        if level in _LEVELS and is_place:
            if (word == "this" and level == "settlement") or units[j].field("kind", "place_noun") == "seat":
                level = "here"
            part = Part.ASIDE if units[i - 1].field("locates") in ("around", "from") else Part.SCENE
            return PlaceMention(units[i].first, units[j].last, "", part=part, back=level), j + 1
    return None


def _is_joined(units: list[Unit], end: int, mention: PlaceMention) -> bool:
    """True if a mention follows the one before it as the place that holds it ("Arden, in Marlow province")."""
    if mention.back is not None:
        return False
    between = [unit for unit in units[end:] if unit.last <= mention.first]
    if not between or len(between) > _LONGEST_JOINT:
        return False
    if between[-1].has("of"):
        holder = between[-2] if len(between) > 1 else units[end - 1]
        return holder.field("level", "place_noun") == "part"
    if len(between) == 1 and between[0].has("open_bracket"):
        return True  # "Arden (Marlow province)"
    if len(between) == 1 and between[0].has("comma"):
        return not _continues_list(units, mention)
    steps = [unit for unit in between if not unit.classes & {"comma", "determiner", "word", "direction"}]
    return len(steps) == 1 and steps[0].field("locates") == "in" and (len(between) <= 2 or between[0].has("comma"))


def _continues_list(units: list[Unit], mention: PlaceMention) -> bool:
    """True if the name stands in a list ("Arden, Marlow and Sedge")."""
    at = next((k for k, u in enumerate(units) if u.first >= mention.last), len(units))
    following = units[at : at + 3]
    if not following:
        return False
    if following[0].has("and"):
        return len(following) > 1 and (following[1].has("name") or following[1].has("particle"))
    return following[0].has("comma") and len(following) > 1 and (following[1].has("name") or following[1].has("and"))


def list_countries(units: list[Unit], sentence: Sentence, gazetteer: Gazetteer) -> Iterator[str]:
    """The countries the words of a sentence imply, by name or by the name of their people; one for each word.

    A country's name before another name is that of a person ("Chad Arden", "Jordan Marlow"), save in text of capitals
    only, where the other may be any word.
    """
    for unit, following in zip(units, [*units[1:], None], strict=True):
        if "name" in unit.classes or "person_group" in unit.classes:  # "three Afghans" are people
            text = sentence.text[sentence.tokens[unit.first].start : sentence.tokens[unit.last - 1].end]
            is_given = following is not None and following.has("name") and not sentence.is_caps
            is_given = is_given or "name" not in unit.classes
            code = gazetteer.country_of_demonym(text) or (None if is_given else gazetteer.country_named(text))
            if code is not None:
                yield code
