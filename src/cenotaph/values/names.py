"""Comparing names across spellings and scripts: a consonant key that finds them, and a similarity that ranks them.

The key is built to be the same from Arabic script and from the many ways of writing it in Latin letters, and does no
harm to Spanish or Ukrainian: the article goes, vowels go (Arabic writes few of them), doubled letters become one, and
letters that writers use for one another become one class (q, k, g, gh; t, th; d, dh, z; b, p, v). Joined and
separate spellings meet, since words are put together without a space.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import Indel, LCSseq

from cenotaph.values.folding import fold

_SEPARATORS = str.maketrans({**dict.fromkeys('-_/.,;:()[]،؛–—"', " "), "'": None})
_ARABIC = re.compile("[\u0600-\u06ff]")

# Latin articles of Arabic names. The first always is one; the second only before the letter it has taken on
# ("ez-Zor", "ash-Sham"), since "an", "at" and "as" are words of their own.
_PLAIN_ARTICLES = frozenset({"al", "el", "ul", "il"})
_ASSIMILATED = re.compile(r"[aeiou](?:sh|ch|th|dh|[dlnrstz])")
_GLUED_ARTICLE = re.compile(r"[ae]l(?=[^aeiouyl])")
_CONSTRUCT = re.compile(r"(?<=[^aeiou])([aeiou]+[^aeiou]+[aeiou]*a|[^aeiou]+[ae])t$")
# "Hasakah", "Hasakeh" and "Hasaké" are one spelling of an ending that Arabic writes with one letter.
_FINAL_A = re.compile(r"(?<=[aeiou])h$|(?<=.)eh?$")
_DOUBLED = re.compile(r"(.)\1+")

# Letters as sounds: "c" stands for sh, "x" for kh, "8" for dh, which others write d or z. q and k, gh and g are one.
_LATIN_SOUNDS = {
    **dict.fromkeys(("tsch", "tch", "sch", "sh", "ch"), "c"),
    **dict.fromkeys(("dzh", "dj", "zh"), "j"),
    **dict.fromkeys(("ck", "qu", "q"), "k"),
    **{"kh": "x", "gh": "g", "th": "t", "dh": "8", "ph": "f", "ou": "u", "oo": "u", "ee": "i"},
}
_LATIN = re.compile("|".join(sorted(_LATIN_SOUNDS, key=len, reverse=True)) + "|c")
_ARABIC_SOUNDS = str.maketrans("ابپتثجچحخدذرزژسشصضطظغفڤقكگلمنهوي", "abpttjchxd8rzjscsdt8gfvkkglmnhwy", "ع")
_SPOKEN_H = ("اح", "وح", "يح")
_CLASSES = str.maketrans("pvgz8", "bbkdd")
_EITHER = str.maketrans("z8", "dd")
_VOWEL_LETTERS = frozenset("aiu")
_VOWELS = str.maketrans("", "", "aeiou")
_WEAK = str.maketrans("", "", "aeiouwy")
_LIGHT = str.maketrans("eoyw", "iuiu")
_DIPHTHONG = re.compile(r"a([iu])(?![aiu])")  # "Dayr" and "Deir", "Zawr" and "Zour" are spellings of one sound

# What a difference takes from a likeness of 1. Vowels weigh almost as much as consonants: names that share their
# consonants and differ in vowels are mostly different names. A different ending ("Jabla", "Jabli") is a different word.
# Set on the open half of the development set of places.
_CONSONANTS = 0.5
_LETTERS = 0.45
_OTHER_ENDING = 0.12
_OTHER_START = 0.06
_UNWRITTEN = 0.6  # long vowels of the Arabic spelling that the Latin one does not have


class NameForm(NamedTuple):
    """A name made ready for comparison: `key` is the consonant key, `light` the sounds with vowels a, i and u only,
    `scripted` True if the name was in Arabic script, which leaves short vowels out."""

    key: str
    light: str
    scripted: bool


def fold_name(text: str) -> str:
    """The name folded, without apostrophes, with one space for every separator: equal spellings become equal."""
    return " ".join(fold(text).translate(_SEPARATORS).split())


def choose_spelling(text: str, name: str) -> str:
    """`text`, a name as a report writes it, where only marks and case tell it from `name` ("Jalalabad" for
    "Jalālābād"), else `name`. Text in capitals or small letters only says nothing of how the name is written."""
    is_same = fold_name(text) == fold_name(name)
    return text if is_same and not text.isupper() and not text.islower() else name


def _strip_latin_articles(words: list[str]) -> list[str]:
    kept = []
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        if after and (word in _PLAIN_ARTICLES or (_ASSIMILATED.fullmatch(word) and after.startswith(word[1:]))):
            continue
        kept.append(_GLUED_ARTICLE.sub("", word, count=1) if len(word) > 5 and _GLUED_ARTICLE.match(word) else word)
    return kept


def _sound_of(match: re.Match[str]) -> str:
    letters = match.group()
    if letters != "c":
        return _LATIN_SOUNDS[letters]
    return "s" if match.string[match.end() : match.end() + 1] in ("e", "i", "y") else "k"


def _latin_sounds(words: list[str]) -> list[str]:
    kept = _strip_latin_articles(words)
    sounds = []
    for at, word in enumerate(kept):
        spoken = word
        if word[-1] in "eh":
            spoken = _FINAL_A.sub(lambda match: "" if match.group() == "h" else "a", word)
        elif word[-1] == "t" and at < len(kept) - 1:
            spoken = _CONSTRUCT.sub(r"\1", spoken)
        sounds.append(_LATIN.sub(_sound_of, spoken))
    return sounds


def _arabic_sounds(words: list[str]) -> list[str]:
    sounds = []
    for at, written in enumerate(words):
        word = written[2:] if written.startswith("ال") and len(written) > 3 else written
        last = at == len(words) - 1
        if len(word) > 2 and word.endswith("ه"):
            word = word[:-1] + "ا"
        elif len(word) > 2 and word.endswith(_SPOKEN_H):
            word = word[:-1]  # Latin spellings do not tell this h from the silent one
        elif not last and len(word) > 3 and word.endswith("ات"):
            word = word[:-1]
        sounds.append(word.translate(_ARABIC_SOUNDS))
    return sounds


def _key_of(word: str) -> str:
    first = word[:1] if word[:1] in ("w", "y") else ""
    return first + word[len(first) :].translate(_WEAK).translate(_CLASSES)


def form_folded(folded: str) -> NameForm:
    """The key and light form of a name folded by `fold_name`; another script than Arabic and Latin goes by anyascii."""
    scripted = bool(_ARABIC.search(folded))
    if scripted:
        words = _arabic_sounds(folded.split())
    else:
        plain = folded if folded.isascii() else fold_name(anyascii(folded))
        words = _latin_sounds([word for word in plain.split() if word.isalnum()])
    key = _DOUBLED.sub(r"\1", "".join(map(_key_of, words)))
    light = _DOUBLED.sub(r"\1", "".join(words).translate(_LIGHT))
    light = _DOUBLED.sub(r"\1", _DIPHTHONG.sub(r"\1", light))
    return NameForm(key, light, scripted)


@lru_cache(maxsize=20_000)
def form_of(text: str) -> NameForm:
    """The key and light form of a name in any script, remembered."""
    return form_folded(fold_name(text))


def similarity(one: NameForm, other: NameForm) -> float:
    """How alike two forms sound, 0 to 1. Between scripts, short vowels are left open: Arabic does not write them."""
    if "8" in one.light or "8" in other.light:
        one, other = (form._replace(light=form.light.translate(_EITHER)) for form in (one, other))
    consonants = Indel.normalized_similarity(one.light.translate(_VOWELS), other.light.translate(_VOWELS))
    alike = 1.0 - _CONSONANTS * (1.0 - (consonants + (one.key == other.key)) / 2)
    if _ending(one.light) != _ending(other.light):
        alike -= _OTHER_ENDING
    if one.scripted == other.scripted:
        alike -= _LETTERS * (1.0 - Indel.normalized_similarity(one.light, other.light))
        if (one.light[:1] in _VOWEL_LETTERS) != (other.light[:1] in _VOWEL_LETTERS):
            alike -= _OTHER_START
    else:
        written, spoken = (one.light, other.light) if one.scripted else (other.light, one.light)
        alike -= _UNWRITTEN * (1.0 - LCSseq.similarity(written, spoken) / max(1, len(written)))
    return max(0.0, alike)


def _ending(light: str) -> str:
    return light[len(light.rstrip("aiu")) :]
