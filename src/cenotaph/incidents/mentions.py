"""What reports call the place of an event beside their claims without saying that it is a place ("the X massacre").

Posts name a village and no word for what it is. Another report may say it ("a strike on the village of X"), or several
may share the words: both tell that they speak of one place.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from cenotaph.archive.document import Document
from cenotaph.claims.languages import load_reader
from cenotaph.incidents.accounts import Account
from cenotaph.incidents.sites import Nearness, Site, compare_sites
from cenotaph.values.folding import fold

# Code points before and after a claim in which the name must stand: a sentence or two.
_REACH = 200
_SHORTEST = 4  # letters of a name: shorter ones are parts of other words
_LONGEST = 3  # words of a name
_ARTICLE, _PREFIXES = "ال", "وفبلك"
_WORD = re.compile(r"[^\W_][\w\u064b-\u0652\u0670]*")
# Where letters have no capitals, names are told from other words by a pack's not knowing them.
_CASELESS = re.compile(r"[\u0620-\u064a]")


class Mentioned(NamedTuple):
    """What stands beside the claims of an account: the site that other reports call by one of its words, if one is
    clear, and runs of two words that no pack knows."""

    sites: tuple[Site, ...] = ()
    runs: frozenset[str] = frozenset()


def find_mentioned(accounts: Sequence[Account], documents: Sequence[Document]) -> list[Mentioned]:
    """For each account what its report calls the place; no site for one whose report tells of a settlement by itself,
    or names several places."""
    names = _index_names(accounts)
    settled = {account.document for account in accounts if any(site.rank == 0 for site in account.sites)}
    if len(settled) == len({account.document for account in accounts}):
        return [Mentioned()] * len(accounts)
    found = []
    for account in accounts:
        document = documents[account.document]
        windows = [w for w in _list_windows(account.offsets, document.text) if _CASELESS.search(w)]
        sites = () if account.document in settled else _find_sites(account, windows, names)
        found.append(Mentioned(sites, _find_runs(windows, document.language)))
    return found


def _index_names(accounts: Sequence[Account]) -> dict[str, list[Site]]:
    """The sites of single settlements by their names as the reports write them, without articles and spaces."""
    names: dict[str, list[Site]] = defaultdict(list)
    for account in accounts:
        for t in account.tellings:
            if t.site is None or t.site.rank > 0 or len(t.claim.places) != 1:
                continue
            words = [_take_article(word) for word in _list_words(t.claim.places[0].text)]
            key = "".join(words)
            if len(words) <= _LONGEST and len(key) >= _SHORTEST and t.site not in names[key]:
                names[key].append(t.site)
    return names


def _find_sites(account: Account, windows: Sequence[str], names: dict[str, list[Site]]) -> tuple[Site, ...]:
    found: dict[Site, None] = {}
    for window in windows if names else ():
        words = list(_list_words(window))
        for k, word in enumerate(words):
            for key in _list_forms(word):
                for size in range(_LONGEST):
                    if size and k + size < len(words):
                        key += _take_article(words[k + size])
                    for site in names.get(key, ()):
                        if all(compare_sites(site, own) >= Nearness.UNKNOWN for own in account.sites):
                            found[site] = None
    sites = tuple(found)
    is_one = all(compare_sites(a, b) is Nearness.SAME for a in sites for b in sites)
    return sites if is_one else ()


def _find_runs(windows: Sequence[str], language: str | None) -> frozenset[str]:
    runs: set[str] = set()
    known = load_reader(language).known if windows and language is not None else frozenset[str]()
    for window in windows:
        for one, other in pairwise(_list_words(window)):
            if not _is_known(one, known) and not _is_known(other, known):
                runs.update(f"{form} {_take_article(other)}" for form in _list_forms(one))
    return frozenset(runs)


def _is_known(word: str, known: Set[str]) -> bool:
    return word.isdecimal() or word in known or any(form in known for form in _list_forms(word))


def _list_words(text: str) -> Iterator[str]:
    return (fold(word) for word in _WORD.findall(text.replace("_", " ")))


def _list_windows(offsets: Sequence[int], text: str) -> list[str]:
    """The stretches of a text around some offsets, which are sorted."""
    spans: list[tuple[int, int]] = []
    for at in offsets:
        start, end = max(0, at - _REACH), min(len(text), at + _REACH)
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return [text[start:end] for start, end in spans]


def _list_forms(word: str) -> Iterator[str]:
    """A word without the article, and without the "and", "in" or "to" that Arabic writes on to it."""
    for size in range(min(3, len(word))):
        if size and word[size - 1] not in _PREFIXES:
            return
        yield _take_article(word[size:])
        if size and word.startswith("ل", size) and word[size - 1] == "ل":
            yield word[size + 1 :]  # "للمدينة"


def _take_article(word: str) -> str:
    return word.removeprefix(_ARTICLE) if len(word) > len(_ARTICLE) + 1 else word
