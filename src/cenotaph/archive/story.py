"""A story that a list names without its text: where it is, and what the list states of it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """One row of a list of stories, as MediaCloud gives them: the address of its page, and what is stated of it.
    `where` is the file and row. It is no document: there is nothing to read until the page is fetched."""

    where: str
    address: str
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    language: str | None = None
