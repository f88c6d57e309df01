"""Origins: the independent speakers that claims go back to, whatever outlets they came through."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from cenotaph.archive.document import DocumentKind
from cenotaph.claims.claim import Claim, Source
from cenotaph.incidents.bodies import find_body, key_words
from cenotaph.incidents.notes import DocumentNote
from cenotaph.values.actor import SourceKind
from cenotaph.values.names import fold_name

# Kinds of lasting bodies, whose short names ("the Observatory") and initials may be taken for the long ones.
_BODIES = frozenset({SourceKind.MONITOR, SourceKind.NGO, SourceKind.UN, SourceKind.STATE_MEDIA, SourceKind.MEDICAL})

Speaker = tuple[str, SourceKind | None]  # a name folded, and the kind


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent speaker. `label` is how a sentence names it; `own` is True for an outlet's own voice; `names` are
    the keys of all names that stand for it, where they are several."""

    key: str
    label: str
    kind: SourceKind | None
    own: bool
    names: frozenset[str] = frozenset()


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
    """How a sentence names the speaker: a body of the vocabulary by its name; others, parties among them, as the report
    does."""
    said = source.name or source.text
    body = find_body(said)
    return body.name if body and body.names else said


def find_own_voice(document: DocumentNote) -> Origin:
    """The voice of a document's own words, whatever it is a copy of. What a witness tells is his own word."""
    if document.kind is DocumentKind.TESTIMONY:
        return Origin("document:" + document.id, f"the witness of {document.id}", SourceKind.WITNESS, True)
    if document.publisher and document.publisher.strip():
        return Origin("outlet:" + _name_key(document.publisher), document.publisher.strip(), SourceKind.MEDIA, True)
    host = (urlsplit(document.url).hostname or "") if document.url else ""
    if host:
        host = host.removeprefix("www.")
        return Origin("host:" + host, host, SourceKind.MEDIA, True)
    return Origin("document:" + document.id, f"report {document.id}", SourceKind.MEDIA, True)


def list_labels(claims: Iterable[Claim]) -> dict[Speaker, str]:
    """The speakers that claims name, each with the longest of the words that name it so."""
    labels: dict[Speaker, str] = {}
    for claim in claims:
        if claim.source is not None:
            key = identify_speaker(claim.source)
            said = _label_speaker(claim.source)
            if key not in labels or (-len(said), said) < (-len(labels[key]), labels[key]):
                labels[key] = said
    return labels


def find_speakers(labels: Mapping[Speaker, str]) -> Mapping[Speaker, Origin]:
    """The origins of speakers, by (name folded, kind); `labels` are how each is named.

    One name with and without a kind is one speaker; a short name or initials of a lasting body are the body's if
    exactly one is meant. A name under two kinds is two speakers.
    """
    return _find_speakers(tuple(sorted(labels.items(), key=lambda item: (item[0][0], item[0][1] or "", item[1]))))


@lru_cache(maxsize=20_000)
def _find_speakers(items: tuple[tuple[Speaker, str], ...]) -> Mapping[Speaker, Origin]:
    labels = dict(items)
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
    found = {key: keys.get(o.key.partition("|")[0], o) if o.kind is None else o for key, o in found.items()}
    return _note_names(found)


def _note_names(found: Mapping[Speaker, Origin]) -> Mapping[Speaker, Origin]:
    """The same with all names of each origin at hand."""
    names: dict[str, set[str]] = defaultdict(set)
    for (name, kind), origin in found.items():
        names[origin.key].add(f"speaker:{name}|{kind or ''}")
    return {key: replace(o, names=frozenset(names[o.key])) if len(names[o.key]) > 1 else o for key, o in found.items()}


def _long_names(bodies: Mapping[Speaker, str]) -> dict[Speaker, Speaker]:
    """For short names of lasting bodies the one long name that is meant; none where several could be."""
    words = {speaker: frozenset(speaker[0].split()) for speaker in bodies}
    by_word: dict[str, list[Speaker]] = defaultdict(list)
    by_initials: dict[str, list[Speaker]] = defaultdict(list)
    for speaker, label in bodies.items():
        for word in words[speaker]:
            by_word[word].append(speaker)
        for initials in _initials_of(label):
            by_initials[initials].append(speaker)
    found: dict[Speaker, Speaker] = {}
    for short in bodies:
        rarest = min((by_word[word] for word in words[short]), key=len, default=[])
        longer = [long for long in rarest if words[short] < words[long]]
        if len(short[0]) > 2 and " " not in short[0]:
            longer += by_initials.get(short[0], [])
        fuller = [
            long
            for long in dict.fromkeys(longer)
            if long[0] != short[0]
            and (short[1] == long[1] or None in (short[1], long[1]))
            and (short[1] in _BODIES or long[1] in _BODIES)
        ]
        longest = [one for one in fuller if not any(words[one] < words[other] for other in fuller)]
        if len(longest) == 1:
            found[short] = longest[0]
    return found


def _initials_of(label: str) -> set[str]:
    words = fold_name(label).split()
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in key_words(label)),
    }
