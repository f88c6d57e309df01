"""The dead counted by who lives: "only two of the 14 survived", "four were shot, and all but one died"."""

from collections.abc import Sequence
from dataclasses import replace

from cenotaph.claims.claim import is_of_family
from cenotaph.claims.draft import Draft, Scene
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.pronouns import list_several, list_several_of
from cenotaph.claims.reader import Reader
from cenotaph.claims.units import list_count
from cenotaph.values.count import Count


def turn_survivors(draft: Draft, lexicon: Lexicon) -> Draft | None:
    """The claim of the dead that words about survivors make, its number still to be counted; None for words after
    which nobody need be dead: "two survived"."""
    group = draft.group
    if group.spared is not None:  # "all but one survived"
        count = Count(group.spared, group.spared, False, group.spared, group.count.text)
        draft.group = replace(group, count=count, spared=None, definite=False, part=True)
        return draft
    if group.count.stated is None or draft.finding.negated:
        return None
    if group.count.high and lexicon.frames["only_these"].match(draft.passage.quote.lower()) is None:
        return None
    draft.group = replace(group, spared=group.count.stated, part=True)
    return draft


def count_spared(drafts: Sequence[Draft], scenes: Sequence[Scene], reader: Reader) -> list[Draft]:
    """The drafts with those counted of whom some are told to be left: as many as the people of a stated number, told
    of beside them or before, less these. Where there are none such, or more of them, the number stays open, and who is
    told of by the survivors alone is left out."""
    kept: list[Draft] = []
    for draft in drafts:
        spared = draft.group.spared
        if spared is None:
            kept.append(draft)
            continue
        whole = _find_whole(draft, spared, scenes, reader)
        if whole is not None:
            left, text = whole - spared, draft.group.count.text
            draft.group = replace(draft.group, count=Count(left, left, False, left, text))
        if whole is not None or not is_of_family(draft.finding.rule.id, "survivors"):
            kept.append(draft)
    return kept


def _find_whole(draft: Draft, spared: int, scenes: Sequence[Scene], reader: Reader) -> int | None:
    """How many there were: told in the phrase itself, else by the only people of a stated number before it."""
    scene, group = scenes[draft.sentence], draft.group
    inside = (list_count(unit) for unit in scene.analysis.tagged if group.first <= unit.first < group.last)
    numbers = [phrase.count.stated for phrase in inside if phrase is not None and phrase.count]
    if (largest := max((n for n in numbers if n is not None), default=spared)) > spared:
        return largest
    people = list_several(scene.analysis.units[: draft.finding.who], scene)
    if not people and draft.sentence:
        people = list_several_of(scenes[draft.sentence - 1], reader)
    wholes = [sum(group.count.low for group in groups) for groups in people]
    return wholes[0] if len(wholes) == 1 and wholes[0] > spared else None
