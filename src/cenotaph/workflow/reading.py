"""A reading: what one call made of some documents, and its JSON form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cenotaph.archive.translation import Translation
from cenotaph.claims.claim import Claim, Event
from cenotaph.incidents.decisions import Decisions
from cenotaph.incidents.incident import Incident, Total
from cenotaph.incidents.judged import JudgedIncident
from cenotaph.incidents.matching import Match, match_judged
from cenotaph.incidents.notes import DocumentNote
from cenotaph.workflow.json_form import (
    write_claim,
    write_decisions,
    write_event,
    write_incident,
    write_note,
    write_provenance,
    write_total,
)
from cenotaph.workflow.judged_form import write_match
from cenotaph.workflow.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims of some documents and what they come to: incidents, most prominent first, and totals.

    `areas` are the names of the areas that places lie in, by id; `decisions` what people decided about its
    claims; `provenance` with what, and by which rules, it was made; `judged` are incidents as people judged them, and
    `translations` what people made of documents in other languages, which are in none of the others.
    """

    documents: tuple[DocumentNote, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    incidents: tuple[Incident, ...]
    totals: tuple[Total, ...]
    areas: Mapping[str, str] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    provenance: Provenance = field(default_factory=Provenance)
    judged: tuple[JudgedIncident, ...] = ()
    translations: tuple[Translation, ...] = ()

    def match_judged(self) -> tuple[Match, ...]:
        """What its incidents have to say of each that a person judged by the day as of which it was counted."""
        return match_judged(
            self.judged, self.incidents, self.claims, self.documents, self.provenance.as_of, self.decisions.links
        )

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain mappings, lists, text and numbers, ready for `json.dumps`; the keys are those of
        docs/reference/reading-contract.md, days are ISO dates."""
        return {
            "documents": [write_note(document) for document in self.documents],
            "claims": [write_claim(claim) for claim in self.claims],
            "events": [write_event(event) for event in self.events],
            "incidents": [write_incident(incident) for incident in self.incidents],
            "totals": [write_total(total) for total in self.totals],
            "areas": dict(sorted(self.areas.items())),
            "decisions": write_decisions(self.decisions),
            "judged": [write_match(match) for match in self.match_judged()],
            "translations": [_write_translation(each) for each in self.translations],
            "provenance": write_provenance(self.provenance),
        }


def _write_translation(translation: Translation) -> dict[str, Any]:
    return {
        "document": translation.document,
        "by": translation.by,
        "language": translation.language,
        "segments": [{"start": each.start, "end": each.end, "text": each.text} for each in translation.segments],
    }
