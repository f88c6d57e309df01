"""From the places that sentences name to the places of a document, resolved together, and the ones a claim means."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.places import Part, PlaceMention
from cenotaph.claims.reader import Reader
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.gazetteer.resolve import Mention, resolve_mentions
from cenotaph.values.place import Level, Place

# A place farther from the words of a claim than this many tokens, with others between, is of another clause.
_LIST_GAP = 3
_TALLY_GAP = 2  # tokens between a figure and its place: "33 شهيدا في X"
# How strongly the place of the dateline implies its country, in words that name one: a report from a country is about
# it unless it names others more often.
_DATELINE_WEIGHT = 3
# The sentences that may hold a dateline, as in find_mentions.
_DATELINE_SENTENCES = 5


class Placed(NamedTuple):
    """A mention and the place it was taken for."""

    mention: PlaceMention
    place: Place


class PlacedSentence(NamedTuple):
    """The places of one sentence, in order."""

    places: tuple[Placed, ...]

    def held(self) -> set[int | None]:
        """The places that only hold another where something happened ("Arden" of "the Marlow suburb of Arden")."""
        return {each.mention.container for each in self.places if each.mention.is_location}


class PlacedDocument(NamedTuple):
    """The places of a document: of its title, of each sentence, of its dateline, and the country it speaks of if one
    is clear."""

    title: tuple[Place, ...]
    sentences: tuple[PlacedSentence, ...]
    country: Place | None
    dateline: Place | None


def find_tally(sentence: PlacedSentence, first: int, last: int) -> Place | None:
    """The place that a list of figures by place gives for the figure of the tokens `first` to `last` (exclusive): the
    name right before it, or behind a word for "in"."""
    for each in sentence.places:
        beside = last > 0 and (each.mention.last == first or last < each.mention.first <= last + _TALLY_GAP)
        if each.mention.part is Part.TALLY and beside:
            return each.place
    return None


def place_document(
    analyses: Sequence[Analysis], heads: Sequence[Analysis], reader: Reader, gazetteer: Gazetteer
) -> PlacedDocument:
    """The places of a document, each mention resolved with the help of all the others; `heads` are the sentences of
    its title."""
    mentions = [analysis.mentions for analysis in (*heads, *analyses)]
    weights: Counter[str] = Counter()
    for analysis in (*heads, *analyses):
        weights.update(reader.list_countries(analysis, gazetteer))
    keys: dict[tuple[str, str | None, Level | None, bool], int] = {}
    asked: list[Mention] = []
    numbers: list[list[int | None]] = []
    for sheet in mentions:
        numbers.append([_ask(sheet, k, keys, asked) for k in range(len(sheet))])
    at = _place_dateline(mentions[len(heads) :], gazetteer, weights)
    if at is not None and at.country is not None:
        weights[at.country] += _DATELINE_WEIGHT
    places = resolve_mentions(asked, gazetteer, countries=weights)
    resolved = _back_references(mentions, numbers, places, at)
    headline = tuple(p.place for sheet in resolved[: len(heads)] for p in sheet if p.mention.is_location)
    return PlacedDocument(
        headline,
        tuple(PlacedSentence(tuple(sheet)) for sheet in resolved[len(heads) :]),
        _main_country(resolved, weights, gazetteer),
        at,
    )


def _place_dateline(
    mentions: list[list[PlaceMention]], gazetteer: Gazetteer, countries: Mapping[str, float]
) -> Place | None:
    """Where the report was written, by its last dateline; None if that is no place the gazetteer has."""
    for sheet in reversed(mentions[:_DATELINE_SENTENCES]):
        lines = [mention for mention in sheet if mention.part is Part.DATELINE]
        if not lines:
            continue
        last = lines[-1] if len(lines) == 1 or lines[-2].container is None else lines[-2]
        asked = [Mention(last.text, 1 if last.container is not None else None)]
        if last.container is not None:
            asked.append(Mention(sheet[last.container].text))
        place = resolve_mentions(asked, gazetteer, countries=countries)[0]
        if place.id is None:
            return place if last.container is not None and place.within else None
        # A report from one country may be about another.
        is_there = not countries or countries.get(str(place.country), 0) + 1 >= max(countries.values())
        return place if is_there else None
    return None


def _ask(
    sheet: list[PlaceMention], k: int, keys: dict[tuple[str, str | None, Level | None, bool], int], asked: list[Mention]
) -> int | None:
    """The number of a mention among those to be resolved; equal ones are asked once."""
    mention = sheet[k]
    if mention.back is not None:
        return None
    inside = None if mention.container is None else _ask(sheet, mention.container, keys, asked)
    key = (mention.text, None if inside is None else asked[inside].text, mention.level, mention.around)
    if key not in keys:
        keys[key] = len(asked)
        asked.append(Mention(mention.text, inside, mention.level, mention.around, mention.is_doubtful))
    return keys[key]


def _back_references(
    mentions: list[list[PlaceMention]],
    numbers: list[list[int | None]],
    places: tuple[Place, ...],
    dateline: Place | None,
) -> list[list[Placed]]:
    """Each mention with its place; "the town" takes the last place of its level, if there is one, and "here" that of
    the dateline."""
    resolved: list[list[Placed]] = []
    seen: list[tuple[PlaceMention, Place]] = []
    for sheet, asked in zip(mentions, numbers, strict=True):
        row: list[Placed] = []
        kept: dict[int, int] = {}
        for k, (mention, number) in enumerate(zip(sheet, asked, strict=True)):
            place = places[number] if number is not None else _look_back(seen, mention.back, dateline)
            if place is None or (place.id is None and mention.back is None and not _is_kept(mention, place)):
                continue
            kept[k] = len(row)
            row.append(Placed(mention, place))
            seen.append((mention, place))
        resolved.append([_renumber(each, kept) for each in row])
    return resolved


def _renumber(placed: Placed, kept: Mapping[int, int]) -> Placed:
    """The mention with the number of its container among those that are kept."""
    container = placed.mention.container
    if container is None or kept.get(container) == container:
        return placed
    return placed._replace(mention=placed.mention._replace(container=kept.get(container)))


def _is_kept(mention: PlaceMention, place: Place) -> bool:
    """True for a mention worth keeping though the gazetteer does not tell which place it is."""
    if not mention.is_doubtful:
        return mention.is_sure
    return any(candidate.country == place.country for candidate in place.alternatives)


def _look_back(seen: list[tuple[PlaceMention, Place]], level: str | None, dateline: Place | None) -> Place | None:
    if level == "here" and dateline is not None:
        return dateline
    for mention, place in reversed(seen):
        if not mention.is_location:
            continue
        if level == "admin1" and (place.level is Level.ADMIN1 or place.area is not None):
            return place
        if level in ("settlement", "here") and place.level in (Level.SETTLEMENT, None) and not mention.around:
            return place
    return None


def _main_country(resolved: list[list[Placed]], weights: Counter[str], gazetteer: Gazetteer) -> Place | None:
    """The country where most of what is told happened; where no place is known, the one named most."""
    where = Counter(p.place.country for sheet in resolved for p in sheet if p.mention.is_location and p.place.country)
    ranked = (where or weights).most_common(1)
    found = gazetteer.get(str(ranked[0][0])) if ranked else None
    if found is None:
        return None
    return Place(found.name, found.name, found.id, found.country, found.lat, found.lon, Level.COUNTRY)


def choose_places(
    sheet: PlacedSentence,
    span: tuple[int, int],
    clause: tuple[int, int],
    naming: frozenset[int],
    joints: frozenset[int],
) -> tuple[Place, ...]:
    """The places that a claim with the tokens of `span` means: the nearest in its clause, or before it in its sentence,
    and those listed beside it; not a place that only holds another, nor one in the words that name the speaker.
    `joints` are the tokens that join a list: commas, "and", and place words."""
    first, last = span
    held = sheet.held()
    free = [
        (k, each)
        for k, each in enumerate(sheet.places)
        if each.mention.is_location and each.mention.first not in naming and k not in held
    ]
    free = [(k, each) for k, each in free if each.mention.first < clause[1]]
    free = [(k, each) for k, each in free if each.mention.first >= clause[0]] or free
    if not free:
        return ()

    def distance(each: Placed) -> float:
        mention = each.mention
        if mention.first >= last:
            # "شهيد في #X": right behind the claim, whatever was named right before it.
            return mention.first - last if mention.first - last > _TALLY_GAP else 0.5 * (mention.first - last)
        return max(0, first - mention.last) * 1.5 if mention.last <= first else 0

    def is_list(end: int, start: int) -> bool:
        return all(token in joints for token in range(end, start))

    at = min(range(len(free)), key=lambda k: distance(free[k][1]))
    chosen = [free[at]]
    for step in (1, -1):
        k = at + step
        while 0 <= k < len(free):
            a, b = sorted((free[k - step][1].mention, free[k][1].mention))
            if b.first - a.last > _LIST_GAP or a.container is not None or not is_list(a.last, b.first):
                break
            chosen.append(free[k])
            k += step
    ordered = sorted(chosen, key=lambda pair: pair[1].mention.first)
    unique: dict[str, Place] = {}
    for _, each in ordered:
        unique.setdefault(each.place.id or each.place.name, each.place)
    return tuple(unique.values())
