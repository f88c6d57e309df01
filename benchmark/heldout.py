"""How well sentences are read that no rule was fitted to: figures only, no case is shown.

    python benchmark/heldout.py

A case is right as in the gate. Precision and recall are of pairs of outcome and count, precision over the cases that
settle everything (`only`).
"""

import tomllib
from pathlib import Path

import gate

from cenotaph.archive.document import Document
from cenotaph.claims.extract import extract_claims
from cenotaph.gazetteer.index import open_gazetteer

HELDOUT = Path(__file__).parent / "heldout"


def measure(path: Path) -> tuple[int, int, float, float]:
    """Cases right, all cases, precision and recall of one file."""
    gazetteer = open_gazetteer()
    right = count = met = asked = extra = 0
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
        language = case["id"].split(".")[0]
        document = Document(case["id"], case["text"], published=case.get("published"), language=language)
        claims = extract_claims(document, gazetteer).claims
        right += gate.judge(case, claims).is_right
        count += 1
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
    return right, count, met / max(1, met + extra), met / max(1, asked)


def main() -> None:
    """Prints a line for each file."""
    for path in sorted(HELDOUT.glob("*.toml")):
        right, count, precision, recall = measure(path)
        print(
            f"{path.stem}: {right} of {count} right; outcome and count: precision {precision:.3f}, recall {recall:.3f}"
        )


if __name__ == "__main__":
    main()
