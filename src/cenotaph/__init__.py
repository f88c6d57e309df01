"""Cenotaph: from conflicting reports of armed conflict to a casualty record that can be defended."""
