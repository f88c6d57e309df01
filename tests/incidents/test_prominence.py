"""Which incident a reader sees first: harm before zeros, and both before the harm of other times."""

import pytest

import cenotaph

NEWS = "Nobody was hurt when a dozen shots were fired at a clinic in Marlow on Sunday, officials said."
OLD = "In 2016, three nurses were killed in a shooting at the same clinic."


@pytest.mark.parametrize(
    ("text", "killed", "days"),
    [
        (f"{NEWS} {OLD}", None, "2024-03-10"),
        (f"{OLD} {NEWS}", None, "2024-03-10"),
        (f"Two guards were killed in a raid on Monday. {OLD}", 2, "2024-03-11"),
    ],
)
def test_the_event_of_a_report_comes_before_the_dead_of_another_year(text, killed, days):
    document = {"id": "a", "published": "2024-03-12", "text": text}
    first = cenotaph.read([document]).to_dict()["incidents"][0]
    assert (first["start"], first["tolls"].get("killed", {}).get("best")) == (days, killed)
