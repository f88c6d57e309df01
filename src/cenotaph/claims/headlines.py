"""Headlines: how many people a report's title says that its event harmed."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.languages import load_reader
from cenotaph.claims.lexicon import Lexicon, available_languages
from cenotaph.claims.sentences import split_sentences
from cenotaph.claims.units import Unit
from cenotaph.values.harm import Outcome

_OUTCOMES = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES})
# Frames whose words in a title make its numbers those of something else than one event of the day.
_OTHER = ("unreal", "cumulative", "background", "several", "apart", "denial", "refuted", "earlier", "former")

_NUMBER = re.compile(r"(\d+|one)(?![\w-])", re.IGNORECASE)


class Headline(NamedTuple):
    """How many people a title says met an outcome, in its words. `is_number` tells that a number stands in it ("1
    dead"), and no person alone ("Man dead")."""

    outcome: Outcome
    count: int
    is_number: bool
    text: str


@lru_cache(maxsize=5_000)
def read_headlines(title: str, language: str) -> tuple[Headline, ...]:
    """What a title says, at most once for each outcome: only exact numbers of one event, and none where its words
    leave open how many ("several killed"), ask, or speak of several events."""
    if language not in available_languages() or "?" in title:
        return ()
    reader = load_reader(language)
    counts: dict[Outcome, int] = {}
    numbered: set[Outcome] = set()
    unsure: set[Outcome] = set()
    # "Death of a teen; guard charged": the parts of a title are clauses of their own.
    clauses = title.replace("; ", ".\n")
    for sentence in split_sentences(clauses, reader.lexicon.declared.abbreviations):
        analysis = reader.analyse(sentence, None, None, None)
        if _is_of_others(analysis, reader.lexicon):
            return ()
        taken = {finding.who for finding in analysis.findings}
        for finding in analysis.findings:
            for group in _list_groups(analysis.units, finding.who, taken):
                exact = group.count.stated is not None and group.count.low == group.count.high
                is_next = _counts_on(analysis.tagged, group)
                if not exact or finding.negated or group.part or group.unsaid or group.increment or is_next:
                    unsure.add(finding.outcome)
                if _NUMBER.match(group.count.text) or group.count.low > 1:
                    numbered.add(finding.outcome)
                if finding.outcome is Outcome.CASUALTIES and finding.outcome in counts:
                    unsure.add(finding.outcome)  # "Boy shoots sister shot before": perhaps one person twice
                counts[finding.outcome] = counts.get(finding.outcome, 0) + group.count.low
    return tuple(
        Headline(outcome, count, outcome in numbered, title.strip())
        for outcome, count in counts.items()
        if outcome in _OUTCOMES and outcome not in unsure and count
    )


def _list_groups(units: Sequence[Unit], who: int, taken: set[int]) -> list[Group]:
    """The people of a finding, with those whom a title lists beside them without "and": "Girl, mother shot dead"."""
    groups = list(groups_of(units[who]))
    for step in (-1, 1):
        k = who + 2 * step
        while 0 <= k < len(units) and units[k - step].has("comma") and k not in taken and _is_listed(units[k]):
            groups += groups_of(units[k])
            k += 2 * step
    return groups


def _counts_on(units: Sequence[Unit], group: Group) -> bool:
    """True for one of several told of before: "Second victim dies"."""
    return any(group.first <= u.first < group.last and u.field("number", "modifier") is not None for u in units)


def _is_listed(unit: Unit) -> bool:
    """True for people told of without an article or a name, as titles list them."""
    groups = groups_of(unit)
    return unit.has("victims") and all(not g.names and not g.definite and " a" not in f" {g.count.text.lower()}" for g in groups)


def _is_of_others(analysis: Analysis, lexicon: Lexicon) -> bool:
    return any(lexicon.frames[name].search(analysis.lowered) for name in _OTHER) or any(
        period.role == "since" for period in analysis.periods
    )
