"""A claim in the making: what its own sentence gives, before the rest of the document fills what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.attribution import Speech
from cenotaph.claims.claim import (
    Actor,
    Cause,
    ClaimKind,
    Ground,
    Passage,
    Relation,
    RelationType,
    Source,
    Statement,
    Target,
    is_of_family,
)
from cenotaph.claims.group import Group
from cenotaph.claims.identities import Named
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.placing import PlacedSentence
from cenotaph.claims.rules import Finding
from cenotaph.values.actor import SourceKind
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period
from cenotaph.values.place import Place


@dataclass(frozen=True)
class Scene:
    """A sentence with all that is known of it: what the grammar saw, who speaks in it, where it happens, the number
    of its episode (0 for what the report is about), and the parties of the register that it names, by first token."""

    analysis: Analysis
    speeches: list[Speech]
    places: PlacedSentence
    episode: int = 0
    named: Mapping[int, Named] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The number of the sentence in its document."""
        return self.analysis.sentence.number

    @cached_property
    def naming(self) -> frozenset[int]:
        """The tokens that name a speaker: no place or party of the event by that."""
        return frozenset(t for speech in self.speeches for t in range(speech.start, speech.end))

    def locations(self) -> tuple[Place, ...]:
        """The places where the sentence says that something happened."""
        named = (each for each in self.places.places if each.mention.is_location)
        return tuple(each.place for each in named if each.mention.first not in self.naming)


@dataclass(slots=True)
class Draft:
    """A claim in the making. `sentence` and `paragraph` are numbers; `place_from`, `period_from` and `cause_from` say
    where the report gives these; `is_first` that its people stand at the beginning of the sentence, `is_leading` that
    nobody stands before its pronoun there, `is_also` that "also" stands beside the act, `is_at_once` that they died
    there and then, `is_found` that it tells how people were found, `is_listed` that other people are told of in one
    list with these, `is_cared` that it tells of those in hospital, `is_received` that it counts only those who were
    brought somewhere, `is_subject` that a pronoun after "before" tells of the sentence's subject again, `is_living`
    that its words say that the hurt live, `has_owner` that they name who it is whose kin these are, `is_shot` that
    they were shot, `is_by_hand` that they were hurt by no shot; `former` that its figure was given before another,
    `outdated` that its words say so; `preliminary` that its words call it a first one, `succumbed` that the dead had
    been hurt first, `withdrawn` that it is taken back; `is_aside` that the sentence only mentions it; `episode` is 0
    for what the report is about; `whole` is the draft whose number this one is a part of, `is_tally` that a list of
    figures by place gives its place, `listed` the one it is listed beside, `hurt` that of the people hurt of whom its
    dead are some."""

    sentence: int
    paragraph: int
    finding: Finding
    outcome: Outcome
    group: Group
    passage: Passage
    kind: ClaimKind = ClaimKind.EVENT
    places: tuple[Place, ...] = ()
    period: Period | None = None
    phrase: PeriodPhrase | None = None
    cause: Cause | None = None
    actors: tuple[Actor, ...] = ()
    targets: tuple[Target, ...] = ()
    source: Source | None = None
    place_from: Ground | None = None
    period_from: Ground | None = None
    cause_from: Ground | None = None
    former: bool = False
    outdated: bool = False
    is_subject: bool = False
    is_living: bool = False
    has_owner: bool = False
    is_shot: bool = False
    is_by_hand: bool = False
    is_first: bool = False
    is_leading: bool = False
    is_also: bool = False
    is_found: bool = False
    is_at_once: bool = False
    is_cared: bool = False
    is_received: bool = False
    is_listed: bool = False
    is_aside: bool = False
    episode: int = 0
    preliminary: bool = False
    succumbed: bool = False
    withdrawn: bool = False
    whole: "Draft | None" = None
    is_tally: bool = False
    listed: "Draft | None" = None
    hurt: "Draft | None" = None
    statements: tuple[Statement, ...] = ()
    id: str = ""
    relations: list[Relation] = field(default_factory=list)

    @property
    def own_place(self) -> bool:
        """True if its own sentence gives the place."""
        return self.place_from is Ground.WORDS

    @property
    def own_period(self) -> bool:
        """True if its own sentence gives the period."""
        return self.period_from is Ground.WORDS

    def relate(self, kind: RelationType, other: "Draft") -> None:
        """Write how this claim stands to another of the report."""
        self.relations.append(Relation(kind, other.id))


# Speakers who may speak of their own kin, and of what they fear or feel.
_PRIVATE = frozenset({SourceKind.FAMILY, SourceKind.WITNESS, None})


def has_private_speaker(draft: Draft) -> bool:
    """True where a relative, a witness or somebody of no known kind is named as the speaker."""
    return draft.source is not None and draft.source.kind in _PRIVATE


def is_in_next_sentence(draft: Draft, before: Draft) -> bool:
    """True for a claim of the sentence right after another's, in the same paragraph."""
    return draft.sentence - before.sentence == 1 and draft.paragraph == before.paragraph


def is_own_doing(draft: Draft) -> bool:
    """True for somebody who did it to himself."""
    return is_of_family(draft.finding.rule.id, "self")


def is_recovery(draft: Draft) -> bool:
    """True for bodies that were recovered: some of the dead."""
    return is_of_family(draft.finding.rule.id, "recovered")


def is_body(draft: Draft) -> bool:
    """True for people told of as bodies."""
    return is_of_family(draft.finding.rule.id, "body")
