"""What a person decided that bears on reconciling, as plain values; judgements make them, reconciling obeys them."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Claims, by their ids, that tell of one event (`same`) or of events that are all different (not `same`).

    `by` is who decided, `on` which day and `why`, where they are known. A link outweighs everything the machine would
    say. Ids that no claim has are passed over, since a link may be
    about documents that are not read this time. Raises ValueError for fewer than two claims.
    """

    claims: tuple[str, ...]
    same: bool
    by: str = ""
    on: dt.date | None = None
    why: str = ""

    def __post_init__(self) -> None:
        if len(set(self.claims)) < 2:
            raise ValueError(f"a link joins or parts at least two claims, not {len(set(self.claims))}: {self.claims!r}")
