"""The codes that other records give an incident: ACLED's event type, UCDP's type of violence, each with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One code: its value as the standard writes it, the id of the rule that gives it, one plain sentence, and the ids
    of the claims it rests on."""

    value: str | int
    rule: str
    reason: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one incident; one that no rule gives is None, and is never guessed.

    `inter1` is what is accused and `inter2` what was hit or fought back: as in ACLED that says nothing of who began.
    """

    event_type: Code | None = None
    sub_event_type: Code | None = None
    disorder_type: Code | None = None
    civilian_targeting: Code | None = None
    inter1: Code | None = None
    inter2: Code | None = None
    interaction: Code | None = None
    type_of_violence: Code | None = None
