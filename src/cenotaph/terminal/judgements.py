"""The judgements on an incident and its codes, in lines of words."""

from collections.abc import Iterator, Mapping, Sequence

from cenotaph.incidents.codes import Code, Codes
from cenotaph.incidents.incident import Incident
from cenotaph.incidents.judgements import ActorJudgement, Judgement, Judgements, Responsibility, StatusJudgement
from cenotaph.terminal.line import Line
from cenotaph.terminal.wording import clean, join_words


def explain_judgements(incident: Incident, numbers: Mapping[str, int]) -> Iterator[Line]:
    """Whether there was harm and an attack, who is alleged, who the dead were, and the codes, each with its claims."""
    if incident.judgements is not None:
        yield from _explain_judged(incident.judgements, numbers)
    yield from _explain_codes(incident.codes, numbers)


def _explain_judged(judged: Judgements, numbers: Mapping[str, int]) -> Iterator[Line]:
    yield Line(2, "judged apart")
    yield _say("harm", judged.harm, numbers)
    yield _say("attack", judged.attack, numbers)
    if not judged.responsibility.actors:
        yield _say("responsibility", judged.responsibility, numbers)
    for each in judged.responsibility.actors:
        yield _say("responsibility", each, numbers)
    yield _say("status", judged.status, numbers)


def _say(
    name: str, judged: Judgement | Responsibility | ActorJudgement | StatusJudgement, numbers: Mapping[str, int]
) -> Line:
    state = judged.state.replace("_", " ")
    return Line(4, f"{name}, {state}: {clean(judged.sentence)}{cite_claims(judged.claims, numbers)}")


def _explain_codes(codes: Codes, numbers: Mapping[str, int]) -> Iterator[Line]:
    """Codes that one rule gives in one line."""
    named = {
        "ACLED event type": codes.event_type,
        "sub-event type": codes.sub_event_type,
        "disorder type": codes.disorder_type,
        "ACLED civilian targeting": codes.civilian_targeting,
        "ACLED inter1": codes.inter1,
        "ACLED inter2": codes.inter2,
        "ACLED interaction": codes.interaction,
        "UCDP type of violence": codes.type_of_violence,
    }
    together: dict[str, tuple[Code, list[str]]] = {}
    for name, code in named.items():
        if code is not None:
            together.setdefault(code.reason, (code, []))[1].append(f"{name} {code.value}")
    if together:
        yield Line(2, "coded by rule")
    for code, values in together.values():
        yield Line(4, f"{', '.join(values)}: {clean(code.reason)}{cite_claims(code.claims, numbers)}")


def cite_claims(claims: Sequence[str], numbers: Mapping[str, int]) -> str:
    """The numbers of some claims as a line shows them: " [claims 1 and 2]"."""
    cited = [str(numbers[claim]) for claim in claims if claim in numbers]
    return f" [claim{'s' if len(cited) > 1 else ''} {join_words(cited)}]" if cited else ""
