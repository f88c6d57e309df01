"""The words for days and times of day of a language, as its `periods.toml` declares them, checked when loaded."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from cenotaph.claims.numbers_words import load_number_words
from cenotaph.claims.tables import LexiconError, read_table
from cenotaph.claims.tokens import Token


class PeriodWordsError(LexiconError):
    """A `periods.toml` cannot be used; the message says which entry and why."""


# The joining words that the grammar asks for; a language that lacks one leaves it out.
_JOINS = (
    "the", "articles", "of", "on", "in", "dash", "to", "and", "between", "from", "at", "year_in_front", "year_not_next",
    "clock_in_front", "clock_not_next", "morning", "afternoon", "o_clock", "month_alone", "hours", "zones",
    "day_in_front", "after_day",
)  # fmt: skip


class Relative(NamedTuple):
    """A phrase at a fixed distance: days `first` to `last` from the day of publication, or from the anchor."""

    anchored: bool
    first: int
    last: int
    time: str | None
    role: str


class Phrases(NamedTuple):
    """Phrases by their first word and their second, longest first, each with its words and what it means; each list
    ends with the phrase of the first word alone, which stands under "" as well.
    """

    table: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], Any], ...]]]

    def match(self, tokens: Sequence[Token], start: int) -> tuple[Any, int] | None:
        """(meaning, index after the phrase) of the longest phrase at token `start`."""
        seconds = self.table.get(tokens[start].word)
        if seconds is None:
            return None
        found = seconds.get(tokens[start + 1].word) if start + 1 < len(tokens) else None
        for words, meaning in seconds[""] if found is None else found:
            end = start + len(words)
            if len(words) < 3 or (
                end <= len(tokens) and all(tokens[start + k].word == words[k] for k in range(2, len(words)))
            ):
                return meaning, end
        return None

    def get(self, word: str) -> Any:
        """What the phrase of this one word means, or None."""
        found = self.table.get(word, {}).get("", ())
        return found[0][1] if found else None


class PeriodWords(NamedTuple):
    """All words for periods of one language. `triggers` are the words a phrase can begin with, or be recognised by."""

    language: str
    grammar: str
    months: Mapping[str, int]
    months_short: frozenset[str]
    months_ordinary: frozenset[str]
    month_in_front: frozenset[str]
    month_not_next: frozenset[str]
    weekdays: Mapping[str, int]
    weekdays_short: frozenset[str]
    weekday_short_in_front: frozenset[str]
    weekday_not_before: frozenset[str]
    weekday_not_next: frozenset[str]
    units: Mapping[str, str]
    unit_plurals: frozenset[str]
    numbers: Mapping[str, int]
    quantities: Phrases
    relatives: Phrases
    modifiers: Phrases
    afters: Mapping[str, str]
    later: str
    seasons: Mapping[str, tuple[int, int]]
    feasts: Phrases
    feast_not_next: frozenset[str]
    weekends: frozenset[str]
    weekend_in_front: Mapping[str, str]
    thirds: Phrases
    parts: Phrases
    part_in_front: frozenset[str]
    parts_alone: frozenset[str]
    roles: Phrases
    report_words: frozenset[str]
    report_marks: frozenset[str]
    ordinals: Mapping[str, int]
    joins: Mapping[str, frozenset[str]]
    day_leads: frozenset[str]
    month_leads: frozenset[str]
    articles: frozenset[str]
    triggers: frozenset[str]


@cache
def load_period_words(language: str) -> PeriodWords:
    """The words for periods of `language` (an ISO 639-1 code with a lexicon). Raises PeriodWordsError, which says what
    is wrong.
    """
    data = read_table(language, "periods.toml", "there are no words for periods in the language", PeriodWordsError)
    check_period_words(data)
    return build_period_words(data, load_number_words(language).cardinals)


def check_period_words(data: Mapping[str, Any]) -> None:
    """Raise PeriodWordsError unless every entry has an id of its own and examples."""
    seen: set[str] = set()
    for name, value in data.items():
        for entry in value if isinstance(value, list) else ():
            label = entry.get("id")
            if not isinstance(label, str) or not label.startswith(f"{data.get('language')}.period."):
                raise PeriodWordsError(
                    f"an entry of [[{name}]] has the id {label!r}; an id begins with '{data.get('language')}.period.'"
                )
            if label in seen:
                raise PeriodWordsError(f"the id {label!r} is used twice; give the second entry an id of its own")
            seen.add(label)
            for field in ("match", "reject"):
                examples = entry.get(field)
                if (
                    not isinstance(examples, list)
                    or not all(isinstance(x, str) and x for x in examples)
                    or not examples
                ):
                    raise PeriodWordsError(f"{label}: `{field}` must be a list of one or more examples")


def _merge(data: Mapping[str, Any], name: str, field: str = "values") -> dict[str, Any]:
    return {word: value for row in data.get(name, ()) for word, value in row.get(field, {}).items()}


def _gather(data: Mapping[str, Any], name: str, field: str) -> frozenset[str]:
    return frozenset(word for row in data.get(name, ()) for word in row.get(field, ()))


def _tabulate(meanings: Iterable[tuple[str, Any]]) -> Phrases:
    table: dict[str, dict[str, list[tuple[tuple[str, ...], Any]]]] = {}
    for phrase, meaning in sorted(meanings, key=lambda item: -len(item[0].split())):
        words = tuple(phrase.replace("'s ", " 's ").split())  # as tokens are: "new year 's eve"
        seconds = table.setdefault(words[0], {"": []})
        seconds.setdefault(words[1] if len(words) > 1 else "", []).append((words, meaning))
    for seconds in table.values():
        for second in seconds.keys() - {""}:
            seconds[second] += seconds[""]
    return Phrases({first: {second: tuple(found) for second, found in row.items()} for first, row in table.items()})


def _read_relatives(data: Mapping[str, Any]) -> Iterable[tuple[str, Relative]]:
    for row in data.get("relative", ()):
        for phrase, time in row["phrases"].items():
            first, last = row["days"]
            yield phrase, Relative(row["from"] == "anchor", first, last, time or None, row.get("role", "when"))


def _list_ordinals(words: Mapping[str, Any]) -> dict[str, int]:
    found = {word: index for index, word in enumerate(words.get("ordinals", ()), 1)}
    found.update({f"{day}{ending}": day for day in range(1, 32) for ending in words.get("ordinal_endings", ())})
    return found


def _join_words(months: Iterable[str], thirds: Iterable[str]) -> list[str]:
    """Words written as one that name a period: "mid-March", "March-April", "1980s"."""
    joined = [f"{third}-{word}" for third in thirds for word in (*months, *map(str, range(1900, 2100)))]
    joined += [f"{first}-{second}" for first in months for second in months]
    decades = [f"{year}s" for year in range(1900, 2100, 10)]
    return joined + decades


def build_period_words(data: Mapping[str, Any], numbers: Mapping[str, int]) -> PeriodWords:
    """The words for periods of a checked `periods.toml`; `numbers` are the language's cardinals."""
    months_short, weekdays_short = _merge(data, "month", "short"), _merge(data, "weekday", "short")
    months, weekdays = _merge(data, "month") | months_short, _merge(data, "weekday") | weekdays_short
    relatives, modifiers = (
        _tabulate(_read_relatives(data)),
        _tabulate((phrase, row["does"]) for row in data["modifier"] for phrase in row["phrases"]),
    )
    thirds, parts, roles, feasts = (
        _tabulate(_merge(data, name).items()) for name in ("third", "part", "role", "feast")
    )
    afters, seasons = _merge(data, "after"), _merge(data, "season")
    ordinals = _list_ordinals(data["grammar_words"])
    joins = {name: frozenset(data["grammar_words"].get(name, ())) for name in _JOINS}
    weekends = frozenset(_merge(data, "weekend"))
    tables = (relatives.table, modifiers.table, thirds.table, parts.table, roles.table, feasts.table)
    triggers = frozenset(months).union(weekdays, afters, seasons, weekends, *tables)
    triggers = triggers.union(_join_words(months, thirds.table), ordinals, joins["between"], joins["from"])
    triggers = triggers.union(_gather(data, "report", "words"))
    return PeriodWords(
        language=data["language"],
        grammar=data["grammar"],
        months=months,
        months_short=frozenset(months_short),
        months_ordinary=_gather(data, "month", "ordinary"),
        month_in_front=_gather(data, "month", "in_front"),
        month_not_next=_gather(data, "month", "not_next"),
        weekdays=weekdays,
        weekdays_short=frozenset(weekdays_short),
        weekday_short_in_front=_gather(data, "weekday", "short_in_front"),
        weekday_not_before=_gather(data, "weekday", "not_before"),
        weekday_not_next=_gather(data, "weekday", "not_next"),
        units=_merge(data, "unit"),
        unit_plurals=_gather(data, "unit", "plural"),
        numbers=numbers,
        quantities=_tabulate((phrase, tuple(value)) for phrase, value in _merge(data, "quantity").items()),
        relatives=relatives,
        modifiers=modifiers,
        afters=afters,
        later=next((row["later"] for row in data.get("after", ()) if "later" in row), ""),
        seasons={word: (value[0], value[1]) for word, value in seasons.items()},
        feasts=feasts,
        feast_not_next=_gather(data, "feast", "not_next"),
        weekends=weekends,
        weekend_in_front=_merge(data, "weekend", "in_front"),
        thirds=thirds,
        parts=parts,
        part_in_front=_gather(data, "part", "in_front"),
        parts_alone=_gather(data, "part", "alone"),
        roles=roles,
        report_words=_gather(data, "report", "words"),
        report_marks=_gather(data, "report", "marks"),
        ordinals=ordinals,
        joins=joins,
        day_leads=joins["day_in_front"] | joins["between"] | joins["of"] | joins["the"],
        month_leads=_gather(data, "month", "leads"),
        articles=joins["articles"],
        triggers=triggers,
    )
