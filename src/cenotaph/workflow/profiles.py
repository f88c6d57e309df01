"""Rule profiles by name: those that come with the package, and a user's own by their files."""

from pathlib import Path

from cenotaph.incidents.profile import Profile, load_profile, parse_profile

_ENDING = ".toml"


def open_profile(name: str) -> Profile:
    """The profile of that name, or the one in the file of that name if it ends in .toml. Raises ValueError that says
    what is wrong and what to do."""
    if not name.endswith(_ENDING):
        return load_profile(name)
    try:
        text = Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ValueError(f"the profile {name} could not be read ({error.strerror or error})") from None
    except UnicodeDecodeError:
        raise ValueError(f"the profile {name} is not in UTF-8; save it as UTF-8") from None
    return parse_profile(text, name, load_profile("plain"))
