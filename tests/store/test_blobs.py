"""Bytes come back as they were, or it is said that they do not."""

import gzip
import hashlib
import io
from pathlib import Path

import fsspec
import pytest

from cenotaph.store.address import RecordError
from cenotaph.store.blobs import BlobError, Blobs, FolderBlobs, check_blob, read_blob
from cenotaph.store.remote_blobs import RemoteBlobs

TEXT = b"Nine people were killed in the market of Hesk. " * 200
NOISE = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(200))


@pytest.fixture(params=["folder", "remote"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "folder":
        return FolderBlobs(tmp_path / "blobs")
    fsspec.filesystem("memory").store.clear()
    return RemoteBlobs("memory://kept/blobs")


@pytest.mark.parametrize("data", [b"", b"x", TEXT, NOISE, TEXT + NOISE])
def test_bytes_come_back(blobs: Blobs, data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    assert not blobs.has(digest)
    assert blobs.put(data) == digest
    assert blobs.put_file(io.BytesIO(data)) == (digest, len(data))
    assert blobs.has(digest)
    assert read_blob(blobs, digest) == data
    check_blob(blobs, digest)
    assert list(blobs.list()) == [digest]


def test_a_large_file_goes_through_in_pieces(blobs: Blobs) -> None:
    data = TEXT * 500 + NOISE * 500
    digest, size = blobs.put_file(io.BytesIO(data))
    assert size == len(data)
    check_blob(blobs, digest)


def test_what_is_not_there_is_told(blobs: Blobs) -> None:
    for ask in (read_blob, check_blob):
        with pytest.raises(BlobError, match="not there"):
            ask(blobs, "0" * 64)


def test_text_is_packed_and_noise_is_not(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path)
    text, noise = blobs.put(TEXT), blobs.put(NOISE)
    assert (tmp_path / text[:2] / f"{text}.gz").stat().st_size < len(TEXT) / 10
    assert (tmp_path / noise[:2] / noise).read_bytes() == NOISE


@pytest.mark.parametrize("damage", ["cut", "altered", "other"])
def test_damage_is_found(tmp_path: Path, damage: str) -> None:
    blobs = FolderBlobs(tmp_path)
    digest = blobs.put(TEXT)
    path = tmp_path / digest[:2] / f"{digest}.gz"
    kept = path.read_bytes()
    altered = bytes([*kept[:-9], kept[-9] ^ 1, *kept[-8:]])
    path.write_bytes({"cut": kept[:-4], "altered": altered, "other": gzip.compress(b"else")}[damage])
    for ask in (read_blob, check_blob):
        with pytest.raises(BlobError):
            ask(blobs, digest)


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 1_000_000:
                raise OSError("the drive was pulled out")
            return super().read(size)

    blobs = FolderBlobs(tmp_path / "blobs")
    with pytest.raises(OSError, match="pulled out"):
        blobs.put_file(Broken(TEXT * 500))
    assert list((tmp_path / "blobs").iterdir()) == []


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_only_a_digest_is_looked_for(tmp_path: Path, digest: str) -> None:
    with pytest.raises(BlobError, match="no digest"):
        FolderBlobs(tmp_path).has(digest)


def test_an_unknown_kind_of_store_is_told() -> None:
    with pytest.raises(RecordError, match="nosuchkind"):
        RemoteBlobs("nosuchkind://bucket/folder")
