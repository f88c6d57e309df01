"""Those who are named as having harmed others: when they die, they are none of their victims."""

from collections.abc import Sequence
from dataclasses import replace

from cenotaph.claims.claim import is_of_family
from cenotaph.claims.draft import Draft, Scene, is_own_doing
from cenotaph.claims.group import Group, groups_of

# Units that end the clause in which an act has its subject.
_ENDS = frozenset({"stop", "semicolon"})


def accuse_named(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> None:
    """Marks the claims of those who, by the report's own words and under their own name, killed or hurt others: "Petra
    Novik shot two clerks. ... Novik died in a shootout"."""
    doers = {name for draft in drafts if (name := _find_doer(draft, scenes[draft.sentence])) is not None}
    if not doers:
        return
    victims = {_last(name.name) for draft in drafts if not _is_doer(draft, doers) for name in draft.group.names}
    for draft in drafts:
        is_sure = draft.group.names and (
            " " in draft.group.names[0].name or _last(draft.group.names[0].name) not in victims
        )
        if is_sure and _is_doer(draft, doers) and draft.group.count.stated == 1 and not is_own_doing(draft):
            draft.group = replace(draft.group, accused=True)


def _find_doer(draft: Draft, scene: Scene) -> str | None:
    """The name of the one who does what a claim tells of in the active voice; None if nobody alone is named."""
    if not is_of_family(draft.finding.rule.id, "active") or draft.finding.act < 1 or draft.group.accused:
        return None
    for unit in reversed(scene.analysis.units[: draft.finding.act]):
        if not unit.classes.isdisjoint(_ENDS):
            return None
        if "who" in unit.classes:
            groups = groups_of(unit)
            is_one = unit.has("subject") and len(groups) == 1 and groups[0].count.stated == 1
            return _name_of(groups[0]) if is_one else None
    return None


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
