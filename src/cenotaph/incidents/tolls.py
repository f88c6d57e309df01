"""The toll of one event and outcome: low, best and high from the origins' words, each bound with its reason."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.adjusting import (
    Settled,
    raise_for_found,
    raise_for_group,
    raise_for_part,
    raise_for_persons,
)  # fmt: skip
from cenotaph.incidents.bounding import bound_groups, check_breakdowns
from cenotaph.incidents.breakdowns import break_down
from cenotaph.incidents.dying import leave_out_deaths, lower_for_deaths, raise_for_deaths
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.figure import apply_profile
from cenotaph.incidents.groups import Traits
from cenotaph.incidents.incident import Bounds, Reason, Toll
from cenotaph.incidents.persons import Person, list_persons
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import (
    NOBODY_ELSE,
    explain_alike,
    explain_words,
    join_names,
    make_reason,
    name_origin,
    say,
    say_number,
    speak,
    write_number,
)  # fmt: skip
from cenotaph.incidents.tellings import DocumentKey, Telling, TellingKey, same_person_name
from cenotaph.incidents.withdrawals import explain_withdrawals, find_withdrawals, settle_withdrawn
from cenotaph.incidents.words import Word, find_lone_words, find_words, is_part, pool_words
from cenotaph.incidents.zeros import find_denials, find_zeros
from cenotaph.values.harm import Outcome

_EARLY_NEEDS = 2  # later origins that must have overtaken a first report (DESIGN, how tolls are worked out, 3)
_BOUNDS = ("low", "best", "high")
_LIST_ROWS = 5  # victims named one by one from which a document is a list: an article names two or three
_ANYONE = Traits(whole=True)
_PLAIN_KINDS = (ClaimKind.EVENT, ClaimKind.UPDATE, ClaimKind.BACKGROUND)


class _Outcome(NamedTuple):
    """Bounds and reasons, the words that count, and whether they rest on parts or on vague words only."""

    whole: Bounds
    because: list[Reason]
    words: list[Word]
    parts_only: bool = False
    vague: bool = False


def settle_toll(
    tellings: Sequence[Telling],
    parties: frozenset[str],
    profile: Profile,
    moved: Sequence[Telling] = (),
    deaths: Sequence[Telling] = (),
) -> Evidence | None:
    """The toll that claims of one event and one outcome come to; None if they only deny it.

    `parties` are the keys of the origins that are accused of the harm; `moved` the people who later met a worse
    outcome (died of their wounds), to be taken off; `deaths` the claims of people killed who had been injured.
    """
    if len(tellings) == 1 and not moved and not deaths and (simple := _settle_single(tellings[0], profile)):
        return simple
    withdrawals = find_withdrawals(tellings)
    gone = {t.number for each in withdrawals for t in (*each.taken_back, each.denial)}
    standing = [t for t in tellings if t.number not in gone]
    said = [t for t in standing if t.kind is not ClaimKind.DENIAL]
    over = max([t.end for t in said if t.end is not None and not t.is_of_bodies], default=None)
    replaced = {o.number for t in said for kind, o in t.relations if kind is RelationType.UPDATES}
    found = [t for t in said if t.high > 0 and (t.found_later or _is_found_after(t, over)) and t.number not in replaced]
    found = [t for t in found if not _is_named_apart(t, [o for o in said if o.high > 0 and o not in found])]
    later = {t.number for t in found}
    spoken = [t for t in said if t.high > 0 and t.number not in later]
    zeros, asides = find_zeros([t for t in said if t.high == 0], spoken, parties, profile)
    words, zeros = _find_words(spoken, zeros, moved, deaths)
    denials, shown = find_denials([t for t in standing if t.kind is ClaimKind.DENIAL], profile)
    words = [word for word in words if word.origin.key not in {zero.origin.key for zero in zeros}]  # taken back
    persons = _list_distinct(spoken, moved)
    words += find_lone_words(leave_out_deaths(spoken, deaths), words, len(persons))
    if not words and not persons and found:
        words, spoken, found = find_words(found), found, []
    outcome = _settle([*words, *zeros, *denials], persons, spoken, profile)
    if outcome is None and withdrawals:
        outcome, withdrawals = _Outcome(*settle_withdrawn(withdrawals), [], True), []
    if outcome is None:
        return None
    whole, because = check_breakdowns(outcome.whole, outcome.because, outcome.words, spoken)
    whole, because = raise_for_part(whole, because, _list_parts(spoken, outcome.words))
    whole, because = raise_for_found(whole, because, found)
    by = break_down(spoken, outcome.words, persons, whole, profile)
    by, room = bound_groups(by, whole, because)
    toll = Toll(whole, by, (*because, *asides, *explain_withdrawals(withdrawals), *shown, *room))
    return apply_profile(
        Evidence(toll, tuple(outcome.words), outcome.parts_only, outcome.vague, tuple(spoken)), profile
    )


def _find_words(
    spoken: Sequence[Telling], zeros: list[Word], moved: Sequence[Telling], deaths: Sequence[Telling]
) -> tuple[list[Word], list[Word]]:
    """The words of the origins and their zeros, with those who died of their wounds moved from the injured to the dead.
    Where nobody gives another figure, those who died are the dead."""
    if not deaths or all(t.outcome is not Outcome.KILLED for t in spoken):
        words = [_take_off(word, moved) for word in find_words(spoken)]
        return lower_for_deaths(words, deaths, spoken), zeros
    plain = leave_out_deaths(spoken, deaths)
    words = find_words(plain)
    if not zeros and all(word.vague for word in words):
        persons = list_persons([t for t in plain if t.single])
        last = max((t.day for t in plain), default=0)
        if words or not persons or not last or any(t.day <= last for t in deaths):
            return find_words(spoken), zeros
        words = [_word_of_persons(persons)]
    return raise_for_deaths(words, deaths, plain), raise_for_deaths(zeros, deaths, [])


def _list_parts(spoken: Sequence[Telling], words: Sequence[Word]) -> list[Telling]:
    """The figures that a text gives as parts of others; not those of a figure that their origin has since replaced."""
    last = {word.origin.key: max(t.day for t in word.tellings) for word in words}
    return [t for t in spoken if is_part(t, spoken) and t.day >= last.get(t.origin.key, 0)]


def _settle_single(telling: Telling, profile: Profile) -> Evidence | None:
    """The common case, one plain claim, without the machinery."""
    if telling.kind not in _PLAIN_KINDS or telling.high == 0 or telling.found_later or telling.names or telling.apart:
        return None
    if profile.unknown_becomes_civilian or telling.traits != _ANYONE:
        return None
    said = write_number(telling.low, telling.high, telling.open)
    sentence = f"{speak(telling.origin)} {said}; {NOBODY_ELSE}"
    because = tuple(explain_alike([telling], sentence, telling.open))
    toll = Toll(Bounds(telling.low, telling.worth, telling.high, telling.open), {}, because)
    words = () if telling.single else find_words([telling])
    return apply_profile(
        Evidence(toll, tuple(words), telling.single or telling.vague, telling.vague, (telling,)), profile
    )


def _is_found_after(telling: Telling, over: int | None) -> bool:
    """True for bodies found days after the others say that people died: they may be counted already."""
    return over is not None and telling.is_of_bodies and telling.start is not None and telling.start > over + 1


def _is_named_apart(body: Telling, others: Sequence[Telling]) -> bool:
    """True for a body with a name where all the others who died have names, and other ones: it is none of them."""
    if not body.single or not body.names or not others:
        return False
    return all(
        o.single and o.names and not any(same_person_name(a, b) for a in body.names for b in o.names) for o in others
    )


def _list_distinct(spoken: Sequence[Telling], moved: Sequence[Telling]) -> list[Person]:
    """The different people told of one by one. A list of names is one source with one total: its rows are added neither
    to what reports tell nor to another list, since one person is spelt in many ways; the longest of them counts."""
    gone = {t.number for t in moved}
    told: dict[DocumentKey, list[Telling]] = defaultdict(list)
    for t in spoken:
        if t.single and t.number not in gone:
            told[t.document].append(t)
    lists = {document: ts for document, ts in told.items() if sum(bool(t.names) for t in ts) >= _LIST_ROWS}
    rest = [t for document, ts in told.items() if document not in lists for t in ts]
    counted = [list_persons(ts) for ts in (rest, *lists.values()) if ts]
    return max(counted, key=len, default=[])


def _take_off(word: Word, moved: Sequence[Telling]) -> Word:
    """A word of the injured without those of them who died."""
    numbers = {t.number for t in word.tellings}
    gone = sum(t.worth + t.apart for t in moved if any(o.number in numbers for _, o in t.relations))
    if not gone:
        return word
    low, high = max(0, word.low - gone), max(0, word.high - gone)
    return replace(word, low=low, high=high, worth=min(max(low, word.worth - gone), high), gone=gone)


def _settle(words: list[Word], persons: list[Person], spoken: Sequence[Telling], profile: Profile) -> _Outcome | None:
    numeric, vague = [w for w in words if not w.vague], [w for w in words if w.vague]
    groups = [w for w in numeric if w.partial or _is_of_fighters_only(w, numeric)]
    if len(groups) == len(numeric) > 1:
        numeric, groups = [pool_words(groups)], []
    elif len(groups) < len(numeric):
        numeric = [w for w in numeric if w not in groups]
    else:
        groups = []
    if numeric and not any(w.high for w in numeric):  # zeros alone: what others tell of stands against them
        numeric += [replace(w, vague=False) for w in vague]
        numeric += [_word_of_persons(persons)] if persons and not vague else []
    if numeric:
        whole, because, standing = _settle_words(numeric, persons, profile)
        whole, because = raise_for_group(whole, because, groups)
        return _Outcome(whole, because, standing)
    if vague:
        return _Outcome(*_settle_vague(vague, persons), vague, True, True)
    if persons:
        return _Outcome(*_settle_persons(persons), [], True)
    parts = [t for t in spoken if not t.single]
    return _Outcome(*_settle_parts(parts), [], True) if parts else None


def _is_of_fighters_only(word: Word, others: Sequence[Word]) -> bool:
    """True for a figure of fighters beside a larger one of people, not said which: an army counts its own."""
    if any(t.traits.role != "combatant" for t in word.tellings):
        return False
    return any(o.low > word.high and all(t.traits.role is None for t in o.tellings) for o in others)


def _word_of_persons(persons: Sequence[Person]) -> Word:
    tellings = tuple(t for p in persons for t in p.tellings)
    first, count = tellings[0], len(persons)
    return Word(first.origin, max(t.day for t in tellings), count, count, False, count, tellings)


def _settle_words(
    words: list[Word], persons: list[Person], profile: Profile
) -> tuple[Bounds, list[Reason], list[Word]]:
    early = _find_early(words, profile)
    standing = [w for w in words if w not in early] or words
    low = min(standing, key=lambda w: (w.low, w.day, w.origin.key))
    high = max(standing, key=lambda w: (w.high, w.open, -w.day, w.origin.key))
    best, backers = _choose_best(standing)
    whole = Bounds(low.low, max(low.low, min(best.worth, high.high)), high.high, high.open)
    because = explain_words(standing, low, backers, high)
    for word in early:
        sentence = "in a first report that later ones have overtaken; it is kept as early"
        because.append(make_reason("aside", word.tellings, f"{speak(word.origin)} {say_number(word)} {sentence}."))
    return *raise_for_persons(whole, because, high, persons), standing


def _find_early(words: list[Word], profile: Profile) -> list[Word]:
    """First reports that at least two later origins have overtaken, or that call themselves preliminary and that any
    origin has overtaken or a report replaces."""
    days = [w.day for w in words if w.day]
    if not days or not profile.early_days:
        return []
    until = min(days) + profile.early_days
    former = _list_former(words)
    return [
        word
        for word in words
        if (0 < word.day < until and sum(1 for w in words if w.day > word.day and w.low > word.high) >= _EARLY_NEEDS)
        or (_is_preliminary(word) and _is_former(word, former))
        or (_is_preliminary(word) and any(not _is_preliminary(w) and w.low > word.high for w in words))
    ]


def _list_former(words: Sequence[Word]) -> set[TellingKey]:
    """The claims that another origin's claim replaces in the same report: they were said before it."""
    told = [(t, o) for w in words for t in w.tellings for kind, o in t.relations if kind is RelationType.UPDATES]
    return {o.number for t, o in told if o.origin.key != t.origin.key}


def _is_former(word: Word, former: set[TellingKey]) -> bool:
    return bool(word.tellings) and all(t.number in former for t in word.tellings)


def _is_preliminary(word: Word) -> bool:
    """True if a word rests on figures alone that their reports call first ones."""
    return bool(word.tellings) and all(t.claim.preliminary for t in word.tellings)


def _choose_best(words: list[Word]) -> tuple[Word, list[Word]]:
    """The figure with the most independent origins that speak last, then the most recent, then the lowest; what parts
    of an untold number come to is only a least."""
    by_worth: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_worth[word.worth].append(word)
    former = _list_former(words)
    best = min(
        by_worth.values(),
        key=lambda ws: (
            all(w.of_parts for w in ws),
            -len(ws),
            -max(w.day for w in ws),
            all(_is_former(w, former) for w in ws),
            ws[0].worth,
        ),
    )
    return max(best, key=lambda w: (w.day, w.origin.key)), best


def _settle_vague(words: list[Word], persons: list[Person]) -> Settled:
    """Nobody gives a number: the words' least, and at least the people told of."""
    low = min(words, key=lambda w: (w.low, w.origin.key))
    high = max(words, key=lambda w: (w.high, w.origin.key))
    best, _ = _choose_best(words)
    told = len(persons)
    because = []
    for bound, word, amount in zip(_BOUNDS, (low, best, high), (low.low, best.worth, high.high), strict=True):
        said = " and ".join(dict.fromkeys(f'"{t.claim.count.text}"' for t in word.tellings))
        sentence = f"{speak(word.origin)} {said}, at least {amount:,}; nobody gives a number."
        tellings: Sequence[Telling] = word.tellings
        if told > amount:
            tellings = [t for p in persons for t in p.tellings]
            sentence = f"The reports tell of {told:,} different people and otherwise use vague words."
        because.append(make_reason(bound, tellings, sentence))
    return Bounds(max(low.low, told), max(best.worth, told, low.low), max(high.high, told), True), because


def _settle_persons(persons: list[Person]) -> Settled:
    """No figure but of people told of one by one: the different people told of."""
    tellings = list(dict.fromkeys(t for p in persons for t in p.tellings))
    count, named = len(persons), sum(1 for p in persons if p.name)
    counting = [t for t in tellings if t.stated == count > 1]
    if counting:
        said = "all of them" if named == count else f"{named:,} of them"
        sentence = f"{speak(counting[0].origin)} {count:,} and tells of {said} by name; nobody tells of others."
    elif count == 1:
        origins = {t.origin.key: t.origin for t in tellings}
        who = join_names([name_origin(o) for _, o in sorted(origins.items())])
        is_one = len(origins) == 1 and say(tellings[0].origin) == "says"
        sentence = f"{who} {'tells' if is_one else 'tell'} of one person; nobody tells of another."
    else:
        naming = f", {named:,} of them named" if named else ""
        sentence = f"The reports tell of {count:,} different people by name or description{naming}; "
        sentence += "nobody gives a figure for all."
    is_open = any(t.open for t in tellings)  # "at least one"
    return Bounds(count, count, count, is_open), [make_reason(bound, tellings, sentence) for bound in _BOUNDS]


def _settle_parts(parts: Sequence[Telling]) -> Settled:
    """Only parts are told of: the whole is at least the largest."""
    part = min([t for t in parts if not t.vague] or parts, key=lambda t: (-t.low, t.number))
    said = f"{name_origin(part.origin)} tells of {write_number(part.low, part.high, True)}"
    because = [make_reason(bound, [part], f"{said}; nobody gives a figure for all.") for bound in _BOUNDS]
    return Bounds(part.low, part.worth, part.high, True), because
