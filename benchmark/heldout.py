"""How well sentences are read that no rule was fitted to: figures only, no case is shown.

    python benchmark/heldout.py

A case is right as in the gate. Precision and recall are of pairs of outcome and count, precision over the cases that
settle everything (`only`).
"""

from itertools import groupby
from pathlib import Path
from typing import Any

import gate

from cenotaph.claims.claim import Claim

HELDOUT = Path(__file__).parent / "heldout"


Read = tuple[dict[str, Any], tuple[Claim, ...]]


def measure(cases: list[Read]) -> tuple[int, float, float]:
    """Cases right, and precision and recall."""
    right = met = asked = extra = 0
    for case, claims in cases:
        right += gate.judge(case, claims).is_right
        left = [(claim.outcome.value, gate.write_count(claim)) for claim in claims]
        for wanted in case["must"]:
            pair = next(
                (p for p in left if p[0] == wanted["outcome"] and wanted.get("count", p[1]) == p[1]),
                None,
            )
            asked += 1
            if pair is not None:
                met += 1
                left.remove(pair)
        extra += len(left) if case.get("only") else 0
    return right, met / max(1, met + extra), met / max(1, asked)


def main() -> None:
    """Prints a line for each file."""
    for name, rows in groupby(gate.read_cases(HELDOUT), key=lambda row: row[0]):
        cases = [(case, claims) for _, case, claims in rows]
        right, precision, recall = measure(cases)
        print(
            f"{name}: {right} of {len(cases)} right; outcome and count: precision {precision:.3f}, recall {recall:.3f}"
        )


if __name__ == "__main__":
    main()
