"""The tables of a reading: incidents with their tolls, and totals."""

from collections.abc import Iterable, Mapping

from rich import box
from rich.table import Table
from rich.text import Text

from cenotaph.claims.claim import ClaimKind
from cenotaph.incidents.grouping import rests_on
from cenotaph.incidents.incident import INCLUDED, Incident, Toll, Total
from cenotaph.incidents.matching import Match
from cenotaph.terminal.wording import NOT_STATED, clean, join_words, word_days, word_figure, word_places
from cenotaph.values.harm import Outcome
from cenotaph.workflow.reading import Reading

NO_AREAS: Mapping[str, str] = {}
_REMAINDER = "A remainder is what a total says beyond the parts that are named."
_RANGE = 'Where the rules give no best figure, the lowest and the highest stand alone, as "9 to 14".'
LEGEND = "Tolls read low / best / high, or one number where they agree; + says that more are possible."


def list_legend(incidents: Iterable[Incident]) -> list[str]:
    """What must be known to read a table of these incidents, a line each."""
    shown = list(incidents)
    legend = [LEGEND]
    if any(incident.remainder for incident in shown):
        legend.append(_REMAINDER)
    if any(not toll.point for incident in shown for toll in incident.tolls.values()):
        legend.append(_RANGE)
    return legend


def word_reading(reading: Reading) -> str:
    """How much was read and what it came to, in one line; with the day as of which it was counted."""
    as_of, reports, claims = reading.provenance.as_of, len(reading.documents), len(reading.claims)
    if as_of is not None:
        known = {note.id for note in reading.documents if note.published and note.published <= as_of}
        reports, claims = len(known), sum(1 for claim in reading.claims if claim.document in known)
    day = f" and published by {as_of}" if as_of else ""
    return f"Reports read{day}: {reports:,}. Claims of harm: {claims:,}. Incidents: {len(reading.incidents):,}."


def make_incident_table(reading: Reading, plain: bool) -> Table:
    """One row for each incident, in the order of the reading."""
    outcomes = list_outcomes(incident.tolls for incident in reading.incidents)
    is_graded = any(incident.standing.grade != INCLUDED.grade for incident in reading.incidents)
    table = make_table("Incidents", plain)
    codes = map_codes(reading.match_judged())
    words = ("Origins", "Reports", *(["Standing"] if is_graded else []), *(["Code"] if codes else []))
    for title in ("#", "Place", "Days", *(outcome.value.capitalize() for outcome in outcomes), *words):
        right = title in ("#", "Origins", "Reports")
        table.add_column(title, justify="right" if right else "left", overflow="fold", no_wrap=plain)
    for number, incident in enumerate(reading.incidents, start=1):
        cells = [str(number), name_incident(incident, reading.areas), word_days(incident.start, incident.end)]
        cells += [word_toll(incident.tolls, outcome) for outcome in outcomes]
        cells += [str(incident.origins), str(incident.documents), *([incident.standing.grade] if is_graded else [])]
        cells += [clean(codes.get(incident.id, ""))] if codes else []
        table.add_row(*map(Text, cells))
    return table


def map_codes(matches: Iterable[Match]) -> dict[str, str]:
    """The codes by which people know incidents of the reports, by the ids of these."""
    codes: dict[str, dict[str, None]] = {}
    for match in matches:
        if match.incident is not None:
            codes.setdefault(match.incident.id, {})[match.judged.code] = None
    return {id: join_words(list(each)) for id, each in codes.items()}


def make_total_table(reading: Reading, plain: bool) -> Table:
    """One row for each total: aggregates, running totals, and all incidents."""
    outcomes = list_outcomes(total.tolls for total in reading.totals)
    table = make_table("Totals", plain)
    for title in ("Total", "Days", *(outcome.value.capitalize() for outcome in outcomes), "Incidents"):
        table.add_column(title, overflow="fold", no_wrap=plain)
    cumulative = list_cumulative(reading)
    for total in reading.totals:
        scope = total.scope
        cells = [name_total(total, cumulative), word_days(scope.start, scope.end) if scope else ""]
        cells += [word_toll(total.tolls, outcome) for outcome in outcomes]
        cells.append(_word_members(total, reading))
        table.add_row(*map(Text, cells))
    return table


def name_incident(incident: Incident, areas: Mapping[str, str] = NO_AREAS) -> str:
    """The places of an incident, with what it was, and a mark if it is what an aggregate says beyond its parts; `areas`
    are the names of areas by id, for saying where that is."""
    name = word_places(incident.places) if incident.places else f"place {NOT_STATED}"
    if incident.remainder:
        around = dict.fromkeys(
            areas[place.areas[0]] for place in incident.places if place.areas[:1] and place.areas[0] in areas
        )
        where = f" in {join_words([clean(area) for area in around])}" if around else ""
        return f"{name}{where} (remainder)"
    causes = [cause.replace("_", " ") for cause in incident.causes]
    return f"{name} ({clean(join_words(causes))})" if causes else name


def name_total(total: Total, cumulative: frozenset[str]) -> str:
    """What a total is a total of; a running total, which is stated and never added to, is marked."""
    if total.scope is None:
        return f"Left out of all: {total.grade}" if total.grade else "All incidents"
    places = word_places(total.scope.places)
    return f"{places} (running total)" if rests_on(total, cumulative) else places


def list_cumulative(reading: Reading) -> frozenset[str]:
    """The claims that count on from some day ("since September"), by which running totals are known."""
    return frozenset(claim.id for claim in reading.claims if claim.kind is ClaimKind.CUMULATIVE)


def list_outcomes(tolls: Iterable[Mapping[Outcome, Toll]]) -> list[Outcome]:
    """The outcomes that occur, in the order of the vocabulary."""
    occurring = {outcome for toll in tolls for outcome in toll}
    return [outcome for outcome in Outcome if outcome in occurring]


def word_toll(tolls: Mapping[Outcome, Toll], outcome: Outcome) -> str:
    """The toll of one outcome, empty if there is none."""
    return word_figure(tolls[outcome]) if outcome in tolls else ""


def _word_members(total: Total, reading: Reading) -> str:
    numbers = {incident.id: number for number, incident in enumerate(reading.incidents, start=1)}
    return ", ".join(str(numbers.get(member, member)) for member in total.incidents)


def make_table(title: str, plain: bool) -> Table:
    """A table without columns; plain: columns set apart by spaces."""
    if plain:
        return Table(title=title, title_justify="left", title_style="", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    return Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
