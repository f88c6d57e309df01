"""The four judgements on an incident, kept apart: harm, attack, who is alleged, and who the dead were."""

from dataclasses import dataclass

from cenotaph.claims.claim import Actor
from cenotaph.values.actor import Attribution, Denied


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement: a word for how it stands, one plain sentence, and the ids of the claims behind it; no score.

    `state` of harm is reported, disputed, denied or none_reported; of an attack reported, declared (a party says that
    it did it), disputed or not_stated.
    """

    state: str
    sentence: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorJudgement:
    """What is said of one actor's responsibility: alleged, claimed, conceded, denied or contested. `alleged_by` are the
    speakers who accuse it, `denied_by` those who deny, `denies` what they deny."""

    actor: Actor
    state: Attribution
    alleged_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    denies: tuple[Denied, ...]
    sentence: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is alleged: none_named, one_named or several_named; and each actor has a judgement of its own."""

    state: str
    sentence: str
    claims: tuple[str, ...]
    actors: tuple[ActorJudgement, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusSaid:
    """What one speaker says the dead were: civilian or combatant, from `low` to `high` of them."""

    speaker: str
    status: str
    low: int
    high: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CivilianRange:
    """The lowest and highest number of civilians that follows from what speakers say."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class StatusJudgement:
    """Who the dead were, judged apart from how many: unknown, stated (by one speaker), agreed or disputed. `said` is
    what each speaker says, `civilians` the lowest and highest number of civilians that follows from it, None where
    nothing does."""

    state: str
    sentence: str
    claims: tuple[str, ...]
    said: tuple[StatusSaid, ...] = ()
    civilians: CivilianRange | None = None


@dataclass(frozen=True, slots=True)
class Judgements:
    """The four judgements on one incident."""

    harm: Judgement
    attack: Judgement
    responsibility: Responsibility
    status: StatusJudgement
