"""Layout f: a portal in traditional characters.  Big5 without a charset, folders for addresses, otherwise tables as in a."""

from __future__ import annotations

import re

from tests.portal.layouts.base import FOOTER_LINKS, Contact
from tests.portal.layouts.nested_tables import NestedTables
from tests.portal.texts import Text
from tests.portal.traditional import traditional


class Big5(NestedTables):
    """Every word in traditional characters; a list's address is a folder, its later pages p2.htm and so on."""

    letter = "f"
    codec = "big5"
    page_size = 18
    endless = "empty"
    contact = Contact(years=(2001, 2009))

    def list_url(self, section: str, number: int) -> str:
        page = "" if number == 1 else f"p{number}.htm"
        return f"http://{self.host}/big5/{self.section_index(section) + 40}/{page}"

    def list_aliases(self, section: str) -> tuple[str, ...]:
        return (f"{self.list_url(section, 1)}p1.htm",)

    def article_url(self, text: Text, page: int = 1) -> str:
        return f"http://{self.host}/big5/{self.section_index(text.section) + 40}/{text.number}{'' if page == 1 else f'p{page}'}.htm"

    def hidden_url(self, text: Text) -> str:
        return f"http://{self.host}/news/vip/{text.number}.htm"

    def clean(self, target: str) -> str:
        return target

    def footer_links(self) -> list[tuple[str, str]]:
        return [(self.words(text), f"http://{self.host}/big5/about{n}.htm") for n, text in enumerate(FOOTER_LINKS)]

    def shown_disclaimer(self) -> tuple[str, ...]:
        return tuple(map(self.words, self.contact.disclaimer))

    def words(self, text: str) -> str:
        return traditional(text)

    def encode(self, markup: str) -> bytes:
        return re.sub("—", "&mdash;", self.words(markup)).encode(self.codec)
