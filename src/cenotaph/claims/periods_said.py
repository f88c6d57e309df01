"""Which period phrases tell when somebody spoke or wrote, and not when what he spoke of happened."""

from cenotaph.claims.dateline import read_dateline
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit

_SAID = frozenset({"say_past", "say_third", "say_gerund", "utter_past", "utter_third", "utter_gerund"})
# What may stand between a verb of saying and its day: "told reporters in Arden late on Monday".
_BETWEEN = frozenset({"preposition", "adverb", "person_group", "speaker", "determiner", "upon"})
_REACH = 3
_COURT = frozenset({"verdict", "court_past", "court_participle", "court_third", "court_gerund"})
_COURT_REACH = 5
_ACTS = frozenset(
    {"harm_past", "harm_participle", "harm_gerund", "die_past", "die_participle", "harm_noun", "hit_past"}
)


def mark_said(periods: list[PeriodPhrase], units: list[Unit], sentence: Sentence) -> list[PeriodPhrase]:
    """The phrases, those that stand at a verb of saying with the role "said" ("said on Monday that", "today told"), and
    those of a dateline with the role "report", those at an arrest or verdict "court", those of how the hurt were
    "state"."""
    if not periods:
        return periods  # most sentences
    if sentence.number == 0 and (dateline := read_dateline(units, sentence)) is not None:
        end = units[dateline.end - 1].last
        periods = [each._replace(role="report") if each.first < end else each for each in periods]
    says, acts = any(unit.classes & _SAID for unit in units), any(unit.classes & _COURT for unit in units)
    examined = any(unit.classes & _EXAMINING for unit in units)
    stays = any(unit.classes & _STATES for unit in units) and any(unit.classes & _ACTS for unit in units)
    if not (says or acts or examined or stays):
        return periods
    at = {unit.first: k for k, unit in enumerate(units) if unit.has("period")}
    marked = []
    for phrase in periods:
        k = at.get(phrase.first)
        if phrase.role == "when" and says and _is_at_saying(units, k):
            phrase = phrase._replace(role="said")
        elif phrase.role == "when" and k is not None:
            if (acts and _is_at_court(units, k)) or (examined and _is_of_examination(units, k)):
                phrase = phrase._replace(role="court")
            elif stays and _is_of_state(units, k):
                phrase = phrase._replace(role="state")
        marked.append(phrase)
    return marked


_EXAMINING = frozenset({"examiner", "autopsy"})


def _is_of_examination(units: list[Unit], k: int) -> bool:
    """True for the day on which somebody dead was examined: "the medical examiner found the wound on Sunday"."""
    before = units[:k]
    return any(unit.classes & _EXAMINING for unit in before) and not any(unit.classes & _ACTS for unit in units)


# How the hurt are.
_STATES = frozenset({"stay", "harm_weak_participle", "bedded"})


def _is_of_state(units: list[Unit], k: int) -> bool:
    """True for the day on which somebody who had been hurt was seen: "was shot and remained in hospital on Tuesday"."""
    n = k - 1
    while n > 0 and units[n].classes & _BETWEEN:
        n -= 1
    is_state = n >= 0 and not units[n].classes.isdisjoint(_STATES)
    return is_state and any(unit.classes & _ACTS for unit in units[:n])


def _is_at_court(units: list[Unit], k: int) -> bool:
    """True for the day of an arrest, charge or verdict: such a verb stands nearer before it, or right after it, than
    any act of harm."""
    if k + 1 < len(units) and units[k + 1].classes & {"harm_noun", "cause_word"}:
        return False  # "acquitted in the 2011 murder"
    for unit in reversed(units[max(0, k - _COURT_REACH) : k]):
        if unit.classes & _COURT:
            return True
        if unit.classes & _ACTS or unit.classes & {"comma", "semicolon"}:
            break
    return any(unit.classes & _COURT for unit in units[k + 1 : k + 3])


def _is_at_saying(units: list[Unit], k: int | None) -> bool:
    if k is None or (k > 0 and units[k - 1].classes & _ACTS):
        return False  # "the girl who was killed Saturday says"
    after = k + 1
    while after < len(units) and units[after].has("adverb"):
        after += 1
    if after < len(units) and _says(units, after) and k > 0 and not units[k - 1].classes & {"comma", "be"}:
        # "Officials on Monday said", not "wounded on Monday, officials said".
        return not _ends_clause(units, after)
    before = k - 1
    while before > max(-1, k - 1 - _REACH) and units[before].classes & _BETWEEN and not _says(units, before):
        before -= 1
    return before >= 0 and _says(units, before)


def _says(units: list[Unit], k: int) -> bool:
    """True for a verb of saying, not for the passive of one ("the attack was reported on Monday"), save where people
    were told."""
    is_passive = k > 0 and units[k - 1].has("be")
    is_told = is_passive and k > 1 and "who" in units[k - 2].classes
    return bool(units[k].classes & _SAID) and (not is_passive or is_told)


def _ends_clause(units: list[Unit], k: int) -> bool:
    """True if the verb closes its sentence: "two died on Monday, police said"."""
    return k + 1 >= len(units) or units[k + 1].has("stop")
