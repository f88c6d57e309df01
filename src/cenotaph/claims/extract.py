"""From a document to its claims: the cascade of the reading, sentence by sentence and then as a whole."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from cenotaph.actors.bundled import load_register
from cenotaph.actors.register import Register
from cenotaph.archive.document import Document
from cenotaph.archive.text import digest, keep_language
from cenotaph.claims.analysis import Analysis, list_persons_named
from cenotaph.claims.animals import leave_out_animals
from cenotaph.claims.checks import keep_sound
from cenotaph.claims.claim import Claim, Event, PersonName, Slots, Victims
from cenotaph.claims.confidence import count_rivals, list_repeated, rate_slots
from cenotaph.claims.doers import accuse_named
from cenotaph.claims.draft import Draft, Scene
from cenotaph.claims.drafting import draft_claims
from cenotaph.claims.engine import ENGINE
from cenotaph.claims.episodes import list_returning, number_episodes
from cenotaph.claims.events import EventDraft, find_events
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.headings import join_rolls
from cenotaph.claims.identified import add_identified
from cenotaph.claims.identities import Named, find_named, identify_actor, identify_actors
from cenotaph.claims.implied import keep_implied
from cenotaph.claims.kinds import mark_background
from cenotaph.claims.languages import load_reader
from cenotaph.claims.lexicon import available_languages
from cenotaph.claims.links import is_item_number, is_link
from cenotaph.claims.persons import follow_persons
from cenotaph.claims.placing import place_document
from cenotaph.claims.pronouns import count_they, is_sure_name, name_pronouns
from cenotaph.claims.reader import Reader, list_with_people
from cenotaph.claims.relations import relate_drafts
from cenotaph.claims.rounds import list_next_events, mark_rounds
from cenotaph.claims.running import mark_running
from cenotaph.claims.scope import PlaceFocus, Setting, fill_causes, fill_periods, fill_places
from cenotaph.claims.sentences import split_sentences
from cenotaph.claims.speakers import Speakers
from cenotaph.claims.statements import attach_statements, find_statements
from cenotaph.claims.succumbed import date_by_attack
from cenotaph.claims.survivors import count_spared
from cenotaph.claims.units import Unit
from cenotaph.claims.versions import leave_out_versions
from cenotaph.claims.whereabouts import join_parts
from cenotaph.claims.withdrawals import deny_told
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.period import Period
from cenotaph.values.place import Level, Place


class Extraction(NamedTuple):
    """What one document gave."""

    claims: tuple[Claim, ...]
    events: tuple[Event, ...]


def extract_claims(document: Document, gazetteer: Gazetteer, register: Register | None = None) -> Extraction:
    """The claims and events of a document, in the order of its text; paragraphs in another script than its language's
    are read in theirs ("Translate post", and the post in Arabic).

    `register` knows the parties by name; the one that comes with the program if none is given. `document.language` must
    name a language that has a pack, else LexiconError is raised.
    """
    parties = register or load_register()
    main = document.language or ""
    found = _extract(document, document.text, load_reader(main), gazetteer, parties)
    for language in available_languages():
        text = keep_language(document.text, language) if language != main else None
        if text is not None:
            more = _extract(document, text, load_reader(language), gazetteer, parties)
            claims = sorted((*found.claims, *more.claims), key=lambda claim: claim.passage.start)
            events = sorted((*found.events, *more.events), key=lambda event: event.passage.start)
            found = Extraction(tuple(claims), tuple(events))
    return found


def _extract(document: Document, text: str, reader: Reader, gazetteer: Gazetteer, register: Register) -> Extraction:
    """What one reader finds in a document; `text` is its text with what is not to be read blanked out."""
    analyses = add_identified(_analyse(document, text, reader, gazetteer), reader)
    named = [_find_named(analysis, register) for analysis in analyses]
    found = [e for a, n in zip(analyses, named, strict=True) for e in find_events(a, reader, gazetteer, n)]
    if not found and not any(analysis.findings for analysis in analyses):
        return Extraction((), ())
    speakers = Speakers()
    placed = place_document(analyses, _analyse_title(document, reader, gazetteer), reader, gazetteer)
    returning = list_returning(analyses, reader.lexicon)
    nexts = list_next_events(analyses, reader.lexicon)
    episodes = number_episodes(analyses, reader, returning, nexts)
    parts = zip(analyses, placed.sentences, episodes, named, strict=True)
    scenes = [
        Scene(analysis, reader.find_speeches(analysis, speakers), places, episode, parties)
        for analysis, places, episode, parties in parts
    ]
    text_digest = digest(document.text)
    drafts = [draft for scene in scenes for draft in draft_claims(scene, reader, gazetteer, text_digest)]
    drafts = count_spared(leave_out_animals(drafts, scenes, reader), scenes, reader)
    drafts = join_rolls(count_they(drafts, scenes, reader))
    focus = PlaceFocus(placed.title)
    in_court = any(reader.lexicon.frames["in_court"].search(each.lowered) for each in analyses[:_LEAD])
    mark_background(drafts, document.published, is_of_court=in_court)
    deny_told(drafts, analyses, reader.lexicon)
    drafts = keep_implied(leave_out_versions(drafts, analyses, reader.lexicon))
    mark_running(drafts, analyses, reader.lexicon)
    if nexts:
        mark_rounds(drafts, analyses, reader.lexicon)
    fill_places(drafts, scenes, focus, Setting(placed.country, placed.dateline, document.published, returning))
    date_by_attack(drafts, {s.number for s in scenes if any(unit.has("ward") for unit in s.analysis.units)})
    fill_periods(drafts, scenes, document.published)
    fill_causes(drafts)
    name_pronouns(drafts, scenes)
    subjects = _list_subjects(drafts, scenes, reader)
    alone = {n.name for g in (*subjects.values(), *(d.group for d in drafts)) for n in g.names if " " not in n.name}
    follow_persons(drafts, _list_names(alone, analyses, reader), subjects, _list_firsts(alone, analyses))
    accuse_named(drafts, scenes)
    disputing = frozenset(s.number for s in scenes if reader.lexicon.frames["dispute"].search(s.analysis.lowered))
    relate_drafts(drafts, disputing)
    join_parts(drafts)
    repeated, rivals = list_repeated(drafts), count_rivals(drafts)
    attach_statements(drafts, find_statements(scenes, reader, gazetteer))
    for draft in drafts:
        day = draft.period.start if draft.period is not None else document.published
        draft.actors = identify_actors(draft.actors, register, gazetteer, day)
        draft.statements = tuple(
            replace(each, actor=identify_actor(each.actor, register, gazetteer, day)) if each.actor else each
            for each in draft.statements
        )
    claims = [_finish(d, document, reader, rate_slots(d, d.id in repeated, rivals)) for d in drafts]
    claims = keep_sound(claims, document.text)
    return Extraction(
        tuple(claims), tuple(_finish_event(each, document, scenes, focus, register, gazetteer) for each in found)
    )


_LEAD = 3  # sentences with which a report says what it is about


def _find_named(analysis: Analysis, register: Register) -> dict[int, Named]:
    """The parties of the register that a sentence names, by their first token."""
    lowered = analysis.lowered
    if lowered and lowered.isascii() and not register.may_name(analysis.words):
        return {}  # most sentences; folding leaves letters of ASCII as they are
    return find_named(analysis.sentence, register)


def _analyse_title(document: Document, reader: Reader, gazetteer: Gazetteer) -> list[Analysis]:
    sentences = split_sentences(document.title, reader.lexicon.declared.abbreviations) if document.title else []
    return [reader.analyse(sentence, gazetteer, None, None) for sentence in sentences]


def _analyse(document: Document, text: str, reader: Reader, gazetteer: Gazetteer) -> list[Analysis]:
    analyses: list[Analysis] = []
    anchor: Period | None = None
    is_linked = False
    persons: set[str] = set()
    for sentence in split_sentences(text, reader.lexicon.declared.abbreviations):
        # The number of an item may be a sentence of its own: "1. ...".
        last = next((a for a in reversed(analyses[-2:]) if not is_item_number(a)), None)
        found = last.findings if last is not None else []
        above = found[-1].outcome if found else None
        analysis = reader.analyse(sentence, gazetteer, document.published, anchor, above, persons)
        persons |= list_persons_named(analysis)
        anchor = next((p.period for p in reversed(analysis.periods) if p.period and p.role == "when"), anchor)
        is_linked = is_link(analysis, reader.lexicon, is_linked)
        analyses.append(analysis._replace(findings=[], mentions=[]) if is_linked else analysis)
    return analyses


def _list_names(alone: set[str], analyses: Sequence[Analysis], reader: Reader) -> list[PersonName]:
    """The names of persons in the sentences that tell of harm, or that have a word by which a victim is told of
    `alone` ("Novak")."""
    found: list[PersonName] = []
    for analysis in analyses if alone else ():
        units = analysis.units
        if units is analysis.tagged:
            is_told = any(token.text in alone for token in analysis.sentence.tokens)
            units = reader.group_people(analysis) if is_told else []
        found += [name for unit in units for group in groups_of(unit) for name in group.names]
    return found


def _list_firsts(alone: set[str], analyses: Sequence[Analysis]) -> dict[str, set[str]]:
    """For each surname that a victim is told of by `alone`, the capitalised words that stand before it anywhere; in
    text of capitals nothing, since there any word is one."""
    found: dict[str, set[str]] = {name: set() for name in alone}
    for analysis in analyses if alone else ():
        for unit, following in pairwise(analysis.tagged):
            token = analysis.sentence.tokens[following.first]
            if token.text in alone and unit.has("name") and not analysis.sentence.is_caps:
                found[token.text].add(analysis.sentence.tokens[unit.last - 1].text)
    return found


def _list_subjects(drafts: Sequence[Draft], scenes: Sequence[Scene], reader: Reader) -> dict[int, Group]:
    """The person of whom the sentence before a pronoun's speaks, by that sentence's number: the only one it names or
    begins with, and nobody who only speaks in it."""
    found: dict[int, Group] = {}
    for number in {d.sentence - 1 for d in drafts if d.is_leading and d.sentence > 0}:
        scene = scenes[number]
        units = list_with_people(scene.analysis, reader)
        groups = [g for u in units for g in groups_of(u) if g.first not in scene.naming and is_sure_name(g, scenes)]
        start = _skip_place(units)
        first = next((groups_of(u) for u in units[start : start + 3] if u.has("subject") and groups_of(u)), ())
        named = [g for g in groups if g.names]
        # "It took four officers to stop Ali Hasan. He died."
        people = [g for g in first if len(first) > 1 or g.count.stated == 1] or named
        if len(people) != 1 or people[0].count.stated != 1 or len({g.names for g in [*named, *people] if g.names}) > 1:
            continue
        # "Ana Ruiz heard shots, and she locked the door" tells what she is.
        sexes = {people[0].sex} - {None} or {g.sex for g in groups if g.sex and g.is_pronoun}
        if len(groups) == 1 and not sexes:  # "Sam Treadway still has it in his wallet"
            sexes = {sex for u in units if (sex := u.field("sex", "possessive"))}
        if people[0].first not in scene.naming and len(sexes) < 2:
            found[number] = replace(people[0], sex=next(iter(sexes), None))
    return found


def _skip_place(units: list[Unit]) -> int:
    """The index after where a sentence begins, "Near Teal Lake, a hunter ...": 0 where it begins with somebody."""
    if units and units[0].has("preposition"):
        comma = next((k for k in range(1, min(len(units), _LONGEST_PLACE)) if units[k].has("comma")), None)
        if comma is not None and not any(groups_of(unit) for unit in units[1:comma]):
            return comma + 1
    return 0


_LONGEST_PLACE = 6  # units


def _find_beside(draft: Draft, text: str, reader: Reader) -> tuple[str, ...]:
    """What may be the name of the village or town where it happened, for a claim that tells of none."""
    if any(place.level in (None, Level.SETTLEMENT) for place in draft.places):
        return ()
    return reader.find_unread(text[max(0, draft.passage.start - _BESIDE) : draft.passage.end + _BESIDE])


_BESIDE = 200  # code points before and after a claim: a sentence or two


def _finish(draft: Draft, document: Document, reader: Reader, slots: Slots) -> Claim:
    group = draft.group
    return Claim(
        id=draft.id,
        document=document.id,
        rule=draft.finding.rule.id,
        outcome=draft.outcome,
        count=group.count,
        victims=_finish_victims(group),
        places=draft.places,
        period=draft.period,
        cause=draft.cause,
        actors=draft.actors,
        targets=draft.targets,
        source=draft.source,
        kind=draft.kind,
        relations=tuple(draft.relations),
        confidence=slots.count.confidence,
        passage=draft.passage,
        lexicon=reader.lexicon.version,
        episode=draft.episode,
        preliminary=draft.preliminary,
        succumbed=draft.succumbed,
        withdrawn=draft.withdrawn,
        beside=_find_beside(draft, document.text, reader),
        slots=slots,
        statements=draft.statements,
        engine=ENGINE,
    )


def _finish_victims(group: Group) -> Victims:
    age = group.age if group.count.stated == 1 and not group.names else None
    sex = group.sex if group.count.stated and not group.names else None
    return Victims(group.group, group.status, group.affiliation, group.role, group.names, age, sex, group.ages)


def _finish_event(
    event: EventDraft,
    document: Document,
    scenes: Sequence[Scene],
    focus: PlaceFocus,
    register: Register,
    gazetteer: Gazetteer,
) -> Event:
    scene = scenes[event.sentence]
    source = scene.speeches[0].source if scene.speeches else None
    periods = [p.period for p in scene.analysis.periods if p.period is not None and p.role == "when"]
    before = focus.before(event.sentence, source.name if source else None, scene.episode).places
    day = periods[0].start if periods else document.published
    key = f"{document.id}\0{event.type}\0{event.passage.start}\0{event.passage.end}"
    key += f"\0{event.place[0]}" if event.place is not None else ""
    return Event(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        document=document.id,
        type=event.type,
        places=_place_event(event, scene) or before,
        period=periods[0] if periods else None,
        actors=identify_actors(event.actors, register, gazetteer, day),
        targets=event.targets,
        source=source,
        passage=event.passage,
        rule=event.rule,
    )


def _place_event(event: EventDraft, scene: Scene) -> tuple[Place, ...]:
    """The place that an event's words name, as the document places it, else by its name alone; where they name none,
    that of its sentence."""
    sentence = scene.analysis.sentence
    if event.place is not None:
        placed = tuple(each.place for each in scene.places.places if each.mention.first == event.place[0])
        return placed or _name_place(sentence.slice(*event.place))
    named = [mention for mention in scene.analysis.mentions if mention.text and mention.first not in scene.naming]
    return scene.locations() or (_name_place(sentence.slice(named[0].first, named[0].last)) if named else ())


def _name_place(text: str) -> tuple[Place, ...]:
    return (Place(text, text, None, None, None, None, None, ()),)
