"""What moved a toll, in a printable sentence for each cause: a new source, a correction, a retraction, a body found."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cenotaph.claims.claim import Claim, ClaimKind, is_of_family
from cenotaph.incidents.groups import name_group
from cenotaph.incidents.incident import Incident
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.reasons import join_names, name_origin, say, speak, write_number
from cenotaph.values.actor import SourceKind


class CauseKind(StrEnum):
    """What can move a toll. The last nine are causes of a difference between two readings of the same reports."""

    FIRST = "first_told"
    NEW_SOURCE = "new_source"
    NEW_FIGURE = "new_figure"
    REPEATED = "repeated"
    CORRECTION = "correction"
    ADDITION = "addition"
    RETRACTION = "retraction"
    DENIAL = "denial"
    BODY_FOUND = "body_found"
    MERGE = "merge"
    SPLIT = "split"
    PARTS = "parts"
    WEIGHING = "weighing"
    WITHDRAWN = "withdrawn"
    REREAD = "reread"
    DECISION = "decision"
    PROFILE = "profile"
    DAY = "as_of"
    SOFTWARE = "software"
    LEXICON = "lexicon"
    GAZETTEER = "gazetteer"
    ACTORS = "actors"


# How a sentence says that an origin had not spoken before.
NEWLY_HEARD = ", a new source,"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that moved a toll: the claims it rests on, by their ids, that of its figure first, and one plain
    sentence."""

    kind: CauseKind
    claims: tuple[str, ...]
    sentence: str


def map_origins(incident: Incident) -> dict[str, Origin]:
    """To whom each claim of an incident goes back, by its id."""
    return {
        claim: Origin(f"{note.label}|{note.kind or ''}", note.label, note.kind, note.kind is SourceKind.MEDIA)
        for note in incident.origin_list
        for claim in note.claims
    }


def list_heard(claims: Iterable[str], incident: Incident) -> frozenset[str]:
    """The keys of the origins of an incident to whom some claims of before go back."""
    origins = map_origins(incident)
    return frozenset(origins[claim].key for claim in claims if claim in origins)


def explain_claims(
    new: Sequence[Claim],
    old: Sequence[Claim],
    origins: Mapping[str, Origin],
    heard: Container[str],
    cited: Container[str],
) -> list[Cause]:
    """A cause for each origin that speaks in the new claims of one outcome, in the order of the claims.

    `old` are the claims of the outcome known before, `origins` to whom each claim goes back, by id; `heard` the keys of
    the origins that had spoken of the incident at all, `cited` the claims that the toll's reasons rest on.
    """
    by_origin, said = _sort_by_origin(new, origins), _sort_by_origin(old, origins)
    causes = []
    for key, claims in by_origin.items():
        origin = origins[claims[0].id]
        found = [claim for claim in claims if is_of_family(claim.rule, "found")]
        rest = [claim for claim in claims if claim not in found]
        if found:
            causes.append(_explain_found(found, origin, cited))
        if rest:
            causes.append(_explain_origin(rest, said.get(key, []), origin, key in heard, cited))
    return causes


def _explain_found(found: Sequence[Claim], origin: Origin, cited: Container[str]) -> Cause:
    main = _find_main(found, cited) or found[0]
    number = write_number(main.count.low, main.count.high, main.count.open)
    bodies = "body was" if main.count.high == 1 and not main.count.open else "bodies were"
    sentence = f"{speak(origin)} that {number} {bodies} found{_cite_documents(found, origin)}."
    return Cause(CauseKind.BODY_FOUND, _ids(found), sentence)


def _sort_by_origin(claims: Iterable[Claim], origins: Mapping[str, Origin]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.id in origins:
            found.setdefault(origins[claim.id].key, []).append(claim)
    return found


def _explain_origin(
    claims: Sequence[Claim], said: Sequence[Claim], origin: Origin, is_heard: bool, cited: Container[str]
) -> Cause:
    main = _find_main(claims, cited)
    who, verb, ids = name_origin(origin), say(origin), _ids(filter(None, (main, *claims)))
    where = _cite_documents(claims, origin)
    before = _find_main(said, cited)
    # No "which had told": an origin may be a person.
    had_told = f"{who} had told of {_say_count(before)} and" if before is not None else who
    if all(claim.kind is ClaimKind.DENIAL for claim in claims):
        kind = CauseKind.DENIAL if before is None else CauseKind.RETRACTION
        return Cause(kind, ids, f"{had_told} {_inflect('deny', verb)} it{where}.")
    if all(claim.count.high == 0 for claim in claims) and before is not None:
        sentence = f"{had_told} now {verb} that nobody was {claims[0].outcome.value}{where}."
        return Cause(CauseKind.RETRACTION, ids, sentence)
    figures = _say_figures(claims, main)
    if all(claim.kind is ClaimKind.INCREMENT for claim in claims):
        return Cause(CauseKind.ADDITION, ids, f"{who} {_inflect('add', verb)} {figures}{where}.")
    told = f"{_inflect('tell', verb)} of {figures}{where}."
    if before is not None:
        kind = CauseKind.REPEATED if _say_count(before) == figures else CauseKind.CORRECTION
        return Cause(kind, ids, f"{had_told} now {told}")
    if is_heard:
        sentence = f"{who} had not told of anyone {claims[0].outcome.value} and now {told}"
        return Cause(CauseKind.NEW_FIGURE, ids, sentence)
    return Cause(CauseKind.NEW_SOURCE, ids, f"{who}{NEWLY_HEARD} {told}")


def _inflect(word: str, said: str) -> str:
    """A verb in the number in which the origin "says" or "say"."""
    if said == "say":
        return word
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


# What is no figure for all of an event by itself.
_PARTIAL = (ClaimKind.BREAKDOWN, ClaimKind.INCREMENT, ClaimKind.DENIAL)


def _find_main(claims: Sequence[Claim], cited: Container[str]) -> Claim | None:
    """The figure that some claims of one origin stand for: of those for all, the largest that the toll rests on, else
    the last; if there are none for all, the largest."""
    counted = [claim for claim in claims if claim.count.high]
    whole = [claim for claim in counted if claim.kind not in _PARTIAL and not claim.victims.names]
    resting = [claim for claim in whole if claim.id in cited]
    if resting or not whole:
        return max(resting or counted, key=lambda claim: claim.count.high, default=None)
    return whole[-1]


def _say_figures(claims: Sequence[Claim], main: Claim | None) -> str:
    """What some claims of one origin and outcome come to: "22 people killed", "22 people killed and 7 more"."""
    if main is None:
        return f"nobody {claims[0].outcome.value}"
    more = [claim for claim in claims if claim.kind is ClaimKind.INCREMENT and claim is not main]
    added = [write_number(claim.count.low, claim.count.high, claim.count.open) for claim in more]
    return " and ".join([_say_count(main), *(f"{number} more" for number in added)])


def _say_count(claim: Claim) -> str:
    count = claim.count
    group = name_group(claim.victims.group, 1 if count.high == 1 and not count.open else 2)
    return f"{write_number(count.low, count.high, count.open)} {group} {claim.outcome.value}"


def _cite_documents(claims: Iterable[Claim], origin: Origin) -> str:
    """In which reports, unless the origin is one by its name."""
    named = [name for name in dict.fromkeys(claim.document for claim in claims) if f"report {name}" != origin.label]
    return f" ({'reports' if len(named) > 1 else 'report'} {join_names(named)})" if named else ""


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.id for claim in claims))
