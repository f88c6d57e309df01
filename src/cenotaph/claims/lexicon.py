"""The lexicon of a language: words and phrases with their classes, read from the pack's TOML files and checked."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from cenotaph.claims.declaration import Declaration, read_declaration
from cenotaph.claims.inflection import STRATEGIES, VERB_FORMS, Inflection, inflect_noun, inflect_verb
from cenotaph.claims.sought import Sought
from cenotaph.claims.tables import LexiconError, parse_table
from cenotaph.values.folding import fold, fold_in_place

# Files of a pack that other modules read: word lists with a form of their own.
_OTHER_FILES = frozenset({"pack.toml", "rules.toml", "numbers.toml", "periods.toml", "statements.toml", "events.toml"})
# The file whose words are searched in whole sentences: they set a frame and must not hide the words inside them.
_FRAMES = "frames.toml"
# The frames that the reading asks for, whatever the language; a pack that has no words for one never sets it.
FRAMES = (
    "cumulative", "several", "of_several", "address", "nth_time", "apart", "background", "earlier", "answered", "aside",
    "at_once", "received", "relative", "fatal_end", "longer_ago", "lament", "lives", "worse", "nearby", "total",
    "dispute", "planned", "denial", "former", "said_before", "these", "update", "refuted", "links", "noncommittal",
    "refusal", "unreal", "superlative", "turn", "under_way", "opening", "roll", "roll_of", "nobody", "preliminary",
    "no_word", "succumbed", "withdrawn", "again", "reported", "mistaken", "these_attacks", "ranked", "ranked_dying",
    "by_hand", "days_after", "plea", "first_version", "unrelated", "untrue", "in_court", "links_first", "links_last",
    "links_on", "only_these", "grave", "else", "set_apart",
)  # fmt: skip
_SIGNS = "[\u0640\u064b-\u0652]*"  # as fold_in_place leaves them
_NEVER = Sought(r"(?!)")
# How words are made alike before they are compared.
_FOLDINGS: Mapping[str, Callable[[str], str]] = {"lower": str.lower, "fold": fold}
# Frames are searched in whole sentences, where offsets must hold.
_FOLDED_FRAMES: Mapping[str, Callable[[str], str]] = {"lower": str.lower, "fold": fold_in_place}
_LISTS = ("words", "nouns", "verbs", "participles")
_FIELDS = frozenset(
    {"id", "class", "must", "must_not", "behind", *_LISTS}
    | {"outcome", "group", "status", "sex", "role", "number", "least", "kin", "weapon"}
    | {"kind", "level", "locates", "through", "messenger", "elsewhere", "anyone", "accused", "found", "things"}
    | {"name", "first_person", "personal"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the lexicon: a lasting id, the class of its words, and the fields that go with them."""

    id: str
    cls: str
    fields: Mapping[str, str | bool]
    must: str
    must_not: str

    def __hash__(self) -> int:
        return hash(self.id)


class Tag(NamedTuple):
    """What the lexicon says of a word: the entry, the form ("word", "singular", "past", ...), and the name of
    the class that patterns ask for ("harm_participle", "person")."""

    entry: Entry
    form: str
    cls: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language. `words` maps a folded word to its tags; `phrases` the first word of a phrase to
    (all its words, tags), longest first; `frames` holds, for each class of frames.toml, the words that set a frame
    for a whole sentence, to be searched in its folded text; `version` is a digest of the pack's files, `declared`
    what the pack says of itself."""

    language: str
    version: str
    declared: Declaration
    entries: tuple[Entry, ...]
    words: Mapping[str, tuple[Tag, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Tag, ...]], ...]]
    frames: Mapping[str, Sought]


@cache
def available_languages() -> tuple[str, ...]:
    """The languages that have a pack, as ISO 639-1 codes, sorted."""
    packs = (each for each in files(__package__).joinpath("lexicon").iterdir() if each.is_dir())
    return tuple(sorted(each.name for each in packs if each.joinpath("pack.toml").is_file()))


@cache
def trial_languages() -> frozenset[str]:
    """The languages whose pack is a trial: read only where somebody has stated the language of a report."""
    packs = files(__package__).joinpath("lexicon")
    texts = {code: packs.joinpath(code, "pack.toml").read_text("utf-8") for code in available_languages()}
    return frozenset(code for code, text in texts.items() if read_declaration(text, code).stage == "trial")


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of a language. Raises LexiconError if there is no pack, or an entry of it is wrong."""
    folder = files(__package__).joinpath("lexicon", language)
    if not folder.joinpath("pack.toml").is_file():
        known = ", ".join(available_languages())
        raise LexiconError(f"there is no pack for the language {language!r}; there are packs for: {known}")
    texts = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".toml")}
    version = hashlib.sha256("\0".join(f"{name}\0{texts[name]}" for name in sorted(texts)).encode()).hexdigest()[:12]
    declared = read_declaration(texts["pack.toml"], language)
    strategy, fold_word = STRATEGIES[declared.inflection], _FOLDINGS[declared.folding]
    fold_frame = _FOLDED_FRAMES[declared.folding]
    entries: dict[str, Entry] = {}
    forms: dict[str, list[Tag]] = {}
    frames: dict[str, list[str]] = {}
    for name in sorted(texts.keys() - _OTHER_FILES):
        for row in parse_table(texts[name], f"lexicon/{language}/{name}").get("entry", ()):
            entry = _read_entry(row, name)
            if entry.id in entries:
                raise LexiconError(f"{name}: two entries are called {entry.id!r}; ids must last and be unique")
            entries[entry.id] = entry
            for written, tag in _list_forms(row, entry, strategy, name):
                word = fold_word(written)
                if name == _FRAMES:
                    frames.setdefault(entry.cls, []).append(fold_frame(written))
                elif tag not in forms.setdefault(word, []):
                    forms[word].append(tag)
    return Lexicon(
        language,
        version,
        declared,
        tuple(entries.values()),
        MappingProxyType({word: tuple(tags) for word, tags in forms.items() if " " not in word}),
        MappingProxyType(_index_phrases(forms)),
        MappingProxyType(
            {cls: _search_for(frames[cls], declared.folding) if cls in frames else _NEVER for cls in FRAMES}
        ),
    )


def _search_for(words: list[str], folding: str) -> Sought:
    if not words:
        return _NEVER
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    # "#" stands for any one word ("in # years").
    written = [re.escape(word).replace(r"\#", r"[\w-]+") for word in longest_first]
    joined = ""
    if folding == "fold":
        joined = f"(?:[وف]{_SIGNS})?"  # "and" is written on to the word after it
        # Vowel signs keep their place in the sentence, so that offsets hold: they may stand after any letter.
        written = [
            re.sub(r"(\w)", lambda letter: letter[0] + _SIGNS, word).replace("#", r"\S+") for word in longest_first
        ]
    either = "|".join(written)
    return Sought(rf"(?<!\w){joined}(?:{either})(?!\w)")


def _read_entry(row: Mapping[str, object], name: str) -> Entry:
    where = f"{name}, entry {row.get('id', '(no id)')!r}"
    if unknown := row.keys() - _FIELDS:
        raise LexiconError(f"{where}: unknown field {', '.join(sorted(unknown))}; see docs/reference/lexicon.md")
    if missing := {"id", "class", "must", "must_not"} - row.keys():
        raise LexiconError(f"{where}: the field {', '.join(sorted(missing))} is missing")
    if not any(key in row for key in _LISTS):
        raise LexiconError(f"{where}: has no words; give one of {', '.join(_LISTS)}")
    kept = {k: v for k, v in row.items() if k not in _LISTS and isinstance(v, str | bool)}
    extra = {k: v for k, v in kept.items() if k not in ("id", "class", "must", "must_not")}
    return Entry(str(row["id"]), str(row["class"]), MappingProxyType(extra), str(row["must"]), str(row["must_not"]))


def _list_forms(row: Mapping[str, object], entry: Entry, strategy: Inflection, name: str) -> Iterator[tuple[str, Tag]]:
    def listed(key: str) -> list[str]:
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            raise LexiconError(f"{name}, entry {entry.id!r}: {key} must be a list of words")
        return [each for written in value for each in _spell_out(written)]

    behind = listed("behind")
    for word in listed("words"):
        for written in [f"{before} {word}" for before in behind] or [word]:
            yield written, Tag(entry, "word", entry.cls)
    for word in listed("participles"):
        yield word, Tag(entry, "participle", f"{entry.cls}_participle")
    for noun in listed("nouns"):
        for form, written in inflect_noun(noun, strategy):
            yield written, Tag(entry, form, entry.cls)
    for verb in listed("verbs"):
        if strategy.conjugate is not None:
            for form, written in strategy.conjugate(verb):
                yield written, Tag(entry, form, entry.cls)
            continue
        try:
            for form, written in zip(VERB_FORMS, inflect_verb(verb, strategy), strict=True):
                yield written, Tag(entry, form, f"{entry.cls}_{form}")
        except ValueError as problem:
            raise LexiconError(f"{name}, entry {entry.id!r}: {problem}") from problem


def _spell_out(written: str) -> list[str]:
    """What a phrase with alternatives stands for: "in {a,another} raid" for "in a raid" and "in another raid"."""
    pieces = re.split(r"\{([^{}]*)\}", written)
    choices = [piece.split(",") if n % 2 else [piece] for n, piece in enumerate(pieces)]
    return ["".join(chosen) for chosen in product(*choices)]


def _index_phrases(
    forms: Mapping[str, list[Tag]],
) -> dict[str, tuple[tuple[tuple[str, ...], tuple[Tag, ...]], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Tag, ...]]]] = {}
    for written, tags in forms.items():
        words = tuple(written.split(" "))
        if len(words) > 1:
            by_first.setdefault(words[0], []).append((words, tuple(tags)))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in by_first.items()}
