"""Which words of a run of name words name a place, and which word says what kind of place it is."""

from typing import NamedTuple

from cenotaph.claims.names import NameRun
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.folding import fold

# Kinds whose word is a part of the name: "Arden County", "Arden Street", "the Arden Mountains".
NAMING = frozenset({"district", "street", "around", "site"})
# What stands before the name of a place in text of capitals only, where an unknown word alone says nothing.
_BEFORE_NAME = frozenset(
    {"preposition", "determiner", "direction", "comma", "and", "of", "place_noun", "modifier", "genitive"}
)
_NAMES = frozenset({"name"})
_SOUNDS_ALIKE = 0.86
# Words of a name between "in" and a comma, in text of capitals only.
_SET_OFF = 3


class PlaceNoun(NamedTuple):
    """What the word for a kind of place beside a name says ("province", "street"); `inside` if it is written as a
    part of the name ("Arden Province")."""

    word: str
    inside: bool = False
    leads: bool = False


def describe_place(units: list[Unit], run: NameRun) -> PlaceNoun | None:
    """The word for a kind of place in, after or before a name."""
    first, last = run.first, run.last
    if last - first > 1 and (word := units[last - 1].field("level", "place_noun")) is not None:
        return PlaceNoun(word, inside=True)
    if last < len(units) and (word := units[last].field("level", "place_noun")) is not None:
        is_any = word == "street" and first > 0 and units[first - 1].classes & {"direction", "article"}
        return None if is_any else PlaceNoun(word)  # "a downtown Arden street" has no name
    if first >= 2 and units[first - 1].has("of"):
        word = units[first - 2].field("level", "place_noun")
    else:
        word = units[first - 1].field("level", "place_noun") if first >= 1 else None
    return PlaceNoun(word, leads=True) if word is not None and word not in ("street", "site") else None


def town_of_site(units: list[Unit], run: NameRun, sentence: Sentence, gazetteer: Gazetteer) -> NameRun | None:
    """The town that a site goes by ("Arden airport"), if the gazetteer knows it."""
    last = run.last - 1 if run.last - run.first > 1 and units[run.last - 1].has("place_noun") else run.last
    town = NameRun(run.first, last, sentence.slice(units[run.first].first, units[last - 1].last))
    return town if gazetteer.knows(fold(town.text)) else None


def name_of_place(
    units: list[Unit], run: NameRun, noun: PlaceNoun | None, sentence: Sentence, gazetteer: Gazetteer, by_sound: bool
) -> tuple[NameRun, bool]:
    """The part of a run of name words that names the place, and whether the gazetteer knows it."""
    if noun is not None and noun.inside and not gazetteer.knows(fold(run.text)):
        if noun.word in NAMING:
            return run, True
        run = NameRun(run.first, run.last - 1, sentence.slice(units[run.first].first, units[run.last - 2].last))
    if noun is not None and sentence.is_caps and not noun.leads:
        # The noun ends the name: none of its words is left over. "ARDEN CITY" may be the whole of it.
        whole = NameRun(run.first, run.last + 1, sentence.slice(units[run.first].first, units[run.last].last))
        if noun.word == "settlement" and gazetteer.knows(fold(whole.text)):
            return whole, True
        return run, gazetteer.knows(fold(run.text))
    if noun is None and sentence.is_caps and _is_set_off(units, run) and not gazetteer.knows(fold(run.text)):
        return run, True
    return _longest_known(units, run, sentence, gazetteer, by_sound)


def _is_set_off(units: list[Unit], run: NameRun) -> bool:
    """True for a name of some words between "in" and a comma or stop: all of them are the name."""
    after = units[run.last] if run.last < len(units) else None
    return (
        1 < run.last - run.first <= _SET_OFF
        and run.first > 0
        and units[run.first - 1].field("locates") == "in"
        and after is not None
        and bool(after.classes & {"comma", "stop"})
    )


def _longest_known(
    units: list[Unit], run: NameRun, sentence: Sentence, gazetteer: Gazetteer, by_sound: bool
) -> tuple[NameRun, bool]:
    """The longest start of a run that the gazetteer knows, else the whole run; with `by_sound`, also a name that it
    spells otherwise."""
    for last in range(run.last, run.first, -1):
        if units[last - 1].has("particle") or (by_sound and _is_cut_short(units, run, last, sentence, gazetteer)):
            continue
        text = sentence.slice(units[run.first].first, units[last - 1].last)
        if gazetteer.country_named(text) is not None or gazetteer.knows(fold(text)):
            if last < run.last and units[last].has("particle"):
                # "San Rafael de Arden" is not San Rafael.
                end = next((k + 1 for k in range(last, run.last) if units[k].has("name")), run.last)
                return NameRun(run.first, end, sentence.slice(units[run.first].first, units[end - 1].last)), True
            return NameRun(run.first, last, text), True
    found = gazetteer.find(run.text) if by_sound else ()
    return run, bool(found) and found[0].score >= _SOUNDS_ALIKE


def _is_cut_short(units: list[Unit], run: NameRun, last: int, sentence: Sentence, gazetteer: Gazetteer) -> bool:
    """True for the first word alone of a longer name: "Khan Arden" is not Khan; "Arden Iraqi forces" may be, and in
    "Saraqib Idlib" the place that holds it is told after it."""
    if last - run.first > 1 or last == run.last or units[last].classes != _NAMES:
        return False
    after = sentence.slice(units[last].first, units[last].last)
    rest = sentence.slice(units[last].first, units[run.last - 1].last)
    is_told = gazetteer.country_of_demonym(after) is not None or gazetteer.country_named(rest) is not None
    return not (is_told or gazetteer.knows(fold(rest)))


def is_name_in_capitals(
    units: list[Unit], run: NameRun, noun: PlaceNoun | None, sentence: Sentence, common_endings: tuple[str, ...]
) -> bool:
    """True if the words around unknown words of text in capitals only show that they name a place."""
    first, after = run.first, units[run.last] if run.last < len(units) else None
    before = units[first - 1] if first > 0 else None
    if sentence.tokens[units[first].first].text[0].isdigit():
        return False
    is_town = noun is not None and noun.word == "settlement" and not noun.leads
    if before is not None and (before.has("article") or (before.classes.isdisjoint(_BEFORE_NAME) and not is_town)):
        return False
    if run.last - first == 1 and sentence.tokens[units[first].first].word.endswith(common_endings):
        return False
    if noun is not None:
        if is_town and before is not None and before.has("determiner"):
            return False  # "the highland town"
        return not noun.leads or noun.word in ("settlement", "part", "around")
    if after is None or not after.has("comma") or before is None or before.field("locates") != "in":
        return False
    # "in Arden, a hamlet of Marlow": what follows says that it is a place.
    following = units[run.last + 1 : run.last + 3]
    return any(unit.has("place_noun") for unit in following)
