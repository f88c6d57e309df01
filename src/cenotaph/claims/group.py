"""A group of people as words give it, and phrases that list groups or name parts of them."""

from dataclasses import dataclass, field

from cenotaph.claims.claim import PersonName
from cenotaph.claims.units import Unit
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status, VictimRole


@dataclass(frozen=True, slots=True)
class Group:
    """One group of people as the words give it. `first` and `last` (exclusive) are tokens of the sentence.

    `definite` marks a phrase that points back ("the two men"), `increment` one that adds ("another two"), `others` one
    of people beside somebody ("three others"), `ordinal` the number of "a third man", `part` one that takes some of a
    group told of before ("four of the dead"), `harm` what its own words say became of them ("dozens of wounded
    residents"), `unsaid` one that only a denial can be about ("anyone"), `share` a part of the people told of before as
    numerator and denominator, "most" or "all", `spared` how many are left out of those told of before ("all but two"),
    `sex` f or m where the word says so, `age` that of one person in years,
    `ages` those of several, one for each, `decade` the years between which the age of one lies ("in her 50s"), `kin` a
    phrase that belongs to the one before it ("and her two sons"), `owner_sex` the sex of whom it belongs to, `fellow`
    one who is called by whom he is near without naming him ("the co-worker"), `owned` that it names its owner ("the
    mayor's sons"), `anyone` that it may be said of any person ("the victim"), `accused` that it is said of who did it
    ("the gunman"), `noun` the last word of the noun that says what they are, empty for a name, number or pronoun alone,
    and for kin whose owner no word tells ("a son").
    """

    first: int
    last: int
    count: Count
    group: str = "people"
    status: Status = Status.UNKNOWN
    affiliation: str | None = None
    names: tuple[PersonName, ...] = ()
    definite: bool = False
    increment: bool = False
    others: bool = False
    ordinal: int | None = None
    part: bool = False
    harm: Outcome | None = None
    unsaid: bool = False
    share: tuple[int, int] | str | None = None
    spared: int | None = None
    role: VictimRole = VictimRole.VICTIM
    sex: str | None = None
    age: int | None = None
    ages: tuple[int, ...] = ()
    decade: tuple[int, int] | None = None
    kin: bool = False
    owned: bool = False
    fellow: bool = False
    owner_sex: str | None = None
    anyone: bool = False
    accused: bool = False
    is_pronoun: bool = False
    noun: str = ""


@dataclass(frozen=True, slots=True)
class VictimsPhrase:
    """Groups listed side by side, and groups named as parts of them ("including ...")."""

    groups: tuple[Group, ...]
    parts: tuple[Group, ...] = field(default=())


def find_age(group: Group) -> int | None:
    """The age in years of a group of one, told beside the name or without one; None if the words do not say."""
    return group.names[0].age if group.names else group.age


def find_years(group: Group) -> tuple[int, int] | None:
    """The least and the most years of a group of one; None if the words say nothing of the age."""
    age = find_age(group)
    return (age, age) if age is not None else group.decade


def find_noun(group: Group) -> str:
    """What people are called, in small letters: their noun, else the last word by which they are told of."""
    return (group.noun or group.count.text.split()[-1]).lower()


def make_unit(kind: str, groups: tuple[Group, ...], parts: tuple[Group, ...] = ()) -> Unit:
    """A unit of class `kind` (victims, named or bare) and "who"; its tokens run over all its groups."""
    every = groups + parts
    classes = {kind, "who"}
    if any(group.harm for group in groups):
        classes.add("harmed")
    if all(group.part for group in groups):
        classes.add("part")
    if groups[0].ordinal is not None and groups[0].ordinal == groups[0].count.stated != 1:
        classes.add("ranked")
    return Unit(
        frozenset(classes), min(g.first for g in every), max(g.last for g in every), (), VictimsPhrase(groups, parts)
    )


def groups_of(unit: Unit) -> tuple[Group, ...]:
    """The groups of a phrase for people; none for any other unit."""
    return unit.value.groups if isinstance(unit.value, VictimsPhrase) else ()


def parts_of(unit: Unit) -> tuple[Group, ...]:
    """The groups named as parts of a phrase for people."""
    return unit.value.parts if isinstance(unit.value, VictimsPhrase) else ()
