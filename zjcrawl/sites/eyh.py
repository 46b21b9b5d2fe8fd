"""余杭新闻网, eyh.cn: the news site of a county, which the one known page of zj123.com names as its source.

None of its pages was at hand.  The names of sections are what county news sites call them; compare them with the home
page before the first crawl.  余杭晨报 is the paper of the same house, 余杭时报 its later name.
"""

from __future__ import annotations

from zjcrawl.records import Site

EYH = Site(
    name="eyh",
    title="余杭新闻网",
    home="http://www.eyh.cn/",
    domain="eyh.cn",
    sections=("余杭要闻", "社会民生", "镇街新闻", "经济动态"),
    news_area=("新闻中心", "余杭新闻", "新闻"),
    outlets=("余杭新闻网", "余杭晨报", "余杭时报"),
)
