"""The version that claims record is that of the project."""

import tomli

import cenotaph
from cenotaph.claims.engine import ENGINE
from tests.house.sources import ROOT


def test_one_version() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == cenotaph.__version__
    assert f"rules {cenotaph.__version__}" == ENGINE
