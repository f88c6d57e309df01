"""Animals told of by a pronoun: "The dog was hit. He died at the clinic"."""

from collections.abc import Sequence

from cenotaph.claims.draft import Draft, Scene
from cenotaph.claims.group import groups_of
from cenotaph.claims.reader import Reader, list_with_people


def leave_out_animals(drafts: Sequence[Draft], scenes: Sequence[Scene], reader: Reader) -> list[Draft]:
    """The drafts without those whose pronoun can only mean an animal: the sentence before, of the same paragraph, tells
    of one, and of no person alone."""
    return [draft for draft in drafts if not _is_of_animal(draft, scenes, reader)]


def _is_of_animal(draft: Draft, scenes: Sequence[Scene], reader: Reader) -> bool:
    if not draft.group.is_pronoun or draft.group.count.stated != 1 or not draft.sentence:
        return False
    before = scenes[draft.sentence - 1].analysis
    if before.sentence.paragraph != draft.paragraph or not any(unit.has("animal") for unit in before.tagged):
        return False
    units = list_with_people(before, reader)
    return not any(group.count.stated == 1 for unit in units for group in groups_of(unit))
