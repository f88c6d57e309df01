"""The verifier that goes with an export: run as its readers run it, on good exports and on altered ones."""

import ast
import random
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from cenotaph.ledger.export import write_export
from cenotaph.ledger.notes import write_note
from cenotaph.ledger.verifier import Fault, describe, parse_key, verify_checkpoint, verify_export
from tests.ledger.logs import OTHER, OWNER, STRANGER, WITNESS, make_log

KEYS = [parse_key(str(OWNER.verifier)), parse_key(str(WITNESS.verifier))]
LOG = make_log(40, closed=(7, 23))
WHOLE = LOG.export([8, 21, 40])
PART = LOG.export([21, 40], chosen=[3, 7, 20, 39])


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder with the verifier alone, as it is handed on."""
    (tmp_path / "verify.py").write_bytes(files("cenotaph.ledger").joinpath("verifier.py").read_bytes())
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # -I: neither the project nor anything beside the script can be imported.
    command = [sys.executable, "-I", "verify.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def verify(text: str, known=KEYS, earlier=()):
    return verify_export(text.splitlines(keepends=True), known, earlier)


def test_it_needs_nothing_but_cryptography() -> None:
    tree = ast.parse(files("cenotaph.ledger").joinpath("verifier.py").read_text(encoding="utf-8"))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    others = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)
    assert others == {"cryptography"}


def test_a_good_export_run_as_a_program(beside: Path) -> None:
    (beside / "log.jsonl").write_text(WHOLE, encoding="utf-8")
    (beside / "keys.txt").write_text(f"# known keys\n{OWNER.verifier}\n{WITNESS.verifier}\n", encoding="utf-8")
    done = run(beside, "log.jsonl", "--keys", "keys.txt")
    assert done.returncode == 0, done.stderr
    assert "The log of record.example/khasm holds: 40 entries, every entry checked" in done.stdout
    assert "destroyed or withheld: 2" in done.stdout
    assert "Timestamps over it, which are not verified here: 1." in done.stdout
    assert "Checkpoint of 8 entries: signed by record.example/khasm, witness.example/one." in done.stdout


def test_an_altered_export_run_as_a_program(beside: Path) -> None:
    (beside / "log.jsonl").write_text(WHOLE.replace("12; twelve", "12; eleven", 1), encoding="utf-8")
    done = run(beside, "log.jsonl", "--key", str(OWNER.verifier), "--key", str(WITNESS.verifier))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "NOT AS SIGNED: entry 0 was altered: its content is not what was committed to.\n"


def test_without_a_key_nothing_is_vouched_for(beside: Path) -> None:
    (beside / "log.jsonl").write_text(LOG.export([40], key=STRANGER), encoding="utf-8")
    done = run(beside, "log.jsonl")
    assert done.returncode == 2
    assert "WHO SIGNED IT WAS NOT CHECKED" in done.stderr
    assert "signed by no key that you gave" in done.stdout
    assert "no known key" in run(beside, "log.jsonl", "--key", str(OWNER.verifier)).stderr


@pytest.mark.parametrize("arguments", [("nowhere.jsonl",), ("log.jsonl", "--keys", "nowhere.txt")])
def test_files_that_are_not_there(beside: Path, arguments: tuple[str, ...]) -> None:
    (beside / "log.jsonl").write_text(WHOLE, encoding="utf-8")
    done = run(beside, *arguments)
    assert done.returncode == 2
    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_bytes_that_are_no_text(beside: Path) -> None:
    (beside / "log.jsonl").write_bytes(WHOLE.encode()[:-9] + b"\xff\xfe")
    assert "not UTF-8" in run(beside, "log.jsonl", "--key", str(OWNER.verifier)).stderr


def test_an_earlier_checkpoint_shows_a_changed_history(beside: Path) -> None:
    (beside / "log.jsonl").write_text(WHOLE, encoding="utf-8")
    key = ("--key", str(OWNER.verifier))
    for size, log, words in (
        (13, LOG, ""),
        (13, make_log(40, story="nobody was killed"), "history was changed"),
        (41, make_log(41), "has 41 entries"),
    ):
        (beside / "kept.txt").write_text(write_note(log.sign(size, witness=False).note), encoding="utf-8")
        done = run(beside, "log.jsonl", "--earlier", "kept.txt", *key)
        assert (done.returncode == 0) == (words == "")
        assert words in done.stderr


def test_a_part_is_proved_entry_by_entry() -> None:
    found = verify(PART)
    assert (found.entries, found.closed, found.whole) == (4, 1, False)
    assert "4 of its entries checked" in describe(found, KEYS)[0]
    with pytest.raises(Fault, match="ask for all"):
        verify(PART, earlier=[write_note(LOG.sign(13).note)])
    verify(PART, earlier=[write_note(LOG.sign(21).note)])
    with pytest.raises(Fault, match="of another log"):
        verify(PART, known=[*KEYS, parse_key(str(OTHER.verifier))], earlier=[write_note(LOG.sign(21, OTHER).note)])


def test_a_consistent_forgery_under_the_owners_signature_is_found() -> None:
    """Every line holds by itself; only the signed root tells."""
    forged = make_log(40, story="nobody was killed")
    lines = WHOLE.splitlines(keepends=True)
    entries = list(LOG.entries)
    entries[30] = forged.entries[30]
    again = write_export(
        [LOG.sign(size) for size in (8, 21, 40)], [OWNER.verifier, WITNESS.verifier], entries, LOG.read, True
    )
    text = "".join(again)
    assert text.splitlines(keepends=True)[0] == lines[0]
    with pytest.raises(Fault, match="entries 21 to 39 are not those that were signed"):
        verify(text)


def test_a_cosignature_by_a_key_that_is_only_listed_is_told_of() -> None:
    sentences = describe(verify(WHOLE, known=KEYS[:1]), KEYS[:1])
    assert "also witness.example/one, whose keys you did not give" in sentences[-2]
    with pytest.raises(Fault, match="no known key of record"):
        verify(WHOLE, known=KEYS[1:])
    with pytest.raises(Fault, match="neither known nor listed"):
        verify_checkpoint(write_note(LOG.sign(8).note), KEYS[:1], [])
    assert verify_checkpoint(write_note(LOG.sign(8).note), KEYS[:1]).known == (OWNER.name,)


def alter(raw: bytes, chance: random.Random) -> tuple[str, bytes]:
    """One alteration of a file of lines: a bit, a row removed, inserted (a copy, or one of another log), or moved."""
    lines = raw.splitlines(keepends=True)
    kind = chance.choice(["bit", "removed", "inserted", "foreign", "moved", "cut"])
    at = chance.randrange(len(lines))
    if kind == "bit":
        bit = chance.randrange(len(raw) * 8)
        return kind, (int.from_bytes(raw, "big") ^ (1 << bit)).to_bytes(len(raw), "big")
    if kind == "removed":
        del lines[at]
    elif kind == "inserted":
        lines.insert(at, lines[chance.randrange(len(lines))])
    elif kind == "foreign":
        lines.insert(at, chance.choice(FOREIGN))
    elif kind == "moved":
        other = chance.choice([number for number in range(len(lines)) if number != at])
        lines[at], lines[other] = lines[other], lines[at]
    else:
        return kind, raw[: chance.randrange(len(raw))]
    return kind, b"".join(lines)


FOREIGN = make_log(40, story="two people were hurt").export([40]).encode().splitlines(keepends=True)


def first_difference(raw: bytes, altered: bytes) -> int:
    """The first line that is not as it was, from 0."""
    pairs = zip(raw.split(b"\n"), altered.split(b"\n"), strict=False)
    return next(number for number, (one, other) in enumerate(pairs) if one != other)


@pytest.mark.parametrize("raw", [WHOLE.encode(), PART.encode()], ids=["whole", "part"])
def test_each_of_a_thousand_single_alterations_is_found(raw: bytes, beside: Path) -> None:
    chance = random.Random(20160511)
    counts: dict[str, int] = {}
    for _ in range(1000):
        kind, altered = alter(raw, chance)
        assert altered != raw
        counts[kind] = counts.get(kind, 0) + 1
        with pytest.raises((Fault, UnicodeDecodeError)):
            verify(altered.decode())
    assert min(counts.values()) > 100, counts


def test_the_first_bad_entry_is_named() -> None:
    raw, chance = WHOLE.encode(), random.Random(7)
    named = 0
    for _ in range(400):
        kind, altered = alter(raw, chance)
        line = first_difference(raw, altered)
        if kind == "cut" or not 1 <= line <= 40:
            continue
        try:
            text = altered.decode()
        except UnicodeDecodeError:
            continue
        with pytest.raises(Fault) as raised:
            verify(text)
        # The head is line 0, so entry 0 is on line 1. What no longer reads as a line of JSON is named by its line.
        assert f"entry {line - 1}" in str(raised.value) or f"line {line + 1} " in str(raised.value), (
            kind,
            raised.value,
        )
        named += 1
    assert named > 200


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"whole":true', '"whole":false', "altered"),
        ("cenotaph-log/1", "cenotaph-log/2", "not the head"),
        ('"entry":5', '"entry":true', "entry 5"),
        ('"entry":5', '"entry":5e400', "line 7"),
        ('"content":null', '"content":"gone"', "content or its salt was taken out"),
        ('"timestamps":[', '"timestamps":[1,', "head"),
        ('"from":8', '"from":7', "proof from 8 to 21"),
        ('"proof":null', '"proof":[]', "proof was altered"),
        ('"whole":true', '"whole":true,"x":1', "head"),
    ],
)
def test_fields_that_are_altered(old: str, new: str, words: str) -> None:
    assert old in WHOLE
    with pytest.raises(Fault, match=words):
        verify(WHOLE.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "\n", "[]\n", "{}\n", "[" * 100_000 + "\n", '{"entry": 1}\n', "9" * 5000 + "\n"])
def test_files_that_are_no_export(text: str) -> None:
    with pytest.raises(Fault):
        verify(text)


@pytest.mark.parametrize(
    "text", ["", "x", "a+b+c", f"{OWNER.verifier}A", str(OWNER.verifier).replace("khasm", "khasn")]
)
def test_texts_that_are_no_key(text: str) -> None:
    with pytest.raises(Fault):
        parse_key(text)


def test_a_log_without_a_checkpoint_is_not_exported() -> None:
    with pytest.raises(ValueError, match="there is none"):
        list(write_export([], [], [], LOG.read, True))
