"""A reading: what one call made of some documents, and its JSON form."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cenotaph.claims.claim import Claim, Event
from cenotaph.incidents.incident import Incident, Total
from cenotaph.workflow.json_form import write_claim, write_event, write_incident, write_total


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """What is said of a document that was read: its language (ISO 639-1), its local day of publication, None if
    unknown, and how many words it has."""

    id: str
    language: str
    published: dt.date | None
    words: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims of some documents and what they come to under the rules of a profile: incidents, most prominent first,
    and totals."""

    documents: tuple[DocumentNote, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    incidents: tuple[Incident, ...]
    totals: tuple[Total, ...]
    profile: str = "plain"

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain mappings, lists, text and numbers, ready for `json.dumps`; the keys are those of
        docs/reference/reading-contract.md, days are ISO dates."""
        return {
            "profile": self.profile,
            "documents": [
                {
                    "id": document.id,
                    "language": document.language,
                    "published": document.published.isoformat() if document.published else None,
                    "words": document.words,
                }
                for document in self.documents
            ],
            "claims": [write_claim(claim) for claim in self.claims],
            "events": [write_event(event) for event in self.events],
            "incidents": [write_incident(incident) for incident in self.incidents],
            "totals": [write_total(total) for total in self.totals],
        }
