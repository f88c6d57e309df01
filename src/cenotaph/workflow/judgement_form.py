"""How actors, the codes of an incident and the judgements on it are written as JSON."""

from typing import Any

from cenotaph.claims.claim import Actor
from cenotaph.incidents.codes import Code, Codes
from cenotaph.incidents.judgements import (
    ActorJudgement,
    CivilianRange,
    Judgement,
    Judgements,
    Responsibility,
    StatusJudgement,
)


def write_actor(actor: Actor) -> dict[str, Any]:
    """An actor with what the register knows of it."""
    return {
        "text": actor.text,
        "name": actor.name,
        "role": actor.role,
        "attribution": actor.attribution.value if actor.attribution else None,
        "id": actor.id,
        "kind": actor.kind.value if actor.kind else None,
        "country": actor.country,
    }


def write_codes(codes: Codes) -> dict[str, Any]:
    """The codes of an incident; one that no rule gives is null."""
    return {
        "event_type": _write_code(codes.event_type),
        "sub_event_type": _write_code(codes.sub_event_type),
        "disorder_type": _write_code(codes.disorder_type),
        "civilian_targeting": _write_code(codes.civilian_targeting),
        "inter1": _write_code(codes.inter1),
        "inter2": _write_code(codes.inter2),
        "interaction": _write_code(codes.interaction),
        "type_of_violence": _write_code(codes.type_of_violence),
    }


def _write_code(code: Code | None) -> dict[str, Any] | None:
    if code is None:
        return None
    return {"value": code.value, "rule": code.rule, "reason": code.reason, "claims": list(code.claims)}


def write_judgements(judgements: Judgements | None) -> dict[str, Any] | None:
    """The four judgements, each with its state, sentence and claims."""
    if judgements is None:
        return None
    return {
        "harm": _write_judgement(judgements.harm),
        "attack": _write_judgement(judgements.attack),
        "responsibility": {
            **_write_judgement(judgements.responsibility),
            "actors": [_write_actor_judgement(each) for each in judgements.responsibility.actors],
        },
        "status": {
            **_write_judgement(judgements.status),
            "civilians": _write_range(judgements.status.civilians),
            "said": [
                {
                    "speaker": each.speaker,
                    "status": each.status,
                    "low": each.low,
                    "high": each.high,
                    "claims": list(each.claims),
                }
                for each in judgements.status.said
            ],
        },
    }


def _write_range(bounds: CivilianRange | None) -> dict[str, int] | None:
    return {"low": bounds.low, "high": bounds.high} if bounds else None


def _write_judgement(judgement: Judgement | Responsibility | StatusJudgement) -> dict[str, Any]:
    return {"state": judgement.state, "sentence": judgement.sentence, "claims": list(judgement.claims)}


def _write_actor_judgement(judged: ActorJudgement) -> dict[str, Any]:
    return {
        "actor": write_actor(judged.actor),
        "state": judged.state.value,
        "alleged_by": list(judged.alleged_by),
        "denied_by": list(judged.denied_by),
        "denies": [each.value for each in judged.denies],
        "sentence": judged.sentence,
        "claims": list(judged.claims),
    }
