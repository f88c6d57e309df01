"""The four judgements on an incident: each apart from the others, with its speakers and claims."""

import datetime as dt

import pytest

from cenotaph.archive.document import Document
from cenotaph.incidents.incident import Incident
from cenotaph.incidents.judgements import CivilianRange
from cenotaph.workflow.read import read_documents
from cenotaph.workflow.saved import load_reading, write_reading

ACCUSED = "Residents accused the RSF of it."
HARM = "Shelling killed 12 people in Mosul on Monday, a doctor said."


def read_one(gazetteer, *texts: str) -> Incident:
    documents = [
        Document(f"{k}", text, published=dt.date(2016, 3, 4 + k), language="en") for k, text in enumerate(texts)
    ]
    (incident,) = read_documents(documents, gazetteer=gazetteer).incidents
    return incident


@pytest.mark.parametrize(
    ("text", "harm", "attack"),
    [
        (HARM, "reported", "reported"),
        (f"{HARM} The RSF denied that anyone was killed.", "disputed", "reported"),
        (f"{HARM} The RSF denied that any attack had taken place.", "disputed", "disputed"),
        (f"{HARM} The RSF claimed responsibility.", "reported", "declared"),
        ("Twelve people died in Mosul on Monday.", "reported", "not_stated"),
        ("Nobody was killed in Mosul on Monday, a doctor said.", "none_reported", "not_stated"),
        ("The RSF denied that it had killed 12 people in Mosul.", "denied", "not_stated"),
    ],
)
def test_harm_and_attack(gazetteer, text: str, harm: str, attack: str) -> None:
    judged = read_one(gazetteer, text).judgements
    assert judged is not None
    assert (judged.harm.state, judged.attack.state) == (harm, attack)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("", {}),
        ("Residents accused the RSF of the attack.", {"sd.rsf": ("alleged", ("Residents",), ())}),
        ("The RSF claimed responsibility.", {"sd.rsf": ("claimed", (), ())}),
        (f"{ACCUSED} The RSF denied any role.", {"sd.rsf": ("denied", ("Residents",), ("responsibility",))}),
        (f"{ACCUSED} The RSF denied targeting civilians.", {"sd.rsf": ("alleged", ("Residents",), ("status",))}),
        ("The RSF claimed responsibility. It denied any role.", {"sd.rsf": ("contested", (), ("responsibility",))}),
        (
            "Residents accused the RSF of it. The governor accused Boko Haram of it.",
            {"sd.rsf": ("contested", ("Residents",), ()), "ng.boko_haram": ("contested", ("governor",), ())},
        ),
        (
            "Residents accused the RSF and Boko Haram of it.",
            {"sd.rsf": ("alleged", ("Residents",), ()), "ng.boko_haram": ("alleged", ("Residents",), ())},
        ),
    ],
)  # fmt: skip
def test_who_is_alleged(gazetteer, text: str, actors: dict) -> None:
    judged = read_one(gazetteer, f"{HARM} {text}").judgements
    assert judged is not None
    found = {a.actor.id: (a.state, a.alleged_by, a.denies) for a in judged.responsibility.actors if a.actor.id}
    assert found == {key: (state, tuple(map(str, by)), denies) for key, (state, by, denies) in actors.items()}
    assert judged.responsibility.state == (
        "none_named" if not actors else "one_named" if len(judged.responsibility.actors) == 1 else "several_named"
    )


def test_who_the_dead_were_is_apart_from_how_many(gazetteer) -> None:
    incident = read_one(
        gazetteer,
        f"{HARM} All of the dead were civilians, the governor said.",
        "Twelve fighters were killed in Monday's shelling in Mosul, the Iraqi army said.",
    )
    judged = incident.judgements
    assert judged is not None
    assert judged.status.state == "disputed"
    assert judged.status.civilians == CivilianRange(0, 12)
    assert {(s.speaker, s.status, s.low) for s in judged.status.said} == {
        ("governor", "civilian", 12),
        ("Iraqi army", "combatant", 12),
    }
    assert judged.status.sentence == (
        "12 dead, on which 2 origins agree; civilians 0 to 12: Iraqi army said 12 fighters, governor said 12 civilians."
    )
    assert judged.harm.state == "reported"


@pytest.mark.parametrize(
    ("text", "state", "civilians"),
    [
        (HARM, "unknown", None),
        ("Shelling killed 12 civilians in Mosul on Monday, a doctor said.", "stated", CivilianRange(12, 12)),
        (f"{HARM} The RSF denied that the dead were civilians.", "disputed", None),
    ],
)
def test_status(gazetteer, text: str, state: str, civilians: CivilianRange | None) -> None:
    judged = read_one(gazetteer, text).judgements
    assert judged is not None
    assert (judged.status.state, judged.status.civilians) == (state, civilians)


def test_every_judgement_rests_on_claims_of_its_incident(gazetteer) -> None:
    incident = read_one(gazetteer, f"{HARM} Residents accused the RSF of it. The RSF denied targeting civilians.")
    judged = incident.judgements
    assert judged is not None
    for each in (judged.harm, judged.attack, judged.responsibility, *judged.responsibility.actors, judged.status):
        assert each.claims
        assert set(each.claims) <= set(incident.claims)
        assert each.sentence.endswith(".")


def test_a_saved_reading_keeps_them(gazetteer) -> None:
    text = f"{HARM} {ACCUSED} The RSF denied targeting civilians. Rebels captured the town of Mosul."
    document = Document("a", text, published=dt.date(2016, 3, 4), language="en")
    reading = read_documents([document], gazetteer=gazetteer)
    loaded = load_reading(write_reading(reading).encode())
    assert [claim.statements for claim in loaded.claims] == [claim.statements for claim in reading.claims]
    assert [(i.judgements, i.codes) for i in loaded.incidents] == [(i.judgements, i.codes) for i in reading.incidents]
    assert loaded.incidents[0].codes.event_type is not None
    assert loaded.claims[0].statements
    assert loaded.events == reading.events


def test_who_is_accused_in_a_statement_is_an_actor_of_the_incident(gazetteer) -> None:
    actors = read_one(gazetteer, f"{HARM} {ACCUSED} The army denied any role.").actors
    assert [(actor.id, actor.attribution) for actor in actors] == [("sd.rsf", "alleged")]
