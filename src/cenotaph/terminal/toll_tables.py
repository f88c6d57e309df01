"""The tables of `cenotaph tolls`: rows with their incidents under them, under one profile or several side by side."""

from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from cenotaph.incidents.grouping import Group, Grouping, Member
from cenotaph.incidents.incident import Bounds, Incident, Toll
from cenotaph.incidents.rows import Dimension
from cenotaph.terminal.explanation import explain_standing, explain_tolls
from cenotaph.terminal.line import Line
from cenotaph.terminal.tables import list_outcomes, make_table, name_incident, word_toll
from cenotaph.terminal.wording import clean, join_words, word_bounds, word_days, word_places
from cenotaph.values.harm import Outcome
from cenotaph.workflow.tolls import Counted, TollTable, list_incidents

_ALL = "All, each person once"
_TITLES = {Dimension.VICTIMS: "Who they were"}


def make_group_table(counted: Counted, plain: bool) -> Table:
    """The rows of one profile, the incidents under each, and the total of all."""
    grouping, incidents, areas = counted.grouping, counted.reading.incidents, counted.reading.areas
    numbers, known = _number(incidents), {incident.id: incident for incident in incidents}
    outcomes = list_outcomes([group.tolls for group in grouping.groups] + [grouping.all.tolls])
    table = _start(f"Tolls by {grouping.by.value}", grouping.by, [o.value.capitalize() for o in outcomes], plain)
    for group in grouping.groups:
        cells = [clean(group.label), "", *(word_toll(group.tolls, o) for o in outcomes), _count(len(group.members))]
        _add_row(table, cells, "bold")
        for member in group.members:
            incident = known[member.incident]
            cells = [_name_member(incident, numbers, areas), word_days(incident.start, incident.end)]
            cells += [_word_member(incident, group, grouping.by, o) for o in outcomes]
            _add_row(table, [*cells, _note(member)])
    _add_row(table, [_ALL, "", *(word_toll(grouping.all.tolls, o) for o in outcomes), ""], "bold")
    return table


def make_apart_table(counted: Counted, plain: bool) -> Table | None:
    """The incidents that the total of all leaves out under a profile, by how they stand; None if there are none."""
    grouping, areas = counted.grouping, counted.reading.areas
    if not grouping.apart:
        return None
    numbers, known = _number(counted.reading.incidents), {i.id: i for i in counted.reading.incidents}
    outcomes = list_outcomes(known[m.incident].tolls for group in grouping.apart for m in group.members)
    table = _start(f"Left out under {counted.profile}", None, [o.value.capitalize() for o in outcomes], plain)
    for group in grouping.apart:
        for member in group.members:
            incident = known[member.incident]
            cells = [_name_member(incident, numbers, areas), word_days(incident.start, incident.end)]
            _add_row(table, [*cells, *(word_toll(incident.tolls, o) for o in outcomes), group.label])
    return table


def make_running_table(grouping: Grouping, plain: bool) -> Table | None:
    """The running totals, as stated; None if there are none."""
    if not grouping.running:
        return None
    outcomes = list_outcomes(total.tolls for total in grouping.running)
    table = _start("Running totals, as stated", None, [o.value.capitalize() for o in outcomes], plain, note=False)
    for total in grouping.running:
        scope = total.scope
        days = word_days(scope.start, scope.end) if scope else ""
        _add_row(
            table, [word_places(scope.places) if scope else "", days, *(word_toll(total.tolls, o) for o in outcomes)]
        )
    return table


def make_profile_tables(table: TollTable, plain: bool) -> Iterator[Table]:
    """For each outcome a table of the rows with a column for each profile."""
    incidents, areas = list_incidents(table), table.counted[0].reading.areas
    numbers, known = _number(incidents), {incident.id: incident for incident in incidents}
    sides = [_Side(each) for each in table.counted]
    tolls = [group.tolls for each in table.counted for group in each.grouping.groups]
    for outcome in list_outcomes([*tolls, *(each.grouping.all.tolls for each in table.counted)]):
        title = f"{outcome.value.capitalize()}, by {table.by.value}"
        made = _start(title, table.by, [each.profile for each in table.counted], plain, note=False)
        for key, label in _list_groups(table, outcome):
            groups = [side.groups.get(key) for side in sides]
            _add_row(made, [clean(label), "", *(word_toll(g.tolls, outcome) if g else "" for g in groups)], "bold")
            for member in dict.fromkeys(m.incident for g in groups if g for m in g.members):
                if not any(member in side.incidents and outcome in side.incidents[member].tolls for side in sides):
                    continue
                incident, cells = known[member], [side.word(member, key, outcome) for side in sides]
                named = [_name_member(incident, numbers, areas), word_days(incident.start, incident.end)]
                _add_row(made, [*named, *cells])
        _add_row(made, [_ALL, "", *(word_toll(each.grouping.all.tolls, outcome) for each in table.counted)], "bold")
        yield made


def explain_differences(table: TollTable) -> Iterator[Line]:
    """Why profiles differ from the plain one, a sentence for each incident, outcome and profile."""
    if table.comparison is None:
        return
    numbers, areas = _number(list_incidents(table)), table.counted[0].reading.areas
    yield Line(0, "Why the profiles differ from the plain one", True)
    for compared in table.comparison.incidents:
        name = f"{numbers.get(compared.incident.id, '')} {name_incident(compared.incident, areas)}".strip()
        for outcome, tolls in compared.tolls.items():
            for toll in tolls:
                if toll.why:
                    yield Line(2, f"{name}, {outcome.value}, {toll.profile}: {toll.shown}. {clean(toll.why)}")
    for outcome, tolls in table.comparison.totals.items():
        for toll in tolls:
            if toll.why:
                yield Line(2, f"All, {outcome.value}, {toll.profile}: {toll.shown}. {clean(toll.why)}")


def explain_groups(counted: Counted, with_incidents: bool) -> Iterator[Line]:
    """How each row comes to its toll, and why each incident's bounds are what they are."""
    reading, grouping = counted.reading, counted.grouping
    cited = {claim.id: number for number, claim in enumerate(reading.claims, start=1)}
    for group in grouping.groups:
        yield Line(0, f"{clean(group.label)} ({counted.profile})", True)
        yield from explain_tolls(group.tolls, cited)
    yield Line(0, f"{_ALL} ({counted.profile})", True)
    yield from explain_tolls(grouping.all.tolls, cited)
    for number, incident in enumerate(reading.incidents if with_incidents else (), start=1):
        yield Line(
            0,
            f"Incident {number}: {name_incident(incident, reading.areas)}, {word_days(incident.start, incident.end)}",
            True,
        )
        yield from explain_tolls(incident.tolls, cited)
        yield from explain_standing(incident, cited)
    for total in grouping.running if with_incidents else ():
        yield Line(0, f"Running total: {word_places(total.scope.places) if total.scope else ''}", True)
        yield from explain_tolls(total.tolls, cited)


def _start(title: str, by: Dimension | None, columns: Sequence[str], plain: bool, note: bool = True) -> Table:
    table = make_table(title, plain)
    first = "Incident" if by is None else _TITLES.get(by, by.value.capitalize())
    for name in (first, "Days", *columns, *(["Note"] if note else [])):
        table.add_column(name, overflow="fold", no_wrap=plain)
    return table


def _add_row(table: Table, cells: Sequence[str], style: str = "") -> None:
    # As Text: names come from reports, and may hold what rich takes for markup.
    table.add_row(*(Text(cell) for cell in cells), style=style)


def _number(incidents: Sequence[Incident]) -> dict[str, int]:
    return {incident.id: number for number, incident in enumerate(incidents, start=1)}


def _name_member(incident: Incident, numbers: Mapping[str, int], areas: Mapping[str, str]) -> str:
    return f"  {numbers[incident.id]} {name_incident(incident, areas)}"


def _count(number: int) -> str:
    return "1 incident" if number == 1 else f"{number:,} incidents"


def _note(member: Member) -> str:
    also = f"also under {join_words([clean(label) for label in member.also_under])}" if member.also_under else ""
    return "; ".join(filter(None, (member.note, also)))


def _word_member(incident: Incident, group: Group, by: Dimension, outcome: Outcome) -> str:
    if by is not Dimension.VICTIMS:
        return word_toll(incident.tolls, outcome)
    bounds = _find_bounds(incident.tolls, outcome, group.key)
    return word_bounds(bounds) if bounds else ""


def _find_bounds(tolls: Mapping[Outcome, Toll], outcome: Outcome, group: str) -> Bounds | None:
    return tolls[outcome].by.get(group) if outcome in tolls else None


class _Side:
    """One profile of several, with its incidents and rows at hand."""

    def __init__(self, counted: Counted) -> None:
        self.by = counted.grouping.by
        self.incidents = {incident.id: incident for incident in counted.reading.incidents}
        self.groups = {group.key: group for group in counted.grouping.groups}

    def word(self, id: str, key: str, outcome: Outcome) -> str:
        """An incident's cell: its toll, or how it stands where it does not count."""
        incident, group = self.incidents.get(id), self.groups.get(key)
        if incident is None:
            return "nothing left"
        if not incident.standing.counts:
            return incident.standing.grade
        return _word_member(incident, group, self.by, outcome) if group else ""


def _list_groups(table: TollTable, outcome: Outcome) -> list[tuple[str, str]]:
    """The rows that any profile has for an outcome, in the order of the first that has them."""
    return list(
        dict.fromkeys(
            (group.key, group.label)
            for each in table.counted
            for group in each.grouping.groups
            if outcome in group.tolls
        )
    )
