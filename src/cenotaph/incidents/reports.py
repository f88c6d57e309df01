"""Reports: documents on the way into a record, each with the claims it tells and the accounts they make."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

from cenotaph.claims.claim import Claim
from cenotaph.incidents.accounts import gather_accounts
from cenotaph.incidents.compare import Profiled, profile_account
from cenotaph.incidents.holding import Holding
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.paged import Paged
from cenotaph.incidents.tellings import DocumentKey, TellingKey, key_document, make_tellings, order_claims
from cenotaph.incidents.texts import Text
from cenotaph.incidents.titles import give_title


@dataclass(slots=True, eq=False)
class Report(Paged):
    """A document of a record. `claims` are all that it prints, `lead` is the first that it tells as news."""

    note: DocumentNote
    key: DocumentKey
    claims: list[Claim] = field(default_factory=list)
    accounts: list[Profiled] = field(default_factory=list)
    lead: TellingKey | None = None


class Prints:
    """Which documents print a claim. A claim's id is a digest of its text and place in it, so one id in two documents
    is one text printed twice: it is told once, by the first."""

    def __init__(self, holding: Holding) -> None:
        self._by_claim: MutableMapping[str, Report | list[Report]] = holding.make_map("prints")

    def add(self, claim: str, report: Report) -> set[Report]:
        """Note that a report prints a claim; gives back the reports that tell something else now."""
        known = self._by_claim.get(claim)
        if known is None:
            self._by_claim[claim] = report
            return {report}
        reports = [known] if isinstance(known, Report) else known
        if report in reports:
            return {report}
        teller = min(reports, key=lambda r: r.key)
        self._by_claim[claim] = [*reports, report]
        return {teller, report}

    def find_teller(self, claim: str) -> Report | None:
        """The report that tells a claim; None if none prints it."""
        known = self._by_claim.get(claim)
        if known is None or isinstance(known, Report):
            return known
        return min(known, key=lambda report: report.key)

    def list_told(self, report: Report) -> tuple[list[Claim], dict[str, tuple[DocumentKey, ...]]]:
        """The claims that a report tells, in the order of its text, and for those that others print too, these."""
        told, copies = [], {}
        for claim in report.claims:
            known = self._by_claim[claim.id]
            if isinstance(known, Report):
                told.append(claim)
            elif all(report.key <= other.key for other in known):
                told.append(claim)
                copies[claim.id] = tuple(sorted(other.key for other in known if other is not report))
        return order_claims(told), copies


def make_report(note: DocumentNote) -> Report:
    """A report of which no claim is known yet."""
    return Report(note, key_document(note))


def gather_report(
    report: Report, text: Text | None, prints: Prints, apart: Mapping[str, frozenset[str]]
) -> Sequence[Profiled]:
    """Make the accounts of a report anew from its claims; gives them back. `text` is what it prints."""
    told, copies = prints.list_told(report)
    tellings = make_tellings(told, report.note)
    for telling in tellings:
        telling.copies = copies.get(telling.claim.id, ())
    accounts = gather_accounts(tellings, apart)
    give_title(accounts, report.note)
    report.lead = min((t.number for a in accounts if a.strand == "news" for t in a.tellings), default=None)
    is_alone = sum(account.strand == "news" for account in accounts) == 1
    report.accounts = [profile_account(n, account, text, is_alone) for n, account in enumerate(accounts)]
    for account in accounts:
        account.close()
    return report.accounts
