"""What the grammar sees in one sentence: its units, periods, and the harm its rules find."""

import datetime as dt
from typing import NamedTuple

from cenotaph.claims.listing import join_lists
from cenotaph.claims.packs import Pack
from cenotaph.claims.people import group_victims
from cenotaph.claims.periods import PeriodPhrase, find_periods
from cenotaph.claims.rules import Finding, find_harm
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit
from cenotaph.values.period import Period


class Analysis(NamedTuple):
    """A sentence with what was seen in it. `tagged` are its units before phrases for people were joined; `units`
    after; `lowered` is its text in small letters, for the frames of the lexicon."""

    sentence: Sentence
    tagged: list[Unit]
    units: list[Unit]
    periods: list[PeriodPhrase]
    findings: list[Finding]
    lowered: str


def analyse_sentence(sentence: Sentence, pack: Pack, published: dt.date | None, anchor: Period | None) -> Analysis:
    """The analysis of one sentence; `anchor` is the period last spoken of ("the next day")."""
    periods = find_periods(sentence.tokens, published, pack.periods, text=sentence.text, anchor=anchor)
    tagged = pack.tagger.tag(sentence.tokens, sentence.text, periods, is_caps=sentence.is_caps)
    lowered = sentence.text[sentence.start : sentence.end].lower().replace("\n", " ")
    if not any(token.word in pack.triggers for token in sentence.tokens):
        return Analysis(sentence, tagged, tagged, periods, [], lowered)
    units = join_lists(group_victims(tagged, sentence))
    return Analysis(sentence, tagged, units, periods, find_harm(units, pack.rules), lowered)
