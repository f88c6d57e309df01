"""An origin's word: the one figure that a speaker stands for, for an event and an outcome."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.groups import are_disjoint, person_traits
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.persons import list_persons
from cenotaph.incidents.tellings import DocumentKey, Telling, TellingKey


class Since(NamedTuple):
    """What a word was before deaths of wounds that were told of later moved it: its `low`, `high` and `open`, how many
    `died`, whether they were `added` (to the dead) or taken off (the injured), whether it is `sure` that the word did
    not know of them, and the claims of these deaths."""

    low: int
    high: int
    open: bool
    died: int
    added: bool
    sure: bool
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What an origin says. `worth` is the number that speaks for `best`; `summed` says that the origin gave disjoint
    groups and no undivided figure; `partial` that it speaks of one kind of people only (the children, the police), so
    that its figure is a part of what others count; `gone` how many of them died later and are taken off,
    as its own text says; `since` what deaths of wounds told of later did to it."""

    origin: Origin
    day: int
    low: int
    high: int
    open: bool
    worth: int
    tellings: tuple[Telling, ...]
    vague: bool = False
    summed: bool = False
    added: bool = False
    early: bool = False
    partial: bool = False
    gone: int = 0
    since: Since | None = None

    @property
    def of_parts(self) -> bool:
        """True for parts of a number that the origin does not give."""
        return bool(self.tellings) and all(t.kind is ClaimKind.BREAKDOWN for t in self.tellings)

    @property
    def grounds(self) -> tuple[Telling, ...]:
        """The claims that the word rests on, those of deaths that moved it among them."""
        return self.tellings + self.since.tellings if self.since is not None else self.tellings


_WHOLE_KINDS = (ClaimKind.EVENT, ClaimKind.UPDATE)


@dataclass(slots=True)
class _Figure:
    """A claim's number with what the text adds to it ("23 fighters and three civilians")."""

    base: Telling
    low: int
    high: int
    open: bool
    worth: int
    tellings: list[Telling]


_OF_A_WHOLE = frozenset({RelationType.PART_OF, RelationType.BREAKDOWN_OF})


def find_words(tellings: Sequence[Telling]) -> list[Word]:
    """The word of each origin that gives a number of several people, in the order of the origins' keys.

    `tellings` are the claims of one event and one outcome, without denials and zeros. An origin that only tells of
    single people or parts has no word: its claims bound the toll from below. Parts of an untold number are one only
    where their own report does not give that number.
    """
    by_origin = _group_by_origin(_leave_out_shares(_leave_out_rounded(tellings)))
    parts = frozenset(t.number for t in tellings if t.relations and is_part(t, tellings))
    words, of_parts = list[Word](), list[Word]()
    for key in sorted(by_origin):
        origin = by_origin[key][0].origin
        word = _find_word(origin, [*_borrow_bases(by_origin[key]), *by_origin[key]], parts)
        if word is not None:
            words.append(word)
        elif (told := _find_word_of_parts(origin, by_origin[key])) is not None:
            of_parts.append(told)
    words += [told for told in of_parts if not any(_holds_parts(word, told) for word in words)]
    words.sort(key=lambda word: word.origin.key)
    return [word for word in words if not any(_builds_on(other, word) for other in words)]


def _holds_parts(word: Word, parts: Word) -> bool:
    """True for the number of which one that speaks in the same report tells parts: "six were killed. Police say a woman
    and two children were among the dead"."""
    documents = {t.document for t in word.tellings}
    return word.low >= parts.low and all(t.document in documents for t in parts.tellings)


def _builds_on(one: Word, other: Word) -> bool:
    """True for a word that goes on from a report's own number and is told in the same text: "two were killed. A third
    has died, police say" leaves nobody who says two."""
    documents = {t.document for t in one.tellings}
    is_same = len(documents) == 1 and documents == {t.document for t in other.tellings}
    return (
        one.added
        and other.origin.own
        and is_same
        and {t.number for t in other.tellings} < {t.number for t in one.tellings}
    )


def _group_by_origin(tellings: Sequence[Telling]) -> dict[str, list[Telling]]:
    grouped: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        grouped[telling.origin.key].append(telling)
    return grouped


def _group_by_document(tellings: Sequence[Telling]) -> dict[DocumentKey, list[Telling]]:
    grouped: dict[DocumentKey, list[Telling]] = defaultdict(list)
    for telling in tellings:
        grouped[telling.document].append(telling)
    return grouped


def _leave_out_rounded(tellings: Sequence[Telling]) -> list[Telling]:
    """The claims without a report's own loose words for a number that it gives further on ("more than 40 killed" above
    "43 people were killed, the ministry said"): they are nobody's word of their own."""
    by_document = _group_by_document(tellings)
    return [
        telling
        for telling in tellings
        if not (
            telling.origin.own
            and telling.is_whole
            and any(other.is_whole and telling.rounds(other) for other in by_document[telling.document])
        )
    ]


def _leave_out_shares(tellings: Sequence[Telling]) -> list[Telling]:
    """The claims without the smaller numbers that a report gives in its own voice after a larger one for all, which
    somebody it cites gives: it goes through them group by group ("eight were killed, police said. ... Two boys were
    found dead at a second house"). What it says of an older or disputed number stays."""
    if len(tellings) < _LEAST_FOR_SHARES:
        return list(tellings)
    by_document = _group_by_document(tellings)
    return [t for t in tellings if not any(_is_share(t, whole) for whole in by_document[t.document])]


def _is_share(telling: Telling, whole: Telling) -> bool:
    is_own = telling.origin.own and not telling.open and telling.kind is ClaimKind.EVENT and telling.stated is not None
    is_after = is_own and not whole.origin.own and whole.is_whole and whole.number < telling.number
    kinds = {kind for kind, _ in (*telling.relations, *whole.relations)}
    is_alone = telling.is_whole and kinds.isdisjoint({RelationType.DISPUTES, RelationType.ADDS_TO})
    return is_after and is_alone and 1 < telling.high < whole.low and whole.day >= telling.day


_LEAST_FOR_SHARES = 2


def pool_words(words: Sequence[Word]) -> Word:
    """What several origins that each speak of some kind of people come to together: the groups that share nobody."""
    figures = [_Figure(t, t.low, t.high, t.open, t.worth, [t]) for w in words for t in w.tellings if not t.vague]
    chosen = _choose_disjoint(figures)
    most = min(words, key=lambda w: (-w.high, w.tellings[0].number))
    high, worth = sum(f.high for f in chosen), sum(f.worth for f in chosen)
    if high <= most.high:
        return most
    return replace(
        most, low=most.low, high=high, worth=max(most.low, worth), open=any(f.open for f in chosen),
        tellings=tuple(t for f in chosen for t in f.tellings), summed=True,
    )  # fmt: skip


def _borrow_bases(tellings: Sequence[Telling]) -> list[Telling]:
    """Figures of others that this origin's "another two" builds on, where it has no figure of its own. A running total
    is added to nothing, and nothing to it."""
    if any(t.is_whole and t.kind is not ClaimKind.INCREMENT for t in tellings):
        return []
    own = {t.number for t in tellings}
    return [
        other
        for t in tellings
        if t.kind is ClaimKind.INCREMENT
        for kind, other in t.relations
        if kind is RelationType.ADDS_TO
        and other.number not in own
        and other.outcome is t.outcome
        and other.kind is not ClaimKind.CUMULATIVE
    ][:1]


def find_lone_words(tellings: Sequence[Telling], words: Sequence[Word], told: int) -> list[Word]:
    """The figures of one that stand against larger ones, and where no origin gives a larger figure but some tell of
    several people one by one, the numbers of these with them. `told` is how many different people all reports tell of:
    names that two reports spell too differently make two of one."""
    several = [] if any(word.high > 1 for word in words) else _count_people_told(tellings)
    if told < 2 and not any(word.high > 1 for word in (*words, *several)):
        return []
    lone = _find_alone(tellings, [*words, *several])
    return [*lone, *several] if lone else []


def _count_people_told(tellings: Sequence[Telling]) -> list[Word]:
    """The people whom each origin tells of one by one, where they are two or more."""
    by_origin = _group_by_origin([telling for telling in tellings if telling.single])
    counted = [(told, len(list_persons(told))) for _, told in sorted(by_origin.items())]
    return [Word(told[0].origin, max(t.day for t in told), n, n, False, n, tuple(told)) for told, n in counted if n > 1]


def _find_alone(tellings: Sequence[Telling], words: Sequence[Word]) -> list[Word]:
    """The figure of one of each origin in a report that tells of a single person without a name, and of nobody else,
    whoever speaks in it ("a civilian was killed"): it is its whole toll, and stands against the larger figures and the
    vague words of others. A named person may be one of many, and sets no bound."""
    taken = {t.document for word in words for t in word.tellings}
    by_document = _group_by_document(tellings)
    by_origin: dict[str, list[Telling]] = defaultdict(list)
    for document, told in by_document.items():
        alone = all(t.single and t.stated == 1 and not t.names and not t.open and t.kind in _WHOLE_KINDS for t in told)
        if document not in taken and alone and len(list_persons(told)) == 1:
            for t in told:
                by_origin[t.origin.key].append(t)
    known = {word.origin.key for word in words}
    return [
        Word(told[0].origin, max(t.day for t in told), 1, 1, False, 1, tuple(told))
        for key, told in sorted(by_origin.items())
        if key not in known
    ]


def _find_word(origin: Origin, tellings: list[Telling], parts: frozenset[TellingKey]) -> Word | None:
    figures = _figures_of(tellings, parts)
    numeric = [f for f in figures if not f.base.vague and not _is_vague_beside_one(f)]
    wholes = [f for f in numeric if f.base.is_whole or (len(f.tellings) > 1 and any(t.is_whole for t in f.tellings))]
    if wholes:
        chosen = _choose_latest(wholes)
        return _add_increments(origin, [chosen], tellings, [])
    groups = [f for f in numeric if not f.base.single or len(f.tellings) > 1]
    if any(not t.single for f in groups for t in f.tellings):
        chosen_groups = _choose_disjoint(groups)
        people = _people_beside(chosen_groups, tellings)
        return _raise_for_told(_add_increments(origin, chosen_groups, tellings, people), tellings)
    vague = [f for f in figures if f.base.vague]
    if vague:
        loudest = min(vague, key=lambda f: (-f.base.day, -f.low, f.base.number))
        beside = _people_beside([loudest], tellings)  # "He died. The women died": three at least
        more = len(list_persons(beside))
        return Word(
            origin, loudest.base.day, loudest.low + more, loudest.high + more, True, loudest.worth + more,
            (*loudest.tellings, *beside), vague=True,
        )  # fmt: skip
    increments = [t for t in tellings if t.kind is ClaimKind.INCREMENT and not t.single]
    if increments:
        return _add_increments(
            origin, [], tellings, [t for t in tellings if t.single and t.kind is not ClaimKind.INCREMENT]
        )
    return None


def _raise_for_told(word: Word | None, tellings: Sequence[Telling]) -> Word | None:
    """The word of an origin that tells of several kinds of people and gives no figure for all, where it tells of more
    people one by one and by twos and threes: "a girl of 15 was hit. Two boys of 17 were hit. A man of 19 was hit"."""
    told = [t for t in tellings if t.kind in _WHOLE_KINDS and (t.single or _is_few(t))]
    persons = list_persons(told)
    if word is None or word.open or len(persons) <= word.high:
        return word
    known = {t.number for t in word.tellings}
    more = tuple(t for person in persons for t in person.tellings if t.number not in known)
    count = len(persons)
    return replace(
        word, low=count, high=count, worth=count, tellings=(*word.tellings, *dict.fromkeys(more)), summed=True,
        partial=False,
    )  # fmt: skip


def _is_few(telling: Telling) -> bool:
    """True for several of one kind whom the text may also tell of one by one."""
    return telling.is_narrow and not telling.open and telling.stated is not None and 1 < telling.stated <= _FEW


_FEW = 6


def _find_word_of_parts(origin: Origin, tellings: Sequence[Telling]) -> Word | None:
    """As many as the parts of an untold number come to, at least: "the dead include four women and a baby"."""
    present = {t.number: t for t in tellings}
    sums: dict[TellingKey, list[Telling]] = defaultdict(list)
    for t in tellings:
        if t.kind is ClaimKind.BREAKDOWN and not t.vague and not any(kind in _OF_A_WHOLE for kind, _ in t.relations):
            sums[_base_of(t, present).number].append(t)
    several = [told for told in sums.values() if len(told) > 1]
    if not several:
        return None
    told = min(several, key=lambda each: (-sum(t.low for t in each), each[0].number))
    low = sum(t.low for t in told)
    return Word(origin, max(t.day for t in told), low, low, True, low, tuple(told))


def _is_vague_beside_one(figure: _Figure) -> bool:
    """True for one person and others in vague words ("the baker and some neighbours"): no number for all."""
    return figure.base.single and len(figure.tellings) > 1 and all(t.vague for t in figure.tellings[1:])


def is_part(telling: Telling, others: Sequence[Telling]) -> bool:
    """True for a figure that the text gives as a part of another of these: it is no word for the whole."""
    if telling.kind is ClaimKind.BREAKDOWN:
        return not telling.vague
    return any(
        kind in (RelationType.PART_OF, RelationType.BREAKDOWN_OF)
        and whole.outcome is telling.outcome
        and whole in others
        for kind, whole in telling.relations
    )


def _figures_of(tellings: Sequence[Telling], parts: frozenset[TellingKey]) -> list[_Figure]:
    """The figures of an origin, each with what is added to it in the same breath; breakdowns and parts left out."""
    addends: dict[TellingKey, list[Telling]] = defaultdict(list)
    added = set()
    present = {t.number: t for t in tellings}
    for telling in tellings:
        if telling.kind is ClaimKind.INCREMENT:
            continue
        base = _base_of(telling, present)
        if base is not telling:
            addends[base.number].append(telling)
            added.add(telling.number)
    figures = []
    for telling in tellings:
        if telling.number in added or telling.kind in (ClaimKind.BREAKDOWN, ClaimKind.INCREMENT):
            continue
        if telling.number in parts:
            continue
        all_of = [telling, *addends.get(telling.number, ())]
        figures.append(_Figure(
            telling, sum(t.low for t in all_of), sum(t.high for t in all_of), any(t.open for t in all_of),
            sum(t.worth for t in all_of), all_of,
        ))  # fmt: skip
    return figures


def _base_of(telling: Telling, present: dict[TellingKey, Telling]) -> Telling:
    """The claim that a chain of additions starts from."""
    seen = {telling.number}
    while True:
        onward = [
            o
            for kind, o in telling.relations
            if kind is RelationType.ADDS_TO and o.number in present and o.outcome is telling.outcome
        ]
        if not onward or onward[0].number in seen:
            return telling
        telling = onward[0]
        seen.add(telling.number)


def _choose_latest(figures: list[_Figure]) -> _Figure:
    """The latest undivided figure. In one day's texts a later figure replaces an earlier one only if it is larger or
    says that it updates it: a smaller number further down is a part. Equal figures speak together."""
    replaced = {o.number for f in figures for kind, o in f.base.relations if kind is RelationType.UPDATES}
    standing = [f for f in figures if f.base.number not in replaced] or figures
    day = max(f.base.day for f in standing)
    standing = sorted((f for f in standing if f.base.day == day), key=lambda f: f.base.number)
    chosen = standing[0]
    for figure in standing[1:]:
        updates = figure.base.kind is ClaimKind.UPDATE and figure.base.document == chosen.base.document
        if updates or figure.high > chosen.high:
            chosen = figure
    alike = [f for f in standing if (f.low, f.high) == (chosen.low, chosen.high)]
    return _Figure(
        chosen.base, chosen.low, chosen.high, all(f.open for f in alike), chosen.worth,
        [t for f in alike for t in f.tellings],
    )  # fmt: skip


def _choose_disjoint(figures: list[_Figure]) -> list[_Figure]:
    """Groups that share nobody, the latest and largest first."""
    chosen: list[_Figure] = []
    for figure in sorted(figures, key=lambda f: (-f.base.day, -f.high, f.base.number)):
        if all(are_disjoint(a.traits, b.traits) for c in chosen for a in c.tellings for b in figure.tellings):
            chosen.append(figure)
    return chosen


def _people_beside(chosen: Sequence[_Figure], tellings: Iterable[Telling]) -> list[Telling]:
    """Single people who cannot be among the groups."""
    taken = {t.number for f in chosen for t in f.tellings}
    groups = [t for f in chosen for t in f.tellings]
    return [
        t
        for t in tellings
        if t.single
        and t.number not in taken
        and t.kind not in (ClaimKind.BREAKDOWN, ClaimKind.INCREMENT)
        and not any(other.outcome is t.outcome for _, other in t.relations)
        and all(are_disjoint(person_traits(t.traits, None, t.claim.victims.sex), g.traits) for g in groups)
    ]


def _fills_up(increment: Telling, chosen: Sequence[_Figure]) -> bool:
    """True where the same text adds to another figure than the one that is chosen, and both together are no more:
    "twelve died. Eight died at the scene and four in hospital"."""
    if len(chosen) != 1:
        return False
    whole = chosen[0]
    told = {t.number for t in whole.tellings}
    bases = [o for kind, o in increment.relations if kind is RelationType.ADDS_TO]
    return any(
        o.number not in told and o.document == whole.base.document and o.high + increment.high <= whole.high
        for o in bases
    )


def _add_increments(
    origin: Origin, chosen: Sequence[_Figure], tellings: Sequence[Telling], people: Sequence[Telling]
) -> Word | None:
    count = len(list_persons(people)) if people else 0
    base_numbers = {t.number for f in chosen for t in f.tellings}
    latest = max(((f.base.day, f.base.number) for f in chosen), default=(-1, (0, "", 0)))
    counted: list[Telling] = []
    for t in tellings:
        if t.kind is not ClaimKind.INCREMENT:
            continue
        named = any(kind is RelationType.ADDS_TO and o.number in base_numbers for kind, o in t.relations)
        later = (t.day, t.number) > latest
        again = any((t.low, t.high) == (o.low, o.high) and t.document != o.document for o in counted)
        if (named or later) and not again and not _fills_up(t, chosen):
            counted.append(t)
    all_of = [t for f in chosen for t in f.tellings] + list(people) + counted
    if not all_of:
        return None
    return Word(
        origin,
        max(t.day for t in all_of),
        sum(f.low for f in chosen) + count + sum(t.low for t in counted),
        sum(f.high for f in chosen) + count + sum(t.high for t in counted),
        any(f.open for f in chosen) or any(t.open for t in counted),
        sum(f.worth for f in chosen) + count + sum(t.worth for t in counted),
        tuple(all_of),
        summed=len(chosen) + bool(people) > 1
        or any(len({t.claim.victims.group for t in f.tellings}) > 1 for f in chosen),
        added=bool(counted),
        partial=all(t.is_narrow for t in all_of) and len({t.claim.victims.group for t in all_of}) < 2,
    )
