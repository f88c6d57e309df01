"""What reading one row of a table gives: an entry, or a problem that says where it is and what to do."""

from typing import NamedTuple

from cenotaph.gazetteer.entry import Entry


class Problem(NamedTuple):
    """A row that was left out: its line in the file, counted from 1, and what is wrong with it and how to mend it."""

    line: int
    message: str


Row = Entry | Problem


def read_coordinates(lat: str, lon: str) -> tuple[float, float]:
    """Latitude and longitude in degrees, from numbers with a point or a comma. Raises ValueError with what is wrong."""
    try:
        north, east = float(lat.replace(",", ".")), float(lon.replace(",", "."))
    except ValueError:
        raise ValueError(f"lat {lat!r} and lon {lon!r} are not numbers; give degrees such as 33.51 and 36.29") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"lat {lat} and lon {lon} are not on earth; lat is -90 to 90, lon -180 to 180 degrees")
    return north, east


def read_number(text: str) -> int:
    """A population: 0 for an empty cell. Raises ValueError with what is wrong."""
    digits = text.replace(" ", "").replace(",", "").removesuffix(".0")
    if digits and not digits.isdecimal():
        raise ValueError(f"population {text!r} is no number")
    return int(digits or 0)
