"""Titles: what the titles of reports say of the event they are about, beside what their texts tell."""

from collections.abc import Sequence
from dataclasses import replace

from cenotaph.claims.claim import is_of_family
from cenotaph.claims.titles import TitleFigure, read_title
from cenotaph.incidents.accounts import AFTERWARDS, Account
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.hurt import list_living
from cenotaph.incidents.incident import Bounds, Reason, Toll
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.persons import list_persons
from cenotaph.incidents.reasons import claim_ids
from cenotaph.values.harm import HARMED, HURT, Outcome


def give_title(accounts: Sequence[Account], document: DocumentNote) -> None:
    """Gives the figures of a document's title to that of its accounts which it begins with: the event it is about."""
    news = [account for account in accounts if account.strand == "news"]
    told = [(t.number, account) for account in news for t in account.tellings if t.outcome not in AFTERWARDS]
    if not told and all(account.strand == "news" for account in accounts):
        told = [(t.number, account) for account in news for t in account.tellings]  # of an arrest alone
    if told and document.title and document.language:
        _, lead = min(told, key=lambda item: item[0])
        lead.titles = read_title(document.title, document.language)


def join_titles(titles: Sequence[Sequence[TitleFigure]]) -> tuple[TitleFigure, ...]:
    """The figures of all titles; those that only imply a death stand where no title tells of one."""
    figures = [figure for each in titles for figure in each]
    is_told = any(figure.outcome is Outcome.KILLED and not figure.is_implied for figure in figures)
    return tuple(figure for figure in figures if not (is_told and figure.is_implied))


def heed_titles(evidence: Evidence, told: Sequence[TitleFigure], outcome: Outcome) -> Evidence:
    """The toll of one outcome with the figure that the titles of its reports agree on as best; `told` are all figures.

    A number that a text gives is only overruled by a number, in a single report; "Man killed" may be one of those of
    whom the text tells. Those whom a title says were hit may be dead by the text.
    """
    titles = [figure for figure in told if figure.outcome is outcome]
    counts = {figure.count for figure in titles}
    if len(counts) != 1:
        return evidence
    best, said = evidence.toll.whole.best, counts.pop()
    if not evidence.words and said == best - _count_doers(evidence) < best:
        return evidence  # "Woman shot by husband dies": he died too, as the text tells
    if said < best and all(figure.is_of_known or figure.is_implied for figure in titles):
        return evidence  # "Mother of slain woman speaks": she may be one of several
    apart = [figure for figure in told if figure.outcome is Outcome.CASUALTIES and not figure.is_of_dead]
    hit = max((figure.count for figure in apart), default=0)
    if not evidence.words and outcome is Outcome.KILLED and said < best <= said + hit:
        return evidence  # "Man shot by deputies had killed wife": he has died, as the text tells
    killed = _count_killed(told)
    if not evidence.words and outcome is Outcome.CASUALTIES and said < best <= said + killed:
        return evidence  # "Deputy killed, suspect shot": the dead had been hit too
    if evidence.words and not evidence.vague:
        reports = {t.document for t in evidence.tellings}
        is_number = any(figure.is_number for figure in titles)
        if len(reports) > 1 or (said < best and (not is_number or _is_counted_in(evidence, said))):
            return evidence
    return evidence if said == best else _set_best(evidence, said, _quote(titles[0]))


def _count_killed(titles: Sequence[TitleFigure]) -> int:
    return sum(figure.count for figure in titles if figure.outcome is Outcome.KILLED)


def _count_doers(evidence: Evidence) -> int:
    """How many of those whom the texts tell of one by one died by their own hand."""
    return len(list_persons([t for t in evidence.tellings if t.single and t.is_own_doing]))


def _is_counted_in(evidence: Evidence, said: int) -> bool:
    """True for a title's number that a text gives too, and to which it adds who did it, "Family of four found dead"
    above "he killed the four and himself", or who has died since, "a second victim has died"."""
    for word in evidence.words:
        if word.added and word.low > said and any(t.claim.succumbed for t in word.tellings):
            return True
        did = any(is_of_family(t.claim.rule, "self") for t in word.tellings)
        if did and word.low > said and any(t.low == said == t.high for t in word.tellings):
            return True
    return False


def heed_titles_of_injured(
    injured: Evidence, killed: Evidence | None, titles: Sequence[TitleFigure], casualties: Evidence | None
) -> Evidence:
    """The injured, where titles say how many were hurt; or how many were hit, and the texts only tell of people one by
    one: those hit without the dead. A title's number of hurt that is the text's number of hit holds the dead."""
    hurt = [figure for figure in titles if figure.outcome is Outcome.INJURED]
    counts = {figure.count for figure in hurt}
    dead = killed.toll.whole.best if killed is not None else 0
    if dead and casualties is not None and casualties.words and counts == {casualties.toll.whole.best}:
        is_told = any(figure.outcome is Outcome.KILLED for figure in titles)
        return heed_titles(injured, titles, Outcome.INJURED) if is_told else injured
    killed_by_title = _count_killed(titles)
    is_none = not injured.toll.whole.best and not (casualties is not None and list_living(casualties, killed, None))
    if len(counts) == 1 and is_none and dead >= killed_by_title + max(counts):
        return injured  # "Police kill man who had shot girlfriend": both have died, as the text tells
    hit = [figure for figure in titles if figure.outcome is Outcome.CASUALTIES]
    if hurt or injured.words or len({figure.count for figure in hit}) != 1:
        return heed_titles(injured, titles, Outcome.INJURED)
    is_apart = not hit[0].is_of_dead and any(figure.outcome is Outcome.KILLED for figure in titles)
    if hit[0].count <= dead and is_apart:
        return injured  # "Officer shot, suspect killed": the dead are told apart
    left = max(0, hit[0].count - dead)
    beside = f"{_quote(hit[0])[:-1]}; {dead:,} of them died." if dead else _quote(hit[0])
    return injured if left == injured.toll.whole.best else _set_best(injured, left, beside)


def heed_titles_of_dead(evidence: dict[Outcome, Evidence], titles: Sequence[TitleFigure]) -> None:
    """Where the texts only say that people were hit or hurt, and titles that some died, these are the dead. The titles
    alone say so: low is none. If they are more than those of whom the texts tell, it is not known how many lived."""
    killed = [figure for figure in titles if figure.outcome is Outcome.KILLED]
    hit = evidence.get(Outcome.INJURED) or evidence.get(Outcome.CASUALTIES)
    if Outcome.KILLED in evidence or len({figure.count for figure in killed}) != 1 or hit is None:
        return
    dead, best = killed[0].count, hit.toll.whole.best
    if dead > best and not any(figure.is_number for figure in killed):
        return
    if best > 1 and any(figure.is_implied for figure in killed):
        return
    said, unsaid = _quote(killed[0]), "The text tells that they were hit, and not that anybody died."
    evidence[Outcome.KILLED] = _tell_by_title(hit, dead, unsaid, said)
    is_told = any(figure.outcome is Outcome.INJURED for figure in titles)  # "one dead, two hurt"
    if Outcome.INJURED in evidence and not is_told:
        evidence[Outcome.INJURED] = _set_best(
            hit, max(0, best - dead), f"{said[:-1]}; these are not counted as injured."
        )


def heed_titles_alone(evidence: dict[Outcome, Evidence], titles: Sequence[TitleFigure]) -> None:
    """Where the texts tell of no harm, but of an arrest for it, and titles of somebody killed or hurt, it is these. The
    titles alone say so: low is none."""
    told = next(iter(evidence.values()), None)
    if told is None or evidence.keys() & set(HARMED):
        return
    unsaid = "The text does not tell that anybody was killed or hurt."
    for outcome in (Outcome.KILLED, Outcome.INJURED):
        figures = [figure for figure in titles if figure.outcome is outcome]
        if len({figure.count for figure in figures}) == 1:
            evidence[outcome] = _tell_by_title(told, figures[0].count, unsaid, _quote(figures[0]))


def heed_titles_of_hit(evidence: dict[Outcome, Evidence], titles: Sequence[TitleFigure]) -> None:
    """Where the texts only say that people were hit, and titles that as many or fewer of them were hurt, these are the
    injured. The titles alone say so: low is none."""
    counts = {figure.count for figure in titles if figure.outcome is Outcome.INJURED}
    hit = evidence.get(Outcome.CASUALTIES)
    if Outcome.INJURED in evidence or hit is None or len(counts) != 1 or max(counts) > hit.toll.whole.high:
        return
    dead, is_told = evidence.get(Outcome.KILLED), any(figure.outcome is Outcome.KILLED for figure in titles)
    if dead is not None and not is_told and hit.toll.whole.best <= dead.toll.whole.best:
        return  # "Boy hospitalized": he has died, as the text tells
    said = _quote(next(figure for figure in titles if figure.outcome is Outcome.INJURED))
    unsaid = "The text tells that they were hit, and not that anybody lived."
    evidence[Outcome.INJURED] = _tell_by_title(hit, counts.pop(), unsaid, said)


def heed_titles_of_wounded(evidence: dict[Outcome, Evidence], titles: Sequence[TitleFigure]) -> None:
    """Where the texts tell of the dead alone, and titles of more who were hit, "8 shot, 2 fatally", the others are the
    injured. The titles alone say so: low is none."""
    dead = evidence.get(Outcome.KILLED)
    hit = [figure for figure in titles if figure.outcome is Outcome.CASUALTIES and figure.is_number]
    killed = {figure.count for figure in titles if figure.outcome is Outcome.KILLED}
    if dead is None or evidence.keys() & set(HURT):
        return
    best = dead.toll.whole.best
    if len({figure.count for figure in hit}) != 1 or killed != {best} or hit[0].count <= best:
        return
    said = f"{_quote(hit[0])[:-1]}; {best:,} of them died."
    evidence[Outcome.INJURED] = _tell_by_title(dead, hit[0].count - best, "The text tells of the dead alone.", said)


def _tell_by_title(told: Evidence, best: int, unsaid: str, said: str) -> Evidence:
    """The toll that titles alone give, beside people whom the texts tell of: low is none, for the reason `unsaid`."""
    ids = claim_ids(told.tellings)
    because = (Reason("low", ids, unsaid), Reason("best", ids, said), Reason("high", ids, said))
    return Evidence(Toll(Bounds(0, best, best, False), {}, because), (), True, False)


def _quote(figure: TitleFigure) -> str:
    return f'The title says {figure.count:,}: "{figure.title}".'


def _set_best(evidence: Evidence, best: int, sentence: str) -> Evidence:
    """The evidence with another best, and with low and high moved where they would be out of order."""
    old = evidence.toll.whole
    new = Bounds(min(old.low, best), best, max(old.high, best), old.open)
    moved = {"best"} | {bound for bound in ("low", "high") if getattr(old, bound) != getattr(new, bound)}
    ids = claim_ids(evidence.tellings)
    because = tuple(Reason(bound, ids, sentence) for bound in ("low", "best", "high") if bound in moved)
    kept = tuple(reason for reason in evidence.toll.because if reason.bound not in moved)
    return replace(evidence, toll=replace(evidence.toll, whole=new, because=(*because, *kept)))
