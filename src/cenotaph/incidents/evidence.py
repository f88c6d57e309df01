"""Evidence: a toll and what it was made from, on the way from words to incidents."""

from dataclasses import dataclass, field

from cenotaph.incidents.incident import Toll
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.words import Word


@dataclass(frozen=True, slots=True)
class Evidence:
    """A toll and what it was made from. `words` are the origins' words that count; `parts_only`: nobody gave a
    figure for the whole, so the toll is what the people and vague words told of come to; `apart` how many combatants a
    rule profile counts apart from the toll."""

    toll: Toll
    words: tuple[Word, ...]
    parts_only: bool
    vague: bool
    tellings: tuple[Telling, ...] = field(default=(), repr=False)
    apart: int = 0
