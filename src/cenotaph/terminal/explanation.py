"""The reasons of a reading in plain sentences: each bound with its claims, each claim with its words."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from cenotaph.claims.claim import Actor, Claim, ClaimKind, Event, Ground, Slots, Statement
from cenotaph.incidents.groups import name_group
from cenotaph.incidents.incident import Incident, Toll
from cenotaph.terminal.judgements import cite_claims, explain_judgements
from cenotaph.terminal.line import Line
from cenotaph.terminal.quotes import Quotes
from cenotaph.terminal.tables import list_cumulative, name_incident, name_total
from cenotaph.terminal.wording import (
    NOT_STATED,
    clean,
    join_words,
    word_bounds,
    word_count,
    word_days,
    word_figure,
    word_number,
    word_place,
    word_places,
    word_source,
)
from cenotaph.values.actor import SourceKind
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period
from cenotaph.workflow.reading import Reading


def explain_reading(reading: Reading) -> Iterator[Line]:
    """Every incident with its reasons and claims, then the claims of none, the totals, and what else was said."""
    numbers = {claim.id: number for number, claim in enumerate(reading.claims, start=1)}
    claims = {claim.id: claim for claim in reading.claims}
    quotes, shown = Quotes([reading]), set[str]()
    for number, incident in enumerate(reading.incidents, start=1):
        yield Line(
            0,
            f"Incident {number}: {name_incident(incident, reading.areas)}, {word_days(incident.start, incident.end)}",
            True,
        )
        yield from explain_origins(incident)
        yield from explain_tolls(incident.tolls, numbers)
        yield from explain_standing(incident, numbers)
        yield from explain_judgements(incident, numbers)
        for member in sorted(incident.claims, key=lambda member: numbers.get(member, 0)):
            if member in claims:
                yield from _explain_claim(claims[member], numbers, quotes)
        shown.update(incident.claims)
    cumulative = list_cumulative(reading)
    for total in reading.totals:
        yield Line(0, f"Total: {name_total(total, cumulative)}", True)
        yield from explain_tolls(total.tolls, numbers)
    apart = [claim for claim in reading.claims if claim.id not in shown]
    if apart:
        yield Line(0, "Claims that belong to no incident", True)
    for claim in apart:
        yield from _explain_claim(claim, numbers, quotes)
    if reading.events:
        yield Line(0, "What the reports say beside harm to people", True)
    for event in reading.events:
        yield from _explain_event(event)


def explain_origins(incident: Incident) -> Iterator[Line]:
    """ "14 reports, 2 origins: the Watch (monitor, 11 reports) and ..."; each ruling of a person on its own line."""
    named = [
        f"{clean(note.label)} ({', '.join([*_word_kind(note.kind), word_number(note.documents, 'report')])})"
        for note in incident.origin_list
    ]
    reports, origins = word_number(incident.documents, "report"), word_number(incident.origins, "origin")
    yield Line(2, f"{reports}, {origins}: {join_words(named)}")
    for ruling in dict.fromkeys(ruling for note in incident.origin_list for ruling in note.rulings):
        where = f"goes back to {ruling.goes_back_to}" if ruling.goes_back_to else "is independent"
        yield Line(4, clean(f"{ruling.by} ruled that {ruling.voice} {where}: {ruling.why}"))


def _word_kind(kind: SourceKind | None) -> list[str]:
    return [kind.value.replace("_", " ")] if kind else []


def explain_standing(incident: Incident, numbers: Mapping[str, int]) -> Iterator[Line]:
    """How an incident stands under the rule profile, and the rows that it divides the toll into, where there is
    anything to say of them."""
    if incident.standing.because:
        left_out = "" if incident.standing.counts else ", not in the total of all"
        yield Line(2, f"stands as {incident.standing.grade}{left_out}")
        for reason in incident.standing.because:
            yield Line(4, f"{clean(reason.reason)}{cite_claims(reason.claims, numbers)}")
    notes = dict.fromkeys(row.note for row in incident.rows if row.note)
    if notes:
        yield Line(2, "as rows of the rule profile")
        for row in incident.rows:
            place = word_place(row.place) if row.place else f"place {NOT_STATED}"
            yield Line(4, f"{word_days(row.start, row.end)}, {place}: {row.fatalities:,}")
        yield from (Line(4, clean(note)) for note in notes)


def explain_tolls(tolls: Mapping[Outcome, Toll], numbers: Mapping[str, int]) -> Iterator[Line]:
    """Each toll with the reason of every bound, citing claims by their numbers."""
    for outcome, toll in tolls.items():
        yield Line(2, f"{outcome.value} {word_figure(toll)}")
        for (text, cited), alike in groupby(toll.because, key=lambda reason: (reason.reason, reason.claims)):
            bounds_named = join_words([reason.bound for reason in alike])
            yield Line(4, f"{bounds_named}: {clean(text)}{cite_claims(cited, numbers)}")
        for group, bounds in toll.by.items():
            yield Line(4, f"of them {group.replace('_', ' ')}: {word_bounds(bounds)}")


def _explain_claim(claim: Claim, numbers: Mapping[str, int], quotes: Quotes) -> Iterator[Line]:
    group = name_group(claim.victims.group, 1 if claim.count.high == 1 and not claim.count.open else 2)
    kind = "running total" if claim.kind is ClaimKind.CUMULATIVE else claim.kind.value
    yield Line(2, f"Claim {numbers[claim.id]}: {word_count(claim.count)} {group}, {claim.outcome.value} ({kind})")
    yield Line(6, quotes.quote(claim.document, claim.passage))
    yield Line(6, f"source: {word_source(claim.source)}; report: {clean(claim.document)}")
    yield Line(6, f"place: {word_places(claim.places)}; days: {_word_period(claim.period)}")
    if claim.slots is not None:
        yield Line(6, f"how sure: {_word_slots(claim.slots)}")
    if slots := _list_slots(claim):
        yield Line(6, "; ".join(slots))
    for statement in claim.statements:
        yield Line(6, f"said of it: {_word_statement(statement)}: “{clean(statement.passage.quote)}”")
    for relation in claim.relations:
        other = numbers.get(relation.claim)
        yield Line(6, f"{relation.type.value.replace('_', ' ')} claim {other or relation.claim}")
    yield Line(6, f"found by rule {claim.rule}, confidence {claim.confidence:.2f}, id {claim.id}")


def _word_statement(statement: Statement) -> str:
    if statement.actor is None or statement.actor.attribution is None:
        status = statement.status.value if statement.status else "unknown"
        return f"all the dead {status}, by {word_source(statement.source)}"
    denied = f" (the {statement.denies.value})" if statement.denies else ""
    return f"{clean(statement.actor.name)}, {statement.actor.attribution.value}{denied}"


def _word_period(period: Period | None) -> str:
    if period is None:
        return NOT_STATED
    doubt = ", doubtful: the words contradict one another" if period.is_doubtful else ""
    return f"{word_days(period.start, period.end)}{doubt} (“{clean(period.text)}”)"


# What a slot rests on, as people say it; what its own sentence gives needs no word.
_GROUNDS = {
    Ground.WORDS: "", Ground.LIST: " (from the number it goes with)", Ground.NEAR: " (from the sentence before)",
    Ground.BEFORE: " (from earlier on)", Ground.AFTER: " (from later on)", Ground.TITLE: " (from the title)",
    Ground.DATELINE: " (from the dateline)", Ground.REPORT: " (from the report as a whole)",
}  # fmt: skip


def _word_slots(slots: Slots) -> str:
    rated = {
        "count": slots.count,
        "place": slots.place,
        "days": slots.period,
        "cause": slots.cause,
        "source": slots.source,
    }
    return ", ".join(
        f"{name} {slot.confidence:.2f}{_GROUNDS[slot.ground]}" for name, slot in rated.items() if slot is not None
    )


def _list_slots(claim: Claim) -> list[str]:
    slots = []
    if claim.cause:
        slots.append(f"cause: {clean(claim.cause.text)}")
    slots += [_word_actor(actor) for actor in claim.actors]
    slots += [f"target: {clean(target.text)}" for target in claim.targets]
    names = [clean(person.name) for person in claim.victims.names]
    return [*slots, f"named: {join_words(names)}"] if names else slots


def _word_actor(actor: Actor) -> str:
    attribution = f", {actor.attribution.value}" if actor.attribution else ""
    said = f" (“{clean(actor.text)}”)" if clean(actor.text) != clean(actor.name) else ""
    return f"{actor.role}: {clean(actor.name)}{said}{attribution}"


def _explain_event(event: Event) -> Iterator[Line]:
    days = f", {word_days(event.period.start, event.period.end)}" if event.period else ""
    yield Line(2, f"{event.type.replace('_', ' ')}: {word_places(event.places)}{days}")
    yield Line(6, f"“{clean(event.passage.quote)}”")
    yield Line(6, f"source: {word_source(event.source)}; report: {clean(event.document)}")
    if slots := [*(_word_actor(actor) for actor in event.actors), *(f"target: {clean(t.text)}" for t in event.targets)]:
        yield Line(6, "; ".join(slots))
