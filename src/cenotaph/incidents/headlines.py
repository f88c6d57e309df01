"""Headlines: what the titles of reports say of the event they are about, beside what their texts do."""

from collections.abc import Sequence
from dataclasses import replace

from cenotaph.archive.document import Document
from cenotaph.claims.headlines import Headline, read_headlines
from cenotaph.incidents.accounts import AFTERWARDS, Account
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.incident import Bounds, Reason, Toll
from cenotaph.incidents.reasons import claim_ids


def give_headlines(accounts: Sequence[Account], documents: Sequence[Document]) -> None:
    """Gives what a document's title says to the account that the document begins with: the event it is about."""
    leads: dict[int, Account] = {}
    for account in accounts:
        if account.strand == "news" and any(t.outcome not in AFTERWARDS for t in account.tellings):
            before = leads.get(account.document)
            if before is None or _first(account) < _first(before):
                leads[account.document] = account
    for number, account in leads.items():
        document = documents[number]
        if document.title and document.language:
            account.headlines = read_headlines(document.title, document.language)


def _first(account: Account) -> int:
    return min(t.number for t in account.tellings if t.outcome not in AFTERWARDS)


def heed_headlines(evidence: Evidence, headlines: Sequence[Headline]) -> Evidence:
    """The toll of one outcome, where titles give a number and the texts only tell of people one by one: the best
    figure is the titles'."""
    counts = {headline.count for headline in headlines}
    whole = evidence.toll.whole
    if len(counts) != 1:
        return evidence
    said = counts.pop()
    is_number = any(headline.is_number for headline in headlines)
    if evidence.words and not evidence.vague and said < whole.best and not is_number:
        return evidence  # "Man killed" may be one of those of whom the text tells
    if said == whole.best:
        return evidence
    ids = claim_ids(evidence.tellings)
    because = Reason("best", ids, f"The title says {said:,}: {headlines[0].text}.")
    kept = tuple(r for r in evidence.toll.because if r.bound != "best")
    bounds = Bounds(min(whole.low, said), said, max(whole.high, said), whole.open)
    return replace(evidence, toll=replace(evidence.toll, whole=bounds, because=(*kept, because)))
