"""Pronouns and names within one report: whom "he" and "their bodies" mean, and what is told of an earlier event."""

import datetime as dt

from cenotaph.claims.claim import Claim, ClaimKind
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.harm import Outcome
from tests.claims.reading import read_text


def name_of(claim: Claim) -> str | None:
    return claim.victims.names[0].name if claim.victims.names else None


def test_a_pronoun_is_the_one_with_whom_its_sentence_begins(gazetteer: Gazetteer) -> None:
    claims = read_text("Petra Novik, 36, was covering the march when she was hit by a bullet.", gazetteer)
    assert [(claim.outcome, name_of(claim)) for claim in claims] == [(Outcome.CASUALTIES, "Petra Novik")]


def test_he_who_is_shot_is_not_the_one_who_shoots(gazetteer: Gazetteer) -> None:
    claims = read_text("Egon Farkas, 40, walked up and shot him.", gazetteer)
    assert [name_of(claim) for claim in claims] == [None]


def test_a_clinic_is_nobody(gazetteer: Gazetteer) -> None:
    claims = read_text("He was flown to Arden Regional, where he died.", gazetteer)
    assert all(name_of(claim) is None for claim in claims)


def test_their_bodies_are_as_many_as_those_told_of_before(gazetteer: Gazetteer) -> None:
    claims = read_text("Four men were kidnapped on Monday. Their bodies were found on Thursday.", gazetteer)
    assert [(claim.outcome, claim.count.stated) for claim in claims] == [(Outcome.ABDUCTED, 4), (Outcome.KILLED, 4)]


def test_their_bodies_after_one_person_stay_open(gazetteer: Gazetteer) -> None:
    claims = read_text("A man was kidnapped on Monday. Their bodies were found on Thursday.", gazetteer)
    assert [claim.count.stated for claim in claims] == [1, None]


def test_they_are_the_only_several_told_of_before(gazetteer: Gazetteer) -> None:
    claims = read_text("Raiders stopped a bus and took five clerks from it. They were shot dead.", gazetteer)
    assert [(claim.outcome, claim.count.stated, claim.count.text) for claim in claims] == [(Outcome.KILLED, 5, "They")]


def test_they_after_two_that_may_be_meant_are_nobody(gazetteer: Gazetteer) -> None:
    assert not read_text("Two raiders robbed three clerks. They were shot dead.", gazetteer)


def test_they_who_are_fewer_than_a_figure_before_are_a_part_of_it(gazetteer: Gazetteer) -> None:
    text = "Three men were killed in Marlow. Two men were taken to a clinic, where they died."
    claims = read_text(text, gazetteer)
    assert [relation.type for relation in claims[-1].relations] == ["updates", "part_of"]


def test_he_who_died_where_another_was_taken_is_that_one(gazetteer: Gazetteer) -> None:
    text = "Petra Novik, 26, died at once, and the boy was taken to a clinic, where he died."
    assert [name_of(claim) for claim in read_text(text, gazetteer)] == ["Petra Novik", None]


def test_a_death_is_implied_only_where_none_is_told(gazetteer: Gazetteer) -> None:
    charge = "A clerk is charged with manslaughter."
    implied = read_text(f"A nurse was shot on Friday. {charge}", gazetteer)
    told = read_text(f"A nurse was shot on Friday and died. {charge}", gazetteer)
    assert [(claim.outcome, claim.count.stated) for claim in implied] == [
        (Outcome.CASUALTIES, 1),
        (Outcome.KILLED, None),
    ]
    assert [claim.outcome for claim in told] == [Outcome.KILLED]


def test_what_befell_somebody_earlier_is_background_further_on(gazetteer: Gazetteer) -> None:
    text = (
        "Two clerks were shot dead in Arden on Monday. The town remembers the 2014 killing of Petra Novik. "
        "Novik was walking home when she was shot."
    )
    claims = read_text(text, gazetteer, published=dt.date(2020, 3, 4))
    kinds = {name_of(claim): claim.kind for claim in claims}
    assert kinds == {None: ClaimKind.EVENT, "Petra Novik": ClaimKind.BACKGROUND}


def test_a_person_killed_now_is_news_whatever_befell_him_before(gazetteer: Gazetteer) -> None:
    text = "Petra Novik, 36, was shot dead on Monday. Novik was wounded in a raid in 2014."
    claims = read_text(text, gazetteer, published=dt.date(2020, 3, 4))
    assert [claim.kind for claim in claims] == [ClaimKind.EVENT, ClaimKind.BACKGROUND]


def test_a_surname_told_before_is_no_place(gazetteer: Gazetteer) -> None:
    text = "Petra Kharkiv, 36, opened the door. Robbers fired at Kharkiv. Kharkiv was hit in the leg."
    claims = read_text(text, gazetteer)
    found = [(claim.outcome, claim.places, name_of(claim)) for claim in claims]
    assert found == [(Outcome.INJURED, (), "Petra Kharkiv")]


def test_a_city_stays_one_after_in(gazetteer: Gazetteer) -> None:
    text = "Petra Kharkiv, 36, opened the door. Two clerks were killed in Kharkiv."
    claims = read_text(text, gazetteer)
    assert [place.name for claim in claims for place in claim.places] == ["Kharkiv"]
