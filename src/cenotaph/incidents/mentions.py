"""What reports call the place of an event beside their claims without saying that it is a place ("the X massacre").

Posts name a village and no word for what it is. Another report may say it ("a strike on the village of X"), or several
may share the words: both tell that they speak of one place.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cenotaph.incidents.accounts import Account
from cenotaph.incidents.sites import Nearness, Site, compare_sites
from cenotaph.values.folding import fold

_SHORTEST = 4  # letters of a name: shorter ones are parts of other words
_LONGEST = 3  # words of a name
_ARTICLE, _PREFIXES = "ال", "وفبلك"


class Mentioned(NamedTuple):
    """What stands beside the claims of an account: the site that other reports call by its words, if one is clear, and
    pairs of words that no pack knows."""

    sites: tuple[Site, ...] = ()
    pairs: frozenset[str] = frozenset()


NOTHING = Mentioned()


def find_mentioned(accounts: Sequence[Account]) -> list[Mentioned]:
    """For each account what its report calls the place; nothing for one whose report tells of a settlement."""
    settled = {account.document for account in accounts if any(site.rank == 0 for site in account.sites)}
    beside = [
        () if account.document in settled else tuple({run: None for t in account.tellings for run in t.claim.beside})
        for account in accounts
    ]
    names = _index_names(accounts) if any(beside) else {}
    return [
        Mentioned(_find_sites(account, runs, names), _pair_words(runs)) if runs else NOTHING
        for account, runs in zip(accounts, beside, strict=True)
    ]


def _index_names(accounts: Sequence[Account]) -> dict[str, list[Site]]:
    """The sites of single settlements by their names as the reports write them, without articles and spaces."""
    names: dict[str, list[Site]] = defaultdict(list)
    for account in accounts:
        for t in account.tellings:
            if t.site is None or t.site.rank > 0 or len(t.claim.places) != 1:
                continue
            words = [_take_article(word) for word in fold(t.claim.places[0].text).replace("_", " ").split()]
            key = "".join(words)
            if len(words) <= _LONGEST and len(key) >= _SHORTEST and t.site not in names[key]:
                names[key].append(t.site)
    return names


def _find_sites(account: Account, runs: Sequence[str], names: Mapping[str, Sequence[Site]]) -> tuple[Site, ...]:
    """The site that the runs name; none where they name several places, or one apart from where the account is."""
    found: dict[Site, None] = {}
    for key in {key for run in runs for key in _list_keys(run)}:
        for site in names.get(key, ()):
            if all(compare_sites(site, own) >= Nearness.UNKNOWN for own in account.sites):
                found[site] = None
    sites = tuple(sorted(found, key=lambda site: [spot.key for spot in site.spots]))
    is_one = all(compare_sites(a, b) is Nearness.SAME for a in sites for b in sites)
    return sites if is_one else ()


def _list_keys(run: str) -> Iterator[str]:
    words = run.split()
    for k, word in enumerate(words):
        for key in _list_forms(word):
            yield key
            for other in words[k + 1 : k + _LONGEST]:
                key += _take_article(other)
                yield key


def _pair_words(runs: Sequence[str]) -> frozenset[str]:
    return frozenset(
        f"{form} {_take_article(other)}"
        for run in runs
        for one, other in pairwise(run.split())
        for form in _list_forms(one)
    )


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
