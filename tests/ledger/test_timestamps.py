"""Timestamps by an authority that the tests make up."""

import datetime as dt

import pytest

from cenotaph.ledger.timestamps import TimestampError, check_answer, make_request, verify_timestamp
from tests.ledger.authority import make_authority, refuse
from tests.ledger.logs import make_log

AT = dt.datetime(2016, 5, 11, 20, 30, tzinfo=dt.UTC)
AUTHORITY = make_authority("Timestamps of the tests")
TEXT = make_log(8).sign(8).note.text
PEM = AUTHORITY.pem
ANSWER = AUTHORITY.answer(make_request(TEXT), AT)


def test_a_timestamp_says_when_and_who() -> None:
    check_answer(ANSWER, TEXT)
    stamp = verify_timestamp(ANSWER, TEXT, PEM)
    assert (stamp.at, stamp.authority) == (AT, "CN=Timestamps of the tests")


def test_two_requests_differ() -> None:
    assert make_request(TEXT) != make_request(TEXT)


def test_another_text_is_not_stamped() -> None:
    with pytest.raises(TimestampError, match="does not hold"):
        verify_timestamp(ANSWER, make_log(9).sign(9).note.text, PEM)
    with pytest.raises(TimestampError, match="another text"):
        check_answer(ANSWER, make_log(9).sign(9).note.text)


def test_the_authority_must_be_known() -> None:
    other = make_authority("Timestamps of the tests")
    with pytest.raises(TimestampError, match="does not hold"):
        verify_timestamp(ANSWER, TEXT, other.pem)
    verify_timestamp(ANSWER, TEXT, other.pem + PEM)
    for nothing in (b"", b"no certificate"):
        with pytest.raises(TimestampError, match="not in PEM"):
            verify_timestamp(ANSWER, TEXT, nothing)


def test_the_certificate_must_be_for_timestamps() -> None:
    other = make_authority("Code of the tests", stamps=False)
    with pytest.raises(TimestampError, match="does not hold"):
        verify_timestamp(other.answer(make_request(TEXT), AT), TEXT, other.pem)


def test_the_certificate_must_have_been_valid_then() -> None:
    late = AUTHORITY.answer(make_request(TEXT), dt.datetime(2019, 1, 1, tzinfo=dt.UTC))
    with pytest.raises(TimestampError, match="does not hold"):
        verify_timestamp(late, TEXT, PEM)


def test_a_refusal_says_why() -> None:
    with pytest.raises(TimestampError, match="the authority gave no timestamp: too many requests"):
        check_answer(refuse("too many requests"), TEXT)


@pytest.mark.parametrize("answer", [b"", b"<html>", ANSWER[:-1], ANSWER[:100], ANSWER + b"\0"])
def test_what_is_no_answer(answer: bytes) -> None:
    with pytest.raises(TimestampError, match="is no answer"):
        check_answer(answer, TEXT)


def test_no_changed_byte_makes_another_moment() -> None:
    for place in range(len(ANSWER)):
        altered = ANSWER[:place] + bytes([ANSWER[place] ^ 1]) + ANSWER[place + 1 :]
        try:
            stamp = verify_timestamp(altered, TEXT, PEM)
        except TimestampError:
            continue
        assert stamp.at == AT, place
