"""Tolls by place, week, actor, cause or kind of victim: incidents gathered under rows, and what each row comes to.

Incidents share no victims, so the tolls of a row add up; where all parts of an aggregate stand under one row, their
ends move together and the aggregate's own toll is taken for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cenotaph.incidents.incident import Bounds, Incident, Reason, Reconciliation, Toll, Total
from cenotaph.incidents.reasons import join_names
from cenotaph.incidents.rows import Dimension, Row, find_rows, find_week_end
from cenotaph.incidents.summing import add_tolls
from cenotaph.values.harm import Outcome
from cenotaph.values.names import choose_spelling
from cenotaph.values.place import Level, Place

_BOUNDS = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class Member:
    """An incident under a row, and what must be said of it there: under which other rows it stands too, that it goes on
    after the week it started in, or how it is laid at an actor's door."""

    incident: str
    also_under: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A row and what it comes to. `key` lasts, `label` is for people."""

    key: str
    label: str
    members: tuple[Member, ...]
    tolls: Mapping[Outcome, Toll]


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a record comes to by rows. `apart` are the incidents that the total of all leaves out, by how they stand
    (background, excluded, ...); `running` the running totals, as stated and in no row; `all` the total of all, which
    counts everyone once, whatever rows they are under."""

    by: Dimension
    groups: tuple[Group, ...]
    apart: tuple[Group, ...]
    running: tuple[Total, ...]
    all: Total
    shared: tuple[str, ...] = field(default=())


def group_incidents(
    record: Reconciliation,
    by: Dimension,
    *,
    running: frozenset[str] = frozenset(),
    level: Level = Level.ADMIN1,
    areas: Mapping[str, str] | None = None,
    solved: bool = True,
) -> Grouping:
    """The incidents of a record under rows.

    `running` are the claims that count on from some day ("since September"), by which running totals are known; `level`
    and `areas` are for places, as in `find_rows`. `solved` is False for a profile that settles on one number for each
    incident: rows then add these.
    """
    scoped = [(total, rests_on(total, running)) for total in record.totals if total.scope is not None]
    cumulative = [total for total, is_running in scoped if is_running]
    aggregates = [total for total, is_running in scoped if not is_running and solved]
    whole = next(total for total in record.totals if total.scope is None and total.grade is None)
    aggregates.append(whole)  # a row that holds everything comes to the total of all
    counted = [incident for incident in record.incidents if incident.standing.counts]
    if by is Dimension.VICTIMS:
        groups = _group_victims(counted)
    else:
        groups = _group_rows(counted, by, level, areas or {}, aggregates)
    apart: dict[str, list[Incident]] = {}
    for incident in record.incidents:
        if not incident.standing.counts:
            apart.setdefault(incident.standing.grade, []).append(incident)
    rest = tuple(
        Group(grade, grade, tuple(Member(i.id) for i in held), _sum_tolls(held, aggregates))
        for grade, held in apart.items()
    )
    shared = tuple(dict.fromkeys(m.incident for group in groups for m in group.members if m.also_under))
    return Grouping(by, tuple(groups), rest, tuple(cumulative), whole, shared)


def rests_on(total: Total, claims: frozenset[str]) -> bool:
    """True if a total rests on one of these claims."""
    return any(not claims.isdisjoint(reason.claims) for toll in total.tolls.values() for reason in toll.because)


def _group_rows(
    counted: Sequence[Incident], by: Dimension, level: Level, areas: Mapping[str, str], aggregates: Sequence[Total]
) -> list[Group]:
    rows: dict[tuple[int, str], tuple[Row, list[Incident]]] = {}
    under: dict[str, list[Row]] = {}
    for incident in counted:
        under[incident.id] = find_rows(incident, by, level, areas)
        for row in under[incident.id]:
            rows.setdefault((row.order, row.key), (row, []))[1].append(incident)
    groups = []
    for row, held in rows.values():
        members = tuple(
            Member(
                incident.id,
                tuple(other.label for other in under[incident.id] if other.key != row.key),
                _tell_week(incident) if by is Dimension.WEEK else _tell_attribution(incident, row, by),
            )
            for incident in held
        )
        groups.append((row, Group(row.key, row.label, members, _sum_tolls(held, aggregates))))
    groups.sort(key=lambda pair: _rank(pair[0], pair[1], by))
    return [group for _, group in groups]


def _rank(row: Row, group: Group, by: Dimension) -> tuple[object, ...]:
    """Weeks in order of time, other rows by the size of their tolls; what says nothing of the thing comes last."""
    if by is Dimension.WEEK:
        return (row.order, row.key)
    sizes = tuple(-group.tolls[o].whole.best if o in group.tolls else 0 for o in Outcome)
    return (row.order, *sizes, row.label)


def _tell_week(incident: Incident) -> str:
    if incident.start is None or incident.end is None or incident.end <= find_week_end(incident.start):
        return ""
    return f"counted in the week it starts; goes on until {incident.end}"


def _tell_attribution(incident: Incident, row: Row, by: Dimension) -> str:
    if by is not Dimension.ACTOR:
        return ""
    said = {a.attribution.value for a in incident.actors if a.key == row.key and a.attribution is not None}
    return " and ".join(sorted(said))


def name_incident_place(incident: Incident) -> str:
    """The places of an incident as a sentence names them."""
    return _join_places(incident.places) or "an unnamed place"


def _join_places(places: Sequence[Place]) -> str:
    return join_names(list(dict.fromkeys(choose_spelling(place.text, place.name) for place in places)))


def _sum_tolls(held: Sequence[Incident], aggregates: Sequence[Total]) -> dict[Outcome, Toll]:
    """What incidents come to together, by outcome."""
    held_ids = {incident.id for incident in held}
    inside = [total for total in aggregates if total.incidents and held_ids.issuperset(total.incidents)]
    tolls = {}
    for outcome in Outcome:
        left, parts = set(held_ids), []
        stated = [total for total in inside if outcome in total.tolls]
        # The widest first: it is solved with all that lies inside it.
        for total in sorted(stated, key=lambda t: (-len(t.incidents), *_size(t.tolls[outcome]), t.incidents)):
            if left.issuperset(total.incidents):
                parts.append((_name_scope(total), total.tolls[outcome]))
                left.difference_update(total.incidents)
        parts += [(name_incident_place(i), i.tolls[outcome]) for i in held if i.id in left and outcome in i.tolls]
        if parts:
            tolls[outcome] = add_tolls(parts)
    return tolls


def _size(toll: Toll) -> tuple[int, int, int, bool]:
    return -toll.whole.high, -toll.whole.best, -toll.whole.low, not toll.whole.open


def _name_scope(total: Total) -> str:
    places = total.scope.places if total.scope is not None else ()
    return f"{_join_places(places) or 'the area'} as a whole"


def _group_victims(counted: Sequence[Incident]) -> list[Group]:
    """For each group or status that reports tell apart, how many of the harmed were of it. An incident of which nobody
    says so may have had more: the figure is open."""
    names = sorted({name for incident in counted for toll in incident.tolls.values() for name in toll.by})
    groups = []
    for name in names:
        telling = [i for i in counted if any(name in toll.by for toll in i.tolls.values())]
        tolls = {}
        for outcome in Outcome:
            harmed = [i for i in counted if outcome in i.tolls and i.tolls[outcome].whole.high]
            stated = [i for i in harmed if name in i.tolls[outcome].by]
            if stated:
                tolls[outcome] = _sum_group(name, outcome, stated, len(harmed))
        members = tuple(Member(incident.id) for incident in telling)
        groups.append(Group(name, name.replace("_", " "), members, tolls))
    groups.sort(key=lambda g: (*(-g.tolls[o].whole.best if o in g.tolls else 0 for o in Outcome), g.key))
    return groups


def _sum_group(name: str, outcome: Outcome, stated: Sequence[Incident], harmed: int) -> Toll:
    bounds = [incident.tolls[outcome].by[name] for incident in stated]
    low, best, high = (sum(getattr(each, bound) for each in bounds) for bound in _BOUNDS)
    group = name.replace("_", " ")
    sentence = f"{len(stated):,} of {harmed:,} incidents with people {outcome.value} tell of {group}, together "
    silent = " or more; of the others nobody says whether any were." if len(stated) < harmed else "."
    claims = tuple(dict.fromkeys(claim for incident in stated for claim in incident.claims))
    because = tuple(
        Reason(bound, claims, f"{sentence}{value:,}{silent}")
        for bound, value in zip(_BOUNDS, (low, best, high), strict=True)
    )
    whole = Bounds(low, best, high, len(stated) < harmed or any(each.open for each in bounds))
    return Toll(whole, {}, because, all(incident.tolls[outcome].point for incident in stated))
