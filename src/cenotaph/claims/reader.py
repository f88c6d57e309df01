"""What a language brings to the reading: how its sentences are cut into units, and who speaks in them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from typing import Protocol

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.attribution import Speech
from cenotaph.claims.claim import Actor
from cenotaph.claims.identities import Named
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.parties import PartySpan
from cenotaph.claims.rules import Finding
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.speakers import Speakers
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period


class Reader(Protocol):
    """The reading of one language, sentence by sentence. All that comes after, from places to relations, is shared."""

    @property
    def lexicon(self) -> Lexicon:
        """The words of the language."""

    def find_unread(self, text: str) -> tuple[str, ...]:
        """Runs of words that the pack does not know and that may be names, folded; none where capitals tell names."""

    def analyse(
        self,
        sentence: Sentence,
        gazetteer: Gazetteer | None,
        published: dt.date | None,
        anchor: Period | None,
        above: Outcome | None = None,
        persons: Set[str] = frozenset(),
    ) -> Analysis:
        """What the grammar sees in a sentence; `anchor` is the period last spoken of, `above` what the sentence before
        told of last, `persons` the words of names of people told of before. Without a gazetteer no places are looked
        for."""

    def find_speeches(self, analysis: Analysis, speakers: Speakers) -> list[Speech]:
        """The speakers a sentence names, with the words that are theirs."""

    def find_actors(
        self,
        analysis: Analysis,
        finding: Finding,
        gazetteer: Gazetteer,
        spoken: frozenset[int],
        named: Mapping[int, Named],
    ) -> tuple[Actor, ...]:
        """The parties a sentence names for a finding; `spoken` are the tokens that name speakers, `named` the parties
        of the register, by their first token."""

    def list_parties(self, analysis: Analysis, gazetteer: Gazetteer, named: Mapping[int, Named]) -> list[PartySpan]:
        """Every party a sentence names, in order, whatever it did."""

    def list_countries(self, analysis: Analysis, gazetteer: Gazetteer) -> Iterable[str]:
        """The countries that words of a sentence imply, one for each word."""

    def group_people(self, analysis: Analysis) -> list[Unit]:
        """The units with phrases for people made one, in a sentence in which nothing was found."""


def list_with_people(analysis: Analysis, reader: Reader) -> list[Unit]:
    """The units of a sentence with phrases for people made one, whether anything was found in it or not."""
    return analysis.units if analysis.units is not analysis.tagged else reader.group_people(analysis)
