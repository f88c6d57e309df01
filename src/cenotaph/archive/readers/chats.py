"""What the exports of chats have in common: members who are numbered and not named, and what was passed over."""

from collections import Counter
from collections.abc import Iterator

from cenotaph.archive.readers.intake import Note


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
