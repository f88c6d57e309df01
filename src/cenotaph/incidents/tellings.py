"""Tellings: claims made ready for reconciling, in an order of their own that does not hang on how they were given."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from cenotaph.claims.claim import Claim, ClaimKind, Ground, RelationType, is_of_family
from cenotaph.incidents.decisions import OriginRuling
from cenotaph.incidents.groups import Traits, traits_of
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.origins import Origin, find_own_voice, find_speakers, identify_speaker, list_labels
from cenotaph.incidents.paged import Paged
from cenotaph.incidents.sites import Site, Spot, make_spot
from cenotaph.values.harm import Outcome
from cenotaph.values.names import fold_name
from cenotaph.values.place import Place

_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sgt",
        "capt",
        "lt",
        "col",
        "gen",
        "gov",
        "rev",
        "fr",
        "sr",
        "jr",
        "haji",
        "hajj",
        "abu",
        "umm",
        "officer",
        "deputy",
    }
)
# rapidfuzz ratio from which two spellings are one surname ("Cuerro" and "Cuero"), set by reasoning: one letter in six.
_SAME_SURNAME = 85.0


# Where a claim has its place from when no words near it name one.
_LENT = frozenset({Ground.LIST, Ground.BEFORE, Ground.AFTER, Ground.REPORT})
UNDATED = dt.date.max.toordinal()
DocumentKey = tuple[int, str]  # day of publication (that of dt.date.max if unknown) and id
TellingKey = tuple[int, str, int]  # the same, and the place among the document's claims


@dataclass(slots=True, eq=False)
class Telling(Paged):
    """A claim with what reconciling needs of it at hand. `day` is the ordinal of its document's publication, 0 if
    unknown; `start` and `end` the ordinals of its period; `number` its place in the order of all tellings, which no
    other document changes; `said` its speaker as the document names him, `origin` the one whom all reports of the event
    mean by him; `copies` the other documents that print the same text; `ruling` what a person ruled about its origin;
    `voice` whose the document's own words are. A rule profile may recount `low`, `high` and `stated`; `apart` are the
    combatants that it counts apart from them.
    """

    number: TellingKey
    claim: Claim
    document: DocumentKey
    day: int
    at: int
    said: Origin
    origin: Origin
    site: Site | None
    start: int | None
    end: int | None
    weapon: str | None
    names: tuple[str, ...]
    traits: Traits
    low: int
    high: int
    open: bool
    stated: int | None
    single: bool
    vague: bool
    relations: list[tuple[RelationType, "Telling"]] = field(default_factory=list)
    copies: tuple[DocumentKey, ...] = ()
    ruling: OriginRuling | None = None
    voice: Origin | None = None
    apart: int = 0

    @property
    def outcome(self) -> Outcome:
        """What became of the people counted."""
        return self.claim.outcome

    @property
    def kind(self) -> ClaimKind:
        """What the number stands for in its report."""
        return self.claim.kind

    @property
    def worth(self) -> int:
        """The one number that stands for the claim: the stated one, else the middle of its bounds, rounded down."""
        # "More than 1,000" states 1,000 and begins at 1,001.
        return max(self.low, self.stated) if self.stated is not None else (self.low + self.high) // 2

    def rounds(self, exact: "Telling") -> bool:
        """True if this is a looser word for another's number: "more than 40" or "about 40" for 43."""
        return self.claim.count.rounds(exact.claim.count)

    @property
    def ages(self) -> set[int]:
        """The ages in years that the claim gives of its victims."""
        victims = self.claim.victims
        return {years for years in (victims.age, *(person.age for person in victims.names)) if years is not None}

    @property
    def is_whole(self) -> bool:
        """True for a figure that may be the toll of all: an undivided number of several people."""
        return self.traits.whole and not self.single

    @property
    def is_narrow(self) -> bool:
        """True if it speaks of some kind of people only: the children, the police, but not the civilians, nor those who
        are left beside combatants that are counted apart."""
        if self.apart:
            return False
        return bool(self.traits.age or self.traits.sex or self.traits.work or self.traits.role == "police")

    @property
    def is_place_lent(self) -> bool:
        """True if its place is only one that the report named elsewhere, not beside it."""
        slots = self.claim.slots
        return slots is not None and slots.place is not None and slots.place.ground in _LENT

    @property
    def found_later(self) -> bool:
        """True for bodies that were found: they may already be counted."""
        return is_of_family(self.claim.rule, "found")

    @property
    def is_of_bodies(self) -> bool:
        """True for people told of as bodies that were found or recovered: the day is that of finding them."""
        return is_of_family(self.claim.rule, "found", "recovered", "body")

    @property
    def is_own_doing(self) -> bool:
        """True for somebody who did it to himself."""
        return is_of_family(self.claim.rule, "self")

    @property
    def is_dying(self) -> bool:
        """True for a death that may come days after the event."""
        return is_of_family(self.claim.rule, "die", "died")


@lru_cache(maxsize=20_000)
def fold_person(name: str) -> str:
    """A person's name folded, without titles; "Jr." and "Sr." at its end stay."""
    words = fold_name(name).replace(".", " ").split()
    last = len(words) - 1
    told = [word for i, word in enumerate(words) if word not in _TITLES or (i == last and word in _GENERATIONS)]
    return " ".join(told) or " ".join(words)


_GENERATIONS = frozenset({"jr", "sr"})


# What stands before an Arabic name and is no first name: "father of ...", "mother of ...".
_KUNYAS = frozenset({"ابو", "ام", "ابي", "ابا"})
_FULL = 2  # words of a name that names its owner alone


def is_child_of(name: str, other: str) -> bool:
    """True if an Arabic name goes on with another's from its first name on, as a child's full name ends with the
    father's. One document that names both names two people; another may have left a word out."""
    one, two = name.split(), other.split()
    is_arabic = "\u0600" <= one[0][0] <= "\u06ff" and one[0] not in _KUNYAS and not one[0].startswith("ال")
    return is_arabic and _FULL <= len(two) < len(one) and one[-len(two) :] == two


@lru_cache(maxsize=50_000)
def same_person_name(one: str, other: str) -> bool:
    """True if two folded names may be one person's: equal, or one is a part of the other, or initials fit."""
    if one == other:
        return True
    a, b = one.split(), other.split()
    ends = {words.pop() for words in (a, b) if len(words) > 1 and words[-1] in _GENERATIONS}
    if len(ends) > 1:
        return False  # father and son
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    if len(a) == len(b) > 1 and a[0] == b[0] and fuzz.ratio(a[-1], b[-1]) >= _SAME_SURNAME:
        return True
    if a[-1] != b[-1]:
        return False
    return a[0][0] == b[0][0] and (len(a[0]) == 1 or len(b[0]) == 1 or a[0].startswith(b[0]) or b[0].startswith(a[0]))


def key_document(document: DocumentNote) -> DocumentKey:
    """A document's place in the order of all: by day of publication, undated ones last, then by id."""
    return document.published.toordinal() if document.published else UNDATED, document.id


def order_claims(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one document in the order of its text, each id once."""
    ordered = sorted(claims, key=lambda c: (c.passage.start, c.passage.end, c.outcome, c.id))
    return list({claim.id: claim for claim in reversed(ordered)}.values())[::-1]


def make_tellings(claims: Sequence[Claim], document: DocumentNote) -> list[Telling]:
    """The claims that one document tells, in the order of its text. Relations to claims that are not there are left
    out. Each goes back to its speaker as the document names him; what other reports of the event call him is settled
    later (`settle_origins`)."""
    key, day = key_document(document), document.published.toordinal() if document.published else 0
    voice = find_own_voice(document)
    speakers = find_speakers(list_labels(claims))
    made: dict[str, Telling] = {}
    for claim in claims:
        said = speakers[identify_speaker(claim.source)] if claim.source else voice
        number = (*key, len(made))
        made[claim.id] = _make_telling(number, claim, key, day, said, make_site(claim.places))
    for telling in made.values():
        for relation in telling.claim.relations:
            other = made.get(relation.claim)
            if other is not None and other is not telling:
                telling.relations.append((relation.type, other))
    return list(made.values())


@lru_cache(maxsize=50_000)
def make_site(places: tuple[Place, ...]) -> Site | None:
    """The site of some places, each once and in order of their keys; None if there are none. "The village and the
    district" is the village: a place that another of them lies in is left out."""
    spots: dict[str, Spot] = {}
    for place in places:
        spot = make_spot(place)
        spots.setdefault(spot.key, spot)
    if not spots:
        return None
    if len(spots) > 1:
        around = {key for a in spots.values() for key, b in spots.items() if b.cover & a.within}
        spots = {key: spot for key, spot in spots.items() if key not in around} or spots
    return share_site(tuple(spots[key] for key in sorted(spots)))


@lru_cache(maxsize=50_000)
def share_site(spots: tuple[Spot, ...]) -> Site:
    """One site for all spellings of its places: sites are looked up by the million, and one is found at once by what it
    is, and otherwise by all that it says."""
    return Site(spots)


def _make_telling(
    number: TellingKey, claim: Claim, document: DocumentKey, day: int, said: Origin, site: Site | None
) -> Telling:
    count = claim.count
    stated = count.stated
    victims = claim.victims
    names = tuple(fold_person(p.name) for p in victims.names if p.name.strip()) if victims.names else ()
    single = stated == 1 or (stated is not None and 0 < stated - 1 <= len(names))
    period = claim.period
    return Telling(
        number, claim, document, day, claim.passage.start, said, said, site,
        period.start.toordinal() if period else None, period.end.toordinal() if period else None,
        claim.cause.weapon if claim.cause else None, names, traits_of(victims),
        count.low, count.high, count.open, stated, single, stated is None and count.open,
    )  # fmt: skip
