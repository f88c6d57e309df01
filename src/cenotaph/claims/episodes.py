"""Episodes: which sentences of a report tell of another event than the one it is about, because its words say so.

"Elsewhere over the weekend:" and a list, "In a separate attack, ...", "An unrelated shooting on Friday ...". What is
told there is counted beside what the report is about, and shares neither place nor weapon with it unsaid.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import is_of_family
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.reader import Reader, list_with_people
from cenotaph.claims.rounds import tells_of_several
from cenotaph.values.harm import HARMED

HEADING = -1
_BULLET = re.compile(r"(?:[•*·▪●■□◦○‣►▶\-–—]+|\d{1,2}[.)])\s*")
_LEAD = re.compile(r"[•*·▪●■□◦○‣►▶\-–—\"“”'‘’«»(\s,،]*")
_LONGEST_HEADING = 14  # tokens, of "Elsewhere in the governorate over the weekend, according to the police:"


def number_episodes(
    analyses: Sequence[Analysis], reader: Reader, returning: frozenset[int], nexts: frozenset[int]
) -> list[int]:
    """For each sentence the number of its episode: 0 for what the report is about, a number for each event that its
    words set apart, and HEADING for the headings of such events. `returning` are the sentences that `list_returning`
    tells, `nexts` those of `list_next_events`.

    An episode ends with its paragraph, or goes on where the next one begins with the same person ("He", "The victim");
    under a heading each item of the list is one.
    """
    numbers: list[int] = []
    last = current = 0
    is_list = is_headed = has_begun = False
    paragraph = -1
    for analysis, following in zip_longest(analyses, analyses[1:]):
        is_next = False
        if analysis.sentence.paragraph != paragraph:
            paragraph = analysis.sentence.paragraph
            is_next = analysis.sentence.number in nexts and not (is_list or is_headed)
            listed = is_item(analysis)
            if (is_list and listed) or is_headed:
                last += 1
                current = last
                is_list, is_headed = listed, False
            elif not (current and not listed and _goes_on(analysis, reader)):
                current, is_list = 0, False
        is_apart = _begins_with(analysis, reader.lexicon, "apart")
        is_apart = is_apart or (
            has_begun
            and (_is_unrelated(analysis, reader.lexicon) or _is_set_apart(analysis, following, reader.lexicon))
        )
        has_begun = has_begun or (bool(analysis.findings) and not tells_of_several(analysis, reader.lexicon))
        if analysis.sentence.number in returning or is_apart or is_next:
            last += 1
            current = last
            is_list = is_headed = _is_heading(analysis)
        elif is_headed:
            is_list = is_headed = False  # the line went on after its colon
        numbers.append(HEADING if is_headed else current)
    return numbers


def _is_unrelated(analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for a sentence that calls the one harm of which it tells unrelated, or all that it goes on to tell: "where a
    clerk was shot in an unrelated dispute"."""
    harmed = [finding for finding in analysis.findings if finding.outcome in HARMED]
    harmed = [each for each in harmed if not is_of_family(each.rule.id, "implied")] or harmed
    said = lexicon.frames["unrelated"].search(analysis.lowered) if harmed else None
    if said is None:
        return False
    first = analysis.sentence.tokens[analysis.units[min(each.first for each in harmed)].first]
    return len(harmed) == 1 or said.start() < first.start - analysis.sentence.start


def _is_set_apart(analysis: Analysis, following: Analysis | None, lexicon: Lexicon) -> bool:
    """True for a sentence of whose event the next one says that it is another: "The cases are not believed to be
    linked"."""
    if following is None or not analysis.findings or following.findings:
        return False
    is_near = following.sentence.paragraph == analysis.sentence.paragraph
    return is_near and lexicon.frames["set_apart"].search(following.lowered) is not None


def is_item(analysis: Analysis) -> bool:
    """True for a sentence that a bullet or a number with a stop opens, as an item of a list."""
    return _BULLET.match(analysis.lowered) is not None


def list_returning(analyses: Sequence[Analysis], lexicon: Lexicon) -> frozenset[int]:
    """The sentences that begin with another attack where the one before it was ("A second airstrike killed five"), by
    their numbers; none after the report has told of several attacks at once, whose toll may hold it."""
    found: list[int] = []
    for analysis in analyses:
        if _begins_with(analysis, lexicon, "again"):
            found.append(analysis.sentence.number)
        elif any(unit.has("cause_word") and any(tag.form == "plural" for tag in unit.tags) for unit in analysis.tagged):
            break
    return frozenset(found)


def _begins_with(analysis: Analysis, lexicon: Lexicon, frame: str) -> bool:
    """True for a sentence that begins with words of a frame, such as "in a separate attack"."""
    text, at = analysis.lowered, _skip_lead(analysis.lowered, 0)
    while (opening := lexicon.frames["opening"].match(text, at)) is not None:
        at = _skip_lead(text, opening.end())
    return lexicon.frames[frame].match(text, at) is not None


def _skip_lead(text: str, at: int) -> int:
    lead = _LEAD.match(text, at)
    return lead.end() if lead is not None else at


def _is_heading(analysis: Analysis) -> bool:
    return analysis.lowered.rstrip().endswith(":") and len(analysis.sentence.tokens) <= _LONGEST_HEADING


def _goes_on(analysis: Analysis, reader: Reader) -> bool:
    """True for a paragraph that begins with somebody told of before: "He was taken to hospital", "The victim ..."."""
    units = list_with_people(analysis, reader)
    first: tuple[Group, ...] = next((groups_of(u) for u in units[:3] if groups_of(u)), ())
    return any(g.is_pronoun or (g.definite and g.anyone and not g.accused) for g in first[:1])
