"""The day and the language a document does not state: taken from the options, recognised, or left open with a note."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import Note
from cenotaph.archive.text import recognise_language

_UNDETERMINED = "und"


def fill_gaps(
    name: str,
    documents: Sequence[Document],
    published: dt.date | None,
    language: str | None,
    packs: Collection[str],
    trials: Collection[str] = (),
) -> tuple[list[Document], list[Note]]:
    """The documents of the file `name` that can be read, each with its language, and notes on days and languages.

    `published` and `language` stand for what a document does not state; `packs` are the languages that can be read,
    `trials` those of them whose pack is a trial, which is used only where the language is stated.
    A day is never guessed: a document without one is read, and its periods that need one stay empty.
    """
    kept: list[Document] = []
    undated: list[str] = []
    refused: dict[str, list[str]] = {}
    tried: dict[str, list[str]] = {}
    for document in documents:
        stated = document.language or language
        code = stated or recognise_language(document.text)
        if code not in packs or (code in trials and not stated):
            refused.setdefault(code, []).append(document.id)
            continue
        day = document.published or published
        if day is None:
            undated.append(document.id)
        if code in trials:
            tried.setdefault(code, []).append(document.id)
        kept.append(replace(document, language=code, published=day))
    notes = [Note(name, _word_refusal(name, code, ids, packs, trials), fault=True) for code, ids in refused.items()]
    notes += [Note(name, _word_trial(name, code, ids), fault=False) for code, ids in tried.items()]
    if undated:
        text = (
            f"has no day of publication{_word_ids(name, undated)}: none was assumed, and words such as “on Tuesday” "
            "were left without a day. Give the day with --published."
        )
        notes.append(Note(name, text, fault=True))
    return kept, notes


def _word_trial(name: str, code: str, ids: Sequence[str]) -> str:
    return (
        f"was read with the trial pack for “{code}”{_word_ids(name, ids)}, which knows few words: harm it tells of may "
        "be missing. Check it against the report."
    )


def _word_refusal(name: str, code: str, ids: Sequence[str], packs: Collection[str], trials: Collection[str]) -> str:
    known = ", ".join(sorted(set(packs) - set(trials)))
    if code == _UNDETERMINED:
        return f"holds no words{_word_ids(name, ids)} and was left out."
    if code in trials:
        return (
            f"is in a language whose pack is a trial, “{code}”{_word_ids(name, ids)}, and was left out: that pack "
            f"knows few words. To read it all the same, say --language {code}, and check what it finds against the "
            "report."
        )
    return (
        f"is in a language without a pack, “{code}”{_word_ids(name, ids)}, and was left out; "
        f"there are packs for: {known}. If that is not its language, give the right one with --language."
    )


def _word_ids(name: str, ids: Sequence[str]) -> str:
    if list(ids) == [name]:
        return ""
    shown = ", ".join(ids[:3])
    return (
        f" (document {shown})"
        if len(ids) == 1
        else f" ({len(ids):,} documents: {shown}{', …' if len(ids) > 3 else ''})"
    )
