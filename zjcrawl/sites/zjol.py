"""浙江在线, zjol.com.cn: a portal of one host for each channel, which also publishes the papers of its group.

None of its pages was at hand.  Its channels are those to whose hosts others have published links (zjnews, biz, zjtyol,
edu, health, gotrip), by the names that such channels have; compare them with the home page before the first crawl.
"""

from __future__ import annotations

from zjcrawl.records import Site

ZJOL = Site(
    name="zjol",
    title="浙江在线",
    home="http://www.zjol.com.cn/",
    domain="zjol.com.cn",
    sections=("浙江新闻", "财经", "体育", "教育", "健康", "旅游"),
    news_area=("新闻中心", "新闻"),
    outlets=("浙江在线", "浙江日报", "钱江晚报"),
)
