"""余杭新闻网, eyh.cn: the news site of a county, which the one known page of zj123.com names as its source.

None of its pages was at hand.  The names of sections are what county news sites call them, those of the era what they
called them while there were more townships (乡镇) than streets (镇街); compare both with the home page, and with
captures of those years, before the first crawl.  余杭晨报 is the paper of the same house, 余杭时报 its later name.
"""

from __future__ import annotations

from datetime import date

from zjcrawl.records import Era, Site

EYH = Site(
    name="eyh",
    title="余杭新闻网",
    home="http://www.eyh.cn/",
    domain="eyh.cn",
    sections=("余杭要闻", "社会民生", "镇街新闻", "经济动态"),
    news_area=("新闻中心", "余杭新闻", "新闻"),
    outlets=("余杭新闻网", "余杭晨报", "余杭时报"),
    eras=(Era(until=date(2009, 12, 31), sections=("余杭要闻", "社会民生", "乡镇新闻", "经济动态")),),
)
