"""A short notation for claims, so that a case of reconciling fits on a page; see cases/README.md."""

import datetime as dt
from typing import Any

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
from cenotaph.incidents.decisions import OriginRuling, Voice
from cenotaph.values.actor import Attribution, SourceKind
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status, VictimRole
from cenotaph.values.period import Period, Precision
from cenotaph.values.place import Level, Place

STATUS = {"civilians": Status.CIVILIAN, "combatants": Status.COMBATANT, "soldiers": Status.COMBATANT,
          "children": Status.UNKNOWN, "women": Status.UNKNOWN}  # fmt: skip

# An invented country, NN: two governorates that bear the name of their chief town, with villages.
PLACES = {
    "Norland": ("NN", "NN", None, None, Level.COUNTRY, (), None),
    "Zarum": ("t:1", "NN", 35.0, 40.0, Level.SETTLEMENT, ("NN.01", "NN"), "NN.01"),
    "Hesk": ("t:2", "NN", 35.3, 40.3, Level.SETTLEMENT, ("NN.01", "NN"), None),
    "Oltan": ("t:3", "NN", 35.6, 40.1, Level.SETTLEMENT, ("NN.01", "NN"), None),
    "Oltan Bridge": ("t:31", "NN", 35.62, 40.13, Level.SETTLEMENT, ("NN.01", "NN"), None),
    "Marev": ("t:4", "NN", 37.0, 42.0, Level.SETTLEMENT, ("NN.02", "NN"), "NN.02"),
    "Tessel": ("t:6", "NN", 37.3, 42.1, Level.SETTLEMENT, ("NN.02", "NN"), None),
    "Dumi": ("t:5", "NN", 38.2, 43.3, Level.SETTLEMENT, ("NN.03", "NN"), None),
    "Zarum Governorate": ("NN.01", "NN", 35.2, 40.2, Level.ADMIN1, ("NN",), None),
}


def make_place(name: str) -> Place:
    """A place of PLACES; "Name?" is one that no gazetteer knows, "Name? in Zarum" one with its area known, "village
    Name?" one that the words call a settlement."""
    if "?" in name:
        level = Level.SETTLEMENT if name.startswith("village ") else None
        bare, _, area = name.removeprefix("village ").partition("? in ")
        bare = bare.rstrip("?")
        within = PLACES[area][5] if area else ()
        return Place(bare, bare, None, "NN" if area else None, None, None, level, within)
    id_, country, lat, lon, level, within, area = PLACES[name]
    return Place(name, name, id_, country, lat, lon, level, within, area)


def make_count(text: str) -> Count:
    """ "63", "63+" (at least), "45-55" (a range), "50 of 45-55" (about 50), "~24" or "~24 dozens" (a vague word of at
    least 24)."""
    if text.startswith("~"):
        least, _, words = text[1:].partition(" ")
        return Count(int(least), int(least), True, None, words or f"word for {least}")
    if " of " in text:
        stated, _, span = text.partition(" of ")
        low, high = span.split("-")
        return Count(int(low), int(high), False, int(stated), f"about {stated}")
    if "-" in text:
        low, high = text.split("-")
        return Count(int(low), int(high), False, None, text)
    number = int(text.rstrip("+"))
    return Count(number, number, text.endswith("+"), number, text)


def make_period(text: str) -> Period:
    """ "2024-05-01", "2024-05-01~" (about then), "2024-05-01/2024-05-03" or "2024-05-01/2024-05-02 overnight"."""
    start, _, end = text.partition(" ")[0].rstrip("~").partition("/")
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)
    length = (last - first).days
    precision = Precision.DAY if not length else Precision.DAYS if length < 7 else Precision.MONTH
    return Period(text, first, last, precision, text)


def make_claim(row: dict[str, Any], position: int) -> Claim:
    """A claim from its short form; the position stands for the place in the text, unless `at` gives it."""
    outcome = next(o for o in Outcome if o.value in row)
    group = row.get("group", "people")
    status = Status(row["status"]) if "status" in row else STATUS.get(group, Status.UNKNOWN)
    names = tuple(make_person(n) for n in row.get("names", ()))
    source = None
    if "by" in row:
        name, _, kind = row["by"].partition(":")
        source = Source(name, name, SourceKind(kind) if kind else None)
    at = row.get("at", 200 * position)
    age, sex = make_traits(row.get("who", ""))
    relations = tuple(Relation(RelationType(kind), claim) for kind, claim in (r.split() for r in row.get("rel", ())))
    actors = tuple(make_actor(text) for text in row.get("accused", ()))
    places = tuple(make_place(name) for name in row["place"]) if isinstance(row.get("place"), list) else (
        (make_place(row["place"]),) if row.get("place") else ()
    )  # fmt: skip
    return Claim(
        row["id"], row.get("doc", "a"), row.get("rule", "en.test.01"), outcome, make_count(row[outcome.value]),
        Victims(group, status, row.get("side"), VictimRole(row.get("role", "victim")), names, age, sex),
        places,
        make_period(row["days"]) if row.get("days") else None,
        Cause(row["cause"], row["cause"]) if row.get("cause") else None, actors, (), source,
        ClaimKind(row.get("kind", "event")), relations, 1.0, make_passage(row.get("words", "x" * 20), at),
        preliminary=row.get("preliminary", False), succumbed=row.get("succumbed", False),
        withdrawn=row.get("withdrawn", False),
        beside=tuple(row.get("beside", ())),
    )  # fmt: skip


def make_passage(words: str, at: int) -> Passage:
    return Passage(at, at + len(words), words)


def make_actor(text: str) -> Actor:
    """ "the army" (alleged) or "the army:conceded"."""
    name, _, attribution = text.partition(":")
    return Actor(name, name, "perpetrator", Attribution(attribution or "alleged"))


def make_person(text: str) -> PersonName:
    """ "Ali Temur", "Ali Temur 20" or "Ali Temur 20 m"."""
    words = text.split()
    sex = words.pop() if words[-1] in ("f", "m") else None
    age = int(words.pop()) if words[-1].isdigit() else None
    return PersonName(" ".join(words), age, sex)


def make_traits(text: str) -> tuple[int | None, str | None]:
    """The age and sex of a victim without a name: "14", "f" or "14 f"."""
    words = text.split()
    age = next((int(word) for word in words if word.isdigit()), None)
    return age, next((word for word in words if word in ("f", "m")), None)


def make_document(row: dict[str, Any]) -> Document:
    """A document; its text is of its own unless given, so that two are not taken for copies."""
    text = row.get("text", " ".join(f"{row['id']}word{i}" for i in range(40)))
    published = dt.date.fromisoformat(row["published"]) if row.get("published") else None
    return Document(row["id"], text, row.get("title"), published, row.get("url"), "en", row.get("publisher"))


def make_ruling(row: dict[str, Any]) -> OriginRuling:
    """ "the Watch", "@b" (what report b says itself) or "a doctor @b" goes back `to` another, or to none."""
    target = make_voice(row["to"]) if "to" in row else None
    return OriginRuling(make_voice(row["voice"]), target, row.get("by", "N. Sel"), row.get("why", "asked on the phone"))


def make_voice(text: str) -> Voice:
    speaker, _, document = text.partition("@")
    return Voice(speaker.strip() or None, document or None)
