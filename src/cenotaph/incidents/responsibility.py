"""Judging who is alleged: for each actor what is said of its part, by whom, and what it says itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cenotaph.claims.claim import Actor, ClaimKind
from cenotaph.incidents.judgements import ActorJudgement, Responsibility
from cenotaph.incidents.reasons import claim_ids, join_names
from cenotaph.incidents.tellings import Telling
from cenotaph.values.actor import Attribution, Denied

_OWN = {Attribution.CLAIMED: "claimed it", Attribution.CONCEDED: "conceded it"}
_DENIED = {
    Denied.ATTACK: "that there was an attack", Denied.HARM: "that anyone was harmed",
    Denied.STATUS: "that they were civilians", Denied.RESPONSIBILITY: "responsibility",
}  # fmt: skip


@dataclass(slots=True)
class _Case:
    """What is said of one actor, gathered."""

    actor: Actor
    accusers: dict[str, str] = field(default_factory=dict)
    own: set[Attribution] = field(default_factory=set)
    denies: list[Denied] = field(default_factory=list)
    deniers: dict[str, str] = field(default_factory=dict)
    tellings: list[Telling] = field(default_factory=list)


def judge_responsibility(tellings: Sequence[Telling]) -> Responsibility:
    """Who is alleged to have done the harm, each actor apart.

    Contested is an actor beside whom another one is accused by other speakers, where the two cannot be one; denied one
    that is accused, or not, and denies its part.
    """
    cases = _gather_cases(tellings)
    if not cases:
        return Responsibility("none_named", "No report says who did it.", ())
    judged = tuple(_judge_actor(case, cases) for case in cases)
    state = "one_named" if len(judged) == 1 else "several_named"
    ids = tuple(dict.fromkeys(i for each in judged for i in each.claims))
    return Responsibility(state, " ".join(each.sentence for each in judged), ids, judged)


def _gather_cases(tellings: Sequence[Telling]) -> list[_Case]:
    cases: dict[str, _Case] = {}
    for t in tellings:
        for actor in t.claim.actors:
            if actor.role != "perpetrator" or t.kind is ClaimKind.DENIAL:
                continue
            case = cases.setdefault(actor.key, _Case(actor))
            case.tellings.append(t)
            if actor.attribution in (None, Attribution.ALLEGED, Attribution.CONTESTED):
                case.accusers[t.origin.label.casefold()] = t.origin.label
            elif actor.attribution is Attribution.DENIED:
                case.denies.append(Denied.RESPONSIBILITY)
            else:
                case.own.add(actor.attribution)
        for statement in t.claim.statements:
            named = statement.actor
            if named is None:
                continue
            case = cases.setdefault(named.key, _Case(named))
            case.tellings.append(t)
            if named.attribution is Attribution.ALLEGED:
                accuser = statement.source.name if statement.source else f"report {t.claim.document}"
                case.accusers[accuser.casefold()] = accuser
            elif statement.denies is not None:
                case.denies.append(statement.denies)
                case.deniers[named.key] = named.name
            elif named.attribution is not None:
                case.own.add(named.attribution)
    return list(cases.values())


def _judge_actor(case: _Case, cases: Sequence[_Case]) -> ActorJudgement:
    state = _find_state(case, cases)
    name = case.actor.name
    accusers = tuple(sorted(set(case.accusers.values())))
    deniers = tuple(case.deniers.values()) or ((name,) if case.denies else ())
    denies = tuple(dict.fromkeys(case.denies))
    parts = [f"accused by {join_names(accusers)}"] if accusers else []
    said = [_OWN[way] for way in (Attribution.CLAIMED, Attribution.CONCEDED) if way in case.own]
    if denies:
        said.append(f"denied {join_names([_DENIED[each] for each in denies])}")
    parts += [f"itself {' and '.join(said)}"] if said else []
    sentence = f"{name[:1].upper()}{name[1:]}: {'; '.join(parts)}"
    if state is Attribution.CONTESTED:
        others = [c.actor.name for c in cases if c is not case and _are_rivals(case, c)]
        sentence += f"; others accuse {join_names(others)}" if others else ""
    actor = replace(case.actor, attribution=state)
    return ActorJudgement(actor, state, accusers, deniers, denies, sentence + ".", claim_ids(case.tellings))


def _find_state(case: _Case, cases: Sequence[_Case]) -> Attribution:
    if case.own and _PART & set(case.denies):
        return Attribution.CONTESTED
    if case.own:
        return Attribution.CLAIMED if Attribution.CLAIMED in case.own else Attribution.CONCEDED
    if any(_are_rivals(case, other) for other in cases):
        return Attribution.CONTESTED
    # Who denies that the dead were civilians does not deny having killed them.
    denies_part = _PART & set(case.denies) or not case.accusers
    return Attribution.DENIED if denies_part else Attribution.ALLEGED


_PART = frozenset({Denied.ATTACK, Denied.RESPONSIBILITY})


def _are_rivals(one: _Case, other: _Case) -> bool:
    """True if different speakers accuse two actors that cannot be one."""
    if one is other or not one.accusers or not other.accusers or not set(one.accusers).isdisjoint(other.accusers):
        return False
    a, b = one.actor, other.actor
    return bool((a.id and b.id and a.id != b.id) or (a.kind and b.kind and a.kind != b.kind))
