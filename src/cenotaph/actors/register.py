"""The register: parties by id, by name and by country, and their names found in text."""

import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict
from typing import NamedTuple

from cenotaph.actors.names import fold_words, is_acronym, list_first_forms
from cenotaph.actors.party import Party
from cenotaph.values.folding import fold, fold_with_offsets

_WORDS = re.compile(r"\w+")


class Mention(NamedTuple):
    """A name of the register in a text: `text[start:end]` is as written, `name` as the register has it."""

    start: int
    end: int
    name: str


class Register:
    """Parties, checked; holds only what never changes. `digest` tells one register from another."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.parties = tuple(sorted(parties, key=lambda party: party.id))
        rows = json.dumps([asdict(party) for party in self.parties], ensure_ascii=False, default=str)
        self.digest = hashlib.sha256(rows.encode()).hexdigest()[:12]
        self._by_id = {party.id: party for party in self.parties}
        named: dict[tuple[str, ...], list[Party]] = defaultdict(list)
        national: dict[str, list[Party]] = defaultdict(list)
        for party in self.parties:
            for words in dict.fromkeys(fold_words(name) for name in party.names):
                named[words].append(party)
            if party.national and party.country:
                national[party.country].append(party)
        self._named, self._national = dict(named), dict(national)
        self._starts = _index_names(self.parties)

    def get(self, id: str) -> Party | None:
        """The party of this id, None if there is none."""
        return self._by_id.get(id)

    def find(self, name: str, day: dt.date | None = None) -> tuple[Party, ...]:
        """The parties of exactly this name or alias, folded; with a day only those that were there on it."""
        found = self._named.get(fold_words(name), ())
        return tuple(party for party in found if day is None or party.is_on(day))

    def search(self, text: str) -> tuple[Party, ...]:
        """The parties with this id, name or alias; if there are none, those with it in their id, a name or alias."""
        exact = [party for party in self.parties if party.id == text.strip() or party in self.find(text)]
        folded = " ".join(fold_words(text)) or text.casefold()
        within = [p for p in self.parties if any(folded in " ".join(fold_words(n)) for n in (p.id, *p.names))]
        return tuple(exact or within)

    def find_forces(self, country: str, day: dt.date | None = None) -> tuple[Party, ...]:
        """The forces meant by the name of a country (its ISO 3166-1 code of two letters); with a day only those that
        were there on it."""
        return tuple(p for p in self._national.get(country, ()) if day is None or p.is_on(day))

    def may_name(self, words: Set[str]) -> bool:
        """False if no name of a party begins with one of these words, folded."""
        return not self._starts.keys().isdisjoint(words)

    def find_mentions(self, text: str, start: int, end: int, *, is_caps: bool = False) -> list[Mention]:
        """The names of parties in `text[start:end]`, in order, the longest where several begin at one word.

        A name with capitals is found only with a capital, an abbreviation only as it is written; in a text of capitals
        only (`is_caps`) abbreviations are not looked for, since any word may look like one.
        """
        span = text[start:end]
        if not self.may_name(set(_WORDS.findall(fold(span)))):
            return []  # most sentences
        folded = fold_with_offsets(span)
        ends = (*folded.offsets, len(span))
        words = [(m[0], m.start(), ends[m.end() - 1] + 1) for m in _WORDS.finditer(folded.text)]
        found: list[Mention] = []
        k = 0
        while k < len(words):
            mention = None
            for rest, name, joined in self._starts.get(words[k][0], ()):
                last = k + len(rest)
                if last < len(words) and all(words[k + n + 1][0] == word for n, word in enumerate(rest)):
                    first = ends[words[k][1] + joined]
                    if _fits(span[first : words[last][2]], name, is_caps):
                        mention = Mention(start + first, start + words[last][2], name)
                        break
            if mention is not None:
                found.append(mention)
                k = last
            k += 1
        return found


def _index_names(parties: Iterable[Party]) -> Mapping[str, tuple[tuple[tuple[str, ...], str, int], ...]]:
    """The names by each form of their first word, longest first: their other words, the name, and how many letters of
    the form are no part of it."""
    rows: dict[str, dict[tuple[tuple[str, ...], str, int], None]] = defaultdict(dict)
    for party in parties:
        for name in party.names:
            first, *rest = fold_words(name)
            for form, joined in list_first_forms(first):
                rows[form][tuple(rest), name, joined] = None
    return {form: tuple(sorted(names, key=lambda row: (-len(row[0]), row[1]))) for form, names in rows.items()}


def _fits(written: str, name: str, is_caps: bool) -> bool:
    if is_acronym(name):
        return written == name and not is_caps
    return not any(char.isupper() for char in name) or any(char.isupper() for char in written)
