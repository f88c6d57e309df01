"""Reconciling: from the claims of some documents to incidents, tolls and totals."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Actor, Claim
from cenotaph.incidents.accounts import Account, gather_accounts
from cenotaph.incidents.aggregates import find_covered, link_parts
from cenotaph.incidents.backing import list_origins
from cenotaph.incidents.cluster import cluster_accounts
from cenotaph.incidents.coding import code_incident
from cenotaph.incidents.compare import profile_account
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.division import divide_toll, list_joint_places
from cenotaph.incidents.happenings import Happening, make_happening
from cenotaph.incidents.incident import Incident, Reconciliation, Toll, Total
from cenotaph.incidents.judgements import Judgements
from cenotaph.incidents.judging import judge_incident
from cenotaph.incidents.mentions import find_mentioned
from cenotaph.incidents.notes import DocumentNote, note_document
from cenotaph.incidents.overlapping import (
    group_roots,
    join_scopes,
    link_crossings,
    note_crossings,
    note_find,
    solve_roots,
)
from cenotaph.incidents.profile import Profile, load_profile
from cenotaph.incidents.prominence import rank_happening
from cenotaph.incidents.publish import publish_tolls
from cenotaph.incidents.reasons import claim_ids, join_names
from cenotaph.incidents.recounting import recount_happening
from cenotaph.incidents.sides import explain_sides, tell_sides
from cenotaph.incidents.standing import UNGRADED, judge_standing
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
from cenotaph.incidents.titles import give_titles
from cenotaph.values.harm import Outcome
from cenotaph.values.place import Place


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
    return settle_record(join_claims(claims, documents, links, rulings, as_of), rules)


@dataclass(slots=True)
class Joined:
    """The events that claims tell of; `profile` is the one that their evidence was last weighed under, `judgements` are
    those on each incident by its id, the same under every profile."""

    happenings: list[Happening]
    documents: Sequence[DocumentNote]
    profile: Profile
    judgements: dict[str, Judgements | None] = field(default_factory=dict)


def join_claims(
    claims: Sequence[Claim],
    documents: Sequence[Document | DocumentNote],
    links: Sequence[Link],
    rulings: Sequence[OriginRuling],
    as_of: dt.date | None,
) -> Joined:
    """Which claims tell of one event, and which events lie inside others. No profile bears on it: the same claims make
    the same events under every profile, so that their tolls can be held side by side."""
    plain = load_profile("plain")
    notes = [note_document(d) if isinstance(d, Document) else d for d in documents]
    ordered = order_documents(notes, as_of)
    sketches = [note.sketch for note in ordered]
    tellings = make_tellings(claims, ordered, rulings)
    accounts = _gather(tellings, links)
    give_titles(accounts, ordered)
    groups = _group_accounts(accounts, sketches, links)
    happenings = [make_happening(group, ordered, plain) for group in groups]
    link_parts(happenings)
    link_crossings(happenings)
    return Joined(happenings, ordered, plain)


def settle_record(joined: Joined, profile: Profile) -> Reconciliation:
    """The incidents and totals that some events come to under the rules of a profile."""
    plain = load_profile("plain")
    if not joined.judgements and profile != plain:
        settle_record(joined, plain)
    if profile != joined.profile:
        for happening in joined.happenings:
            recount_happening(happening, profile)
        joined.profile = profile
    record = _write_record(joined.happenings, joined.documents, profile)
    if profile == plain:
        joined.judgements = {incident.id: incident.judgements for incident in record.incidents}
        return record
    judged = [
        replace(incident, judgements=joined.judgements.get(incident.id, incident.judgements))
        for incident in record.incidents
    ]
    return replace(record, incidents=tuple(judged))


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
    accounts: list[Account], sketches: Sequence[frozenset[int]], links: Sequence[Link]
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
    mentioned = find_mentioned(accounts)
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


def _write_record(happenings: list[Happening], documents: Sequence[DocumentNote], profile: Profile) -> Reconciliation:
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
        made = _make_incident(happening, summed, profile)
        if made is not None:
            incidents[id(happening)] = made
    totals = [_make_total(h, done[id(h)], incidents, profile) for h in events if h.list_parts()]
    running = sorted((h for h in happenings if h.strand == "cumulative"), key=lambda h: h.first)
    totals += [_make_running(h, events, incidents, profile) for h in running if h.evidence]
    roots = [h for h in events if h.parent is None and (h.strand == "news" or profile.background_in_all)]
    groups = group_roots(roots)
    totals += _add_crossing(groups, done, incidents, profile)
    totals.append(_add_all(groups, done, incidents, profile))
    totals += _add_grades(events, incidents, profile)
    order = {incident.id: place for place, incident in enumerate(incidents.values())}
    totals = [replace(total, incidents=tuple(sorted(total.incidents, key=order.__getitem__))) for total in totals]
    return Reconciliation(tuple(incidents.values()), tuple(totals))


def _make_incident(happening: Happening, summed: Summed, profile: Profile) -> Incident | None:
    """The incident of a happening; for an aggregate what it says beyond its parts, None if that is nothing.

    What lies beyond the parts has no place of its own: it is somewhere in the area, and says so.
    """
    tolls: Mapping[Outcome, Toll] = summed.total
    places, remainder = list_places(happening), bool(happening.list_parts())
    joint = list_joint_places(happening, places) if profile.division != "none" else ()
    if remainder:
        tolls = {o: toll for o, toll in summed.rest.items() if toll.whole.high or toll.whole.open}
        tolls = note_crossings(happening, tolls)
        places, joint = _place_elsewhere(places), _place_elsewhere(joint)
        if not tolls:
            return None
    tolls = note_find(happening, tolls)
    ids = claim_ids(happening.tellings)
    origins = list_origins(happening.tellings)
    published = publish_tolls(tolls, profile)
    standing = judge_standing(happening, tolls, published, profile)
    killed = published.get(Outcome.KILLED)
    sides = tell_sides(happening, killed, profile)
    if sides is not None and killed is not None:
        because = (*killed.because, explain_sides(happening, sides, profile))
        published[Outcome.KILLED] = replace(killed, because=because)
    start = None if happening.is_find else happening.start
    return Incident(
        digest_claims(ids), places, read_day(start), read_day(happening.end),
        tuple(sorted(happening.weapons)), _list_actors(happening.tellings), ids,
        len(origins),
        len({d for t in happening.tellings for d in (t.document, *t.copies)}),
        remainder, published, standing,
        divide_toll(happening, joint, killed, profile) if standing.counts else (), sides, origins,
        code_incident(happening.tellings), judge_incident(happening.tellings, tolls),
    )  # fmt: skip


def _place_elsewhere(places: Sequence[Place]) -> tuple[Place, ...]:
    """Unnamed places within the areas of an aggregate (decision 0201)."""
    return tuple(
        Place("", "elsewhere", None, p.country, None, None, None, tuple(filter(None, (p.area, p.id, *p.within))))
        for p in places
    )


def _list_actors(tellings: Sequence[Telling]) -> tuple[Actor, ...]:
    found: dict[tuple[str, str], Actor] = {}
    for t in tellings:
        for actor in (*t.claim.actors, *t.claim.accused):
            found.setdefault((actor.key, actor.role), actor)
    return tuple(found.values())


def _list_under(happening: Happening, incidents: Mapping[int, Incident]) -> list[tuple[Happening, Incident]]:
    own = [(happening, incidents[id(happening)])] if id(happening) in incidents else []
    under = own + [pair for child in happening.list_parts() for pair in _list_under(child, incidents)]
    return list({incident.id: (h, incident) for h, incident in under}.values())


def _make_total(happening: Happening, summed: Summed, incidents: Mapping[int, Incident], profile: Profile) -> Total:
    """What an aggregate comes to with its parts. Where a profile settles on one number for each event, it is the sum of
    these numbers, so that totals and incidents agree."""
    under = _list_under(happening, incidents)
    tolls: Mapping[Outcome, Toll] = summed.total
    if profile.publishes == "point":
        tolls = _add_by_outcome([(name_happening(h), incident.tolls) for h, incident in under])
    stated = {outcome: toll for outcome, toll in tolls.items() if outcome in summed.stated}
    ids = tuple(incident.id for _, incident in under)
    return Total(make_scope(happening), ids, publish_tolls(stated, profile))


def _make_running(
    happening: Happening, events: Sequence[Happening], incidents: Mapping[int, Incident], profile: Profile
) -> Total:
    covered = [incidents[id(h)].id for h in find_covered(happening, events) if id(h) in incidents]
    tolls = {outcome: evidence.toll for outcome, evidence in happening.evidence.items()}
    return Total(make_scope(happening), tuple(covered), publish_tolls(tolls, profile))


def _add_crossing(
    groups: Sequence[Sequence[Happening]],
    done: Mapping[int, Summed],
    incidents: Mapping[int, Incident],
    profile: Profile,
) -> list[Total]:
    """A total for each set of aggregates that cross, whose own totals do not add up. A profile that settles on one
    number for each event adds these."""
    crossing = [group for group in groups if len(group) > 1 and profile.publishes != "point"]
    return [
        Total(
            join_scopes(group),
            tuple(incident.id for _, incident in _list_under_all(group, incidents)),
            _sum_group(group, done, profile),
        )
        for group in crossing
    ]


def _add_all(
    groups: Sequence[Sequence[Happening]],
    done: Mapping[int, Summed],
    incidents: Mapping[int, Incident],
    profile: Profile,
) -> Total:
    """The total over everything told as news that counts under the profile; `groups` are the happenings that lie in no
    other, those together that cross. An aggregate counts with its parts inside it; where the profile leaves one of them
    out, or settles on one number for each event, as what counts of them."""
    counted: list[tuple[str, Mapping[Outcome, Toll]]] = []
    ids: list[str] = []
    for group in groups:
        under = _list_under_all(group, incidents)
        held = [(h, incident) for h, incident in under if incident.standing.counts]
        ids += [incident.id for _, incident in held]
        if profile.publishes != "point" and len(held) == len(under):
            counted.append((join_names([name_happening(root) for root in group]), _sum_group(group, done, profile)))
        else:
            counted += [(name_happening(h), incident.tolls) for h, incident in held]
    return Total(None, tuple(ids), publish_tolls(_add_by_outcome(counted), profile))


def _list_under_all(roots: Sequence[Happening], incidents: Mapping[int, Incident]) -> list[tuple[Happening, Incident]]:
    """What lies in several happenings, each once."""
    return list({i.id: (h, i) for root in roots for h, i in _list_under(root, incidents)}.values())


def _sum_group(group: Sequence[Happening], done: Mapping[int, Summed], profile: Profile) -> Mapping[Outcome, Toll]:
    """What a happening that lies in no other comes to; aggregates that cross are solved together."""
    if len(group) == 1:
        return publish_tolls(done[id(group[0])].total, profile)
    solved = {outcome: solve_roots(group, outcome, done) for outcome in Outcome}
    return publish_tolls({outcome: toll for outcome, toll in solved.items() if toll is not None}, profile)


def _add_grades(events: Sequence[Happening], incidents: Mapping[int, Incident], profile: Profile) -> list[Total]:
    """A total for each grade that the total of all leaves out."""
    apart: dict[str, list[tuple[Happening, Incident]]] = defaultdict(list)
    for happening in events:
        incident = incidents.get(id(happening))
        if incident and not incident.standing.counts and incident.standing.grade not in UNGRADED:
            apart[incident.standing.grade].append((happening, incident))
    return [
        Total(
            None, tuple(incident.id for _, incident in held),
            publish_tolls(_add_by_outcome([(name_happening(h), incident.tolls) for h, incident in held]), profile),
            grade,
        )
        for grade, held in sorted(apart.items())
    ]  # fmt: skip


def _add_by_outcome(parts: Sequence[tuple[str, Mapping[Outcome, Toll]]]) -> dict[Outcome, Toll]:
    tolls = {}
    for outcome in Outcome:
        told = [(name, each[outcome]) for name, each in parts if outcome in each]
        if told:
            tolls[outcome] = add_tolls(told)
    return tolls
