"""One person told of again: "he", "the boy", a surname after the full name; accepted only if one candidate remains."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from cenotaph.claims.claim import ADDITIVE, ClaimKind, Ground, PersonName, Relation, RelationType, is_of_family
from cenotaph.claims.draft import Draft, is_own_doing
from cenotaph.claims.group import Group, find_age, find_noun
from cenotaph.values.harm import HARMED, HURT, Outcome

# A pronoun points to somebody named at most this many sentences before.
_PRONOUN_REACH = 3
# A phrase such as "the victim" may point this far back.
_PHRASE_REACH = 15
# "The child" is nobody of this many years or more.
ADULT = 18
# Groups that say nothing of what somebody is: "the man" may be a police officer, "the gunman" may not.
_ANYBODY = frozenset({"people", "men", "women", "children", "civilians"})
_LONELY = ADDITIVE | {ClaimKind.BACKGROUND}


@dataclass(slots=True, eq=False)
class _Person:
    """Somebody the claims of a report tell of, and the claims."""

    drafts: list[Draft] = field(default_factory=list)
    sex: str | None = None
    age: int | None = None
    names: tuple[PersonName, ...] = ()


def follow_persons(
    drafts: Sequence[Draft],
    names: Iterable[PersonName] = (),
    subjects: Mapping[int, Group] = MappingProxyType({}),
    firsts: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> None:
    """Gives claims of one person the name that the person has elsewhere, and links a death to the wounds before it.

    `names` are the names of persons that the report gives anywhere, `subjects` the one person with whom a sentence
    begins, by its number, `firsts` the words with which names that end in a surname are written anywhere.
    """
    people: list[_Person] = []
    # By the first and last words of their names, so that a list of thousands of names is not compared with itself.
    named: dict[str, list[_Person]] = {}
    full = _by_end_words(names)
    ages = {name.name: name.age for draft in drafts for name in draft.group.names if name.age is not None}
    for draft in drafts:
        if not _is_single(draft):
            continue
        subject = subjects.get(draft.sentence - 1)
        if subject is not None and not any(p.drafts[-1].sentence == draft.sentence - 1 for p in people):
            _take_subject(draft, subject)
        _complete_name(draft, full, firsts, ages)
        person = _find_person(draft, people, named, firsts)
        if person is None:
            person = _Person()
            people.append(person)
        _add(person, draft)
        for word in _end_words(draft):
            if person not in (known := named.setdefault(word, [])):
                known.append(person)
    for person in people:
        _share_name(person)
        if any(is_own_doing(draft) for draft in person.drafts):
            for draft in person.drafts:  # "He shot himself. He died in a clinic": he is none of his victims
                draft.group = replace(draft.group, accused=True)
        _link_death(person)
        _set_back(person)


def _set_back(person: _Person) -> None:
    """What befell somebody in an earlier event is told of that event further on too, where no other day is named: "the
    2014 killing of Petra Novik ... Novik was walking home when she was shot"."""
    old = next((d for d in person.drafts if d.kind is ClaimKind.BACKGROUND and d.own_period), None)
    if old is None or any(d.kind in ADDITIVE and d.own_period for d in person.drafts):
        return
    for draft in person.drafts:
        is_next = draft.group.is_pronoun and draft.sentence - old.sentence == 1
        if old.outcome is Outcome.INJURED and draft.outcome is Outcome.KILLED:
            continue  # "she had broken her hip in October": not what killed her
        if draft.kind in ADDITIVE and draft.outcome in HARMED and (is_next or draft.group.names):
            draft.kind, draft.period, draft.period_from = ClaimKind.BACKGROUND, old.period, Ground.BEFORE


def _by_end_words(names: Iterable[PersonName]) -> dict[str, list[PersonName]]:
    """The full names by their first and last words, each name once."""
    found: dict[str, list[PersonName]] = {}
    for name in {name.name: name for name in names if " " in name.name}.values():
        words = name.name.split()
        for word in {words[0], words[-1]}:
            found.setdefault(word, []).append(name)
    return found


def _complete_name(
    draft: Draft,
    full: Mapping[str, Sequence[PersonName]],
    firsts: Mapping[str, Collection[str]],
    ages: Mapping[str, int],
) -> None:
    """Gives a victim told of by the first or last name alone the full one, if the report gives exactly one such; not
    to somebody of another age, nor to kin, who share a surname ("her father, Mr. Sayre"), nor where the report names
    others of that surname."""
    names = draft.group.names
    if len(names) != 1 or " " in names[0].name or draft.group.kin:
        return
    told = names[0]
    fitting = full.get(told.name, ())
    if len(fitting) != 1 or not set(firsts.get(told.name, ())) <= set(fitting[0].name.split()):
        return
    whole = fitting[0]
    # "His wife, Peggy, 65, was killed. Tillman, 68, was beaten": no Peggy Tillman.
    known = whole.age if whole.age is not None else ages.get(whole.name.split()[0])
    if told.age is None or known in (None, told.age):
        age = told.age if told.age is not None else whole.age
        draft.group = replace(draft.group, names=(replace(told, name=whole.name, age=age),))


def _take_subject(draft: Draft, subject: Group) -> None:
    """Gives a pronoun that begins a sentence what is said of the one with whom the sentence before began: "Her sister,
    29, was in the hall. She had been shot." is about the sister."""
    group = draft.group
    if not group.is_pronoun or not draft.is_leading or draft.listed is not None:
        return
    if group.sex and subject.sex and group.sex != subject.sex:
        return
    if subject.names or subject.age is not None:
        draft.group = replace(
            group,
            names=subject.names,
            age=subject.age,
            sex=group.sex or subject.sex,
            is_pronoun=not subject.names,
            accused=subject.accused,
        )


def _is_single(draft: Draft) -> bool:
    return draft.group.count.stated == 1 and draft.kind in _LONELY and draft.group.role == "victim"


def _is_living(draft: Draft) -> bool:
    """True for somebody told of as alive: "the arrest of the boy" is of none of the dead."""
    return draft.is_living or draft.outcome is Outcome.DETAINED


def _end_words(draft: Draft) -> set[str]:
    """The first and last words of the name of a claim's person; none if it gives no name."""
    words = draft.group.names[0].name.lower().split() if draft.group.names else []
    return {words[0], words[-1]} if words else set()


def _find_person(
    draft: Draft,
    people: list[_Person],
    named: Mapping[str, list[_Person]],
    firsts: Mapping[str, Collection[str]],
) -> _Person | None:
    """The person a claim tells of again, if exactly one can be meant."""
    group = draft.group
    if group.names:
        name, age = group.names[0].name, find_age(group)
        known = {id(p): p for word in _end_words(draft) for p in named.get(word, ())}.values()
        fitting = [p for p in known if p.names and _is_same_name(p.names[0].name, name)]
        # "Bowers, 52," is not Mia Bowers, 16; and of two of a surname, the surname alone tells nothing.
        fitting = [p for p in fitting if None in (p.age, age) or p.age == age or p.names[0].name == name]
        fitting = [p for p in fitting if not _is_kin_of_name(group, p)]
        if " " not in name and len(firsts.get(name, ())) > 1:
            fitting = [p for p in fitting if p.names[0].name == name]
        # "Hamby died": either of the Hambys whom the report names.
        fitting = [p for p in fitting if p.names[0].name == name or len(firsts.get(p.names[0].name, ())) <= 1]
        return fitting[0] if len(fitting) == 1 else None
    if not group.definite or draft.listed is not None or group.increment or _is_said_to_be_another(draft):
        return None
    if group.kin or group.owned or group.fellow or (group.owner_sex is not None and not group.is_pronoun):
        # "Her mother", "Ocampo's brother" and "the co-worker" are somebody else than the one she is the mother of.
        fitting = [
            p
            for p in people
            if any((d.group.kin or not d.group.names) and find_noun(d.group) == find_noun(group) for d in p.drafts)
        ]
        return fitting[0] if len(fitting) == 1 else None
    reach = _PRONOUN_REACH if group.is_pronoun else _PHRASE_REACH
    near = [p for p in people if draft.sentence - p.drafts[-1].sentence <= reach]
    fitting = [
        p
        for p in near
        if (p.sex is None or group.sex is None or p.sex == group.sex)
        and (p.age is None or group.age is None or p.age == group.age)
        and not (group.group == "children" and p.age is not None and p.age >= ADULT)
        and (group.group in _ANYBODY or {d.group.group for d in p.drafts} <= {group.group, *_ANYBODY})
        and p.drafts[-1].listed is not draft
        and not (_is_living(draft) and any(d.outcome is Outcome.KILLED for d in p.drafts))
        and (not (group.is_pronoun and group.accused) or _may_be_accused(p))
        and (group.anyone or group.is_pronoun or any(_may_be_called(d, draft) for d in p.drafts))
        and not (draft.is_subject and _is_object(p.drafts[-1], draft))
        and (not is_own_doing(draft) or all(is_own_doing(d) for d in p.drafts))
    ]
    if group.age is not None and len(alike := [p for p in fitting if p.age == group.age]) == 1:
        return alike[0]
    if group.is_pronoun and len(fitting) > 1:
        # "A clerk died. They also found Ali Hasan, who had been shot. He is in hospital": the one told of last.
        last = max(p.drafts[-1].sentence for p in fitting)
        fitting = [p for p in fitting if p.drafts[-1].sentence == last]
    if len(fitting) != 1 or (
        len(near) > 1 and fitting[0].sex is None and group.sex is not None and not group.is_pronoun
    ):
        # "The woman" may be somebody of whom no other claim tells, rather than a person whose sex nobody says.
        return None
    return fitting[0]


def _is_said_to_be_another(draft: Draft) -> bool:
    """True for "he was killed together with his driver", and for "also hit was the host": not one told of before."""
    is_also = draft.is_also and not draft.group.is_pronoun and draft.finding.first < draft.finding.who
    return is_also or is_of_family(draft.finding.rule.id, "along")


def _is_kin_of_name(group: Group, known: _Person) -> bool:
    """True for "her grandson Ali Hasan" beside "Hasan", whose name is told to be hers."""
    sexes = {sex for sex in (known.sex, group.sex or group.names[0].sex) if sex}
    return len(sexes) > 1 and " " not in known.names[0].name


def _is_object(known: Draft, draft: Draft) -> bool:
    """True for one whom the subject of the same sentence harmed: "he killed the owner before he was shot"."""
    return known.sentence == draft.sentence and known.finding.act < known.finding.who


def _may_be_accused(person: _Person) -> bool:
    """True for somebody who may be who did it: told of as such, or by a word for any one person."""
    return any(d.group.accused or is_own_doing(d) or d.group.anyone or d.group.is_pronoun for d in person.drafts)


def _may_be_called(known: Draft, draft: Draft) -> bool:
    """True if somebody told of before may be told of by this noun: the same one, or nothing else was said of him;
    "the gunman" is no "deputy"."""
    group = known.group
    return group.anyone or group.is_pronoun or bool(group.names) or find_noun(group) == find_noun(draft.group)


def _add(person: _Person, draft: Draft) -> None:
    person.drafts.append(draft)
    person.sex = person.sex or draft.group.sex
    person.age = person.age if person.age is not None else find_age(draft.group)
    if draft.group.names and len(draft.group.names[0].name) > len(person.names[0].name if person.names else ""):
        person.names = draft.group.names


def _is_same_name(a: str, b: str) -> bool:
    """True if one name is the other, or its last or first word ("Omar Sattar", "Sattar")."""
    first, second = a.lower().split(), b.lower().split()
    shorter, longer = sorted((first, second), key=len)
    return shorter == longer or (len(shorter) == 1 and shorter[0] in (longer[0], longer[-1]))


def _share_name(person: _Person) -> None:
    if not person.names:
        return
    ages = {age for draft in person.drafts if (age := find_age(draft.group)) is not None}
    age = ages.pop() if len(ages) == 1 else person.names[0].age
    full = replace(person.names[0], age=age, sex=person.names[0].sex or person.sex)
    for draft in person.drafts:
        draft.group = replace(draft.group, names=(full,))


def _link_death(person: _Person) -> None:
    """A death told of somebody who was told of as hurt updates that claim: he is not counted twice."""
    hurt = [draft for draft in person.drafts if draft.outcome in HURT]
    dead = [draft for draft in person.drafts if draft.outcome is Outcome.KILLED]
    if hurt and dead:
        dead[0].relations += [Relation(RelationType.UPDATES, each.id) for each in hurt]
        dead[0].succumbed |= any(each.outcome is Outcome.INJURED for each in hurt)
