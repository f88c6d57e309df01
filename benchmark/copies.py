"""How well copies, posts inside articles and excerpts are told from other texts, by ways of finding them.

    python benchmark/copies.py [--stories 300]

Stories of invented words are reprinted: cut and under another headline, edited lightly, as a short post inside a long
article, as an excerpt under an opening of its own. Beside them stand texts that share less: other stories with the
same paragraph of background, one quoted sentence, posts of one formula with other places and numbers. For each way:
how many of the copies it finds (by kind), how many of the pairs it names are none, and seconds of processor time.
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import rensa

from cenotaph.incidents.copies import find_overlaps, list_runs, pack_runs, share_of_text, sketch_runs

Pair = tuple[int, int]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FORMULA = (
    "Breaking: {n} civilians were killed and {m} others injured in artillery shelling on the town of {a} in {b} today"
)


class Corpus:
    """Texts, the pairs that are copies with their kinds, and the hard pairs that are none."""

    def __init__(self, stories: int, seed: int) -> None:
        """Make so many stories and what is printed of them."""
        self.chance = random.Random(seed)
        common = [self._word() for _ in range(300)]
        rare = [self._word() for _ in range(6000)]
        self.words = [*common * 12, *rare]
        self.texts: list[str] = []
        self.copies: dict[Pair, str] = {}
        background = self._sentences(60)
        for number in range(stories):
            self._print_story(number, background)

    def _word(self) -> str:
        return "".join(self.chance.choices(_LETTERS, k=self.chance.randint(2, 9)))

    def _sentences(self, words: int) -> str:
        made = []
        while words > 0:
            length = self.chance.randint(8, 24)
            made.append(" ".join(self.chance.choices(self.words, k=length)).capitalize() + ".")
            words -= length
        return " ".join(made)

    def _add(self, text: str) -> int:
        self.texts.append(text)
        return len(self.texts) - 1

    def _copy(self, text: str, of: int, kind: str) -> None:
        self.copies[of, self._add(text)] = kind

    def _print_story(self, number: int, background: str) -> None:
        chance = self.chance
        story = self._sentences(chance.randint(80, 400))
        first = self._add(story)
        words = story.split()
        cut = " ".join(words[: int(len(words) * chance.uniform(0.55, 0.95))])
        self._copy(f"{self._sentences(12)} {cut}", first, "cut, another headline")
        edited = [self._word() if chance.random() < 1 / 15 else w for w in words]
        self._copy(" ".join(edited), first, "edited")
        excerpt = " ".join(words[10 : 10 + max(30, len(words) // 4)])
        self._copy(f"{self._sentences(10)} {excerpt}", first, "excerpt")
        post = self._sentences(chance.randint(14, 40))
        at = self._add(post)
        self._copy(f"{self._sentences(300)} {post} {self._sentences(500)}", at, "post in an article")
        # none of these is a copy
        self._add(f"{self._sentences(240)} {background}")
        self._add(f"{self._sentences(200)} {' '.join(words[20:40])} {self._sentences(100)}")
        place, area = self._word(), self._word()
        self._add(_FORMULA.format(n=number % 9 + 2, m=number % 7 + 3, a=place, b=area))


def find_by_overlap(texts: Sequence[str]) -> set[Pair]:
    """The project's own way."""
    return {(min(o.short, o.long), max(o.short, o.long)) for o in find_overlaps([list_runs(t) for t in texts])}


def find_by_sketch(texts: Sequence[str]) -> set[Pair]:
    """The former way: the share of runs in common, estimated from sketches, half and more."""
    sketches = [sketch_runs(pack_runs(list_runs(t))) for t in texts]
    index: dict[int, list[int]] = defaultdict(list)
    for number, sketch in enumerate(sketches):
        for value in sketch:
            index[value].append(number)
    pairs = Counter((a, b) for block in index.values() if len(block) < 40 for a in block for b in block if a < b)
    return {pair for pair in pairs if share_of_text(sketches[pair[0]], sketches[pair[1]]) >= 0.5}


def find_by_rensa(texts: Sequence[str], least: float, bands: int, contained: bool) -> set[Pair]:
    """MinHash with locality-sensitive hashing; the share of the shorter text is reckoned from the two sizes."""
    hashes = 128
    runs = [_list_shingles(t) for t in texts]
    made = []
    for each in runs:
        minhash = rensa.RMinHash(hashes, 1)
        minhash.update(each)
        made.append(minhash)
    index = rensa.RMinHashLSH(least, hashes, bands)
    found = set()
    for number, minhash in enumerate(made):
        for other in index.query(minhash):
            share = minhash.jaccard(made[other])
            if contained:
                sizes = len(set(runs[number])), len(set(runs[other]))
                share = min(1.0, share * sum(sizes) / (1 + share) / min(sizes))
            if share >= 0.5:
                found.add((other, number))
        index.insert(number, minhash)
    return found


def _list_shingles(text: str) -> list[str]:
    words = text.casefold().split()
    return [" ".join(run) for run in zip(*(words[i:] for i in range(4)), strict=False)]


def measure(name: str, find: Callable[[Sequence[str]], set[Pair]], corpus: Corpus) -> None:
    """Print what one way finds."""
    began = time.process_time()
    found = find(corpus.texts)
    spent = time.process_time() - began
    wanted = Counter(corpus.copies.values())
    hit = Counter(kind for pair, kind in corpus.copies.items() if pair in found)
    # What is printed of one story is of one voice, whichever pair of prints shows it.
    wrong = found - corpus.copies.keys() - _siblings(corpus)
    shares = "  ".join(f"{kind} {hit[kind] / wanted[kind]:.3f}" for kind in sorted(wanted))
    print(f"{name:<34} {shares}  wrong {len(wrong):>5}  {spent:6.2f} s")


def _siblings(corpus: Corpus) -> set[Pair]:
    by_story: dict[int, list[int]] = defaultdict(list)
    for story, copy in corpus.copies:
        by_story[story].append(copy)
    return {(a, b) for prints in by_story.values() for a in prints for b in prints if a < b}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    corpus = Corpus(options.stories, options.seed)
    print(f"{len(corpus.texts):,} texts, {len(corpus.copies):,} copies")
    measure("runs of the shorter, exact", find_by_overlap, corpus)
    measure("sketches, share in common", find_by_sketch, corpus)
    measure("rensa, share in common", lambda t: find_by_rensa(t, 0.5, 32, False), corpus)
    measure("rensa, share of the shorter", lambda t: find_by_rensa(t, 0.1, 64, True), corpus)


if __name__ == "__main__":
    main()
