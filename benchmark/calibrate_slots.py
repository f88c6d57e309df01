"""How often a slot of a claim was right, by where the report gave it: the evidence behind `slots` of the contract.

    python benchmark/calibrate_slots.py            # Markdown tables: golden sentences, open half, closed half

On the golden sentences a slot is right if it is what the case asks of the one claim with its outcome and count. On the
wire stories and news of the development sets, if they are there, a place is right if an event of the key lies there or
in it, a period if it shares a day with one; keys leave events out, so these shares are lower bounds.
"""

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import gate
from halves import load_half

import cenotaph
from cenotaph.claims.claim import Claim, Slot

GOLDEN_KEYS = {"place": ("place",), "period": ("start", "end"), "cause": ("weapon",), "source": ("source",)}
ASIDE = ("background", "cumulative", "denial")
WEEK = dt.timedelta(7)

Judged = tuple[str, Slot, bool]


def fold(name: str) -> str:
    """A name in small letters without marks."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def judge_golden() -> Iterator[Judged]:
    """The slots of the claims that golden cases ask for, where the case settles them."""
    for _, case, claims in gate.read_cases(gate.GOLDEN):
        for wanted in case.get("must", []):
            bare = {key: wanted[key] for key in ("outcome", "count") if key in wanted}
            found = [claim for claim in claims if gate.agrees(claim, bare)]
            if len(found) == 1 and found[0].slots is not None:
                for name, keys in GOLDEN_KEYS.items():
                    slot = getattr(found[0].slots, name)
                    settled = {key: wanted[key] for key in keys if key in wanted}
                    if slot is not None and settled:
                        yield name, slot, gate.agrees(found[0], settled)


def read_claims(row: dict[str, Any]) -> list[Claim]:
    """The claims of people killed or injured that a report tells as news."""
    reading = cenotaph.read([{k: row[k] for k in ("id", "published", "title", "text") if k in row}])
    return [c for c in reading.claims if c.outcome in ("killed", "injured") and c.kind not in ASIDE]


def judge_slots(claim: Claim, names: set[str], days: list[tuple[dt.date, dt.date]]) -> Iterator[Judged]:
    """The place and period of a claim against the names and days of its report's key."""
    if claim.slots is None:
        return
    if claim.places and claim.slots.place is not None and names:
        said = {fold(part) for part in (claim.places[0].name, claim.places[0].text)}
        is_right = any(n == s or (len(n) > 4 and len(s) > 4 and (n in s or s in n)) for n in names for s in said)
        yield "place", claim.slots.place, is_right
    if claim.period is not None and claim.slots.period is not None and days:
        is_right = any(claim.period.start <= b and a <= claim.period.end for a, b in days)
        yield "period", claim.slots.period, is_right


def judge_reports(half: str) -> Iterator[Judged]:
    """The places and periods of the claims of one half."""
    day = dt.date.fromisoformat
    for row in load_half("muc-dev.jsonl", "id", half):
        keys = row["templates"]
        names = {fold(name) for t in keys for name in t["places"]}
        days = [(day(a), day(b)) for t in keys for a, b in t["dates"]]
        days += [(day(b) - WEEK, day(b)) for t in keys for b in t["before"]]
        for claim in read_claims(row) if keys else ():
            yield from judge_slots(claim, names, days)
    for row in load_half("news-dev.jsonl", "event", half):
        held = dt.datetime.strptime(row["event_date"], "%B %d, %Y").date()
        for claim in read_claims(row):
            # The key names the city only: a street or shop that no gazetteer knows can be neither right nor wrong.
            is_known = bool(claim.places) and claim.places[0].id is not None
            names = {fold(name) for name in (row["city"], row["state"], "United States")} if is_known else set()
            yield from judge_slots(claim, names, [(held, held)])


def count_by(judged: Iterable[Judged], key: Callable[[Slot], str]) -> dict[tuple[str, str], list[int]]:
    """For each slot and value of `key` the claims that were right, all, and a hundred times their confidence."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, slot, is_right in judged:
        row = counts[name, key(slot)]
        row[0] += is_right
        row[1] += 1
        row[2] += round(100 * slot.confidence)
    return counts


def name_bin(slot: Slot) -> str:
    """The tenth that a confidence lies in."""
    tenth = int(slot.confidence * 10)
    return f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"


def print_table(head: str, sets: Sequence[Sequence[Judged]], key: Callable[[Slot], str]) -> None:
    """A Markdown table of the shares that were right."""
    columns = [count_by(judged, key) for judged in sets]
    print(f"| slot | {head} | mean confidence | golden sentences | open halves | closed halves |")
    print("|---|---|---|---|---|---|")
    for name, value in sorted({found for column in columns for found in column}):
        cells = [column.get((name, value)) for column in columns]
        given = [c for c in cells if c]
        mean = sum(c[2] for c in given) / sum(c[1] for c in given) / 100
        shares = [f"{c[0]} of {c[1]} ({c[0] / c[1]:.0%})" if c else "-" for c in cells]
        print(f"| {name} | {value} | {mean:.2f} | {' | '.join(shares)} |")


def main() -> None:
    """Prints the tables."""
    sets = [list(judge_golden()), *(list(judge_reports(half)) for half in ("open", "closed"))]
    print_table("confidence", sets, name_bin)
    print()
    print_table("given by", sets, lambda slot: slot.ground.value)


if __name__ == "__main__":
    main()
