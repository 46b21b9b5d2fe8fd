"""Layout y: drawn by lot like x, in UTF-8 with full-width punctuation, and with what editors put around and into a text."""

from __future__ import annotations

from collections.abc import Sequence

from tests.portal.layouts.base import Contact, full_width
from tests.portal.layouts.mixed import Mixed
from tests.portal.texts import Block, Text


class MixedWide(Mixed):
    """A line above or below the title, an initial, a box of links in the text, words that nobody sees, a false charset."""

    letter = "y"
    salt = "wide "
    codec = "utf-8"
    contact = Contact("400-826-0571", "0571-87298208", ("543059767", "1091140425"), (2002, 2015), "浙ICP备11047537号")

    def words(self, text: str) -> str:
        return full_width(text)

    def shown_disclaimer(self) -> tuple[str, ...]:
        return tuple(map(self.words, self.contact.disclaimer))

    def optional_lines(self, text: Text) -> tuple[str, ...]:
        return (*super().optional_lines(text), *self._around(text))

    def _around(self, text: Text) -> tuple[str, str]:
        """A line above a title and one below it."""
        del text
        return ("浙江民营经济系列报道", "——浙江各地一线见闻")

    def _heading(self, text: Text) -> str:
        above, below = self._around(text)
        form = self._drawn("around", "none", "none", "above", "below", "both")
        first = f"<div align=center><font size=2>{above}</font></div>\n" if form in ("above", "both") else ""
        last = f"<div align=center><font size=2>{below}</font></div>\n" if form in ("below", "both") else ""
        return f"{first}{super()._heading(text)}{last}"

    def _body(self, blocks: Sequence[Block]) -> str:
        body = super()._body(blocks)
        adorned = self._drawn("adorned", "plain", "box", "hidden", "initial", "styled")
        if adorned == "box":
            rows = self._links(self.outside_links(self.clutter.trade, "/chanpin/g{}.html", 4, 26))
            name = self._drawn("box name", "推荐阅读", "相关链接", "赞助商链接", "")
            at = body.find("\u3000\u3000", len(body) // 2)
            start = body.rfind("<p", 0, at) if body[:at].endswith(("<p>", "12pt'>")) else -1
            if start >= 0:
                body = f"{body[:start]}<div style='float:right'><b>{name}</b>{rows}</div>\n{body[start:]}"
        elif adorned == "hidden":
            body = body.replace(
                "\u3000\u3000", "\u3000\u3000<span style='display:none'>内容来自浙江民营企业网</span>", 1
            )
        elif adorned == "initial" and blocks[0].kind == "paragraph":
            first = blocks[0].text[0]
            body = body.replace(f"\u3000\u3000{first}", f"<span style='font-size:36px;float:left'>{first}</span>", 1)
        elif adorned == "styled":
            body = f"<style>.nr p{{line-height:2}}</style><script>var ad='时间:2009年1月1日 来源:某报';</script><!-- 正文开始 -->{body}<!-- 正文结束 -->"
        return body

    def encode(self, markup: str) -> bytes:
        form = self._drawn("charset", "none", "right", "wrong", "mark", "html5")
        declared = {
            "right": "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'>",
            "wrong": "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>",
            "html5": "<meta charset=UTF-8>",
        }.get(form, "")
        mark = b"\xef\xbb\xbf" if form == "mark" and markup else b""
        return mark + super().encode(markup.replace("<head>", f"<head>{declared}", 1))
