"""Which origins are parties to a harm: their zeros and denials are shown and set no bound."""

from collections.abc import Sequence

from cenotaph.claims.claim import ClaimKind
from cenotaph.incidents.tellings import Telling
from cenotaph.values.actor import SourceKind

# Kinds that may speak for a state that is accused, where they share a word of its name.
_SPOKESMEN = (SourceKind.OFFICIAL, SourceKind.STATE_MEDIA, None)
_SHORTEST = 4  # letters of a word that can tell a party by: "of" and "the" cannot


def find_parties(tellings: Sequence[Telling]) -> frozenset[str]:
    """The keys of the origins that are accused of the harm, speak for those who are, or fight."""
    accused = {actor.name.casefold() for t in tellings for actor in t.claim.actors if actor.role == "perpetrator"}
    words = {word for name in accused for word in name.split() if len(word) >= _SHORTEST}
    return frozenset(t.origin.key for t in tellings if _is_party(t, words))


def _is_party(telling: Telling, accused: set[str]) -> bool:
    origin = telling.origin
    is_denying = telling.kind is ClaimKind.DENIAL and not telling.claim.withdrawn
    if origin.kind is SourceKind.BELLIGERENT or is_denying:
        return True
    if origin.own or origin.kind not in _SPOKESMEN:
        return False
    return bool(accused & set(origin.label.casefold().split()))
