"""What people judged of incidents, beside what the reports come to: a table, and lines that say how they agree."""

from collections.abc import Iterator, Mapping, Sequence

import click
from rich.table import Table
from rich.text import Text

from cenotaph.incidents.incident import Incident
from cenotaph.incidents.judged import CIVILIANS, JudgedIncident, JudgedToll
from cenotaph.incidents.matching import Match, word_range
from cenotaph.terminal.line import Line
from cenotaph.terminal.screen import print_table
from cenotaph.terminal.tables import list_outcomes, make_table, word_toll
from cenotaph.terminal.wording import NOT_STATED, clean, join_words, word_days, word_places

JUDGED_LEGEND = "What people judged is in no toll and no total of the reports; it stands beside them."


def make_judged_table(matches: Sequence[Match], numbers: Mapping[str, int], plain: bool) -> Table | None:
    """One row for each incident that a person judged, with what the reports tell of it; None where nobody judged."""
    if not matches:
        return None
    table = make_table("Judged by people", plain)
    for title in ("Code", "Place", "Days", "Judged", "Grade", "By", "On", "Reports"):
        table.add_column(title, overflow="fold", no_wrap=plain)
    for match in matches:
        judged = match.judged
        cells = (
            judged.code, word_places(judged.places), _word_days(judged), word_judged(judged), judged.grade or "",
            judged.by, str(judged.on), _word_reports(match, numbers),
        )  # fmt: skip
        table.add_row(*(Text(clean(cell)) for cell in cells))
    return table


def number_incidents(incidents: Sequence[Incident]) -> dict[str, int]:
    """The numbers of incidents in their table, by id."""
    return {incident.id: number for number, incident in enumerate(incidents, start=1)}


def print_judged(matches: Sequence[Match], numbers: Mapping[str, int], plain: bool) -> None:
    """Print the table of what people judged, if there is any, and what must be known to read it."""
    table = make_judged_table(matches, numbers, plain)
    if table is not None:
        click.echo()
        print_table(table, plain)
        click.echo()
        click.echo(JUDGED_LEGEND)


def explain_matches(matches: Sequence[Match], numbers: Mapping[str, int]) -> Iterator[Line]:
    """Every incident that a person judged, with why reports are taken to tell of it, and what contradicts it; `numbers`
    are those of the incidents of the reports in their table, by id."""
    if matches:
        yield Line(0, "Judged by people", True)
    for match in matches:
        yield from explain_match(match, numbers)


def explain_match(match: Match, numbers: Mapping[str, int]) -> Iterator[Line]:
    """What one person judged of one incident, and how the reports stand to it."""
    judged = match.judged
    names = [judged.code, *(f"formerly {code}" for code in judged.former_codes)]
    yield Line(
        2, f"{clean(', '.join(names))}: {clean(word_judged(judged))}, judged by {clean(judged.by)} on {judged.on}"
    )
    cause = f"; cause: {clean(judged.cause)}" if judged.cause else ""
    yield Line(6, f"place: {word_places(judged.places)}; days: {_word_days(judged)}{cause}")
    if judged.grade:
        yield Line(6, f"graded: {judged.grade}")
    if judged.sources:
        yield Line(6, f"sources: {clean('; '.join(judged.sources))}")
    if judged.notes:
        yield Line(6, f"notes: {clean(judged.notes)}")
    if judged.where:
        yield Line(6, f"from {clean(judged.where)}")
    if match.incident is not None:
        why = clean(join_words(match.reasons))
        yield Line(6, f"the reports tell of it as incident {numbers.get(match.incident.id, match.incident.id)}: {why}")
        tolls = match.incident.tolls
        said = "; ".join(f"{o.value} {word_toll(tolls, o)}" for o in list_outcomes([tolls]))
        yield Line(6, f"the reports come to: {said or 'no number'}")
    elif match.possible:
        listed = join_words([str(numbers.get(id, id)) for id in match.possible])
        yield Line(6, f"the reports may tell of it as incident {listed}: say so in a file of decisions (--links)")
    else:
        yield Line(6, "no report that was read tells of it")
    for sentence in match.contradictions:
        yield Line(6, f"contradiction: {clean(sentence)}")


def word_judged_toll(toll: JudgedToll) -> str:
    """ "killed 3 to 5", "civilians killed 4"."""
    who = f"{CIVILIANS} " if toll.group == CIVILIANS else ""
    best = f" (best {toll.best:,})" if toll.best is not None and toll.low != toll.high else ""
    return f"{who}{toll.outcome.value} {word_range(toll)}{best}"


def word_judged(judged: JudgedIncident) -> str:
    """ "killed 3 to 5; injured 2": all the numbers of a judged incident."""
    return "; ".join(map(word_judged_toll, judged.tolls)) or "no number stated"


def _word_days(judged: JudgedIncident) -> str:
    return word_days(judged.period.start, judged.period.end) if judged.period is not None else NOT_STATED


def _word_reports(match: Match, numbers: Mapping[str, int]) -> str:
    """Which incident of the reports it is, and whether it is contradicted."""
    mark = ", contradicted" if match.contradictions else ""
    if match.incident is not None:
        return f"incident {numbers.get(match.incident.id, match.incident.id)}{mark}"
    if match.possible:
        return f"perhaps {join_words([str(numbers.get(id, id)) for id in match.possible])}{mark}"
    return f"none{mark}"
