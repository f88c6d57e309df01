"""How many people some words speak of: the bounds the words allow and the number they determine."""

from dataclasses import dataclass

# The share by which a number may exceed the round one that words say it is more than, set by reasoning.
_LOOSEST = 0.25


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as words give it.

    `low` and `high` are the ends of what the words allow; `open` says that more are possible than `high`
    ("at least 63" is 63 to 63 and open). `stated` is the number the words determine, implied ones included
    ("a child" is 1), and None for vague words and ranges; "more than 60" states 60, one below its low of 61.
    Raises ValueError unless 0 <= low <= high, and `stated` lies within them (or is low - 1 of an open count).
    """

    low: int
    high: int
    open: bool
    stated: int | None
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"a count runs from low to high, not {self.low} to {self.high} ({self.text!r})")
        if self.stated is not None and not self.low - self.open <= self.stated <= self.high:
            raise ValueError(f"the stated number {self.stated} lies outside {self.low} to {self.high} ({self.text!r})")

    def rounds(self, exact: "Count") -> bool:
        """True if these are looser words for another's number: "more than 40" or "about 40" for 43."""
        if exact.open or exact.low != exact.high or self.stated is None:
            return False
        if not self.open:
            return self.low < self.high and self.low <= exact.low <= self.high
        digits = str(self.stated)
        step = int("1" + "0" * (len(digits) - len(digits.rstrip("0"))))
        return self.low <= exact.low < self.stated + min(step, self.stated * _LOOSEST)
