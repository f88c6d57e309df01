"""The plain sentences that say why a bound is what it is."""

from collections.abc import Sequence

from cenotaph.incidents.incident import Reason
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.tellings import Telling


def claim_ids(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """The ids of some claims, each once, in order."""
    return tuple(dict.fromkeys(t.claim.id for t in tellings))


def write_number(low: int, high: int, is_open: bool) -> str:
    """A figure in words: "63", "at least 63", "45 to 55"."""
    if low != high:
        return f"{low:,} to {high:,}" + (" or more" if is_open else "")
    return f"at least {low:,}" if is_open else f"{low:,}"


def name_origin(origin: Origin) -> str:
    """How a sentence opens with an origin."""
    label = origin.label
    return label[:1].upper() + label[1:]


def say(origin: Origin) -> str:
    """The verb for an origin: "activists say", "the Observatory says"."""
    last = origin.label.split()[-1] if origin.label.split() else ""
    several = last == "police" or (last.endswith("s") and not last.endswith(("ss", "us")))
    return "say" if several and origin.label[:1].islower() and not origin.own else "says"


def speak(origin: Origin) -> str:
    """How a sentence begins that gives an origin's figure: "Activists say"."""
    return f"{name_origin(origin)} {say(origin)}"


def join_names(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"; beyond four, the first three and how many more."""
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} others"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def make_reason(bound: str, tellings: Sequence[Telling], sentence: str) -> Reason:
    """A reason that rests on some claims."""
    return Reason(bound, claim_ids(tellings), sentence)
