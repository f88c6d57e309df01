"""How the claims of a report stand to each other."""

import pytest

from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A man was killed on Monday. The man was killed by a shell.", ["same_as"]),
        ("A man was killed on Monday. A woman was killed by a shell.", []),
        ("Petra Novik was killed on Monday. Egon Farkas was killed by a shell.", []),
        ("A farmer killed his two brothers and then himself.", ["adds_to"]),
        ("Four victims, three men and a girl, were wounded.", ["breakdown_of", "breakdown_of"]),
        ("Three men and a girl were wounded.", ["adds_to"]),
        ("A man, 19, was hurt on Monday. A man, 23, was hurt by a shell.", []),
        ("A boy was killed on Monday. Another teenager was hurt.", ["adds_to"]),
        ("Petra Novik was killed on Monday. Her brother, 8, was hurt.", ["adds_to"]),
        ("Petra Novik was killed on Monday. His brother was hurt, said Egon Farkas.", []),
    ],
)
def test_relations_of_a_text(text: str, wanted: list[str], gazetteer: Gazetteer) -> None:
    assert [relation.type for claim in read_text(text, gazetteer) for relation in claim.relations] == wanted
