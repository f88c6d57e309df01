"""A claim of harm: what some words of a document say happened to how many people, and who says so."""

from dataclasses import dataclass
from enum import StrEnum

from cenotaph.values.actor import ActorKind, Attribution, Denied, SourceKind
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status, VictimRole
from cenotaph.values.period import Period
from cenotaph.values.place import Place


class ClaimKind(StrEnum):
    """What a claim's number stands for within its report.

    `event` the toll of something that happened; `update` a toll that replaces an earlier one; `total` the sum of
    several; `increment` people to be added ("another two"); `breakdown` a part of another claim's number;
    `cumulative` a running total ("since September"); `background` an earlier event told as background;
    `denial` a speaker's statement that the harm, or the responsibility for it, is not so.
    """

    EVENT = "event"
    UPDATE = "update"
    TOTAL = "total"
    INCREMENT = "increment"
    BREAKDOWN = "breakdown"
    CUMULATIVE = "cumulative"
    BACKGROUND = "background"
    DENIAL = "denial"


# Kinds that state a toll of an event: no part of a number, no running total, no other time, no denial.
ADDITIVE = frozenset({ClaimKind.EVENT, ClaimKind.UPDATE, ClaimKind.TOTAL, ClaimKind.INCREMENT})


class Ground(StrEnum):
    """Where in its report a claim has a slot from.

    `words` its own sentence; `list` the number it is a part of or the group it stands beside; `near` the sentence
    before or its paragraph; `before` an earlier sentence; `after` a later one; `title`, `dateline` these; `report` what
    the report as a whole is about: its country, its first day or weapon, the outlet's own voice.
    """

    WORDS = "words"
    LIST = "list"
    NEAR = "near"
    BEFORE = "before"
    AFTER = "after"
    TITLE = "title"
    DATELINE = "dateline"
    REPORT = "report"


class RelationType(StrEnum):
    """How a claim stands to another claim of the same document."""

    PART_OF = "part_of"
    BREAKDOWN_OF = "breakdown_of"
    ADDS_TO = "adds_to"
    SAME_AS = "same_as"
    UPDATES = "updates"
    DISPUTES = "disputes"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document: `text[start:end] == quote`, offsets in code points, at most a sentence."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """A victim whom the text names; age in years and sex ("f", "m") where it says so."""

    name: str
    age: int | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Victims:
    """Who was harmed. `group` is a word of the group vocabulary (people, children, combatants, ...). `age` in years is
    that of one victim without a name, and `sex` ("f", "m") that of each without one, where the text says so; `ages` are
    those of several, where the text gives one for each ("two men, 23 and 25", "two 17-year-old boys")."""

    group: str
    status: Status
    affiliation: str | None = None
    role: VictimRole = VictimRole.VICTIM
    names: tuple[PersonName, ...] = ()
    age: int | None = None
    sex: str | None = None
    ages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """What did the harm: the words, and the weapon in the record's vocabulary (airstrike, shelling, ...)."""

    text: str
    weapon: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party named in the report and its part in the event: `role` is "perpetrator" (always with an
    attribution) or "party".

    `id` is its id in the register of actors, None where the words leave it open who is meant; `kind` and `country`
    (ISO 3166-1, two letters) what it is and whose, None where not known. Two actors of one id are one.
    """

    text: str
    name: str
    role: str
    attribution: Attribution | None
    id: str | None = None
    kind: ActorKind | None = None
    country: str | None = None

    @property
    def key(self) -> str:
        """What tells it from other actors: its id, else its name, case apart."""
        return self.id or self.name.casefold()


@dataclass(frozen=True, slots=True)
class Target:
    """What was struck: the words and the kind of object (hospital, school, vehicle, ...)."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Source:
    """The speaker a claim goes back to. `through` is whom the outlet cites him through, if anyone
    ("SANA, citing a military source": the military source, through SANA)."""

    text: str
    name: str
    kind: SourceKind | None
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says of who did what a claim tells of, or of who the dead were, beside the words that count them.

    `actor` is who is accused, or who claims, admits or denies, with the attribution; `denies` what a denial denies;
    `status` what all of the dead are said to have been, where that is what it says, and then there is no actor.
    `source` is who speaks, None for the outlet itself; `rule` the id of the phrase.
    """

    rule: str
    actor: Actor | None
    denies: Denied | None
    status: Status | None
    source: Source | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation to another claim, by its id."""

    type: RelationType
    claim: str


def is_of_family(rule: str, *families: str) -> bool:
    """True if the id of a rule names one of these families: "self" in "en.harm.self.01"."""
    return not set(families).isdisjoint(rule.split("."))


@dataclass(frozen=True, slots=True)
class Slot:
    """How sure one slot of a claim is, 0 to 1, and where the report gives it."""

    confidence: float
    ground: Ground


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of a claim that can be rated; None for one that is empty. `source` is never: without a speaker it is
    the outlet's own voice."""

    count: Slot
    place: Slot | None
    period: Slot | None
    cause: Slot | None
    source: Slot


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of harm. `source` is None when the outlet speaks in its own voice.

    `id` is a digest of the text's digest, the span, the outcome and the group; `rule` is the lasting id of the
    lexicon's rule that found it; `engine` and `lexicon` the versions of what read it and of the lexicon that held the
    rule. `episode` is 0 for what the report is about, and another number for each event that its words set apart ("In
    a separate attack, ..."); `preliminary` is true for a figure that its report calls a first one; `succumbed` for
    dead who had been hurt first, `withdrawn` for a figure that is taken back; `beside` are words
    near a claim without a settlement that may be the name of one. `slots` say how sure each slot is; None for a claim
    that no reader made. `statements` are what the report says of who did it.
    """

    id: str
    document: str
    rule: str
    outcome: Outcome
    count: Count
    victims: Victims
    places: tuple[Place, ...]
    period: Period | None
    cause: Cause | None
    actors: tuple[Actor, ...]
    targets: tuple[Target, ...]
    source: Source | None
    kind: ClaimKind
    relations: tuple[Relation, ...]
    confidence: float
    passage: Passage
    lexicon: str = ""
    episode: int = 0
    preliminary: bool = False
    succumbed: bool = False
    withdrawn: bool = False
    beside: tuple[str, ...] = ()
    slots: Slots | None = None
    statements: tuple[Statement, ...] = ()
    engine: str = ""

    @property
    def accused(self) -> tuple[Actor, ...]:
        """The actors whose doing it is said to be, by its own words or by a statement on it, each once; not those who
        are only said to deny it."""
        own = (actor for actor in self.actors if actor.role == "perpetrator")
        said = (each.actor for each in self.statements if each.actor is not None and each.denies is None)
        return tuple({actor.key: actor for actor in reversed((*own, *said))}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Event:
    """What a report says beside harm to people: who holds a place, what was struck, what is needed.

    `type` is control, control_change, attack_on_protected_object or need; `rule` the id of the phrase that told it. An
    event is what a report told when it was published; nothing says what is so now.
    """

    id: str
    document: str
    type: str
    places: tuple[Place, ...]
    period: Period | None
    actors: tuple[Actor, ...]
    targets: tuple[Target, ...]
    source: Source | None
    passage: Passage
    rule: str = ""
