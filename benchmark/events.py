"""What reports say beside harm: precision and recall on golden sentences, by language and type.

    python benchmark/events.py           # the table; exit 1 if a sentence that was read right is not any more
    python benchmark/events.py --show    # the sentences that are read wrongly
    python benchmark/events.py --pin     # write which are right now; say in the commit why one was lost
    python benchmark/events.py --heldout # other sentences, from which nothing was learnt: the table alone

The sentences are in benchmark/events and benchmark/events_heldout; the README of the first says what the keys mean.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Event
from cenotaph.claims.extract import extract_claims
from cenotaph.gazetteer.index import open_gazetteer

HERE = Path(__file__).parent
CASES = HERE / "events"
HELDOUT = HERE / "events_heldout"
PINNED = HERE / "events.json"


@dataclass(frozen=True)
class Result:
    """One sentence after reading: which of its events were found, which were not, and what was read beside them."""

    id: str
    text: str
    found: tuple[str, ...]
    missing: tuple[dict[str, Any], ...]
    wrong: tuple[Event, ...]

    @property
    def is_right(self) -> bool:
        """True if all that was asked for was read and nothing else."""
        return not self.missing and not self.wrong


def agrees(event: Event, wanted: dict[str, Any]) -> bool:
    """True if an event agrees with a case's entry in every key that the entry writes."""
    checks = {
        "type": lambda v: event.type == v,
        "place": lambda v: any(v.lower() in f"{p.text} {p.name}".lower() for p in event.places),
        "actor": lambda v: any(v == a.id or v.lower() in f"{a.text} {a.name}".lower() for a in event.actors),
        "target": lambda v: any(target.kind == v for target in event.targets),
        "start": lambda v: event.period is not None and str(event.period.start) == str(v),
    }
    return all(checks[key](value) for key, value in wanted.items())


def judge(case: dict[str, Any], events: tuple[Event, ...]) -> Result:
    """The result of one sentence; each event stands for one entry at most."""
    left = list(events)
    found, missing = [], []
    for wanted in case.get("must", []):
        hit = next((event for event in left if agrees(event, wanted)), None)
        if hit is None:
            missing.append(wanted)
        else:
            left.remove(hit)
            found.append(wanted["type"])
    return Result(case["id"], case["text"], tuple(found), tuple(missing), tuple(left))


def run_cases(folder: Path) -> list[Result]:
    """Every sentence of a folder read and judged."""
    gazetteer = open_gazetteer()
    results = []
    for path in sorted(folder.glob("*.toml")):
        for case in tomli.loads(path.read_text(encoding="utf-8"))["case"]:
            language = case["id"].split(".")[0]
            document = Document(case["id"], case["text"], published=case.get("published"), language=language)
            results.append(judge(case, extract_claims(document, gazetteer).events))
    return results


def print_table(results: list[Result]) -> None:
    """Precision and recall for each language and type, and over all."""
    rows: dict[tuple[str, str], Counter[str]] = {}
    for result in results:
        language = result.id.split(".")[0]
        for kind, name in (
            *((kind, "found") for kind in result.found),
            *((wanted["type"], "missing") for wanted in result.missing),
            *((event.type, "wrong") for event in result.wrong),
        ):
            for key in ((language, kind), (language, "all"), ("all", "all")):
                rows.setdefault(key, Counter())[name] += 1
    print(f"{'events':<40} {'precision':>9} {'recall':>7} {'found':>6} {'missed':>7} {'wrong':>6}")
    for (language, kind), n in sorted(rows.items()):
        said, asked = n["found"] + n["wrong"], n["found"] + n["missing"]
        precision, recall = n["found"] / said if said else 1.0, n["found"] / asked if asked else 1.0
        counts = f"{n['found']:>6} {n['missing']:>7} {n['wrong']:>6}"
        print(f"{f'{language} {kind}':<40} {precision:>9.2f} {recall:>7.2f} {counts}")


def show_misses(results: list[Result]) -> None:
    """Prints each sentence that is read wrongly, with what is missing and what was read beside it."""
    for result in results:
        if result.is_right:
            continue
        print(f"\n{result.id}: {result.text}")
        for wanted in result.missing:
            print(f"  missing {json.dumps(wanted, default=str, ensure_ascii=False)}")
        for event in result.wrong:
            places = ", ".join(place.name or place.text for place in event.places)
            actors = ", ".join(actor.id or actor.name for actor in event.actors)
            targets = ", ".join(target.kind for target in event.targets)
            day = event.period.start if event.period else "-"
            print(f"  read    {event.type} @ {places} by {actors or '-'} on {targets or '-'} {day}")
            print(f"          «{event.passage.quote}»")


def main() -> int:
    """Runs the sentences; the exit code is 1 if one was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the sentences that are read wrongly")
    parser.add_argument("--pin", action="store_true", help="write which are right now")
    parser.add_argument("--heldout", action="store_true", help="measure on the sentences from which nothing was learnt")
    options = parser.parse_args()
    results = run_cases(HELDOUT if options.heldout else CASES)
    print_table(results)
    if options.heldout:
        return 0
    right = sorted(result.id for result in results if result.is_right)
    pinned = set(json.loads(PINNED.read_text(encoding="utf-8"))) if PINNED.exists() else set()
    print(f"{len(right)} of {len(results)} sentences are read right, {len(pinned)} when it was pinned")
    print("gained:", ", ".join(sorted(set(right) - pinned)) or "nothing")
    lost = sorted(pinned & {result.id for result in results} - set(right))
    print("lost:", ", ".join(lost) or "nothing")
    if options.show:
        show_misses(results)
    if options.pin:
        PINNED.write_text(json.dumps(right, indent=1) + "\n", encoding="utf-8")
        return 0
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
