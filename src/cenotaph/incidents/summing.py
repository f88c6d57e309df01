"""From happenings to incidents and totals: aggregates are solved with their parts, and the rest becomes an incident."""

import datetime as dt
import hashlib
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field

from cenotaph.incidents.constraints import Part, Solution, Span, add_spans, join_solutions, solve_whole
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.incident import Bounds, Reason, Scope, Toll
from cenotaph.incidents.reasons import claim_ids, join_names, name_origin, speak, write_number
from cenotaph.incidents.words import Word
from cenotaph.values.harm import Outcome
from cenotaph.values.names import choose_spelling
from cenotaph.values.place import Place


@dataclass(slots=True)
class Summed:
    """What a happening comes to, by outcome: `total` with its parts, `rest` beyond them."""

    happening: Happening
    total: dict[Outcome, Toll] = field(default_factory=dict)
    rest: dict[Outcome, Toll] = field(default_factory=dict)
    stated: set[Outcome] = field(default_factory=set)


Sums = MutableMapping[Happening, Summed]


def sum_happening(happening: Happening, done: Sums) -> Summed:
    """The tolls of a happening and, before it, of everything inside it; kept in `done` by identity."""
    if happening in done:
        return done[happening]
    children = [sum_happening(child, done) for child in happening.list_parts()]
    summed = Summed(happening)
    outcomes = dict.fromkeys([*happening.evidence, *(o for c in children for o in c.total)])
    for outcome in sorted(outcomes, key=list(Outcome).index):
        evidence = happening.evidence.get(outcome)
        inside = [c for c in children if outcome in c.total]
        if evidence is not None and not (evidence.vague and inside):
            summed.stated.add(outcome)
        if not inside and evidence is not None:
            summed.total[outcome] = summed.rest[outcome] = evidence.toll
        elif evidence is None:
            summed.total[outcome] = add_tolls([(name_happening(c.happening), c.total[outcome]) for c in inside])
        else:
            summed.total[outcome], summed.rest[outcome] = _solve(happening, evidence, outcome, inside, done)
        if evidence is not None and evidence.vague and inside and not summed.rest[outcome].whole.high:
            del summed.rest[outcome]
    done[happening] = summed
    return summed


def _span_of(bounds: Bounds) -> Span:
    return Span(bounds.low, bounds.best, bounds.high, bounds.open)


def _bounds_of(span: Span) -> Bounds:
    return Bounds(span.low, span.best, span.high, span.open)


def _solve(
    happening: Happening,
    evidence: Evidence,
    outcome: Outcome,
    inside: Sequence[Summed],
    done: Sums,
) -> tuple[Toll, Toll]:
    if not evidence.words or (evidence.parts_only and not evidence.vague):
        return _add_people(happening, evidence, outcome, inside)
    solutions = []
    for word in evidence.words:
        whole = Span(word.low, word.worth, word.high, word.open)
        solutions.append(solve_whole(whole, _parts_for(word, outcome, inside, done)))
    best = next((i for i, w in enumerate(evidence.words) if w.worth == evidence.toll.whole.best), 0)
    return _explain(happening, evidence, outcome, inside, join_solutions(solutions, best), best)


def _add_people(
    happening: Happening, evidence: Evidence, outcome: Outcome, inside: Sequence[Summed]
) -> tuple[Toll, Toll]:
    """People told of somewhere in an area, of whom nobody says how many in all: they may be among those of its parts,
    so they raise high and not low."""
    parts = add_tolls([(name_happening(c.happening), c.total[outcome]) for c in inside])
    extra = evidence.toll.whole
    ids = tuple(dict.fromkeys(i for r in evidence.toll.because for i in r.claims))
    sentence = (
        f"{extra.high:,} told of in {name_happening(happening)} may already be counted in its parts; "
        "they raise only the high figure."
    )
    whole = Bounds(parts.whole.low, parts.whole.best, parts.whole.high + extra.high, parts.whole.open or extra.open)
    because = (*(r for r in parts.because if r.bound != "high"), Reason("high", ids, sentence))
    rest = tuple(Reason(bound, ids, sentence) for bound in ("low", "best", "high"))
    return Toll(whole, {}, because), Toll(Bounds(0, 0, extra.high, extra.open), evidence.toll.by, rest)


def _parts_for(word: Word, outcome: Outcome, inside: Sequence[Summed], done: Sums) -> list[Part]:
    """The parts of a whole as its origin sees them: those it counted itself, at whatever depth, and the others
    without what it counted inside them."""
    parts = []
    for child in inside:
        span = _span_of(child.total[outcome].whole)
        own = find_own_figure(word, child.happening, outcome)
        apart = count_apart(word, child.happening, outcome)
        if own is not None:
            parts.append(Part(span, widen_span(own, apart)))
            continue
        deeper = _parts_for(
            word, outcome, [done[g] for g in child.happening.list_parts() if outcome in done[g].total], done
        )
        counted = [p for p in deeper if p.own is not None]
        parts += counted
        taken = add_spans([p.span for p in counted]) if counted else Span(0, 0, 0)
        low, high = max(0, span.low - taken.low), max(0, span.high - taken.high)
        low, high = min(low, high), max(low, high)
        left = Span(low, min(max(low, span.best - taken.best), high), high, span.open)
        parts.append(Part(left, widen_span(left, apart) if apart else None))
    return parts


def count_apart(word: Word, part: Happening, outcome: Outcome) -> int:
    """The combatants of a part that a rule profile counts apart: they are in a whole that does not tell them apart."""
    evidence = part.evidence.get(outcome)
    return evidence.apart if evidence is not None and not any(t.apart for t in word.tellings) else 0


def widen_span(span: Span, more: int) -> Span:
    """A span of so many people more."""
    return Span(span.low + more, span.best + more, span.high + more, span.open)


def find_own_figure(word: Word, part: Happening, outcome: Outcome) -> Span | None:
    """What the origin of a word itself counted of a part; None if it did not."""
    evidence = part.evidence.get(outcome)
    if evidence is None:
        return None
    for own in evidence.words:
        if own.origin.key == word.origin.key and not own.vague:
            return Span(own.low, own.worth, own.high, own.open)
    if evidence.parts_only and not evidence.vague and all(t.origin.key == word.origin.key for t in evidence.tellings):
        return _span_of(evidence.toll.whole)
    return None


def _explain(
    happening: Happening, evidence: Evidence, outcome: Outcome, inside: Sequence[Summed], solution: Solution, best: int
) -> tuple[Toll, Toll]:
    name = name_happening(happening)
    total, rest = solution.total, solution.rest
    words = evidence.words
    ids = tuple(dict.fromkeys(i for w in words for i in claim_ids(w.tellings)))
    part_ids = tuple(
        dict.fromkeys(i for c in inside for r in c.total[outcome].because if r.bound == "high" for i in r.claims)
    )
    because = []
    for bound, amount, word in (
        ("low", total.low, min(words, key=lambda w: w.low)), ("best", total.best, words[best]),
        ("high", total.high, max(words, key=lambda w: w.high)),
    ):  # fmt: skip
        because.append(
            Reason(
                bound,
                claim_ids(word.tellings) + (part_ids if bound == "high" else ()),
                _total_sentence(word, name, outcome, inside, bound, amount),
            )
        )
    subtracted = "; ".join(_rest_sentence(w, name, outcome, inside) for w in words)
    rest_reasons = [Reason(bound, ids, subtracted + ".") for bound in ("low", "best", "high")]
    if solution.excess:
        because.append(_name_contradiction(happening, evidence, outcome, inside, solution.excess))
    return Toll(_bounds_of(total), evidence.toll.by, tuple(because)), Toll(_bounds_of(rest), {}, tuple(rest_reasons))


def _name_contradiction(
    happening: Happening, evidence: Evidence, outcome: Outcome, inside: Sequence[Summed], excess: int
) -> Reason:
    """Parts that exceed their whole, with the fewest claims that clash: one for the whole and one for each of as few
    parts as are more than it."""
    largest = sorted(inside, key=lambda c: -c.total[outcome].whole.high)
    limit = sum(c.total[outcome].whole.high for c in inside) - excess
    clash: list[Summed] = []
    while largest and sum(c.total[outcome].whole.high for c in clash) <= limit:
        clash.append(largest.pop(0))
    word = max(evidence.words, key=lambda w: w.high)
    ids = list(claim_ids(word.tellings)[:1])
    for child in clash:
        ids += next((r.claims[:1] for r in child.total[outcome].because if r.bound == "high"), ())
    parts = join_names([f"{c.total[outcome].whole.high:,} in {name_happening(c.happening)}" for c in inside])
    speakers = join_names([name_origin(w.origin) for w in evidence.words])
    name = name_happening(happening)
    sentence = f"The parts come to {excess:,} more than {speakers} gave for {name}: up to {parts}."
    return Reason("contradiction", tuple(dict.fromkeys(ids)), sentence)


def _total_sentence(word: Word, name: str, outcome: Outcome, inside: Sequence[Summed], bound: str, amount: int) -> str:
    said = f"{speak(word.origin)} {write_number(word.low, word.high, word.open)} for {name}"
    position = ("low", "best", "high").index(bound)
    changes = []
    for child in inside:
        own = find_own_figure(word, child.happening, outcome)
        whole = child.total[outcome].whole
        value = (whole.low, whole.best, whole.high)[position]
        if own is not None and value != own[position]:
            changes.append(
                f"{own[position]:,} of them in {name_happening(child.happening)}, where others say {value:,}"
            )
    if changes:
        return f"{said}, {join_names(changes)}: that makes {amount:,}."
    base = (word.low, word.worth, word.high)[position]
    if amount != base:
        return f"{said}; with its parts as reported this makes {amount:,}."
    return f"{said}; its parts lie inside this number."


def _rest_sentence(word: Word, name: str, outcome: Outcome, inside: Sequence[Summed]) -> str:
    less, within = [], []
    for child in inside:
        own = find_own_figure(word, child.happening, outcome)
        place = name_happening(child.happening)
        if own is not None:
            less.append(f"{write_number(own.low, own.high, False)} for {place}")
        else:
            within.append(
                f"{write_number(child.total[outcome].whole.low, child.total[outcome].whole.high, False)} for {place}"
            )
    sentence = f"{speak(word.origin)} {write_number(word.low, word.high, word.open)} for {name}"
    if less:
        sentence += f", less its own {join_names(less)}"
    if within:
        sentence += f"{' and' if less else ', less'} what others report inside it, {join_names(within)}"
    return sentence


def add_tolls(parts: Sequence[tuple[str, Toll]]) -> Toll:
    """The toll of events that share nobody."""
    if len(parts) == 1:
        toll = parts[0][1]
        return Toll(toll.whole, {}, toll.because, toll.point)
    span = add_spans([_span_of(toll.whole) for _, toll in parts])
    because = []
    for bound, position in (("low", 0), ("best", 1), ("high", 2)):
        ids = tuple(dict.fromkeys(i for _, toll in parts for r in toll.because if r.bound == bound for i in r.claims))
        pieces = [f"{_span_of(toll.whole)[position]:,} ({name})" for name, toll in parts]
        shown = join_names(pieces) if len(pieces) < 6 else f"{len(pieces)} events"
        because.append(Reason(bound, ids, f"{shown} come to {span[position]:,}."))
    return Toll(_bounds_of(span), {}, tuple(because), all(toll.point for _, toll in parts))


def name_happening(happening: Happening) -> str:
    """The name of its place as a sentence uses it."""
    for telling in happening.tellings:
        if telling.site is not None and happening.sites and telling.site == happening.sites[0]:
            place = telling.claim.places[0]
            return choose_spelling(place.text, place.name)
    return "an unnamed place" if not happening.sums else "all places told of"


def list_places(happening: Happening) -> tuple[Place, ...]:
    """Its places, each once, most told of first."""
    found: dict[str, Place] = {}
    by_site = {t.site: t.claim.places for t in reversed(happening.tellings) if t.site is not None}
    for site in happening.sites:
        for place in by_site.get(site, ()):
            found.setdefault(place.id or place.text, place)
    return tuple(found.values())


def make_scope(happening: Happening) -> Scope:
    """The places and days of an aggregate or running total."""
    return Scope(list_places(happening), read_day(happening.start), read_day(happening.end))


def read_day(ordinal: int | None) -> dt.date | None:
    """The day of an ordinal."""
    return dt.date.fromordinal(ordinal) if ordinal is not None else None


def digest_claims(ids: Sequence[str], mark: str = "") -> str:
    """An incident's id: a digest of its members' ids, whatever their order."""
    return hashlib.blake2b("\n".join([mark, *sorted(set(ids))]).encode(), digest_size=8).hexdigest()
