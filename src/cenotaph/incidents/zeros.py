"""Zeros and denials: which of them count, and how those that do not are shown."""

from collections.abc import Sequence

from cenotaph.claims.claim import ClaimKind, RelationType
from cenotaph.incidents.incident import Reason
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import make_reason, name_origin, say, speak, write_number
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.words import Word


def find_zeros(
    zeros: Sequence[Telling], spoken: Sequence[Telling], parties: frozenset[str], profile: Profile
) -> tuple[list[Word], list[Reason]]:
    """Zeros that count, and why the others do not: a zero counts from an origin that is no party to the harm and does
    not itself tell of somebody harmed, unless it takes that back."""
    words: dict[str, Word] = {}
    asides = []
    for t in zeros:
        own = [o for o in spoken if o.origin.key == t.origin.key]
        if t.origin.key in parties and not profile.party_zero_counts:
            sentence = f"{speak(t.origin)} that nobody was; it is accused of the harm, so its zero sets no bound."
            asides.append(make_reason("aside", [t], sentence))
        elif own and _takes_back(t, own):
            words[t.origin.key] = _make_zero(t)
            last = max(own, key=lambda o: (o.day, o.number))
            sentence = (
                f"{name_origin(t.origin)} took back an earlier figure, {write_number(last.low, last.high, last.open)}."
            )
            asides.append(make_reason("aside", [last, t], sentence))
        elif not any(_is_about_others(t, o) for o in spoken):
            words.setdefault(t.origin.key, _make_zero(t))
    return list(words.values()), asides


def _takes_back(zero: Telling, own: Sequence[Telling]) -> bool:
    """True if a speaker retracts what he said: his zero says that it replaces a figure, and is his latest word."""
    replaces = zero.kind is ClaimKind.UPDATE or any(kind is RelationType.UPDATES for kind, _ in zero.relations)
    return replaces and all((o.day, o.number) < (zero.day, zero.number) for o in own)


def find_denials(denials: Sequence[Telling], profile: Profile) -> tuple[list[Word], list[Reason]]:
    """Denials as words, where the profile lets them count; else only as something shown."""
    if profile.party_denial_counts:
        return [_make_zero(t) for t in denials], []
    return [], [
        make_reason("aside", [t], f"{_deny(t.origin)} it; a denial is shown and sets no bound.") for t in denials
    ]


def _deny(origin: Origin) -> str:
    return f"{name_origin(origin)} {'deny' if say(origin) == 'say' else 'denies'}"


def _make_zero(telling: Telling) -> Word:
    return Word(telling.origin, telling.day, 0, 0, False, 0, (telling,))


def _is_about_others(zero: Telling, other: Telling) -> bool:
    """True if a zero means nobody else: its speaker, or its text without disputing it, tells of somebody harmed."""
    if zero.origin.key == other.origin.key:
        return True
    return zero.document == other.document and not any(kind is RelationType.DISPUTES for kind, _ in zero.relations)
