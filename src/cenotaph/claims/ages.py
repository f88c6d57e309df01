"""Ages written as one word: "17-year-old", "six-month-old"."""

import re

_AGE = re.compile(r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)-(?:year|month|week|day)s?-olds?$")
_YEARS = re.compile(r"(\d{1,3})-years?-olds?$")


def is_age(word: str) -> bool:
    """True for "17-year-old", "six-month-old" and their plurals."""
    return word.endswith(("old", "olds")) and _AGE.match(word) is not None


def read_years(word: str) -> int | None:
    """17 for "17-year-old"; None for months, and for numbers in words."""
    match = _YEARS.match(word)
    return int(match.group(1)) if match else None
