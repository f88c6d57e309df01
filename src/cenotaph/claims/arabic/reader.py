"""The reading of Arabic, sentence by sentence."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from cenotaph.claims.analysis import Analysis, mark_places
from cenotaph.claims.arabic.clitics import split_clitics
from cenotaph.claims.arabic.parties import find_actors, list_parties
from cenotaph.claims.arabic.people import group_people
from cenotaph.claims.arabic.periods import find_periods, mark_said
from cenotaph.claims.arabic.places import find_mentions, list_countries
from cenotaph.claims.arabic.rolls import is_on_roll, mark_listed
from cenotaph.claims.arabic.spans import join_spans
from cenotaph.claims.arabic.speakers import find_speeches
from cenotaph.claims.arabic.tagging import tag_units
from cenotaph.claims.arabic.unread import find_unread
from cenotaph.claims.arabic.words import ArabicWords
from cenotaph.claims.attribution import Speech
from cenotaph.claims.claim import Actor
from cenotaph.claims.identities import Named
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.parties import PartySpan
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.phrases import list_words
from cenotaph.claims.places import Part
from cenotaph.claims.rules import Finding, find_harm
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.speakers import Speakers
from cenotaph.claims.units import Unit
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.folding import fold_in_place
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period

# The end of a line that is a picture's: "... 20 آب 2021 (الدفاع المدني)".
_CREDIT = re.compile(r"\s*\([^()\n]{3,60}\)\s*(?:\n|$)")
_LONGEST_CAPTION = 220  # code points; a sentence that ends with a day and a speaker is longer


def _is_caption(sentence: Sentence, periods: list[PeriodPhrase]) -> bool:
    """True for the line under a picture, which ends with its day and, in brackets, who took it: it is of another day
    as often as not, and tells nothing that the report does not."""
    if not periods or periods[-1].period is None or sentence.end - sentence.start > _LONGEST_CAPTION:
        return False
    text, last = sentence.text, sentence.tokens[periods[-1].last - 1]
    is_line = not text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start].strip()
    return is_line and _CREDIT.match(text, last.end) is not None


def _know_none(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class ArabicReader:
    """A Reader by the words and rules of a pack."""

    words: ArabicWords

    @property
    def lexicon(self) -> Lexicon:
        """The words of the language."""
        return self.words.lexicon

    def find_unread(self, text: str) -> tuple[str, ...]:
        """Runs of words that the pack does not know and that may be names, folded."""
        return find_unread(text, self.words)

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
        knows_place = gazetteer.knows if gazetteer is not None else _know_none
        pack = self.words
        tokens = split_clitics(
            sentence.tokens, pack.known, knows_place, pack.place_nouns, pack.given_names, pack.name_tails
        )
        sentence = sentence._replace(tokens=tokens)
        periods = find_periods(tokens, published, self.words, sentence.text)
        tagged = tag_units(tokens, sentence.text, periods, self.words)
        periods = mark_said(periods, tagged)
        mentions = find_mentions(tagged, sentence, gazetteer) if gazetteer is not None else []
        if _is_caption(sentence, periods):
            return Analysis(sentence, mentions, tagged, tagged, [], [], "", frozenset())
        lowered = fold_in_place(sentence.text[sentence.start : sentence.end]).replace("\n", " ")
        words = list_words(lowered, self.words.lexicon.declared.folding)
        is_listed = above is not None and is_on_roll(sentence, self.words.lexicon)
        if not is_listed and self.words.triggers.isdisjoint([token.word for token in tokens]):
            return Analysis(sentence, mentions, tagged, tagged, periods, [], lowered, words)
        if is_listed:
            # "4. هدى الناصر من أهالي البستان": where they come from, while the heading says where they died.
            mentions = [each._replace(part=Part.ASIDE) for each in mentions]
        spanned = join_spans(mark_places(tagged, mentions), sentence)
        units = group_people(spanned, sentence, self.words)
        if is_listed:
            units = mark_listed(units, spanned, sentence)
        findings = find_harm(units, self.words.rules, above)
        return Analysis(sentence, mentions, tagged, units, periods, findings, lowered, words)

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
        return analysis.units
