"""Cenotaph: from conflicting reports of armed conflict to a casualty record that can be defended."""

from importlib import import_module
from typing import Any

__all__ = ["Reading", "locate", "read"]
__version__ = "0.1.0"

# Loaded when one of them is first asked for: a command that reads no report starts without what reads them. Type
# checkers find them in __init__.pyi (docs/decisions/0004-late-imports.md).
PLACES = {
    "Reading": "cenotaph.workflow.reading",
    "locate": "cenotaph.gazetteer.locate",
    "read": "cenotaph.workflow.read",
}


def __getattr__(name: str) -> Any:
    if name not in PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals().update({one: getattr(import_module(place), one) for one, place in PLACES.items()})
    return globals()[name]
