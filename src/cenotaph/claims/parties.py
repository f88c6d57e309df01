"""Who is said to have acted: parties named before an act or after "by", always with how it is laid at their door."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import Actor
from cenotaph.claims.identities import Named
from cenotaph.claims.rules import Finding
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.actor import ActorKind, Attribution

# How far after an act its "by ..." may begin, in units.
_REACH = 4


class PartySpan(NamedTuple):
    """A party that a sentence names, and its tokens, from `first` up to `last` (exclusive)."""

    first: int
    last: int
    actor: Actor


_NAMES = frozenset({"party", "cause_word", "carrier"})
_MANNERS = (
    ("denied", Attribution.DENIED),
    ("claimed", Attribution.CLAIMED),
    ("conceded", Attribution.CONCEDED),
)


def find_actors(
    analysis: Analysis,
    finding: Finding,
    gazetteer: Gazetteer,
    spoken: frozenset[int],
    named: Mapping[int, Named],
) -> tuple[Actor, ...]:
    """The parties a sentence names for a finding. `spoken` are tokens that name a speaker, who is no party by that;
    `named` the parties of the register, by their first token."""
    units, sentence = analysis.tagged, analysis.sentence
    act = analysis.units[finding.act] if finding.act >= 0 else analysis.units[finding.who]
    manner = find_manner(units)

    def read(i: int) -> Actor | None:
        known = named.get(units[i].first)
        lead = _find_lead(units, i)
        if lead > 0 and units[lead].has("by") and _is_no_act(units[lead - 1]):
            return None
        if units[i].first >= act.first and not _follows_by(units, i, act) and not (known and _is_blamed(units, i)):
            return None
        if known is None:
            return _read_party(units, i, sentence, gazetteer, manner)
        return None if _is_governed(units, i, act) else make_named(known, sentence, manner)

    return collect_actors(analysis, finding, spoken, _NAMES, read, named)


def collect_actors(
    analysis: Analysis,
    finding: Finding,
    spoken: frozenset[int],
    naming: frozenset[str],
    read: Callable[[int], Actor | None],
    named: Mapping[int, Named],
) -> tuple[Actor, ...]:
    """The parties that `read` finds at the units of a sentence that have a class of `naming` or begin a name of
    `named`, each name once; none in the words that name a speaker or the people harmed."""
    people = analysis.units[finding.who]
    found: dict[str, Actor] = {}
    end = -1
    for k, unit in enumerate(analysis.tagged):
        if unit.first == end and unit.has("party"):
            end = unit.last  # "Northern Front fighters" are the Front
        if unit.first < end or unit.first in spoken or people.first <= unit.first < people.last:
            continue
        if unit.first in named:
            end = named[unit.first].last
        elif unit.classes.isdisjoint(naming):
            continue
        actor = read(k)
        if actor is not None:
            found.setdefault(actor.name, actor)
    return tuple(found.values())


def list_parties(analysis: Analysis, gazetteer: Gazetteer, named: Mapping[int, Named]) -> list[PartySpan]:
    """Every party a sentence names, in order, whatever it did: names of the register, kinds of armed actors, and
    countries by name ("Valdora denied it")."""
    units, sentence = analysis.tagged, analysis.sentence
    found: list[PartySpan] = []
    end = -1
    for k, unit in enumerate(units):
        known = named.get(unit.first)
        if known is not None:
            found.append(PartySpan(known.first, known.last, make_named(known, sentence, Attribution.ALLEGED)))
            end = known.last
        elif unit.first == end and unit.has("party"):
            end = unit.last  # "Northern Front fighters" are the Front
        elif unit.first >= end and not unit.classes.isdisjoint(_NAMES):
            actor = _read_party(units, k, sentence, gazetteer, Attribution.ALLEGED)
            if actor is not None:
                found.append(PartySpan(unit.first, unit.last, actor))
        elif unit.first >= end and unit.has("name"):
            text = sentence.slice(unit.first, unit.last)
            code = gazetteer.country_named(text)
            country = gazetteer.get(code) if code else None
            if country is not None:
                found.append(PartySpan(unit.first, unit.last, Actor(text, country.name, "perpetrator", None)))
    return found


def find_manner(units: list[Unit]) -> Attribution:
    """How a sentence lays an act at a party's door: as alleged, unless its words say more."""
    classes = frozenset[str]().union(*(unit.classes for unit in units))
    return next((way for cls, way in _MANNERS if cls in classes), Attribution.ALLEGED)


def make_named(named: Named, sentence: Sentence, manner: Attribution) -> Actor:
    """The party of the register as an actor, who is identified when the day of the claim is known."""
    return Actor(sentence.slice(named.first, named.last), named.name, "perpetrator", manner)


def _is_governed(units: list[Unit], i: int, act: Unit) -> bool:
    """True for a party before an act that stands after a preposition and so did not act: "in the town held by the
    Front", "north of the Front's lines"; not in "shelling by the Front", "blamed on the Front", "between the Front and
    the army"."""
    if units[i].first >= act.first:
        return False
    k = _find_lead(units, i)
    if k < 0 or units[k].classes.isdisjoint(_GOVERNING):
        return False
    before = units[k - 1] if k else None
    if units[k].has("by"):
        return before is None or before.classes.isdisjoint(_ACTS)
    return units[k].field("locates") != "on" or before is None or before.classes.isdisjoint(_LAYING)


def _find_lead(units: list[Unit], i: int) -> int:
    """The index of the word before the name at unit `i` and what belongs to it, "by" in "by the army"; -1 if there is
    none."""
    k = i - 1
    while k >= 0 and units[k].classes & _BEFORE_NAME:
        k -= 1
    return k


def _is_blamed(units: list[Unit], i: int) -> bool:
    """True for a party after "blamed on", "attributed to"."""
    k = _find_lead(units, i)
    return k >= 0 and (units[k].has("alleged") or (k > 0 and units[k].has("upon") and units[k - 1].has("alleged")))


_BEFORE_NAME = frozenset({"determiner", "modifier", "possessive"})
_GOVERNING = frozenset({"preposition", "of", "by", "for"})
# What a "by" may stand after: an act, a weapon or the words that lay it at somebody's door.
_ACTS = frozenset({"cause_word", "act_past", "act_participle", "harm_participle", "harm_noun", "alleged", "claimed"})
# What "on" and "between" may stand after: "blamed on", "clashes between".
_LAYING = frozenset({"alleged", "cause_word"})


def _follows_by(units: list[Unit], i: int, act: Unit) -> bool:
    """True if a "by" shortly before unit `i` stands after the act ("killed by government troops")."""
    for j in range(i - 1, max(-1, i - 1 - _REACH), -1):
        if units[j].first < act.first:
            return False
        if units[j].has("by"):
            return j == 0 or not _is_no_act(units[j - 1])
    return False


def _is_no_act(unit: Unit) -> bool:
    """True for what is not the harm, whoever did it: "the strike that killed nine had been asked for by the army",
    "found dead by soldiers", "identified by police as"."""
    is_found = unit.marks("found") or (unit.has("recover_participle") and not unit.has("leave_participle"))
    return is_found or not unit.classes.isdisjoint(_NO_ACTS)


_NO_ACTS = frozenset({"asked", "identified_participle"})


def _read_party(
    units: list[Unit], i: int, sentence: Sentence, gazetteer: Gazetteer, manner: Attribution
) -> Actor | None:
    """The party at unit `i`: a country by its people's name, a named group, or a kind of armed actor."""
    unit = units[i]
    first = i
    while first > 0 and i - first < 4 and (units[first - 1].has("name") or units[first - 1].has("modifier")):
        first -= 1
    text = sentence.text[sentence.tokens[units[first].first].start : sentence.tokens[unit.last - 1].end]
    kind = unit.field("kind", "party")
    for each in units[first:i]:
        # "Iraqi insurgents" are not Iraq.
        if each.has("name") and kind != ActorKind.ARMED_GROUP:
            word = sentence.text[sentence.tokens[each.first].start : sentence.tokens[each.last - 1].end]
            code = gazetteer.country_of_demonym(word) or gazetteer.country_named(word)
            country = gazetteer.get(code) if code else None
            if country is not None:
                return Actor(text, country.name, "perpetrator", manner)
    if not unit.has("party") or unit.has("cause_word") or unit.has("carrier"):
        return None
    name = unit.field("name", "party") or " ".join(text.split())
    return Actor(text, name, "perpetrator", manner, kind=ActorKind(kind) if kind else None)
