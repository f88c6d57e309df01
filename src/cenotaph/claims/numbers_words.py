"""The number words of a language, as its `numbers.toml` declares them, checked when loaded."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from cenotaph.claims.ages import AgeWords
from cenotaph.claims.tables import LexiconError, read_table
from cenotaph.claims.tokens import Token

BOUNDS = frozenset(
    (
        "floor",
        "above",
        "nearly",
        "about",
        "ceiling",
        "below",
        "between",
        "from",
        "exact",
        "increment",
        "other",
        "others",
    )
)
UNITS = frozenset(("percent", "money", "duration", "age", "length", "weight", "times", "time", "date", "name", "list"))


class NumberWordsError(LexiconError):
    """A `numbers.toml` cannot be used; the message says which entry and why."""


# The joining words that the grammar asks for; a language that lacks one leaves it out.
# What may stand before a word that makes a second number a possible one.
_PARTED = frozenset({","})
_JOINS = ("and", "tens_and", "of", "to", "or", "dash", "from", "group", "than", "perhaps", "by")


class Entry(NamedTuple):
    """A phrase of the lexicon: its folded words, what they do, and the lasting id of the entry they belong to.

    `does` is a word of BOUNDS, UNITS, or a kind of phrase ("vague", "fixed", "share"). `low` is the least a vague
    phrase allows, or the value of a fixed one. `next` and `not_next` are the words of which one must, or none may,
    follow.
    """

    words: tuple[str, ...]
    does: str
    id: str
    low: int = 0
    share: tuple[int, int] | str | None = None
    article: bool = False
    times: bool = False
    only_times: bool = False
    increment: bool = False
    capital: bool = False
    title: bool = False
    next: frozenset[str] = frozenset()
    not_next: frozenset[str] = frozenset()


# First word of a phrase, then its second, to the entries, longest first; each list ends with those of the first word
# alone, which stand under "" as well.
Table = Mapping[str, Mapping[str, tuple[Entry, ...]]]


class NumberWords(NamedTuple):
    """All number words of one language, in tables by the first words of a phrase."""

    language: str
    grammar: str
    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    scale_plurals: Mapping[str, int]
    collectives: Mapping[str, int]
    collective_plurals: Mapping[str, int]
    halves: Mapping[str, tuple[int, int]]
    denominators: Mapping[str, int]
    bare: frozenset[str]
    ids: Mapping[str, str]
    before: Table
    after: Table
    hyphen_after: Mapping[str, Entry]
    whole: Table
    shares: Table
    unit_after: Table
    unit_before: Mapping[str, Entry]
    articles: frozenset[str]
    superlative: frozenset[str]
    joins: Mapping[str, frozenset[str]]
    range_joins: frozenset[str]
    year_before: frozenset[str]
    clock_before: frozenset[str]
    clock_after: frozenset[str]
    change: frozenset[str]
    change_reach: int
    age_before: frozenset[str]
    age_phrases: frozenset[str]
    ages: AgeWords
    address: frozenset[str]
    address_before: frozenset[str]
    values: frozenset[str]
    starters: frozenset[str]


def list_candidates(table: Table, tokens: Sequence[Token], start: int) -> tuple[Entry, ...]:
    """The entries whose first two words may stand at token `start`."""
    seconds = table.get(tokens[start].word)
    if seconds is None:
        return ()
    found = seconds.get(tokens[start + 1].word) if start + 1 < len(tokens) else None
    return seconds[""] if found is None else found


def is_written(entry: Entry, tokens: Sequence[Token], start: int) -> bool:
    """Whether all words of a candidate stand at token `start`."""
    words = entry.words
    if len(words) <= 2:
        return len(words) == 1 or tokens[start + 1].word == words[1]
    if start + len(words) > len(tokens):
        return False
    return all(tokens[start + k].word == words[k] for k in range(1, len(words)))


def match_phrase(table: Table, tokens: Sequence[Token], start: int) -> Entry | None:
    """The longest phrase of `table` that stands at token `start`, its conditions on the following word met."""
    for entry in list_candidates(table, tokens, start):
        if not is_written(entry, tokens, start):
            continue
        end = start + len(entry.words)
        if entry.not_next or entry.next:
            follower = tokens[end].word if end < len(tokens) else ""
            if follower in entry.not_next or (entry.next and follower not in entry.next):
                continue
        if entry.capital and not tokens[start].text[0].isupper():
            continue
        return entry
    return None


@cache
def load_number_words(language: str) -> NumberWords:
    """The number words of `language` (an ISO 639-1 code with a lexicon). Raises NumberWordsError, which says what is
    wrong.
    """
    data = read_table(language, "numbers.toml", "there are no number words for the language", NumberWordsError)
    check_number_words(data)
    return build_number_words(data)


def list_entries(data: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each entry of a `numbers.toml` with the name of the array it stands in."""
    return [(name, entry) for name, value in data.items() if isinstance(value, list) for entry in value]


def check_number_words(data: Mapping[str, Any]) -> None:
    """Raise NumberWordsError unless every entry has an id of its own, examples, and words the grammar knows."""
    seen: set[str] = set()
    for name, entry in list_entries(data):
        label = entry.get("id")
        if not isinstance(label, str) or not label.startswith(f"{data.get('language')}.number."):
            raise NumberWordsError(
                f"an entry of [[{name}]] has the id {label!r}; an id begins with '{data.get('language')}.number.'"
            )
        if label in seen:
            raise NumberWordsError(f"the id {label!r} is used twice; give the second entry an id of its own")
        seen.add(label)
        for field in ("match", "reject"):
            examples = entry.get(field)
            if not isinstance(examples, list) or not all(isinstance(example, str) and example for example in examples):
                raise NumberWordsError(f"{label}: `{field}` must be a list of examples")
        if not entry["match"]:
            raise NumberWordsError(f"{label}: `match` needs at least one example")
        known = {
            "before": ("bounds", BOUNDS),
            "after": ("bounds", BOUNDS),
            "unit_after": ("unit", UNITS),
            "unit_before": ("unit", UNITS),
        }
        if name in known:
            field, vocabulary = known[name]
            if entry.get(field) not in vocabulary:
                raise NumberWordsError(
                    f"{label}: `{field}` is {entry.get(field)!r}; it must be one of {', '.join(sorted(vocabulary))}"
                )
        for phrase in entry.get("phrases", ()):
            if phrase != " ".join(phrase.lower().split()):
                raise NumberWordsError(f"{label}: the phrase {phrase!r} must be in lower case with single spaces")


def _tabulate(entries: Iterable[Entry]) -> Table:
    table: dict[str, dict[str, list[Entry]]] = {}
    for entry in sorted(entries, key=lambda e: -len(e.words)):
        seconds = table.setdefault(entry.words[0], {"": []})
        seconds.setdefault(entry.words[1] if len(entry.words) > 1 else "", []).append(entry)
    for seconds in table.values():
        for second in seconds.keys() - {""}:
            seconds[second] += seconds[""]
    return {first: {second: tuple(found) for second, found in row.items()} for first, row in table.items()}


def _read_entries(data: Mapping[str, Any], name: str, does: str | None = None) -> list[Entry]:
    found = []
    for row in data.get(name, ()):
        share = row.get("share")
        for phrase in row.get("phrases", ()):
            found.append(
                Entry(
                    words=tuple(phrase.split()),
                    does=does or row.get("bounds") or row["unit"],
                    id=row["id"],
                    low=row.get("low", row.get("value", 0)),
                    share=tuple(share) if isinstance(share, list) else share,
                    article=row.get("article", False),
                    times=row.get("times", False),
                    only_times=row.get("only_times", False),
                    increment=row.get("increment", False),
                    capital=row.get("capital", False),
                    title=row.get("title", False),
                    next=frozenset(data["grammar_words"]["of"] if row.get("of") else row.get("next", ())),
                    not_next=frozenset(row.get("unless" if name == "unit_before" else "not_next", ())),
                )
            )
    return found


def _join_cardinals(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The cardinals, and where the language writes them so the tens and units joined by a hyphen."""
    found: dict[str, int] = {}
    for row in rows:
        values: dict[str, int] = row["values"]
        found.update(values)
        if row.get("hyphen"):
            tens = {word: value for word, value in values.items() if 20 <= value <= 90}
            units = {word: value for word, value in values.items() if 1 <= value <= 9}
            found.update(
                {f"{ten}{hyphen}{unit}": tens[ten] + units[unit] for ten in tens for unit in units for hyphen in "-‐‑"}
            )
    return found


def _merge(rows: Iterable[Mapping[str, Any]], field: str) -> dict[str, Any]:
    return {word: value for row in rows for word, value in row.get(field, {}).items()}


def _read_hyphens(rows: Iterable[Mapping[str, Any]]) -> dict[str, Entry]:
    return {word: Entry((word,), row["bounds"], row["id"]) for row in rows for word in row.get("hyphen", ())}


def _read_ages(row: Mapping[str, Any], cardinals: Mapping[str, int]) -> AgeWords:
    years, others, plurals = (frozenset(row.get(name, ())) for name in ("years", "others", "plurals"))
    return AgeWords(years, others, tuple(row.get("last", ())), row.get("half", ""), plurals, cardinals)


def build_number_words(data: Mapping[str, Any]) -> NumberWords:
    """The number words of a checked `numbers.toml`."""
    words = data["grammar_words"]
    cardinals = _join_cardinals(data["cardinal"])
    scales, scale_plurals = _merge(data["scale"], "values"), _merge(data["scale"], "plurals")
    collectives, collective_plurals = (
        _merge(data.get("collective", ()), "values"),
        _merge(data.get("collective", ()), "plurals"),
    )
    halves = {word: (value[0], value[1]) for word, value in _merge(data.get("half", ()), "values").items()}
    denominators = _merge(data.get("share", ()), "denominators")
    before, after = _tabulate(_read_entries(data, "before")), _tabulate(_read_entries(data, "after"))
    whole = _tabulate(_read_entries(data, "vague", "vague") + _read_entries(data, "fixed", "fixed"))
    shares = _tabulate(_read_entries(data, "share", "share"))
    ids = {name: data[name][0]["id"] for name in ("cardinal", "scale", "collective", "half") if data.get(name)}
    bare = frozenset(scales).union(*(row.get("bare", ()) for row in data.get("collective", ())))
    fraction: Mapping[str, Any] = next((row for row in data.get("share", ()) if "denominators" in row), {"id": ""})
    ids["fraction"] = fraction["id"]
    joins = {name: frozenset(words.get(name, ())) for name in _JOINS}
    joins["fraction"] = frozenset(fraction.get("next", ()))
    values = frozenset(cardinals).union(
        scales, bare, scale_plurals, collective_plurals, halves, whole, shares, words["articles"]
    )
    return NumberWords(
        language=data["language"],
        grammar=data["grammar"],
        cardinals=cardinals,
        scales=scales,
        scale_plurals=scale_plurals,
        collectives=collectives,
        collective_plurals=collective_plurals,
        halves=halves,
        denominators=denominators,
        bare=bare,
        ids=ids,
        before=before,
        after=after,
        hyphen_after=_read_hyphens(data.get("after", ())),
        whole=whole,
        shares=shares,
        unit_after=_tabulate(_read_entries(data, "unit_after")),
        unit_before={entry.words[0]: entry for entry in _read_entries(data, "unit_before")},
        articles=frozenset(words["articles"]),
        superlative=frozenset(words.get("superlative", ())),
        joins=joins,
        range_joins=joins["and"] | joins["to"] | joins["or"] | joins["dash"] | joins["perhaps"] | _PARTED,
        year_before=frozenset(data.get("years", {}).get("before", ())),
        clock_before=frozenset(data.get("clock", {}).get("before", ())),
        clock_after=frozenset(data.get("clock", {}).get("after", ())),
        change=frozenset(data.get("change", {}).get("words", ())),
        change_reach=data.get("change", {}).get("reach", 0),
        age_before=frozenset(data.get("ages", {}).get("before", ())),
        age_phrases=frozenset(data.get("ages", {}).get("phrases", ())),
        ages=_read_ages(data.get("ages", {}), cardinals),
        address=frozenset(data.get("address", {}).get("words", ())),
        address_before=frozenset(data.get("address", {}).get("before", ())),
        values=values,
        starters=values | frozenset(before),
    )
