"""The register of actors that a run uses: the one that comes with the program, and a user's file."""

import os
from pathlib import Path

from cenotaph.actors.bundled import extend_register, load_register
from cenotaph.actors.reading import RegisterError
from cenotaph.actors.register import Register

ACTORS_VARIABLE = "CENOTAPH_ACTORS"


def open_register(path: Path | None = None) -> Register:
    """The register with the rows of the file at `path`, else of the file that $CENOTAPH_ACTORS names, else as it comes
    with the program. Raises RegisterError, naming file, row and field, if the file cannot be used."""
    named = os.environ.get(ACTORS_VARIABLE, "")
    if path is None and not named:
        return load_register()
    chosen = path or Path(named)
    where = str(chosen) if path is not None else f"{chosen} (named by {ACTORS_VARIABLE})"
    try:
        text = chosen.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegisterError(f"{where}: is not UTF-8 (byte {error.start}); save the file of actors as UTF-8") from None
    except OSError as error:
        raise RegisterError(f"{where}: the file of actors cannot be read ({error.strerror}); mend its name") from None
    return extend_register(text, where)
