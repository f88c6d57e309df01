"""What the reader sees in a text, step by step: for people who add words and rules and want to see their effect."""

import datetime as dt
from dataclasses import dataclass

from cenotaph.archive.document import Document
from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import Claim, Event
from cenotaph.claims.extract import extract_claims
from cenotaph.claims.languages import load_reader
from cenotaph.claims.sentences import split_sentences
from cenotaph.gazetteer.index import Gazetteer


@dataclass(frozen=True, slots=True)
class UnitTrace:
    """One unit of a sentence: its words, the classes patterns may ask for, and the entries of the lexicon behind
    them."""

    words: str
    classes: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingTrace:
    """A rule that fired: its id, the words it matched, the people it took, and the outcome. `negated` says that the
    words deny it."""

    rule: str
    words: str
    people: str
    outcome: str
    negated: bool


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """One sentence: its units, the rules that fired, and the frames of the lexicon its words set."""

    units: tuple[UnitTrace, ...]
    findings: tuple[FindingTrace, ...]
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A text as the reader sees it, and the claims and events it gives."""

    sentences: tuple[SentenceTrace, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]


def trace_text(text: str, language: str, gazetteer: Gazetteer, published: dt.date | None = None) -> Trace:
    """How a text is read. Raises LexiconError if the language has no pack."""
    reader = load_reader(language)
    sentences = []
    for sentence in split_sentences(text, reader.lexicon.declared.abbreviations):
        analysis = reader.analyse(sentence, gazetteer, published, None)
        frames = tuple(cls for cls, words in reader.lexicon.frames.items() if words.search(analysis.lowered))
        sentences.append(SentenceTrace(_trace_units(analysis), _trace_findings(analysis), frames))
    document = Document("text", text, published=published, language=language)
    return Trace(tuple(sentences), *extract_claims(document, gazetteer))


def _trace_units(analysis: Analysis) -> tuple[UnitTrace, ...]:
    entries: dict[int, list[str]] = {}
    for unit in analysis.tagged:
        entries.setdefault(unit.first, []).extend(tag.entry.id for tag in unit.tags)
    traced = []
    for unit in analysis.units:
        words = analysis.sentence.slice(unit.first, unit.last)
        inside = [entry for at in range(unit.first, unit.last) for entry in entries.get(at, ())]
        traced.append(UnitTrace(words, tuple(sorted(unit.classes)), tuple(dict.fromkeys(inside))))
    return tuple(traced)


def _trace_findings(analysis: Analysis) -> tuple[FindingTrace, ...]:
    sentence, units = analysis.sentence, analysis.units
    return tuple(
        FindingTrace(
            finding.rule.id,
            sentence.slice(units[finding.first].first, units[finding.last - 1].last),
            sentence.slice(units[finding.who].first, units[finding.who].last),
            finding.outcome,
            finding.negated,
        )
        for finding in analysis.findings
    )
