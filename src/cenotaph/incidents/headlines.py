"""Headlines: what the titles of reports say of the event they are about, beside what their texts do."""

from collections.abc import Sequence
from dataclasses import replace

from cenotaph.archive.document import Document
from cenotaph.claims.headlines import Headline, read_headlines
from cenotaph.incidents.accounts import AFTERWARDS, Account
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.incident import Bounds, Reason, Toll
from cenotaph.incidents.reasons import claim_ids
from cenotaph.values.harm import Outcome


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
    return _set_best(evidence, said, f"The title says {said:,}: {headlines[0].text}.")


def heed_hit(injured: Evidence, dead: int, headlines: Sequence[Headline]) -> Evidence:
    """The injured, where they are only told of one by one and titles say how many were hurt, or how many were hit with
    the dead."""
    hurt = [h for h in headlines if h.outcome is Outcome.INJURED]
    if hurt:
        return heed_headlines(injured, hurt)
    hit = {h.count for h in headlines if h.outcome is Outcome.CASUALTIES}
    if len(hit) != 1 or injured.words:
        return injured
    left = max(0, hit.pop() - dead)
    text = next(h.text for h in headlines if h.outcome is Outcome.CASUALTIES)
    return injured if left == injured.toll.whole.best else _set_best(injured, left, f"The title: {text}.")


def heed_death(evidence: dict[Outcome, Evidence], headlines: Sequence[Headline]) -> None:
    """Where the texts only tell that people were hit or hurt and titles say that as many or fewer were killed, these are
    the dead: the killed are told of by the title alone, so low is none, and the injured are the rest."""
    counts = {h.count for h in headlines if h.outcome is Outcome.KILLED}
    hit = evidence.get(Outcome.INJURED) or evidence.get(Outcome.CASUALTIES)
    if Outcome.KILLED in evidence or len(counts) != 1 or hit is None or hit.toll.whole.best < (dead := counts.pop()):
        return
    title = next(h.text for h in headlines if h.outcome is Outcome.KILLED)
    ids = claim_ids(hit.tellings)
    reasons = [Reason("low", ids, "The text says that they were hit, and not that they died.")]
    reasons += [Reason(bound, ids, f"The title says that {dead:,} died: {title}.") for bound in ("best", "high")]
    evidence[Outcome.KILLED] = Evidence(Toll(Bounds(0, dead, dead, False), {}, tuple(reasons)), (), True, False)
    if Outcome.INJURED in evidence:
        left = hit.toll.whole.best - dead
        evidence[Outcome.INJURED] = _set_best(hit, left, f"The title says that {dead:,} of them died: {title}.")


def _set_best(evidence: Evidence, said: int, sentence: str) -> Evidence:
    whole = evidence.toll.whole
    because = Reason("best", claim_ids(evidence.tellings), sentence)
    kept = tuple(r for r in evidence.toll.because if r.bound != "best")
    bounds = Bounds(min(whole.low, said), said, max(whole.high, said), whole.open)
    return replace(evidence, toll=replace(evidence.toll, whole=bounds, because=(*kept, because)))
