"""Where the index and the imported rows are kept on this machine."""

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

CACHE_VARIABLE = "CENOTAPH_CACHE"


def index_path() -> Path:
    """The index file: in $CENOTAPH_CACHE if that is set, else in the user's cache folder. It can be built anew."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return (Path(chosen) if chosen else user_cache_path("cenotaph", appauthor=False)) / "gazetteer.sqlite"


def imports_path(index: Path | None = None) -> Path:
    """The file of imported rows: beside an index that was named, else in the user's data folder, which is kept."""
    if index is not None:
        return index.with_name(index.stem + "-imports.sqlite")
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen) / "gazetteer-imports.sqlite"
    return user_data_path("cenotaph", appauthor=False) / "gazetteer-imports.sqlite"
