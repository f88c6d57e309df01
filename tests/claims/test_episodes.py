"""Events that a report's words set apart, and what follows from it for places, weapons and tolls."""

import pytest

import cenotaph
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_text

HEADED = (  # a list under a heading, between two sentences of the report's own event
    "Two guards were killed by a mine in Tabqa on Friday.\n\n{heading}\n\n- A tailor was shot dead on Saturday.\n\n"
    "- Three drivers were wounded in Hama.\n\nThe mine killed two guards, the mayor said."
)

ROUND = (  # a round-up: a total, and then one event after the other, the last paragraph about the first again
    "Four people were shot {lead} over the weekend.\n\nAt 6 p.m. Saturday, a tailor was shot in the 400 block of "
    "Mill Road.\n\nHours later, police were called to the corner of Dale and Fifth. They found a cook shot in the "
    "head. He was pronounced dead.\n\nA baker was shot in the 900 block of Hill Street on Sunday.\n\n"
    "The tailor was wounded in the leg."
)


@pytest.mark.parametrize(
    ("text", "episodes"),
    [
        ("Two guards were killed. In a separate attack, a tailor was killed.", [0, 1]),
        ("Two guards were killed. A tailor was killed by a separate shell.", [0, 0]),
        ("Two guards died.\n\nIn a separate attack, a tailor was shot.\n\nHe was killed by one bullet.", [0, 1, 1]),
        ("Two guards died.\n\nIn a separate attack, a tailor was shot.\n\nA cook was killed, too.", [0, 1, 0]),
        ("Two guards died.\n\nElsewhere in Hama, a tailor was shot.\n\nElsewhere in Homs, a cook died.", [0, 1, 2]),
        ("Two guards were killed.\n\nHe went elsewhere, but a cook was killed.", [0, 0]),
        ("Two guards were killed.\n\nA baker and his son were shot in an unconnected case.", [0, 1]),
        ("Two guards were killed in an unrelated attack.", [0]),
        ("Two guards died.\n\nA cook was shot in Homs. The cases are not believed to be linked.", [0, 1]),
        ("Two guards died.\n\nA cook was shot in Homs. The cases were closed.", [0, 0]),
        ("Two guards died.\n\nIn that case, a cook was shot in Homs.", [0, 1]),
        ("Two guards died.\n\nThe following Thursday, a cook was shot in Homs.", [0, 1]),
        (ROUND.format(lead="in separate shootings"), [0, 0, 1, 1, 2, 0]),
        (ROUND.format(lead="in a shooting"), [0, 0, 0, 0, 0, 0]),
        (HEADED.format(heading="Elsewhere over the weekend:"), [0, 1, 2, 0]),
        (HEADED.format(heading="Also over the weekend, according to the police:"), [0, 1, 2, 0]),
        (HEADED.format(heading="What the mayor told us:"), [0, 0, 0, 0]),
    ],
)  # fmt: skip
def test_events_set_apart(text: str, episodes: list[int], gazetteer: Gazetteer) -> None:
    numbers = [claim.episode for claim in read_text(text, gazetteer)]
    order = list(dict.fromkeys(n for n in numbers if n))
    assert [n and order.index(n) + 1 for n in numbers] == episodes


def test_what_is_set_apart_takes_no_place_or_weapon_from_the_rest(gazetteer: Gazetteer) -> None:
    claims = read_text(HEADED.format(heading="Elsewhere:"), gazetteer)
    tailor = next(c for c in claims if "tailor" in c.passage.quote)
    assert tailor.places == ()
    assert tailor.cause is None or tailor.cause.weapon != "mine"
    again = claims[-1]
    assert [p.name for p in again.places] == [p.name for p in claims[0].places]  # and the rest none from it


def test_a_heading_places_what_stands_under_it(gazetteer: Gazetteer) -> None:
    claims = read_text(HEADED.format(heading="Elsewhere in Aleppo:"), gazetteer)
    assert [p.name for p in next(c for c in claims if "tailor" in c.passage.quote).places] == ["Aleppo"]


def test_what_is_set_apart_is_an_incident_of_its_own() -> None:
    text = "Two guards were killed at noon.\n\nIn an unrelated attack, {} guards were killed."
    for number, tolls in (("five", [2, 5]), ("two", [2, 2])):
        document = {"id": "a", "published": "2016-05-02", "language": "en", "text": text.format(number)}
        reading = cenotaph.read([document])
        assert [toll.whole.best for i in reading.incidents for toll in i.tolls.values()] == tolls


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A raid killed two people in Mosul. A second raid killed five people.", [(0, "Mosul"), (1, "Mosul")]),
        ("A raid killed two people in Mosul. Hours later, another raid killed five.", [(0, "Mosul"), (1, "Mosul")]),
        ("Raids killed seven people in Mosul. A second raid killed five people.", [(0, "Mosul"), (0, "Mosul")]),
    ],
)
def test_another_attack_on_the_same_place(text: str, wanted: list[tuple[int, str]], gazetteer: Gazetteer) -> None:
    assert [(claim.episode, claim.places[0].text) for claim in read_text(text, gazetteer)] == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ROUND.format(lead="in separate shootings"), "cumulative"),
        (ROUND.format(lead="in a shooting"), "event"),
        ("Four people were shot in the worst of several shootings.\n\nA cook was shot.", "event"),
    ],
)
def test_what_a_round_up_says_of_all_its_events_is_a_running_total(text: str, kind: str, gazetteer: Gazetteer) -> None:
    assert read_text(text, gazetteer)[0].kind == kind
