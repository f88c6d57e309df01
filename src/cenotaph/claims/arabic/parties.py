"""Arabic parties: who is said to have acted, after an act, a weapon or "at the hands of", always with how it is laid at
their door."""

from collections.abc import Mapping

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import Actor
from cenotaph.claims.identities import Named
from cenotaph.claims.parties import PartySpan, collect_actors, find_manner, make_named
from cenotaph.claims.rules import Finding
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.actor import ActorKind, Attribution

# Units from a weapon or act back to which a party is looked for ("قصف مدفعي مصدره مناطق سيطرة").
_REACH = 4
# What may stand between a weapon or act and the party: nothing that tells of where or whom.
_BETWEEN = frozenset({"to", "from", "determiner", "modifier", "act", "common", "cause_word"})
_ACTS = frozenset({"cause_word", "act", "by", "harm_past"})
# What may name a party: a word of the pack, or the name of a country's people.
_NAMES = frozenset({"party", "word", "modifier"})


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
    manner = find_manner(units)

    def read(k: int) -> Actor | None:
        if not _is_led(units, k):
            return None
        known = named.get(units[k].first)
        return make_named(known, sentence, manner) if known else _read_party(units, k, sentence, gazetteer, manner)

    return collect_actors(analysis, finding, spoken, _NAMES, read, named)


def list_parties(analysis: Analysis, gazetteer: Gazetteer, named: Mapping[int, Named]) -> list[PartySpan]:
    """Every party a sentence names, in order, whatever it did: names of the register and words of the pack."""
    sentence = analysis.sentence
    found: list[PartySpan] = []
    end = -1
    for k, unit in enumerate(analysis.tagged):
        if unit.first < end:
            continue
        known = named.get(unit.first)
        if known is not None:
            actor: Actor | None = make_named(known, sentence, Attribution.ALLEGED)
            end = known.last
        elif unit.has("party"):
            actor = _read_party(analysis.tagged, k, sentence, gazetteer, Attribution.ALLEGED)
            end = unit.last
        else:
            continue
        if actor is not None:
            found.append(PartySpan(unit.first, end, actor))
    return found


def _is_led(units: list[Unit], k: int) -> bool:
    """True if a weapon, an act or "at the hands of" stands shortly before unit `k`."""
    for before in reversed(units[max(0, k - _REACH) : k]):
        if before.classes & _ACTS:
            return True
        if before.classes.isdisjoint(_BETWEEN) and before.classes != {"word"}:
            return False
    return False


def _read_party(
    units: list[Unit], k: int, sentence: Sentence, gazetteer: Gazetteer, manner: Attribution
) -> Actor | None:
    """The party at unit `k`: a country by its people's name, or forces under the name that the record gives them."""
    unit = units[k]
    if not unit.has("party"):
        text = sentence.slice(unit.first, unit.last)
        code = gazetteer.country_of_demonym(text)
        country = gazetteer.get(code) if code is not None else None
        return Actor(text, country.name, "perpetrator", manner) if country is not None else None
    country, last = None, k + 1
    for n in range(k + 1, min(len(units), k + _REACH)):
        # "قوات الاحتلال الروسي", "طائرات حربية روسية"
        if units[n].classes.isdisjoint(_BETWEEN | {"word"}):
            break
        code = gazetteer.country_of_demonym(sentence.slice(units[n].first, units[n].last))
        if code is not None:
            country, last = gazetteer.get(code), n + 1
            break
    text = sentence.slice(unit.first, units[last - 1].last)
    named, kind = unit.field("name", "party"), unit.field("kind", "party")
    if country is not None and named is None:
        return Actor(text, country.name, "perpetrator", manner)
    name = named or " ".join(text.split())
    return Actor(text, name, "perpetrator", manner, kind=ActorKind(kind) if kind else None)
