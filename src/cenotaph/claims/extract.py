"""From a document to its claims: the cascade of the reading, sentence by sentence and then as a whole."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.archive.document import Document
from cenotaph.archive.text import digest
from cenotaph.claims.analysis import Analysis, analyse_sentence
from cenotaph.claims.attribution import Speakers, Speech, find_speeches, speech_at
from cenotaph.claims.causes import find_cause, find_targets
from cenotaph.claims.checks import keep_sound
from cenotaph.claims.claim import Claim, ClaimKind, Event, Passage, Victims
from cenotaph.claims.confidence import rate_draft
from cenotaph.claims.draft import Draft
from cenotaph.claims.events import EventDraft, find_events
from cenotaph.claims.kinds import mark_background, sort_kind
from cenotaph.claims.listing import groups_of, parts_of
from cenotaph.claims.packs import Pack, load_pack
from cenotaph.claims.parties import find_actors
from cenotaph.claims.people import Group
from cenotaph.claims.placing import PlacedSentence, choose_places, place_document
from cenotaph.claims.relations import relate_drafts
from cenotaph.claims.rules import Finding
from cenotaph.claims.scope import PlaceFocus, fill_causes, fill_periods, fill_places
from cenotaph.claims.sentences import split_sentences
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.period import Period
from cenotaph.values.place import Level

# Longer quotes are cut to the words of the victims and the act.
_LONGEST_QUOTE = 300


class Extraction(NamedTuple):
    """What one document gave."""

    claims: tuple[Claim, ...]
    events: tuple[Event, ...]


def extract_claims(document: Document, gazetteer: Gazetteer) -> Extraction:
    """The claims and events of a document, in the order of its text.

    `document.language` must name a language that has a pack. Raises LexiconError if it has none.
    """
    pack = load_pack(document.language or "en")
    analyses = _analyse(document, pack, gazetteer)
    found = [event for analysis in analyses for event in find_events(analysis, pack.lexicon)]
    if not found and not any(analysis.findings for analysis in analyses):
        return Extraction((), ())
    speakers = Speakers()
    speeches = [find_speeches(analysis.tagged, analysis.sentence, speakers) for analysis in analyses]
    placed = place_document(analyses, document.title, pack, gazetteer)
    drafts = _draft_claims(document, analyses, speeches, placed.sentences, pack, gazetteer)
    focus = PlaceFocus(placed.title)
    _fill(drafts, analyses, speeches, placed.sentences, focus, pack, placed.country, gazetteer)
    mark_background(drafts, document.published)
    disputing = frozenset(a.sentence.number for a in analyses if pack.lexicon.frames["dispute"].search(a.lowered))
    relate_drafts(drafts, disputing)
    claims = keep_sound([_finish(draft, document, pack) for draft in drafts], document.text)
    events = tuple(_finish_event(each, document, analyses, speeches, placed.sentences, focus) for each in found)
    return Extraction(tuple(claims), events)


def _analyse(document: Document, pack: Pack, gazetteer: Gazetteer) -> list[Analysis]:
    analyses: list[Analysis] = []
    anchor: Period | None = None
    for sentence in split_sentences(document.text, pack.lexicon.abbreviations):
        analysis = analyse_sentence(sentence, pack, gazetteer, document.published, anchor)
        anchor = next((p.period for p in reversed(analysis.periods) if p.period and p.role == "when"), anchor)
        analyses.append(analysis)
    return analyses


def _draft_claims(
    document: Document,
    analyses: Sequence[Analysis],
    speeches: Sequence[list[Speech]],
    placed: Sequence[PlacedSentence],
    pack: Pack,
    gazetteer: Gazetteer,
) -> list[Draft]:
    drafts: list[Draft] = []
    text_digest = digest(document.text)
    for analysis, spoken, places in zip(analyses, speeches, placed, strict=True):
        if not analysis.findings:
            continue
        targets = tuple(target for target, _, _ in find_targets(analysis.tagged, analysis.sentence))
        naming = frozenset(t for speech in spoken for t in range(speech.start, speech.end))
        for finding in analysis.findings:
            first = analysis.units[finding.first].first
            last = analysis.units[finding.last - 1].last
            speech = speech_at(spoken, first, last)
            phrase = _nearest_period(analysis, first, last)
            own_places = choose_places(places, first, last, naming)
            for draft in _draft_groups(analysis, finding, text_digest):
                draft.source = speech.source if speech else None
                draft.phrase, draft.period = phrase, phrase.period if phrase else None
                draft.own_period = draft.period is not None
                draft.places, draft.own_place = own_places, bool(own_places)
                draft.cause = find_cause(analysis.tagged if finding.act < 0 else analysis.units, finding, analysis.sentence)
                draft.actors = find_actors(analysis, finding, pack.lexicon, gazetteer, naming)
                draft.targets = targets
                draft.kind = sort_kind(draft, analysis, pack.lexicon)
                drafts.append(draft)
    return drafts


def _draft_groups(analysis: Analysis, finding: Finding, text_digest: str) -> list[Draft]:
    """A draft for each group of a finding; several groups quote their own words, one the words of the whole match."""
    people = analysis.units[finding.who]
    groups, parts = groups_of(people), parts_of(people)
    whole = _span(analysis, analysis.units[finding.first].first, analysis.units[finding.last - 1].last)
    drafts: list[Draft] = []
    for group in groups:
        own = _span(analysis, group.first, group.last)
        passage = own if len(groups) > 1 or whole.end - whole.start > _LONGEST_QUOTE else whole
        draft = _start_draft(analysis, finding, group, passage, text_digest)
        draft.listed = drafts[0] if drafts else None
        drafts.append(draft)
    head = drafts[0]
    for part in parts:
        draft = _start_draft(analysis, finding, part, _span(analysis, part.first, part.last), text_digest)
        draft.whole = head
        drafts.append(draft)
    return drafts


def _start_draft(analysis: Analysis, finding: Finding, group: Group, passage: Passage, text_digest: str) -> Draft:
    outcome = group.harm or finding.outcome
    key = f"{text_digest}\0{passage.start}\0{passage.end}\0{outcome}\0{group.group}\0{group.count.low}"
    draft = Draft(analysis.sentence.number, analysis.sentence.paragraph, finding, outcome, group, passage)
    draft.id = hashlib.sha256(key.encode()).hexdigest()[:16]
    return draft


def _span(analysis: Analysis, first: int, last: int) -> Passage:
    tokens, text = analysis.sentence.tokens, analysis.sentence.text
    start, end = tokens[first].start, tokens[last - 1].end
    return Passage(start, end, text[start:end])


def _nearest_period(analysis: Analysis, first: int, last: int):  # type: ignore[no-untyped-def]
    near = [p for p in analysis.periods if p.period is not None and p.role in ("when", "since", "until")]
    return min(near, key=lambda p: min(abs(p.first - last), abs(first - p.last)), default=None)


def _fill(drafts, analyses, speeches, placed, focus, pack, country, gazetteer):  # type: ignore[no-untyped-def]
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    for analysis, spoken, places in zip(analyses, speeches, placed, strict=True):
        number = analysis.sentence.number
        for draft in by_sentence.get(number, ()):
            if draft.kind is ClaimKind.CUMULATIVE and not draft.places and country is not None:
                draft.places = (country,)
        fill_places(by_sentence.get(number, ()), focus)
        naming = {t for speech in spoken for t in range(speech.start, speech.end)}
        named = tuple(p.place for p in places.places if p.mention.is_location and p.mention.first not in naming)
        focus.note(number, named, spoken[0].source.name if spoken else None)
    said = [
        (a.sentence.number, a.sentence.paragraph, p.period)
        for a in analyses
        for p in a.periods
        if p.period is not None and (p.role == "when" or p.role == "since" and (p.period.end - p.period.start).days <= 14)
    ]
    fill_periods(drafts, said)
    fill_causes(drafts)


def _finish(draft: Draft, document: Document, pack: Pack) -> Claim:
    group = draft.group
    return Claim(
        draft.id,
        document.id,
        draft.finding.rule.id,
        draft.outcome,
        group.count,
        Victims(group.group, group.status, group.affiliation, names=group.names),
        draft.places,
        draft.period,
        draft.cause,
        draft.actors,
        draft.targets,
        draft.source,
        draft.kind,
        tuple(draft.relations),
        rate_draft(draft),
        draft.passage,
        pack.lexicon.version,
    )


def _finish_event(event: EventDraft, document, analyses, speeches, placed, focus) -> Event:  # type: ignore[no-untyped-def]
    spoken = speeches[event.sentence]
    own = tuple(p.place for p in placed[event.sentence].places if p.mention.is_location)
    periods = [p.period for p in analyses[event.sentence].periods if p.period is not None and p.role == "when"]
    key = f"{document.id}\0{event.type}\0{event.passage.start}\0{event.passage.end}"
    return Event(
        hashlib.sha256(key.encode()).hexdigest()[:16],
        document.id,
        event.type,
        own or focus.before(event.sentence, spoken[0].source.name if spoken else None),
        periods[0] if periods else None,
        (),
        event.targets,
        spoken[0].source if spoken else None,
        event.passage,
    )
