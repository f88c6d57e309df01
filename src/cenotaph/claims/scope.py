"""What a claim's own sentence leaves unsaid: places and periods that hold on from the sentences around it."""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile
from typing import Generic, NamedTuple, TypeVar

from cenotaph.claims.claim import Cause, ClaimKind, Ground
from cenotaph.claims.draft import Draft, Scene
from cenotaph.claims.episodes import HEADING
from cenotaph.claims.kinds import RUNNING_FROM
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.units import Unit
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period
from cenotaph.values.place import Level, Place

Told = TypeVar("Told")
# A speaker who returns within this many sentences still speaks of the place he spoke of.
_SPEAKER_REACH = 4


# A claim before which no place was named takes one from this many sentences after it.
_SOON = 2
# What happened longer ago than this is not the news that a report's dateline is about.
_NEWS = dt.timedelta(days=7)
# A day longer before publication of which no harm is told is history.
_LONG_PAST = dt.timedelta(days=365)
# An arrest or flight comes after what the report tells of.
_AFTERWARDS = frozenset({Outcome.DETAINED, Outcome.DISPLACED})
_ASIDE = frozenset({ClaimKind.BACKGROUND, ClaimKind.CUMULATIVE})
# Rules for harm that is named and not told ("the murder of the judge").
_NAMED_HARM = "en.harm.noun"
# Degrees within which two points of the gazetteer are one city.
_SAME_SPOT = 0.2


class Setting(NamedTuple):
    """What a document says of where it speaks of as a whole: the country, the place of its dateline, and its day;
    `returning` are the sentences that tell of another event where the one before it was."""

    country: Place | None
    dateline: Place | None
    published: dt.date | None
    returning: frozenset[int] = frozenset()


class Said(NamedTuple):
    """Places and the number of the sentence that named them, -1 for the title."""

    sentence: int
    places: tuple[Place, ...]


class PlaceFocus:
    """The places a document has spoken of so far, sentence by sentence, and the speakers who spoke of them."""

    def __init__(self, title: tuple[Place, ...]) -> None:
        self._at: list[tuple[int, int, tuple[Place, ...]]] = [(-1, 0, title)] if title else []
        self._spoken: dict[str, tuple[int, tuple[Place, ...]]] = {}

    def note(self, scene: Scene, places: tuple[Place, ...], speaker: str | None) -> None:
        """Remembers the places of a sentence, and who spoke of them."""
        if places:
            self._at.append((scene.number, scene.episode, places))
            if speaker is not None and not scene.episode:
                self._spoken[speaker] = (scene.number, places[:1])

    def before(self, sentence: int, speaker: str | None, episode: int = 0) -> "Said":
        """The places a claim without its own is taken to speak of: its speaker's, else those named last in its episode
        or in the heading over it."""
        told = {episode, HEADING} if episode else {0}
        last = next((each for each in reversed(self._at) if each[0] < sentence and each[1] in told), None)
        if speaker in self._spoken and not episode:
            at, places = self._spoken[speaker]
            if at < sentence <= at + _SPEAKER_REACH:
                return Said(at, places)
        return Said(last[0], last[2][-1:]) if last is not None else Said(-1, ())


def fill_places(drafts: Sequence[Draft], scenes: Sequence[Scene], focus: PlaceFocus, setting: Setting) -> None:
    """Gives each draft without a place the one of its whole, of its list, or that the document last spoke of; where it
    spoke of none, one it comes to soon, or that of its dateline.

    A running total without a place of its own is taken for the whole country.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    asides = _list_asides(drafts)
    for scene in scenes:
        for draft in by_sentence.get(scene.number, ()):
            kin = draft.whole or draft.listed
            if draft.places:
                continue
            beside = next((d for d in by_sentence[scene.number] if d.places and d.place_from is Ground.WORDS), None)
            if kin is not None:
                draft.places, draft.place_from = kin.places, Ground.LIST
            elif draft.is_cared and beside is not None:
                # "A girl died and her mother is in hospital after a shooting in Arden."
                draft.places, draft.place_from = beside.places, Ground.NEAR
            elif draft.kind is ClaimKind.CUMULATIVE and setting.country is not None:
                draft.places, draft.place_from = (setting.country,), Ground.REPORT
            else:
                episode = 0 if draft.sentence in setting.returning else draft.episode
                said = focus.before(draft.sentence, draft.source.name if draft.source else None, episode)
                draft.places, draft.place_from = said.places, _ground_of(said.sentence, draft, scenes)
                if not said.places:
                    draft.places, draft.place_from = _place_without_context(draft, scenes, setting)
        if scene.number not in asides:
            # The report stays where people came to harm, wherever else the sentence went.
            stays = _list_told(by_sentence.get(scene.number, ()))
            places = _settings_of(scene) + stays
            focus.note(scene, places, scene.speeches[0].source.name if scene.speeches else None)


def _list_told(drafts: Sequence[Draft]) -> tuple[Place, ...]:
    """The place of the last draft of a sentence that has one of its own or that of the dateline."""
    told = [d.places for d in drafts if d.places and d.place_from in (Ground.WORDS, Ground.DATELINE)]
    return told[-1][-1:] if told else ()


def _ground_of(sentence: int, draft: Draft, scenes: Sequence[Scene]) -> Ground:
    """What a slot rests on that an earlier sentence gave."""
    if sentence < 0:
        return Ground.TITLE
    return Ground.NEAR if _is_near(scenes[sentence], draft) else Ground.BEFORE


def _list_asides(drafts: Sequence[Draft]) -> set[int]:
    """The sentences that only tell of earlier events or running totals and their parts: the report does not stay
    there."""
    aside = {d.sentence for d in drafts if d.kind in _ASIDE}
    return aside - {d.sentence for d in drafts if (d.whole or d).kind not in _ASIDE}


def _settings_of(scene: Scene) -> tuple[Place, ...]:
    """The places where a sentence says that something happened, without those that only hold others; countries only
    where it names no smaller one."""
    held = scene.places.held()
    wards = _list_of_wards(scene)
    named = [
        each.place
        for k, each in enumerate(scene.places.places)
        if each.mention.is_location and k not in held and each.mention.first not in scene.naming | wards
    ]
    return tuple([place for place in named if place.level is not Level.COUNTRY] or named)


def _list_of_wards(scene: Scene) -> frozenset[int]:
    """The first tokens of the places where hospitals are: "taken to hospitals in Arden and Marlow"."""
    units, found = scene.analysis.units, set[int]()
    for k in range(len(units) - 2):
        if units[k].has("ward") and units[k + 1].has("preposition"):
            found |= {unit.first for unit in takewhile(_is_of_places, units[k + 2 :])}
    return frozenset(found)


def _is_of_places(unit: Unit) -> bool:
    return not unit.classes.isdisjoint({"place", "comma", "and"})


def _place_without_context(
    draft: Draft, scenes: Sequence[Scene], setting: Setting
) -> tuple[tuple[Place, ...], Ground | None]:
    """The place of a claim before which no place was named: one named soon after, else where the report comes from."""
    for scene in scenes[draft.sentence + 1 : draft.sentence + 1 + _SOON]:
        if scene.episode == draft.episode and (places := _settings_of(scene)):
            return places[:1], Ground.AFTER
    if setting.dateline is None:
        return (), None
    is_old = draft.period is not None and setting.published is not None and setting.published - draft.period.end > _NEWS
    is_told = not is_old and not draft.finding.rule.id.startswith(_NAMED_HARM)
    if is_told or setting.country is None or not _is_capital(setting.dateline, setting.country):
        return (setting.dateline,), Ground.DATELINE
    # From a capital they write about the whole country: what is only mentioned ("the murder of the judge") may have
    # happened anywhere in it.
    return (setting.country,), Ground.REPORT


def _is_capital(place: Place, country: Place) -> bool:
    """True if a place is where the gazetteer puts its country: at its capital."""
    if place.country != country.country or None in (place.lat, place.lon, country.lat, country.lon):
        return False
    return (
        abs((place.lat or 0) - (country.lat or 0)) < _SAME_SPOT
        and abs((place.lon or 0) - (country.lon or 0)) < _SAME_SPOT
    )


def fill_periods(drafts: Sequence[Draft], scenes: Sequence[Scene], published: dt.date | None = None) -> None:
    """Gives each draft without a period the one that holds on: its whole's, the sentence before's, its place's, the
    document's. A day that no harm is told of and that lies years before publication is not the document's ("the city
    that the army took on 24 August 2016")."""
    counted = _list_counted(drafts)
    spoken = [
        (scene, each.period)
        for scene in scenes
        for each in scene.analysis.periods
        if each.period and is_event_time(each) and (scene.number, each.first) not in counted
    ]
    asides = _list_asides(drafts) | {scene.number for scene in scenes if _is_bedside(scene)}
    spoken = [(scene, period) for scene, period in spoken if scene.number not in asides]
    news = [d for d in drafts if d.own_period and (d.whole or d).kind not in _ASIDE]
    first = next(iter(sorted(news, key=lambda d: d.outcome in _AFTERWARDS)), None)
    main = first.period if first is not None else None
    opening = next((each for each in spoken if not _is_long_past(each[1], published)), None)
    if opening and (first is None or first.outcome in _AFTERWARDS or opening[0].number < first.sentence):
        main = opening[1]
    numbers = [scene.number for scene, _ in spoken]
    memories: dict[int, _LastAt[Period]] = defaultdict(_LastAt)
    for draft in drafts:
        told_at = memories[draft.episode]
        kin = draft.whole or draft.listed
        if draft.period is None and kin is not None:
            draft.period, draft.period_from = kin.period, Ground.LIST
        elif draft.period is None:
            # Sentences come in order: if the last one before the draft is not near, none is.
            before = bisect_left(numbers, draft.sentence) - 1
            is_near = before >= 0 and _is_near(spoken[before][0], draft)
            if is_near:
                draft.period, draft.period_from = spoken[before][1], Ground.NEAR
            elif (told := told_at.find(draft.places, draft.paragraph)) is not None:
                draft.period, draft.period_from = told, Ground.BEFORE
            else:
                draft.period, draft.period_from = main, Ground.REPORT
        is_court = draft.phrase is not None and draft.phrase.role == "court"
        if draft.kind is ClaimKind.BACKGROUND and draft.own_period:
            told_at.note_aside(draft.places, draft.period, draft.paragraph)
        elif not is_court or draft.kind is ClaimKind.BACKGROUND:  # the day of an arrest is that of no harm
            told_at.note(draft.places, draft.period)


def _list_counted(drafts: Sequence[Draft]) -> set[tuple[int, int]]:
    """The sentences and first tokens of the days from which running totals alone are counted: "... to 320 since the
    offensive of 30 April"."""
    held = [(d, (d.sentence, d.phrase.first)) for d in drafts if d.phrase is not None and d.whole is None]
    news = {at for draft, at in held if draft.kind is not ClaimKind.CUMULATIVE}
    return {at for _, at in held} - news


def _is_long_past(period: Period, published: dt.date | None) -> bool:
    return published is not None and published - period.end > _LONG_PAST


def _is_bedside(scene: Scene) -> bool:
    """True for a sentence that only tells how the hurt were on some day ("He was in fair condition on Sunday"): what
    comes next did not happen on that day."""
    units, findings = scene.analysis.units, scene.analysis.findings
    return bool(findings) and all(
        each.outcome is Outcome.INJURED and each.act >= 0 and units[each.act].marks("elsewhere") for each in findings
    )


def is_event_time(phrase: PeriodPhrase) -> bool:
    """True for the time of an event: not the report's day, a duration, or the start of a long count."""
    if phrase.period is None:
        return False
    is_short = phrase.period.end - phrase.period.start <= RUNNING_FROM
    return phrase.role in ("when", "since") and is_short


def _is_near(scene: Scene, draft: Draft) -> bool:
    sentence = scene.analysis.sentence
    is_before = sentence.number < draft.sentence and scene.episode in (draft.episode, HEADING)
    return is_before and (sentence.number == draft.sentence - 1 or sentence.paragraph == draft.paragraph)


def fill_causes(drafts: Sequence[Draft]) -> None:
    """Gives each draft without a cause that of its whole or list, of an earlier one at its place, or the first."""
    main = next((d.cause for d in drafts if d.cause is not None and d.cause.weapon and not d.episode), None)
    memories: dict[int, _LastAt[Cause]] = defaultdict(_LastAt)
    for draft in drafts:
        told_at = memories[draft.episode]
        kin = draft.whole or draft.listed
        if draft.cause is None:
            if kin is not None:
                draft.cause, draft.cause_from = kin.cause, Ground.LIST
            elif (told := told_at.find(draft.places)) is not None:
                draft.cause, draft.cause_from = told, Ground.BEFORE
            elif not draft.episode:
                draft.cause, draft.cause_from = main, Ground.REPORT
        told_at.note(draft.places, draft.cause)


class _LastAt(Generic[Told]):
    """What was last told of each place, so that a long document is not searched from its start for each claim."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[int, Told]] = {}
        self._aside: dict[str, tuple[int, Told]] = {}
        self._paragraph = -1
        self._count = 0

    def note(self, places: tuple[Place, ...], what: Told | None) -> None:
        """Remembers what was told of some places; nothing if None."""
        self._count += 1
        if what is not None:
            self._told.update((place.id or place.name, (self._count, what)) for place in places)

    def note_aside(self, places: tuple[Place, ...], what: Told | None, paragraph: int) -> None:
        """Remembers what was told aside of some places: it holds in its own paragraph only."""
        self._count += 1
        if paragraph != self._paragraph:
            self._aside, self._paragraph = {}, paragraph
        if what is not None:
            self._aside.update((place.id or place.name, (self._count, what)) for place in places)

    def find(self, places: tuple[Place, ...], paragraph: int = -1) -> Told | None:
        """What was told last of any of the places, aside in this paragraph too."""
        keys = [place.id or place.name for place in places]
        found = [self._told[key] for key in keys if key in self._told]
        if paragraph == self._paragraph:
            found += [self._aside[key] for key in keys if key in self._aside]
        return max(found, key=lambda each: each[0])[1] if found else None
