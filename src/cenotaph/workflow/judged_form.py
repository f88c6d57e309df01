"""The JSON form of what people judged of incidents, and of what the reports know of those."""

from collections.abc import Mapping
from typing import Any

import msgspec

from cenotaph.incidents.judged import JudgedIncident, JudgedToll
from cenotaph.incidents.matching import Match
from cenotaph.workflow.json_form import write_period, write_place


def write_judged(judged: JudgedIncident) -> dict[str, Any]:
    """An incident as a person judged it; what he does not state is null or empty, never left out."""
    return {
        "code": judged.code,
        "former_codes": list(judged.former_codes),
        "by": judged.by,
        "on": judged.on.isoformat(),
        "places": [write_place(place) for place in judged.places],
        "period": write_period(judged.period),
        "tolls": [_write_toll(toll) for toll in judged.tolls],
        "cause": judged.cause,
        "weapons": list(judged.weapons),
        "grade": judged.grade,
        "sources": list(judged.sources),
        "address": judged.address,
        "notes": judged.notes,
        "where": judged.where,
    }


def _write_toll(toll: JudgedToll) -> dict[str, Any]:
    return {
        "outcome": toll.outcome.value,
        "group": toll.group,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "open": toll.open,
        "text": toll.text,
    }


def write_match(match: Match) -> dict[str, Any]:
    """An incident as a person judged it, with the one of the reports that is the same, why, and what contradicts it."""
    return {
        **write_judged(match.judged),
        "incident": match.incident.id if match.incident is not None else None,
        "reasons": list(match.reasons),
        "contradictions": list(match.contradictions),
        "possible": list(match.possible),
    }


def read_judged(row: Mapping[str, Any]) -> JudgedIncident:
    """The incident of its JSON form. Raises msgspec.ValidationError."""
    return msgspec.convert(row, JudgedIncident)
