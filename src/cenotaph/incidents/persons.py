"""Telling people apart: how many different people some claims of single, named or described victims speak of."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from cenotaph.claims.claim import RelationType
from cenotaph.incidents.groups import Traits, are_disjoint, person_traits
from cenotaph.incidents.tellings import DocumentKey, Telling, TellingKey, fold_person, is_child_of, same_person_name
from cenotaph.incidents.ties import Ties


@dataclass(slots=True, eq=False)
class Person:
    """One victim as some claims tell of him or her."""

    name: str | None
    years: int | None
    traits: Traits
    tellings: list[Telling] = field(default_factory=list)


_UNNAMED = ""


class People:
    """Some people in an order, found by the words of their names: a list of thousands is not compared one by one.

    A `chain` is a set of claims that the reading took for one another's repeats; None asks among all.
    """

    def __init__(self, persons: Iterable[Person] = ()) -> None:
        self._buckets: dict[tuple[TellingKey | None, str | None], dict[int, Person]] = {}
        self._place_of: dict[int, int] = {}
        self._keys_of: dict[int, set[tuple[TellingKey | None, str | None]]] = {}
        for person in persons:
            self.add(person)

    def add(self, person: Person, chain: TellingKey | None = None) -> None:
        """Take in a person, or one more name and chain of a person who is in it."""
        place = self._place_of.setdefault(id(person), len(self._place_of))
        words = person.name.split() if person.name is not None else [_UNNAMED]
        keys: set[tuple[TellingKey | None, str | None]] = {(None, word) for word in (None, *words)}
        if chain is not None:
            # A given name and a surname of one chain may be one person's, though they share no word.
            keys |= {(chain, word) for word in (None, *words, *([_UNNAMED] if len(words) == 1 else []))}
        for key in keys:
            self._buckets.setdefault(key, {})[place] = person
        self._keys_of.setdefault(place, set()).update(keys)

    def remove(self, person: Person) -> None:
        """Leave a person out from now on."""
        place = self._place_of[id(person)]
        for key in self._keys_of.pop(place):
            del self._buckets[key][place]

    def list_all(self) -> list[Person]:
        """Everybody, in order."""
        return list(self._buckets.get((None, None), {}).values())

    def list_near(self, name: str | None, chain: TellingKey | None = None) -> Iterable[Person]:
        """In order, all who may be the person of this name (None if unnamed), and perhaps some who are not."""
        words = (None,) if name is None else (_UNNAMED, *name.split())
        buckets = [self._buckets.get((chain, word), {}) for word in words]
        if name is None and chain is None:
            return buckets[0].values()
        near = {place: person for bucket in buckets for place, person in bucket.items()}
        return [near[place] for place in sorted(near)]


def list_persons(tellings: Iterable[Telling]) -> list[Person]:
    """The different people whom claims of single victims speak of.

    Different names are different people, and so are people whose age, sex or role differ; a name and an unnamed
    person who could be the same are one. Within a document every mention counts; from a second document only named
    people are added, since an unnamed one may be anyone already known.
    """
    by_document: dict[DocumentKey, list[Telling]] = {}
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
        match = next((p for p in persons if person.name is not None and p.name == person.name), None)
        match = match or next((p for p in persons if _is_named_alike(p, person)), None)
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
    apart = _list_apart(tellings, chains)
    known = People()
    for mention in mentions:
        number = mention.tellings[0].number
        chain, others = chains.get(number), apart.get(chains.get(number, number), frozenset())
        said = known.list_near(mention.name, chain) if chain is not None else ()
        match = next((p for p in said if _could_be_named(p, mention) and not _differ_in_sex(p, mention)), None)
        near = (p for p in known.list_near(mention.name) if may_be_same(p, mention))
        near = (p for p in near if not others or others.isdisjoint(chains.get(t.number, t.number) for t in p.tellings))
        match = match or next(near, None)
        if match is not None:
            _take_in(match, mention)
        known.add(mention if match is None else match, chain)
    return known.list_all()


def _chain_same(tellings: Sequence[Telling]) -> Mapping[TellingKey, TellingKey]:
    """For claims of one person that the reading took for one another's repeats, the first of their chain."""
    present = {t.number for t in tellings if t.single and t.stated == 1}
    ties = Ties[TellingKey]()
    for t in tellings:
        for kind, other in t.relations:
            if kind is RelationType.SAME_AS and t.number in present and other.number in present:
                ties.tie(t.number, other.number)
    return ties.list_firsts()


def _list_apart(
    tellings: Sequence[Telling], chains: Mapping[TellingKey, TellingKey]
) -> Mapping[TellingKey, Set[TellingKey]]:
    """For the first claim of one who killed himself those of the ones beside whom he died, and the reverse: "a man
    killed another and himself. The death of Egon Farkas ..." is about the one whom he killed."""
    found: dict[TellingKey, set[TellingKey]] = {}
    for one in tellings:
        for base in _list_bases(one):
            pair = chains.get(one.number, one.number), chains.get(base.number, base.number)
            if pair[0] != pair[1] and one.is_own_doing != base.is_own_doing:
                found.setdefault(pair[0], set()).add(pair[1])
                found.setdefault(pair[1], set()).add(pair[0])
    return found


def _differ_in_sex(one: Person, other: Person) -> bool:
    return None not in (one.traits.sex, other.traits.sex) and one.traits.sex != other.traits.sex


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
    unnamed = max(0, (telling.stated or 1) - len(named))
    each = victims.ages if len(victims.ages) == unnamed else (victims.age,) * unnamed
    return named + [Person(None, years, person_traits(telling.traits, years, victims.sex), [telling]) for years in each]


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
        is_kin = is_child_of(one.name, other.name) or is_child_of(other.name, one.name)
        return same_person_name(one.name, other.name) and not is_kin
    return not are_disjoint(one.traits, other.traits)


def _told_apart(one: Telling, other: Telling) -> bool:
    added_to, also_to = _list_bases(one), _list_bases(other)
    if other in added_to or one in also_to:
        return True
    # "Her cousin, neighbour and friend were hurt": the second and third each add to the first.
    return any(base in also_to and base.outcome is one.outcome is other.outcome for base in added_to)


def _list_bases(telling: Telling) -> list[Telling]:
    """What the text says that a claim adds to."""
    return [other for kind, other in telling.relations if kind is RelationType.ADDS_TO]


def _take_in(person: Person, mention: Person) -> None:
    if person.name is None or (mention.name is not None and len(mention.name) > len(person.name)):
        person.name = mention.name or person.name
    person.years = person.years if person.years is not None else mention.years
    one, other = person.traits, mention.traits
    person.traits = Traits(one.role or other.role, one.work or other.work, one.age or other.age, one.sex or other.sex)
    person.tellings.extend(t for t in mention.tellings if t not in person.tellings)
