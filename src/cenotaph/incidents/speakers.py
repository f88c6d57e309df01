"""Whom the claims of one event go back to, once the reports that tell of it are known.

Speakers are told apart among the reports of the event alone, so that a report from elsewhere changes nothing here: "the
Observatory" is the observatory that these reports name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.origins import Origin, Speaker, find_speakers, identify_speaker
from cenotaph.incidents.rulings import Rulings, RulingsByVoice
from cenotaph.incidents.tellings import DocumentKey, Telling


def settle_origins(
    tellings: Sequence[Telling],
    documents: Mapping[DocumentKey, DocumentNote],
    voices: Mapping[DocumentKey, Origin],
    ruled: RulingsByVoice,
    others: Mapping[str, tuple[DocumentNote, Origin]],
) -> None:
    """Set the origin of each claim of an event.

    `voices` are those of the documents' own words, a copy's that of the first text; `others` are the documents that
    rulings name, by their ids, with their voices.
    """
    speakers = _join_speakers(tellings)
    for t in tellings:
        t.ruling = None
        t.origin = voices[t.document] if t.said.own else speakers.get(t.said.key, t.said)
    if not ruled:
        return
    named = {identify_speaker(t.claim.source): t.origin for t in tellings if t.claim.source is not None}
    heard = {i: voice for i, (_, voice) in others.items()} | {documents[key].id: v for key, v in voices.items()}
    told = {i: document for i, (document, _) in others.items()} | {d.id: d for d in documents.values()}
    rulings = Rulings(ruled, named, heard, told)
    for t in tellings:
        origin, t.ruling = rulings.find_origin(t.claim.source, documents[t.document], t.origin)
        t.origin = replace(origin, names=frozenset()) if t.ruling is not None else origin


def _split_key(origin: Origin) -> Speaker:
    """The speaker that the key of an origin names."""
    name, _, _ = origin.key.removeprefix("speaker:").partition("|")
    return name, origin.kind


def _join_speakers(tellings: Sequence[Telling]) -> Mapping[str, Origin]:
    """The origins of what documents call their speakers, by the keys of these, where several documents tell."""
    if len({t.document for t in tellings}) < 2:
        return {}
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
    found = find_speakers(labels)
    joined: dict[str, frozenset[str]] = {}
    for speaker, origin in found.items():
        joined[origin.key] = joined.get(origin.key, frozenset()) | names[speaker]
    return {
        key: replace(origin, names=joined[origin.key]) if joined[origin.key] != {origin.key} else origin
        for speaker, origin in found.items()
        for key in [f"speaker:{speaker[0]}|{speaker[1] or ''}"]
    }
