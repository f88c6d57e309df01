"""An invented record of any size, made without reading: reports and claims of invented events, and the truth of them.

The world has two countries, each with governorates, districts and settlements whose names are spelled in several ways
and two scripts; some villages are on no map. Events come day by day; most are told of once, some by hundreds of
reports: by several speakers, over several days, with rising tolls, updates, disputes, named victims and breakdowns.
Reports are reposted word for word and with changes. Monitors add up weeks of a governorate, months of a country, and
weeks over two governorates, which cross; running totals go on from the first day of a year. Some reports give no day,
some no date of their own, and some days are a day off. The shares are set by reasoning on what recorders' files look
like, and are the same at every size: a larger record is a longer one. The same seed gives the same record.
"""

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cenotaph.archive.document import Document
from cenotaph.claims.claim import (
    Actor,
    Cause,
    Claim,
    ClaimKind,
    Passage,
    PersonName,
    Relation,
    RelationType,
    Source,
    Victims,
)  # fmt: skip
from cenotaph.values.actor import Attribution, SourceKind
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status
from cenotaph.values.period import Period, Precision
from cenotaph.values.place import Level, Place

FIRST_DAY = dt.date(2014, 1, 1)
EVENTS_A_DAY = 36
GOVERNORATES, DISTRICTS, SETTLEMENTS = 14, 6, 24
WEAPONS = ("shelling", "airstrike", "landmine", "small arms", "vehicle bomb", None)
ONSETS = ("b", "d", "f", "h", "j", "k", "l", "m", "n", "r", "s", "sh", "t", "z", "gh", "kh")
ARABIC = {"b": "ب", "d": "د", "f": "ف", "h": "ه", "j": "ج", "k": "ك", "l": "ل", "m": "م", "n": "ن", "r": "ر", "s": "س",
          "sh": "ش", "t": "ت", "z": "ز", "gh": "غ", "kh": "خ", "a": "", "i": "ي", "u": "و", "aa": "ا"}  # fmt: skip
OTHER_SPELLING = {"i": "ee", "u": "ou", "aa": "a", "k": "q", "a": "a"}


@dataclass(slots=True)
class Record:
    """Claims and their documents; `truth` says for each claim which event it tells of ("e7"), which sum ("week ...") or
    running total; `killed` how many an event or a sum killed."""

    claims: list[Claim] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)
    killed: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Event:
    """What happened: `known` is the share of the dead that was known when it was first told of."""

    name: str
    day: dt.date
    town: int
    killed: int
    injured: int
    weapon: str | None
    known: float
    victims: list[PersonName]
    accused: str | None


@dataclass(slots=True)
class Town:
    """A settlement: its spellings as places, and the areas around it."""

    spellings: list[Place]
    country: int
    governorate: str


def _spell(sounds: Sequence[str]) -> tuple[str, str, str]:
    plain = "".join("a" if s == "aa" else s for s in sounds).title()
    other = "".join(OTHER_SPELLING.get(s, s) for s in sounds).title()
    return plain, other, "".join(ARABIC[s] for s in sounds)


def _sounds(chance: random.Random) -> list[str]:
    return [s for _ in range(chance.choice((2, 3, 3, 4))) for s in (chance.choice(ONSETS), chance.choice("aiu"))] + [
        chance.choice(ONSETS)
    ]


class World:
    """The places, speakers and outlets, and the making of a record of so many claims."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.countries = [
            Place(n, n, c, c, None, None, Level.COUNTRY) for n, c in (("Norland", "NN"), ("Sudland", "SS"))
        ]
        self.areas: list[list[Place]] = [[], []]
        self.towns: list[Town] = []
        for number, country in enumerate(self.countries):
            self._settle(number, country)
        self.speakers = [self._make_speakers(number) for number in range(2)]
        self.outlets = [
            f"{' '.join(_spell(_sounds(self.chance))[:1])} {kind}" for kind in ("Post", "News", "Radio") * 30
        ]
        self.first_names = [_spell(_sounds(self.chance))[0] for _ in range(120)]
        self.families = [_spell(_sounds(self.chance))[0] for _ in range(3000)]
        self.words = [f"{a}{b}{c}" for a in ONSETS for b in "aiu" for c in ("n", "r", "st", "l", "mo", "ka")] + [
            f"{a}{b}{c}o" for a in ONSETS for b in ONSETS for c in "aiu"
        ]
        self.by_day: dict[tuple[str, dt.date], int] = defaultdict(int)
        self.made = 0
        self.last_day = FIRST_DAY

    def _settle(self, number: int, country: Place) -> None:
        chance, code = self.chance, country.id or ""
        for g in range(GOVERNORATES):
            area, lat, lon = f"{code}.{g:02}", 30.0 + 1.4 * (g // 4) + 12 * number, 36.0 + 1.6 * (g % 4)
            name = _spell(_sounds(chance))[0]
            self.areas[number].append(Place(name, name, area, code, lat, lon, Level.ADMIN1, (code,)))
            for d in range(DISTRICTS):
                within = (f"{area}.{d:02}", area, code)
                here = lat + 0.4 * (d // 3), lon + 0.4 * (d % 3)
                for s in range(SETTLEMENTS):
                    names, on_map = _spell(_sounds(chance)), chance.random() > 0.15
                    spot = here[0] + chance.uniform(-0.2, 0.2), here[1] + chance.uniform(-0.2, 0.2)
                    if on_map:
                        made = [
                            Place(n, names[0], f"x:{code}{g}.{d}.{s}", code, *spot, Level.SETTLEMENT, within)
                            for n in names
                        ]
                    else:
                        made = [Place(n, n, None, code, None, None, Level.SETTLEMENT, within[1:]) for n in names]
                    self.towns.append(Town(made, number, area))

    def _make_speakers(self, number: int) -> list[list[Source]]:
        """Each speaker with the names it goes by."""
        land = ("Norland", "Sudland")[number]
        named = [
            (SourceKind.MONITOR, f"{land} Observatory for Rights", "the Observatory"),
            (SourceKind.MONITOR, f"{land} Documentation Centre", "the Documentation Centre"),
            (SourceKind.UN, f"United Nations mission in {land}", "the mission"),
            (SourceKind.OFFICIAL, f"{land} health ministry", "the health ministry"),
            (SourceKind.OFFICIAL, f"{land} police", "police"),
            (SourceKind.BELLIGERENT, f"{land} army", "the army"),
            (SourceKind.STATE_MEDIA, f"{land} News Agency", "the agency"),
            (SourceKind.WITNESS, "residents", "residents"),
            (SourceKind.ACTIVIST, "local activists", "activists"),
        ]
        named += [
            (SourceKind.MEDICAL, f"{_spell(_sounds(self.chance))[0]} hospital", "the hospital") for _ in range(12)
        ]
        return [[Source(n, n, kind) for n in (long, long, short)] for kind, long, short in named]

    # --- reports -----------------------------------------------------------------------------------------------

    def make_record(self, claims: int) -> Record:
        """A record of at least so many claims, whole days at a time."""
        record, day = Record(), FIRST_DAY
        while len(record.claims) < claims:
            today = [self._make_event(day, f"e{day.toordinal()}.{i}") for i in range(self._how_many())]
            for event in today:
                record.killed[event.name] = event.killed
                town = self.towns[event.town]
                for area in (town.governorate, self.countries[town.country].id or ""):
                    self.by_day[area, day] += event.killed
                for document, made in self._tell(event):
                    self._keep(record, document, made, event.name)
            self._sum_up(record, day)
            self.last_day = day
            day += dt.timedelta(1)
        self.chance.shuffle(record.documents)
        return record

    def make_more(self, reports: int) -> Iterator[tuple[Document, list[Claim]]]:
        """So many reports beyond those of the record, of events of its last days."""
        for number in range(reports):
            day = self.last_day - dt.timedelta(self.chance.randrange(10))
            yield next(self._tell(self._make_event(day, f"more{number}")))

    def _how_many(self) -> int:
        return max(1, round(self.chance.gauss(EVENTS_A_DAY, 8)))

    def _keep(self, record: Record, document: Document, made: Sequence[Claim], truth: str) -> None:
        record.documents.append(document)
        record.claims += made
        for claim in made:
            record.truth.setdefault(claim.id, truth)

    def _make_event(self, day: dt.date, name: str) -> Event:
        chance = self.chance
        killed = min(400, int(chance.paretovariate(1.1)))
        victims = [
            PersonName(
                f"{chance.choice(self.first_names)} {chance.choice(self.families)}",
                chance.choice((None, chance.randint(1, 80))),
            )
            for _ in range(min(killed, 4) if chance.random() < 0.35 else 0)
        ]
        # Some places see far more than others.
        town = int(len(self.towns) * chance.random() ** 1.6)
        accused = chance.choice((None, None, f"{('Norland', 'Sudland')[self.towns[town].country]} army", "rebels"))
        return Event(
            name, day, town, killed, int(killed * chance.choice((0, 1, 1, 2, 3))), chance.choice(WEAPONS),
            chance.choice((1.0, 1.0, 0.8, 0.5)), victims, accused,
        )  # fmt: skip

    def _tell(self, event: Event) -> Iterator[tuple[Document, list[Claim]]]:
        """The reports of one event: nearly half of the events have one, a few have hundreds."""
        chance = self.chance
        many = 1 if chance.random() < 0.45 else min(300, 1 + int(chance.paretovariate(0.95) * (1 + event.killed / 40)))
        speakers = chance.sample(self.speakers[self.towns[event.town].country], min(5, 1 + many // 3))
        told: list[tuple[Document, list[Claim]]] = []
        for _ in range(many):
            if told and chance.random() < 0.3:
                document, claims = chance.choice(told)
                made = self._repost(document, claims)
            else:
                made = self._report(event, chance.choice(speakers))
                told.append(made)
            yield made

    def _report(self, event: Event, names: Sequence[Source]) -> tuple[Document, list[Claim]]:
        chance = self.chance
        lag = min(20, int(chance.expovariate(0.8)))
        source = chance.choice(names) if chance.random() < 0.85 else None
        share = min(1.0, event.known + 0.5 * lag)
        killed = max(1, round(event.killed * share))
        if chance.random() < 0.08:
            killed += chance.randint(1, 1 + killed // 5)
        place = chance.choice(self.towns[event.town].spellings)
        says = chance.random()
        off = dt.timedelta(chance.choice((-1, 1))) if says < 0.05 else dt.timedelta(0)
        period = _day(event.day + off) if says < 0.9 else None
        document = self._document(event.day + dt.timedelta(lag), place.text)
        kind = ClaimKind.UPDATE if lag and chance.random() < 0.5 else ClaimKind.EVENT
        cause = Cause(event.weapon, event.weapon) if event.weapon and chance.random() < 0.7 else None
        actors = (Actor(event.accused, event.accused, "perpetrator", Attribution.ALLEGED),) if event.accused else ()
        base = self._claim(document, 0, Outcome.KILLED, killed, source, place, period, kind)
        first = replace(base, cause=cause, actors=actors)
        claims = [first]
        if event.injured:
            injured = max(1, round(event.injured * share))
            claims.append(
                replace(self._claim(document, 1, Outcome.INJURED, injured, source, place, period, kind), cause=cause)
            )
        if event.victims and chance.random() < 0.6:
            victim = chance.choice(event.victims)
            single = self._claim(document, 2, Outcome.KILLED, 1, source, place, period, ClaimKind.EVENT)
            relations = (
                (Relation(RelationType.PART_OF, first.id),)
                if killed > 1
                else (Relation(RelationType.SAME_AS, first.id),)
            )
            claims.append(replace(single, victims=replace(single.victims, names=(victim,)), relations=relations))
        elif killed > 3 and chance.random() < 0.4:
            part = self._claim(
                document, 2, Outcome.KILLED, max(1, killed // 4), source, place, period, ClaimKind.BREAKDOWN
            )
            claims.append(replace(
                part, victims=replace(part.victims, group="children"),
                relations=(Relation(RelationType.BREAKDOWN_OF, first.id),),
            ))  # fmt: skip
        if len(claims) < 2 or (killed > 5 and chance.random() < 0.2):
            other = chance.choice(self.speakers[self.towns[event.town].country])[0]
            figure = max(1, round(event.killed * chance.choice((0.8, 0.9, 1.0, 1.0))))
            again = self._claim(document, 3, Outcome.KILLED, figure, other, place, None, ClaimKind.EVENT)
            claims.append(
                replace(again, relations=(Relation(RelationType.DISPUTES, first.id),) if figure != killed else ())
            )
        return document, claims

    def _repost(self, document: Document, claims: Sequence[Claim]) -> tuple[Document, list[Claim]]:
        """A report again by another outlet: word for word, with the same claims, or with some words changed."""
        chance = self.chance
        published = document.published + dt.timedelta(chance.randint(0, 1)) if document.published else None
        self.made += 1
        again = replace(document, id=f"d{self.made}", published=published, publisher=chance.choice(self.outlets))
        if chance.random() < 0.5:
            return again, [replace(c, document=again.id) for c in claims]
        words = document.text.split()
        for _ in range(len(words) // 25):
            words[chance.randrange(len(words))] = chance.choice(self.words)
        again = replace(again, text=" ".join(words))
        ids = {c.id: f"{again.id}-{n}" for n, c in enumerate(claims)}
        return again, [
            replace(
                c, id=ids[c.id], document=again.id, relations=tuple(replace(r, claim=ids[r.claim]) for r in c.relations)
            )
            for c in claims
        ]

    def _document(self, published: dt.date, about: str) -> Document:
        chance = self.chance
        self.made += 1
        text = " ".join((about, *chance.choices(self.words, k=110)))
        voice = chance.random()
        outlet = chance.choice(self.outlets)
        return Document(
            f"d{self.made}", text, about if chance.random() < 0.5 else None,
            published if chance.random() < 0.97 else None,
            f"https://{outlet.split()[0].lower()}.example/{self.made}" if 0.6 < voice < 0.9 else None, "en",
            outlet if voice < 0.6 else None,
        )  # fmt: skip

    def _claim(
        self, document: Document, number: int, outcome: Outcome, count: int, source: Source | None, place: Place,
        period: Period | None, kind: ClaimKind,
    ) -> Claim:  # fmt: skip
        at = 150 * number
        is_open = self.chance.random() < 0.1
        return Claim(
            f"{document.id}-{number}", document.id, "en.synthetic.01", outcome,
            Count(count, count, is_open, count, str(count)), Victims("people", Status.UNKNOWN), (place,),
            period, None, (), (),
            source, kind, (), 1.0, Passage(at, at + 60, document.text[at : at + 60]),
        )  # fmt: skip

    # --- sums --------------------------------------------------------------------------------------------------

    def _sum_up(self, record: Record, day: dt.date) -> None:
        """What monitors and the mission add up on this day."""
        chance = self.chance
        for number in range(2):
            monitor, mission = self.speakers[number][0], self.speakers[number][2]
            if day.weekday() == 0 and (day - FIRST_DAY).days >= 7:
                week = day - dt.timedelta(7), day - dt.timedelta(1)
                for area in self.areas[number]:
                    self._sum(record, day, week, (area,), chance.choice(monitor))
                pair = chance.sample(self.areas[number], 2)
                self._sum(record, day, week, tuple(pair), chance.choice(mission))
            if day.day == 1 and day > FIRST_DAY:
                last = day - dt.timedelta(1)
                self._sum(record, day, (last.replace(day=1), last), (self.countries[number],), chance.choice(mission))
                since = last.replace(month=1, day=1)
                self._sum(
                    record, day, (since, last), (self.countries[number],), chance.choice(monitor), ClaimKind.CUMULATIVE
                )

    def _sum(
        self, record: Record, day: dt.date, days: tuple[dt.date, dt.date], places: tuple[Place, ...], source: Source,
        kind: ClaimKind = ClaimKind.TOTAL,
    ) -> None:  # fmt: skip
        if kind is ClaimKind.CUMULATIVE:
            truth = f"since {days[0]} {places[0].id}"
        else:
            truth = f"{days[0]}/{days[1]} {' '.join(p.id or '' for p in places)}"
        killed = self._count(days, {p.id or "" for p in places})
        if not killed:
            return
        record.killed[truth] = killed
        document = self._document(day, places[0].name)
        period = Period("those days", *days, Precision.WEEK if (days[1] - days[0]).days < 8 else Precision.MONTH, "")
        first = self._claim(document, 0, Outcome.KILLED, killed, source, places[0], period, kind)
        first = replace(first, places=places)
        children = self._claim(
            document, 1, Outcome.KILLED, max(1, killed // 7), source, places[0], period, ClaimKind.BREAKDOWN
        )
        children = replace(
            children, places=places, victims=replace(children.victims, group="children"),
            relations=(Relation(RelationType.BREAKDOWN_OF, first.id),),
        )  # fmt: skip
        self._keep(record, document, [first, children], truth)

    def _count(self, days: tuple[dt.date, dt.date], areas: set[str]) -> int:
        """How many were killed in some areas in some days."""
        length = (days[1] - days[0]).days + 1
        return sum(self.by_day.get((a, days[0] + dt.timedelta(n)), 0) for a in areas for n in range(length))


def _day(day: dt.date) -> Period:
    return Period(day.isoformat(), day, day, Precision.DAY, day.isoformat())


def score_linking(truth: dict[str, str], homes: dict[str, str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of the claims that are in some incident; `homes` gives a claim's incident."""
    both: Counter[tuple[str, str]] = Counter((homes[c], truth[c]) for c in homes)
    found, told = Counter(homes.values()), Counter(truth[c] for c in homes)
    precision = sum(n * n / found[home] for (home, _), n in both.items()) / len(homes)
    recall = sum(n * n / told[event] for (_, event), n in both.items()) / len(homes)
    return precision, recall, 2 * precision * recall / (precision + recall)
