"""Content codings as servers send them, whole, cut off, mislabelled and made to burst."""

from __future__ import annotations

import gzip
import sys
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.captures.content_coding import inflate
from zjcrawl.errors import CaptureError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = "余杭举行城乡区域统筹发展工作专题会议".encode() * 2000
RAW = zlib.compressobj(wbits=-15)
CODED = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE[:1000]) + gzip.compress(PAGE[1000:]),
    "GZIP": gzip.compress(PAGE),
    "deflate": zlib.compress(PAGE),
    "Deflate ": RAW.compress(PAGE) + RAW.flush(),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE),
    "identity": PAGE,
    "gzip, br": brotli.compress(gzip.compress(PAGE)),
}


def headers(coding: str) -> list[tuple[str, str]]:
    return [("content-encoding", coding)]


@pytest.mark.parametrize("coding", CODED)
def test_codings_are_removed(coding: str) -> None:
    assert inflate(CODED[coding], headers(coding)) == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd", "br"])
def test_a_body_that_is_not_coded_as_it_says_is_returned_as_it_is(coding: str) -> None:
    assert inflate(b"<html>", headers(coding)) == b"<html>"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_body_that_is_cut_off_gives_its_first_part(coding: str) -> None:
    body = CODED[coding]
    part = inflate(body[: len(body) // 2], headers(coding))
    assert 0 < len(part) < len(PAGE)
    assert PAGE.startswith(part)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "x-gzip"])
def test_a_body_that_inflates_beyond_the_bound_is_refused(coding: str) -> None:
    with pytest.raises(CaptureError, match=f"coding {coding} inflates to more than 1000 bytes"):
        inflate(CODED[coding], headers(coding), max_size=1000)
    assert inflate(CODED[coding], headers(coding), max_size=len(PAGE)) == PAGE


@given(st.binary(), st.sampled_from(sorted(CODED)))
def test_no_bytes_make_it_raise(body: bytes, coding: str) -> None:
    inflate(body, headers(coding))
