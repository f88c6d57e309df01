"""Words of Arabic reports that the pack does not know: Arabic has no capitals, so any of them may be a name."""

import re

from cenotaph.claims.arabic.clitics import part_word
from cenotaph.claims.arabic.words import ArabicWords
from cenotaph.values.folding import fold

_WORD = re.compile(r"[\u0620-\u064a][\u0620-\u065f\u0670]*")
# What parts one run from the next: anything but a space, the stroke of a hashtag or a mark of quotation.
_BREAK = re.compile(r"[^\u0620-\u065f\u0670\s_#\"“”«»]|\n")
_LONGEST = 4
# Words that begin names or stand in them, though the pack knows them.
_IN_NAMES = frozenset({"name_head", "town_head", "name_part", "name_tail"})
_SHORTEST = 3


def find_unread(text: str, words: ArabicWords) -> tuple[str, ...]:
    """Runs of up to four words that the pack does not know, with what is written on to the first of them, folded, each
    once and in the order of the text."""
    found: dict[str, None] = {}
    for clause in _BREAK.split(text):
        run: list[str] = []
        for written in (*_WORD.findall(clause), ""):
            word = fold(written)
            if _may_be_name(word, words) and len(run) < _LONGEST:
                run.append(word)
                continue
            if any(len(each) >= _SHORTEST and not _is_known(each, words) for each in run):
                found[" ".join(run)] = None
            run = [word] if _may_be_name(word, words) else []
    return tuple(found)


def _may_be_name(word: str, words: ArabicWords) -> bool:
    return bool(word) and (not _is_known(word, words) or _is_part(word, words))


def _is_known(word: str, words: ArabicWords) -> bool:
    return word in words.known or all(part in words.known for part in part_word(word, words.known))


def _is_part(word: str, words: ArabicWords) -> bool:
    last = part_word(word, words.known)[-1]
    return last in words.single and not words.single[last][0].isdisjoint(_IN_NAMES)
