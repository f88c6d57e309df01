"""The halves of the development sets: rules are learnt on the open one, and the closed one is only measured."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "shared" / "eval" / "data"


def load_half(name: str, key: str, half: str) -> Iterator[dict[str, Any]]:
    """The rows of one half ("open" or "closed") of a development set, halved by `key`; nothing if it is not there."""
    path = DATA / name
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if (sha256(str(row[key]).encode()).digest()[1] % 2 == 0) == (half == "open"):
                    yield row
