"""Timestamps (RFC 3161): the word of an authority outside the record that a checkpoint was there at a moment.

What is stamped is the text of a checkpoint, without its signatures. Requests and answers are bytes in DER, as they are
sent and as they are kept; who carries them is not of interest here.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any


class TimestampError(ValueError):
    """An answer of a timestamp authority, or the certificates to verify it by, cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Timestamp:
    """What a verified timestamp says: the moment (UTC), and who vouches for it, by the name in the certificate."""

    at: dt.datetime
    authority: str


@dataclass(frozen=True, slots=True)
class StampRequest:
    """A request for a timestamp, as it is sent, and the number chosen at random that its answer must repeat."""

    data: bytes
    nonce: int | None


def make_request(text: str) -> bytes:
    """The request for a timestamp over a checkpoint's text, as it is sent."""
    return prepare_request(text).data


def prepare_request(text: str) -> StampRequest:
    """The request for a timestamp over a checkpoint's text: its SHA-256, and a number chosen at random."""
    import rfc3161_client as client

    builder = client.TimestampRequestBuilder().data(text.encode()).hash_algorithm(client.HashAlgorithm.SHA256)
    built = builder.cert_request(cert_request=True).build()
    return StampRequest(built.as_bytes(), built.nonce)


def check_answer(answer: bytes, text: str, nonce: int | None = None) -> None:
    """Raises TimestampError if the answer grants no timestamp over the text, or answers another request than that of
    the nonce, where it is known. Who signed it is not verified."""
    import rfc3161_client as client

    response = _decode(answer)
    asked = client.TimestampRequestBuilder().data(text.encode()).hash_algorithm(client.HashAlgorithm.SHA256).build()
    try:
        stamped = response.tst_info.message_imprint
    except ValueError:
        raise TimestampError(_NO_ANSWER) from None
    if (stamped.hash_algorithm, stamped.message) != (
        asked.message_imprint.hash_algorithm,
        asked.message_imprint.message,
    ):
        raise TimestampError("the timestamp is over another text")
    if nonce is not None and response.tst_info.nonce != nonce:
        raise TimestampError("the timestamp answers another request: it may be an old one that was sent again")


def verify_timestamp(answer: bytes, text: str, certificates: bytes) -> Timestamp:
    """What the answer says of the text, by an authority under one of `certificates`, roots in PEM.

    The certificates must have been valid at the moment of the timestamp; they may have expired since. Raises
    TimestampError if it does not hold.
    """
    import rfc3161_client as client
    from cryptography import x509

    try:
        roots = x509.load_pem_x509_certificates(certificates)
    except ValueError:
        raise TimestampError("the certificates of timestamp authorities are not in PEM") from None
    response = _decode(answer)
    try:
        sent = [x509.load_der_x509_certificate(der) for der in response.signed_data.certificates]
        others = [certificate for certificate in sent if certificate not in roots]
        verifier = client.VerifierBuilder(roots=roots, intermediates=others).build()
        verifier.verify_message(response, text.encode())
        return Timestamp(response.tst_info.gen_time.astimezone(dt.UTC), _name_authority(response, sent))
    except (client.VerificationError, x509.InvalidVersion, ValueError) as error:
        raise TimestampError(f"the timestamp does not hold ({error})") from None


_NO_ANSWER = "it is no answer of a timestamp authority (RFC 3161), or it was cut off"


def _decode(answer: bytes) -> Any:
    import rfc3161_client as client

    try:
        response = client.decode_timestamp_response(answer)
        status, reasons = response.status, response.status_string
    except ValueError:
        raise TimestampError(_NO_ANSWER) from None
    if status != client.PKIStatus.GRANTED:
        raise TimestampError(f"the authority gave no timestamp: {'; '.join(reasons) or f'status {status}'}")
    return response


def _name_authority(response: Any, certificates: list[Any]) -> str:
    signer = next(iter(response.signed_data.signer_infos))
    for certificate in certificates:
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            return str(certificate.subject.rfc4514_string())
    return str(signer.issuer.rfc4514_string())
