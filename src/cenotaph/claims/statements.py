"""What is said of who did it, beside the words that count the harmed: accusations, claims of responsibility,
admissions, and denials with what they deny."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from cenotaph.claims.attribution import read_speaker_before, speech_at
from cenotaph.claims.claim import Actor, ClaimKind, Passage, Source, Statement
from cenotaph.claims.draft import Draft, Scene
from cenotaph.claims.parties import PartySpan
from cenotaph.claims.phrases import Phrase, choose_phrases, load_phrases
from cenotaph.claims.reader import Reader
from cenotaph.claims.sought import Sought
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.actor import Attribution, Denied, SourceKind
from cenotaph.values.harm import Status

_FIELDS = (
    ("attribution", tuple(way.value for way in Attribution)),
    ("denies", tuple(each.value for each in Denied)),
    ("actor", ("subject", "object", "none")),
    ("status", (Status.CIVILIAN.value, Status.COMBATANT.value)),
)
# A speaker of these kinds may deny or admit in his own name.
_SPOKESMEN = frozenset({SourceKind.BELLIGERENT, SourceKind.OFFICIAL, SourceKind.STATE_MEDIA})
# Code points: so far before a phrase a negation turns it ("no group has claimed") and its subject may stand, and so far
# after it its object.
_NEGATION, _SUBJECT, _OBJECT = 40, 80, 80
_LONGEST = 300  # of a passage; a longer sentence is quoted by the words of the phrase alone
_ASIDE = frozenset({ClaimKind.BACKGROUND, ClaimKind.CUMULATIVE})
_PARTED = re.compile("[.;:؛]")


class Said(NamedTuple):
    """A statement with the number of its sentence and its episode."""

    sentence: int
    episode: int
    statement: Statement


def load_statement_phrases(language: str) -> tuple[Phrase, ...]:
    """The phrases of a pack by which people are accused, claim, admit or deny; a denial says what it denies."""
    return load_phrases(language, "statements.toml", _FIELDS)


def find_phrases(text: str, phrases: Sequence[Phrase], negation: Sought) -> list[tuple[Phrase, re.Match[str]]]:
    """The phrases in the folded text of a sentence; of those that begin at one place the first of the file, none inside
    another, and none that a negation before it turns."""
    found: dict[int, tuple[Phrase, re.Match[str]]] = {}
    for phrase in phrases:
        for match in phrase.pattern.finditer(text):
            found.setdefault(match.start(), (phrase, match))
    chosen: list[tuple[Phrase, re.Match[str]]] = []
    for start in sorted(found):
        before = re.split("[,،;؛]", text[max(0, start - _NEGATION) : start])[-1]
        if not negation.search(before) and not (chosen and start < chosen[-1][1].end()):
            chosen.append(found[start])
    return chosen


def find_statements(scenes: Sequence[Scene], reader: Reader, gazetteer: Gazetteer) -> list[Said]:
    """The statements of a document, in order. One whose actor is not told is left out: it would be nobody's."""
    phrases = load_statement_phrases(reader.lexicon.language)
    if not phrases:
        return []
    found: list[Said] = []
    told: list[Actor] = []
    for scene in scenes:
        chosen = choose_phrases(scene.analysis.words, phrases)
        matches = find_phrases(scene.analysis.lowered, chosen, reader.lexicon.frames["nobody"]) if chosen else []
        if not matches and not scene.named:
            continue
        parties = reader.list_parties(scene.analysis, gazetteer, scene.named)
        for phrase, match in matches:
            actors: list[Actor | None] = [*_choose_actors(scene, phrase, match, parties, reader)]
            if phrase.fields["actor"] == "none":
                actors = [None]
            elif not actors and phrase.fields["actor"] == "subject" and scene.analysis.tagged[0].classes & _PRONOUNS:
                actors = [*told[-1:]]  # "It denied responsibility."
            for actor in actors:
                statement = _make_statement(scene, phrase, match, _find_again(actor, told))
                found.append(Said(scene.number, scene.episode, statement))
        told += [span.actor for span in parties]
    return found


def _find_again(actor: Actor | None, told: Sequence[Actor]) -> Actor | None:
    """The actor told of before whose name ends as a short one does ("the army" after "the Valdoran army"), if exactly
    one was; else the one given."""
    if actor is None:
        return None
    short = actor.name.casefold().split()
    longer = {a.name: a for a in told if a.name != actor.name and _ends_so(short, a.name, a.text)}
    return replace(next(iter(longer.values())), text=actor.text) if len(longer) == 1 else actor


_PRONOUNS = frozenset({"pronoun", "person_pronoun"})


def _ends_so(short: list[str], *names: str) -> bool:
    return any(len(n.split()) > len(short) and n.casefold().split()[-len(short) :] == short for n in names)


def _choose_actors(
    scene: Scene, phrase: Phrase, match: re.Match[str], parties: Sequence[PartySpan], reader: Reader
) -> list[Actor]:
    """Who is accused, all of them, or who claims, admits or denies."""
    if phrase.fields["actor"] == "none":
        return []
    sentence = scene.analysis.sentence
    text, start, end = sentence.text, sentence.start + match.start(), sentence.start + match.end()
    spans = [(sentence.tokens[p.first].start, sentence.tokens[p.last - 1].end, p.actor) for p in parties]
    after = [each for each in spans if start < each[0] <= end + _OBJECT and not _parts(text, start, each[0])]
    if phrase.fields["actor"] == "object":
        return _choose_objects(after, text)
    inside = [each for each in after if each[0] < end]
    if reader.lexicon.declared.grammar == "arabic" and inside:
        return [inside[0][2]]
    before = [each for each in spans if start - _SUBJECT <= each[1] <= start and not _parts(text, each[1], start)]
    if before and not _has_subject(scene, before[-1][1], start):
        return [before[-1][2]]
    speech = next((s for s in scene.speeches if s.source.kind in _SPOKESMEN), None)
    return [Actor(speech.source.text, speech.source.name, "perpetrator", None)] if speech else []


def _has_subject(scene: Scene, start: int, end: int) -> bool:
    """True if somebody else stands between a party and a verb: in "the army left, residents claimed" the army claims
    nothing. Who stands right after the party speaks for it ("the army spokesman")."""
    tokens = scene.analysis.sentence.tokens
    units = [u for u in scene.analysis.tagged if tokens[u.first].start >= start and tokens[u.last - 1].end <= end]
    while units and units[0].classes & _SOMEBODY:
        units = units[1:]
    return any(unit.classes & _SOMEBODY for unit in units)


_SOMEBODY = frozenset({"person", "person_group", "speaker", "title", "name"})


def _choose_objects(after: Sequence[tuple[int, int, Actor]], text: str) -> list[Actor]:
    """The first party after the words, those joined to it by "and", and in a language with the verb first the second of
    two that stand side by side: of "accused the army the Front" the Front is accused."""
    chosen: list[tuple[int, int, Actor]] = []
    for each in after:
        between = text[chosen[-1][1] : each[0]] if chosen else ""
        if between.isspace():
            chosen = [each]
        elif not chosen or _JOINED.fullmatch(between):
            chosen.append(each)
        else:
            break
    return [actor for _, _, actor in chosen]


_JOINED = re.compile(r"(?:,|،)?\s*(?:and|و)?\s*(?:the\s+|ال)?")


def _parts(text: str, start: int, end: int) -> bool:
    return _PARTED.search(text, start, end) is not None


def _make_statement(scene: Scene, phrase: Phrase, match: re.Match[str], actor: Actor | None) -> Statement:
    sentence = scene.analysis.sentence
    start, end = sentence.start, sentence.end
    if end - start > _LONGEST:
        start, end = sentence.start + match.start(), sentence.start + match.end()
    fields = phrase.fields
    if actor is not None:
        actor = replace(actor, role="perpetrator", attribution=Attribution(fields["attribution"]))
    return Statement(
        phrase.id,
        actor,
        Denied(fields["denies"]) if "denies" in fields else None,
        Status(fields["status"]) if "status" in fields else None,
        _find_source(scene, phrase, sentence.start + match.start()),
        Passage(start, end, sentence.text[start:end]),
    )


def _find_source(scene: Scene, phrase: Phrase, start: int) -> Source | None:
    """Who speaks: whoever the sentence names as speaking, else who stands before or after "accused"."""
    if scene.speeches:
        at = next((k for k, t in enumerate(scene.analysis.sentence.tokens) if t.end > start), 0)
        speech = speech_at(scene.speeches, at, at + 1) or scene.speeches[0]
        return speech.source
    if phrase.fields["actor"] != "object":
        return None
    units, sentence = scene.analysis.tagged, scene.analysis.sentence
    k = next((k for k, unit in enumerate(units) if sentence.tokens[unit.last - 1].end > start), 0)
    if (source := read_speaker_before(units, k, sentence)) is not None:
        return source
    after = next((unit for unit in units[k + 1 : k + 3] if unit.has("speaker")), None)
    if after is None:
        return None
    text, kind = sentence.slice(after.first, after.last), after.field("kind", "speaker")
    return Source(text, text, SourceKind(kind) if kind else None)


def attach_statements(drafts: Sequence[Draft], said: Sequence[Said]) -> None:
    """Gives each statement to the claims it bears on: those of its sentence, else of the nearest sentence before it in
    its episode, else of the next one. Running totals and background are not what a statement is about."""
    for each in said:
        near = [d for d in drafts if d.episode == each.episode and d.kind not in _ASIDE]
        if not near:
            continue
        before = [d.sentence for d in near if d.sentence <= each.sentence]
        at = max(before) if before else min(d.sentence for d in near)
        for draft in near:
            if draft.sentence == at:
                draft.statements = (*draft.statements, each.statement)
