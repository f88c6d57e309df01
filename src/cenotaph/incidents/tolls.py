"""The toll of one event and outcome: low, best and high from the origins' words, each bound with its reason."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.breakdowns import break_down
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.incident import Bounds, Reason, Toll
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.persons import Person, list_persons
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import claim_ids, join_names, make_reason, name_origin, speak, write_number
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.words import Word, find_words, pool_words
from cenotaph.values.actor import SourceKind

_EARLY_NEEDS = 2  # later origins that must have overtaken a first report (DESIGN, how tolls are worked out, 3)


def settle_toll(
    tellings: Sequence[Telling], parties: frozenset[str], profile: Profile, moved: Sequence[Telling] = ()
) -> Evidence | None:
    """The toll that claims of one event and one outcome come to; None if they only deny it or speak of a part.

    `parties` are the keys of the origins that are accused of the harm; `moved` the people who later met a worse
    outcome (died of their wounds), to be taken off.
    """
    if len(tellings) == 1 and not moved and (simple := _settle_single(tellings[0], profile)):
        return simple
    denials = [t for t in tellings if t.kind is ClaimKind.DENIAL]
    zeros = [t for t in tellings if t.kind is not ClaimKind.DENIAL and t.high == 0]
    spoken = [t for t in tellings if t.kind is not ClaimKind.DENIAL and t.high > 0 and not t.found_later]
    found = [t for t in tellings if t.found_later and t.kind is not ClaimKind.DENIAL]
    words = [_take_off(word, moved) for word in find_words(spoken)]
    persons = _list_distinct(spoken, moved)
    because: list[Reason] = []
    words += _zero_words(zeros, spoken, parties, profile, because)
    if profile.party_denial_counts:
        words += [_zero_word(t) for t in denials]
    else:
        because += [_denial_reason(t) for t in denials]
    if not words and not persons and found:
        words, found = find_words(found), []
    settled = _settle(words, persons, spoken, profile, because)
    if settled is None:
        return None
    whole, kept, parts_only, vague = settled
    whole = _raise_for_found(whole, found, because)
    whole = _lower_for_single(whole, kept, profile, because)
    by = break_down(spoken, kept, persons, whole, profile)
    return Evidence(Toll(whole, by, tuple(because)), tuple(kept), parts_only, vague, tuple(spoken))


def _settle_single(telling: Telling, profile: Profile) -> Evidence | None:
    """The common case, one plain claim, without the machinery."""
    if telling.kind not in (ClaimKind.EVENT, ClaimKind.UPDATE, ClaimKind.BACKGROUND) or telling.high == 0:
        return None
    if (
        telling.found_later
        or not profile.single_origin_counts
        or telling.names
        or telling.traits != (None, None, None, None, True)
    ):
        return None
    word = Word(
        telling.origin, telling.day, telling.low, telling.high, telling.open, telling.worth, (telling,),
        vague=telling.vague,
    )  # fmt: skip
    whole = Bounds(telling.low, telling.worth, telling.high, telling.open)
    sentence = (
        f"{speak(telling.origin)} {write_number(telling.low, telling.high, telling.open)}; nobody else gives a figure."
    )
    ids = (telling.claim.id,)
    because = (Reason("low", ids, sentence), Reason("best", ids, sentence), Reason("high", ids, sentence))
    return Evidence(
        Toll(whole, {}, because), () if telling.single else (word,), telling.single, telling.vague, (telling,)
    )


def _list_distinct(spoken: Sequence[Telling], moved: Sequence[Telling]) -> list[Person]:
    gone = {t.number for t in moved}
    singles = [t for t in spoken if t.single and t.number not in gone]
    return list_persons(singles) if singles else []


def _take_off(word: Word, moved: Sequence[Telling]) -> Word:
    """A word of the injured without those of them who died."""
    numbers = {t.number for t in word.tellings}
    gone = sum(t.worth for t in moved if any(o.number in numbers for kind, o in t.relations))
    if not gone:
        return word
    low, high = max(0, word.low - gone), max(0, word.high - gone)
    return replace(word, low=low, high=high, worth=min(max(low, word.worth - gone), high))


def _zero_word(telling: Telling) -> Word:
    return Word(telling.origin, telling.day, 0, 0, False, 0, (telling,))


def _zero_words(
    zeros: Sequence[Telling],
    spoken: Sequence[Telling],
    parties: frozenset[str],
    profile: Profile,
    because: list[Reason],
) -> list[Word]:
    """Zeros that count: from an origin that is no party to the harm and does not itself tell of somebody harmed."""
    words: dict[str, Word] = {}
    for t in zeros:
        if t.origin.key in parties and not profile.party_zero_counts:
            because.append(
                make_reason(
                    "aside",
                    [t],
                    f"{speak(t.origin)} that nobody was; it is accused of the harm, so its zero sets no bound.",
                )
            )
        elif not any(_is_about_others(t, o) for o in spoken):
            words.setdefault(t.origin.key, _zero_word(t))
    return list(words.values())


def _is_about_others(zero: Telling, other: Telling) -> bool:
    """True if a zero means nobody else: its speaker, or its text without disputing it, tells of somebody harmed."""
    if zero.origin.key == other.origin.key:
        return True
    return zero.document == other.document and not any(kind is RelationType.DISPUTES for kind, _ in zero.relations)


def _denial_reason(telling: Telling) -> Reason:
    return make_reason(
        "aside", [telling], f"{name_origin(telling.origin)} denies it; a denial is shown and sets no bound."
    )


def _settle(
    words: list[Word], persons: list[Person], spoken: Sequence[Telling], profile: Profile, because: list[Reason]
) -> tuple[Bounds, list[Word], bool, bool] | None:
    numeric = [w for w in words if not w.vague]
    partial = [w for w in numeric if w.partial]
    if 0 < len(partial) < len(numeric):
        numeric = [w for w in numeric if not w.partial]
    elif len(partial) > 1:
        numeric, partial = [pool_words(partial)], []
    if numeric and any(w.high for w in numeric) or (numeric and not persons and not any(w.vague for w in words)):
        whole, standing = _settle_words(numeric, persons, profile, because)
        if len(partial) < len(words) and partial:
            whole = _raise_for_part(whole, max(partial, key=lambda w: (w.high, w.origin.key)), because)
        return whole, standing, False, False
    vague = [w for w in words if w.vague]
    if vague:
        return _settle_vague(vague, persons, because), vague, True, True
    if persons:
        return _settle_persons(persons, because), [], True, False
    parts = [t for t in spoken if not t.vague] or list(spoken)
    if not parts:
        return None
    part = max(parts, key=lambda t: (t.low, -t.number))
    because += [
        make_reason(
            b,
            [part],
            f"{name_origin(part.origin)} tells of {write_number(part.low, part.high, True)}; nobody gives a figure for all.",
        )
        for b in ("low", "best", "high")
    ]
    return Bounds(part.low, part.worth, part.high, True), [], True, part.vague


def _settle_words(
    words: list[Word], persons: list[Person], profile: Profile, because: list[Reason]
) -> tuple[Bounds, list[Word]]:
    words = _mark_early(words, profile)
    standing = [w for w in words if not w.early] or words
    for word in words:
        if word.early and word not in standing:
            because.append(
                make_reason(
                    "aside",
                    word.tellings,
                    f"{speak(word.origin)} {_number(word)} in a first report that later ones have overtaken; it is kept as early.",
                )
            )
    low = min(standing, key=lambda w: (w.low, w.day, w.origin.key))
    high = max(standing, key=lambda w: (w.high, w.open, -w.day, w.origin.key))
    top = [w for w in standing if w.high == high.high]
    best, backers = _choose_best(standing)
    is_open = all(w.open for w in top)
    bounds = Bounds(low.low, max(low.low, min(best.worth, high.high)), high.high, is_open)
    because += _word_reasons(standing, low, best, backers, high)
    return _raise_for_persons(bounds, high, persons, because), standing


def _number(word: Word) -> str:
    return write_number(word.low, word.high, word.open)


def _word_reasons(words: list[Word], low: Word, best: Word, backers: list[Word], high: Word) -> list[Reason]:
    if len(words) == 1:
        sentence = f"{_say(low)}; nobody else gives a figure."
        return [make_reason(bound, low.tellings, sentence) for bound in ("low", "best", "high")]
    if low.low == high.high:
        tellings = [t for w in words for t in w.tellings]
        sentence = f"{join_names([name_origin(w.origin) for w in words])} agree on {_number(low)}."
        return [make_reason(bound, tellings, sentence) for bound in ("low", "best", "high")]
    count = len(backers)
    if count > 1:
        why = f"{join_names([name_origin(w.origin) for w in backers])} say {best.worth:,}; {count} independent origins speak last for it, more than for any other figure."
        rivals: dict[int, int] = defaultdict(int)
        for w in words:
            rivals[w.worth] += 1
        if sum(1 for n in rivals.values() if n == count) > 1:
            why = f"{join_names([name_origin(w.origin) for w in backers])} say {best.worth:,}; no figure has more independent origins, and of those with as many it is the most recent, then the lowest."
    else:
        why = f"{_say(best)}; no figure has more independent origins, and of those with as many it is the most recent, then the lowest."
    return [
        make_reason("low", low.tellings, f"{_say(low)}; it is the lowest figure an independent origin gives."),
        make_reason("best", [t for w in backers for t in w.tellings], why),
        make_reason("high", high.tellings, f"{_say(high)}; it is the highest figure an independent origin gives."),
    ]


def _say(word: Word) -> str:
    who = speak(word.origin)
    if word.high == 0:
        return f"{who} that nobody was"
    if word.summed and len(word.tellings) > 1:
        numbers = [f"{t.low:,} {t.claim.victims.group.replace('_', ' ')}" for t in word.tellings]
        return f"{who} {join_names(numbers) if len(numbers) < 4 else 'several groups'}, together {_number(word)}"
    if word.added:
        return f"{who} {_number(word)}, later additions included"
    return f"{who} {_number(word)}"


def _mark_early(words: list[Word], profile: Profile) -> list[Word]:
    """First reports that at least two later origins have overtaken."""
    days = [w.day for w in words if w.day]
    if not days or not profile.early_days:
        return words
    until = min(days) + profile.early_days
    marked = []
    for word in words:
        overtaking = sum(1 for w in words if w.day > word.day and w.low > word.high)
        early = 0 < word.day < until and overtaking >= _EARLY_NEEDS
        marked.append(replace(word, early=True) if early else word)
    return marked


def _choose_best(words: list[Word]) -> tuple[Word, list[Word]]:
    """The figure with the most independent origins that speak last, then the most recent, then the lowest."""
    by_worth: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_worth[word.worth].append(word)
    best = min(by_worth.values(), key=lambda ws: (-len(ws), -max(w.day for w in ws), ws[0].worth))
    return max(best, key=lambda w: (w.day, w.origin.key)), best


def _raise_for_persons(bounds: Bounds, high: Word, persons: list[Person], because: list[Reason]) -> Bounds:
    named = len(persons)
    if named <= bounds.high or high.high == 0:
        return bounds
    tellings = [t for p in persons for t in p.tellings]
    if not bounds.open:
        because.append(
            make_reason(
                "contradiction",
                tellings,
                f"The reports tell of {named:,} different people, more than the {bounds.high:,} that {high.origin.label} says.",
            )
        )
    because[:] = [r for r in because if r.bound != "high"]
    because.append(
        make_reason("high", tellings, f"The reports tell of {named:,} different people by name or description.")
    )
    return Bounds(bounds.low, bounds.best, named, bounds.open)


def _raise_for_part(bounds: Bounds, part: Word, because: list[Reason]) -> Bounds:
    """A figure for some of the people bounds the whole from below."""
    if part.high <= bounds.high:
        return bounds
    because[:] = [r for r in because if r.bound != "high"]
    group = part.tellings[0].claim.victims.group.replace("_", " ")
    sentence = f"{_say(part)} of {group} alone, more than the {bounds.high:,} that others give for all."
    because += [make_reason(bound, part.tellings, sentence) for bound in ("contradiction", "high")]
    return Bounds(bounds.low, bounds.best, part.high, bounds.open or part.open)


def _settle_vague(words: list[Word], persons: list[Person], because: list[Reason]) -> Bounds:
    """Nobody gives a number: the words' least, and at least the people told of."""
    low = min(words, key=lambda w: (w.low, w.origin.key))
    high = max(words, key=lambda w: (w.high, w.origin.key))
    named = len(persons)
    best, _ = _choose_best(words)
    for bound, word, amount in (("low", low, low.low), ("best", best, best.worth), ("high", high, high.high)):
        said = " and ".join(dict.fromkeys(f'"{t.claim.count.text}"' for t in word.tellings))
        sentence = f"{speak(word.origin)} {said}, at least {amount:,}; nobody gives a number."
        tellings: Sequence[Telling] = word.tellings
        if named > amount:
            tellings = [t for p in persons for t in p.tellings]
            sentence = f"The reports tell of {named:,} different people and otherwise use vague words."
        because.append(make_reason(bound, tellings, sentence))
    return Bounds(max(low.low, named), max(best.worth, named, low.low), max(high.high, named), True)


def _settle_persons(persons: list[Person], because: list[Reason]) -> Bounds:
    tellings = [t for p in persons for t in p.tellings]
    count = len(persons)
    origins: dict[str, Origin] = {t.origin.key: t.origin for t in tellings}
    if count == 1:
        who = join_names([name_origin(o) for _, o in sorted(origins.items())])
        sentence = f"{who} {'tells' if len(origins) == 1 else 'tell'} of one person; nobody tells of another."
    else:
        names = [p.name for p in persons if p.name]
        sentence = (
            f"The reports tell of {count:,} different people by name or description"
            + (f", {len(names):,} of them named" if names else "")
            + "; nobody gives a figure for all."
        )
    because += [make_reason(bound, tellings, sentence) for bound in ("low", "best", "high")]
    return Bounds(count, count, count, False)


def _raise_for_found(bounds: Bounds, found: Sequence[Telling], because: list[Reason]) -> Bounds:
    """Bodies found later may already be counted: they raise high and not low."""
    if not found:
        return bounds
    most: dict[str, Telling] = {}
    for t in found:
        if t.origin.key not in most or t.high > most[t.origin.key].high:
            most[t.origin.key] = t
    top = max(most.values(), key=lambda t: (t.high, -t.number))
    because[:] = [r for r in because if r.bound != "high"]
    because.append(
        make_reason(
            "high",
            [top],
            f"{speak(top.origin)} that {top.high:,} were found later; they may already be among the {bounds.high:,}, so they raise only the high figure.",
        )
    )
    return Bounds(bounds.low, bounds.best, bounds.high + top.high, bounds.open or top.open)


def _lower_for_single(bounds: Bounds, words: Sequence[Word], profile: Profile, because: list[Reason]) -> Bounds:
    if profile.single_origin_counts or len({w.origin.key for w in words}) > 1:
        return bounds
    because[:] = [r for r in because if r.bound not in ("low", "best")]
    ids = tuple(dict.fromkeys(i for w in words for i in claim_ids(w.tellings)))
    sentence = "Only one independent origin tells of it, which this profile does not count."
    because += [Reason("low", ids, sentence), Reason("best", ids, sentence)]
    return Bounds(0, 0, bounds.high, bounds.open)


def find_parties(tellings: Sequence[Telling]) -> frozenset[str]:
    """The keys of the origins that are accused of the harm or speak for those who are."""
    accused = {actor.name.casefold() for t in tellings for actor in t.claim.actors if actor.role == "perpetrator"}
    words = {w for name in accused for w in name.split() if len(w) > 3}
    keys = set()
    for t in tellings:
        kind = t.origin.kind
        if kind is SourceKind.BELLIGERENT:
            keys.add(t.origin.key)
        elif words and not t.origin.own and kind in (SourceKind.OFFICIAL, SourceKind.STATE_MEDIA, None):
            if words & set(t.origin.label.casefold().split()):
                keys.add(t.origin.key)
        if t.kind is ClaimKind.DENIAL:
            keys.add(t.origin.key)
    return frozenset(keys)
