"""Coding an incident: the first rule of each code that fits what its claims tell, with the claims it rests on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from cenotaph.claims.claim import Actor, ClaimKind
from cenotaph.incidents.codes import Code, Codes
from cenotaph.incidents.coding_rules import CodingBook, CodingRule, load_coding
from cenotaph.incidents.reasons import claim_ids, join_names
from cenotaph.incidents.tellings import Telling
from cenotaph.values.actor import ActorKind, Denied

_STATES = frozenset({ActorKind.STATE_FORCES, ActorKind.EXTERNAL_FORCES})
_UNARMED = frozenset({ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS})


@dataclass(slots=True)
class Facts:
    """What the claims of an event tell that a rule may ask for, each with the claims that tell it. `parties` are its
    actors, by key."""

    weapons: dict[str, list[Telling]] = field(default_factory=lambda: defaultdict(list))
    outcomes: dict[str, list[Telling]] = field(default_factory=lambda: defaultdict(list))
    targets: dict[str, list[Telling]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, list[Telling]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, list[Telling]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[str, Actor] = field(default_factory=dict)
    told: dict[str, list[Telling]] = field(default_factory=lambda: defaultdict(list))
    is_status_disputed: bool = False


def code_incident(tellings: Sequence[Telling], book: CodingBook | None = None) -> Codes:
    """The codes of the event that some claims tell of; what no rule gives stays None."""
    rules = book or load_coding()
    facts = gather_facts(tellings)
    event, rested = _choose(rules, facts, "event")
    targeting, aimed = _choose(rules, facts, "civilian_targeting")
    violence, fought = _choose(rules, facts, "type_of_violence")
    civilian = _make_code(targeting, targeting.value, aimed) if targeting else None
    first, second = _code_sides(facts, rules, civilian)
    return Codes(
        _make_code(event, event.event_type, rested) if event else None,
        _make_code(event, event.sub_event_type, rested) if event and event.sub_event_type else None,
        _make_code(event, event.disorder_type, rested) if event and event.disorder_type else None,
        civilian,
        first,
        second,
        _join_sides(first, second),
        _make_code(violence, violence.value, fought) if violence else None,
    )


def gather_facts(tellings: Sequence[Telling]) -> Facts:
    """What the claims tell; denials tell nothing here. A state's forces in another country are external forces."""
    facts = Facts()
    countries = {p.country for t in tellings for p in t.claim.places if p.country}
    for t in tellings:
        if t.kind is ClaimKind.DENIAL:
            continue
        if t.weapon:
            facts.weapons[t.weapon].append(t)
        facts.outcomes[t.outcome.value].append(t)
        for target in t.claim.targets:
            facts.targets[target.kind].append(t)
        if t.traits.role and t.high > 0:
            facts.roles["combatant" if t.traits.role == "police" else t.traits.role].append(t)
        for actor in t.claim.accused:
            facts.parties.setdefault(actor.key, actor)
            facts.told[actor.key].append(t)
            if (kind := find_kind(actor, countries)) is not None:
                facts.kinds[kind.value].append(t)
        for statement in t.claim.statements:
            if statement.status is not None:
                facts.roles[statement.status.value].append(t)
    said = [s for t in tellings for s in t.claim.statements]
    facts.is_status_disputed = any(s.denies is Denied.STATUS for s in said) or (
        any(s.status is not None for s in said) and {"civilian", "combatant"} <= facts.roles.keys()
    )
    return facts


def find_kind(actor: Actor, countries: set[str]) -> ActorKind | None:
    """The kind of an actor where the event happened: a state's forces outside their own country are external."""
    abroad = actor.country is not None and countries and actor.country not in countries
    return ActorKind.EXTERNAL_FORCES if actor.kind is ActorKind.STATE_FORCES and abroad else actor.kind


def _choose(book: CodingBook, facts: Facts, code: str) -> tuple[CodingRule | None, list[Telling]]:
    for rule in book.rules:
        if rule.code == code and (rested := _fit(rule, facts)) is not None:
            return rule, rested
    return None, []


def _fit(rule: CodingRule, facts: Facts) -> list[Telling] | None:
    """The claims on which a rule rests if all its conditions hold, else None."""
    rested: list[Telling] = []
    asked = (
        (rule.weapons, facts.weapons),
        (rule.outcomes, facts.outcomes),
        (rule.actors, facts.kinds),
        (rule.targets, facts.targets),
    )
    for words, found in asked:
        if words:
            held = [t for word in words for t in found.get(word, ())]
            if not held:
                return None
            rested += held
    if any(weapon in facts.weapons for weapon in rule.without_weapons):
        return None
    if rule.only_outcomes and facts.outcomes.keys() - set(rule.outcomes):
        return None
    for condition, find in ((rule.victims, _find_victims), (rule.sides, _find_sides)):
        if condition:
            held_by = find(condition, facts)
            if held_by is None:
                return None
            rested += held_by
    return sorted({id(t): t for t in rested}.values(), key=lambda t: t.number)


def _find_victims(condition: str, facts: Facts) -> list[Telling] | None:
    if facts.is_status_disputed:
        return None
    civilians, combatants = facts.roles.get("civilian", []), facts.roles.get("combatant", [])
    if condition == "no_combatants":
        return None if combatants else []
    some, none = (civilians, combatants) if condition == "civilians" else (combatants, civilians)
    return some if some and not none else None


def _find_sides(condition: str, facts: Facts) -> list[Telling] | None:
    """The claims by which two armed sides fought: both are named, or one is and fighters were harmed."""
    armed = [a for a in facts.parties.values() if a.kind is not None and a.kind not in _UNARMED]
    states = [a for a in armed if a.kind in _STATES]
    others = [a for a in armed if a.kind not in _STATES]
    fighters = [] if facts.is_status_disputed else facts.roles.get("combatant", [])
    fought = facts.weapons.get("clashes", [])
    told = [t for a in armed for t in facts.told[a.key]]
    if condition == "state_and_armed":
        opposed = len(states) > 1 or (states and others)
        is_so = bool((fought and opposed) or (states and fighters and (not others or fought)))
    else:
        is_so = bool(fought and len(others) > 1 and not states)
    return [*told, *fighters, *fought] if is_so else None


def _code_sides(facts: Facts, book: CodingBook, targeting: Code | None) -> tuple[Code | None, Code | None]:
    """The inter codes of the one side and the other, as far as exactly one kind is told of each."""
    countries = {p.country for ts in facts.outcomes.values() for t in ts for p in t.claim.places if p.country}
    coded: dict[int, list[Actor]] = defaultdict(list)
    for actor in facts.parties.values():
        kind = find_kind(actor, countries)
        if kind is not None and kind.value in book.inter:
            coded[book.inter[kind.value]].append(actor)
        else:
            return None, _code_civilians(book, targeting)
    sides = [
        Code(
            number, "acled.inter",
            f"{join_names([a.name for a in actors])}: {find_kind_word(book, number)}.",
            claim_ids([t for a in actors for t in facts.told[a.key]]),
        )
        for number, actors in sorted(coded.items())
    ]  # fmt: skip
    if len(sides) == 1 and len(coded[int(sides[0].value)]) == 1:
        return sides[0], _code_civilians(book, targeting)
    if len(sides) == 2 and "clashes" in facts.weapons:
        return sides[0], sides[1]
    return None, _code_civilians(book, targeting)


def find_kind_word(book: CodingBook, number: int) -> str:
    """The words for an inter code."""
    return next(kind for kind, code in book.inter.items() if code == number).replace("_", " ")


def _code_civilians(book: CodingBook, targeting: Code | None) -> Code | None:
    if targeting is None:
        return None
    return Code(book.inter["civilians"], "acled.inter", f"Civilians: {targeting.reason}", targeting.claims)


def _join_sides(first: Code | None, second: Code | None) -> Code | None:
    """The lowest joint number of two inter codes."""
    if first is None or second is None:
        return None
    low, high = sorted((int(first.value), int(second.value)))
    claims = tuple(dict.fromkeys((*first.claims, *second.claims)))
    return Code(low * 10 + high, "acled.interaction", f"The lowest joint number of {low} and {high}.", claims)


def _make_code(rule: CodingRule, value: str | int, rested: Sequence[Telling]) -> Code:
    return Code(value, rule.id, f"{rule.reason[:1].upper()}{rule.reason[1:]} ({rule.source}).", claim_ids(rested))
