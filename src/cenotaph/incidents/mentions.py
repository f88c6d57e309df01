"""Places that a report names beside its claims without a word that tells what they are, known from other reports that
say it ("a strike on the village of X" there, "the X massacre" here)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cenotaph.archive.document import Document
from cenotaph.incidents.accounts import Account
from cenotaph.incidents.sites import Nearness, Site, compare_sites
from cenotaph.values.folding import fold

# Code points before and after a claim in which the name must stand: a sentence or two.
_REACH = 200
_SHORTEST = 4  # letters of a name: shorter ones are parts of other words
_LONGEST = 3  # words of a name
_ARTICLE, _PREFIXES = "ال", "وفبلك"
_WORD = re.compile(r"[^\W_][\w\u064b-\u0652\u0670]*")


def find_mentioned(accounts: Sequence[Account], documents: Sequence[Document]) -> list[tuple[Site, ...]]:
    """For each account the site of another document whose name stands beside its claims; empty if its document tells
    of a settlement by itself, and where the names of several places stand there."""
    names = _index_names(accounts)
    settled = {account.document for account in accounts if any(site.rank == 0 for site in account.sites)}
    return [
        () if account.document in settled or not names else _find_site(account, documents[account.document].text, names)
        for account in accounts
    ]


def _index_names(accounts: Sequence[Account]) -> dict[str, list[Site]]:
    """The sites of single settlements by their names as the reports write them, without articles and spaces."""
    names: dict[str, list[Site]] = defaultdict(list)
    for account in accounts:
        for t in account.tellings:
            if t.site is None or t.site.rank > 0 or len(t.claim.places) != 1:
                continue
            words = [_take_article(fold(word)) for word in _WORD.findall(t.claim.places[0].text.replace("_", " "))]
            key = "".join(words)
            if len(words) <= _LONGEST and len(key) >= _SHORTEST and t.site not in names[key]:
                names[key].append(t.site)
    return names


def _find_site(account: Account, text: str, names: dict[str, list[Site]]) -> tuple[Site, ...]:
    found: dict[Site, None] = {}
    for start, end in _list_windows(account.offsets, len(text)):
        words = [fold(word) for word in _WORD.findall(text[start:end].replace("_", " "))]
        for k, word in enumerate(words):
            for form in _list_forms(word):
                key = form
                for size in range(_LONGEST):
                    if size and k + size < len(words):
                        key += _take_article(words[k + size])
                    for site in names.get(key, ()):
                        if all(compare_sites(site, own) >= Nearness.UNKNOWN for own in account.sites):
                            found[site] = None
    sites = tuple(found)
    is_one = all(compare_sites(a, b) is Nearness.SAME for a in sites for b in sites)
    return sites if is_one else ()


def _list_windows(offsets: Sequence[int], length: int) -> list[tuple[int, int]]:
    """The stretches of a text around some offsets, which are sorted."""
    windows: list[tuple[int, int]] = []
    for at in offsets:
        start, end = max(0, at - _REACH), min(length, at + _REACH)
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((start, end))
    return windows


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
