"""The spider of 浙江在线."""

from __future__ import annotations

from zjcrawl.sites.zjol import ZJOL
from zjcrawl.spiders.portal import PortalSpider


class ZjolSpider(PortalSpider):
    """Crawls the news of zjol.com.cn and its channels."""

    name = "zjol"
    site = ZJOL
