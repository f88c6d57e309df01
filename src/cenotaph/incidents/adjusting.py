"""What moves a bound after the origins' words have set it: people, parts and bodies they did not count.

Each function gives the bounds and the reasons anew."""

from collections.abc import Sequence

from cenotaph.incidents.incident import Bounds, Reason
from cenotaph.incidents.persons import Person
from cenotaph.incidents.reasons import claim_ids, make_reason, say, say_word, speak, write_number
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.words import Word

Settled = tuple[Bounds, list[Reason]]


def _without(because: Sequence[Reason], *bounds: str) -> list[Reason]:
    return [reason for reason in because if reason.bound not in bounds]


def raise_for_persons(whole: Bounds, because: list[Reason], high: Word, persons: Sequence[Person]) -> Settled:
    """More different people told of than the highest word counts: high rises, and the contradiction is named."""
    told = len(persons)
    if told <= whole.high or high.high == 0:
        return whole, because
    tellings = [t for p in persons for t in p.tellings]
    kept = _without(because, "high")
    if not whole.open:
        speaks = "speak" if say(high.origin) == "say" else "speaks"
        sentence = (
            f"The reports tell of {told:,} different people, "
            f"more than the {whole.high:,} of which {high.origin.label} {speaks}."
        )
        # One person more than the figure is enough to clash with it.
        clash = [*high.tellings[:1], *(p.tellings[0] for p in persons[: whole.high + 1])]
        kept.append(make_reason("contradiction", clash, sentence))
    sentence = f"The reports tell of {told:,} different people by name or description."
    kept.append(make_reason("high", tellings, sentence))
    return Bounds(whole.low, whole.best, told, whole.open), kept


def raise_for_group(whole: Bounds, because: list[Reason], groups: Sequence[Word]) -> Settled:
    """A figure for some kind of people bounds the whole from below."""
    part = max(groups, key=lambda w: (w.high, w.origin.key), default=None)
    if part is None or part.high <= whole.high:
        return whole, because
    group = part.tellings[0].claim.victims.group.replace("_", " ")
    sentence = f"{say_word(part)} of {group} alone, more than the {whole.high:,} that others give for all."
    return raise_to(whole, because, part.high, part.open, part.tellings, sentence)


def raise_for_part(whole: Bounds, because: list[Reason], parts: Sequence[Telling]) -> Settled:
    """So does a figure that the text itself gives as a part of another."""
    part = min(parts, key=lambda t: (-t.low, t.number), default=None)
    if part is None or part.low <= whole.high:
        return whole, because
    said = f"{speak(part.origin)} {write_number(part.low, part.high, part.open)}"
    sentence = f"{said} as a part, more than the {whole.high:,} given for all."
    return raise_to(whole, because, part.high, part.open, [part], sentence)


def raise_to(
    whole: Bounds, because: list[Reason], high: int, is_open: bool, tellings: Sequence[Telling], sentence: str
) -> Settled:
    """High raised to what some claims tell, which contradicts the figure that set it unless that is open. The
    contradiction names one claim that gave the figure: with those that exceed it, it is enough to clash."""
    kept = _without(because, "high")
    if not whole.open:
        exceeded = next((reason.claims[:1] for reason in because if reason.bound == "high"), ())
        ids = tuple(dict.fromkeys((*exceeded, *claim_ids(tellings))))
        kept.append(Reason("contradiction", ids, sentence))
    kept.append(make_reason("high", tellings, sentence))
    return Bounds(whole.low, whole.best, high, whole.open or is_open), kept


def raise_for_found(whole: Bounds, because: list[Reason], found: Sequence[Telling]) -> Settled:
    """Bodies found later may already be counted: they raise high and not low."""
    top = min(found, key=lambda t: (-t.high, t.number), default=None)
    if top is None:
        return whole, because
    sentence = (
        f"{speak(top.origin)} that {top.high:,} were found later; they may already be among the {whole.high:,}, "
        "so they raise only the high figure."
    )
    kept = [*_without(because, "high"), make_reason("high", [top], sentence)]
    return Bounds(whole.low, whole.best, whole.high + top.high, whole.open or top.open), kept
