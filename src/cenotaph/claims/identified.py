"""Victims named after they were counted: "Two men were shot dead. ... The victims were identified as Ali and Omar"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from cenotaph.claims.claim import ClaimKind, PersonName
from cenotaph.claims.draft import Draft, Scene
from cenotaph.claims.group import Group, find_age, groups_of
from cenotaph.claims.reader import Reader
from cenotaph.claims.units import Unit
from cenotaph.values.harm import Outcome

# Sentences from the claim to the names.
_REACH = 15
# Units from "identified" to "as": "identified by police on Tuesday as".
_LONGEST_AUTHORITY = 6
_NEWS = frozenset({ClaimKind.EVENT, ClaimKind.UPDATE, ClaimKind.TOTAL})
_OUTCOMES = (Outcome.KILLED, Outcome.CASUALTIES)
_SKIPPED = frozenset({"comma", "quote", "adverb", "title"})
_PARTING = frozenset({"stop", "semicolon", "relative", "but"})


class _Naming(NamedTuple):
    """Who is identified, with their names."""

    victims: Group
    names: tuple[PersonName, ...]


def name_identified(drafts: Sequence[Draft], scenes: Sequence[Scene], reader: Reader) -> None:
    """Gives the claim that counts the dead, or those hit, the names by which a later sentence identifies them all.

    Only where it says so of the victims, or by the word that the claim has for them ("the two men"), and gives as many
    names as the claim counts; never of somebody accused.
    """
    if not any(not draft.group.names for draft in drafts):
        return
    for scene in scenes:
        if any(unit.has("identified_participle") or unit.has("identified_past") for unit in scene.analysis.tagged):
            naming = _read_naming(scene, reader)
            draft = _find_counted(naming, drafts, scene.number) if naming is not None else None
            if naming is not None and draft is not None:
                draft.group = replace(draft.group, names=naming.names)


def _read_naming(scene: Scene, reader: Reader) -> _Naming | None:
    """What a sentence identifies, "Police identified the victims as Ali Hasan and Omar Said"; None where it does not,
    or where a rule has read its names as claims."""
    analysis = scene.analysis
    units = analysis.units if analysis.units is not analysis.tagged else reader.group_people(analysis)
    found = {finding.who for finding in analysis.findings} if analysis.units is not analysis.tagged else set()
    at = next((k for k, u in enumerate(units) if u.has("identified_participle") or u.has("identified_past")), None)
    if at is None:
        return None
    role = next((k for k in range(at + 1, min(len(units), at + _LONGEST_AUTHORITY)) if units[k].has("role")), None)
    if role is None or found & set(range(role, len(units))):
        return None
    inner = [unit for unit in units[at:role] if unit.has("victims")]
    before = [unit for unit in units[:at] if unit.has("victims")]
    is_passive = at > 0 and bool(units[at - 1].classes & {"be", "adverb"})
    told = before[-1:] if is_passive else inner
    names = _list_names(units, role + 1)
    if len(told) != 1 or len(groups_of(told[0])) != 1 or not names:
        return None
    return _Naming(groups_of(told[0])[0], names)


def _list_names(units: Sequence[Unit], k: int) -> tuple[PersonName, ...]:
    """The names from unit `k` on, as far as a list of people goes."""
    names: list[PersonName] = []
    while k < len(units) and units[k].classes & _SKIPPED:
        k += 1
    while k < len(units) and not units[k].classes & _PARTING:
        if units[k].has("who"):
            given = [name for group in groups_of(units[k]) for name in group.names]
            if not given:
                break  # "as Ali Hasan, 20, and his cousin": not all are named
            names += given
        elif not units[k].classes & {"comma", "and"}:
            break
        k += 1
    return tuple(names)


def _find_counted(naming: _Naming, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """The nearest claim before a sentence that counts as many as it names; of the dead if there is one."""
    if naming.victims.accused or naming.victims.names or naming.victims.count.stated not in (None, len(naming.names)):
        return None
    for outcome in _OUTCOMES:
        for draft in reversed(drafts):
            is_near = 0 <= sentence - draft.sentence <= _REACH
            if is_near and draft.outcome is outcome and draft.kind in _NEWS and _may_be(draft.group, naming):
                return draft
    return None


def _may_be(group: Group, naming: _Naming) -> bool:
    """True for people of no name whom a sentence may identify: as many, of the same word, sex and age."""
    victims, names = naming.victims, naming.names
    if group.names or group.accused or group.count.stated != len(names) or group.part or not victims.definite:
        return False
    is_same_word = victims.anyone or victims.harm is not None or victims.noun.lower() == group.noun.lower() != ""
    if not is_same_word or (group.sex and victims.sex and group.sex != victims.sex):
        return False
    age = find_age(group)
    return age is None or len(names) > 1 or names[0].age in (None, age)
