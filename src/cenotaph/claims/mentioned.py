"""English words for people told of before: pronouns, what is left of them, all of them, the other of two."""

from dataclasses import replace

from cenotaph.claims.group import Group
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, list_count
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome

# After these "her" is somebody, and no owner ("they shot her in the leg").
AFTER_OBJECT = frozenset({"preposition", "stop", "comma", "and", "conjunction", "period", "but", "fatal", "dead"})
# What is done to "them" stands before it.
_HARMING = frozenset({"harm_past", "harm_gerund", "harm_participle", "assault_past"})
_BEFALLING_ONE = frozenset({"be_one", "have", "die_past", "harm_participle"})
# What befalls "them" begins with one of these.
BEFALLING = frozenset({"be", "have", "die_past", "adverb", "all"})
_AFTER_THEM = AFTER_OBJECT | {"adverb", "all"}
# What makes a noun of harm before it a part of another word ("his murder trial").
_COMPOUNDED = frozenset({"word", "thing", "person", "name", "of", "target", "harm_noun", "cause_word"})


def point_back(group: Group) -> Group:
    """All of several people told of before, as "they" are."""
    count = Count(2, 2, True, None, group.count.text)
    return replace(group, count=count, definite=True, part=False, share=None, is_pronoun=True)


def read_remains(units: list[Unit], i: int, sentence: Sentence) -> Group | None:
    """Somebody told of before by what is left, "her body", "their bodies", or by the death: "her murder"."""
    if units[i].has("count") and i + 2 < len(units) and units[i + 2].has("body"):
        return _read_next_body(units, i, sentence)
    if not units[i].has("possessive") or i + 1 >= len(units) or not (units[i + 1].has("body") or _is_demise(units, i)):
        return None
    is_one = any(tag.form == "singular" for tag in units[i + 1].tags)
    text = sentence.slice(units[i].first, units[i + 1].last)
    count = Count(1, 1, False, 1, text) if is_one else Count(2, 2, True, None, text)
    sex = units[i].field("sex", "possessive")
    return Group(units[i].first, units[i + 1].last, count, definite=True, sex=sex, is_pronoun=True)


def read_owner(units: list[Unit], i: int, sentence: Sentence) -> Group | None:
    """The one of whom a limb is told at unit `i`: "his left shoulder", "his heart stopped"; None for any other."""
    sex = units[i].field("sex", "possessive")
    end = next((k for k in range(i + 1, min(i + 4, len(units))) if units[k].classes.isdisjoint(_BEFORE_LIMB)), None)
    if sex is None or end is None or units[end].classes.isdisjoint(_LIMBS):
        return None
    text = sentence.slice(units[i].first, units[end].last)
    return Group(units[i].first, units[end].last, Count(1, 1, False, 1, text), definite=True, sex=sex, is_pronoun=True)


_LIMBS = frozenset({"limb", "mortal_heart", "condition_told"})
# What may stand between somebody's pronoun and a limb.
_BEFORE_LIMB = frozenset({"modifier", "sided"})


def _read_next_body(units: list[Unit], i: int, sentence: Sentence) -> Group | None:
    """One more of whom a body is left: "a fifth body"."""
    number, body = units[i + 1].field("number", "modifier"), units[i + 2]
    if number is None or not any(tag.form == "singular" for tag in body.tags):
        return None
    count = Count(1, 1, False, 1, sentence.slice(units[i].first, body.last))
    return Group(units[i].first, body.last, count, ordinal=int(number))


def _is_demise(units: list[Unit], i: int) -> bool:
    """True for "her murder", not "his murder trial" or "their deaths", where how many died is told elsewhere."""
    noun, after = units[i + 1], units[i + 2] if i + 2 < len(units) else None
    if not noun.has("harm_noun") or noun.field("outcome", "harm_noun") != Outcome.KILLED:
        return False
    if after is not None and not after.classes.isdisjoint(_COMPOUNDED):
        return False
    is_one = units[i].field("sex", "possessive") is not None
    return is_one and any(tag.entry.cls == "harm_noun" and tag.form == "singular" for tag in noun.tags)


def read_pronoun(unit: Unit, sentence: Sentence) -> Group:
    """One person told of before, "he", or nobody, or anyone at all."""
    text = sentence.slice(unit.first, unit.last)
    if unit.has("nobody"):
        return Group(unit.first, unit.last, Count(0, 0, False, 0, text))
    if unit.has("anyone"):
        return Group(unit.first, unit.last, Count(1, 1, True, None, text), unsaid=True)
    sex = unit.field("sex", "person_pronoun") or unit.field("sex", "object_pronoun")
    return Group(unit.first, unit.last, Count(1, 1, False, 1, text), definite=True, sex=sex, is_pronoun=True)


def read_told_dead(unit: Unit, sentence: Sentence) -> Group:
    """Those told of before of whom words say as a whole that they died: "the wound was fatal", "neither survived"."""
    number, sex = int(unit.field("number", "told_dead") or "1"), unit.field("sex", "told_dead")
    count = Count(number, number, False, number, sentence.slice(unit.first, unit.last))
    return Group(unit.first, unit.last, count, definite=True, harm=Outcome.KILLED, sex=sex, is_pronoun=number == 1)


def read_them(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """Several people told of before, as those to whom harm is done: "took five clerks away and shot them"."""
    if i == 0 or units[i - 1].classes.isdisjoint(_HARMING):
        return None
    if i + 1 < len(units) and units[i + 1].classes.isdisjoint(_AFTER_THEM):
        return None
    return "pronoun", _make_several(units[i], sentence), i + 1


def read_they(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """Several people told of before, "they", where something befalls them; whoever acts is nobody harmed."""
    if i + 1 == len(units) or units[i + 1].classes.isdisjoint(BEFALLING):
        return None
    return "pronoun", _make_several(units[i], sentence), i + 1


def _make_several(pronoun: Unit, sentence: Sentence) -> Group:
    """Those whom "they" or "them" stands for: two at the least, no more is said."""
    count = Count(2, 2, True, None, sentence.slice(pronoun.first, pronoun.last))
    return Group(pronoun.first, pronoun.last, count, definite=True, is_pronoun=True)


def read_other(units: list[Unit], i: int, sentence: Sentence) -> Group | None:
    """The second of two, where something befalls him: "one died and the other was wounded"."""
    if i + 2 >= len(units) or not units[i].has("determiner") or not units[i + 1].has("the_other"):
        return None
    if units[i + 2].classes.isdisjoint(_BEFALLING_ONE):
        return None
    first, last = units[i].first, units[i + 1].last
    return Group(first, last, Count(1, 1, False, 1, sentence.slice(first, last)), others=True)


def is_pronoun_of_both(units: list[Unit], i: int) -> bool:
    """True for the "them" of "them both" after what was done to them."""
    if not units[i].has("plural_object") or i == 0 or i + 1 == len(units):
        return False
    phrase = list_count(units[i + 1])
    is_both = phrase is not None and phrase.count is not None and phrase.count.stated == _BOTH
    return is_both and not units[i - 1].classes.isdisjoint(_DOING)


_BOTH = 2
_DOING = frozenset({"harm_past", "harm_gerund", "harm_third", "harm_base", "hit_past", "hit_gerund"})
