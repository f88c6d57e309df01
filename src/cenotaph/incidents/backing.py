"""Who stands behind an incident: its origins, and the reports and rulings through which they are known."""

from collections import defaultdict
from collections.abc import Sequence

from cenotaph.incidents.incident import OriginNote
from cenotaph.incidents.reasons import claim_ids
from cenotaph.incidents.tellings import Telling
from cenotaph.values.actor import SourceKind


def list_origins(tellings: Sequence[Telling]) -> tuple[OriginNote, ...]:
    """The origins of an incident's claims, those that most reports have it from first, then by first mention."""
    by_key: dict[str, list[Telling]] = defaultdict(list)
    for t in tellings:
        by_key[t.origin.key].append(t)
    notes = [_note_origin(told) for told in by_key.values()]
    return tuple(sorted(notes, key=lambda note: -note.documents))


def _note_origin(told: Sequence[Telling]) -> OriginNote:
    # An outlet's own words and those it is quoted for are one origin, whose kind the quotation tells better.
    said = next((t.origin for t in told if t.origin.kind not in (None, SourceKind.MEDIA)), told[0].origin)
    reports = {document for t in told for document in (t.document, *t.copies)}
    rulings = {t.ruling.voice: t.ruling for t in told if t.ruling is not None}
    return OriginNote(said.label, said.kind, len(reports), claim_ids(told), tuple(rulings.values()))
