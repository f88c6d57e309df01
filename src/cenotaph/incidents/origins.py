"""Origins: the independent speakers that claims go back to, whatever outlets they came through."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim, Source
from cenotaph.incidents.copies import group_copies
from cenotaph.values.actor import SourceKind
from cenotaph.values.names import fold_name

# Words that do not tell one speaker from another.
_LIGHT_WORDS = frozenset({"the", "a", "an", "of", "for", "in", "on", "and", "local", "its", "their", "some"})
# Kinds of lasting bodies, whose short names ("the Observatory") and initials may be taken for the long ones.
_BODIES = frozenset({SourceKind.MONITOR, SourceKind.NGO, SourceKind.UN, SourceKind.STATE_MEDIA, SourceKind.MEDICAL})


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent speaker. `label` is how a sentence names it; `own` is True for an outlet's own voice."""

    key: str
    label: str
    kind: SourceKind | None
    own: bool


@lru_cache(maxsize=20_000)
def _name_key(name: str) -> str:
    folded = fold_name(name).split()
    return " ".join(word for word in folded if word not in _LIGHT_WORDS) or " ".join(folded)


def name_speaker(source: Source) -> str:
    """The speaker's name folded, without the words that do not tell speakers apart."""
    return _name_key(source.name or source.text)


def find_voices(documents: Sequence[Document], sketches: Sequence[frozenset[int]]) -> list[Origin]:
    """Whose voice each document's own words are: the publisher, else the host of its address, else the first
    document it is a copy of, else itself. A copy always speaks with the voice of the first text."""
    first_of = group_copies(sketches) if len(documents) > 1 else list(range(len(documents)))
    return [_voice_of(documents[first]) for first in first_of]


def _voice_of(document: Document) -> Origin:
    if document.publisher and document.publisher.strip():
        return Origin("outlet:" + _name_key(document.publisher), document.publisher.strip(), SourceKind.MEDIA, True)
    host = (urlsplit(document.url).hostname or "") if document.url else ""
    if host:
        host = host.removeprefix("www.")
        return Origin("host:" + host, host, SourceKind.MEDIA, True)
    return Origin("document:" + document.id, f"report {document.id}", SourceKind.MEDIA, True)


def find_speakers(claims: Iterable[Claim]) -> dict[tuple[str, SourceKind | None], Origin]:
    """The origins of the speakers that claims name, by (name folded, kind).

    One name with and without a kind is one speaker; a short name or initials of a lasting body are the body's if
    exactly one is meant. A name under two kinds is two speakers.
    """
    labels: dict[tuple[str, SourceKind | None], str] = {}
    for claim in claims:
        if claim.source is not None:
            key = (name_speaker(claim.source), claim.source.kind)
            said = claim.source.name or claim.source.text
            if key not in labels or (-len(said), said) < (-len(labels[key]), labels[key]):
                labels[key] = said
    kinds: dict[str, set[SourceKind]] = defaultdict(set)
    for name, kind in labels:
        if kind is not None:
            kinds[name].add(kind)
    longer = _long_names(labels)
    found = {}
    for name, kind in labels:
        full = name, kind
        if kind is None and len(kinds[name]) == 1:
            full = name, next(iter(kinds[name]))
        full = longer.get(full, full)
        found[name, kind] = Origin(f"speaker:{full[0]}|{full[1] or ''}", labels[full], full[1], False)
    return found


def _long_names(
    labels: dict[tuple[str, SourceKind | None], str],
) -> dict[tuple[str, SourceKind | None], tuple[str, SourceKind | None]]:
    bodies = [(name, kind, set(name.split())) for name, kind in labels if kind in _BODIES]
    found: dict[tuple[str, SourceKind | None], tuple[str, SourceKind | None]] = {}
    for name, kind, words in bodies:
        fuller = [
            (other, other_kind)
            for other, other_kind, other_words in bodies
            if kind == other_kind
            and name != other
            and (words < other_words or _is_initials(name, labels[other, other_kind]))
        ]
        longest = [
            item
            for item in fuller
            if not any(item[0] != o[0] and set(item[0].split()) < set(o[0].split()) for o in fuller)
        ]
        if len(longest) == 1:
            found[name, kind] = longest[0]
    return found


def _is_initials(short: str, long: str) -> bool:
    words = fold_name(long).split()
    return (
        len(short) > 2
        and " " not in short
        and short
        in {
            "".join(word[0] for word in words),
            "".join(word[0] for word in words if word not in _LIGHT_WORDS),
        }
    )
