"""What the grammar sees in one sentence: its units, periods, and the harm its rules find."""

import datetime as dt
from collections.abc import Set
from typing import NamedTuple

from cenotaph.claims.group import groups_of
from cenotaph.claims.listing import join_lists
from cenotaph.claims.names import drop_acronyms, read_age, read_name
from cenotaph.claims.packs import Pack
from cenotaph.claims.people import group_victims
from cenotaph.claims.periods import PeriodPhrase, find_periods
from cenotaph.claims.periods_said import mark_said
from cenotaph.claims.phrases import list_words
from cenotaph.claims.places import Part, PlaceMention, find_mentions
from cenotaph.claims.rules import Finding, find_harm
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period, Precision


class Analysis(NamedTuple):
    """A sentence with what was seen in it. `mentions` are the places it names; `tagged` its units before phrases
    for people were joined, `units` after; `lowered` is its text in small letters, for the frames of the lexicon, and
    `words` are the words of that, by which phrases are chosen."""

    sentence: Sentence
    mentions: list[PlaceMention]
    tagged: list[Unit]
    units: list[Unit]
    periods: list[PeriodPhrase]
    findings: list[Finding]
    lowered: str
    words: frozenset[str]


def analyse_sentence(
    sentence: Sentence,
    pack: Pack,
    gazetteer: Gazetteer | None,
    published: dt.date | None,
    anchor: Period | None,
    above: Outcome | None = None,
    persons: Set[str] = frozenset(),
) -> Analysis:
    """The analysis of one sentence; `anchor` is the period last spoken of ("the next day"), `above` what the sentence
    before told of last, `persons` the words of names of people told of before. Without a gazetteer no places are looked
    for."""
    periods = find_periods(sentence.tokens, published, pack.periods, text=sentence.text, anchor=anchor)
    tagged = pack.tagger.tag(sentence.tokens, sentence.text, periods, is_caps=sentence.is_caps)
    periods = mark_said([_since_clause(phrase, tagged, sentence, published) for phrase in periods], tagged, sentence)
    mentions: list[PlaceMention] = []
    if gazetteer is not None:
        mentions = find_mentions(tagged, sentence, gazetteer, pack.lexicon.declared.common_endings)
        mentions = _spare_persons(mentions, tagged, sentence, persons)
    lowered = sentence.text[sentence.start : sentence.end].lower().replace("\n", " ")
    words = list_words(lowered, pack.lexicon.declared.folding)
    if pack.telling.isdisjoint([unit.classes for unit in tagged]) and not _goes_on(tagged, above):
        return Analysis(sentence, mentions, tagged, tagged, periods, [], lowered, words)
    units = group_people(tagged, mentions, sentence, pack)
    findings = find_harm(units, pack.rules, above)
    return Analysis(sentence, mentions, tagged, units, periods, findings, lowered, words)


def _goes_on(tagged: list[Unit], above: Outcome | None) -> bool:
    """True for a short sentence that may end with another figure of what was told before: "The union spoke of 12"."""
    return above is not None and len(tagged) <= _SHORT and any(unit.has("count") for unit in tagged[-3:])


_SHORT = 16  # units


def group_people(tagged: list[Unit], mentions: list[PlaceMention], sentence: Sentence, pack: Pack) -> list[Unit]:
    """The units of a sentence with its places and its phrases for people made one each."""
    return join_lists(
        group_victims(
            drop_acronyms(mark_places(tagged, mentions), sentence),
            sentence,
            pack.lexicon.declared.plural_endings,
            pack.lexicon.declared.common_endings,
        ),
        sentence,
    )


_PLACE = frozenset({"place"})
# "since" may stand this many tokens before the day it counts from ("since the offensive began in March").
_SINCE_REACH = 8


def _spare_persons(
    mentions: list[PlaceMention], units: list[Unit], sentence: Sentence, persons: Set[str]
) -> list[PlaceMention]:
    """The mentions with names kept for the persons they name: where an age follows ("Rose Lane, 41,"), and where the
    word is a part of the name of somebody told of before ("Marlow" after "Petra Marlow, 19,")."""
    if not mentions:
        return mentions
    at = {unit.first: k for k, unit in enumerate(units)}
    spared = []
    for each in mentions:
        k, after = at.get(each.first, 0), at.get(each.last)
        is_person = each.text and after is not None and read_age(units, _skip_names(units, after), sentence) is not None
        before = units[k - 1] if k else None
        is_in = before is not None and before.field("locates") == "in" and not before.has("at")
        is_inside = each.container is not None or each.level is not None or is_in
        if each.text in persons and not is_inside:
            each = each._replace(part=Part.QUALIFIER)
        if is_person and (" " in each.text or not (k and units[k - 1].has("preposition"))):
            each = each._replace(part=Part.QUALIFIER)
        spared.append(each)
    return spared


def _skip_names(units: list[Unit], k: int) -> int:
    """The index after the rest of a name whose first word is a place's too: "Omar Velk, 24,"."""
    while k < len(units) and units[k].classes == _NAME:
        k += 1
    return k


_NAME = frozenset({"name"})
# What stands before the name of a person.
_TOLD_BEFORE = frozenset({"title", "age"})


def list_persons_named(analysis: Analysis) -> set[str]:
    """The first and last words of the full names of persons in a sentence: those with an age or a title, and those
    whom it tells were harmed."""
    sentence, units = analysis.sentence, analysis.tagged
    harmed = [group for finding in analysis.findings for group in groups_of(analysis.units[finding.who])]
    names = [name.name for group in harmed for name in group.names]
    # Most sentences tell nobody's age or title.
    is_told = any(token.kind == "number" for token in sentence.tokens) or any(u.classes & _TOLD_BEFORE for u in units)
    k = 0 if is_told else len(units)
    while k < len(units):
        run = read_name(units, k, sentence) if units[k].has("name") else None
        if run is not None and (
            (k and units[k - 1].classes & _TOLD_BEFORE) or read_age(units, run.last, sentence) is not None
        ):
            names.append(run.text)
        k = run.last if run is not None else k + 1
    return {word for name in names if " " in name for word in (name.split()[0], name.split()[-1])}


def mark_places(units: list[Unit], mentions: list[PlaceMention]) -> list[Unit]:
    """The units with the names of places made one unit of class "place", so that they are not taken for people."""
    spans = {mention.first: mention for mention in mentions if mention.text and mention.part is not Part.QUALIFIER}
    if not spans:
        return units
    marked: list[Unit] = []
    end = 0
    for unit in units:
        if unit.first in spans:
            end = spans[unit.first].last
            marked.append(Unit(_PLACE, unit.first, end))
        elif unit.first >= end:
            marked.append(unit)
    return marked


def _since_clause(
    phrase: PeriodPhrase, units: list[Unit], sentence: Sentence, published: dt.date | None
) -> PeriodPhrase:
    """The phrase as a count from its day on, if a clause with "since" holds it; else as it is."""
    period = phrase.period
    if phrase.role != "when" or period is None or published is None or period.start > published:
        return phrase
    before = [unit for unit in units if phrase.first - _SINCE_REACH <= unit.first < phrase.first]
    at = next((k for k, unit in enumerate(before) if unit.has("since")), None)
    if at is None or any(unit.has("comma") for unit in before[at:]):
        return phrase
    text = sentence.text[sentence.tokens[phrase.first].start : sentence.tokens[phrase.last - 1].end]
    edtf = f"{period.edtf.split('/')[0]}/{published.isoformat()}"
    return phrase._replace(role="since", period=Period(text, period.start, published, Precision.DAYS, edtf))
