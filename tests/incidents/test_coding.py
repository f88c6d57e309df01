"""Codes by rule: each rule of codes.toml has a case that it decides, and what is not known stays None."""

from dataclasses import replace

import pytest

from cenotaph.claims.claim import Actor, Target
from cenotaph.incidents.codes import Codes
from cenotaph.incidents.coding_rules import load_coding, parse_coding
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.actor import ActorKind, Attribution
from tests.incidents.notation import make_claim, make_document

STATE, REBELS, OTHERS = "state_forces", "rebel_group", "identity_militia"


def code(*rows: dict, actors: tuple[str, ...] = (), target: str = "", country: str | None = None) -> Codes:
    accused = tuple(
        Actor(kind, f"The {kind}", "perpetrator", Attribution.ALLEGED, f"xv.{kind}", ActorKind(kind), country)
        for kind in actors
    )
    targets = (Target(target, target),) if target else ()
    claims = [
        replace(make_claim({"id": f"c{k}", "place": "Zarum", **row}, k), actors=accused, targets=targets)
        for k, row in enumerate(rows)
    ]
    (incident,) = reconcile(claims, [make_document({"id": "a"})]).incidents
    return incident.codes


def shot(group: str = "people", cause: str = "small_arms") -> dict:
    return {"killed": "4", "group": group, "cause": cause}


CASES = [
    ("acled.battle.clash", code(shot(cause="clashes")), "Armed clash"),
    ("acled.battle.clash", code(shot(cause="airstrike"), {"injured": "2", "cause": "clashes"}), "Armed clash"),
    ("acled.battle.fighters_shot", code(shot("combatants"), actors=(REBELS,)), "Armed clash"),
    ("acled.riot.mob", code({"killed": "4"}, actors=("rioters",)), "Mob violence"),
    ("acled.explosion.chemical", code(shot(cause="chemical")), "Chemical weapon"),
    ("acled.explosion.air", code(shot(cause="barrel_bomb")), "Air/drone strike"),
    ("acled.explosion.suicide", code(shot(cause="suicide_bomb")), "Suicide bomb"),
    ("acled.explosion.shelling", code(shot(cause="rocket")), "Shelling/artillery/missile attack"),
    ("acled.explosion.planted", code(shot(cause="landmine")), "Remote explosive/landmine/IED"),
    ("acled.explosion.grenade", code(shot(cause="grenade")), "Grenade"),
    ("acled.explosion.cluster", code(shot(cause="cluster_munition")), None),
    ("acled.civilians.attack", code(shot("civilians")), "Attack"),
    ("acled.civilians.abduction", code({"abducted": "3"}), "Abduction/forced disappearance"),
    ("acled.strategic.arrests", code({"detained": "3"}), "Arrests"),
]


@pytest.mark.parametrize(("rule", "codes", "sub_event"), CASES)
def test_events(rule: str, codes: Codes, sub_event: str | None) -> None:
    assert codes.event_type is not None
    assert codes.event_type.rule == rule
    assert codes.event_type.claims
    assert (codes.sub_event_type.value if codes.sub_event_type else None) == sub_event


def test_every_rule_for_events_has_a_case() -> None:
    assert {rule.id for rule in load_coding().rules if rule.code == "event"} == {rule for rule, _, _ in CASES}


def test_what_is_not_known_stays_blank() -> None:
    assert code({"killed": "4"}) == Codes()
    assert code(shot()) == Codes(), "who was shot is not known"
    assert code({"abducted": "3"}, {"killed": "1"}).event_type is None


@pytest.mark.parametrize(
    ("codes", "value"),
    [
        (code(shot("civilians", "airstrike")), "Civilians targeted"),
        (code(shot("people", "airstrike"), target="hospital"), "Civilians targeted"),
        (code(shot("combatants", "airstrike"), target="hospital"), None),
        (code(shot("civilians"), {"killed": "2", "group": "combatants"}), None),
        (code(shot("civilians", "clashes")), None),
        (code(shot("people", "airstrike"), target="infrastructure"), None),
    ],
)
def test_civilian_targeting(codes: Codes, value: str | None) -> None:
    assert (codes.civilian_targeting.value if codes.civilian_targeting else None) == value


@pytest.mark.parametrize(
    ("codes", "numbers"),
    [
        (code(shot("civilians"), actors=(STATE,)), (1, 7, 17)),
        (code(shot("civilians"), actors=(OTHERS,)), (4, 7, 47)),
        (code(shot(cause="clashes"), actors=(REBELS, STATE)), (1, 2, 12)),
        (code(shot("civilians")), (None, 7, None)),
        (code(shot("civilians"), actors=("armed_group",)), (None, 7, None)),
        (code(shot("civilians"), actors=(STATE, REBELS)), (None, 7, None)),
        (code(shot(), actors=(STATE,)), (1, None, None)),
        (code(shot("civilians"), actors=(STATE,), country="NN"), (1, 7, 17)),
        (code(shot("civilians"), actors=(STATE,), country="XV"), (8, 7, 78)),
    ],
)
def test_interaction(codes: Codes, numbers: tuple) -> None:
    assert tuple(c.value if c else None for c in (codes.inter1, codes.inter2, codes.interaction)) == numbers


@pytest.mark.parametrize(
    ("codes", "value"),
    [
        (code(shot(cause="clashes"), actors=(REBELS, STATE)), 1),
        (code(shot("combatants", "airstrike"), actors=(STATE,)), 1),
        (code(shot(cause="clashes"), actors=(REBELS, OTHERS)), 2),
        (code(shot("civilians"), actors=(REBELS,)), 3),
        (code(shot("civilians", "airstrike"), actors=(STATE,)), None),
        (code(shot("civilians")), None),
        (code(shot(cause="clashes"), actors=(REBELS,)), None),
    ],
)
def test_type_of_violence(codes: Codes, value: int | None) -> None:
    assert (codes.type_of_violence.value if codes.type_of_violence else None) == value


RULE = '[[rule]]\nid = "x"\ncode = "event"\nevent_type = "Battles"\nreason = "r"\nsource = "s"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rule]\n", "not valid TOML"),
        (RULE + RULE, "two rules are called 'x'"),
        (RULE + "wepaons = []\n", "no such field: wepaons"),
        (RULE.replace('reason = "r"\n', ""), "missing: reason"),
        (RULE + 'victims = "all"\n', "victims is 'all'; it must be one of civilians"),
        (RULE + 'actors = ["army"]\n', "actors: army: must be of state_forces"),
        (RULE + 'weapons = "bomb"\n', "weapons must be a list"),
        (RULE.replace("event_type", "sub_event_type"), "missing: event_type"),
        (RULE.replace('"event"', '"civilian_targeting"'), "missing: value"),
        ("[inter]\narmy = 1\n", "inter: army: no kind of actor"),
    ],
)
def test_a_wrong_file_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_coding(text, "mine.toml")
