"""Prominence: which incident a reader should see first."""

from collections.abc import Mapping

from cenotaph.incidents.accounts import AFTERWARDS
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.reports import Report
from cenotaph.incidents.tellings import DocumentKey, TellingKey
from cenotaph.values.harm import Outcome

# Weights set by reasoning and looked at on the open half of a set of stories with one main event each.
_LEAD = 4.0  # the first claim of a document
_TITLE = 3.0  # its place or a victim's name is in the document's title
_CLAIM = 1.0
_DOCUMENT = 2.0

Rank = tuple[int, bool, bool, float, int, int, TellingKey]


def rank_happening(happening: Happening, reports: Mapping[DocumentKey, Report]) -> Rank:
    """A key that sorts the most prominent first: harm in the news, and a zero with which a report begins; other zeros
    of the news; harm of other times; arrests. Then by number of claims and documents, being in a title or lead, size,
    and first mention."""
    score = 0.0
    numbers = {t.number for t in happening.tellings}
    begins = False
    for document in {t.document for t in happening.tellings}:
        score += _DOCUMENT
        lead = reports[document].lead
        if lead in numbers:
            score += _LEAD
            begins |= lead is not None and lead[2] == 0
        title = reports[document].note.title
        if title and _is_in_title(happening, title.casefold()):
            score += _TITLE
    score += _CLAIM * len(happening.tellings)
    killed = happening.evidence.get(Outcome.KILLED)
    size = max((e.toll.whole.best for e in happening.evidence.values()), default=0)
    harms = [e for o, e in happening.evidence.items() if o not in AFTERWARDS]
    harmed = any(e.toll.whole.high for e in harms)
    is_news = happening.strand == "news"
    # "Nobody was hurt" is the event of a report, though it tells of the dead of another year.
    tier = 0 if is_news and (harmed or (harms and begins)) else 1 if is_news and harms else 2 if harmed else 3
    return (
        tier,
        happening.strand != "news",
        not harmed,
        -score,
        -(killed.toll.whole.best if killed else 0),
        -size,
        happening.first,
    )


def _is_in_title(happening: Happening, title: str) -> bool:
    for telling in happening.tellings:
        if any(place.text.casefold() in title for place in telling.claim.places if place.text):
            return True
        if any(word in title for name in telling.names for word in name.split() if len(word) > 3):
            return True
    return False
