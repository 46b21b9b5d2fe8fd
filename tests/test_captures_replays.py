"""Replays that an archive changed are told from pages as they were."""

from __future__ import annotations

import gzip

import pytest

from zjcrawl.captures.replays import is_rewritten

PAGE = "<html><head>%s</head><body><a href='/web/news.html'>web.archive.org</a>民营经济 wombat</body></html>"


@pytest.mark.parametrize(
    "mark",
    [
        '<script type="text/javascript" src="https://web-static.archive.org/_static/js/bundle-playback.js?v=1"></script>',
        "<!-- BEGIN WAYBACK TOOLBAR INSERT -->",
        "<!-- End Wayback Rewrite JS Include -->",
        "<!--\n     FILE ARCHIVED ON 10:00:00 Oct 20, 2010 AND RETRIEVED",
        "<script src='http://localhost:8080/static/wombat.js'> </script>",
        '<a href="/web/20101020000000/http://www.zj123.com/news/">资讯</a>',
        '<img src="https://web.archive.org/web/20101020000000im_/http://www.zj123.com/1.gif">',
    ],
)
def test_each_mark_of_a_replay_is_seen(mark: str) -> None:
    body = (PAGE % mark).encode()
    assert is_rewritten(body, ())
    assert is_rewritten(gzip.compress(body), (("Content-Encoding", "gzip"),))


def test_a_page_that_writes_about_archives_is_none() -> None:
    assert not is_rewritten((PAGE % "<title>The Wayback Machine</title>").encode("gb18030"), ())
