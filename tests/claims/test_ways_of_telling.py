"""Each way of telling harm in ways_of_telling*.txt gives the outcomes and numbers beside it, and no others."""

from pathlib import Path

import pytest

import cenotaph

_LINES = [
    line
    for name in ("ways_of_telling.txt", "ways_of_telling_ar.txt")
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _parse_claims(written: str) -> set[tuple[str, int]]:
    if written == "none":
        return set()
    return {(outcome, int(number)) for outcome, number in (each.split() for each in written.split(";"))}


@pytest.mark.parametrize("line", _LINES)
def test_a_way_of_telling_gives_its_numbers(line: str) -> None:
    text, _, wanted = line.rpartition(" => ")
    reading = cenotaph.read([{"id": "a", "published": "1989-05-20", "text": text}])
    said = {
        (str(claim["outcome"]), claim["count"]["stated"])
        for claim in reading.to_dict()["claims"]
        if claim["kind"] != "denial" and claim["count"]["stated"] is not None
    }
    assert said == _parse_claims(wanted)


def test_the_file_tells_of_many_ways() -> None:
    assert len(_LINES) > 700
