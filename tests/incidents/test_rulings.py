"""Rulings on origins that cannot be obeyed are refused with words."""

import pytest

from cenotaph.incidents.decisions import OriginRuling, Voice
from cenotaph.incidents.reconcile import reconcile
from tests.incidents.notation import make_claim, make_document, make_ruling

CLAIMS = [make_claim({"id": "c1", "killed": "3", "by": "the mayor:official"}, 0)]
DOCUMENTS = [make_document({"id": "a", "published": "2024-03-05"})]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [{"voice": "@a", "to": "the Watch"}, {"voice": "@a", "by": "O. Tal"}],
            "two rulings on the origin of report a: N. Sel says it goes back to the Watch, O. Tal says it is indep",
        ),
        (
            [{"voice": "@a", "to": "the Watch"}, {"voice": "Watch", "to": "@b"}, {"voice": "@b", "to": "@a"}],
            "go in a circle: report a to the Watch, Watch to report b, report b to report a",
        ),
    ],
)
def test_rulings_that_contradict_each_other_are_refused(rows: list[dict[str, str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        reconcile(CLAIMS, DOCUMENTS, rulings=[make_ruling(row) for row in rows])


def test_a_ruling_says_whom_it_is_about_by_whom_and_why() -> None:
    with pytest.raises(ValueError, match="a voice is that of"):
        Voice()
    with pytest.raises(ValueError, match="a voice is that of"):
        Voice(speaker=" ")
    with pytest.raises(ValueError, match="origin of the doctor in report b does not say why"):
        OriginRuling(Voice("the doctor", "b"), None, "N. Sel", " ")
    with pytest.raises(ValueError, match="goes back to itself"):
        OriginRuling(Voice("the doctor"), Voice("the doctor"), "N. Sel", "heard")
