"""Orders the sections of the documentation for a reader, and lists a section's pages where its index asks for it."""

from pathlib import PurePosixPath
from typing import Any

ORDER = ("Home", "Tutorial", "Guides", "Reference", "Method", "Decisions")

# In the index of a section: every other page of the folder, by name.
MARK = "<!-- pages -->"


def on_nav(nav: Any, **_: Any) -> Any:
    """Called by mkdocs once the navigation is made. A section that is not in ORDER fails here, by name."""
    nav.items.sort(key=lambda item: ORDER.index(item.title or "Home"))
    return nav


def on_page_markdown(markdown: str, *, page: Any, files: Any, **_: Any) -> str:
    """Called by mkdocs with the text of each page."""
    if MARK not in markdown:
        return markdown
    here = PurePosixPath(page.file.src_uri)
    others = {PurePosixPath(file.src_uri): file for file in files.documentation_pages()}
    beside = sorted(path for path in others if path.parent == here.parent and path != here)
    return markdown.replace(MARK, "\n".join(f"- [{_read_title(others[path])}]({path.name})" for path in beside))


def _read_title(file: Any) -> str:
    lines = file.content_string.splitlines()
    return next(line.removeprefix("# ") for line in lines if line.startswith("# "))
