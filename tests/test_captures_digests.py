"""Digests in the algorithms and forms that writers of WARC files use, fitting and not."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b32encode, b64encode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import damage
from zjcrawl.captures.collection import Collection
from zjcrawl.captures.digests import hold_against, payloads
from zjcrawl.captures.exchange import labelled_digest
from zjcrawl.captures.reading import check_record
from zjcrawl.errors import CaptureError
from zjcrawl.records import RecordRef
from zjcrawl.sites.zj123 import ZJ123

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
FORMS: dict[str, Callable[[bytes], str]] = {
    "hexadecimal": bytes.hex,
    "capitals": lambda digest: digest.hex().upper(),
    "base32": lambda digest: b32encode(digest).decode(),
    "base32 in small letters": lambda digest: b32encode(digest).decode().lower(),
    "base32 without padding": lambda digest: b32encode(digest).decode().rstrip("="),
    "base64": lambda digest: b64encode(digest).decode(),
    "base64 for URLs": lambda digest: urlsafe_b64encode(digest).decode(),
}
URL = "http://www.zj123.com/1"


def claimed(algorithm: str, form: str, data: bytes) -> str:
    return f"{algorithm}:{FORMS[form](hashlib.new(algorithm, data).digest())}"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_digest_in_any_form_fits_its_data_and_no_other(algorithm: str, form: str) -> None:
    for number in range(20):  # so that base64 has each of its signs
        data = b"page %d" % number
        hold_against("block", claimed(algorithm, form, data), lambda data=data: [b"another", data])  # type: ignore[misc]
    with pytest.raises(ValueError, match=f"its block has digest {algorithm}:"):
        hold_against("block", claimed(algorithm, form, b"page"), lambda: [b"another"])


def test_a_label_with_a_hyphen_and_capitals_is_known() -> None:
    with pytest.raises(ValueError, match="its payload has digest sha256:"):
        hold_against("payload", "SHA-256:" + hashlib.sha256(b"page").hexdigest(), lambda: [b"another"])


@pytest.mark.parametrize("told", [None, "", "riddle:abc", "sha1:tooshort", "sha1", "blake3:" + "0" * 64])
def test_what_cannot_be_checked_says_nothing(told: str | None) -> None:
    hold_against("block", told, lambda: pytest.fail("looked at"))


def test_a_payload_is_the_body_with_or_without_its_codings() -> None:
    packed = gzip.compress(b"page", mtime=0)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    assert payloads(head + body) == [packed, body, b"page"]
    assert payloads(b"no response") == [b"no response"]


@pytest.mark.parametrize("form", ["hexadecimal", "base32"])
@pytest.mark.parametrize("algorithm", ["md5", "sha256"])
@pytest.mark.parametrize("what", ["Payload", "Block"])
def test_records_of_other_programs_are_held_against_their_digests(
    tmp_path: Path, what: str, algorithm: str, form: str
) -> None:
    record = damage.record(URL, b"page")
    ours = f"WARC-Payload-Digest: {labelled_digest(b'page')}".encode()
    block = record.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")
    told = f"WARC-{what}-Digest: {claimed(algorithm, form, b'page' if what == 'Payload' else block)}".encode()
    good = record.replace(ours, told)
    for name, written in (("good", good), ("bad", good.replace(b"page\r\n", b"pagE\r\n"))):
        member = gzip.compress(written)
        (tmp_path / f"{name}.warc.gz").write_bytes(member)
        body = b"page" if name == "good" else b"pagE"
        ref = RecordRef(f"{name}.warc.gz", 0, len(member), labelled_digest(body))
        collection = Collection(tmp_path / ref.file, ZJ123)
        (stored,) = collection.find(URL)
        if name == "good":
            assert check_record(tmp_path, ref).body == b"page"
            assert collection.read(stored).message.endswith(b"page")
            continue
        wrong = f"its {what.lower()} has digest {algorithm}:"
        with pytest.raises(CaptureError, match=wrong):
            check_record(tmp_path, ref)
        with pytest.raises(CaptureError, match=wrong):
            collection.read(stored)
