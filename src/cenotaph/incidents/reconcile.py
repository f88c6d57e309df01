"""Reconciling: from the claims of some documents to incidents, tolls and totals."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Actor, Claim
from cenotaph.incidents.accounts import Account, gather_accounts
from cenotaph.incidents.aggregates import find_covered, link_parts
from cenotaph.incidents.cluster import cluster_accounts
from cenotaph.incidents.compare import profile_account
from cenotaph.incidents.copies import sketch_text
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.happenings import Happening, make_happening
from cenotaph.incidents.incident import Incident, Reconciliation, Toll, Total
from cenotaph.incidents.mentions import find_mentioned
from cenotaph.incidents.profile import Profile, load_profile
from cenotaph.incidents.prominence import rank_happening
from cenotaph.incidents.reasons import claim_ids
from cenotaph.incidents.summing import (
    Summed,
    add_tolls,
    digest_claims,
    list_places,
    make_scope,
    name_happening,
    read_day,
    sum_happening,
)  # fmt: skip
from cenotaph.incidents.tellings import Telling, make_tellings, order_documents
from cenotaph.values.harm import Outcome
from cenotaph.values.place import Place


def reconcile(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    *,
    links: Sequence[Link] = (),
    rulings: Sequence[OriginRuling] = (),
    profile: Profile | str = "plain",
    as_of: dt.date | None = None,
) -> Reconciliation:
    """Join the claims that tell of one event and work out what each event and all of them come to.

    The order of `claims` and `documents` does not matter. `links` are what people decided about which claims belong
    together, `rulings` about where voices come from. With `as_of` only documents published by that day count; those
    without a date are kept out. Raises ValueError for a profile that is not known and for rulings that contradict each
    other. The rules are in docs/method.
    """
    rules = load_profile(profile) if isinstance(profile, str) else profile
    ordered = order_documents(documents, as_of)
    sketches = [sketch_text(d.text) for d in ordered] if len(ordered) > 1 else [frozenset()] * len(ordered)
    tellings = make_tellings(claims, ordered, sketches, rules, rulings)
    groups = _group_accounts(_gather(tellings, links), ordered, sketches, links)
    happenings = [make_happening(group, rules) for group in groups]
    link_parts(happenings)
    return _write_record(happenings, ordered, rules)


def _gather(tellings: Sequence[Telling], links: Sequence[Link]) -> list[Account]:
    apart: dict[str, frozenset[str]] = {}
    for link in links:
        if not link.same:
            for claim in link.claims:
                apart[claim] = apart.get(claim, frozenset()) | (set(link.claims) - {claim})
    by_document: dict[int, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_document[telling.document].append(telling)
    return [account for _, group in sorted(by_document.items()) for account in gather_accounts(group, apart)]


def _group_accounts(
    accounts: list[Account], documents: Sequence[Document], sketches: Sequence[frozenset[int]], links: Sequence[Link]
) -> list[list[Account]]:
    """The accounts grouped by event; running totals are grouped by their scope and never joined with events."""
    if len({account.document for account in accounts}) < 2 and not links:
        return [[account] for account in accounts]
    where: dict[str, list[int]] = defaultdict(list)
    for index, account in enumerate(accounts):
        for claim in {t.claim.id for t in account.tellings}:
            where[claim].append(index)
    same: list[tuple[int, int]] = []
    different: list[tuple[int, int]] = []
    for link in links:
        found = [index for claim in link.claims for index in where.get(claim, ())]
        pairs = [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a != b]
        if link.same:
            same += pairs
        else:
            different += pairs
    same += _alike_totals(accounts)
    mentioned = find_mentioned(accounts, documents)
    profiled = [
        profile_account(i, account, sketches[account.document], mentioned[i]) for i, account in enumerate(accounts)
    ]
    return [[accounts[i] for i in group] for group in cluster_accounts(profiled, same, different)]


def _alike_totals(accounts: Sequence[Account]) -> list[tuple[int, int]]:
    """Running totals of one scope (places and first day) are one, from whatever documents."""
    known: dict[object, int] = {}
    pairs = []
    for index, account in enumerate(accounts):
        if account.strand == "cumulative":
            first = account.tellings[0]
            key = (first.site, first.start)
            if key in known:
                pairs.append((known[key], index))
            else:
                known[key] = index
    return pairs


def _write_record(happenings: list[Happening], documents: Sequence[Document], profile: Profile) -> Reconciliation:
    leads: dict[int, int] = {}
    for happening in happenings:
        if happening.strand == "news":
            for t in happening.tellings:
                leads[t.document] = min(leads.get(t.document, t.number), t.number)
    events = [h for h in happenings if h.strand != "cumulative"]
    events.sort(key=lambda h: rank_happening(h, documents, leads))
    done: dict[int, Summed] = {}
    incidents: dict[int, Incident] = {}
    for happening in events:
        summed = sum_happening(happening, done)
        made = _make_incident(happening, summed)
        if made is not None:
            incidents[id(happening)] = made
    totals = [_make_total(h, done[id(h)], incidents) for h in events if h.children]
    running = sorted((h for h in happenings if h.strand == "cumulative"), key=lambda h: h.first)
    totals += [_make_running(h, events, incidents) for h in running if h.evidence]
    totals.append(_add_all(events, done, incidents, profile))
    order = {incident.id: place for place, incident in enumerate(incidents.values())}
    totals = [replace(total, incidents=tuple(sorted(total.incidents, key=order.__getitem__))) for total in totals]
    return Reconciliation(tuple(incidents.values()), tuple(totals))


def _make_incident(happening: Happening, summed: Summed) -> Incident | None:
    """The incident of a happening; for an aggregate what it says beyond its parts, None if that is nothing.

    What lies beyond the parts has no place of its own: it is somewhere in the area, and says so.
    """
    tolls: Mapping[Outcome, Toll] = summed.total
    places, remainder = list_places(happening), bool(happening.children)
    if remainder:
        tolls = {o: toll for o, toll in summed.rest.items() if toll.whole.high or toll.whole.open}
        places = _places_elsewhere(places)
        if not tolls:
            return None
    ids = claim_ids(happening.tellings)
    return Incident(
        digest_claims(ids), places, read_day(happening.start), read_day(happening.end),
        tuple(sorted(happening.weapons)), _list_actors(happening.tellings), ids,
        len({t.origin.key for t in happening.tellings}),
        len({d for t in happening.tellings for d in (t.document, *t.copies)}),
        remainder, tolls,
    )  # fmt: skip


def _places_elsewhere(places: Sequence[Place]) -> tuple[Place, ...]:
    """Unnamed places within the areas of an aggregate (decision 0201)."""
    return tuple(
        Place("", "elsewhere", None, p.country, None, None, None, tuple(filter(None, (p.area, p.id, *p.within))))
        for p in places
    )


def _list_actors(tellings: Sequence[Telling]) -> tuple[Actor, ...]:
    found: dict[tuple[str, str], Actor] = {}
    for t in tellings:
        for actor in t.claim.actors:
            found.setdefault((actor.name, actor.role), actor)
    return tuple(found.values())


def _ids_under(happening: Happening, incidents: Mapping[int, Incident]) -> list[str]:
    own = [incidents[id(happening)].id] if id(happening) in incidents else []
    return own + [i for child in happening.children for i in _ids_under(child, incidents)]


def _make_total(happening: Happening, summed: Summed, incidents: Mapping[int, Incident]) -> Total:
    tolls = {outcome: toll for outcome, toll in summed.total.items() if outcome in summed.stated}
    return Total(make_scope(happening), tuple(_ids_under(happening, incidents)), tolls)


def _make_running(happening: Happening, events: Sequence[Happening], incidents: Mapping[int, Incident]) -> Total:
    covered = [incidents[id(h)].id for h in find_covered(happening, events) if id(h) in incidents]
    tolls = {outcome: evidence.toll for outcome, evidence in happening.evidence.items()}
    return Total(make_scope(happening), tuple(covered), tolls)


def _add_all(
    events: Sequence[Happening], done: Mapping[int, Summed], incidents: Mapping[int, Incident], profile: Profile
) -> Total:
    """The total over everything told as news; an aggregate counts with its parts inside it."""
    counted = [h for h in events if h.parent is None and (h.strand == "news" or profile.background_in_all)]
    tolls = {}
    for outcome in Outcome:
        parts = [(name_happening(h), done[id(h)].total[outcome]) for h in counted if outcome in done[id(h)].total]
        if parts:
            tolls[outcome] = add_tolls(parts)
    return Total(None, tuple(i for h in counted for i in _ids_under(h, incidents)), tolls)
