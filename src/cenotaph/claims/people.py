"""Victims as phrases: "at least 43 children", "23 young recruits", "the mayor, 54", "all its passengers"."""

from dataclasses import dataclass, field

from cenotaph.claims.ages import read_years
from cenotaph.claims.claim import PersonName
from cenotaph.claims.names import NameRun, read_age, read_name
from cenotaph.claims.numbers import NumberPhrase
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, list_count
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status

# Modifiers a phrase may have before its head ("23 young army recruits"); more is another phrase.
_MOST_MODIFIERS = 6
# Words the lexicon does not know that may stand between a count and its noun ("five textile workers").
_MOST_UNKNOWN = 2
_MODIFIERS = frozenset(
    {"modifier", "name", "direction", "hurt", "dead", "harm_participle", "person", "person_group", "party"}
    | {"target", "speaker", "title", "place_noun", "cause_word", "age", "adverb", "particle", "place"}
)
_HEADS = frozenset({"person", "person_group"})


@dataclass(frozen=True, slots=True)
class Group:
    """One group of people as the words give it. `first` and `last` (exclusive) are tokens of the sentence.

    `definite` marks a phrase that points back ("the two men"), `increment` one that adds ("another two"),
    `harm` what its own words say became of them ("dozens of wounded residents").
    """

    first: int
    last: int
    count: Count
    group: str
    status: Status
    affiliation: str | None = None
    names: tuple[PersonName, ...] = ()
    definite: bool = False
    increment: bool = False
    harm: Outcome | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class VictimsPhrase:
    """Groups listed side by side, and groups named as parts of them ("including ...")."""

    groups: tuple[Group, ...]
    parts: tuple[Group, ...] = field(default=())


@dataclass(slots=True)
class _Opening:
    """What stands before the noun: a determiner, a count, "all its"; `next` is the unit after it."""

    next: int
    phrase: NumberPhrase | None = None
    definite: bool = False
    is_all: bool = False
    is_none: bool = False
    is_share: bool = False
    has_any: bool = False


def group_victims(units: list[Unit], sentence: Sentence) -> list[Unit]:
    """The units with every phrase for people made one: class "victims", "named" (a name) or "bare" (a number)."""
    grouped: list[Unit] = []
    i = 0
    while i < len(units):
        found = read_group(units, i, sentence) if _may_open(units[i]) else None
        if found is None:
            grouped.append(units[i])
            i += 1
        else:
            kind, group, i = found
            grouped.append(make_unit(kind, (group,)))
    return grouped


def make_unit(kind: str, groups: tuple[Group, ...], parts: tuple[Group, ...] = ()) -> Unit:
    """A unit for a phrase for people; its tokens run from the first group's first to the last one's last."""
    every = groups + parts
    classes = frozenset({kind, "who", "harmed"} if any(group.harm for group in groups) else {kind, "who"})
    return Unit(classes, min(g.first for g in every), max(g.last for g in every), (), VictimsPhrase(groups, parts))


def _may_open(unit: Unit) -> bool:
    return not unit.classes.isdisjoint(_OPENERS)


_OPENERS = _HEADS | {
    "person_pronoun",
    "count",
    "determiner",
    "possessive",
    "all",
    "no",
    "nobody",
    "name",
    "title",
    "age",
    "modifier",
    "hurt",
    "dead",
    "particle",
}


def read_group(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """The phrase for people that starts exactly at unit `i`: its class, the group, and the index after it."""
    if units[i].has("nobody"):
        count = Count(0, 0, False, 0, _words(sentence, units[i].first, units[i].last))
        return "victims", Group(units[i].first, units[i].last, count, "people", Status.UNKNOWN), i + 1
    if units[i].has("person_pronoun"):
        text = _words(sentence, units[i].first, units[i].last)
        count = Count(1, 1, False, 1, text)
        return "victims", Group(units[i].first, units[i].last, count, "people", Status.UNKNOWN, definite=True), i + 1
    opening = _read_opening(units, i)
    head = _find_head(units, opening)
    if opening.is_share:
        return None
    if head is not None:
        return _read_noun(units, i, opening, head, sentence)
    if opening.phrase is not None and units[i].has("count"):
        return _read_bare(units, i, opening, sentence)
    if not opening.has_any and (run := read_name(units, i, sentence)) is not None and _is_personal(units, run):
        return _read_named(units, run, sentence)
    return None


def _is_personal(units: list[Unit], run: NameRun) -> bool:
    """False for a name with a word for a thing or a body in it ("Field Hospital", "Interior Ministry")."""
    return all(unit.classes.isdisjoint(_IMPERSONAL) for unit in units[run.first : run.last])


_IMPERSONAL = frozenset({"target", "place_noun", "thing", "party", "calendar", "cause_word"})


def _read_opening(units: list[Unit], i: int) -> _Opening:
    opening = _Opening(i)

    def at(cls: str) -> bool:
        return opening.next < len(units) and units[opening.next].has(cls)

    if at("no"):
        opening.is_none, opening.next = True, opening.next + 1
    if at("all"):
        opening.is_all, opening.next = True, opening.next + 1
    if at("determiner") or at("possessive"):
        opening.definite, opening.next = True, opening.next + 1
    if at("count") and (share := list_count(units[opening.next])) is not None and share.count is None:
        opening.is_all, opening.is_share, opening.next = share.share == "all", share.share != "all", opening.next + 1
        if at("determiner") or at("possessive"):
            opening.next += 1
    elif at("count"):
        opening.phrase, opening.next = list_count(units[opening.next]), opening.next + 1
        if at("of") and opening.next + 1 < len(units):
            opening.next += 1
            if at("determiner") or at("possessive"):
                opening.next += 1
    opening.has_any = opening.next > i
    return opening


def _find_head(units: list[Unit], opening: _Opening) -> int | None:
    """The index of the head noun: the last noun for people in the run of modifiers after the opening."""
    head, unknown = None, 0
    for k in range(opening.next, min(len(units), opening.next + _MOST_MODIFIERS + 1)):
        unit = units[k]
        if unit.classes & _HEADS:
            head = k
        elif unit.classes & {"dead", "hurt"} and head is None and not _has_noun(units, k + 1):
            return k if opening.has_any else None
        elif unit.classes & {"dead", "hurt", "harm_participle", "adverb"} and head is not None:
            break
        elif unit.has("genitive") and head is not None and k + 1 < len(units):
            continue
        elif unit.has("thing") and not unit.classes & _MODIFIERS:
            break
        elif not unit.classes & _MODIFIERS:
            unknown += unit.has("word")
            if not unit.has("word") or unknown > _MOST_UNKNOWN or not opening.has_any or head is not None:
                break
        elif unit.has("name") and head is not None:
            break
    return head


def _has_noun(units: list[Unit], k: int) -> bool:
    """True if a noun for people follows an adjective at k - 1 ("wounded residents")."""
    for unit in units[k : k + 3]:
        if unit.classes & _HEADS:
            return True
        if not unit.classes & _MODIFIERS or unit.classes & {"hurt", "harm_participle"}:
            return False
    return False


def _read_noun(
    units: list[Unit], i: int, opening: _Opening, head: int, sentence: Sentence
) -> tuple[str, Group, int] | None:
    noun = units[head]
    modifiers = units[opening.next : head]
    is_plural = any(tag.form == "plural" for tag in noun.tags if tag.cls in _HEADS) or noun.has("person_group")
    is_plural = is_plural or not noun.classes & _HEADS
    singular = any(tag.form == "singular" for tag in noun.tags if tag.cls == "person")
    end = head + 1
    names: tuple[PersonName, ...] = ()
    if singular and (run := read_name(units, end, sentence)) is not None:
        age = read_age(units, run.last, sentence)
        names = (PersonName(run.text, age[0] if age else _age_of(modifiers, sentence), noun.field("sex")),)
        end = age[1] if age else run.last
    elif (age := read_age(units, end, sentence)) is not None:
        end = age[1]
    text = _words(sentence, units[i].first, noun.last)
    count = _count_people(opening, noun, is_plural and not singular, text)
    if count is None:
        return None
    status, group = _sort_people(noun, modifiers)
    harm = next(
        (
            m.field("outcome")
            for m in (*modifiers, noun)
            if m.classes & {"dead", "hurt", "harm_participle"} and m.field("outcome")
        ),
        None,
    )
    affiliation = " ".join(_words(sentence, m.first, m.last) for m in modifiers if m.has("name"))
    increment = bool(opening.phrase and opening.phrase.increment)
    found = Group(
        units[i].first,
        units[end - 1].last - (units[end - 1].has("comma") and end - 1 > head),
        count,
        group,
        status,
        affiliation or None,
        names,
        opening.definite,
        increment,
        Outcome(harm) if harm else None,
        next((tag.entry.id for tag in noun.tags), ""),
    )
    return "victims", found, end


def _count_people(opening: _Opening, noun: Unit, is_plural: bool, text: str) -> Count | None:
    if opening.phrase is not None:
        return None if opening.phrase.unit else opening.phrase.count
    if opening.is_none:
        return Count(0, 0, False, 0, text)
    if (number := noun.field("number")) is not None:
        return Count(int(number), int(number), False, int(number), text)
    if is_plural or opening.is_all:
        # A bare plural tells of two at least (the reading contract).
        return Count(2, 2, True, None, text)
    return Count(1, 1, False, 1, text)


def _sort_people(noun: Unit, modifiers: list[Unit]) -> tuple[Status, str]:
    """Status and group by the head noun; a head that says little ("members") takes its modifier's word."""
    group = noun.field("group", "person") or noun.field("group", "person_group") or "people"
    status = noun.field("status")
    for unit in modifiers:
        if unit.field("status", "modifier") is not None:
            status = unit.field("status", "modifier")
            group = unit.field("group", "modifier") or group if group == "people" else group
        elif group == "people" and unit.classes & _HEADS and unit.field("group") not in (None, "people"):
            group, status = unit.field("group") or group, unit.field("status") or status
    return Status(status or "unknown"), group


def _read_bare(units: list[Unit], i: int, opening: _Opening, sentence: Sentence) -> tuple[str, Group, int] | None:
    """A number without a noun: "five were hurt". Not a measure, and not the article alone."""
    phrase = opening.phrase
    if phrase is None or phrase.count is None or phrase.unit or phrase.share:
        return None
    first, last = units[i].first, units[i].last
    if all(rule.endswith(".article") for rule in phrase.rules):
        return None
    following = units[i + 1] if i + 1 < len(units) else None
    if following is not None and following.has("thing") and following.classes.isdisjoint({"harm_noun", "wounds"}):
        return None
    group = Group(
        first, last, phrase.count, "people", Status.UNKNOWN, increment=phrase.increment, definite=opening.definite
    )
    return "bare", group, i + 1


def _read_named(units: list[Unit], run: NameRun, sentence: Sentence) -> tuple[str, Group, int]:
    age = read_age(units, run.last, sentence)
    end = age[1] if age else run.last
    first, last = units[run.first].first, units[run.last - 1].last
    count = Count(1, 1, False, 1, run.text)
    name = PersonName(run.text, age[0] if age else None)
    return "named", Group(first, last, count, "people", Status.UNKNOWN, names=(name,)), end


def _age_of(modifiers: list[Unit], sentence: Sentence) -> int | None:
    for unit in modifiers:
        if (years := read_years(sentence.tokens[unit.first].word)) is not None:
            return years
    return None


def _words(sentence: Sentence, first: int, last: int) -> str:
    return sentence.text[sentence.tokens[first].start : sentence.tokens[last - 1].end]
