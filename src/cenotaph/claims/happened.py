"""Whether the words around an act say that it happened: not planned, feared, supposed or denied."""

from cenotaph.claims.group import groups_of
from cenotaph.claims.units import Unit

# How far before a verb a word may stand that makes it a plan or a possibility ("threatened to kill").
_REACH = 4
# Units between an act and a word that only foresees it, what leads from one to the other, and what ends its reach.
_FORESIGHT = 10
_LEADS_TO = frozenset({"with", "to", "from", "about", "in"})
_BEYOND = frozenset({"stop", "comma", "semicolon", "while", "and", "common", "relative", "say", "harm_noun"})


def _is_foreseen(units: list[Unit], act: int) -> bool:
    """True if an act is what a threat, a plan or a fear before it is of: "هدد الفوج بقتل ثلاثة", "احتمال وفاة طفل"."""
    k = act - 1 - (act > 1 and units[act - 1].has("determiner"))
    if k < 0 or units[k].classes.isdisjoint(_LEADS_TO):
        return k >= 0 and units[k].has("foresee")
    for unit in reversed(units[max(0, k - _FORESIGHT) : k]):
        if unit.has("foresee"):
            return True
        if not unit.classes.isdisjoint(_BEYOND):
            return False
    return False


def _is_missed(units: list[Unit], act: int) -> bool:
    """True for what did not quite happen: "he nearly died", "almost took a life"; not "killed nearly all of them"."""
    k = act - 1
    while k > 0 and units[k].classes & _PASSED_OVER and not units[k].has("almost"):
        k -= 1
    return k >= 0 and units[k].has("almost")


_PASSED_OVER = frozenset({"adverb", "have", "be"})


def is_unreal(units: list[Unit], act: int) -> bool:
    """True if the words before an act make it a plan, a threat or a possibility ("could kill", "to avoid deaths")."""
    if _is_foreseen(units, act) or _is_missed(units, act):
        return True
    if units[act].classes & {"die_gerund", "harm_gerund"} and act > 1 and units[act - 1].field("locates") == "from":
        return units[act - 2].has("who") or units[act - 2].has("object_pronoun")  # "kept him from bleeding to death"
    before = units[max(0, act - _REACH) : act]
    is_named = not units[act].has("harm_gerund") or (bool(before) and before[-1].has("determiner"))  # "in the killing"
    if is_named and units[act].classes & {"harm_noun", "body", "toll", "wounds"}:
        # "The court will investigate the murder": the modal is the court's. "An attempted murder" is none.
        return any(unit.has("attempt") for unit in before[-2:])
    tried = next((k for k in range(len(before) - 1, -1, -1) if before[k].has("tried_for")), None)
    if tried is not None and not any(unit.has("attempt") for unit in before[tried:]):
        return False  # "she would stand trial for killing her husband": he is dead; not "for attempting to kill"
    is_bare_form = units[act].has("harm_base") or units[act].has("die_base")
    if is_bare_form and before and (before[-1].has("to") or any(unit.has("modal") for unit in before)):
        return True
    if units[act].has("die_third") and any(unit.has("if") for unit in before):
        return True  # "if the victim dies"
    for k in range(len(before) - 1, -1, -1):
        unit = before[k]
        if unit.has("attempt") and any(one.has("harm_noun") for one in before[k + 1 :]):
            return False  # "guilty of attempted murder for shooting a cook"
        if unit.classes & {"comma", "stop", "who", "that"}:
            return False
        if unit.has("be") and k and before[k - 1].has("word"):
            return False  # "the woman he tried to help was killed"
        if unit.has("modal") or unit.has("attempt"):
            return True
    return False


def is_supposed(units: list[Unit], who: int) -> bool:
    """True for people who were not harmed, though they might: "this could have been two dead children"."""
    before = units[max(0, who - _REACH) : who]
    return len(before) > 1 and before[-1].has("be") and any(unit.has("modal") for unit in before[:-1])


def is_asked(units: list[Unit], who: int) -> bool:
    """True for what is only asked of people: "she asked whether he was dead"; not "whether the two killed were so"."""
    is_told = who + 1 < len(units) and not units[who + 1].classes.isdisjoint({"be", "have"})
    return is_told and who > 0 and units[who - 1].has("whether")


def _begins_clause(units: list[Unit], k: int) -> bool:
    return not units[k].classes.isdisjoint({"and", "comma"}) and units[k + 1].has("be")


def is_negated(units: list[Unit], first: int, last: int, act: int) -> bool:
    """True if the words say that it did not happen ("were not hurt", "without killing anyone")."""
    # "Did not make it and was pronounced dead", "who was not named, was shot": what is denied ends where another
    # clause begins.
    begins = max((k for k in range(first, act) if _begins_clause(units, k)), default=first)
    if first > 1 and units[first - 1].has("or") and any(g.count.high == 0 for g in groups_of(units[first - 2])):
        return True  # "No students or staff were hurt"
    if any(unit.has("not") for unit in units[begins:last]):
        return True
    if first and not units[first - 1].classes.isdisjoint({"nor", "not"}):
        return True  # "neither officer was hurt"
    before = units[max(0, act - _REACH) : act]
    before = before[:-1] if before and before[-1].has("bare") else before  # "not here for more than one murder"
    if any(unit.has("tried_for") for unit in before):
        return False  # "would not stand trial for killing her husband": he is dead
    at = max((k for k, unit in enumerate(before) if unit.classes & {"not", "without"}), default=None)
    return at is not None and not any(unit.classes & {"comma", "stop", "who", "and", "but"} for unit in before[at:])
