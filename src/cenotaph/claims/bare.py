"""Numbers without a noun that tell of people: "five were hurt"; not measures, ages or figures of something else."""

from cenotaph.claims.group import Group
from cenotaph.claims.openings import Opening
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, is_at
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status

# Units between a number and the things it counts.
_MOST_BEFORE = 3


def is_of_parent(units: list[Unit], i: int) -> bool:
    """True for the number of somebody's children before what befell the parent: "left a mother of four dead"."""
    if i < 2 or i + 1 >= len(units) or not units[i].has("count") or units[i + 1].classes.isdisjoint(_OF_PARENT):
        return False
    return units[i - 1].has("of") and units[i - 2].marks("kin")


_OF_PARENT = frozenset({"dead", "hurt", "harm_participle"})


def read_compared(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """One of two or more told of before: "the older of the two", "the youngest of the brothers"; None if no such words
    begin at unit `i`."""
    if i + 3 >= len(units) or not units[i].has("determiner") or not units[i + 1].has("comparing"):
        return None
    k = i + 3 + units[i + 3].has("determiner")
    k += k + 1 < len(units) and units[k].has("count") and units[k + 1].has("person")
    if not units[i + 2].has("of") or k >= len(units) or units[k].classes.isdisjoint({"count", "person"}):
        return None
    first, last = units[i].first, units[k].last
    return "victims", Group(first, last, Count(1, 1, False, 1, sentence.slice(first, last)), definite=True), k + 1


def read_bare(units: list[Unit], i: int, opening: Opening) -> tuple[str, Group, int] | None:
    """A number without a noun: "five were hurt". Not a measure, and not the article alone."""
    phrase = opening.phrase
    if phrase is None or phrase.count is None or phrase.superseded:
        return None
    if phrase.count.high == 0 and is_at(units, i + 1, "severity"):
        return None  # "hurt, none seriously"
    if phrase.article and not (i + 1 < len(units) and units[i + 1].has("lives")):
        return None
    # "Killed: 7." looks like the number of a list, and is none after a label.
    is_labelled = phrase.unit == "list" and i > 1 and units[i - 1].has("stop")
    if phrase.unit == "name" and i > 1 and units[i - 1].has("amounted") and units[i - 2].classes & {"dead", "hurt"}:
        is_labelled = True  # "the dead number four"
    if (phrase.unit and not is_labelled) or _is_age(units, i):
        return None
    if i > 1 and units[i - 1].has("of") and (units[i - 2].marks("kin") or units[i - 2].has("place_noun")):
        return None  # "the father of four", "a town of 4,000"
    if _is_in_series(units, i) or _is_age_of_one(units, i):
        return None  # "the wounded are 16, 17 and 20"
    first, last = units[i].first, units[i].last
    following = units[i + 1] if i + 1 < len(units) else None
    if (
        following is not None
        and following.classes & {"thing", "animal", "limb", "projectile"}
        and following.classes.isdisjoint({"harm_noun", "wounds"})
        and not (phrase.count.low > 1 and following.has("harm_participle"))  # "Four shot in Arden"; not "four shots"
    ):
        return None
    if phrase.count.low > 1 and _counts_things(units, i + 1):
        return None  # "four vehicles were hit", "five high-tension towers"
    if phrase.count.low == 1 and following is not None and following.has("target") and _is_set_apart(units, i + 2):
        return None  # "One car, a stolen Hyundai, was found burned"
    if following is not None and following.has("close_bracket") and not any(u.has("open_bracket") for u in units[:i]):
        return None  # the end of an age that a list cut off: "35)"
    if following is not None and following.has("dead") and i + 2 < len(units) and units[i + 2].has("animal"):
        return None  # "20 dead hens"
    if following is not None and following.has("wounds") and following.field("outcome", "wounds") == Outcome.CASUALTIES:
        return None  # "several gunshot wounds"
    if following is not None and following.has("of") and i + 2 < len(units) and units[i + 2].has("thing"):
        return None  # "a lot of blood"
    kind = next((u for u in units[i + 1 : i + 3] if u.classes & {"person", "person_group"}), None)
    group, status = "people", Status.UNKNOWN
    if kind is not None and any(u.classes & {"harm_noun", "wounds"} for u in units[i + 2 : i + 4]):
        group, status = kind.field("group", "person") or "people", Status(kind.field("status", "person") or "unknown")
    is_of_them = i > 1 and units[i - 1].has("relative") and units[i - 2].has("of")  # "of whom five later died"
    is_part = opening.is_part or is_of_them
    found = Group(first, last, phrase.count, group, status, increment=phrase.increment, part=is_part)
    return "bare", found, opening.next if opening.is_part else i + 1


def _is_set_apart(units: list[Unit], i: int) -> bool:
    """True if a comma, a stop or a verb follows a thing, which nobody is called by."""
    return i >= len(units) or not units[i].classes.isdisjoint({"comma", "stop", "be", "have"})


def _counts_things(units: list[Unit], i: int) -> bool:
    """True for things that may be struck, more than one of them, with at most what qualifies them before: "houses",
    "small wooden houses"."""
    for unit in units[i : i + _MOST_BEFORE]:
        if any(tag.cls in ("target", "thing") and tag.form == "plural" for tag in unit.tags):
            return unit.classes.isdisjoint({"harm_noun", "wounds", "harm_participle"})
        if unit.classes.isdisjoint(_QUALIFYING):
            return False
    return False


# What may stand between a number and the things it counts.
_QUALIFYING = frozenset({"name", "modifier", "word"})


def _is_age(units: list[Unit], i: int) -> bool:
    """True for a number between commas with one act for one person after it: "the driver of the car, 26, was"; and
    for those of "the brothers, who were 20 and 18, were"."""
    if _is_told_age(units, i) or (i > 3 and units[i - 1].has("and") and _is_told_age(units, i - 2)):
        return True
    is_set_off = 1 < i < len(units) - 1 and units[i - 1].has("comma") and units[i + 1].has("comma")
    if is_set_off and (units[i - 2].has("the_other") or _ends_pair(units, i - 2)):
        return True  # "the other, 30, in both legs", "the older of the two, 38, died"
    if _are_two_ages(units, i):
        return True
    if i < 2 or i + 2 >= len(units) or (not units[i].has("number") and not units[i].has("count")):
        return False
    return units[i - 1].has("comma") and units[i + 1].has("comma") and units[i + 2].has("be_one")


def _are_two_ages(units: list[Unit], i: int) -> bool:
    """True for one of "two women who were in the car, 21 and 22, are": two figures set off by commas before a verb."""
    first = i - 2 if i > 3 and units[i - 1].has("and") else i
    is_pair = is_at(units, first, *_FIGURES) and is_at(units, first + 1, "and") and is_at(units, first + 2, *_FIGURES)
    if not is_pair or first < 1:
        return False
    return (
        is_at(units, first - 1, "comma") and is_at(units, first + 3, "comma") and is_at(units, first + 4, "be", "have")
    )


def _ends_pair(units: list[Unit], k: int) -> bool:
    """True for the last word of "the older of the two", "the younger of the brothers"."""
    return any(units[n].has("of") and n > 0 and units[n - 1].has("comparing") for n in range(max(0, k - 3), k))


def _is_in_series(units: list[Unit], i: int) -> bool:
    """True for one of three figures or more with commas and "and" alone between them: ages or scores."""
    first = last = i
    while first > 1 and units[first - 1].classes & _BETWEEN_FIGURES and units[first - 2].classes & _FIGURES:
        first -= 2
    while last + 2 < len(units) and units[last + 1].classes & _BETWEEN_FIGURES and units[last + 2].classes & _FIGURES:
        last += 2
    return last - first >= 4


_BETWEEN_FIGURES = frozenset({"comma", "and"})


_FIGURES = frozenset({"count", "number"})


def _is_age_of_one(units: list[Unit], i: int) -> bool:
    """True for the number with which a sentence about one person ends: "Her daughter, Petra, was 6"."""
    is_last = is_at(units, i - 1, "be_one") and (i + 1 == len(units) or is_at(units, i + 1, "stop"))
    before = units[: i - 1] if i > 1 and is_last else []
    is_person = bool(before) and bool(before[-1].classes & (_ONE | {"comma"}))
    return is_person and any(u.classes & _ONE for u in before) and not any(u.classes & _TOLLS for u in before)


_ONE = frozenset({"name", "person", "person_pronoun"})
_TOLLS = frozenset({"harm_noun", "toll", "dead", "hurt", "harm_participle", "harm_past"})


def _is_told_age(units: list[Unit], i: int) -> bool:
    """True for a number after "who were"."""
    is_number = i > 2 and bool(units[i].classes & {"number", "count"})
    if is_number and units[i - 1].has("age_word"):
        return True  # "a boy hardly older than 20"
    return (
        is_number
        and bool(units[i - 1].classes & {"be", "genitive"})
        and units[i - 2].has("relative")
        and units[i - 3].has("comma")
    )
