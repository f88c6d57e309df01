"""Keys, signed notes, cosignatures and checkpoints, against published examples of Go's note package and of C2SP."""

import base64
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.ledger.checkpoints import Checkpoint, CheckpointError, parse_checkpoint, write_checkpoint
from cenotaph.ledger.keys import (
    KeyKind,
    KeyTextError,
    SignerKey,
    parse_signer_key,
    parse_verifier_key,
    write_signer_key,
)
from cenotaph.ledger.notes import (
    Note,
    NoteError,
    Signature,
    add_signature,
    list_unknown,
    parse_note,
    sign_note,
    verify_note,
    write_note,
)

# The example of Go's note package (golang.org/x/mod/sumdb/note), from which C2SP signed-note comes: keys and texts.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = (
    TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
SUM = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
# The example of C2SP tlog-checkpoint; its signature carries the id of the key above under another name, so only
# its form can be tried. The cosignature is that of C2SP tlog-cosignature, whose key is not published.
CHECKPOINT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
CHECKPOINT_LINE = (
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
COSIGNATURE_LINE = (
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)

LOG = SignerKey("record.example/khasm", KeyKind.NOTE, bytes(range(32)))
WITNESS = SignerKey("witness.example/one", KeyKind.COSIGNATURE, bytes(range(1, 33)))
AT = dt.datetime(2016, 5, 11, 20, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("text", [NEUMANN, ENOCH, SUM])
def test_published_keys(text: str) -> None:
    assert str(parse_verifier_key(text)) == text


def test_published_secret_key() -> None:
    key = parse_signer_key(NEUMANN_SECRET)
    assert str(key.verifier) == NEUMANN
    assert write_signer_key(key) == NEUMANN_SECRET


def test_published_note() -> None:
    note = parse_note(SIGNED)
    assert note.text == TEXT
    assert [str(one.key) for one in verify_note(note, [parse_verifier_key(NEUMANN)])] == [NEUMANN]
    assert sign_note(TEXT, parse_signer_key(NEUMANN_SECRET)) == note.signatures[0]
    assert write_note(note) == SIGNED


def test_published_note_of_two() -> None:
    note = parse_note(SIGNED + ENOCH_LINE)
    keys = [parse_verifier_key(text) for text in (NEUMANN, ENOCH)]
    assert [one.key for one in verify_note(note, keys)] == keys
    assert [s.name for s in list_unknown(note, keys[:1])] == ["EnochRoot"]


def test_published_checkpoint() -> None:
    note = parse_note(f"{CHECKPOINT}\n{CHECKPOINT_LINE}{COSIGNATURE_LINE}")
    checkpoint = parse_checkpoint(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert write_checkpoint(checkpoint) == CHECKPOINT
    assert note.signatures[0].key_id == parse_verifier_key(SUM).id
    # The moment that the published text states beside it: time 1679315147.
    assert int.from_bytes(note.signatures[1].value[:8], "big") == 1679315147
    assert len(note.signatures[1].value) == 72


def test_other_logs_may_have_any_line_for_an_origin() -> None:
    text = "go.sum database tree\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nfurther\n"
    checkpoint = parse_checkpoint(text)
    assert checkpoint.extensions == ("further",)
    assert write_checkpoint(checkpoint) == text


def test_the_id_of_a_cosignature_key_is_its_own() -> None:
    assert WITNESS.verifier.id != SignerKey(WITNESS.name, KeyKind.NOTE, WITNESS.seed).verifier.id
    assert parse_verifier_key(str(WITNESS.verifier)) == WITNESS.verifier
    assert parse_signer_key(write_signer_key(WITNESS)) == WITNESS


def test_a_cosignature_says_when() -> None:
    signature = sign_note(CHECKPOINT, WITNESS, AT)
    note = Note(CHECKPOINT, (sign_note(CHECKPOINT, LOG), signature))
    assert [one.at for one in verify_note(note, [LOG.verifier, WITNESS.verifier])] == [None, AT]
    # What is signed, written out as C2SP tlog-cosignature has it.
    message = f"cosignature/v1\ntime {int(AT.timestamp())}\n{CHECKPOINT}".encode()
    assert signature.value[8:] == WITNESS.sign(message)
    later = (int(AT.timestamp()) + 1).to_bytes(8, "big") + signature.value[8:]
    with pytest.raises(NoteError, match="does not hold"):
        verify_note(Note(CHECKPOINT, (Signature(WITNESS.name, signature.key_id, later),)), [WITNESS.verifier])
    endless = b"\xff" * 8 + signature.value[8:]
    with pytest.raises(NoteError, match="no moment"):
        verify_note(Note(CHECKPOINT, (Signature(WITNESS.name, signature.key_id, endless),)), [WITNESS.verifier])


@pytest.mark.parametrize("at", [None, AT.replace(tzinfo=None)])
def test_a_cosignature_without_a_moment_is_refused(at) -> None:
    with pytest.raises(ValueError, match="says when"):
        sign_note(CHECKPOINT, WITNESS, at)


def test_a_second_signature_of_a_key_takes_the_place_of_the_first() -> None:
    note = Note(CHECKPOINT, (sign_note(CHECKPOINT, WITNESS, AT), sign_note(CHECKPOINT, LOG)))
    again = add_signature(note, sign_note(CHECKPOINT, WITNESS, AT + dt.timedelta(hours=1)))
    assert [s.name for s in again.signatures] == [WITNESS.name, LOG.name]
    assert again != note
    assert add_signature(Note(CHECKPOINT), note.signatures[1]).signatures == (note.signatures[1],)


def test_who_signed_must_be_known() -> None:
    note = parse_note(SIGNED)
    with pytest.raises(NoteError, match="none of the known keys"):
        verify_note(note, [parse_verifier_key(ENOCH)])
    with pytest.raises(NoteError, match="no key is known"):
        verify_note(note, [])


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("", "no empty line"),
        (TEXT, "no empty line"),
        (TEXT + "\n", "no signature"),
        (SIGNED.removesuffix("\n"), "cut off"),
        (SIGNED.replace("— ", "- "), "signature 1"),
        (SIGNED.replace("PeterNeumann", "Peter+Neumann"), "cannot name a key"),
        (SIGNED.replace("x08go", "x08g!"), "signature 1"),
        (SIGNED.replace("JnAM=", "JnAN="), "signature 1"),
        (SIGNED.replace(SIGNED.split(" ")[-1], "x08gow==\n"), "signature 1"),
        (SIGNED.replace("think", "th\tink"), "control characters"),
        (SIGNED.replace("think", "th\ud800ink"), "UTF-8"),
        (SIGNED + ENOCH_LINE * 100, "more than 100"),
        ("x" * 1_000_001, "too long"),
    ],
)
def test_what_is_no_note(message: str, words: str) -> None:
    with pytest.raises(NoteError, match=words):
        parse_note(message)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n9999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "a\n1\nAAAA\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nb\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(CheckpointError):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "name\\+id\\+key"),
        ("PeterNeumann", "name\\+id\\+key"),
        (NEUMANN.replace("c74f20a3", "c74f20a4"), "does not belong"),
        (NEUMANN.replace("PeterNeumann", "PeterNeuman"), "does not belong"),
        (NEUMANN.replace("Peter", "Peter "), "cannot name a key"),
        ("a+00000000+" + base64.b64encode(b"\x02" + bytes(32)).decode(), "of kind 2"),
        ("a+00000000+" + base64.b64encode(b"\x01" + bytes(31)).decode(), "32 bytes, not 31"),
        (NEUMANN_SECRET, "does not belong|name\\+id\\+key"),
    ],
)
def test_what_is_no_key(text: str, words: str) -> None:
    with pytest.raises(KeyTextError, match=words):
        parse_verifier_key(text)


@pytest.mark.parametrize(
    "text", [NEUMANN, NEUMANN_SECRET.replace("AYEK", "AYEL"), NEUMANN_SECRET[:-4], NEUMANN_SECRET + "A"]
)
def test_a_secret_is_never_in_a_message(text: str) -> None:
    with pytest.raises(KeyTextError) as raised:
        parse_signer_key(text)
    assert "KFALVFGyNhPJEMzD1" not in str(raised.value)
    assert "seed" not in repr(parse_signer_key(NEUMANN_SECRET))


@given(st.text(max_size=30).filter(lambda text: "\n\n" not in text), st.data())
def test_any_text_that_a_note_may_have_is_signed_and_read_back(text: str, data) -> None:
    text += "\n"
    try:
        note = Note(text, (sign_note(text, LOG),))
    except NoteError:
        assert any((ord(c) < 0x20 and c != "\n") or 0xD800 <= ord(c) < 0xE000 for c in text)
        return
    if text == "\n":
        return
    message = write_note(note)
    assert parse_note(message) == note
    verify_note(note, [LOG.verifier])
    raw = message.encode()
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    altered = (int.from_bytes(raw, "big") ^ (1 << bit)).to_bytes(len(raw), "big")
    with pytest.raises((NoteError, UnicodeDecodeError)):
        verify_note(parse_note(altered.decode()), [LOG.verifier])


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_checkpoints_are_read_back(size: int, root: bytes) -> None:
    checkpoint = Checkpoint("record.example/khasm", size, root)
    assert parse_checkpoint(write_checkpoint(checkpoint)) == checkpoint
