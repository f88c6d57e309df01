"""Reading: documents in, a reading out, in memory."""

from collections.abc import Sequence

from cenotaph.archive.document import Document
from cenotaph.archive.text import count_words, recognise_language
from cenotaph.workflow.reading import DocumentNote, Reading


def read_documents(documents: Sequence[Document]) -> Reading:
    """What the documents come to. So far it counts their words; claims and incidents come with their packages."""
    notes = tuple(
        DocumentNote(d.id, d.language or recognise_language(d.text), d.published, count_words(d.text))
        for d in documents
    )
    return Reading(notes, (), (), (), ())
