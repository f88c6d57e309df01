"""Echoes: outlets that give one number in the same words and name no source, so that one may have it from another."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cenotaph.incidents.copies import list_runs
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.incident import Reason
from cenotaph.incidents.reasons import join_names, make_reason, name_origin, write_number
from cenotaph.incidents.tellings import Telling
from cenotaph.values.harm import Outcome

# Two sentences are in the same words if they share this much of the shorter one's runs of four words, and so many of
# them: "12 people were killed in Hesk" is said by chance, nine words in a row are not. Set by reasoning.
_ECHO_SHARE = 0.6
_ECHO_RUNS = 6
_COMMON_RUN = 40  # sentences with one run of words beyond which it is a formula and tells nothing


def flag_echoes(evidence: Mapping[Outcome, Evidence], tellings: Sequence[Telling]) -> dict[Outcome, Evidence]:
    """The evidence, with an aside where outlets that name no source give one number in the same words: one may have it
    from the other. They stay as many origins as they are, since nothing shows it."""
    flagged = dict(evidence)
    for echo in _find_echoes(tellings):
        outcome = echo[0].outcome
        if outcome in flagged:
            found = flagged[outcome]
            toll = replace(found.toll, because=(*found.toll.because, _explain_echo(echo)))
            flagged[outcome] = replace(found, toll=toll)
    return flagged


def _find_echoes(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Groups of claims of different outlets' own with one figure in the same words, each with the first one's words."""
    figures: dict[tuple[Outcome, int, int], list[Telling]] = defaultdict(list)
    for t in tellings:
        if t.origin.own and t.ruling is None and t.high:
            figures[t.outcome, t.low, t.high].append(t)
    found = []
    for alike in figures.values():
        if len({t.origin.key for t in alike}) > 1:
            found += [group for group in _group_by_words(alike) if len({t.origin.key for t in group}) > 1]
    return found


def _group_by_words(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The claims grouped by their words: each is compared with the first of every group that it shares runs with."""
    groups: list[list[Telling]] = []
    sizes: list[int] = []
    by_run: dict[int, list[int]] = defaultdict(list)
    for t in tellings:
        said = list_runs(t.claim.passage.quote)
        if len(said) < _ECHO_RUNS:
            continue
        shared = Counter(number for run in said for number in by_run.get(run, ()))
        alike = [number for number, count in shared.items() if _is_echo(count, len(said), sizes[number])]
        if alike:
            groups[min(alike)].append(t)
            continue
        for run in said:
            if len(by_run[run]) < _COMMON_RUN:
                by_run[run].append(len(groups))
        groups.append([t])
        sizes.append(len(said))
    return groups


def _is_echo(shared: int, one: int, other: int) -> bool:
    return shared >= _ECHO_RUNS and shared >= _ECHO_SHARE * min(one, other)


def _explain_echo(echo: Sequence[Telling]) -> Reason:
    origins = {t.origin.key: t.origin for t in echo}
    names = join_names([name_origin(origin) for origin in origins.values()])
    first = echo[0]
    return make_reason(
        "aside",
        echo,
        f"{names} give {write_number(first.low, first.high, first.open)} in the same words and name no source: one may "
        f"have it from another. They are counted as {len(origins)} origins until somebody rules on it.",
    )
