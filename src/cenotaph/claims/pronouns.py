"""Pronouns: the named person with whom a sentence begins, for "he" or "she" further on in it, and the several people
of the sentence before, for "they"."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cenotaph.claims.claim import Relation, RelationType, is_of_family
from cenotaph.claims.draft import Draft, Scene
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.reader import Reader, list_with_people
from cenotaph.claims.units import Unit
from cenotaph.values.count import Count
from cenotaph.values.harm import HURT, Outcome

# "Their bodies" are those of people told of at most this many sentences before.
_BODIES_REACH = 2
# Units before a subject: "On Friday, Petra Novik was ..."
_FIRST_UNITS = 6


def count_they(drafts: Sequence[Draft], scenes: Sequence[Scene], reader: Reader) -> list[Draft]:
    """The drafts with "they" counted: as many as the only people of a stated number, several, whom their sentence tells
    of before, or else, for "they", the sentence before it ("them" may be people of no stated number that stand nearer).
    Where there are none such, or more, nobody certain is told of."""
    kept: list[Draft] = []
    for draft in drafts:
        units = scenes[draft.sentence].analysis.units
        if not units[draft.finding.who].has("pronoun"):
            kept.append(draft)
            continue
        people = list_several(units[: draft.finding.who], scenes[draft.sentence])
        is_here = _tells_of_several(units[: draft.finding.who], scenes[draft.sentence])
        if not people and not is_here and draft.sentence and draft.finding.act > draft.finding.who:
            before = scenes[draft.sentence - 1]
            people = list_several_of(before, reader) or _list_pair(before, reader)
        doers = [groups for groups in people if groups[0].accused]
        if len(people) > 1 and len(doers) == 1 and units[draft.finding.who - 1].has("before"):
            people = doers  # "gunmen killed 12 people and wounded 30 before they were shot": they who did it
        if len(people) == 1:
            _count_as(draft, people[0], kept)
            kept.append(draft)
    return kept


def _tells_of_several(units: Iterable[Unit], scene: Scene) -> bool:
    """True if a sentence tells of several people of no one number, "10 to 15 fighters", whom a pronoun may mean."""
    found = [groups_of(unit) for unit in units]
    return any(
        groups
        and groups[0].first not in scene.naming
        and any(group.count.stated is None and group.count.low > 1 and not group.is_pronoun for group in groups)
        for groups in found
    )


def _list_pair(scene: Scene, reader: Reader) -> list[tuple[Group, ...]]:
    """The one of whom alone a sentence tells, with the one whose kin that is: "Her daughter, Amaya, was 6"."""
    found = [groups_of(unit) for unit in list_with_people(scene.analysis, reader)]
    told = [groups for groups in found if groups]
    is_pair = len(told) == 1 and len(told[0]) == 1 and told[0][0].kin and told[0][0].owner_sex is not None
    return [(told[0][0], told[0][0])] if is_pair and told[0][0].count.stated == 1 else []


def list_several_of(scene: Scene, reader: Reader) -> list[tuple[Group, ...]]:
    """The phrases of a sentence for several people of a stated number."""
    return list_several(list_with_people(scene.analysis, reader), scene)


def list_several(units: Iterable[Unit], scene: Scene) -> list[tuple[Group, ...]]:
    """The phrases for several people of a stated number, each as its groups; nobody who only speaks."""
    found = [groups_of(unit) for unit in units]
    return [
        groups
        for groups in found
        if groups
        and groups[0].first not in scene.naming
        and all(group.count.stated is not None for group in groups)
        and sum(group.count.low for group in groups) > 1
    ]


def _count_as(draft: Draft, people: tuple[Group, ...], earlier: Sequence[Draft]) -> None:
    """Gives a pronoun for several the number of these people, and links it to a claim of them with its outcome."""
    counts = [group.count for group in people]
    low, high, stated = (sum(getattr(count, end) for count in counts) for end in ("low", "high", "stated"))
    is_open, text = any(count.open for count in counts), draft.group.count.text
    kinds = {(group.group, group.status) for group in people}
    group, status = kinds.pop() if len(kinds) == 1 else (draft.group.group, draft.group.status)
    draft.group = replace(draft.group, count=Count(low, high, is_open, stated, text), group=group, status=status)
    here = [d for d in earlier if d.sentence == draft.sentence and d.group.count.stated == stated]
    hurt = [d for d in here if d.outcome in HURT]
    if hurt and draft.outcome is Outcome.KILLED:
        # "Two men were taken to a clinic, where they died": they are not among the injured.
        draft.relations.append(Relation(RelationType.UPDATES, hurt[-1].id))
        draft.succumbed = True
    told = [d for d in earlier if d.outcome is draft.outcome and d.episode == draft.episode]
    same = [d for d in told if draft.sentence - d.sentence <= 1 and d.group.count.stated == stated]
    more = [d for d in told if (d.group.count.stated or 0) > low]
    if same:
        draft.relations.append(Relation(RelationType.SAME_AS, same[-1].id))
    elif more:
        # Some of those whose number was told before.
        draft.relations.append(Relation(RelationType.PART_OF, more[-1].id))


def name_pronouns(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> None:
    """Gives a pronoun the name of the one with whom its own sentence begins, where nobody else stands between: "Petra
    Novik, 36, was covering the march when she was hit"."""
    for at, draft in enumerate(drafts):
        group = draft.group
        if group.is_pronoun and group.count.stated is None and group.count.low > 1:
            _count_bodies(draft, drafts[:at])
            continue
        if not group.is_pronoun or group.names or group.count.stated != 1 or draft.listed is not None:
            continue
        if _is_after_doer(draft, scenes):
            draft.group = replace(group, accused=True)
        if draft.is_first:
            continue
        is_accused = _is_killed_by_police(draft, scenes[draft.sentence])
        if is_accused:
            draft.group = replace(group, accused=True)
        if draft.finding.act < draft.finding.who and not is_accused:
            _point_struck(draft, scenes[draft.sentence])
        if is_accused or draft.finding.act < draft.finding.who or _is_object(draft, scenes[draft.sentence]):
            continue  # "Novik shot him", "Novik pronounced him dead": he is somebody else
        subject = _find_subject(scenes[draft.sentence], group)
        if subject is not None and not is_sure_name(subject, scenes):
            subject = None
        if subject is None and (draft.is_cared or is_of_family(draft.finding.rule.id, "die", "died")):
            _point_near(draft, scenes[draft.sentence])
        if subject is not None:
            draft.group = replace(
                group, names=subject.names, age=subject.age, sex=group.sex or subject.sex, is_pronoun=False
            )


def _is_object(draft: Draft, scene: Scene) -> bool:
    """True for "him" after one subject alone, which he is not: "Novik pronounced him dead"; not for "Novik fell before
    clerks found him hurt"."""
    analysis = scene.analysis
    unit = next((unit for unit in analysis.tagged if unit.first == draft.group.first), None)
    people = [unit for unit in analysis.units[: draft.finding.who] if groups_of(unit)]
    return unit is not None and unit.has("objective") and len(people) == 1


def _is_killed_by_police(draft: Draft, scene: Scene) -> bool:
    """True for "officers shot him dead" and "he was killed by police", where he is taken for whoever did it."""
    units, who = scene.analysis.units, draft.finding.who
    after = units[draft.finding.last : draft.finding.last + 2]
    if draft.finding.act > who and len(after) > 1 and after[0].has("by"):
        return any(group.group == "police" for group in groups_of(after[1]))
    if who < 2 or units[who - 1].classes.isdisjoint(_ACTING):
        return False
    k = who - 2 - (who > 2 and units[who - 2].has("adverb"))
    return any(group.group == "police" for group in groups_of(units[k]))


_ACTING = frozenset({"harm_past", "assault_past"})


def _is_after_doer(draft: Draft, scenes: Sequence[Scene]) -> bool:
    """True for the subject of a sentence after one that tells of several people and of one alone, who did it: "Twelve
    people died when a gunman struck. He was found dead"."""
    if not draft.sentence or draft.outcome is not Outcome.KILLED or draft.finding.act < draft.finding.who:
        return False
    here, before = scenes[draft.sentence], scenes[draft.sentence - 1]
    if before.analysis.sentence.paragraph != here.analysis.sentence.paragraph:
        return False
    if any(groups_of(unit) for unit in here.analysis.units[: draft.finding.who]):
        return False
    told = [group for unit in before.analysis.units for group in groups_of(unit) if group.first not in before.naming]
    one = [group for group in told if group.count.stated == 1]
    return len(one) == 1 < len(told) and one[0].accused and one[0].sex in (None, draft.group.sex)


def _point_struck(draft: Draft, scene: Scene) -> None:
    """Tells of the person with whom the clause before ends: "he fired at the clerk, Petra Novik, hitting her in the
    arm" is about the clerk."""
    units, act, pronoun = scene.analysis.units, draft.finding.first, draft.group
    if act < _LEAST_BEFORE or not units[act - 1].has("comma") or not any("gerund" in cls for cls in units[act].classes):
        return
    told = groups_of(units[act - 2])
    if len(told) != 1 or told[0].count.stated != 1 or told[0].is_pronoun or told[0].first in scene.naming:
        return
    if None in (told[0].sex, pronoun.sex) or told[0].sex == pronoun.sex:
        draft.group = replace(
            pronoun, names=told[0].names, age=told[0].age, sex=pronoun.sex or told[0].sex, is_pronoun=not told[0].names
        )


_LEAST_BEFORE = 3  # units: somebody, a comma and what was done to him


def _point_near(draft: Draft, scene: Scene) -> None:
    """Tells of the person told of last before "where he died": "the clerk died at once, and the boy was taken to a
    clinic, where he died" is about the boy."""
    units, who, pronoun = scene.analysis.units, draft.finding.who, draft.group
    if who < 1 or not units[who - 1].has("where"):
        return
    told = [
        unit
        for k, unit in enumerate(units[: who - 1])
        if unit.has("subject") and not (k and units[k - 1].has("to"))  # "flown to Arden Presbyterian"
    ]
    before = [group for unit in told for group in groups_of(unit) if group.count.stated == 1]
    if len(before) < 2 or before[-1].is_pronoun or before[-1].first in scene.naming or before[-1].accused:
        return
    near = before[-1]
    if pronoun.sex is None or near.sex in (None, pronoun.sex):
        draft.group = replace(
            pronoun,
            names=near.names,
            age=near.age,
            group=near.group,
            anyone=near.anyone,
            is_pronoun=False,
        )


def _count_bodies(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Gives "their bodies" the number of the several people told of last before: "Four men were abducted on Monday.
    Their bodies were found on Thursday"."""
    told = [d for d in earlier if d.sentence < draft.sentence or d.finding.last <= draft.finding.first]
    before = told[-1] if told else None
    if before is None or draft.sentence - before.sentence > _BODIES_REACH or (before.group.count.stated or 0) < 2:
        return
    count = before.group.count
    draft.group = replace(
        draft.group,
        count=Count(count.low, count.high, count.open, count.stated, draft.group.count.text),
        group=before.group.group,
        status=before.group.status,
    )
    if before.outcome is draft.outcome:
        draft.relations.append(Relation(RelationType.SAME_AS, before.id))


def is_sure_name(group: Group, scenes: Sequence[Scene]) -> bool:
    """False for a single word that may have its capital from the beginning of the sentence alone: "Flowers marked the
    spot where he was killed"."""
    name = group.names[0].name if group.names else " "
    if " " in name or group.first > 0:
        return True
    return any(token.text == name for scene in scenes for token in scene.analysis.sentence.tokens[1:])


def _find_subject(scene: Scene, pronoun: Group) -> Group | None:
    """The named subject of a sentence, if it is the only person told of before a pronoun, other than by pronouns."""
    people = [
        (k, group)
        for k, unit in enumerate(scene.analysis.units)
        for group in groups_of(unit)
        if group.first < pronoun.first and group.first not in scene.naming
    ]
    if people and people[0][1].is_pronoun:
        return None  # "He was flown to Arden Regional, where he died"
    one = [(k, group) for k, group in people if group.count.stated == 1 and not group.is_pronoun]
    if len(one) != 1 or not one[0][1].names or one[0][0] >= _FIRST_UNITS:
        return None
    at, subject = one[0]
    if not scene.analysis.units[at].has("subject") or subject.accused:
        return None
    return subject if None in (subject.sex, pronoun.sex) or subject.sex == pronoun.sex else None
