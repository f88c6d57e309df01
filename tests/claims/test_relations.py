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
        ("In all, 35 people were killed: 20 guards, 12 cooks and three clerks.", ["breakdown_of"] * 3),
        ("Ten people were killed: the 20 guards and 12 cooks stood by.", []),
        ("The death toll of 64 comprises 41 men, 15 women and 8 children.", ["breakdown_of"] * 3),
        ("A man, 19, was hurt on Monday. A man, 23, was hurt by a shell.", []),
        ("A boy was killed on Monday. Another teenager was hurt.", ["adds_to"]),
        ("Petra Novik was killed on Monday. Her brother, 8, was hurt.", ["adds_to"]),
        ("Petra Novik was killed on Monday. His brother was hurt, said Egon Farkas.", []),
        ("Two women were killed on Monday. A third woman was hurt.", ["adds_to"]),
        ("Three women were killed on Monday. A third woman was hurt.", []),
        ("Two clerks were killed at noon and the third died on Monday.", ["adds_to"]),
        ("A customer was killed at noon. An employee was wounded.", ["adds_to"]),
        ("A customer was killed at noon. A man was wounded.", []),
        ("A man was killed at noon. A man and three women were wounded.", ["adds_to", "adds_to"]),
        ("A man was killed at noon. Three others were hit.", ["adds_to"]),
        ("A boy and a girl were killed at noon. Officers shot him dead.", ["adds_to", "adds_to"]),
        ("A boy was killed at noon. Officers shot him dead.", ["same_as"]),
        ("Fifteen were wounded at noon. Five remain in hospital.", ["breakdown_of"]),
        ("Five are in hospital, one with deep wounds.", ["breakdown_of"]),
        ("Three children were killed. The children's father was killed too.", ["adds_to"]),
        ("Three children were killed. The nurse's father was killed too.", []),
        ("A driver was killed on Monday. A passenger was also hurt.", ["adds_to"]),
        ("He killed the owner before he was killed.", ["adds_to"]),
        ("Two clerks were killed at noon. The gunman was killed by a guard.", ["adds_to"]),
        ("Two clerks are dead. The gunman was killed by a guard.", []),
        ("Two clerks were killed. The suspect, Egon Farkas, ran off. He died on Monday.", ["adds_to"]),
        ("Two clerks were killed at noon. Egon Farkas shot himself. He died on Monday.", ["updates", "adds_to"]),
        ("Two clerks were found dead. Egon Farkas killed himself.", []),
        ("A shell wounded five clerks. One of the wounded died on Monday.", ["part_of"]),
        ("A shell wounded nine clerks, three of whom died on Monday.", ["part_of"]),
        ("A shell wounded nine clerks. Nobody fled. One of the wounded died.", ["part_of"]),
        ("A shell killed two and wounded seven. Two of the wounded died.", ["part_of", "adds_to"]),
        ("A clerk was shot dead by her husband, who then killed himself.", ["adds_to"]),
        ("A cook was shot and a man next door was hit.", ["adds_to"]),
        ("A cook was shot. The man was hit in the arm.", []),
        ("A girl was hit in the arm. Her cousin was hit in the leg.", ["adds_to"]),
        ("A girl was hit in the arm. Three men were hit in the leg.", ["adds_to"]),
        ("A person was hit in the arm. Three men were hit in the leg.", []),
        ("Petra Novik was killed at noon. The co-worker was shot in the leg.", ["adds_to"]),
        ("The clerk was hit in the arm. The robber was hit in the leg.", ["adds_to"]),
        ("Officer Petra Novik was hit in the arm. A clerk was hit in the leg.", ["adds_to"]),
        ("A third person has died. Two people were killed on Monday.", ["adds_to"]),
        ("A third person has died. Four people were killed on Monday.", []),
        ("A blast killed 30 people. Thirteen of the dead were women. Seven more bodies were burned.", []),
        ("A blast killed 30 people. Thirteen of the dead were women. Seven more people died.", ["adds_to"]),
    ],
)
def test_relations_of_a_text(text: str, wanted: list[str], gazetteer: Gazetteer) -> None:
    assert [relation.type for claim in read_text(text, gazetteer) for relation in claim.relations] == wanted


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ("A clerk was killed in a raid on Monday.", "The suspect was killed an hour later.", ["adds_to"]),
        ("A man was shot dead by police on Monday.", "The suspect was killed an hour later.", ["same_as"]),
    ],
)
def test_the_suspect_is_no_clerk_and_may_be_a_man(
    first: str, second: str, kinds: list[str], gazetteer: Gazetteer
) -> None:
    claims = read_text(f"{first} {second}", gazetteer)
    assert [relation.type.value for relation in claims[1].relations] == kinds


def test_two_of_the_dead_are_none_of_the_wounded(gazetteer: Gazetteer) -> None:
    claims = read_text("A gunman killed three people and wounded five. Two died at the scene.", gazetteer)
    wounded = next(claim for claim in claims if claim.outcome.value == "injured")
    assert all(relation.claim != wounded.id for claim in claims for relation in claim.relations)
