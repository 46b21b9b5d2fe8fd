"""A portal of any number of articles, made up page by page as they are asked for, for ``benchmarks.memory``.

``python -m benchmarks.crawled.vast ARTICLES`` answers as a forward proxy, in one process, until it is ended; it prints
its port, and then, for each line on its standard input, how many requests it has answered.  Texts are short, and each
its own.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

from tests.portal.words import SECTIONS

HOST = "www.zj123.com"
ON_A_PAGE = 25
_FIRST_DAY = date(2003, 1, 1)
_CHARACTERS = "".join(map(chr, range(0x4E00, 0x4E00 + 3000)))
_PLACES = "杭州宁波温州绍兴台州嘉兴湖州金华衢州丽水舟山"


class Vast:
    """The pages of a portal; articles of one section are numbered from the newest."""

    def __init__(self, articles: int) -> None:
        self._each = -(-articles // len(SECTIONS))

    def page(self, path: str) -> str | None:
        """Return what is under ``path``; None where there is nothing."""
        parts = path.strip("/").removesuffix(".html").split("/")
        if parts == [""]:
            return self._home()
        if parts == ["robots.txt"]:
            return "User-agent: *\nDisallow: /user/\n"
        if parts[0] == "list" and len(parts) == 3:
            return self._list(int(parts[1]), int(parts[2]))
        if parts[0] == "news" and len(parts) == 3:
            return self._article(int(parts[1]), int(parts[2]))
        return None

    def _home(self) -> str:
        return _framed("浙江民营企业网", "<h2>浙江民营企业网资讯</h2>")

    def _list(self, section: int, number: int) -> str | None:
        last = -(-self._each // ON_A_PAGE)
        if not 1 <= number <= last:
            return None
        shown = range((number - 1) * ON_A_PAGE, min(number * ON_A_PAGE, self._each))
        rows = "".join(
            f'<li><a href="/news/{section}/{n}.html">{_title(section, n)}</a> <span>{self._day(n):%Y-%m-%d}</span></li>'
            for n in shown
        )
        following = (
            f'<a href="/list/{section}/{number + 1}.html">下一页</a>' if number < last else "<span>下一页</span>"
        )
        pager = f"<p>第{number}页/共{last}页 {following}</p>"
        return _framed(f"{SECTIONS[section]} - 浙江民营企业网", f"<h2>{SECTIONS[section]}</h2><ul>{rows}</ul>{pager}")

    def _article(self, section: int, number: int) -> str | None:
        if not 0 <= number < self._each:
            return None
        chance = random.Random(f"{section} {number}")  # noqa: S311 - no secret
        paragraphs = "".join(f"<p>　　{''.join(_sentences(chance))}</p>" for _ in range(3))
        title = _title(section, number)
        byline = f"<p>作者: 时间:{self._day(number):%Y年%m月%d日} 信息来源:浙江日报</p>"
        return _framed(f"{title} - 浙江民营企业网", f"<h1>{title}</h1>{byline}<div>{paragraphs}</div>")

    def _day(self, number: int) -> date:
        return _FIRST_DAY + timedelta(days=(self._each - number) * 3000 // self._each)


def _sentences(chance: random.Random) -> Iterator[str]:
    for _ in range(3):
        yield "".join(chance.choices(_CHARACTERS, k=20)) + "。"


def _title(section: int, number: int) -> str:
    chance = random.Random(f"title {section} {number}")  # noqa: S311 - no secret
    place = 2 * chance.randrange(len(_PLACES) // 2)
    return _PLACES[place : place + 2] + "".join(chance.choices(_CHARACTERS, k=12))


def _framed(title: str, main: str) -> str:
    sections = "".join(f'<li><a href="/list/{n}/1.html">{name}</a></li>' for n, name in enumerate(SECTIONS))
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><ul>{sections}</ul>{main}'
        "<p>© 2002-2012 zj123.com All Rights Reserved 浙ICP备11047537号-1</p></body></html>"
    )


class _Connection(asyncio.Protocol):
    answered = 0

    def __init__(self, portal: Vast) -> None:
        self._portal = portal
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            self._answer(head.split(b" ", 2)[1].decode().removeprefix(f"http://{HOST}"))

    def _answer(self, path: str) -> None:
        page = self._portal.page(path)
        body = (page or "<h1>404 Not Found</h1>").encode()
        status = "200 OK" if page else "404 Not Found"
        kind = "text/plain" if path.endswith(".txt") else "text/html"
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        assert isinstance(self._transport, asyncio.Transport)  # noqa: S101 (a stream)
        self._transport.write(head.encode() + body)
        _Connection.answered += 1


async def _serve(articles: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(Vast(articles)), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        print(_Connection.answered, flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
