"""Judging whether there was harm, whether there was an attack, and who the dead were; each apart from the others."""

from collections.abc import Mapping, Sequence

from cenotaph.claims.claim import ClaimKind
from cenotaph.incidents.breakdowns import choose_figure
from cenotaph.incidents.incident import Bounds, Toll
from cenotaph.incidents.judgements import CivilianRange, Judgement, Judgements, StatusJudgement, StatusSaid
from cenotaph.incidents.reasons import claim_ids, join_names, write_number
from cenotaph.incidents.responsibility import judge_responsibility
from cenotaph.incidents.tellings import Telling
from cenotaph.values.actor import Attribution, Denied
from cenotaph.values.harm import Outcome

# What the dead are called by how they are said to be; police are neither.
_CALLED = {"civilian": "civilians", "combatant": "fighters"}
_DECLARED = frozenset({Attribution.CLAIMED, Attribution.CONCEDED})


def judge_incident(tellings: Sequence[Telling], tolls: Mapping[Outcome, Toll]) -> Judgements:
    """The four judgements on the event that some claims tell of; `tolls` are what it came to."""
    return Judgements(
        _judge_harm(tellings), _judge_attack(tellings), judge_responsibility(tellings), _judge_status(tellings, tolls)
    )


def list_deniers(tellings: Sequence[Telling], *what: Denied) -> tuple[list[Telling], list[str]]:
    """The claims with a denial of one of these things, and who denies it, each once."""
    found, names = [], {}
    for t in tellings:
        for statement in t.claim.statements:
            if statement.denies in what and statement.actor is not None:
                found.append(t)
                names[statement.actor.key] = statement.actor.name
    return found, list(names.values())


def _name_all(tellings: Sequence[Telling]) -> str:
    return join_names(list(dict.fromkeys(t.origin.label for t in tellings)))


def _open(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _judge_harm(tellings: Sequence[Telling]) -> Judgement:
    harmed = [t for t in tellings if t.high > 0 and t.kind is not ClaimKind.DENIAL]
    telling_keys = {t.origin.key for t in harmed}
    outcomes = {t.outcome for t in harmed}
    zeros = [t for t in tellings if t.high == 0 and t.kind is not ClaimKind.DENIAL]
    zeros = [t for t in zeros if t.origin.key not in telling_keys and (t.outcome in outcomes or not harmed)]
    denials, deniers = list_deniers(tellings, Denied.HARM, Denied.ATTACK)
    if harmed and not zeros and not denials:
        return Judgement(
            "reported", _open(f"{_name_all(harmed)} told of people harmed; nobody denies it."), claim_ids(harmed)
        )
    against = [f"{_name_all(zeros)} said that nobody was"] if zeros else []
    against += [f"{join_names(deniers)} denied it"] if deniers else []
    if harmed:
        sentence = f"{_name_all(harmed)} told of people harmed; {' and '.join(against)}."
        return Judgement("disputed", _open(sentence), claim_ids([*harmed, *zeros, *denials]))
    if denials or not zeros:
        told = [t for t in tellings if t.kind is ClaimKind.DENIAL] or list(tellings)
        who = join_names(deniers) or _name_all(told)
        return Judgement("denied", _open(f"{who} denied harm that nobody here tells of."), claim_ids(told))
    return Judgement("none_reported", _open(f"{_name_all(zeros)} said that nobody was harmed."), claim_ids(zeros))


def _judge_attack(tellings: Sequence[Telling]) -> Judgement:
    caused = [t for t in tellings if t.claim.cause is not None and t.kind is not ClaimKind.DENIAL]
    own = [(t, s.actor) for t in tellings for s in t.claim.statements if s.actor and s.actor.attribution in _DECLARED]
    declared = [t for t, _ in own]
    parties = {actor.key: actor.name for _, actor in own}
    denials, deniers = list_deniers(tellings, Denied.ATTACK)
    means = join_names(list(dict.fromkeys(t.claim.cause.text.lower() for t in caused if t.claim.cause is not None)))
    told = [f"{_name_all(caused)} told of {means}"] if caused else []
    told += [f"{join_names(list(parties.values()))} said that it was its own doing"] if parties else []
    ids = claim_ids([*caused, *declared, *denials])
    if denials:
        return Judgement(
            "disputed", _open("; ".join([*told, f"{join_names(deniers)} denied that there was an attack."])), ids
        )
    if declared:
        return Judgement("declared", _open("; ".join(told)) + ".", ids)
    if caused:
        return Judgement("reported", _open(told[0]) + "; nobody denies that it happened.", ids)
    return Judgement("not_stated", "No report says what did the harm.", ())


def _judge_status(tellings: Sequence[Telling], tolls: Mapping[Outcome, Toll]) -> StatusJudgement:
    outcome = Outcome.KILLED if Outcome.KILLED in tolls else next(iter(tolls), None)
    if outcome is None:
        return StatusJudgement("unknown", "Nobody was harmed of whom it could be asked.", ())
    whole = tolls[outcome].whole
    counted = [t for t in tellings if t.outcome is outcome and t.high > 0 and t.kind is not ClaimKind.DENIAL]
    said = _list_said(tellings, counted, whole)
    denials, deniers = list_deniers(tellings, Denied.STATUS)
    ids = tuple(dict.fromkeys([i for each in said for i in each.claims] + list(claim_ids(denials))))
    number = _write_whole(counted, outcome, whole)
    if not said and not denials:
        return StatusJudgement("unknown", f"{number}; nobody says who they were.", ())
    told = [f"{each.speaker} said {write_number(each.low, each.high, False)} {_CALLED[each.status]}" for each in said]
    told += [f"{join_names(deniers)} denied that they were civilians"] if deniers else []
    civilians = _count_civilians(said, whole)
    lead = f"civilians {write_number(civilians.low, civilians.high, False)}: " if civilians else ""
    sentence = f"{number}; {lead}{', '.join(told)}."
    return StatusJudgement(_find_state(said, bool(denials)), sentence, ids, said, civilians)


def _list_said(tellings: Sequence[Telling], counted: Sequence[Telling], whole: Bounds) -> tuple[StatusSaid, ...]:
    """What each speaker says the dead were: by the words with which it counts them, or of all of them at once."""
    by_speaker: dict[tuple[str, str], list[Telling]] = {}
    for t in counted:
        if t.traits.role in _CALLED:
            by_speaker.setdefault((t.origin.key, str(t.traits.role)), []).append(t)
    found: dict[tuple[str, str], StatusSaid] = {}
    for (_, status), group in sorted(by_speaker.items()):
        low, _, high, _, _ = choose_figure(group, whole)
        label = group[0].origin.label
        found[label.casefold(), status] = StatusSaid(label, status, low, high, claim_ids(group))
    for t in tellings:
        for statement in t.claim.statements:
            if statement.status is not None:
                label = statement.source.name if statement.source else f"report {t.claim.document}"
                one = StatusSaid(label, statement.status.value, whole.low, whole.high, (t.claim.id,))
                found.setdefault((label.casefold(), statement.status.value), one)
    return tuple(found.values())


def _count_civilians(said: Sequence[StatusSaid], whole: Bounds) -> CivilianRange | None:
    """The lowest and highest number of civilians that follows from what speakers say: who calls all that are dead
    fighters says that none was a civilian."""
    told = [(each.low, each.high) for each in said if each.status == "civilian"]
    told += [
        (max(0, whole.low - each.high), max(0, whole.low - each.high))
        for each in said
        if each.status == "combatant" and each.high >= whole.low
    ]
    return CivilianRange(min(low for low, _ in told), max(high for _, high in told)) if told else None


def _find_state(said: Sequence[StatusSaid], is_denied: bool) -> str:
    """How the words on status stand to one another: two speakers disagree if they give other numbers for one status, or
    each calls all it counts something else."""
    by_status: dict[str, dict[str, tuple[int, int]]] = {}
    for each in said:
        by_status.setdefault(each.status, {})[each.speaker] = (each.low, each.high)
    speakers = {each.speaker for each in said}
    differ = any(len(set(numbers.values())) > 1 for numbers in by_status.values())
    opposed = len(by_status) > 1 and any(
        set(one).isdisjoint(other)
        for status, one in by_status.items()
        for another, other in by_status.items()
        if status < another
    )
    if is_denied or differ or opposed:
        return "disputed"
    return "agreed" if len(speakers) > 1 else "stated"


_WORDS = {
    Outcome.KILLED: "dead", Outcome.INJURED: "injured", Outcome.CASUALTIES: "killed or injured",
}  # fmt: skip


def _write_whole(counted: Sequence[Telling], outcome: Outcome, whole: Bounds) -> str:
    number = write_number(whole.low, whole.high, whole.open)
    word = _WORDS.get(outcome, outcome.value)
    speakers = len({t.origin.key for t in counted})
    is_agreed = whole.low == whole.high and speakers > 1
    return f"{number} {word}, on which {speakers} origins agree" if is_agreed else f"{number} {word}"
