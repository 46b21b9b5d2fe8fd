"""浙江民营企业网, zj123.com: names read off the text of the one page known.  Its HTML and URLs were never seen."""

from __future__ import annotations

from zjcrawl.records import Site

ZJ123 = Site(
    name="zj123",
    title="浙江民营企业网",
    home="http://www.zj123.com/",
    domain="zj123.com",
    sections=(
        "经济热点",
        "民营经济",
        "浙江股市",
        "区域发展",
        "专业市场",
        "企业动态",
        "统计数据",
        "浙江产经",
        "浙江楼市",
    ),
    news_area=(
        "资讯首页",
        "资讯中心",
        "新闻资讯",
        "新闻中心",
        "资讯频道",
        "新闻频道",
        "民企资讯",
        "资讯",
        "新闻",
    ),
    outlets=("浙江民营企业网",),
)
