"""Two readings side by side: what is new, gone, joined, parted or counted otherwise, and why; totals before and
after."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cenotaph.incidents.causes import Cause, CauseKind
from cenotaph.incidents.decisions import Link, OriginRuling
from cenotaph.incidents.differences import Difference, Side, find_differences
from cenotaph.incidents.history import Snapshot
from cenotaph.incidents.incident import Total
from cenotaph.incidents.matching import Match
from cenotaph.workflow.history import write_change
from cenotaph.workflow.json_form import write_cause, write_incident, write_provenance, write_total
from cenotaph.workflow.judged_form import write_match
from cenotaph.workflow.known import KnownClaims, list_printed
from cenotaph.workflow.reading import Reading


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """What became of an incident that a person judged: new, gone, changed (judged anew) or same; `before` and `after`
    are what the reports knew of it, None where it was not judged."""

    kind: str
    before: Match | None
    after: Match | None


@dataclass(frozen=True, slots=True)
class ReadingComparison:
    """Two readings, what is different in how they were made, and every incident of either with what became of it; and
    so of those that people judged, which are apart."""

    before: Reading
    after: Reading
    settings: tuple[Cause, ...]
    differences: tuple[Difference, ...]
    judged: tuple[JudgedChange, ...] = ()

    def count_kinds(self) -> dict[str, int]:
        """How many differences of each kind there are; a kind without any is 0."""
        counted = Counter(difference.kind for difference in self.differences)
        return {kind: counted[kind] for kind in KINDS}


KINDS = ("new", "gone", "merged", "split", "regrouped", "changed", "same")


def compare_readings(before: Reading, after: Reading) -> ReadingComparison:
    """What is different between two readings, each as it was reconciled."""
    settings = tuple(_find_settings(before, after))
    differences = find_differences(_make_side(before), _make_side(after), settings)
    return ReadingComparison(before, after, settings, tuple(differences), tuple(_compare_judged(before, after)))


def _compare_judged(before: Reading, after: Reading) -> Iterator[JudgedChange]:
    """By who judged and of which code; those of the later reading first."""
    was = {match.judged.key: match for match in before.match_judged()}
    now = {match.judged.key: match for match in after.match_judged()}
    for key, match in now.items():
        earlier = was.get(key)
        same = earlier is not None and earlier.judged == match.judged
        yield JudgedChange("new" if earlier is None else "same" if same else "changed", earlier, match)
    yield from (JudgedChange("gone", match, None) for key, match in was.items() if key not in now)


def find_total(reading: Reading) -> Total | None:
    """The total of all, None for a reading that holds none."""
    return next((total for total in reading.totals if total.scope is None and total.grade is None), None)


def _make_side(reading: Reading) -> Side:
    """A reading as it was reconciled."""
    day = reading.provenance.as_of
    snapshot = Snapshot(day, reading.incidents, KnownClaims(list_printed(reading), day))
    return Side(snapshot, {note.id: note for note in reading.documents})


def _find_settings(before: Reading, after: Reading) -> Iterator[Cause]:
    """What is different in how two readings were made."""
    old, new = before.provenance, after.provenance
    for kind, name, one, other in (
        (CauseKind.PROFILE, "rules", old.profile, new.profile),
        (CauseKind.DAY, "day as of which it is counted", str(old.as_of or "none"), str(new.as_of or "none")),
        (CauseKind.SOFTWARE, "engine that read the reports", old.engine, new.engine),
        (CauseKind.GAZETTEER, "index of places", old.gazetteer, new.gazetteer),
        (CauseKind.ACTORS, "register of actors", old.actors, new.actors),
        (CauseKind.REREAD, "least confidence", f"{old.min_confidence:g}", f"{new.min_confidence:g}"),
    ):
        if one != other:
            yield Cause(kind, (), f"The {name}: {one or 'not recorded'} before, {other or 'not recorded'} now.")
    for language in sorted(old.lexicons.keys() & new.lexicons.keys()):
        one, other = old.lexicons[language], new.lexicons[language]
        if one != other:
            yield Cause(CauseKind.LEXICON, (), f"The lexicon for “{language}”: {one} before, {other} now.")
    yield from _find_decisions(before, after)


def _find_decisions(before: Reading, after: Reading) -> Iterator[Cause]:
    one: tuple[Link | OriginRuling, ...] = (*before.decisions.links, *before.decisions.rulings)
    other: tuple[Link | OriginRuling, ...] = (*after.decisions.links, *after.decisions.rulings)
    for made in other:
        if made not in one:
            yield Cause(CauseKind.DECISION, _claims_of(made), f"A decision was made: {_say_decision(made)}.")
    for made in one:
        if made not in other:
            yield Cause(CauseKind.DECISION, _claims_of(made), f"A decision no longer holds: {_say_decision(made)}.")


def _claims_of(made: Link | OriginRuling) -> tuple[str, ...]:
    return made.claims if isinstance(made, Link) else ()


def _say_decision(made: Link | OriginRuling) -> str:
    if isinstance(made, Link):
        what = "these claims tell of one event" if made.same else "these claims tell of different events"
    elif made.goes_back_to is not None:
        what = f"{made.voice} goes back to {made.goes_back_to}"
    else:
        what = f"{made.voice} is independent"
    said = [f"by {made.by}" if made.by else "", f"on {made.on}" if made.on else "", made.why.strip().rstrip(".")]
    return ", ".join([what, *filter(None, said)])


def write_comparison(comparison: ReadingComparison) -> dict[str, Any]:
    """The comparison as plain mappings, lists, text and numbers, ready for `json.dumps`."""
    before, after = comparison.before, comparison.after
    return {
        "before": _write_side(before),
        "after": _write_side(after),
        "settings": [write_cause(cause) for cause in comparison.settings],
        "kinds": comparison.count_kinds(),
        "differences": [
            {
                "kind": each.kind,
                "before": [write_incident(incident) for incident in each.before],
                "after": [write_incident(incident) for incident in each.after],
                "changes": [write_change(change) for change in each.changes],
                "causes": [write_cause(cause) for cause in each.causes],
            }
            for each in comparison.differences
            if each.kind != "same"
        ],
        "judged": [
            {
                "kind": each.kind,
                "before": write_match(each.before) if each.before else None,
                "after": write_match(each.after) if each.after else None,
            }
            for each in comparison.judged
        ],
    }


def count_known(reading: Reading) -> tuple[int, int]:
    """How many reports and claims a reading counts: those that had been published by its day."""
    day = reading.provenance.as_of
    known = {note.id for note in reading.documents if day is None or (note.published and note.published <= day)}
    return len(known), sum(1 for claim in reading.claims if claim.document in known)


def _write_side(reading: Reading) -> dict[str, Any]:
    total = find_total(reading)
    documents, claims = count_known(reading)
    return {
        "documents": documents,
        "claims": claims,
        "incidents": len(reading.incidents),
        "provenance": write_provenance(reading.provenance),
        "all": write_total(total) if total else None,
    }
