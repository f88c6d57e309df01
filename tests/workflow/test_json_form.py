"""The JSON form of a reading keeps the contract."""

import copy
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from tests.workflow.contract import READING
from tests.workflow.samples import EMPTY, FULL

CONTRACT = Draft202012Validator(READING)


@pytest.mark.parametrize("reading", [FULL, EMPTY])
def test_contract_is_kept(reading) -> None:
    CONTRACT.validate(reading.to_dict())


def test_it_goes_through_json_unchanged() -> None:
    written = FULL.to_dict()
    assert json.loads(json.dumps(written)) == written


def test_words_are_plain_text() -> None:
    # A StrEnum passes for text; its repr would show in logs, pickles and YAML.
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, child in value.items():
                assert type(key) is str
                walk(child)
        elif isinstance(value, list):
            for child in value:
                walk(child)
        else:
            assert type(value) in (str, int, float, bool, type(None))

    walk(FULL.to_dict())


def test_values() -> None:
    written = FULL.to_dict()
    first, second, _ = written["claims"]
    assert first["confidence"] == 0.877
    assert first["places"][0]["lat"] == 35.12346
    assert first["places"][0]["within"] == ["SY.07", "SY"]
    assert first["places"][0]["alternatives"][0]["score"] == 0.877
    assert first["source"]["through"] == "Plain Daily"
    assert first["period"] == {
        "text": "on Tuesday",
        "start": "2016-03-01",
        "end": "2016-03-01",
        "precision": "day",
        "edtf": "2016-03-01",
    }
    assert second["count"] == {"low": 12, "high": 12, "open": True, "stated": 12, "text": "at least 12"}
    assert second["victims"]["names"] == [{"name": "Rim Odeh", "age": 7, "sex": "f"}]
    assert second["relations"] == [{"type": "disputes", "claim": "claim-1"}]
    killed = written["incidents"][0]["tolls"]["killed"]
    assert (killed["low"], killed["best"], killed["high"], killed["open"]) == (9, 12, 12, True)
    assert killed["because"][0] == {
        "bound": "low",
        "claims": ["claim-1"],
        "reason": "The doctor counts 9.",
        "rule": None,
    }
    assert killed["by"]["children"] == {"low": 0, "best": 12, "high": 12, "open": False}
    assert written["incidents"][1]["end"] is None
    assert [total["scope"] for total in written["totals"]][1] == "all"
    assert written["documents"][1] == {
        "id": "two", "language": "ar", "published": None, "words": 80,
        "title": None, "url": None, "publisher": None, "digest": "", "runs": "", "kind": "report",
        "restricted": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        ("claims", 0, "passage"),
        ("claims", 0, "count", "stated"),
        ("incidents", 0, "tolls", "killed", "because"),
        ("totals", 0, "scope", "start"),
    ],
)
def test_the_check_notices_what_is_missing(path: tuple[Any, ...]) -> None:
    written = copy.deepcopy(FULL.to_dict())
    at: Any = written
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    with pytest.raises(ValidationError):
        CONTRACT.validate(written)
