"""Everything installed with the project may be used under a licence that is neither GPL nor AGPL."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
import tomli
from packaging.requirements import Requirement

from tests.house.sources import ROOT

# Read in the library's own files where its metadata do not say it in a form that can be checked.
READ_BY_HAND: dict[str, str] = {}


def list_installed() -> dict[str, Distribution]:
    """The run-time dependencies and what comes with them, by name."""
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting, found = list(project["dependencies"]), {}
    while waiting:
        requirement = Requirement(waiting.pop())
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            pytest.fail(f"{name} is not installed")
        waiting += found[name].requires or []
    return found


def read_licence(library: Distribution) -> str:
    meta = library.metadata
    classified = [line.split("::")[-1] for line in meta.get_all("Classifier", []) if line.startswith("License")]
    return meta.get("License-Expression") or "; ".join(classified) or (meta.get("License") or "").split("\n")[0]


def is_free_of_gpl(licence: str) -> bool:
    """True if one of the choices the licence offers is no GPL; the LGPL lets programs of any licence use a library."""
    return any(not re.search(r"(?<!L)(?<!Lesser )(?:A?GPL|General Public)", choice) for choice in licence.split(" OR "))


@pytest.mark.parametrize(("name", "library"), sorted(list_installed().items()))
def test_licence(name: str, library: Distribution) -> None:
    licence = READ_BY_HAND.get(name) or read_licence(library)
    assert licence, f"{name} states no licence: read it in its files and add it to READ_BY_HAND"
    assert is_free_of_gpl(licence), f"{name} is under {licence}"


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("LGPL-3.0-only", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("GNU General Public License v3 (GPLv3)", False),
    ],
)
def test_choices(licence: str, free: bool) -> None:
    assert is_free_of_gpl(licence) == free
