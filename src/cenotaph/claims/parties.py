"""Who is said to have acted: parties named before an act or after "by", always with how it is laid at their door."""

from collections.abc import Callable

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import Actor
from cenotaph.claims.rules import Finding
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.actor import Attribution

# How far after an act its "by ..." may begin, in units.
_REACH = 4
_NAMES = frozenset({"party", "cause_word"})
_MANNERS = (
    ("denied", Attribution.DENIED),
    ("claimed", Attribution.CLAIMED),
    ("conceded", Attribution.CONCEDED),
)


def find_actors(
    analysis: Analysis, finding: Finding, gazetteer: Gazetteer, spoken: frozenset[int]
) -> tuple[Actor, ...]:
    """The parties a sentence names for a finding. `spoken` are tokens that name a speaker, who is no party by that."""
    units, sentence = analysis.tagged, analysis.sentence
    act = analysis.units[finding.act] if finding.act >= 0 else analysis.units[finding.who]
    manner = find_manner(units)

    def read(i: int) -> Actor | None:
        is_led = units[i].first < act.first or _follows_by(units, i, act)
        return _read_party(units, i, sentence, gazetteer, manner) if is_led else None

    return collect_actors(analysis, finding, spoken, _NAMES, read)


def collect_actors(
    analysis: Analysis,
    finding: Finding,
    spoken: frozenset[int],
    naming: frozenset[str],
    read: Callable[[int], Actor | None],
) -> tuple[Actor, ...]:
    """The parties that `read` finds at the units of a sentence that have a class of `naming`, each name once; none in
    the words that name a speaker or the people harmed."""
    people = analysis.units[finding.who]
    found: dict[str, Actor] = {}
    for k, unit in enumerate(analysis.tagged):
        if unit.classes.isdisjoint(naming) or unit.first in spoken or people.first <= unit.first < people.last:
            continue
        actor = read(k)
        if actor is not None:
            found.setdefault(actor.name, actor)
    return tuple(found.values())


def find_manner(units: list[Unit]) -> Attribution:
    """How a sentence lays an act at a party's door: as alleged, unless its words say more."""
    return next((way for cls, way in _MANNERS if any(unit.has(cls) for unit in units)), Attribution.ALLEGED)


def _follows_by(units: list[Unit], i: int, act: Unit) -> bool:
    """True if a "by" shortly before unit `i` stands after the act ("killed by government troops")."""
    for j in range(i - 1, max(-1, i - 1 - _REACH), -1):
        if units[j].first < act.first:
            return False
        if units[j].has("by"):
            return True
    return False


def _read_party(
    units: list[Unit], i: int, sentence: Sentence, gazetteer: Gazetteer, manner: Attribution
) -> Actor | None:
    """The party at unit `i`: a country by its people's name, a named group, or a kind of armed actor."""
    unit = units[i]
    first = i
    while first > 0 and i - first < 4 and (units[first - 1].has("name") or units[first - 1].has("modifier")):
        first -= 1
    text = sentence.text[sentence.tokens[units[first].first].start : sentence.tokens[unit.last - 1].end]
    for each in units[first:i]:
        if each.has("name"):
            word = sentence.text[sentence.tokens[each.first].start : sentence.tokens[each.last - 1].end]
            code = gazetteer.country_of_demonym(word) or gazetteer.country_named(word)
            country = gazetteer.get(code) if code else None
            if country is not None:
                return Actor(text, country.name, "perpetrator", manner)
    if not unit.has("party") or unit.has("cause_word"):
        return None
    return Actor(text, " ".join(text.split()), "perpetrator", manner)
