"""Those who are named as having harmed others: when they die, they are none of their victims."""

from collections.abc import Sequence
from dataclasses import replace

from cenotaph.claims.agreement import is_speaking
from cenotaph.claims.claim import is_of_family
from cenotaph.claims.draft import Draft, Scene, is_own_doing
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.units import Unit

# Units that end the clause in which an act has its subject.
_ENDS = frozenset({"stop", "semicolon"})
# Behind these stands whom it was done to.
_ACTS = frozenset({"harm_past", "harm_gerund", "harm_third", "harm_base"})


def accuse_named(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> None:
    """Marks the claims of those who, by the report's own words and under their own name, killed or hurt others: "Petra
    Novik shot two clerks. ... Novik died in a shootout"."""
    acts = [(draft, _find_doer(draft, scenes[draft.sentence])) for draft in drafts]
    by_unit = {(draft.sentence, who) for draft, who in acts if who is not None}
    for draft in drafts:
        is_new = not draft.group.accused and not is_own_doing(draft) and draft.group.count.stated == 1
        if is_new and not draft.group.names and (draft.sentence, draft.finding.who) in by_unit:
            draft.group = replace(draft.group, accused=True)  # "a man who stabbed a clerk was shot dead"
    by_sentence: dict[int, list[tuple[Draft, int]]] = {}
    for act, who in acts:
        if who is not None:
            by_sentence.setdefault(act.sentence, []).append((act, who))
    for draft in drafts:
        here = by_sentence.get(draft.sentence, ())
        if any(_is_named_behind(draft, act, who, scenes[draft.sentence]) for act, who in here):
            draft.group = replace(draft.group, accused=True)
    doers = {name for draft, who in acts if who is not None and (name := _name_of_unit(draft, who, scenes)) is not None}
    if not doers:
        return
    victims = {_last(name.name) for draft in drafts if not _is_doer(draft, doers) for name in draft.group.names}
    for draft in drafts:
        is_sure = draft.group.names and (
            " " in draft.group.names[0].name or _last(draft.group.names[0].name) not in victims
        )
        if is_sure and _is_doer(draft, doers) and draft.group.count.stated == 1 and not is_own_doing(draft):
            draft.group = replace(draft.group, accused=True)


def _is_named_behind(draft: Draft, act: Draft, who: int, scene: Scene) -> bool:
    """True for the name set behind what its bearer did in the same sentence: "the man who shot both guards, Egon
    Farkas, 48, was found dead"."""
    if not draft.group.names or draft.finding.act < draft.finding.who:
        return False
    units = scene.analysis.units
    is_set = units[draft.finding.who - 1].has("comma") and draft.finding.who == act.finding.last + 1
    return is_set and not groups_of(units[who])[0].names and draft.group.count.stated == 1


def _find_doer(draft: Draft, scene: Scene) -> int | None:
    """The unit of the one alone who does what a claim tells of in the active voice; None if nobody alone does."""
    if not is_of_family(draft.finding.rule.id, "active") or draft.finding.act < 1 or draft.group.accused:
        return None
    units = scene.analysis.units
    for k in range(draft.finding.act - 1, -1, -1):
        if not units[k].classes.isdisjoint(_ENDS):
            return None
        if k and "who" in units[k].classes and not units[k - 1].classes.isdisjoint(_ACTS):
            return None  # "a shooting that killed one person and injured two": no doer
        if "who" in units[k].classes and not units[k].has("inner") and not _says(units, k):
            groups = groups_of(units[k])
            is_one = units[k].has("subject") and len(groups) == 1 and groups[0].count.stated == 1
            return k if is_one else None
    return None


def _says(units: Sequence[Unit], k: int) -> bool:
    """True for who says what another did: "the man police say shot both officers"."""
    return k > 0 and "who" in units[k - 1].classes and is_speaking(units, k)


def _name_of_unit(draft: Draft, who: int, scenes: Sequence[Scene]) -> str | None:
    return _name_of(groups_of(scenes[draft.sentence].analysis.units[who])[0])


def _name_of(group: Group) -> str | None:
    return group.names[0].name if group.names else None


def _is_doer(draft: Draft, doers: set[str]) -> bool:
    """True if the one of a claim has a doer's name, or the last word of it alone."""
    name = _name_of(draft.group)
    if name is None:
        return False
    return any(
        name == doer or (" " not in name and _last(doer) == name) or (" " not in doer and _last(name) == doer)
        for doer in doers
    )


def _last(name: str) -> str:
    return name.rpartition(" ")[2]
