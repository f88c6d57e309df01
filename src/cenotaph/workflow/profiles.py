"""Which rule profile a person means: one of the package, one of their own folder, or a file."""

import os
from pathlib import Path

from platformdirs import user_data_path

from cenotaph.incidents.profile import Profile, known_profiles, load_profile, parse_profile

FOLDER_VARIABLE = "CENOTAPH_PROFILES"
_ENDING = ".toml"


def profiles_folder() -> Path:
    """The folder of a person's own profiles: $CENOTAPH_PROFILES if that is set, else `profiles` in the user's data
    folder. It need not be there."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return Path(chosen) if chosen else user_data_path("cenotaph", appauthor=False) / "profiles"


def list_profiles() -> tuple[str, ...]:
    """The names that `open_profile` knows: those of the package, then those of the user's own folder, sorted."""
    return known_profiles() + tuple(sorted(_list_own() - set(known_profiles())))


def open_profile(name: str | Profile) -> Profile:
    """The profile of a name, or of a file that `name` is the path of (it ends in .toml, or names a folder). A profile
    that was opened already is given back.

    Raises ValueError that says what is wrong, in which file and field, and what to do: for a name that is not known, a
    file that cannot be read, or one that is no profile.
    """
    if isinstance(name, Profile):
        return name
    if name in known_profiles():
        return load_profile(name)
    if name.endswith(_ENDING) or os.sep in name or "/" in name:
        return _read_file(Path(name))
    if name in _list_own():
        return _read_file(profiles_folder() / (name + _ENDING))
    raise ValueError(
        f"no profile {name!r}; known are {', '.join(list_profiles())}. Name a file of your own by its path, "
        f"ending in {_ENDING}, or put it into {profiles_folder()}"
    )


def _list_own() -> set[str]:
    folder = profiles_folder()
    try:
        return {path.stem for path in folder.iterdir() if path.suffix == _ENDING}
    except OSError:
        return set()


def _read_file(path: Path) -> Profile:
    if path.is_dir():
        found = sorted(each.name for each in path.iterdir() if each.suffix == _ENDING)
        inside = f"it holds {', '.join(found)}: name one of them" if found else "it holds no .toml file"
        raise ValueError(f"{path} is a folder; {inside}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ValueError(f"{path}: there is no such file; known profiles are {', '.join(list_profiles())}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path}: not UTF-8 text; save the profile as UTF-8") from None
    except OSError as error:
        raise ValueError(f"{path}: cannot be read: {error.strerror}") from error
    profile = parse_profile(text, str(path), load_profile("plain"))
    if profile.name in known_profiles():
        raise ValueError(f"{path}: name is {profile.name!r}, as one of the package's profiles; give yours another")
    return profile
