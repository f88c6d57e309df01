"""The grammar of languages that are read as English is: words in a fixed order, names in capitals."""

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from cenotaph.claims.analysis import Analysis, analyse_sentence, group_people
from cenotaph.claims.attribution import Speech, find_speeches
from cenotaph.claims.claim import Actor
from cenotaph.claims.identities import Named
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.packs import Pack
from cenotaph.claims.parties import PartySpan, find_actors, list_parties
from cenotaph.claims.places import list_countries
from cenotaph.claims.rules import Finding
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.speakers import Speakers
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period


@dataclass(frozen=True, slots=True)
class EnglishReader:
    """A Reader by the words and rules of a pack."""

    pack: Pack

    @property
    def lexicon(self) -> Lexicon:
        """The words of the language."""
        return self.pack.lexicon

    def find_unread(self, text: str) -> tuple[str, ...]:
        """None: names are told by their capitals."""
        return ()

    def analyse(
        self,
        sentence: Sentence,
        gazetteer: Gazetteer | None,
        published: dt.date | None,
        anchor: Period | None,
        above: Outcome | None = None,
        persons: Set[str] = frozenset(),
    ) -> Analysis:
        """What the grammar sees in a sentence."""
        return analyse_sentence(sentence, self.pack, gazetteer, published, anchor, above, persons)

    def find_speeches(self, analysis: Analysis, speakers: Speakers) -> list[Speech]:
        """The speakers a sentence names, with the words that are theirs."""
        return find_speeches(analysis.tagged, analysis.sentence, speakers)

    def find_actors(
        self,
        analysis: Analysis,
        finding: Finding,
        gazetteer: Gazetteer,
        spoken: frozenset[int],
        named: Mapping[int, Named],
    ) -> tuple[Actor, ...]:
        """The parties a sentence names for a finding."""
        return find_actors(analysis, finding, gazetteer, spoken, named)

    def list_parties(self, analysis: Analysis, gazetteer: Gazetteer, named: Mapping[int, Named]) -> list[PartySpan]:
        """Every party a sentence names, in order."""
        return list_parties(analysis, gazetteer, named)

    def list_countries(self, analysis: Analysis, gazetteer: Gazetteer) -> Iterable[str]:
        """The countries that words of a sentence imply, one for each word."""
        return list_countries(analysis.tagged, analysis.sentence, gazetteer)

    def group_people(self, analysis: Analysis) -> list[Unit]:
        """The units with phrases for people made one, in a sentence in which nothing was found."""
        return group_people(analysis.tagged, analysis.mentions, analysis.sentence, self.pack)
