"""The spider of 浙江民营企业网."""

from __future__ import annotations

from zjcrawl.sites.zj123 import ZJ123
from zjcrawl.spiders.portal import PortalSpider


class Zj123Spider(PortalSpider):
    """Crawls the news area of zj123.com."""

    name = "zj123"
    site = ZJ123
