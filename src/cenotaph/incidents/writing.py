"""Writing a record down: the incident of each happening, and the totals over them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from cenotaph.claims.claim import Actor
from cenotaph.incidents.assumptions import note_assumptions
from cenotaph.incidents.backing import list_origins
from cenotaph.incidents.coding import code_incident
from cenotaph.incidents.division import divide_toll, list_joint_places
from cenotaph.incidents.happenings import Happening
from cenotaph.incidents.incident import Incident, Reconciliation, Toll, Total
from cenotaph.incidents.judging import judge_incident
from cenotaph.incidents.overlapping import group_roots, join_scopes, note_crossings, note_find, solve_roots
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.publish import publish_tolls
from cenotaph.incidents.reasons import claim_ids, join_names
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
)  # fmt: skip
from cenotaph.incidents.tellings import Telling
from cenotaph.values.harm import Outcome
from cenotaph.values.place import Place

Incidents = Mapping[Happening, Incident]


def write_record(
    events: Sequence[Happening],
    running: Sequence[Happening],
    done: Mapping[Happening, Summed],
    incidents: Incidents,
    find_covered: Callable[[Happening], Iterable[Happening]],
    profile: Profile,
) -> Reconciliation:
    """The incidents and totals under a profile. `events` are the happenings, most prominent first, `running` the
    running totals; `done` and `incidents` what they come to, by identity; an aggregate of which nothing is left has no
    incident."""
    totals = [_make_total(h, done[h], incidents, profile) for h in events if h.list_parts()]
    totals += [_make_running(h, find_covered(h), incidents, profile) for h in running if h.evidence]
    groups = group_roots([h for h in events if h.parent is None and (h.strand == "news" or profile.background_in_all)])
    sums = _sum_crossing(groups, done, profile)
    totals += [_make_crossing(groups[number], tolls, incidents) for number, tolls in sums.items()]
    totals.append(_add_all(groups, sums, done, incidents, profile))
    totals += _add_grades(events, incidents, profile)
    written = [incidents[h] for h in events if h in incidents]
    order = {incident.id: place for place, incident in enumerate(written)}
    totals = [replace(total, incidents=tuple(sorted(total.incidents, key=order.__getitem__))) for total in totals]
    return Reconciliation(tuple(written), tuple(totals))


def make_incident(happening: Happening, summed: Summed, profile: Profile) -> Incident | None:
    """The incident of a happening; for an aggregate what it says beyond its parts, None if that is nothing.

    What lies beyond the parts has no place of its own: it is somewhere in the area, and says so.
    """
    tolls: Mapping[Outcome, Toll] = summed.total
    places, remainder = list_places(happening), bool(happening.list_parts())
    joint = list_joint_places(happening, places) if profile.division != "none" else ()
    if remainder:
        tolls = {o: toll for o, toll in summed.rest.items() if toll.whole.high or toll.whole.open}
        places, joint = _place_elsewhere(places), _place_elsewhere(joint)
        if not tolls:
            return None
    if remainder or happening.start is None:
        tolls = note_crossings(happening, tolls)
    tolls = note_find(happening, tolls)
    if happening.assumed:
        tolls = note_assumptions(happening.assumed, {t.claim.id: t.outcome for t in happening.tellings}, tolls)
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
        Place("", "elsewhere", None, p.country, None, None, None, tuple(filter(None, (p.area, p.id, *p.areas))))
        for p in places
    )


def _list_actors(tellings: Sequence[Telling]) -> tuple[Actor, ...]:
    found: dict[tuple[str, str], Actor] = {}
    for t in tellings:
        for actor in (*t.claim.actors, *t.claim.accused):
            found.setdefault((actor.key, actor.role), actor)
    return tuple(found.values())


def _list_under(happening: Happening, incidents: Incidents) -> list[tuple[Happening, Incident]]:
    own = [(happening, incidents[happening])] if happening in incidents else []
    under = own + [pair for child in happening.list_parts() for pair in _list_under(child, incidents)]
    return list({incident.id: (h, incident) for h, incident in under}.values())


def _make_total(happening: Happening, summed: Summed, incidents: Incidents, profile: Profile) -> Total:
    """What an aggregate comes to with its parts. Where a profile settles on one number for each event, it is the sum of
    these numbers, so that totals and incidents agree."""
    under = _list_under(happening, incidents)
    tolls: Mapping[Outcome, Toll] = summed.total
    if profile.publishes == "point":
        tolls = _add_by_outcome([(name_happening(h), incident.tolls) for h, incident in under])
    stated = {outcome: toll for outcome, toll in tolls.items() if outcome in summed.stated}
    ids = tuple(incident.id for _, incident in under)
    return Total(make_scope(happening), ids, publish_tolls(stated, profile))


def _make_running(happening: Happening, covering: Iterable[Happening], incidents: Incidents, profile: Profile) -> Total:
    covered = [incidents[h].id for h in covering if h in incidents]
    tolls = {outcome: evidence.toll for outcome, evidence in happening.evidence.items()}
    return Total(make_scope(happening), tuple(covered), publish_tolls(tolls, profile))


def _sum_crossing(
    groups: Sequence[Sequence[Happening]], done: Mapping[Happening, Summed], profile: Profile
) -> dict[int, Mapping[Outcome, Toll]]:
    """What each set of aggregates that cross comes to, by its position: they are solved together, since what each comes
    to does not add up. None under a profile that settles on one number for each event, and adds these."""
    if profile.publishes == "point":
        return {}
    sums: dict[int, Mapping[Outcome, Toll]] = {}
    for number, group in enumerate(groups):
        if len(group) > 1:
            solved = {outcome: solve_roots(group, outcome, done) for outcome in Outcome}
            tolls = {outcome: toll for outcome, toll in solved.items() if toll is not None}
            sums[number] = publish_tolls(tolls, profile)
    return sums


def _make_crossing(group: Sequence[Happening], tolls: Mapping[Outcome, Toll], incidents: Incidents) -> Total:
    under = _list_under_all(group, incidents)
    return Total(join_scopes(group), tuple(incident.id for _, incident in under), tolls)


def _add_all(
    groups: Sequence[Sequence[Happening]],
    sums: Mapping[int, Mapping[Outcome, Toll]],
    done: Mapping[Happening, Summed],
    incidents: Incidents,
    profile: Profile,
) -> Total:
    """The total over everything told as news that counts under the profile; `groups` are the happenings that lie in no
    other, those together that cross, and `sums` what these come to. An aggregate counts with its parts inside it; where
    the profile leaves one of them out, or settles on one number for each event, as what counts of them."""
    counted: list[tuple[str, Mapping[Outcome, Toll]]] = []
    ids: list[str] = []
    for number, group in enumerate(groups):
        under = _list_under_all(group, incidents)
        held = [(h, incident) for h, incident in under if incident.standing.counts]
        ids += [incident.id for _, incident in held]
        if profile.publishes != "point" and len(held) == len(under):
            tolls = sums[number] if number in sums else publish_tolls(done[group[0]].total, profile)
            counted.append((join_names([name_happening(root) for root in group]), tolls))
        else:
            counted += [(name_happening(h), incident.tolls) for h, incident in held]
    return Total(None, tuple(ids), publish_tolls(_add_by_outcome(counted), profile))


def _list_under_all(roots: Sequence[Happening], incidents: Incidents) -> list[tuple[Happening, Incident]]:
    """What lies in several happenings, each once."""
    return list({i.id: (h, i) for root in roots for h, i in _list_under(root, incidents)}.values())


def _add_grades(events: Sequence[Happening], incidents: Incidents, profile: Profile) -> list[Total]:
    """A total for each grade that the total of all leaves out."""
    apart: dict[str, list[tuple[Happening, Incident]]] = defaultdict(list)
    for happening in events:
        incident = incidents.get(happening)
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
