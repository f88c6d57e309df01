"""Origins: the independent speakers that claims go back to, whatever outlets they came through."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from cenotaph.claims.claim import Claim, Source
from cenotaph.incidents.bodies import find_body, key_words
from cenotaph.incidents.notes import DocumentNote
from cenotaph.values.actor import SourceKind
from cenotaph.values.names import fold_name

# Kinds of lasting bodies, whose short names ("the Observatory") and initials may be taken for the long ones.
_BODIES = frozenset({SourceKind.MONITOR, SourceKind.NGO, SourceKind.UN, SourceKind.STATE_MEDIA, SourceKind.MEDICAL})

Speaker = tuple[str, SourceKind | None]


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent speaker. `label` is how a sentence names it; `own` is True for an outlet's own voice."""

    key: str
    label: str
    kind: SourceKind | None
    own: bool


@lru_cache(maxsize=20_000)
def _name_key(name: str) -> str:
    body = find_body(name)
    return " ".join(key_words(body.name if body else name))


def fold_speaker(name: str) -> str:
    """A speaker's name folded, without the words that do not tell speakers apart."""
    return _name_key(name)


def name_speaker(source: Source) -> str:
    """The name of a claim's speaker, folded so."""
    return _name_key(source.name or source.text)


def identify_speaker(source: Source) -> Speaker:
    """By what a claim's speaker is known: the name folded, and the kind, which for a known body is always its own."""
    body = find_body(source.name or source.text)
    return name_speaker(source), body.kind if body else source.kind


def _label_speaker(source: Source) -> str:
    """How a sentence names the speaker: a known body by its name, others as the report does."""
    said = source.name or source.text
    body = find_body(said)
    return body.name if body else said


def find_own_voice(document: DocumentNote) -> Origin:
    """Whose voice a document's own words are, whatever it is a copy of: the publisher, else the host of its address,
    else the report itself."""
    if document.publisher and document.publisher.strip():
        return Origin("outlet:" + _name_key(document.publisher), document.publisher.strip(), SourceKind.MEDIA, True)
    host = (urlsplit(document.url).hostname or "") if document.url else ""
    if host:
        host = host.removeprefix("www.")
        return Origin("host:" + host, host, SourceKind.MEDIA, True)
    return Origin("document:" + document.id, f"report {document.id}", SourceKind.MEDIA, True)


def find_speakers(claims: Iterable[Claim], voices: Sequence[Origin] = ()) -> dict[Speaker, Origin]:
    """The origins of the speakers that claims name, by (name folded, kind).

    One name with and without a kind is one speaker; a short name or initials of a lasting body are the body's if
    exactly one is meant. A name under two kinds is two speakers. A speaker who bears the name of an outlet, one of
    `voices`, is that outlet: what others quote it for and what it says itself is one word.
    """
    speakers = _find_bodies(claims)
    outlets = {voice.key.removeprefix("outlet:"): voice.key for voice in voices if voice.key.startswith("outlet:")}
    return {
        (name, kind): replace(origin, key=outlets[name]) if name in outlets else origin
        for (name, kind), origin in speakers.items()
    }


def _find_bodies(claims: Iterable[Claim]) -> dict[Speaker, Origin]:
    labels: dict[Speaker, str] = {}
    for claim in claims:
        if claim.source is not None:
            key = identify_speaker(claim.source)
            said = _label_speaker(claim.source)
            if key not in labels or (-len(said), said) < (-len(labels[key]), labels[key]):
                labels[key] = said
    if len(labels) == 1:
        (((name, kind), label),) = labels.items()
        return {(name, kind): Origin(f"speaker:{name}|{kind or ''}", label, kind, False)}
    kinds: dict[str, set[SourceKind]] = defaultdict(set)
    for name, kind in labels:
        if kind is not None:
            kinds[name].add(kind)
    settled = {
        (name, kind): (name, next(iter(kinds[name])) if kind is None and len(kinds[name]) == 1 else kind)
        for name, kind in labels
    }
    bodies = {full: labels.get(full) or labels[key] for key, full in settled.items()}
    longer = _long_names(bodies)
    found = {}
    for key, full in settled.items():
        name, kind = longer.get(full, full)
        known = kind or full[1]
        found[key] = Origin(f"speaker:{name}|{known or ''}", bodies[name, kind], known, False)
    keys = {o.key.partition("|")[0]: o for o in found.values() if o.kind}
    return {key: keys.get(o.key.partition("|")[0], o) if o.kind is None else o for key, o in found.items()}


def _long_names(bodies: dict[Speaker, str]) -> dict[Speaker, Speaker]:
    """For short names of lasting bodies the one long name that is meant; none where several could be."""
    words = {speaker: set(speaker[0].split()) for speaker in bodies}
    found: dict[Speaker, Speaker] = {}
    for short in bodies:
        fuller = [
            long
            for long in bodies
            if long[0] != short[0]
            and (short[1] == long[1] or None in (short[1], long[1]))
            and (short[1] in _BODIES or long[1] in _BODIES)
            and (words[short] < words[long] or _is_initials(short[0], bodies[long]))
        ]
        longest = [one for one in fuller if not any(words[one] < words[other] for other in fuller)]
        if len(longest) == 1:
            found[short] = longest[0]
    return found


def _is_initials(short: str, long: str) -> bool:
    words = fold_name(long).split()
    return (
        len(short) > 2
        and " " not in short
        and short
        in {
            "".join(word[0] for word in words),
            "".join(word[0] for word in key_words(long)),
        }
    )
