"""Two records of much the same reports: every incident is told of once, and whatever is not the same has a reason."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.incidents.causes import CauseKind
from cenotaph.incidents.differences import Side, find_differences
from cenotaph.incidents.history import Snapshot
from cenotaph.incidents.notes import note_document
from cenotaph.incidents.reconcile import reconcile
from tests.incidents.notation import make_claim, make_document
from tests.incidents.test_invariants import rows


def make_side(claims: list[Claim], documents: list[Document], day: dt.date | None = None) -> Side:
    published = {document.id: document.published for document in documents}
    there = [claim for claim in claims if claim.document in published]
    known = {c.id: c for c in there if day is None or (published[c.document] or dt.date.max) <= day}
    record = reconcile(there, documents, as_of=day)
    return Side(
        Snapshot(day, record.incidents, known), {document.id: note_document(document) for document in documents}
    )


@given(
    rows(),
    st.sets(st.sampled_from("abc")),
    st.sets(st.sampled_from("abc")),
    st.sampled_from([None, dt.date(2024, 3, 4)]),
)
@settings(max_examples=80, deadline=None)
def test_whatever_differs_has_a_reason(
    case: tuple[list[Claim], list[Document]], one: set[str], other: set[str], day: dt.date | None
) -> None:
    claims, documents = case
    before = make_side(claims, [d for d in documents if d.id in one])
    after = make_side(claims, [d for d in documents if d.id in other], day)
    found = find_differences(before, after, ())
    assert sorted(i.id for each in found for i in each.before) == sorted(i.id for i in before.known.incidents)
    assert sorted(i.id for each in found for i in each.after) == sorted(i.id for i in after.known.incidents)
    for each in found:
        assert (each.kind == "same") == (not each.changes and not each.causes)
        for cause in (*each.causes, *(cause for change in each.changes for cause in change.causes)):
            assert cause.sentence.endswith(".")
    assert {each.kind for each in find_differences(after, after, ())} <= {"same"}


def test_a_text_under_another_id_is_the_same_text() -> None:
    """A newer version reads the passage to another end; the report was given another name since."""
    text = " ".join(f"word{n}" for n in range(40))
    old = make_claim({"id": "old", "doc": "a", "killed": "9", "place": "Hesk", "days": "2024-03-04"}, 0)
    new = replace(old, id="new", document="b", passage=replace(old.passage, end=old.passage.end + 4))
    before = make_side([old], [make_document({"id": "a", "text": text, "publisher": "Daily"})])
    after = make_side([new], [make_document({"id": "b", "text": text, "publisher": "Daily"})])
    (only,) = find_differences(before, after, ())
    assert only.kind == "same"


def test_two_texts_under_one_id_are_two_reports() -> None:
    """Two records' files of one name: nothing was read again."""
    claim = make_claim({"id": "old", "doc": "a", "killed": "9", "place": "Hesk", "days": "2024-03-04"}, 0)
    other = replace(claim, id="new", passage=replace(claim.passage, end=claim.passage.end + 4))
    one, two = (" ".join(f"{word}{n}" for n in range(40)) for word in ("word", "other"))
    before = make_side([claim], [make_document({"id": "a", "text": one, "publisher": "Daily"})])
    after = make_side([other], [make_document({"id": "a", "text": two, "publisher": "Daily"})])
    causes = {cause.kind for each in find_differences(before, after, ()) for cause in each.causes}
    causes |= {
        cause.kind for each in find_differences(before, after, ()) for change in each.changes for cause in change.causes
    }
    assert causes
    assert CauseKind.REREAD not in causes


def test_what_is_read_otherwise_names_the_slot() -> None:
    documents = [make_document({"id": "a", "published": "2024-03-05"})]
    old = make_claim({"id": "c", "doc": "a", "killed": "9", "place": "Hesk", "days": "2024-03-04"}, 0)
    new = make_claim(
        {"id": "c", "doc": "a", "killed": "9+", "place": "Oltan", "days": "2024-03-03", "cause": "shelling"}, 0
    )
    (only,) = find_differences(make_side([old], documents), make_side([new], documents), ())
    (cause,) = only.causes
    assert cause.kind is CauseKind.REREAD
    assert cause.sentence == (
        "“xxxxxxxxxxxxxxxxxxxx” (a) is read otherwise: number at least 9, before 9; place Oltan (t:3), before "
        "Hesk (t:2); days 2024-03-03, before 2024-03-04; cause shelling, before not stated."
    )
