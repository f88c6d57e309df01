"""What did the harm, and what was struck: the words for weapons and targets nearest to an act."""

from cenotaph.claims.claim import Cause, Target
from cenotaph.claims.rules import Finding
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit

# A word for a weapon farther from the act than this many units belongs to another clause.
_REACH = 25
_BEFORE_NOUN = frozenset({"modifier", "determiner", "possessive", "count", "name", "direction", "word"})
_STRUCK = frozenset({"struck_past", "struck_gerund", "struck_participle", "struck_third", "act_past", "act_gerund"})


def find_cause(units: list[Unit], finding: Finding, sentence: Sentence) -> Cause | None:
    """The cause a sentence gives for a finding: the nearest word for a weapon, else one for an attack."""
    best: tuple[float, Unit] | None = None
    for i, unit in enumerate(units):
        if not unit.has("cause_word"):
            continue
        distance = finding.first - i if i < finding.first else max(0, i - finding.last + 1)
        # A weapon says more than "the attack", even from farther off.
        rank = distance + (0 if unit.field("weapon", "cause_word") else _REACH)
        if distance <= _REACH and (best is None or rank < best[0]):
            best = rank, unit
    act = units[finding.act].field("weapon") if finding.act >= 0 else None
    if best is not None and (best[1].field("weapon", "cause_word") or act is None):
        return Cause(_slice(sentence, best[1]), best[1].field("weapon", "cause_word"))
    if act is not None:
        return Cause(_slice(sentence, units[finding.act]), act)
    return None


def find_targets(units: list[Unit], sentence: Sentence) -> list[Target]:
    """What a sentence says was struck."""
    found: list[Target] = []
    if not any("target" in unit.classes for unit in units):
        return found
    struck = False
    for i, unit in enumerate(units):
        if not unit.classes.isdisjoint(_STRUCK) or _is_attack_on(units, i):
            struck = True
        elif unit.classes & {"stop", "relative", "say_past", "but"}:
            struck = False
        elif unit.has("target") and (struck or _is_destroyed(units, i)) and not _is_of_speaker(units, i):
            found.append(Target(_slice(sentence, unit), unit.field("kind", "target") or "object"))
    return found


def _is_of_speaker(units: list[Unit], i: int) -> bool:
    """True for what says where a speaker is from: "a doctor at a nearby hospital"."""
    k = i - 1
    while k > 0 and units[k].classes & _BEFORE_NOUN:
        k -= 1
    return k > 0 and units[k].has("preposition") and units[k - 1].has("speaker") and not units[k - 1].has("target")


def _is_attack_on(units: list[Unit], i: int) -> bool:
    """True at the preposition of "an attack on", "a strike against"."""
    return i > 0 and units[i - 1].has("cause_word") and units[i].has("upon")


def _is_destroyed(units: list[Unit], i: int) -> bool:
    """True for the subject of "was destroyed", "was hit"."""
    following = units[i + 1 : i + 4]
    return any(u.has("be") for u in following) and any(not u.classes.isdisjoint(_STRUCK) for u in following)


def _slice(sentence: Sentence, unit: Unit) -> str:
    return sentence.text[sentence.tokens[unit.first].start : sentence.tokens[unit.last - 1].end]
