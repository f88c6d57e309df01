"""Obeying what people ruled about origins: which voice goes back to which, through any chain of rulings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cenotaph.claims.claim import Source
from cenotaph.incidents.decisions import OriginRuling, Voice
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.origins import Origin, Speaker, find_own_voice, fold_speaker, identify_speaker, name_speaker
from cenotaph.values.actor import SourceKind

_Key = tuple[str | None, str | None]  # a speaker's folded name, a document's id
RulingsByVoice = Mapping[_Key, OriginRuling]


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rulings by whom they are about, with the voices they speak of at hand.

    `speakers` are the origins of the speakers that claims name, `voices` those of the documents' own words, by the
    documents' ids.
    """

    by_voice: RulingsByVoice
    speakers: Mapping[Speaker, Origin]
    voices: Mapping[str, Origin]
    documents: Mapping[str, DocumentNote]

    def find_origin(
        self, source: Source | None, document: DocumentNote, found: Origin
    ) -> tuple[Origin, OriginRuling | None]:
        """The origin of what `source` (None: the document itself) says in a document, and the ruling that says so; as
        the machine `found` it, with None, where nobody ruled."""
        if not self.by_voice:
            return found, None
        ruling = self._find_ruling(_list_keys(source, document, found))
        if ruling is None:
            return found, None
        if ruling.goes_back_to is not None:
            return self._follow(ruling.goes_back_to, {_key_of(ruling.voice)}), ruling
        return self._make_independent(ruling.voice, source, document, found), ruling

    def _find_ruling(self, keys: Iterator[_Key]) -> OriginRuling | None:
        return next((self.by_voice[key] for key in keys if key in self.by_voice), None)

    def _follow(self, voice: Voice, seen: set[_Key]) -> Origin:
        """The origin that a voice stands for, or goes back to by further rulings."""
        ruling = self.by_voice.get(_key_of(voice))
        if ruling is not None and ruling.goes_back_to is not None and _key_of(voice) not in seen:
            return self._follow(ruling.goes_back_to, seen | {_key_of(voice)})
        if voice.speaker is None:
            document = self.documents.get(voice.document or "")
            if document is not None and ruling is not None:
                return find_own_voice(document)
            return self.voices.get(voice.document or "") or Origin(
                f"document:{voice.document}", str(voice), SourceKind.MEDIA, True
            )
        name = fold_speaker(voice.speaker)
        if voice.document is not None and ruling is not None:
            return Origin(f"speaker:{name}|@{voice.document}", str(voice), None, False)
        named = [o for (n, _), o in self.speakers.items() if n == name]
        if ruling is not None:  # independent of the longer name that it was taken for
            named = [replace(o, key=f"speaker:{name}|{o.kind or ''}", label=voice.speaker) for o in named]
        named.sort(key=lambda o: (o.kind is None, o.key))
        outlets = sorted((o for o in self.voices.values() if _is_outlet(o, name)), key=lambda o: o.key)
        return next(iter([*named, *outlets]), Origin(f"speaker:{name}|", voice.speaker, None, False))

    def _make_independent(self, voice: Voice, source: Source | None, document: DocumentNote, found: Origin) -> Origin:
        if source is None:
            return find_own_voice(document)
        name, kind = identify_speaker(source)
        key = f"speaker:{name}|{kind or ''}"
        label = source.name or source.text
        if voice.document is not None:
            return replace(found, key=f"{key}@{voice.document}", label=f"{label} in report {voice.document}")
        return replace(found, key=key, label=label)


def index_rulings(rulings: Sequence[OriginRuling]) -> RulingsByVoice:
    """The rulings by whom they are about. Raises ValueError for two that contradict each other, or that lead in a
    circle."""
    by_voice: dict[_Key, OriginRuling] = {}
    for ruling in rulings:
        known = by_voice.setdefault(_key_of(ruling.voice), ruling)
        if known.goes_back_to != ruling.goes_back_to:
            raise ValueError(
                f"two rulings on the origin of {ruling.voice}: {known.by} says {_say(known)}, {ruling.by} says "
                f"{_say(ruling)}; keep one"
            )
    for ruling in by_voice.values():
        _refuse_circle(ruling, by_voice)
    return by_voice


def list_ruled_documents(rulings: Sequence[OriginRuling]) -> frozenset[str]:
    """The ids of the documents that rulings name."""
    voices = [voice for ruling in rulings for voice in (ruling.voice, ruling.goes_back_to)]
    return frozenset(voice.document for voice in voices if voice is not None and voice.document is not None)


def _refuse_circle(ruling: OriginRuling, by_voice: Mapping[_Key, OriginRuling]) -> None:
    passed = [ruling]
    while (target := passed[-1].goes_back_to) is not None and _key_of(target) in by_voice:
        passed.append(by_voice[_key_of(target)])
        if passed[-1] is ruling:
            circle = ", ".join(f"{each.voice} to {each.goes_back_to}" for each in passed[:-1])
            raise ValueError(f"rulings on origins go in a circle: {circle}; take one of them back")
        if len(passed) > len(by_voice):
            return  # the circle is among those it leads to, which are refused themselves


def _say(ruling: OriginRuling) -> str:
    return f"it goes back to {ruling.goes_back_to}" if ruling.goes_back_to else "it is independent"


def _key_of(voice: Voice) -> _Key:
    return (fold_speaker(voice.speaker) if voice.speaker else None, voice.document)


def _list_keys(source: Source | None, document: DocumentNote, found: Origin) -> Iterator[_Key]:
    """Under which a ruling about some words may stand, the narrowest first."""
    if source is not None:
        names = dict.fromkeys([name_speaker(source), fold_speaker(source.text), fold_speaker(found.label)])
        yield from ((name, document.id) for name in names)
        yield from ((name, None) for name in names)
        return
    yield (None, document.id)
    yield (fold_speaker(found.label), None)


def _is_outlet(origin: Origin, name: str) -> bool:
    return origin.own and fold_speaker(origin.label) == name
