"""The parser that an article names is another whenever it may read otherwise."""

from __future__ import annotations

import re
from dataclasses import replace

from zjcrawl import __version__
from zjcrawl.sites.parser import parser
from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.sites.zjol import ZJOL


def test_the_parser_is_named_by_version_and_fingerprint() -> None:
    assert re.fullmatch(rf"zjcrawl {re.escape(__version__)}\+[0-9a-f]{{8}}", parser(ZJ123))


def test_it_is_the_same_for_the_same_portal() -> None:
    assert parser(ZJ123) == parser(replace(ZJ123))


def test_it_is_another_where_more_is_known_of_the_portal() -> None:
    assert len({parser(ZJ123), parser(ZJOL), parser(replace(ZJ123, outlets=("浙江民企网",)))}) == 3
