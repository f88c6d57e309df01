"""How long one number phrase and one sentence's periods take to read; run it with `python benchmark/transducers.py`."""

import datetime as dt
import timeit
from collections.abc import Callable

from cenotaph.claims.numbers import load_number_words, read_count
from cenotaph.claims.periods import find_periods, load_period_words
from cenotaph.claims.tokens import split_tokens

PUBLISHED = dt.date(2020, 5, 17)
COUNTS = {
    "fails at once": "villagers left the valley",
    "fails at a word that may begin": "at the bridge",
    "fails at a joined word": "north-west of the bridge",
    "63": "63 people were killed",
    "a": "a driver was killed",
    "at least 63": "at least 63 people were killed",
    "two hundred thousand": "two hundred thousand people fled",
    "between 20 and 30": "between 20 and 30 people were killed",
    "dozens of others": "dozens of others were hurt",
}
TAIL = "while the road to the coast stayed closed and the shops shut their doors"
SENTENCES = {
    "no trigger": f"The villagers left the valley with their goats {TAIL} for good",
    "numbers only": f"At least 63 people were killed and 20 others hurt in the market of 300 {TAIL}",
    "one weekday": f"The villagers left the valley with their goats on Saturday evening {TAIL}",
    "two dates": f"They left on the night of 3 to 4 October 2019, not in early September, {TAIL}",
    "past 72 hours": f"At least 63 people were killed within the past 72 hours {TAIL}",
}


def measure(run: Callable[[], object]) -> float:
    """Microseconds a call, the best of five rounds."""
    number = 20_000
    return min(timeit.repeat(run, number=number, repeat=5)) / number * 1e6


def main() -> None:
    """Print a line for each kind of phrase and sentence."""
    numbers, periods = load_number_words("en"), load_period_words("en")
    for name, text in COUNTS.items():
        tokens = split_tokens(text)
        print(f"read_count    {name:32} {measure(lambda t=tokens, x=text: read_count(t, 0, numbers, x)):7.2f} µs")
    for name, text in SENTENCES.items():
        tokens = split_tokens(text)
        spent = measure(lambda t=tokens, x=text: find_periods(t, PUBLISHED, periods, text=x))
        print(f"find_periods  {name:20} {len(tokens):3} tokens {spent:7.2f} µs")


if __name__ == "__main__":
    main()
