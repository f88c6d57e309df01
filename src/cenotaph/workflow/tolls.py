"""Tolls by rows, under one rule profile or several side by side: a table of values, and its JSON form."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cenotaph.claims.claim import ClaimKind
from cenotaph.incidents.comparison import Comparison, ProfileToll, compare_profiles
from cenotaph.incidents.decisions import Decisions
from cenotaph.incidents.grouping import Group, Grouping, group_incidents
from cenotaph.incidents.incident import Incident, Reconciliation
from cenotaph.incidents.rows import Dimension
from cenotaph.values.harm import Outcome
from cenotaph.values.place import Level
from cenotaph.workflow.json_form import write_bounds, write_incident, write_tolls, write_total
from cenotaph.workflow.judged_form import write_match
from cenotaph.workflow.profiles import open_profile
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import reconcile_reading


@dataclass(frozen=True, slots=True)
class Counted:
    """What one profile makes of a reading: the reading reconciled by it, and its rows."""

    profile: str
    reading: Reading
    grouping: Grouping


@dataclass(frozen=True, slots=True)
class TollTable:
    """Tolls by rows under each of some profiles; `comparison` says why they differ, None for one profile alone."""

    by: Dimension
    level: Level
    counted: tuple[Counted, ...]
    comparison: Comparison | None


def tabulate_tolls(
    gathered: Reading,
    by: Dimension,
    *,
    profiles: Sequence[str] = ("plain",),
    level: Level = Level.ADMIN1,
    as_of: dt.date | None = None,
    decisions: Decisions | None = None,
) -> TollTable:
    """The tolls of a reading by rows, under each profile (a name, or a file of one's own), counted as of a day and with
    decisions of people beside those that it keeps. Raises ValueError for a profile that is not known or given twice."""
    obeyed = decisions or Decisions()
    rules = [open_profile(name) for name in profiles]
    names = [profile.name for profile in rules]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the profile {twice!r} is given twice; give each once")
    running = frozenset(claim.id for claim in gathered.claims if claim.kind is ClaimKind.CUMULATIVE)
    counted = []
    for given, profile in zip(profiles, rules, strict=True):
        reading = reconcile_reading(gathered, profile=given, as_of=as_of, links=obeyed.links, rulings=obeyed.rulings)
        record = Reconciliation(reading.incidents, reading.totals)
        grouping = group_incidents(
            record, by, running=running, level=level, areas=reading.areas, solved=profile.publishes != "point"
        )
        counted.append(Counted(profile.name, reading, grouping))
    comparison = None
    if len(rules) > 1:
        kept = counted[0].reading.decisions
        comparison = compare_profiles(
            gathered.claims, gathered.documents, kept.links, rules, as_of, rulings=kept.rulings
        )
    return TollTable(by, level, tuple(counted), comparison)


def list_incidents(table: TollTable) -> list[Incident]:
    """The incidents of all profiles, each once, in the order of the first: their places in it are their numbers."""
    found: dict[str, Incident] = {}
    for each in table.counted:
        for incident in each.reading.incidents:
            found.setdefault(incident.id, incident)
    return list(found.values())


def write_table(table: TollTable) -> dict[str, Any]:
    """The table as plain mappings, lists, text and numbers, ready for `json.dumps` (docs/reference/command-line.md)."""
    as_of = table.counted[0].reading.provenance.as_of
    return {
        "by": table.by.value,
        "level": table.level.value if table.by is Dimension.PLACE else None,
        "as_of": as_of.isoformat() if as_of else None,
        "profiles": [_write_counted(each) for each in table.counted],
        "differences": _write_differences(table.comparison) if table.comparison else [],
        "judged": [write_match(match) for match in table.counted[0].reading.match_judged()],
    }


def _write_counted(counted: Counted) -> dict[str, Any]:
    grouping = counted.grouping
    return {
        "profile": counted.profile,
        "groups": [_write_group(group) for group in grouping.groups],
        "apart": [_write_group(group) for group in grouping.apart],
        "running": [write_total(total) for total in grouping.running],
        "all": write_total(grouping.all),
        "counted_in_several": list(grouping.shared),
        "incidents": [write_incident(incident) for incident in counted.reading.incidents],
    }


def _write_group(group: Group) -> dict[str, Any]:
    members = [
        {"incident": member.incident, "also_under": list(member.also_under), "note": member.note}
        for member in group.members
    ]
    return {"key": group.key, "label": group.label, "members": members, "tolls": write_tolls(group.tolls)}


def _write_differences(comparison: Comparison) -> list[dict[str, Any]]:
    rows = [(compared.incident.id, compared.tolls) for compared in comparison.incidents]
    return [row for scope, tolls in [*rows, ("all", comparison.totals)] for row in _write_why(scope, tolls)]


def _write_why(scope: str, tolls: Mapping[Outcome, Sequence[ProfileToll]]) -> list[dict[str, Any]]:
    return [
        {
            "of": scope,
            "outcome": outcome.value,
            "profile": toll.profile,
            "bounds": write_bounds(toll.bounds) if toll.bounds else None,
            "shown": toll.shown,
            "grade": toll.grade,
            "counts": toll.counts,
            "why": toll.why,
        }
        for outcome, each in tolls.items()
        for toll in each
    ]
