"""A timestamp authority (RFC 3161) for the tests, with certificates of its own. The answers are put together in DER
here, since `cryptography` signs but writes no such messages, and the library under test only reads them."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client import _rust

SHA256 = "2.16.840.1.101.3.4.2.1"
ECDSA_SHA256 = "1.2.840.10045.4.3.2"
SIGNED_DATA = "1.2.840.113549.1.7.2"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
POLICY = "1.3.6.1.4.1.99999.1"


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def integer(number: int) -> bytes:
    return der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    body = bytes([40 * first + second])
    for number in rest:
        digits = [number & 0x7F]
        while number := number >> 7:
            digits.append(0x80 | (number & 0x7F))
        body += bytes(reversed(digits))
    return der(0x06, body)


def sequence(*parts: bytes) -> bytes:
    return der(0x30, *parts)


def set_of(*parts: bytes, tag: int = 0x31) -> bytes:
    return der(tag, *sorted(parts))


def octets(data: bytes) -> bytes:
    return der(0x04, data)


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority: the root that its users know, its certificate and its key."""

    root: x509.Certificate
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        """The root, as a file of certificates has it."""
        return self.root.public_bytes(Encoding.PEM)

    def answer(self, request: bytes, at: dt.datetime) -> bytes:
        """The answer that grants a timestamp."""
        asked = _rust.parse_timestamp_request(request)
        info = self._write_info(asked, at)
        attributes = [
            sequence(oid(CONTENT_TYPE), set_of(oid(TST_INFO))),
            sequence(oid(MESSAGE_DIGEST), set_of(octets(hashlib.sha256(info).digest()))),
            sequence(oid(SIGNING_CERTIFICATE), set_of(sequence(sequence(sequence(octets(self._digest())))))),
        ]
        signature = self.key.sign(set_of(*attributes), ec.ECDSA(hashes.SHA256()))
        signer = sequence(
            integer(1),
            sequence(self.certificate.issuer.public_bytes(), integer(self.certificate.serial_number)),
            sequence(oid(SHA256)),
            set_of(*attributes, tag=0xA0),
            sequence(oid(ECDSA_SHA256)),
            octets(signature),
        )
        signed = sequence(
            integer(3),
            set_of(sequence(oid(SHA256))),
            sequence(oid(TST_INFO), der(0xA0, octets(info))),
            set_of(self.certificate.public_bytes(Encoding.DER), tag=0xA0),
            set_of(signer),
        )
        return sequence(sequence(integer(0)), sequence(oid(SIGNED_DATA), der(0xA0, signed)))

    def _digest(self) -> bytes:
        return self.certificate.fingerprint(hashes.SHA256())

    def _write_info(self, asked, at: dt.datetime) -> bytes:
        imprint = sequence(sequence(oid(SHA256)), octets(asked.message_imprint.message))
        stamp = der(0x18, at.astimezone(dt.UTC).strftime("%Y%m%d%H%M%SZ").encode())
        return sequence(integer(1), oid(POLICY), imprint, integer(7), stamp, integer(asked.nonce))


def refuse(text: str) -> bytes:
    """The answer that grants nothing, and why."""
    return sequence(sequence(integer(2), sequence(der(0x0C, text.encode()))))


def make_authority(name: str, *, stamps: bool = True, start: dt.datetime = dt.datetime(2016, 1, 1)) -> Authority:
    """An authority whose certificates hold for a year from `start`; without `stamps` they are not for timestamps."""
    end = start + dt.timedelta(days=365)
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} root")])
    root = (
        x509.CertificateBuilder(root_name, root_name, root_key.public_key(), 1, start, end)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(False, False, False, False, False, True, True, False, False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    usage = ExtendedKeyUsageOID.TIME_STAMPING if stamps else ExtendedKeyUsageOID.CODE_SIGNING
    own_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(root_name, own_name, key.public_key(), 2, start, end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(True, False, False, False, False, False, False, False, False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    return Authority(root, certificate, key)
