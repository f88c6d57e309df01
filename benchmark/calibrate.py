"""The reliability of claims' confidence: how often claims of each confidence were right.

    python benchmark/calibrate.py

On the golden sentences a claim is right unless its case forbids it. On the wire stories of the development set, if they
are there, it is right if the answer key of its story holds its number for its outcome: a hard measure, since the keys
leave out whole kinds of events, so the share is a lower bound. Prints a Markdown table.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import gate
from halves import load_half

import cenotaph

BINS = (0.0, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01)


def judge_golden() -> Iterator[tuple[float, bool]]:
    """The confidence of each claim of the golden sentences, and whether it was right."""
    for rows in gate.run_cases().values():
        for result, claims in rows:
            wrong = set(result.wrong)
            for claim in claims:
                yield claim.confidence, gate.describe(claim) not in wrong


def judge_stories(half: str) -> Iterator[tuple[float, bool]]:
    """The confidence of each numbered claim of the wire stories of one half, and whether the key holds it."""
    for row in load_half("muc-dev.jsonl", "id", half):
        if not row["facts"]:
            continue
        key = [(fact["outcome"], fact["numbers"]) for fact in row["facts"]]
        reading = cenotaph.read([{k: row[k] for k in ("id", "published", "text")}])
        for claim in reading.claims:
            number = claim.count.stated
            if claim.outcome in ("killed", "injured") and number is not None and claim.kind == "event":
                yield claim.confidence, any(claim.outcome == o and number in numbers for o, numbers in key)


def count_bins(judged: Iterable[tuple[float, bool]]) -> dict[int, list[int]]:
    """For each bin the claims that were right, and all."""
    bins: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for confidence, is_right in judged:
        at = next(k for k in range(len(BINS) - 1) if BINS[k] <= confidence < BINS[k + 1])
        bins[at][0] += is_right
        bins[at][1] += 1
    return bins


def main() -> None:
    """Prints the table."""
    columns = [count_bins(judge_golden()), *(count_bins(judge_stories(half)) for half in ("open", "closed"))]
    print("| confidence | golden sentences | wire stories, open half | wire stories, closed half |")
    print("|---|---|---|---|")
    for k in range(len(BINS) - 1):
        cells = [f"{c[k][0]} of {c[k][1]} ({c[k][0] / c[k][1]:.0%})" if c[k][1] else "-" for c in columns]
        print(f"| {BINS[k]:.2f} to {min(1, BINS[k + 1]):.2f} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
