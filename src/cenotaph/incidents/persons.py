"""Telling people apart: how many different people some claims of single, named or described victims speak of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cenotaph.claims.claim import RelationType
from cenotaph.incidents.groups import Traits, are_disjoint, person_traits
from cenotaph.incidents.tellings import Telling, fold_person, same_person_name


@dataclass(slots=True, eq=False)
class Person:
    """One victim as some claims tell of him or her."""

    name: str | None
    years: int | None
    traits: Traits
    tellings: list[Telling] = field(default_factory=list)


def list_persons(tellings: Iterable[Telling]) -> list[Person]:
    """The different people whom claims of single victims speak of.

    Different names are different people, and so are people whose age, sex or role differ; a name and an unnamed
    person who could be the same are one. Within a document every mention counts; from a second document only named
    people are added, since an unnamed one may be anyone already known.
    """
    by_document: dict[int, list[Telling]] = {}
    for telling in tellings:
        by_document.setdefault(telling.document, []).append(telling)
    lists = [_list_in_document(group) for _, group in sorted(by_document.items())]
    if not lists:
        return []
    lists.sort(key=lambda people: (-len(people), people[0].tellings[0].number))
    persons = lists[0]
    for more in lists[1:]:
        _add_people(persons, more)
    return persons


def _add_people(persons: list[Person], more: Sequence[Person]) -> None:
    free = [p for p in persons if p.name is None]
    for person in more:
        match = next((p for p in persons if _is_named_alike(p, person)), None)
        if match is None and person.name is not None:
            match = next((p for p in free if p.name is None and _fits_loosely(p, person)), None)
            if match is None:
                persons.append(person)
                continue
        if match is None:
            match = next((p for p in persons if _fits_loosely(p, person)), None)
        if match is not None:
            _take_in(match, person)


def _list_in_document(tellings: Sequence[Telling]) -> list[Person]:
    mentions = [mention for telling in tellings for mention in _mentions_of(telling)]
    mentions.sort(key=lambda p: (p.name is None, p.years is None, p.tellings[0].number))
    chains = _chain_same(tellings)
    persons: list[Person] = []
    for mention in mentions:
        chain = chains.get(mention.tellings[0].number)
        said = (p for p in persons if chain is not None and any(chains.get(t.number) == chain for t in p.tellings))
        match = next((p for p in said if _could_be_named(p, mention)), None)
        match = match or next((p for p in persons if may_be_same(p, mention)), None)
        if match is None:
            persons.append(mention)
        else:
            _take_in(match, mention)
    return persons


def _chain_same(tellings: Sequence[Telling]) -> dict[int, int]:
    """For claims of one person that the reading took for one another's repeats, the first of their chain."""
    present = {t.number for t in tellings if t.single and t.stated == 1}
    first: dict[int, int] = {}
    for t in tellings:
        for kind, other in t.relations:
            if kind is RelationType.SAME_AS and t.number in present and other.number in present:
                one, two = first.get(t.number, t.number), first.get(other.number, other.number)
                keep = min(one, two)
                first |= {n: keep for n, f in first.items() if f in (one, two)}
                first[t.number] = first[other.number] = keep
    return first


def _could_be_named(one: Person, other: Person) -> bool:
    """True unless the names tell the two apart; a given name and a surname alone do not."""
    if one.name is None or other.name is None or same_person_name(one.name, other.name):
        return True
    return " " not in one.name and " " not in other.name


def _mentions_of(telling: Telling) -> list[Person]:
    named = [
        Person(fold_person(p.name) or None, p.age, person_traits(telling.traits, p.age, p.sex), [telling])
        for p in telling.claim.victims.names
    ]
    victims = telling.claim.victims
    traits = person_traits(telling.traits, victims.age, victims.sex)
    unnamed = max(0, (telling.stated or 1) - len(named))
    return named + [Person(None, victims.age, traits, [telling]) for _ in range(unnamed)]


def _is_named_alike(one: Person, other: Person) -> bool:
    return one.name is not None and other.name is not None and same_person_name(one.name, other.name)


def _fits_loosely(one: Person, other: Person) -> bool:
    """Across documents ages may be a year off and roles told otherwise; sex and childhood still tell people apart."""
    years = one.years is None or other.years is None or abs(one.years - other.years) <= 1
    return years and not are_disjoint(
        one.traits._replace(role=None, work=None), other.traits._replace(role=None, work=None)
    )


def may_be_same(one: Person, other: Person) -> bool:
    """True if nothing tells two people of one document apart: not their names, ages, sex or role, nor the text."""
    if one.name is not None and one.name == other.name:
        return True
    if any(t is u or _told_apart(t, u) for t in one.tellings for u in other.tellings):
        return False
    if one.years is not None and other.years is not None and one.years != other.years:
        return False
    if one.name is not None and other.name is not None:
        return same_person_name(one.name, other.name)
    return not are_disjoint(one.traits, other.traits)


def _told_apart(one: Telling, other: Telling) -> bool:
    return any(kind is RelationType.ADDS_TO and t is other for kind, t in one.relations) or any(
        kind is RelationType.ADDS_TO and t is one for kind, t in other.relations
    )


def _take_in(person: Person, mention: Person) -> None:
    if person.name is None or (mention.name is not None and len(mention.name) > len(person.name)):
        person.name = mention.name or person.name
    person.years = person.years if person.years is not None else mention.years
    one, other = person.traits, mention.traits
    person.traits = Traits(one.role or other.role, one.work or other.work, one.age or other.age, one.sex or other.sex)
    person.tellings.extend(t for t in mention.tellings if t not in person.tellings)
