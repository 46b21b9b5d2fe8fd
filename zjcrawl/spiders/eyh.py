"""The spider of 余杭新闻网."""

from __future__ import annotations

from zjcrawl.sites.eyh import EYH
from zjcrawl.spiders.portal import PortalSpider


class EyhSpider(PortalSpider):
    """Crawls the news of eyh.cn."""

    name = "eyh"
    site = EYH
