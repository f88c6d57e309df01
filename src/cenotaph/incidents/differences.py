"""What is different between two records of much the same reports: incidents that are new, gone, joined or parted, tolls
that moved, and why."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cenotaph.claims.claim import Claim
from cenotaph.incidents.causes import Cause, CauseKind, explain_claims, list_heard, map_origins
from cenotaph.incidents.history import Change, Snapshot, make_change
from cenotaph.incidents.incident import Incident, Toll
from cenotaph.incidents.lineage import Kinship, match_incidents
from cenotaph.incidents.notes import DocumentNote
from cenotaph.incidents.reasons import write_number
from cenotaph.values.harm import Outcome

_MOST_TOLD = 6  # claims read otherwise that are told one by one; the rest is counted


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records: what was known, and the documents behind it, by id."""

    known: Snapshot
    documents: Mapping[str, DocumentNote]


@dataclass(frozen=True, slots=True)
class Difference:
    """Incidents that are one another's kin, how (new, gone, merged, split, regrouped, changed, same), how the tolls
    moved where one is still one, and why."""

    kind: str
    before: tuple[Incident, ...]
    after: tuple[Incident, ...]
    changes: tuple[Change, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """How two readings know the claims of the same passages: `same` gives for claims of the later one the earlier ids
    where they differ; `documents` for documents of the later one the id that they had. `kept` are the earlier ids of
    all claims that the later one knows, `known` those of the documents that had been published by its day."""

    same: Mapping[str, str]
    documents: Mapping[str, str]
    kept: frozenset[str]
    known: frozenset[str]


def find_differences(before: Side, after: Side, settings: Sequence[Cause]) -> list[Difference]:
    """Every incident of either record, once, in the order of the later one. `settings` are differences in how the
    records were made (profile, lexicon, ...), which explain what no claim does."""
    reread = match_claims(before, after)
    found = []
    for kinship in match_incidents(before.known.incidents, after.known.incidents, reread.same):
        changes = _find_changes(kinship, before, after, reread) if kinship.kind == "followed" else ()
        kind = kinship.kind
        if kind == "followed":
            kind = "changed" if changes else "same"
        causes = tuple(_find_causes(kinship, changes, before, after, reread)) if kind != "same" else ()
        if kind != "same" and not causes:
            silent = _find_silent(kinship, settings)
            if any(change.causes for change in changes):
                changes = tuple(each if each.causes else replace(each, causes=silent) for each in changes)
            else:
                causes = silent
        found.append(Difference(kind, kinship.before, kinship.after, changes, causes))
    return found


def _find_silent(kinship: Kinship, settings: Sequence[Cause]) -> tuple[Cause, ...]:
    """Why something moved that no claim of its own explains: how the records were made, else what is told beside it."""
    claims = {claim for incident in (*kinship.before, *kinship.after) for claim in incident.claims}
    # A decision about other claims has nothing to do with it.
    bearing = [cause for cause in settings if not cause.claims or not claims.isdisjoint(cause.claims)]
    made = tuple(cause for cause in bearing if cause.kind is not CauseKind.DAY)
    if made or not bearing:
        return made or (_OTHERS,)
    is_remainder = any(incident.remainder for incident in (*kinship.before, *kinship.after))
    return (_OTHERS,) if is_remainder else tuple(bearing)


_OTHERS = Cause(
    CauseKind.PARTS, (), "Its own claims are the same; what other reports say of its area or its speakers has changed."
)


def match_claims(before: Side, after: Side) -> Reread:
    """Which claims of the later record are those of the earlier one under another id, since a newer lexicon reads their
    passage with other ends: of one text, one outcome, and passages that overlap."""
    texts = {note.digest: note.id for note in before.documents.values() if note.digest}
    documents = {}
    for note in after.documents.values():
        if note.id in before.documents and _may_be_same(before.documents[note.id], note):
            documents[note.id] = note.id
        elif note.digest in texts:
            documents[note.id] = texts[note.digest]
    old: dict[tuple[str, Outcome], list[Claim]] = defaultdict(list)
    for claim in _in_order(before):
        if claim.id not in after.known.claims:
            old[claim.document, claim.outcome].append(claim)
    same = {}
    for claim in _in_order(after):
        if claim.id in before.known.claims or claim.document not in documents:
            continue
        near = [(_overlap(claim, each), each) for each in old[documents[claim.document], claim.outcome]]
        shared, best = max(near, key=lambda pair: pair[0], default=(0, None))
        if best is not None and shared > 0:
            same[claim.id] = best.id
            old[documents[claim.document], claim.outcome].remove(best)
    kept = frozenset(same.get(claim, claim) for claim in after.known.claims)
    known = frozenset(documents[note.id] for note in after.documents.values() if _is_known(note, after, documents))
    return Reread(same, documents, kept, known)


def _may_be_same(one: DocumentNote, other: DocumentNote) -> bool:
    """False for two texts under one id: two records' files of one name are two reports."""
    return not one.digest or not other.digest or one.digest == other.digest


def _is_known(note: DocumentNote, side: Side, documents: Mapping[str, str]) -> bool:
    day = side.known.day
    return note.id in documents and (day is None or (note.published is not None and note.published <= day))


def _in_order(side: Side) -> list[Claim]:
    return sorted(side.known.claims.values(), key=lambda c: (c.document, c.passage.start, c.passage.end, c.id))


def _overlap(one: Claim, other: Claim) -> int:
    return min(one.passage.end, other.passage.end) - max(one.passage.start, other.passage.start)


def _find_changes(kinship: Kinship, before: Side, after: Side, reread: Reread) -> tuple[Change, ...]:
    was, now = kinship.before[0], kinship.after[0]
    changes = []
    known_as = {id: claim for claim, id in reread.same.items()}
    heard = list_heard((known_as.get(claim, claim) for claim in was.claims), now)
    for outcome in Outcome:
        old, new = was.tolls.get(outcome), now.tolls.get(outcome)
        if (old.whole if old else None) == (new.whole if new else None):
            continue
        causes = _explain_new_reports(now, outcome, new, heard, before, after, reread)
        changes.append(make_change(outcome, old, new, causes, ()))
    return tuple(changes)


def _explain_new_reports(
    now: Incident, outcome: Outcome, toll: Toll | None, heard: frozenset[str], before: Side, after: Side, reread: Reread
) -> list[Cause]:
    """The causes in claims of reports that the earlier record did not have."""
    cited = {claim for reason in toll.because for claim in reason.claims} if toll is not None else set()
    claims = [after.known.claims[id] for id in now.claims if id in after.known.claims]
    bearing = [claim for claim in claims if claim.outcome is outcome or claim.id in cited]
    fresh = [claim for claim in bearing if _is_of_new_report(claim, before, reread)]
    new = {claim.id for claim in fresh}
    known = [claim for claim in bearing if claim.id not in new]
    causes = explain_claims(fresh, known, map_origins(now), heard, cited)
    return [cause for cause in causes if not set(cause.claims).isdisjoint(cited)] or causes


def _was_known(claim: Claim, before: Side, reread: Reread) -> bool:
    return reread.same.get(claim.id, claim.id) in before.known.claims


def _is_of_new_report(claim: Claim, before: Side, reread: Reread) -> bool:
    """True if the report was not there before, or had not been published by the day of the earlier record."""
    earlier = reread.documents.get(claim.document)
    if earlier is None:
        return True
    day, published = before.known.day, before.documents[earlier].published
    return day is not None and (published is None or published > day)


def _find_causes(
    kinship: Kinship, changes: Sequence[Change], before: Side, after: Side, reread: Reread
) -> Iterator[Cause]:
    """What moved the incidents as such: new reports where nothing else tells of them, reports that are gone, words that
    are read otherwise."""
    old = [before.known.claims[id] for i in kinship.before for id in i.claims if id in before.known.claims]
    new = [after.known.claims[id] for i in kinship.after for id in i.claims if id in after.known.claims]
    for incident in kinship.after if not changes else ():
        yield from _tell_new_reports(incident, before, after, reread)
    yield from _tell_withdrawn([claim for claim in old if claim.document not in reread.known], after, reread)
    otherwise = [
        *_tell_lost([claim for claim in old if claim.id not in reread.kept and claim.document in reread.known]),
        *_tell_found(
            [c for c in new if not _is_of_new_report(c, before, reread) and not _was_known(c, before, reread)]
        ),
        *_tell_reread(new, before, reread),
    ]
    yield from otherwise[:_MOST_TOLD]
    if len(otherwise) > _MOST_TOLD:
        rest = tuple(claim for cause in otherwise[_MOST_TOLD:] for claim in cause.claims)
        yield Cause(CauseKind.REREAD, rest, f"{len(rest):,} more of its claims are read otherwise.")


def _tell_new_reports(incident: Incident, before: Side, after: Side, reread: Reread) -> Iterator[Cause]:
    """What reports that the earlier record did not have say of an incident that is new, or joined or parted."""
    claims = [after.known.claims[id] for id in incident.claims if id in after.known.claims]
    fresh = {claim.id for claim in claims if _is_of_new_report(claim, before, reread)}
    heard = list_heard((claim.id for claim in claims if claim.id not in fresh), incident)
    for outcome in Outcome:
        told = [claim for claim in claims if claim.outcome is outcome and claim.id in fresh]
        known = [claim for claim in claims if claim.outcome is outcome and claim.id not in fresh]
        yield from explain_claims(told, known, map_origins(incident), heard, fresh)


def _tell_withdrawn(claims: Sequence[Claim], after: Side, reread: Reread) -> Iterator[Cause]:
    """Reports that are gone, and those that had not been published by the day of the later record."""
    there = frozenset(reread.documents.values())
    for document in dict.fromkeys(claim.document for claim in claims):
        said = [claim for claim in claims if claim.document == document]
        figures = ", ".join(dict.fromkeys(f"{_say_number(claim)} {claim.outcome.value}" for claim in said))
        is_later = document in there
        what = f"had not been published by {after.known.day}" if is_later else "is no longer there"
        kind = CauseKind.DAY if is_later else CauseKind.WITHDRAWN
        yield Cause(kind, tuple(claim.id for claim in said), f"Report {document}, which told of {figures}, {what}.")


def _tell_lost(claims: Sequence[Claim]) -> Iterator[Cause]:
    for claim in claims:
        sentence = (
            f"“{claim.passage.quote}” ({claim.document}) is no longer read as {_say_number(claim)} {claim.outcome}."
        )
        yield Cause(CauseKind.REREAD, (claim.id,), sentence)


def _tell_found(claims: Sequence[Claim]) -> Iterator[Cause]:
    for claim in claims:
        sentence = f"“{claim.passage.quote}” ({claim.document}) is now read as {_say_number(claim)} {claim.outcome}."
        yield Cause(CauseKind.REREAD, (claim.id,), sentence)


def _tell_reread(claims: Sequence[Claim], before: Side, reread: Reread) -> Iterator[Cause]:
    """Claims whose passage is read otherwise than before, and in what."""
    for claim in claims:
        old = before.known.claims.get(reread.same.get(claim.id, claim.id))
        if old is None:
            continue
        moved = list(_list_moved(old, claim))
        if moved:
            yield Cause(
                CauseKind.REREAD, (claim.id,),
                f"“{claim.passage.quote}” ({claim.document}) is read otherwise: {'; '.join(moved)}.",
            )  # fmt: skip


def _list_moved(old: Claim, new: Claim) -> Iterator[str]:
    if (old.count.low, old.count.high, old.count.open) != (new.count.low, new.count.high, new.count.open):
        yield f"number {_say_number(new)}, before {_say_number(old)}"
    for name, one, other in (
        ("group", old.victims.group, new.victims.group),
        ("kind", old.kind.value, new.kind.value),
        ("place", _say_places(old), _say_places(new)),
        ("days", _say_days(old), _say_days(new)),
        ("speaker", old.source.name if old.source else "", new.source.name if new.source else ""),
        ("cause", old.cause.weapon if old.cause else "", new.cause.weapon if new.cause else ""),
    ):
        if one != other:
            yield f"{name} {other or 'not stated'}, before {one or 'not stated'}"


def _say_number(claim: Claim) -> str:
    return write_number(claim.count.low, claim.count.high, claim.count.open)


def _say_places(claim: Claim) -> str:
    return ", ".join(f"{place.name} ({place.id})" if place.id else place.name for place in claim.places)


def _say_days(claim: Claim) -> str:
    return claim.period.edtf if claim.period else ""
