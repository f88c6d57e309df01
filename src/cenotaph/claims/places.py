"""Places as sentences name them: where the mentions are, what the words around them say, and which is inside which."""

from collections.abc import Iterator
from typing import NamedTuple

from cenotaph.claims.names import NameRun, read_name
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.folding import fold
from cenotaph.values.place import Level

_STARTS = frozenset({"name", "particle"})
_LEVELS = {"settlement": Level.SETTLEMENT, "admin1": Level.ADMIN1}
_STRIKING = frozenset(
    {"act_past", "act_gerund", "act_third", "struck_past", "struck_gerund", "struck_third", "direction"}
)
# What follows a name that qualifies another word ("Marlow residents", "the Arden attack").
_QUALIFIED = frozenset({"person", "person_group", "party", "speaker", "title"})
# What follows a name that is of something else than a place ("in Arden Hospital").
_OTHER_NAMES = frozenset({"target", "speaker", "person", "title", "thing"})
_SOUNDS_ALIKE = 0.86
# Units between a place and the one that holds it: ", located in the".
_LONGEST_JOINT = 4


class PlaceMention(NamedTuple):
    """A place named in a sentence: its tokens from `first` up to `last` (exclusive), and what is said of it.

    `container` is the index, in the sentence's list, of the mention it is said to lie in. `is_location` is False
    for a name that only qualifies ("Moscow's campaign"). `back` is the level of a phrase that points back
    ("the town"), for which `text` is empty.
    """

    first: int
    last: int
    text: str
    level: Level | None = None
    around: bool = False
    container: int | None = None
    is_location: bool = True
    back: str | None = None
    is_sure: bool = False


def find_mentions(units: list[Unit], sentence: Sentence, gazetteer: Gazetteer) -> list[PlaceMention]:
    """The places a sentence names, in order; `units` are those before phrases for people were joined."""
    found: list[PlaceMention] = []
    ends: list[int] = []
    i = 0
    while i < len(units):
        step = None
        if not units[i].classes.isdisjoint(_STARTS):
            step = _read_mention(units, i, sentence, gazetteer, ends[-1] if ends else None)
        elif "determiner" in units[i].classes:
            step = _read_back(units, i)
        if step is None:
            i += 1
            continue
        mention, i = step
        inside = bool(found) and _is_joined(units, ends[-1], mention)
        found.append(mention)
        ends.append(i)
        if inside:
            found[-2] = found[-2]._replace(container=len(found) - 1)
    return found


def _read_mention(
    units: list[Unit], i: int, sentence: Sentence, gazetteer: Gazetteer, last: int | None
) -> tuple[PlaceMention, int] | None:
    """The place whose name starts at unit `i`, and the index after it; `last` is where the one before it ended."""
    run = read_name(units, i, sentence)
    if run is None or (
        i > 0 and (units[i - 1].has("title") or (units[i - 1].has("name") and not units[i - 1].has("comma")))
    ):
        return None
    before = units[i - 1] if i > 0 else None
    locates = before.field("locates") if before is not None else None
    level, around = _described(units, i, run.last)
    is_listed = last is not None and i - last <= 2 and _between_list(units, last, i)
    is_where = locates in ("in", "around") or level is not None or around or is_listed
    is_object = is_where or locates == "on" or (before is not None and not before.classes.isdisjoint(_STRIKING))
    if gazetteer.country_of_demonym(run.text) is not None:
        return None
    run, known = _longest_known(units, run, sentence, gazetteer, is_object and not sentence.is_caps)
    if run.last - i < 1 or (not known and (not is_where or (sentence.is_caps and level is None and not around))):
        return None
    after = units[run.last] if run.last < len(units) else None
    if not known and level is None and after is not None and after.classes & _OTHER_NAMES:
        return None
    is_qualifier = after is not None and (
        after.has("genitive") or (level is None and not after.classes.isdisjoint(_QUALIFIED))
    )
    is_location = (is_object and not is_qualifier) or (i > 1 and units[i - 1].has("of") and _is_of_place(units[i - 2]))
    end = run.last + (after is not None and level is not None and after.has("place_noun"))
    around = around or locates == "around"
    mention = PlaceMention(
        units[i].first, units[run.last - 1].last, run.text, level, around, None, is_location, None, is_where
    )
    return mention, end


def _longest_known(
    units: list[Unit], run: NameRun, sentence: Sentence, gazetteer: Gazetteer, by_sound: bool
) -> tuple[NameRun, bool]:
    """The longest start of a run that the gazetteer knows, else the whole run; with `by_sound`, also a name that it
    spells otherwise."""
    for last in range(run.last, run.first, -1):
        text = sentence.text[
            sentence.tokens[units[run.first].first].start : sentence.tokens[units[last - 1].last - 1].end
        ]
        if gazetteer.country_named(text) is not None or gazetteer.knows(fold(text)):
            return NameRun(run.first, last, text), True
    found = gazetteer.find(run.text) if by_sound else ()
    return run, bool(found) and found[0].score >= _SOUNDS_ALIKE


def _described(units: list[Unit], first: int, last: int) -> tuple[Level | None, bool]:
    """The level the words around a name give it, and whether they mean the land around it."""
    nouns = [units[last]] if last < len(units) and units[last].has("place_noun") else []
    if first >= 2 and units[first - 1].has("of") and units[first - 2].has("place_noun"):
        nouns.append(units[first - 2])
    elif first >= 1 and units[first - 1].has("place_noun"):
        nouns.append(units[first - 1])
    for noun in nouns:
        word = noun.field("level", "place_noun")
        if word == "around":
            return None, True
        if word in _LEVELS:
            return _LEVELS[word], False
        if word == "part":
            return Level.SETTLEMENT, False
    return None, False


def _between_list(units: list[Unit], last: int, i: int) -> bool:
    """True if only a comma or an "and" stands between the mention that ended at `last` and unit `i`."""
    return last < i and all(unit.classes & {"comma", "and"} for unit in units[last:i])


def _is_of_place(unit: Unit) -> bool:
    """True for what has a place after "of": "the market of Arden", "the centre of Arden"."""
    return not unit.classes.isdisjoint({"place_noun", "direction", "modifier", "target"})


def _read_back(units: list[Unit], i: int) -> tuple[PlaceMention, int] | None:
    """A phrase that points back to a place from its determiner at unit `i`: "the town", "this province"."""
    j = i + 1
    while j < len(units) and j < i + 3 and units[j].has("modifier"):
        j += 1
    if (
        j < len(units)
        and units[j].has("place_noun")
        and not (j + 1 < len(units) and units[j + 1].classes & {"of", "name"})
    ):
        level = units[j].field("level", "place_noun")
        if level in _LEVELS and i > 0 and units[i - 1].has("preposition"):
            return PlaceMention(units[i].first, units[j].last, "", None, False, None, True, level), j + 1
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
    """The countries the words of a sentence imply, by name or by the name of their people; one for each word."""
    for unit in units:
        if unit.has("name"):
            text = sentence.text[sentence.tokens[unit.first].start : sentence.tokens[unit.last - 1].end]
            code = gazetteer.country_of_demonym(text) or gazetteer.country_named(text)
            if code is not None:
                yield code
