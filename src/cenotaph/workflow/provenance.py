"""With what a reading was made, so that a difference between two readings can be laid to its cause."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cenotaph.actors.register import Register
from cenotaph.claims.claim import Claim
from cenotaph.claims.engine import ENGINE
from cenotaph.claims.lexicon import load_lexicon
from cenotaph.gazetteer.index import Gazetteer

# The form of a saved reading; a change that an older program could not load gives it another number.
FORM = 1


@dataclass(frozen=True, slots=True)
class Provenance:
    """`engine` read the claims, with the versions of `lexicons` by language, of the `gazetteer`'s index and of the
    register of `actors`; `profile` and `as_of` are the rules and the day by which they were reconciled;
    `min_confidence` is the least sure claim that was kept."""

    form: int = FORM
    engine: str = ENGINE
    lexicons: Mapping[str, str] = field(default_factory=dict)
    gazetteer: str = ""
    actors: str = ""
    profile: str = "plain"
    as_of: dt.date | None = None
    min_confidence: float = 0


def record_provenance(languages: Iterable[str], gazetteer: Gazetteer, register: Register) -> Provenance:
    """With what documents in these languages, all of which have packs, are read here and now."""
    state = gazetteer.state
    return Provenance(
        lexicons={code: load_lexicon(code).version for code in sorted(languages)},
        gazetteer=f"{state.version}+{state.imports}" if state else "",
        actors=register.digest,
    )


def name_areas(claims: Iterable[Claim], gazetteer: Gazetteer) -> dict[str, str]:
    """The names of the areas that the places of claims are or lie in, by id; an id that the index lacks is left out."""
    ids = {area for claim in claims for place in claim.places for area in (*place.within, *filter(None, (place.area,)))}
    found = {area: gazetteer.get(area) for area in sorted(ids)}
    return {area: place.name for area, place in found.items() if place is not None}
