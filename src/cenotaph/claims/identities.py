"""Which party of the register an actor is: names found in a sentence, and the row that is meant on a day."""

import datetime as dt
import re
from dataclasses import replace
from typing import NamedTuple

from cenotaph.actors.party import Party
from cenotaph.actors.register import Register
from cenotaph.claims.claim import Actor
from cenotaph.claims.sentences import Sentence
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.actor import ActorKind

_ARABIC = re.compile(r"[\u0620-\u064a]")


class Named(NamedTuple):
    """A party named in a sentence: its tokens, from `first` up to `last` (exclusive), and its name in the register."""

    first: int
    last: int
    name: str


def find_named(sentence: Sentence, register: Register) -> dict[int, Named]:
    """The parties of the register that a sentence names, by the token that each begins with; a name within a word
    ("Northern-Front-held") is none."""
    mentions = register.find_mentions(sentence.text, sentence.start, sentence.end, is_caps=sentence.is_caps)
    if not mentions:
        return {}
    starts = {token.start: k for k, token in enumerate(sentence.tokens)}
    for k, token in enumerate(sentence.tokens):
        if _ARABIC.match(token.text):
            # A preposition written on to a name that the pack does not know is not parted from it.
            starts |= dict.fromkeys(range(token.start, token.end), k)
    ends = {token.end: k + 1 for k, token in enumerate(sentence.tokens)}
    found = {}
    for mention in mentions:
        first = starts.get(mention.start)
        last = ends.get(mention.end)
        if first is not None and last is not None:
            found[first] = Named(first, last, mention.name)
    return found


def identify_actor(actor: Actor, register: Register, gazetteer: Gazetteer, day: dt.date | None) -> Actor:
    """The actor with its id, neutral name, kind and country, as far as the register knows them on a day.

    Where two parties may be meant it keeps its own name and has no id.
    """
    code = gazetteer.country_named(actor.name)
    found = register.find_forces(code, day) if code is not None else register.find(actor.name, day)
    if not found:
        kind = ActorKind.STATE_FORCES if code is not None else actor.kind
        return replace(actor, kind=kind, country=code or actor.country)
    if len(found) == 1:
        return _make_known(actor, found[0])
    names, kinds, countries = {p.name for p in found}, {p.kind for p in found}, {p.country for p in found}
    return replace(
        actor,
        name=found[0].name if len(names) == 1 else actor.name,
        kind=found[0].kind if len(kinds) == 1 else None,
        country=found[0].country if len(countries) == 1 else None,
    )


def _make_known(actor: Actor, party: Party) -> Actor:
    return replace(actor, name=party.name, id=party.id, kind=party.kind, country=party.country)


def identify_actors(
    actors: tuple[Actor, ...], register: Register, gazetteer: Gazetteer, day: dt.date | None
) -> tuple[Actor, ...]:
    """The same for the actors of one claim, each once: two names of one party are one actor."""
    found: dict[tuple[str, str], Actor] = {}
    for each in actors:
        actor = identify_actor(each, register, gazetteer, day)
        found.setdefault((actor.key, actor.role), actor)
    return tuple(found.values())
