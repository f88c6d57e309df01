"""What exports of chats share: members are numbered and not named, messages are short, and some are passed over."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cenotaph.archive.readers.intake import Intake, Note
from cenotaph.archive.text import recognise_language

_ARABIC = re.compile("[\u0620-\u064a]")
# A model tells the language of a text from some hundred letters on; "Ten now" it takes for Polish.
_SHORT = 100
# Enough of a chat to tell its language.
_LOOKED_AT = 4000
# The languages whose script and commonest words tell them beyond doubt.
_SURE = ("ar", "en")


def settle_languages(intake: Intake) -> Intake:
    """The messages of a chat, the short ones in the language of all messages of the chat in their script.

    Only Arabic and English are given so; other messages state no language, and theirs is told by each alone.
    """
    heads = {True: "", False: ""}
    for document in intake.documents:
        is_arabic = bool(_ARABIC.search(document.text))
        if len(heads[is_arabic]) < _LOOKED_AT:
            heads[is_arabic] += document.text[:_LOOKED_AT] + "\n"
    languages = {is_arabic: recognise_language(head) for is_arabic, head in heads.items() if head}
    documents = []
    for document in intake.documents:
        language = languages[bool(_ARABIC.search(document.text))]
        is_settled = language in _SURE and len(document.text) < _SHORT
        documents.append(replace(document, language=language) if is_settled else document)
    return Intake(tuple(documents), intake.notes)


class Chat:
    """Counts, over an export, the members of each chat and what was not read.

    A member is told by a number in the order of first appearance: whose voice is whose matters to the counting of
    independent speakers, the name of a private person does not, and would be in every listing. `number` counts the
    chats of the export, `edited` says which messages were changed after they were posted.
    """

    def __init__(self, name: str) -> None:
        self._file = name
        self._title = ""
        self.number = 0
        self._members: dict[tuple[str, str], int] = {}
        self._passed: Counter[str] = Counter()
        self.edited: list[str] = []

    def begin(self, title: str) -> None:
        """A chat with this title begins; the title is "" where the export states none."""
        self._title = " ".join(title.split())
        self.number += 1

    @property
    def title(self) -> str | None:
        """The title of the chat, None if it has none."""
        return self._title or None

    def number_member(self, sender: str) -> str:
        """What a member of a group is called: "member 3 of Town news"."""
        known = self._members.setdefault((self._title, sender), len(self._members) + 1)
        return f"member {known} of {self._title or self._file}"

    def pass_over(self, what: str) -> None:
        """One more of `what` (in the plural: "photos") was not read."""
        self._passed[what] += 1

    def notes(self) -> Iterator[Note]:
        """What is to be said of the export as a whole."""
        if self._passed:
            counted = ", ".join(f"{what} ({number:,})" for what, number in self._passed.most_common())
            yield Note(self._file, f"holds what was not read: {counted}.", fault=False)
        if self._members:
            text = "is a chat of people: its members are numbered and not named; the export has their names."
            yield Note(self._file, text, fault=False)
        if self.edited:
            more = f" and {len(self.edited) - 5:,} more" if len(self.edited) > 5 else ""
            shown = ", ".join(self.edited[:5])
            text = (
                f"has messages that were changed after they were posted ({shown}{more}): "
                "their words may be of a later day."
            )
            yield Note(self._file, text, fault=False)
