"""Whether the people a rule found agree with its verb in number, and are people at all."""

from collections.abc import Sequence

from cenotaph.claims.group import groups_of
from cenotaph.claims.units import Unit, is_at, list_count


def is_too_few(act: Unit, people: Unit) -> bool:
    """True for fewer people than the act's entry asks for: two men who flee are not displaced, 300 families are; not
    for one of more who died ("one of those who lost their lives")."""
    least = act.field("least")
    if people.has("part") and act.has("die_past"):
        return False
    return least is not None and sum(group.count.low for group in groups_of(people)) < int(least)


def is_of_another(units: list[Unit], who: int, last: int) -> bool:
    """True for the limb of one told of by a pronoun, where several did it: "the rebels broke his arm"."""
    are_several = groups_of(units[who])[-1].count.low > 1
    return are_several and any(unit.field("sex", "possessive") is not None for unit in units[who + 1 : last])


def has_another_subject(units: list[Unit], act: int, who: int) -> bool:
    """True if an act behind people has another subject than these."""
    return _is_of_one(units, act, who) or (act > who and (_is_noun(units, act) or _is_of_inner(units, act, who)))


def _is_noun(units: list[Unit], act: int) -> bool:
    """True for the shot of "what police think was a shot"."""
    count = list_count(units[act - 1])
    is_led = units[act - 1].has("determiner") or (count is not None and count.article)
    return is_led and units[act].has("thing") and units[act].has("harm_participle")


def _is_of_inner(units: list[Unit], act: int, who: int) -> bool:
    """True for the act of a clause about somebody told of inside another: "pupils were speaking of the loss of Ana
    Ruiz, a clerk who was shot"."""
    k = act - 1
    while k > who and not units[k].classes.isdisjoint(_AUXILIARIES):
        k -= 1
    if k <= who + 1 or not units[k].has("relative") or units[k - 1].has("comma"):
        return False
    inner = next((j for j in range(k - 1, who, -1) if units[j].has("inner")), None)
    return inner is not None and any(not unit.classes.isdisjoint(_VERBS) for unit in units[who + 1 : inner])


_AUXILIARIES = frozenset({"be", "have", "adverb", "modal"})
_VERBS = frozenset({"be", "have", "act_past"})


def _is_of_one(units: list[Unit], act: int, who: int) -> bool:
    """True for "people" and "dies", or "her kids" and "was struck": a verb of one person has another subject than
    these; and for one and the remains of several."""
    groups = groups_of(units[who])
    verb = units[act]
    if verb.has("body") and any(tag.form == "plural" for tag in verb.tags):
        return sum(group.count.high for group in groups) == 1  # "One remains in the hospital"
    if verb.has("die_third") and verb.classes.isdisjoint({"die_past", "die_base", "die_participle"}):
        return sum(group.count.high for group in groups) > 1
    if (
        act < who
        or verb.has("die_past")
        or len(groups) != 1
        or not groups[0].noun
        or groups[0].count.text.lower().startswith(("a ", "an "))
    ):
        return False  # "a total of 14 clerks was", "an elderly couple was"
    k = next((k for k in range(act - 1, who, -1) if units[k].has("be")), None)
    if k is None or groups[0].count.low > 1:
        return k is not None and units[k].has("be_one")
    is_alone = groups[0].count.stated == 1 and not groups[0].part and units[k].has("be_many")
    return is_alone and not any(unit.classes & _JOINING for unit in units[max(who - 1, 0) : k])


# What makes one person the subject of "were" beside others.
_JOINING = frozenset({"and", "or", "along", "whose"})


def is_nobody(units: list[Unit], who: int) -> bool:
    """True for a number that is an age, and for any one there may be ("a bounty for each guard killed")."""
    if who and units[who - 1].has("per"):
        return True
    if who > 1 and units[who - 2].has("not") and units[who].has("bare") and is_at(units, who + 1, "be_one"):
        return True  # "a child not yet two is dead"
    return units[who].has("bare") and (_is_one(units, who) or _is_age_aside(units, who) or _is_year(units, who))


def _is_year(units: list[Unit], who: int) -> bool:
    """True for the year of "jailed for 2013 killing"."""
    text = groups_of(units[who])[0].count.text
    is_year = text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR and who + 1 < len(units)
    return is_year and any(tag.form == "singular" for tag in units[who + 1].tags if tag.entry.cls == "harm_noun")


_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def _is_one(units: list[Unit], who: int) -> bool:
    """True for a number of several with a verb of one: "34, was found dead" gives an age; "a couple was" does not."""
    if not any(group.count.text[-1:].isdigit() for group in groups_of(units[who])):
        return False
    k = who + 1 + (who + 1 < len(units) and units[who + 1].has("comma"))
    return k < len(units) and units[k].has("be_one") and sum(g.count.low for g in groups_of(units[who])) > 1


def _is_age_aside(units: list[Unit], who: int) -> bool:
    """True for a number in figures between commas that could be an age, with no person before or behind it that it
    could count: "the older of the two, 38, could not be saved", "the other, 30, in both legs"."""
    if not 0 < who < len(units) - 2 or not units[who - 1].has("comma") or not units[who + 1].has("comma"):
        return False
    number = groups_of(units[who])[0].count
    is_age = number.text.isdigit() and _YOUNGEST <= number.low == number.high <= _OLDEST
    return is_age and units[who + 2].classes.isdisjoint({"who", "count", "and"})


_YOUNGEST, _OLDEST = 10, 105


def is_speaking(units: Sequence[Unit], who: int) -> bool:
    """True for people behind whom a verb of saying stands: "police say"."""
    return is_at(units, who + 1, "say_past", "say_third", "say_base")
