"""The quality gate: how many golden sentences are read right, for each phenomenon, against pinned floors.

    python benchmark/gate.py                  # the table, gains and losses against the pinned run; exit 1 below a floor
    python benchmark/gate.py --show named     # the misses of one phenomenon
    python benchmark/gate.py --pin            # write the floors of this run; say in the commit why one went down

A case is right if every claim it asks for is found, none it forbids is, and, where it says so, nothing else is claimed.
"""

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomli

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.claims.extract import extract_claims
from cenotaph.gazetteer.index import open_gazetteer
from cenotaph.values.count import Count

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
PINNED = HERE / "gate.json"


@dataclass(frozen=True)
class Result:
    """One case after reading: what was missing, and what was claimed and should not have been."""

    id: str
    text: str
    missing: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """True if the case was read as it should be."""
        return not self.missing and not self.wrong


def write_count(claim: Claim) -> str:
    """A count in the cases' notation: "12", "12+", "45-55"."""
    count = claim.count
    return f"{count.low}{'' if count.low == count.high else f'-{count.high}'}{'+' if count.open else ''}"


def agrees(claim: Claim, wanted: dict[str, Any]) -> bool:
    """True if a claim agrees with a case's entry in every key that the entry writes."""
    period, source = claim.period, claim.source.name.lower() if claim.source else ""
    said_source = wanted.get("source", "").lower()
    names = [name.name.lower() for name in claim.victims.names]
    places = [part.lower() for place in claim.places for part in (place.text, place.name)]
    checks = {
        "outcome": lambda v: claim.outcome == v,
        "count": lambda v: write_count(claim) == v,
        "group": lambda v: claim.victims.group == v,
        "kind": lambda v: claim.kind == v,
        "role": lambda v: claim.victims.role == v,
        "weapon": lambda v: claim.cause is not None and claim.cause.weapon == v,
        "age": lambda v: v in [name.age for name in claim.victims.names],
        "names": lambda v: all(any(n.lower() in said or said in n.lower() for said in names) for n in v),
        "place": lambda v: any(v.lower() in place or place in v.lower() for place in places),
        "source": lambda v: bool(source) == bool(said_source) and (source in said_source or said_source in source),
        "start": lambda v: period is not None and str(period.start) == str(v),
        "end": lambda v: period is not None and str(period.end) == str(v),
    }
    return all(checks[key](value) for key, value in wanted.items())


def judge(case: dict[str, Any], claims: tuple[Claim, ...]) -> Result:
    """The result of one case."""
    must, must_not = case.get("must", []), case.get("must_not", [])
    lists = add_lists(claims)
    every = [*claims, *lists]
    unmet = [wanted for wanted in must if not any(agrees(claim, wanted) for claim in every)]
    missing = tuple(json.dumps(wanted, default=str, ensure_ascii=False) for wanted in unmet)
    wrong = [c for c in claims if any(agrees(c, w) for w in must_not)]
    if case.get("only"):
        summed = {id for total, ids in lists.items() if any(agrees(total, w) for w in must) for id in ids}
        wrong += [c for c in claims if c.id not in summed and not any(agrees(c, w) for w in must) and c not in wrong]
    return Result(case["id"], case["text"], missing, tuple(describe(claim) for claim in wrong))


def add_lists(claims: tuple[Claim, ...]) -> dict[Claim, set[str]]:
    """The sums of groups that are listed side by side, with the ids of their claims.

    Whether "a doctor and two nurses" is written as one claim of three or as two that add up is left to the reader;
    both say the same.
    """
    sums: dict[Claim, set[str]] = {}
    for head in claims:
        added = [c for c in claims if any(r.type == "adds_to" and r.claim == head.id for r in c.relations)]
        alike = [c for c in added if c.victims.group == head.victims.group]
        for some in (alike, added):
            if some:
                parts = [head, *some]
                stated = [c.count.stated for c in parts]
                count = Count(
                    sum(c.count.low for c in parts),
                    sum(c.count.high for c in parts),
                    any(c.count.open for c in parts),
                    None if None in stated else sum(c.count.low for c in parts),
                    "",
                )
                groups = {c.victims.group for c in parts}
                names = tuple(name for c in parts for name in c.victims.names)
                group = groups.pop() if len(groups) == 1 else "people"
                total = replace(head, count=count, victims=replace(head.victims, group=group, names=names))
                sums[total] = {c.id for c in parts}
    return sums


def describe(claim: Claim) -> str:
    """A claim in one line, for the list of misses."""
    where = ", ".join(place.name for place in claim.places)
    when = f"{claim.period.start}..{claim.period.end}" if claim.period else "-"
    who = claim.source.name if claim.source else "own voice"
    return (
        f"{claim.outcome} {write_count(claim)} {claim.victims.group} {claim.kind} [{claim.rule}] "
        f"{who} @ {where} {when} «{claim.passage.quote}»"
    )


def read_cases(folder: Path) -> Iterator[tuple[str, dict[str, Any], tuple[Claim, ...]]]:
    """Every case of a folder with the name of its file and the claims read in its text, in the language its id begins
    with."""
    gazetteer = open_gazetteer()
    for path in sorted(folder.glob("*.toml")):
        for case in tomli.loads(path.read_text(encoding="utf-8"))["case"]:
            language = case["id"].split(".")[0]
            document = Document(case["id"], case["text"], published=case.get("published"), language=language)
            yield path.stem, case, extract_claims(document, gazetteer).claims


def run_cases() -> dict[str, list[tuple[Result, tuple[Claim, ...]]]]:
    """Every golden case read and judged, by phenomenon."""
    results = defaultdict(list)
    for name, case, claims in read_cases(GOLDEN):
        results[name].append((judge(case, claims), claims))
    return dict(results)


def digest_cases() -> str:
    """A digest of the golden cases: floors hold for these cases and no others."""
    parts = [path.name.encode() + path.read_bytes() for path in sorted(GOLDEN.glob("*.toml"))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def main() -> int:
    """Runs the gate; the exit code is 1 if a phenomenon fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", metavar="PHENOMENON", help="print the misses of one phenomenon, or of 'all'")
    parser.add_argument("--pin", action="store_true", help="write what is right now as the new floors")
    options = parser.parse_args()
    results = run_cases()
    if options.show and options.show != "all" and options.show not in results:
        parser.error(f"no such phenomenon: {options.show}; there are {', '.join(results)}")
    right = {name: sorted(r.id for r, _ in rows if r.is_right) for name, rows in results.items()}
    pinned = json.loads(PINNED.read_text(encoding="utf-8")) if PINNED.exists() else {"digest": "", "right": {}}
    failed = report(results, right, pinned)
    for name, rows in results.items():
        if options.show in (name, "all"):
            show_misses(rows)
    if options.pin:
        text = json.dumps({"digest": digest_cases(), "right": right}, indent=1, ensure_ascii=False)
        PINNED.write_text(text + "\n", encoding="utf-8")
        return 0
    return 1 if failed else 0


def report(
    results: dict[str, list[tuple[Result, tuple[Claim, ...]]]], right: dict[str, list[str]], pinned: dict[str, Any]
) -> list[str]:
    """Prints the table, then gains and losses; gives back the phenomena that fell below their floor."""
    is_same = pinned["digest"] == digest_cases()
    failed = []
    print(f"{'phenomenon':<40} {'right':>5} {'of':>4} {'floor':>6}")
    for name, rows in results.items():
        known = {result.id for result, _ in rows}
        floor = len([id for id in pinned["right"].get(name, []) if id in known])
        failed += [name] if len(right[name]) < floor else []
        print(f"{name:<40} {len(right[name]):>5} {len(rows):>4} {floor:>6}{'  BELOW' if name in failed else ''}")
    total, every = sum(map(len, right.values())), sum(map(len, results.values()))
    print(f"{'all':<40} {total:>5} {every:>4} {100 * total / every:>5.1f}%")
    before = {id for ids in pinned["right"].values() for id in ids}
    now = {id for ids in right.values() for id in ids}
    if before:
        print("gained:", ", ".join(sorted(now - before)) or "nothing")
        print("lost:", ", ".join(sorted(before - now)) or "nothing")
    if not is_same:
        print("the cases are not those of the pinned run: pin anew (--pin) and say why in the commit")
        failed.append("digest")
    return failed


def show_misses(rows: list[tuple[Result, tuple[Claim, ...]]]) -> None:
    """Prints each case that was read wrongly: the text, what is missing, what is wrong, and all that was claimed."""
    for result, claims in rows:
        if result.is_right:
            continue
        print(f"\n{result.id}: {result.text}")
        for missing in result.missing:
            print(f"  missing {missing}")
        for wrong in result.wrong:
            print(f"  wrong   {wrong}")
        for claim in claims:
            if describe(claim) not in result.wrong:
                print(f"  claimed {describe(claim)}")


if __name__ == "__main__":
    sys.exit(main())
