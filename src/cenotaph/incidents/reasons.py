"""The plain sentences that say why a bound is what it is."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from cenotaph.incidents.groups import name_group
from cenotaph.incidents.incident import Reason
from cenotaph.incidents.origins import Origin
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.words import Word

_BEST_RULE = "no figure has more independent origins, and of those with as many it is the most recent, then the lowest"

# How a reason ends where only lower bounds are known.
NO_LIMIT = "; nobody says how many at most, so more are possible."
# And how it ends where one figure stands.
NOBODY_ELSE = "nobody else gives a figure"


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
    several = last.casefold() == "police" or (last.endswith("s") and not last.endswith(("ss", "us")))
    proper = last[:1].isupper() and last.casefold() != "police"
    return "say" if several and not proper and not origin.own else "says"


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


def say_number(word: Word) -> str:
    """A word's figure."""
    return write_number(word.low, word.high, word.open)


def say_combatants(telling: Telling) -> str:
    """A clause that gives the combatants of whom a claim tells."""
    count = telling.claim.count
    return f"{speak(telling.origin)} {write_number(count.low, count.high, count.open)} combatants"


def say_word(word: Word) -> str:
    """A clause that gives an origin's word, with its groups if it is their sum."""
    who = speak(word.origin)
    if apart := sum(t.apart for t in word.tellings):
        all_told = write_number(word.low + apart, word.high + apart, word.open)
        return f"{who} {all_told}, {apart:,} of them combatants, which leaves {say_number(word)}"
    if word.since is not None:
        return _say_moved(word)
    if word.high == 0:
        return f"{who} that nobody was"
    if word.summed and len(word.tellings) > 1:
        numbers = [f"{t.low:,} {name_group(t.claim.victims.group, t.low)}" for t in word.tellings]
        return f"{who} {join_names(numbers)}, together {say_number(word)}"
    if word.gone:
        return (
            f"{who} {write_number(word.low + word.gone, word.high + word.gone, word.open)}, less {word.gone:,} who died"
        )
    if word.added:
        return f"{who} {say_number(word)}, later additions included"
    return f"{who} {say_number(word)}"


def _say_moved(word: Word) -> str:
    """The same with the deaths of wounds that moved it."""
    who, since = speak(word.origin), word.since
    assert since is not None
    told = f"{who} {write_number(since.low, since.high, since.open)}" if since.high else f"{who} that nobody was"
    if since.added and since.sure:
        return f"{told}, and {since.died:,} of the wounded died since, which makes {say_number(word)}"
    if since.added:
        return f"{told}, with or without {since.died:,} of the wounded who died"
    if since.sure:
        return f"{told}, less {since.died:,} who died since"
    return f"{told}, with or without {since.died:,} who died"


def explain_words(words: Sequence[Word], low: Word, backers: Sequence[Word], high: Word) -> list[Reason]:
    """Why low, best and high are what the words make them; `backers` are the origins of the best figure."""
    if len(words) == 1:
        sentence = f"{say_word(low)}; {NOBODY_ELSE}"
        return explain_alike(low.grounds, sentence, high.open)
    if low.low == high.high:
        tellings = [t for w in words for t in w.grounds]
        sentence = f"{join_names([name_origin(w.origin) for w in words])} agree on {say_number(low)}{_say_died(words)}"
        return explain_alike(tellings, sentence, high.open)
    top = f"{say_word(high)}; it is the highest figure an independent origin gives"
    return [
        make_reason("low", low.grounds, f"{say_word(low)}; it is the lowest figure an independent origin gives."),
        make_reason("best", [t for w in backers for t in w.grounds], _explain_best(words, backers)),
        make_reason("high", high.grounds, top + (NO_LIMIT if high.open else ".")),
    ]


def explain_alike(tellings: Sequence[Telling], sentence: str, is_open: bool) -> list[Reason]:
    """One reason for all three bounds; an open high also says that it is no limit. `sentence` is without its stop."""
    return [
        make_reason("low", tellings, f"{sentence}."),
        make_reason("best", tellings, f"{sentence}."),
        make_reason("high", tellings, sentence + (NO_LIMIT if is_open else ".")),
    ]


def _explain_best(words: Sequence[Word], backers: Sequence[Word]) -> str:
    if len(backers) == 1:
        return f"{say_word(backers[0])}; {_BEST_RULE}."
    said = f"{join_names([name_origin(w.origin) for w in backers])} say {backers[0].worth:,}{_say_died(backers)}"
    backing = Counter(w.worth for w in words)
    if sum(1 for count in backing.values() if count == len(backers)) > 1:
        return f"{said}; {_BEST_RULE}."
    return f"{said}; {len(backers)} independent origins speak last for it, more than for any other figure."


def _say_died(words: Sequence[Word]) -> str:
    """What is to be added where figures agree only with the deaths of wounds that came after some of them."""
    since = [word.since for word in words if word.since is not None and word.since.sure]
    if not since:
        return ""
    return ", those who died of their wounds since " + ("counted in" if since[0].added else "left out")


def write_days(start: int, end: int) -> str:
    """Days by their ordinals: "3 March 2024", "1 to 3 March 2024", "28 February to 3 March 2024"."""
    first, last = dt.date.fromordinal(start), dt.date.fromordinal(end)
    closing = f"{last.day} {last:%B} {last.year}"
    if first == last:
        return closing
    if first.year != last.year:
        return f"{first.day} {first:%B} {first.year} to {closing}"
    return f"{first.day} to {closing}" if first.month == last.month else f"{first.day} {first:%B} to {closing}"
