"""What reports call the place of an event beside their claims without saying that it is a place ("the X massacre").

Posts name a village and no word for what it is. Another report may say it ("a strike on the village of X"), or several
may share the words: both tell that they speak of one place.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cenotaph.incidents.accounts import Account
from cenotaph.incidents.holding import Holding, Ordered
from cenotaph.incidents.sites import Nearness, Site, compare_sites
from cenotaph.incidents.tellings import TellingKey
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


class Mentions:
    """What stands beside the claims of the accounts of a record, kept while accounts come and go.

    What words mean hangs on the names that other reports give to places, so that a report may change what another
    mentions. Only accounts beside whose claims a name stands that is new, or is gone, are looked at again.
    """

    def __init__(self, holding: Holding) -> None:
        self._names: MutableMapping[str, Counter[Site]] = holding.make_map("names of settlements", Counter)
        self._asking: MutableMapping[str, Ordered[TellingKey, Account]] = holding.make_rows("words beside claims")
        self._found: MutableMapping[Account, Mentioned] = holding.make_beside("mentioned")

    def change(self, gone: Sequence[Account], new: Sequence[Account]) -> dict[Account, Mentioned]:
        """Take accounts out and others in, all those of a report together. Gives back what the new ones mention where
        it is anything, and what others do to which that is new. A report that tells of a settlement mentions none."""
        asked: dict[Account, None] = {}
        for account in gone:
            self._count_names(account, -1, asked)
            if self._found.pop(account, None) is not None:
                for key in _list_keys(_list_runs(account)):
                    self._asking[key].remove(account.order)
        for account in new:
            self._count_names(account, 1, asked)
        settled = {account.document for account in new if any(site.rank == 0 for site in account.sites)}
        for account in new:
            runs = () if account.document in settled else _list_runs(account)
            if runs:
                self._found[account] = NOTHING
                asked[account] = None
                for key in _list_keys(runs):
                    self._asking[key].add(account.order, account)
        changed = {}
        for account in asked:
            known = self._found.get(account)
            if known is not None:
                runs = _list_runs(account)
                mentioned = Mentioned(_find_sites(account, runs, self._names), _pair_words(runs))
                if mentioned != known:
                    self._found[account] = changed[account] = mentioned
        return changed

    def _count_names(self, account: Account, number: int, asked: dict[Account, None]) -> None:
        """Count the names that an account gives to settlements, or count them no more; add to `asked` those beside
        whose claims a name stands that has another meaning now."""
        for name, site in _list_names(account):
            sites = self._names[name]
            known = sites[site]
            sites[site] = known + number
            if not sites[site]:
                del sites[site]
            if not known or not sites[site]:
                asked.update(dict.fromkeys(self._asking.get(name, ())))


def _list_runs(account: Account) -> tuple[str, ...]:
    return tuple({run: None for t in account.tellings for run in t.claim.beside})


def _list_names(account: Account) -> Iterator[tuple[str, Site]]:
    """The sites of single settlements by their names as the report writes them, without articles and spaces."""
    for t in account.tellings:
        if t.site is None or t.site.rank > 0 or len(t.claim.places) != 1:
            continue
        words = [_take_article(word) for word in fold(t.claim.places[0].text).replace("_", " ").split()]
        name = "".join(words)
        if len(words) <= _LONGEST and len(name) >= _SHORTEST:
            yield name, t.site


def _find_sites(account: Account, runs: Sequence[str], names: Mapping[str, Iterable[Site]]) -> tuple[Site, ...]:
    """The site that the runs name; none where they name several places, or one apart from where the account is."""
    found: dict[Site, None] = {}
    for key in _list_keys(runs):
        for site in names.get(key, ()):
            if all(compare_sites(site, own) >= Nearness.UNKNOWN for own in account.sites):
                found[site] = None
    sites = tuple(sorted(found, key=lambda site: [(spot.key, spot.name) for spot in site.spots]))
    is_one = all(compare_sites(a, b) is Nearness.SAME for a in sites for b in sites)
    return sites if is_one else ()


def _list_keys(runs: Sequence[str]) -> set[str]:
    """The names that some runs of words may be."""
    return {key for run in runs for key in _list_keys_of(run.split())}


def _list_keys_of(words: Sequence[str]) -> Iterator[str]:
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
