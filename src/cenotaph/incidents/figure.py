"""The figure that a profile takes: all of low, best and high, or one number chosen from what the origins say."""

from collections.abc import Sequence
from dataclasses import replace

from cenotaph.incidents.breakdowns import count_civilians
from cenotaph.incidents.evidence import Evidence
from cenotaph.incidents.incident import Bounds, Reason, Toll
from cenotaph.incidents.profile import Profile
from cenotaph.incidents.reasons import claim_ids, say_word, speak
from cenotaph.incidents.tellings import Telling
from cenotaph.incidents.vague import find_number
from cenotaph.incidents.words import Word

_BOUNDS = ("low", "best", "high")
_SHOWN = 3  # other figures that a sentence names


def apply_profile(evidence: Evidence, profile: Profile) -> Evidence:
    """The evidence of one event and outcome with the figure that the profile takes, and why. What is left aside is
    named, and a rule that bears on who the dead were or on vague words says so."""
    if profile.publishes == "point":
        evidence = _choose_figure(evidence, profile)
    notes = _note_rules(evidence, profile)
    if not notes:
        return evidence
    return replace(evidence, toll=replace(evidence.toll, because=(*evidence.toll.because, *notes)))


def _note_rules(evidence: Evidence, profile: Profile) -> list[Reason]:
    ids = claim_ids(evidence.tellings)
    told = []
    if profile.unknown_becomes_civilian and "civilian" in evidence.toll.by:
        told.append("unknown_becomes_civilian")
    if evidence.vague and not profile.vague_words and not profile.is_confirmed("vague_words"):
        told.append("vague_words")
    return [Reason("aside", ids, f"{profile.explain(rule)}.", rule) for rule in told]


def _choose_figure(evidence: Evidence, profile: Profile) -> Evidence:
    whole, words = evidence.toll.whole, evidence.words
    word = _choose_word(words, evidence, profile) if words and (evidence.vague or not evidence.parts_only) else None
    number = whole.low if profile.figure == "lowest" else whole.best
    if word is not None:
        number = _number_of(word, profile)
    if evidence.vague:
        number = max(number, whole.low)  # the people told of one by one
    bounds = Bounds(number, number, number, False)
    if bounds == whole and len(words) < 2:
        return evidence
    because = _explain(evidence, word, number, profile)
    kept = tuple(reason for reason in evidence.toll.because if reason.bound not in _BOUNDS)
    by = dict(evidence.toll.by)
    if profile.unknown_becomes_civilian and "civilian" in by:
        by["civilian"] = count_civilians(evidence.tellings, bounds)
    toll = Toll(bounds, by, (*because, *kept))
    chosen = words if word is None else (replace(word, low=number, high=number, worth=number, open=False),)
    return replace(evidence, toll=toll, words=chosen)


def _explain(evidence: Evidence, word: Word | None, number: int, profile: Profile) -> list[Reason]:
    if word is None:
        old = next(r for r in evidence.toll.because if r.bound == ("low" if profile.figure == "lowest" else "best"))
        sentence, ids, rule = f"{profile.explain('publishes')}, here {number:,}. {old.reason}", old.claims, "publishes"
    elif evidence.vague:
        said = " and ".join(dict.fromkeys(f'"{t.claim.count.text}"' for t in word.tellings))
        number_for = find_number(word.tellings[0], profile)
        rule = number_for[1] if number_for else "figure"
        sentence = f"{profile.explain(rule)}: {speak(word.origin)} {said}, which counts as {number:,}."
        ids = claim_ids(word.tellings)
    else:
        others = [say_word(w) for w in evidence.words if w is not word]
        left = f"; left aside: {'; '.join(others[:_SHOWN])}" + (" and others" if len(others) > _SHOWN else "")
        sentence = f"{profile.explain('figure')}: {say_word(word)}{left if others else ''}."
        ids, rule = claim_ids(word.tellings), "figure"
    return [Reason(bound, ids, sentence, rule) for bound in _BOUNDS]


def _choose_word(words: Sequence[Word], evidence: Evidence, profile: Profile) -> Word:
    if profile.figure == "lowest":
        return min(words, key=lambda w: (_number_of(w, profile), w.day, w.origin.key))
    if profile.figure == "most_detailed":
        return min(words, key=lambda w: (-count_details(w, evidence.tellings), -w.day, w.worth, w.origin.key))
    best = evidence.toll.whole.best
    return min(words, key=lambda w: (abs(w.worth - best), -w.day, w.origin.key))


def _number_of(word: Word, profile: Profile) -> int:
    """The number that stands for a word. "About 50" states 50, though it allows 45; a range states none, and its lower
    end is the lowest."""
    if profile.figure == "lowest" and any(t.stated is None for t in word.tellings):
        return word.low
    return word.worth


def count_details(word: Word, tellings: Sequence[Telling]) -> int:
    """How much an origin tells of an event: groups apart, names, ages, places, days and causes."""
    own = [t for t in tellings if t.origin.key == word.origin.key]
    groups = {(t.claim.victims.group, t.claim.victims.status) for t in own}
    names = {name for t in own for name in t.names}
    ages = {age for t in own for age in t.ages}
    sites = any(t.site is not None for t in own) + any(t.start is not None for t in own)
    return len(groups) + len(names) + len(ages) + sites + len({t.weapon for t in own if t.weapon})
