"""Deaths of wounds told of later: whoever was injured and died is moved from the injured to the dead, once.

The figures that came before such deaths do not know of them: the dead are that many more, the injured that many fewer,
for every origin. A figure given later has them in it. Where nobody can tell which came first, they may be in it or not,
and only the bound that does not rest on it moves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.deaths import Dead, count_deaths
from cenotaph.incidents.persons import list_persons, may_be_same
from cenotaph.incidents.tellings import DocumentKey, Telling, TellingKey, same_person_name
from cenotaph.incidents.words import Since, Word
from cenotaph.values.harm import Outcome

_UNTOLD = frozenset({ClaimKind.CUMULATIVE, ClaimKind.BACKGROUND, ClaimKind.DENIAL})


def list_deaths(killed: Sequence[Telling]) -> list[Telling]:
    """The claims of people killed who had been hurt first, in their order."""
    return [t for t in killed if t.claim.succumbed and t.high + t.apart > 0 and t.kind not in _UNTOLD]


def leave_out_deaths(killed: Sequence[Telling], deaths: Sequence[Telling]) -> list[Telling]:
    """The claims of people killed that are figures of their own: without the deaths, save those that their own text
    adds to a figure."""
    dying = {t.number for t in deaths}
    return [
        t
        for t in killed
        if t.number not in dying
        or any(kind is RelationType.ADDS_TO and o.outcome is Outcome.KILLED and o.number not in dying
               for kind, o in t.relations)
    ]  # fmt: skip


def raise_for_deaths(words: Sequence[Word], deaths: Sequence[Telling], figures: Sequence[Telling]) -> list[Word]:
    """The words of the dead with those who died of their wounds since. `figures` are the claims of all dead."""
    return _move(words, deaths, figures, _raise)


def lower_for_deaths(words: Sequence[Word], deaths: Sequence[Telling], figures: Sequence[Telling]) -> list[Word]:
    """The words of the injured without those who died of their wounds since, and whom their own text does not take off
    already. `figures` are the claims of all injured."""
    return _move(words, deaths, figures, _lower)


_Change = Callable[[Word, Dead, bool], Word]


def _move(words: Sequence[Word], deaths: Sequence[Telling], figures: Sequence[Telling], change: _Change) -> list[Word]:
    if not deaths:
        return list(words)
    plain = [w for w in words if not w.vague]
    changed: dict[str, Word] = {}
    known = {t.document for t in deaths}
    for word in plain:
        later = _list_after(word, deaths, _find_day(word, figures))
        if later and (dead := count_deaths(later)) is not None:
            changed[word.origin.key] = change(word, dead, True)
    values = {(w.low, w.high) for w in changed.values()}
    includes = bool(changed) or any(not known.isdisjoint(t.document for t in w.tellings) for w in plain)
    for word in plain:
        day = _find_stale_day(word, figures)
        if word.origin.key in changed or (word.low, word.high) in values or day is None:
            continue
        later = _list_after(word, deaths, day)
        if later and (dead := count_deaths(later)) is not None:
            changed[word.origin.key] = change(word, dead, True)
            includes = True
    if not includes:
        for word in plain:
            maybe = [t for t in deaths if _is_unsure(t, word)]
            if maybe and (dead := count_deaths(maybe)) is not None:
                changed[word.origin.key] = change(word, dead, False)
    return [changed.get(w.origin.key, w) if not w.vague else w for w in words]


def _find_day(word: Word, figures: Sequence[Telling]) -> int:
    """The day of a word: the first one on which its origin gave this very figure. What it gave again later, it had
    before."""
    days = [t.day for t in figures if t.origin.key == word.origin.key and _is_of(t, word)]
    return min(days, default=word.day) if all(days) else 0


def _find_stale_day(word: Word, figures: Sequence[Telling]) -> int | None:
    """The day on which somebody first gave the figure that an outlet gives in its own voice: what it tells again was
    known then. None if nobody did before."""
    if not word.origin.own:
        return None
    days = [t.day for t in figures if t.day and _is_of(t, word)]
    first = min(days, default=word.day)
    return first if first < word.day else None


def _is_of(telling: Telling, word: Word) -> bool:
    return (telling.low, telling.high) == (word.low + word.gone, word.high + word.gone)


def _list_after(word: Word, deaths: Sequence[Telling], day: int) -> list[Telling]:
    """The deaths told of after a word was given, without those that its own text counts in or takes off, and without
    people of whom it tells by name."""
    own = {t.number for t in word.tellings}
    names = {name for t in word.tellings for name in t.names}
    return [
        t
        for t in deaths
        if day
        and t.day > day
        and t.number not in own
        and not any(o.number in own for _, o in t.relations)
        and not any(same_person_name(a, b) for a in t.names for b in names)
    ]


def _is_unsure(death: Telling, word: Word) -> bool:
    """True if nobody can tell which of a death and a word of another document came first."""
    is_other = all(t.document != death.document for t in word.tellings)
    return is_other and (not death.day or not word.day or death.day == word.day)


def _raise(word: Word, dead: Dead, sure: bool) -> Word:
    since = Since(word.low, word.high, word.open, dead.worth, True, sure, dead.tellings)
    is_open = word.open or dead.open
    if not sure:
        return replace(word, high=word.high + dead.high, open=is_open, since=since)
    return replace(
        word, low=word.low + dead.low, high=word.high + dead.high, worth=word.worth + dead.worth, open=is_open,
        day=_find_last_day(word, dead), since=since,
    )  # fmt: skip


def _lower(word: Word, dead: Dead, sure: bool) -> Word:
    since = Since(
        word.low + word.gone, word.high + word.gone, word.open, word.gone + dead.worth, False, sure, dead.tellings
    )
    low = max(0, word.low - dead.high)
    if not sure:
        return replace(word, low=low, since=since)
    high = max(0, word.high - dead.low)
    worth = min(max(low, word.worth - dead.worth), high)
    return replace(word, low=low, high=high, worth=worth, day=_find_last_day(word, dead), since=since)


def _find_last_day(word: Word, dead: Dead) -> int:
    return max(word.day, *(t.day for t in dead.tellings))


def find_moved(injured: Sequence[Telling], killed: Sequence[Telling]) -> list[Telling]:
    """Claims of people killed who are told of among the injured too ("died of his wounds"), and the injured ones
    who are those people."""
    moved: dict[TellingKey, Telling] = {}
    present = {t.number for t in injured}
    by_word: dict[object, list[Telling]] = {}
    for hurt in injured:
        if hurt.single:
            for key in _keys_of(hurt):
                by_word.setdefault(key, []).append(hurt)
    done: set[object] = set()
    full = _index_full_names(killed)
    for dead in killed:
        linked = [o for kind, o in dead.relations if kind is not RelationType.ADDS_TO and o.number in present]
        if linked:
            moved |= {dead.number: dead} | {o.number: o for o in linked if o.single}
        elif dead.single and by_word:
            names = _name_in_full(dead, full)
            who = (dead.names, names, dead.document if dead.ages else None)
            if who not in done:  # told of in a hundred reports, looked for once
                done.add(who)
                near = {hurt.number: hurt for key in _keys_of(dead) for hurt in by_word.get(key, ())}
                moved |= {n: hurt for n, hurt in near.items() if n not in moved and _is_same_victim(dead, hurt, names)}
    moved |= _match_dying(injured, killed, moved)
    return [moved[number] for number in sorted(moved)]


def _match_dying(
    injured: Sequence[Telling], killed: Sequence[Telling], moved: Mapping[TellingKey, Telling]
) -> dict[TellingKey, Telling]:
    """For each person who died of wounds, told of without a name or link, one of the people whom an earlier report
    tells were injured: "a man and a boy were hurt", and later "the boy who was hurt on Monday has died"."""
    dying = [t for t in list_deaths(killed) if t.single and t.number not in moved and not _is_told_as_moved(t, moved)]
    found: dict[TellingKey, Telling] = {}
    free = list_persons([t for t in injured if t.single and t.number not in moved]) if dying else []
    for dead in list_persons(dying) if free else ():
        last = min(t.day for t in dead.tellings)
        hurt = [p for p in free if may_be_same(p, dead) and all(0 < t.day < last for t in p.tellings)]
        match = min(hurt, key=lambda p: (p.name is not None, p.tellings[0].number), default=None)
        if match is not None:
            free.remove(match)
            found |= {t.number: t for t in match.tellings}
    return found


def _is_told_as_moved(dead: Telling, moved: Mapping[TellingKey, Telling]) -> bool:
    """True for somebody whose name shows already which of the injured he was."""
    return any(same_person_name(a, b) for t in moved.values() for a in dead.names for b in t.names)


def _keys_of(telling: Telling) -> list[object]:
    """What one person told of twice would share: a word of the name, or the age within a document."""
    words: list[object] = [word for name in telling.names for word in name.split()]
    return words + [(telling.document, years) for years in sorted(telling.ages)]


def _index_full_names(killed: Sequence[Telling]) -> dict[tuple[DocumentKey, str], tuple[str, ...]]:
    """The full names of those killed, by the document that gives them and their last word."""
    full: dict[tuple[DocumentKey, str], tuple[str, ...]] = {}
    for dead in killed:
        for name in dead.names:
            first, _, last = name.rpartition(" ")
            if first:
                full[dead.document, last] = (*full.get((dead.document, last), ()), name)
    return full


def _name_in_full(dead: Telling, full: Mapping[tuple[DocumentKey, str], tuple[str, ...]]) -> Sequence[str]:
    """The names of one killed; where his surname stands alone, the full ones with it that the report has for the dead:
    "Ali Hasan was shot ... Hasan died" is no Noor Hasan."""
    return full.get((dead.document, dead.names[0]), dead.names) if len(dead.names) == 1 else dead.names


def _is_same_victim(dead: Telling, hurt: Telling, names: Sequence[str]) -> bool:
    """True if one name, or in one document one age with no names against it, is told of both."""
    if names and hurt.names:
        return any(same_person_name(a, b) for a in names for b in hurt.names)
    is_beside = any(kind is RelationType.ADDS_TO and other.number == dead.number for kind, other in hurt.relations)
    return not is_beside and dead.document == hurt.document and not dead.ages.isdisjoint(hurt.ages)
