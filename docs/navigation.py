"""Orders the sections of the documentation for a reader; within a section pages stand by name, the index first."""

from typing import Any

ORDER = ("Home", "Tutorial", "Guides", "Reference", "Method", "Decisions")


def on_nav(nav: Any, **_: Any) -> Any:
    """Called by mkdocs once the navigation is made. A section that is not in ORDER fails here, by name."""
    nav.items.sort(key=lambda item: ORDER.index(item.title or "Home"))
    return nav
