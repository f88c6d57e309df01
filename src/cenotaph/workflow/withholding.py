"""Words of restricted documents kept out of what is shown: counted, not quoted.

What a restricted document says is counted like any other report. Its words, its name, and the names of those who speak
or are harmed in it are put over before anything is printed, in whatever holds them, unless a person says otherwise.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from cenotaph.claims.claim import Cause, Claim, Event, Passage, Source, Statement, Target
from cenotaph.incidents.judged import JudgedIncident
from cenotaph.incidents.notes import DocumentNote
from cenotaph.workflow.reading import Reading

WITHHELD = "[withheld: restricted]"

_T = TypeVar("_T")
_Told = TypeVar("_Told", Claim, Event)
# What is never looked into: words of people at work, which are theirs to show.
_OPEN = (JudgedIncident,)


class Veil:
    """Puts over what restricted documents of some readings say; open documents are left as they are.

    A word that an open document gives too (a speaker whom both cite) is no secret and stays. Restricted documents are
    called by their number among those that are restricted, in the order of the readings.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        held = list(readings)
        hidden = dict.fromkeys(note.id for reading in held for note in reading.documents if note.is_restricted)
        self._aliases = {id: f"restricted {number}" for number, id in enumerate(hidden, start=1)}
        secret, open = set[str](), set[str]()
        for reading in held:
            all_told: tuple[Claim | Event, ...] = (*reading.claims, *reading.events)
            for told in all_told:
                (secret if told.document in self._aliases else open).update(_list_names(told))
        words = dict.fromkeys(sorted(secret - open, key=len, reverse=True), WITHHELD)
        self._words = {**self._aliases, **words}
        # The longest first, so that no part of a name is left beside what stands for another part.
        each = "|".join(map(re.escape, sorted(self._words, key=len, reverse=True)))
        self._pattern = re.compile(rf"(?<!\w)(?:{each})(?!\w)")

    def cover(self, value: _T) -> _T:
        """The same with the words of restricted documents put over, wherever they stand in it."""
        covered: _T = self._cover(value) if self._aliases else value
        return covered

    def _cover(self, value: Any) -> Any:
        if type(value) is str:
            return self._pattern.sub(lambda found: self._words[found.group()], value)
        if isinstance(value, Mapping):
            return {key: self._cover(each) for key, each in value.items()}
        if isinstance(value, tuple):
            each = [self._cover(item) for item in value]
            return type(value)(*each) if hasattr(value, "_fields") else tuple(each)
        if isinstance(value, list | set | frozenset):
            return type(value)(self._cover(item) for item in value)
        if isinstance(value, DocumentNote):
            return self._cover_note(value)
        if isinstance(value, Claim | Event):
            return self._cover_told(value)
        if isinstance(value, Reading):
            # Whole or in part, a translation is the words of its document.
            shown = tuple(each for each in value.translations if each.document not in self._aliases)
            value = replace(value, translations=shown)
        if is_dataclass(value) and not isinstance(value, (type, *_OPEN)):
            return replace(value, **{each.name: self._cover(getattr(value, each.name)) for each in fields(value)})
        return value

    def _cover_note(self, note: DocumentNote) -> DocumentNote:
        if note.id not in self._aliases:
            return note
        return replace(note, id=self._aliases[note.id], title=None, url=None, publisher=None, digest="", runs=b"")

    def _cover_told(self, told: Claim | Event) -> Claim | Event:
        """A claim or an event; the words of an open document stay, even where they hold a word that is put over."""
        alias = self._aliases.get(told.document)
        if alias is None:
            return told
        return replace(_hide_claim(told) if isinstance(told, Claim) else _hide_told(told), document=alias)


def make_veil(readings: Iterable[Reading], unseal: bool) -> Veil:
    """The veil over what these readings have from restricted documents; over nothing where they may be shown."""
    return Veil(() if unseal else readings)


def _list_names(told: Claim | Event) -> Iterator[str]:
    """Names of the people who are harmed and of those who speak."""
    statements = told.statements if isinstance(told, Claim) else ()
    for source in (told.source, *(each.source for each in statements)):
        if source is not None:
            yield from filter(None, (source.text, source.name, source.through))
    if isinstance(told, Claim):
        yield from (person.name for person in told.victims.names)


def _hide_claim(claim: Claim) -> Claim:
    return replace(
        _hide_told(claim),
        count=replace(claim.count, text=WITHHELD),
        victims=replace(claim.victims, names=()),
        cause=Cause(WITHHELD, claim.cause.weapon) if claim.cause else None,
        statements=tuple(map(_hide_statement, claim.statements)),
        beside=(),
    )


def _hide_told(told: _Told) -> _Told:
    """What a claim and an event have alike: place, day, parties and kind of target stay, the words of them do not."""
    return replace(
        told,
        passage=_hide_passage(told.passage),
        period=replace(told.period, text=WITHHELD) if told.period else None,
        places=tuple(replace(place, text=place.name) for place in told.places),
        actors=tuple(replace(actor, text=actor.name) for actor in told.actors),
        targets=tuple(Target(WITHHELD, target.kind) for target in told.targets),
        source=_hide_source(told.source),
    )


def _hide_statement(statement: Statement) -> Statement:
    actor = replace(statement.actor, text=statement.actor.name) if statement.actor else None
    return replace(
        statement, actor=actor, source=_hide_source(statement.source), passage=_hide_passage(statement.passage)
    )


def _hide_source(source: Source | None) -> Source | None:
    return Source(WITHHELD, WITHHELD, source.kind) if source else None


def _hide_passage(passage: Passage) -> Passage:
    return Passage(passage.start, passage.end, WITHHELD)
