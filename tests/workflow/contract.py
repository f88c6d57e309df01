"""The reading contract as a JSON Schema, written from the contract and not from the code."""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
WHOLE: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
DAY_OR_NULL: Schema = {"anyOf": [DAY, {"type": "null"}]}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}


def exactly(**fields: Schema) -> Schema:
    """An object with these keys, all of them, and no other."""
    return {"type": "object", "properties": fields, "required": sorted(fields), "additionalProperties": False}


def list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def one_of(words: str) -> Schema:
    return {"enum": words.split()}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


LEVEL = one_of("settlement district admin1 country")
LAT: Schema = {"type": ["number", "null"], "minimum": -90, "maximum": 90}
LON: Schema = {"type": ["number", "null"], "minimum": -180, "maximum": 180}
OUTCOMES = "killed injured casualties missing detained abducted displaced"

PLACE = exactly(
    text=TEXT,
    name=TEXT,
    id=TEXT_OR_NULL,
    country=TEXT_OR_NULL,
    lat=LAT,
    lon=LON,
    level=or_null(LEVEL),
    within=list_of(TEXT),
    area=TEXT_OR_NULL,
    alternatives=list_of(exactly(id=TEXT, name=TEXT, country=TEXT, lat=LAT, lon=LON, level=LEVEL, score=SHARE)),
)
PERIOD = or_null(exactly(text=TEXT, start=DAY, end=DAY, precision=one_of("day days week month year"), edtf=TEXT))
ACTOR = exactly(
    text=TEXT,
    name=TEXT,
    role=one_of("perpetrator party"),
    attribution=or_null(one_of("alleged claimed conceded denied contested")),
    id=TEXT_OR_NULL,
    kind=or_null(
        one_of(
            "state_forces rebel_group political_militia identity_militia rioters protesters civilians external_forces"
            " armed_group"
        )
    ),
    country=TEXT_OR_NULL,
)
SLOT = exactly(**{"confidence": SHARE, "from": one_of("words list near before after title dateline report")})
TARGET = exactly(text=TEXT, kind=TEXT)
SPEAKERS = "monitor activist official state_media belligerent medical un ngo witness media family"
SOURCE = or_null(
    exactly(
        text=TEXT,
        name=TEXT,
        kind=or_null(one_of(SPEAKERS)),
        through=TEXT_OR_NULL,
    )
)
PASSAGE = exactly(start=WHOLE, end=WHOLE, quote=TEXT)
CLAIM = exactly(
    id=TEXT,
    document=TEXT,
    rule=TEXT,
    outcome=one_of(OUTCOMES),
    count=exactly(low=WHOLE, high=WHOLE, open=FLAG, stated=or_null(WHOLE), text=TEXT),
    victims=exactly(
        group=TEXT,
        status=one_of("civilian combatant unknown"),
        affiliation=TEXT_OR_NULL,
        role=one_of("victim perpetrator"),
        names=list_of(exactly(name=TEXT, age=or_null(WHOLE), sex=TEXT_OR_NULL)),
        age=or_null(WHOLE),
        ages=list_of(WHOLE),
        sex=TEXT_OR_NULL,
    ),
    places=list_of(PLACE),
    period=PERIOD,
    cause=or_null(exactly(text=TEXT, weapon=TEXT_OR_NULL)),
    actors=list_of(ACTOR),
    targets=list_of(TARGET),
    source=SOURCE,
    kind=one_of("event update total increment breakdown cumulative background denial"),
    episode={"type": "integer", "minimum": -1},
    preliminary=FLAG,
    succumbed=FLAG,
    withdrawn=FLAG,
    beside=list_of(TEXT),
    relations=list_of(exactly(type=one_of("part_of breakdown_of adds_to same_as updates disputes"), claim=TEXT)),
    confidence=SHARE,
    slots=or_null(
        exactly(count=SLOT, place=or_null(SLOT), period=or_null(SLOT), cause=or_null(SLOT), source=SLOT),
    ),
    statements=list_of(
        exactly(
            rule=TEXT,
            actor=or_null(ACTOR),
            denies=or_null(one_of("attack harm status responsibility")),
            status=or_null(one_of("civilian combatant")),
            source=SOURCE,
            passage=PASSAGE,
        )
    ),
    passage=PASSAGE,
    engine=TEXT,
    lexicon=TEXT,
)
EVENT = exactly(
    id=TEXT,
    document=TEXT,
    type=one_of("control control_change attack_on_protected_object need"),
    places=list_of(PLACE),
    period=PERIOD,
    actors=list_of(ACTOR),
    targets=list_of(TARGET),
    source=SOURCE,
    passage=PASSAGE,
    rule=TEXT,
)
BOUNDS: dict[str, Schema] = {"low": WHOLE, "best": WHOLE, "high": WHOLE, "open": FLAG}
REASON = exactly(
    bound=one_of("low best high contradiction aside"), claims=list_of(TEXT), reason=TEXT, rule=TEXT_OR_NULL
)
TOLL = exactly(
    **BOUNDS,
    by={"type": "object", "additionalProperties": exactly(**BOUNDS)},
    because=list_of(REASON),
    point=FLAG,
)
TOLLS: Schema = {"type": "object", "properties": dict.fromkeys(OUTCOMES.split(), TOLL), "additionalProperties": False}
CODE = or_null(exactly(value={"type": ["string", "integer"]}, rule=TEXT, reason=TEXT, claims=list_of(TEXT)))
SAID: dict[str, Schema] = {"sentence": TEXT, "claims": list_of(TEXT)}
VOICE = exactly(speaker=TEXT_OR_NULL, document=TEXT_OR_NULL)
RULING = exactly(voice=VOICE, goes_back_to=or_null(VOICE), by=TEXT, on=DAY_OR_NULL, why=TEXT)
ORIGIN = exactly(
    label=TEXT,
    kind=or_null(one_of(SPEAKERS)),
    documents=WHOLE,
    claims=list_of(TEXT),
    rulings=list_of(RULING),
)
INCIDENT = exactly(
    id=TEXT,
    places=list_of(PLACE),
    start=DAY_OR_NULL,
    end=DAY_OR_NULL,
    causes=list_of(TEXT),
    actors=list_of(ACTOR),
    claims=list_of(TEXT),
    origins=WHOLE,
    origin_list=list_of(ORIGIN),
    documents=WHOLE,
    remainder=FLAG,
    tolls=TOLLS,
    standing=exactly(
        grade=one_of("included excluded background full provisional confirmed fair weak contested discounted ungraded"),
        counts=FLAG,
        because=list_of(REASON),
    ),
    rows=list_of(exactly(start=DAY_OR_NULL, end=DAY_OR_NULL, place=or_null(PLACE), fatalities=WHOLE, note=TEXT)),
    sides=or_null(
        exactly(
            fighters={"type": "object", "additionalProperties": WHOLE},
            civilians=WHOLE,
            unknown=WHOLE,
        )
    ),
    type=exactly(
        event_type=CODE,
        sub_event_type=CODE,
        disorder_type=CODE,
        civilian_targeting=CODE,
        inter1=CODE,
        inter2=CODE,
        interaction=CODE,
        type_of_violence=CODE,
    ),
    judgements=or_null(
        exactly(
            harm=exactly(state=one_of("reported disputed denied none_reported"), **SAID),
            attack=exactly(state=one_of("reported declared disputed not_stated"), **SAID),
            responsibility=exactly(
                state=one_of("none_named one_named several_named"),
                actors=list_of(
                    exactly(
                        actor=ACTOR,
                        state=one_of("alleged claimed conceded denied contested"),
                        alleged_by=list_of(TEXT),
                        denied_by=list_of(TEXT),
                        denies=list_of(one_of("attack harm status responsibility")),
                        **SAID,
                    )
                ),
                **SAID,
            ),
            status=exactly(
                state=one_of("unknown stated agreed disputed"),
                said=list_of(
                    exactly(
                        speaker=TEXT,
                        status=one_of("civilian combatant"),
                        low=WHOLE,
                        high=WHOLE,
                        claims=list_of(TEXT),
                    )
                ),
                civilians=or_null(exactly(low=WHOLE, high=WHOLE)),
                **SAID,
            ),
        )
    ),
)
TOTAL = exactly(
    scope={"anyOf": [exactly(places=list_of(PLACE), start=DAY_OR_NULL, end=DAY_OR_NULL), {"const": "all"}]},
    grade=TEXT_OR_NULL,
    incidents=list_of(TEXT),
    tolls=TOLLS,
)
DOCUMENT = exactly(
    id=TEXT,
    language=TEXT,
    published=DAY_OR_NULL,
    words=WHOLE,
    title=TEXT_OR_NULL,
    url=TEXT_OR_NULL,
    publisher=TEXT_OR_NULL,
    digest=TEXT,
    runs=TEXT,
    kind=one_of("report testimony transcript"),
    restricted={"type": "boolean"},
)
MATCH = exactly(
    code=TEXT,
    former_codes=list_of(TEXT),
    by=TEXT,
    on=DAY,
    places=list_of(PLACE),
    period=PERIOD,
    tolls=list_of(
        exactly(
            outcome=one_of("killed injured"),
            group=one_of("people civilians"),
            low=WHOLE,
            best=or_null(WHOLE),
            high=WHOLE,
            open=FLAG,
            text=TEXT,
        )
    ),
    cause=TEXT_OR_NULL,
    weapons=list_of(TEXT),
    grade=TEXT_OR_NULL,
    sources=list_of(TEXT),
    address=TEXT_OR_NULL,
    notes=TEXT_OR_NULL,
    where=TEXT,
    incident=TEXT_OR_NULL,
    reasons=list_of(TEXT),
    contradictions=list_of(TEXT),
    possible=list_of(TEXT),
)
TEXTS: Schema = {"type": "object", "additionalProperties": TEXT}
READING = exactly(
    documents=list_of(DOCUMENT),
    claims=list_of(CLAIM),
    events=list_of(EVENT),
    incidents=list_of(INCIDENT),
    totals=list_of(TOTAL),
    areas=TEXTS,
    decisions=exactly(
        links=list_of(exactly(claims=list_of(TEXT), same=FLAG, by=TEXT, on=DAY_OR_NULL, why=TEXT)),
        rulings=list_of(RULING),
    ),
    judged=list_of(MATCH),
    translations=list_of(
        exactly(document=TEXT, by=TEXT, language=TEXT, segments=list_of(exactly(start=WHOLE, end=WHOLE, text=TEXT)))
    ),
    provenance=exactly(
        form=WHOLE,
        engine=TEXT,
        lexicons=TEXTS,
        gazetteer=TEXT,
        actors=TEXT,
        profile=TEXT,
        as_of=DAY_OR_NULL,
        min_confidence=SHARE,
    ),
)
