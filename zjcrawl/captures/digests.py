"""Holding records against the digests that they claim, in whatever algorithm and form their writer chose.

The standard leaves both open: ``sha1:`` in base32 is the custom, and others write ``sha256:`` in hexadecimal.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode, b64encode
from collections.abc import Callable, Iterable
from typing import NamedTuple

from zjcrawl.captures.content_coding import inflate
from zjcrawl.captures.exchange import dechunked, header_fields, split_response

_ALGORITHMS = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})


class _Claim(NamedTuple):
    algorithm: str
    value: str
    write: Callable[[bytes], str]


def hold_against(what: str, claimed: str | None, data: Callable[[], Iterable[bytes]]) -> None:
    """Raise ValueError where a digest that a record claims fits none of ``data``; ``what`` it is of, block or payload.

    MD5, SHA-1 and the SHA-2 family are known, in hexadecimal, base32 and base64; any other says nothing.
    """
    claim = _claim(claimed) if claimed else None
    if claim is None:
        return
    found = [claim.write(hashlib.new(claim.algorithm, one, usedforsecurity=False).digest()) for one in data()]
    if claim.value not in found:
        raise ValueError(f"its {what} has digest {claim.algorithm}:{found[0]}, not {claimed}")


def payloads(message: bytes) -> list[bytes]:
    """Return what a payload digest may be of.

    That is the body without its transfer coding, as the standard has it; as it came; or, as some writers take it,
    without content coding as well.
    """
    found = split_response(message)
    if found is None:
        return [message]
    whole, head, _ = found
    body = whole[head:]
    plain = dechunked(body)
    return [plain, body, inflate(plain, header_fields(whole[:head]))]


def _claim(claimed: str) -> _Claim | None:
    """Read a labelled digest; its length tells in which form it is."""
    label, _, value = claimed.strip().partition(":")
    algorithm, value = label.lower().replace("-", ""), value.rstrip("=")
    if algorithm not in _ALGORITHMS:
        return None
    nothing = hashlib.new(algorithm, usedforsecurity=False).digest()
    for write, read in ((bytes.hex, str.lower), (_base32, str.upper), (_base64, _standard)):
        if len(value) == len(write(nothing)):
            return _Claim(algorithm, read(value), write)
    return None


def _base32(digest: bytes) -> str:
    return b32encode(digest).decode("ascii").rstrip("=")


def _base64(digest: bytes) -> str:
    return b64encode(digest).decode("ascii").rstrip("=")


def _standard(value: str) -> str:
    """Return base64 in the alphabet of RFC 4648, section 4, where it is in the one for URLs."""
    return value.replace("-", "+").replace("_", "/")
