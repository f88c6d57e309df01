"""What a person decided that bears on reconciling, as plain values; judgements make them, reconciling obeys them."""

import datetime as dt
from dataclasses import dataclass

# Before the code of an incident that people judged, where it stands among claims.
JUDGED = "judged:"


@dataclass(frozen=True, slots=True)
class Link:
    """Claims, by their ids, that tell of one event (`same`) or of events that are all different (not `same`).

    With JUDGED before it, the code of an incident that people judged may stand for a claim: what the claims tell of is
    that incident, or is not. `by` is who decided, `on` which day and `why`, where they are known. A link outweighs
    everything the machine would say. Ids that no claim has are passed over, since a link may be about documents that
    are not read this time. Raises ValueError for fewer than two claims.
    """

    claims: tuple[str, ...]
    same: bool
    by: str = ""
    on: dt.date | None = None
    why: str = ""

    def __post_init__(self) -> None:
        if len(set(self.claims)) < 2:
            raise ValueError(f"a link joins or parts at least two claims, not {len(set(self.claims))}: {self.claims!r}")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words are meant: with `speaker` alone that speaker or outlet, by the name that reports use, wherever it
    speaks; with `document` alone what that document says in its own voice, by the document's id; with both that
    speaker in that document only. Raises ValueError for neither, or for one that is blank.
    """

    speaker: str | None = None
    document: str | None = None

    def __post_init__(self) -> None:
        given = [each for each in (self.speaker, self.document) if each is not None]
        if not given or not all(each.strip() for each in given):
            raise ValueError(f"a voice is that of a speaker, of a document, or of a speaker in a document, not {self}")

    def __str__(self) -> str:
        """How a message names it: "the Watch", "report b", "a doctor in report b"."""
        if self.document is None:
            return self.speaker or ""
        return f"{self.speaker} in report {self.document}" if self.speaker else f"report {self.document}"


@dataclass(frozen=True, slots=True)
class OriginRuling:
    """A person's word on where a voice comes from: `goes_back_to` another one, or None if it is independent of those
    that the machine takes it for.

    It outweighs everything the machine would say of copies, quotations and names. Voices that are not heard this time
    are passed over; a ruling on a speaker in one document goes before one on the speaker everywhere. `by` is who ruled,
    `why` the reason in words and `on` the day, where it is known. Raises ValueError where `by` or `why` is blank, or a
    voice would go back to itself.
    """

    voice: Voice
    goes_back_to: Voice | None
    by: str
    why: str
    on: dt.date | None = None

    def __post_init__(self) -> None:
        for name, said in (("by", self.by), ("why", self.why)):
            if not said.strip():
                raise ValueError(f"the ruling on the origin of {self.voice} does not say {name}")
        if self.goes_back_to == self.voice:
            raise ValueError(f"the ruling says that {self.voice} goes back to itself; for independent give no other")


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that people decided about some claims."""

    links: tuple[Link, ...] = ()
    rulings: tuple[OriginRuling, ...] = ()
