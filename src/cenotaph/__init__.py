"""Cenotaph: from conflicting reports of armed conflict to a casualty record that can be defended."""

from cenotaph.gazetteer.locate import locate
from cenotaph.workflow.read import read
from cenotaph.workflow.reading import Reading

__all__ = ["Reading", "locate", "read"]
__version__ = "0.1.0"
