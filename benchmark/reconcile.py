"""How fast claims become incidents: one story at a time, and many at once about few and about many events."""

import argparse
import datetime as dt
import random
import time

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim, ClaimKind, Passage, PersonName, Source, Victims
from cenotaph.incidents.reconcile import reconcile
from cenotaph.values.actor import SourceKind
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status
from cenotaph.values.period import Period, Precision
from cenotaph.values.place import Level, Place

FIRST_DAY = dt.date(2024, 1, 1)
SPEAKERS = [(f"speaker {i}", kind) for i, kind in enumerate(list(SourceKind) * 3)]


def make_place(number: int) -> Place:
    """An invented town, one of ten in its area."""
    area = f"NN.{number // 10:02}"
    lat, lon = 30 + number // 10 % 20 + number % 10 / 12, 20 + number // 200 + number % 10 / 9
    return Place(f"Town{number}", f"Town{number}", f"t:{number}", "NN", lat, lon, Level.SETTLEMENT, (area, "NN"))


def make_story(number: int, event: int, claims: int, chance: random.Random) -> tuple[Document, list[Claim]]:
    """A report of one invented event: its toll by several speakers, the injured and some of the dead by name."""
    day = FIRST_DAY + dt.timedelta(event % 300)
    published = day + dt.timedelta(chance.randrange(4))
    words = [f"w{chance.randrange(3000)}" for _ in range(300)]
    document = Document(f"d{number}", " ".join(words), None, published, None, "en", f"Paper {number % 40}")
    place = make_place(event)
    period = Period("that day", day, day, Precision.DAY, day.isoformat())
    toll = 3 + event % 40
    made = []
    for i in range(claims):
        speaker = chance.randrange(len(SPEAKERS))
        name, kind = SPEAKERS[speaker]
        outcome = Outcome.KILLED if i % 3 else Outcome.INJURED
        single = i % 4 == 3
        count = 1 if single else toll + (speaker % 3 - 1) * (i % 2)
        names = (PersonName(f"Name{event} Family{i}", 20 + i),) if single else ()
        made.append(Claim(
            f"c{number}-{i}", document.id, "bench", outcome, Count(count, count, False, count, str(count)),
            Victims("people", Status.UNKNOWN, None, names=names), (place,) if i % 2 else (), period if i % 3 else None,
            None, (), (), Source(name, name, kind) if i % 2 else None, ClaimKind.EVENT, (), 1.0,
            Passage(i * 180, i * 180 + 60, "x" * 60),
        ))  # fmt: skip
    return document, made


def measure(documents: int, events: int, claims: int) -> str:
    """Reconcile so many documents of so many events in one call, and say how long it took."""
    chance = random.Random(7)
    made = [make_story(n, n % events, claims, chance) for n in range(documents)]
    began = time.perf_counter()
    found = reconcile([c for _, cs in made for c in cs], [d for d, _ in made])
    spent = time.perf_counter() - began
    each = 1e6 * spent / documents
    what = f"{documents:>6} documents of {events:>4} events"
    return f"{what}: {spent:6.2f} s, {each:5.0f} µs each, {len(found.incidents)} found"


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=2000, help="documents of the largest run")
    options = parser.parse_args()
    chance = random.Random(7)
    stories = [make_story(n, n, 8, chance) for n in range(300)]
    began = time.perf_counter()
    for document, claims in stories:
        reconcile(claims, [document])
    spent = time.perf_counter() - began
    print(f"one story of 8 claims at a time: {1e6 * spent / len(stories):.0f} µs each")
    size = 125
    while size <= options.most:
        print(measure(size, max(1, size // 3), 8))
        print(measure(size, 1, 8))
        size *= 4


if __name__ == "__main__":
    main()
