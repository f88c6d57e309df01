"""The method pages say what the code does: the weights of linking, and the threshold."""

import re
from pathlib import Path

from cenotaph.incidents.compare import FEATURES, JOIN_SCORE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method" / "linking.md"


def test_every_feature_is_in_the_table_with_its_weight() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (.+?) \| (-?[\d.]+) \|$", text, re.MULTILINE))
    assert rows == {feature.reason: f"{feature.weight:g}" for feature in FEATURES}


def test_the_threshold_is_the_one_named() -> None:
    assert f"Pairs at {JOIN_SCORE:g} and more are joined" in PAGE.read_text(encoding="utf-8")
