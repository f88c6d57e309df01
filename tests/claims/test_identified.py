"""Names by which a later sentence identifies those whom an earlier one counts."""

import pytest

from cenotaph.claims.claim import Claim, RelationType
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text


def list_named(claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    """The outcome and name of every person whom the claims name."""
    return [(claim.outcome.value, name.name) for claim in claims for name in claim.victims.names]


def test_the_victims_of_a_number_are_named(gazetteer: Gazetteer) -> None:
    text = (
        "Two men were shot and killed on Monday. A third was hurt.\n\n"
        "The victims were identified by police as John Baker, 19, and Sean Hunter, 20."
    )
    claims = read_text(text, gazetteer)
    assert list_named(claims) == [("killed", "John Baker"), ("killed", "Sean Hunter")]
    assert all(name.name in claim.passage.quote for claim in claims for name in claim.victims.names)


def test_one_victim_named_is_the_one_told_of(gazetteer: Gazetteer) -> None:
    claims = read_text("A man was shot dead on Monday. Police identified the victim as Petra Novik.", gazetteer)
    assert list_named(claims) == [("killed", "Petra Novik")]
    assert [(r.type, r.claim) for r in claims[1].relations] == [(RelationType.SAME_AS, claims[0].id)]


def test_they_are_the_only_ones_told_of_before(gazetteer: Gazetteer) -> None:
    text = "Two men were killed and four hurt. The names of the two killed are known. They are Ali Hasan and Omar Said."
    assert list_named(read_text(text, gazetteer)) == [("killed", "Ali Hasan"), ("killed", "Omar Said")]


@pytest.mark.parametrize(
    "text",
    [
        # "They" may be the dead or the hurt.
        "Two men were killed and two hurt on Monday. They are Petra Novik and Egon Farkas.",
        # Somebody accused is no victim.
        "Two men were killed on Monday. The gunmen were identified as Petra Novik and Egon Farkas.",
        "A woman was found dead on Monday. The suspect was identified as Petra Novik.",
        # Not as many names as people.
        "Five clerks were killed on Monday. The victims were identified as Petra Novik and Egon Farkas.",
        # Another word, another sex, another age.
        "A clerk was killed on Monday. Police identified the owner as Petra Novik.",
        "A 20-year-old man was killed on Monday. Police identified the victim as Petra Novik, 31.",
        # Nobody counted at all.
        "A mill burned down on Monday. The victim was identified as Petra Novik.",
    ],
)
def test_nobody_else_is_named(text: str, gazetteer: Gazetteer) -> None:
    assert list_named(read_text(text, gazetteer)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tiffany Cook was killed.", ["Tiffany Cook"]),
        ("Police shot Phil and Connie Weaver on Monday.", ["Phil", "Connie Weaver"]),
        ("The two men (Ali Hasan and Omar Said) were killed.", ["Ali Hasan", "Omar Said"]),
        ("Arden Baker Killed In Blaze.", []),
        ("The Arden Baker was killed.", []),
    ],
)
def test_a_calling_may_be_a_last_name(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    assert [name for _, name in list_named(read_text(text, gazetteer))] == names
