"""Telling people apart: who is looked at for a further mention; long lists of names are not compared pairwise."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cenotaph
from cenotaph.incidents import hurt, persons
from cenotaph.incidents.groups import Traits
from cenotaph.incidents.persons import People, Person
from cenotaph.incidents.tellings import same_person_name

NO_TRAITS = Traits(None, None, None, None)
WORDS = st.sampled_from(["adel", "adil", "a", "b", "basha", "basra", "karim"])
NAMES = st.none() | st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def make_people(names: list[str | None]) -> list[Person]:
    return [Person(name, None, NO_TRAITS) for name in names]


@given(st.lists(NAMES, max_size=8), NAMES)
def test_nobody_who_may_be_meant_is_passed_over(names: list[str | None], asked: str | None) -> None:
    everybody = make_people(names)
    near = list(People(everybody).list_near(asked))
    assert near == [p for p in everybody if p in near]  # in order, nobody twice
    for person in everybody:
        if asked is None or person.name is None or same_person_name(person.name, asked):
            assert person in near


@given(st.lists(NAMES, max_size=8), NAMES)
def test_in_a_chain_a_surname_finds_a_given_name(names: list[str | None], asked: str | None) -> None:
    everybody = make_people(names)
    people = People()
    for person in everybody:
        people.add(person, chain=1)
    near = list(people.list_near(asked, 1))
    assert near == [p for p in everybody if p in near]
    assert all(p in near for p in everybody if persons._could_be_named(p, Person(asked, None, NO_TRAITS)))
    assert not list(people.list_near(asked, 2))


@given(st.lists(NAMES, min_size=1, max_size=8), st.data())
def test_whoever_is_left_out_is_not_found_again(names: list[str | None], data: st.DataObject) -> None:
    everybody = make_people(names)
    gone = data.draw(st.sampled_from(everybody))
    people = People(everybody)
    gone.name = gone.name or "karim"  # a name that was learnt after the person was taken in
    people.remove(gone)
    assert gone not in people.list_all()
    assert all(gone not in list(people.list_near(asked)) for asked in (None, gone.name))
    assert people.list_all() == [p for p in everybody if p is not gone]


def test_a_long_list_of_names_is_not_compared_name_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def count(real: Callable[[Person, Person], bool]) -> Callable[[Person, Person], bool]:
        def counted(one: Person, other: Person) -> bool:
            nonlocal asked
            asked += 1
            return real(one, other)

        return counted

    for module in (persons, hurt):
        monkeypatch.setattr(module, "may_be_same", count(persons.may_be_same))
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    names = [f"{a.title()}{b}{c} Ra{c}{b}{a}" for a in syllables for b in syllables[:5] for c in ("zo", "vi")]
    lines = [f"{name} was {'shot' if k % 2 else 'killed'}." for k, name in enumerate(names)]
    document = {"id": "list", "published": "2016-01-02", "language": "en", "text": "\n".join(lines)}
    reading = cenotaph.read([document])
    assert len(reading.claims) >= len(names)
    assert asked < 40 * len(names)
