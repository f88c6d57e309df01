"""Whom the claims of one event go back to, once the reports that tell of it are known.

Speakers are told apart among the reports of the event alone, so that a report from elsewhere changes nothing here: "the
Observatory" is the observatory that these reports name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cenotaph.incidents.decisions import OriginRuling
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.origins import Origin, Speaker, find_own_voice, find_speakers, identify_speaker
from cenotaph.incidents.rulings import Rulings, RulingsByVoice
from cenotaph.incidents.tellings import UNDATED, DocumentKey, Telling


def settle_origins(
    tellings: Sequence[Telling],
    documents: Mapping[DocumentKey, DocumentNote],
    ruled: RulingsByVoice,
    others: Mapping[str, DocumentNote],
) -> None:
    """Set the origin of each claim of an event, as its report gives it.

    A speaker who bears the name of an outlet that tells of the event is that outlet: what others quote it for and what
    it says itself is one word. `others` are the documents that rulings name, by their ids.
    """
    voices = {key: find_own_voice(document) for key, document in documents.items()}
    speakers = _join_speakers(tellings, voices.values())
    own: dict[DocumentKey, tuple[Origin, OriginRuling | None]] = {key: (voice, None) for key, voice in voices.items()}
    rulings = None
    if ruled:
        named = {identify_speaker(t.claim.source): _find(t, speakers) for t in tellings if t.claim.source is not None}
        told = {**others, **{d.id: d for d in documents.values()}}
        rulings = Rulings(ruled, named, {i: find_own_voice(document) for i, document in told.items()}, told)
        own = {key: rulings.find_origin(None, documents[key], voice) for key, voice in voices.items()}
    for t in tellings:
        t.day = 0 if t.document[0] == UNDATED else t.document[0]  # that of an earlier print, where it was traced to one
        t.voice = own[t.document][0]
        t.origin, t.ruling = own[t.document] if t.said.own else (_find(t, speakers), None)
        if rulings is not None and not t.said.own:
            t.origin, t.ruling = rulings.find_origin(t.claim.source, documents[t.document], t.origin)
        if t.ruling is not None:
            t.origin = replace(t.origin, names=frozenset())


def _find(telling: Telling, speakers: Mapping[str, Origin]) -> Origin:
    return speakers.get(telling.said.key, telling.said)


def _split_key(origin: Origin) -> Speaker:
    """The speaker that the key of an origin names."""
    name, _, _ = origin.key.removeprefix("speaker:").partition("|")
    return name, origin.kind


def _join_speakers(tellings: Sequence[Telling], voices: Iterable[Origin]) -> Mapping[str, Origin]:
    """The origins of what documents call their speakers, by the keys of these."""
    outlets = {voice.key.removeprefix("outlet:"): voice.key for voice in voices if voice.key.startswith("outlet:")}
    labels: dict[Speaker, str] = {}
    names: dict[Speaker, frozenset[str]] = {}
    for t in tellings:
        if not t.said.own:
            speaker, label = _split_key(t.said), t.said.label
            if speaker not in labels or (-len(label), label) < (-len(labels[speaker]), labels[speaker]):
                labels[speaker] = label
            names[speaker] = names.get(speaker, frozenset()) | t.said.names | {t.said.key}
    if not labels:
        return {}
    # What one document calls its speakers is settled in it.
    alone = len({t.document for t in tellings}) < 2
    found = {_split_key(t.said): t.said for t in tellings if not t.said.own} if alone else find_speakers(labels)
    joined: dict[str, frozenset[str]] = {}
    for speaker, origin in found.items():
        joined[origin.key] = joined.get(origin.key, frozenset()) | names[speaker]
    made = {}
    for speaker, origin in found.items():
        key = f"speaker:{speaker[0]}|{speaker[1] or ''}"
        known = origin if joined[origin.key] == {origin.key} else replace(origin, names=joined[origin.key])
        made[key] = replace(known, key=outlets[speaker[0]]) if speaker[0] in outlets else known
    return made
