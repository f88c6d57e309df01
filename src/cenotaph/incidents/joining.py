"""Joining claims into events, kept while reports are added: a new report changes only what it touches, and the result
is what it would be had all reports come at once."""

import datetime as dt
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.assumptions import list_assumptions
from cenotaph.incidents.attaching import Attachments, Group, Union, make_group
from cenotaph.incidents.bonds import Bonds
from cenotaph.incidents.candidates import Blocks, TimeKey, Touched, may_be_compared
from cenotaph.incidents.cluster import cluster_accounts
from cenotaph.incidents.compare import JOIN_SCORE, Profiled, compare_accounts
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.happenings import Happening, make_happening
from cenotaph.incidents.holding import Holding, Memory
from cenotaph.incidents.judgements import Judgements
from cenotaph.incidents.mentions import Mentions
from cenotaph.incidents.notes import DocumentNote, note_document
from cenotaph.incidents.profile import load_profile
from cenotaph.incidents.recounting import recount_tellings
from cenotaph.incidents.reports import Prints, Report, gather_report, make_report
from cenotaph.incidents.rulings import index_rulings, list_ruled_documents
from cenotaph.incidents.sharing import Scopes
from cenotaph.incidents.speakers import settle_origins
from cenotaph.incidents.tellings import DocumentKey
from cenotaph.incidents.texts import Texts


@dataclass(frozen=True, slots=True)
class Change:
    """What reports that were added changed: the happenings that are no more, the new ones, and all that are new or have
    other parts or overlaps."""

    gone: tuple[Happening, ...]
    new: tuple[Happening, ...]
    regrouped: frozenset[Happening]


class Joining:
    """Which claims tell of one event, and which events lie inside others. No profile bears on it.

    An account is joined with others by what speaks for the pair and for those joined with them, so a new one can change
    groups next to its own: these are joined anew, and so on outwards, until a ring of groups around comes out as it
    was. What lies beyond cannot change then.
    """

    def __init__(
        self,
        links: Sequence[Link] = (),
        rulings: Sequence[OriginRuling] = (),
        as_of: dt.date | None = None,
        holding: Holding | None = None,
    ) -> None:
        holding = holding or Memory()
        self.scopes = Scopes(holding)
        self.reports: MutableMapping[DocumentKey, Report] = holding.make_map("reports")
        self._as_of = as_of
        self._ruled = index_rulings(rulings)
        self._named = list_ruled_documents(rulings)
        self._by_id: MutableMapping[str, Report] = holding.make_map("reports by id")
        self._prints = Prints(holding)
        self._texts = Texts(holding)
        self._blocks = Blocks(self._texts, holding)
        self._mentions = Mentions(holding)
        self._bonds = Bonds(links, holding)
        self._apart = self._bonds.list_parted()
        self._attached = Attachments(self._apart, holding)
        self._home: MutableMapping[Profiled, Group] = holding.make_beside("home")
        self._made: MutableMapping[Group, Happening] = holding.make_beside("made")
        self._plain = load_profile("plain")
        self.judgements: dict[str, Judgements | None] = {}  # by incidents, once they are known

    @property
    def happenings(self) -> list[Happening]:
        """All happenings, by the place of their first claim."""
        found = {id(happening): happening for happening in self._made.values()}
        return sorted(found.values(), key=lambda h: h.first)

    def find_account(self, claim: str) -> Profiled:
        """The account that a claim is told in. Raises ValueError for one that is not in the record."""
        report = self._prints.find_teller(claim)
        for account in report.accounts if report is not None else ():
            if any(t.claim.id == claim for t in account.account.tellings):
                return account
        raise ValueError(f"no report of the record tells the claim {claim!r}")

    def are_joined(self, one: Profiled, other: Profiled) -> bool:
        """True if two accounts are of one event."""
        return self._made[self._home[one]] is self._made[self._home[other]]

    def explain_union(self, one: Profiled, other: Profiled) -> str:
        """Why two accounts of one event, of which no pair speaks for it, are in one: the sentence of an assumption;
        empty if it rests on none."""
        if self._home[one] is self._home[other]:
            return ""
        claims = {t.claim.id for account in (one, other) for t in account.account.tellings}
        assumed = self._made[self._home[one]].assumed
        return next((reason.reason for reason in assumed if not claims.isdisjoint(reason.claims)), "")

    def add(self, claims: Iterable[Claim], documents: Iterable[Document | DocumentNote]) -> Change:
        """Take in reports. Claims of documents that are not known, or were published after `as_of`, are left out.
        Raises ValueError for a document that is known with other words."""
        self.judgements = {}
        fresh = self._take_documents(documents)
        asked = self._take_claims(claims)
        self._texts.add([(report.key, report.note.runs) for report in fresh])
        gone: list[Profiled] = []
        new: list[Profiled] = []
        for report in sorted(asked, key=lambda r: r.key):
            gone += report.accounts
            new += gather_report(report, self._texts.find_text(report.key), self._prints, self._apart)
        self._mention(gone, new)
        for account in gone:
            self._bonds.remove(account)
        for account in new:
            self._bonds.add(account)
        dirty = self._pair(self._blocks.change(gone, new), gone, set(new)) | set(new)
        return self._regroup(dirty - set(gone), gone, self._list_ruled(fresh))

    def _mention(self, gone: list[Profiled], new: list[Profiled]) -> None:
        """Set what the new accounts mention. Others that mention something else now are taken out and in again."""
        changed = self._mentions.change([a.account for a in gone], [a.account for a in new])
        for account in new:
            account.mentioned = changed.pop(account.account, account.mentioned)
        for known, mentioned in changed.items():
            accounts = self.reports[known.document].accounts
            place = next(n for n, account in enumerate(accounts) if account.account is known)
            gone.append(accounts[place])
            accounts[place] = replace(accounts[place], mentioned=mentioned, near={})
            new.append(accounts[place])

    def _take_documents(self, documents: Iterable[Document | DocumentNote]) -> list[Report]:
        """The new reports."""
        fresh = []
        for document in {d.id: d for d in documents}.values():
            note = note_document(document) if isinstance(document, Document) else document
            report = make_report(note)
            known = self._by_id.get(note.id)
            if known is not None and known.note != report.note:
                raise ValueError(f"report {note.id!r} is in the record already, and it is not this one")
            if known is not None:
                continue
            if self._as_of is not None and (note.published is None or note.published > self._as_of):
                continue  # what has no date cannot be shown to have been known
            self.reports[report.key] = self._by_id[note.id] = report
            fresh.append(report)
        return fresh

    def _take_claims(self, claims: Iterable[Claim]) -> set[Report]:
        asked: set[Report] = set()
        for claim in claims:
            report = self._by_id.get(claim.document)
            if report is not None:
                report.touch()
                report.claims.append(claim)
                asked |= self._prints.add(claim.id, report)
        return asked

    def _pair(self, touched: Touched, gone: Sequence[Profiled], new: set[Profiled]) -> set[Profiled]:
        """Bring the pairs that enough speaks for up to date; gives back the accounts that have others now. Where
        nothing is gone, accounts that were there already are pushed apart by new ones, and never together."""
        dirty: set[Profiled] = set()
        keys: dict[Profiled, frozenset[TimeKey]] = {}
        for account in gone:
            for other in account.near:
                other.touch()
                del other.near[account]
                dirty.add(other)
            account.near = {}
        for account in touched.anew:
            later = [other for other in account.near if other.at > account.at]
            if gone or account in new:
                after = self._blocks.list_after(account)
            else:
                after = self._blocks.list_after_among(account, (*later, *new), keys)
            _part(account, (other for other in later if other not in after), dirty)
            _join(account, after, dirty)
        for account, others in touched.pushed.items():
            if account not in touched.anew and (near := [other for other in others if other in account.near]):
                after = self._blocks.list_after_among(account, near, keys)
                _part(account, (other for other in near if other not in after), dirty)
        for account, others in touched.beside.items():
            _join(account, (other for other in others if may_be_compared(account, other)), dirty)
        return dirty

    def _list_ruled(self, fresh: Sequence[Report]) -> set[Profiled]:
        """The accounts whose origins must be found anew since a document has come that rulings name."""
        if not any(report.note.id in self._named for report in fresh):
            return set()
        return {a for a in self._home if any(t.ruling is not None for t in a.account.tellings)}

    def _close(self, accounts: set[Profiled]) -> set[Profiled]:
        """The accounts with all that are joined with them, or bound to them."""
        waiting, closed = list(accounts), set(accounts)
        while waiting:
            account = waiting.pop()
            group = self._home.get(account)
            for other in (*(group.accounts if group is not None else ()), *self._bonds.list_bound(account)):
                if other not in closed:
                    closed.add(other)
                    waiting.append(other)
        return closed

    def _regroup(self, dirty: set[Profiled], gone: Sequence[Profiled], ruled: set[Profiled]) -> Change:
        left = {id(group): group for account in gone for group in [self._home[account]]}
        parted = {a for group in left.values() for a in group.accounts}
        for account in parted:
            del self._home[account]
        inside = self._close((dirty | parted) - set(gone))
        while True:
            ring = {
                id(g): g for a in inside for n in a.near if n not in inside and (g := self._home.get(n)) is not None
            }
            accounts = inside.union(*(group.accounts for group in ring.values()))
            found = cluster_accounts(accounts, *self._bonds.list_pairs(accounts))
            made = {group[0]: group for group in found}
            moved = [g for g in ring.values() if made.get(g.accounts[0]) != g.accounts]
            if not moved:
                break
            inside = self._close(inside.union(*(group.accounts for group in moved)))
        chosen = [group for group in found if group[0] in inside]
        return self._keep(chosen, left, ruled)

    def _keep(self, found: Sequence[list[Profiled]], left: Mapping[int, Group], ruled: set[Profiled]) -> Change:
        """Keep the groups that were found, and make the happenings that are new with them."""
        gone = dict(left)
        kept: set[int] = set()
        new = []
        for accounts in found:
            known = [self._home.get(a) for a in accounts]
            gone |= {id(g): g for g in known if g is not None}
            first = known[0]
            if first is not None and first.accounts == accounts:
                kept.add(id(first))
                continue
            new.append(make_group(accounts))
        for group in new:
            for account in group.accounts:
                self._home[account] = group
        ended, unions = self._attached.change([g for key, g in gone.items() if key not in kept], new)
        again = {self._attached.find_union(self._home[a]) for a in ruled if a in self._home}
        return self._renew({*ended, *again}, dict.fromkeys([*unions, *again]))

    def _renew(self, ended: Iterable[Union], unions: Iterable[Union]) -> Change:
        gone = {id(h): h for union in ended for g in union if (h := self._made.pop(g, None)) is not None}
        new = []
        for union in unions:
            accounts = sorted((a for group in union for a in group.accounts), key=lambda a: a.order)
            happening = self._make_happening(accounts)
            if len(union) > 1:
                happening.assumed = list_assumptions(union, self.reports)
            new.append(happening)
            self._made.update(dict.fromkeys(union, happening))
        return Change(tuple(gone.values()), tuple(new), frozenset(self.scopes.change(list(gone.values()), new)))

    def _make_happening(self, accounts: Sequence[Profiled]) -> Happening:
        tellings = [t for a in accounts for t in a.account.tellings]
        documents = {key: self.reports[key].note for key in {t.document for t in tellings}}
        others = {named: self._by_id[named].note for named in self._named if named in self._by_id}
        settle_origins(tellings, documents, self._ruled, others)
        recount_tellings(tellings, self._plain)  # another profile may have counted them since
        return make_happening([a.account for a in accounts], documents, self._plain)


def _part(account: Profiled, others: Iterable[Profiled], dirty: set[Profiled]) -> None:
    """Take the pairs of an account with others away."""
    for other in others:
        account.touch()
        other.touch()
        del account.near[other], other.near[account]
        dirty.update((account, other))


def _join(account: Profiled, others: Iterable[Profiled], dirty: set[Profiled]) -> None:
    """Pair an account with those of others with which it has no pair, and for which enough speaks."""
    for other in others:
        if other in account.near or (score := compare_accounts(account, other)) < JOIN_SCORE:
            continue
        account.touch()
        other.touch()
        account.near[other] = other.near[account] = score
        dirty.update((account, other))
