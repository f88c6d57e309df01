"""Reconciling: from the claims of some documents to incidents, tolls and totals."""

import datetime as dt
from collections.abc import Sequence

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.incident import Reconciliation
from cenotaph.incidents.joining import Joining
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.profile import Profile, load_profile
from cenotaph.incidents.record import Record, settle_joining


def reconcile(
    claims: Sequence[Claim],
    documents: Sequence[Document | DocumentNote],
    *,
    links: Sequence[Link] = (),
    rulings: Sequence[OriginRuling] = (),
    profile: Profile | str = "plain",
    as_of: dt.date | None = None,
) -> Reconciliation:
    """Join the claims that tell of one event and work out what each event and all of them come to.

    The order of `claims` and `documents` does not matter; of a document only what its note keeps is looked at.
    `links` are what people decided about which claims belong together, `rulings` about where voices come from. With
    `as_of` only documents published by that day count; those without a date are kept out. Raises ValueError for a
    profile that is not known and for rulings that contradict each other. The rules are in docs/method.
    """
    rules = load_profile(profile) if isinstance(profile, str) else profile
    if rules != load_profile("plain"):
        return settle_joining(join_claims(claims, documents, links, rulings, as_of), rules)
    record = Record(links=links, rulings=rulings, as_of=as_of)
    record.add(claims, documents)
    return record.settle()


def join_claims(
    claims: Sequence[Claim],
    documents: Sequence[Document | DocumentNote],
    links: Sequence[Link],
    rulings: Sequence[OriginRuling],
    as_of: dt.date | None,
) -> Joining:
    """Which claims tell of one event, and which events lie inside others. No profile bears on it: the same claims make
    the same events under every profile, so that their tolls can be held side by side."""
    joining = Joining(links, rulings, as_of)
    joining.add(claims, documents)
    return joining


def settle_record(joining: Joining, profile: Profile) -> Reconciliation:
    """The incidents and totals that some events come to under the rules of a profile."""
    return settle_joining(joining, profile)
