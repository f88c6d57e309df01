"""How claims, incidents and totals are written as JSON: one function for each type of the reading contract."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from cenotaph.claims.claim import Claim, Event, Passage, Slots, Source, Statement, Target, Victims
from cenotaph.incidents.causes import Cause
from cenotaph.incidents.copies import write_runs
from cenotaph.incidents.decisions import Decisions, Link, OriginRuling, Voice
from cenotaph.incidents.incident import (
    Bounds,
    EventRow,
    Incident,
    OriginNote,
    Reason,
    Scope,
    Sides,
    Standing,
    Toll,
    Total,
)
from cenotaph.incidents.notes import DocumentNote
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period
from cenotaph.values.place import Candidate, Place
from cenotaph.workflow.judgement_form import write_actor, write_codes, write_judgements
from cenotaph.workflow.provenance import Provenance

# GeoNames gives five decimals, which is a metre; scores and confidence mean nothing beyond three.
_DEGREE_DECIMALS = 5
_SHARE_DECIMALS = 3


def write_note(note: DocumentNote) -> dict[str, Any]:
    """What is kept of a document; its text is not."""
    return {
        "id": note.id,
        "language": note.language,
        "published": _write_day(note.published),
        "words": note.words,
        "title": note.title,
        "url": note.url,
        "publisher": note.publisher,
        "digest": note.digest,
        "runs": write_runs(note.runs),
        "kind": note.kind.value,
        "restricted": note.is_restricted,
    }


def write_decisions(decisions: Decisions) -> dict[str, Any]:
    """What people decided: links of claims, and rulings on origins."""
    return {
        "links": [_write_link(link) for link in decisions.links],
        "rulings": [_write_ruling(ruling) for ruling in decisions.rulings],
    }


def _write_ruling(ruling: OriginRuling) -> dict[str, Any]:
    return {
        "voice": _write_voice(ruling.voice),
        "goes_back_to": _write_voice(ruling.goes_back_to) if ruling.goes_back_to else None,
        "by": ruling.by,
        "on": _write_day(ruling.on),
        "why": ruling.why,
    }


def _write_voice(voice: Voice) -> dict[str, Any]:
    return {"speaker": voice.speaker, "document": voice.document}


def _write_link(link: Link) -> dict[str, Any]:
    return {
        "claims": list(link.claims),
        "same": link.same,
        "by": link.by,
        "on": _write_day(link.on),
        "why": link.why,
    }


def write_provenance(provenance: Provenance) -> dict[str, Any]:
    """With what a reading was made."""
    return {
        "form": provenance.form,
        "engine": provenance.engine,
        "lexicons": dict(sorted(provenance.lexicons.items())),
        "gazetteer": provenance.gazetteer,
        "actors": provenance.actors,
        "profile": provenance.profile,
        "as_of": _write_day(provenance.as_of),
        "min_confidence": float(provenance.min_confidence),
    }


def write_claim(claim: Claim) -> dict[str, Any]:
    """A claim with all its slots; an empty slot is null or an empty list, never left out."""
    return {
        "id": claim.id,
        "document": claim.document,
        "rule": claim.rule,
        "outcome": claim.outcome.value,
        "count": _write_count(claim.count),
        "victims": _write_victims(claim.victims),
        "places": [write_place(place) for place in claim.places],
        "period": write_period(claim.period),
        "cause": {"text": claim.cause.text, "weapon": claim.cause.weapon} if claim.cause else None,
        "actors": [write_actor(actor) for actor in claim.actors],
        "targets": [_write_target(target) for target in claim.targets],
        "source": _write_source(claim.source),
        "kind": claim.kind.value,
        "episode": claim.episode,
        "preliminary": claim.preliminary,
        "succumbed": claim.succumbed,
        "withdrawn": claim.withdrawn,
        "beside": list(claim.beside),
        "relations": [{"type": relation.type.value, "claim": relation.claim} for relation in claim.relations],
        "confidence": round(claim.confidence, _SHARE_DECIMALS),
        "slots": _write_slots(claim.slots),
        "statements": [_write_statement(statement) for statement in claim.statements],
        "passage": _write_passage(claim.passage),
        "engine": claim.engine,
        "lexicon": claim.lexicon,
    }


def _write_statement(statement: Statement) -> dict[str, Any]:
    return {
        "rule": statement.rule,
        "actor": write_actor(statement.actor) if statement.actor else None,
        "denies": statement.denies.value if statement.denies else None,
        "status": statement.status.value if statement.status else None,
        "source": _write_source(statement.source),
        "passage": _write_passage(statement.passage),
    }


def _write_slots(slots: Slots | None) -> dict[str, Any] | None:
    if slots is None:
        return None
    rated = {
        "count": slots.count,
        "place": slots.place,
        "period": slots.period,
        "cause": slots.cause,
        "source": slots.source,
    }
    return {
        name: {"confidence": round(slot.confidence, _SHARE_DECIMALS), "from": slot.ground.value} if slot else None
        for name, slot in rated.items()
    }


def write_event(event: Event) -> dict[str, Any]:
    """What a report says beside harm to people."""
    return {
        "id": event.id,
        "document": event.document,
        "type": event.type,
        "places": [write_place(place) for place in event.places],
        "period": write_period(event.period),
        "actors": [write_actor(actor) for actor in event.actors],
        "targets": [_write_target(target) for target in event.targets],
        "source": _write_source(event.source),
        "passage": _write_passage(event.passage),
        "rule": event.rule,
    }


def write_incident(incident: Incident) -> dict[str, Any]:
    """An incident with its tolls, one for each outcome that is claimed."""
    return {
        "id": incident.id,
        "places": [write_place(place) for place in incident.places],
        "start": _write_day(incident.start),
        "end": _write_day(incident.end),
        "causes": list(incident.causes),
        "actors": [write_actor(actor) for actor in incident.actors],
        "claims": list(incident.claims),
        "origins": incident.origins,
        "origin_list": [_write_origin(origin) for origin in incident.origin_list],
        "documents": incident.documents,
        "remainder": incident.remainder,
        "tolls": write_tolls(incident.tolls),
        "standing": _write_standing(incident.standing),
        "rows": [_write_row(row) for row in incident.rows],
        "sides": _write_sides(incident.sides),
        "type": write_codes(incident.codes),
        "judgements": write_judgements(incident.judgements),
    }


def _write_origin(origin: OriginNote) -> dict[str, Any]:
    return {
        "label": origin.label,
        "kind": origin.kind.value if origin.kind else None,
        "documents": origin.documents,
        "claims": list(origin.claims),
        "rulings": [_write_ruling(ruling) for ruling in origin.rulings],
    }


def write_total(total: Total) -> dict[str, Any]:
    """A total; its scope is "all" for the total over all incidents, and over those of a grade that it leaves out."""
    return {
        "scope": "all" if total.scope is None else _write_scope(total.scope),
        "grade": total.grade,
        "incidents": list(total.incidents),
        "tolls": write_tolls(total.tolls),
    }


def _write_standing(standing: Standing) -> dict[str, Any]:
    return {"grade": standing.grade, "counts": standing.counts, "because": write_reasons(standing.because)}


def _write_row(row: EventRow) -> dict[str, Any]:
    place = write_place(row.place) if row.place else None
    days = {"start": _write_day(row.start), "end": _write_day(row.end)}
    return {**days, "place": place, "fatalities": row.fatalities, "note": row.note}


def _write_sides(sides: Sides | None) -> dict[str, Any] | None:
    if sides is None:
        return None
    return {"fighters": dict(sides.fighters), "civilians": sides.civilians, "unknown": sides.unknown}


def _write_count(count: Count) -> dict[str, Any]:
    return {"low": count.low, "high": count.high, "open": count.open, "stated": count.stated, "text": count.text}


def _write_victims(victims: Victims) -> dict[str, Any]:
    return {
        "group": victims.group,
        "status": victims.status.value,
        "affiliation": victims.affiliation,
        "role": victims.role.value,
        "names": [{"name": person.name, "age": person.age, "sex": person.sex} for person in victims.names],
        "age": victims.age,
        "sex": victims.sex,
        "ages": list(victims.ages),
    }


def write_place(place: Place) -> dict[str, Any]:
    """A place, with the others that its name may mean."""
    return {
        "text": place.text,
        "name": place.name,
        "id": place.id,
        "country": place.country,
        "lat": _write_degrees(place.lat),
        "lon": _write_degrees(place.lon),
        "level": place.level.value if place.level else None,
        "within": list(place.within),
        "area": place.area,
        "alternatives": [_write_candidate(candidate) for candidate in place.alternatives],
    }


def _write_candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.id,
        "name": candidate.name,
        "country": candidate.country,
        "lat": _write_degrees(candidate.lat),
        "lon": _write_degrees(candidate.lon),
        "level": candidate.level.value,
        "score": round(candidate.score, _SHARE_DECIMALS),
    }


def _write_degrees(value: float | None) -> float | None:
    return None if value is None else round(value, _DEGREE_DECIMALS)


def write_period(period: Period | None) -> dict[str, Any] | None:
    """A period, null where there is none."""
    if period is None:
        return None
    return {
        "text": period.text,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "precision": period.precision.value,
        "edtf": period.edtf,
    }


def _write_target(target: Target) -> dict[str, Any]:
    return {"text": target.text, "kind": target.kind}


def _write_source(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    kind = source.kind.value if source.kind else None
    return {"text": source.text, "name": source.name, "kind": kind, "through": source.through}


def _write_passage(passage: Passage) -> dict[str, Any]:
    return {"start": passage.start, "end": passage.end, "quote": passage.quote}


def write_cause(cause: Cause) -> dict[str, Any]:
    """What moved a toll."""
    return {"kind": cause.kind.value, "claims": list(cause.claims), "reason": cause.sentence}


def _write_scope(scope: Scope) -> dict[str, Any]:
    return {
        "places": [write_place(place) for place in scope.places],
        "start": _write_day(scope.start),
        "end": _write_day(scope.end),
    }


def _write_day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def write_tolls(tolls: Mapping[Outcome, Toll]) -> dict[str, Any]:
    """Tolls by outcome, each with its reasons."""
    return {outcome.value: _write_toll(toll) for outcome, toll in tolls.items()}


def _write_toll(toll: Toll) -> dict[str, Any]:
    return {
        **write_bounds(toll.whole),
        "point": toll.point,
        "by": {group: write_bounds(bounds) for group, bounds in toll.by.items()},
        "because": write_reasons(toll.because),
    }


def write_reasons(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    """Reasons, each with the bound it is for and the claims it rests on."""
    return [
        {"bound": each.bound, "claims": list(each.claims), "reason": each.reason, "rule": each.rule} for each in reasons
    ]


def write_bounds(bounds: Bounds) -> dict[str, Any]:
    """Low, best and high, and whether more are possible."""
    return {"low": bounds.low, "best": bounds.best, "high": bounds.high, "open": bounds.open}
