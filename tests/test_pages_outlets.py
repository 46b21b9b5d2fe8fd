"""Whole pages in the manner of many outlets, reconstructed in words of our own: what surrounds a short text is no text,
and names, days and outlets are read wherever such pages print them."""

from __future__ import annotations

import pytest

from zjcrawl import extract

TITLE = "前三季度工业增加值增长百分之六点八"
TEXT = (
    "记者从市发展和改革委员会获悉,今年前三季度全市规模以上工业增加值同比增长百分之六点八,企业效益继续改善。",
    "“订单已经排到明年三月,工人正在加班加点。”在开发区的一家纺织企业,车间主任指着流水线上的布匹说。",
    "业内人士认为,民营经济要保持活力,关键在于营商环境的持续优化,也在于企业自身善于转型。",
)
SHORT = "今天上午,市区迎来今冬第一场雪,气温降至零下二度,交警部门提醒司机减速慢行。"
BODY = "\n".join(TEXT)
NAV = "".join(f'<a href="/{n}/">{name}</a>' for n, name in enumerate(("首页", "新闻", "财经", "科技", "体育")))
RELATED = "".join(
    f'<li><a href="/2023/{n}.html">某地推进重点项目建设取得新进展第{n}期</a><span>2023-01-0{n}</span></li>'
    for n in range(1, 7)
)
HOT = "".join(f'<li><a href="/hot/{n}.html">市民热议的话题今日又有新消息{n}</a></li>' for n in range(8))
FOOT = "<div><a href=/about>关于我们</a>|<a href=/law>法律声明</a><p>版权所有 某某新闻网 京ICP备12345678号</p></div>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>　　{text}</p>" for text in texts)


def read(content: str, head: str = "", title: str = TITLE) -> dict[str, object]:
    page = (
        f"<html><head><meta charset=utf-8><title>{title}_某某新闻网</title>{head}</head><body><div>{NAV}</div>{content}"
        f"<div><h3>相关新闻</h3><ul>{RELATED}</ul></div><div><h3>热门排行</h3><ol>{HOT}</ol></div>{FOOT}</body></html>"
    )
    return extract(page.encode(), "http://news.example.cn/2023/1.html")


def fields(said: dict[str, object], *names: str) -> dict[str, object]:
    return {name: said[name] for name in names}


def test_a_short_text_under_the_headline_of_the_page_is_an_article_beside_whatever_lists() -> None:
    comments = "<h4>网友评论</h4><p>张三：雪真大啊,孩子们都高兴坏了,大家出行注意安全,路上车辆多,别骑得太快。</p>"
    said = read(
        f"<h1>市区迎来今冬第一场雪</h1><div>2008-01-16 09:10 金华晚报</div><p>{SHORT}</p>{comments}",
        title="市区迎来今冬第一场雪",
    )
    assert fields(said, "kind", "title", "published", "source", "body") == {
        "kind": "article",
        "title": "市区迎来今冬第一场雪",
        "published": "2008-01-16T09:10+08:00",
        "source": "金华晚报",
        "body": SHORT,
    }


def test_a_text_without_a_byline_is_one_where_the_page_is_called_by_its_headline() -> None:
    said = read(f"<h1>{TITLE}</h1>{paragraphs(*TEXT)}")
    assert fields(said, "kind", "title", "published", "body") == {
        "kind": "article",
        "title": TITLE,
        "published": None,
        "body": BODY,
    }


def test_a_list_whose_first_entry_is_summed_up_stays_a_list() -> None:
    entry = '<h1><a href="/2023/9.html">{0}</a></h1><p>2023-02-01</p><p>{1}</p>'
    said = read(entry.format(TITLE, SHORT), title="工业经济新闻频道")
    assert said["kind"] == "listing"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("中新社杭州11月20日电 (赵小燕)", ["赵小燕"]),
        ("新华社杭州8月12日电（记者 张和平 李晓明）", ["张和平", "李晓明"]),
        ("本报讯（王小丫）", ["王小丫"]),
        ("中新社杭州11月20日电 (完)", []),
    ],
)
def test_who_signs_the_dateline_of_an_agency(line: str, authors: list[str]) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2014-11-20 来源：中国新闻网</div>{paragraphs(line + TEXT[0], *TEXT[1:])}")
    assert fields(said, "authors", "body") == {"authors": authors, "body": line + BODY}


def test_a_reporter_with_the_place_he_reports_from() -> None:
    said = read(f"<h1>{TITLE}</h1><div>2015-12-01 中国经营报</div>{paragraphs('本报记者 屈丽丽 北京报道', *TEXT)}")
    assert said["authors"] == ["屈丽丽"]


def test_readers_that_comment_below_a_text_without_a_heading() -> None:
    comments = "".join(
        f"<div>网友 {name} 2013-05-2{n} 10:11:12 发表</div><p>说得好,支持民营企业的发展,希望政策能够落到实处。</p>"
        for n, name in enumerate(("飞鸟", "游鱼"))
    )
    said = read(f"<h1>{TITLE}</h1><p>来源：湖州在线 发布时间：2013-05-20</p>{paragraphs(*TEXT)}<div>{comments}</div>")
    assert fields(said, "published", "body") == {"published": "2013-05-20", "body": BODY}


def test_the_outlet_that_a_label_names_below_the_text_goes_before_the_portal_beside_the_date() -> None:
    said = read(
        f"<h1>{TITLE}</h1><div>2006-08-11 09:12:33 义乌新闻网</div>{paragraphs(*TEXT)}"
        "<p align=right>来源：<a href=/>义乌商报</a>　编辑：何小红</p>"
    )
    assert fields(said, "source", "editor", "authors") == {"source": "义乌商报", "editor": "何小红", "authors": []}


def test_a_byline_in_the_items_of_a_list() -> None:
    byline = "<ul><li>台州日报</li><li>2017-05-02 10:10</li><li>陈久忍</li><li>阅读 1023</li></ul>"
    said = read(f"<h1>{TITLE}</h1>{byline}{paragraphs(*TEXT)}")
    assert fields(said, "source", "authors", "body") == {"source": "台州日报", "authors": ["陈久忍"], "body": BODY}


def test_an_editor_without_a_colon_is_no_text_and_no_author() -> None:
    said = read(f"<h1>{TITLE}</h1><div>2018-07-17 来源：潮新闻</div>{paragraphs(*TEXT)}<p>编辑 李敏</p>")
    assert fields(said, "editor", "authors", "body") == {"editor": "李敏", "authors": [], "body": BODY}


def test_the_source_that_the_head_names_after_a_label() -> None:
    said = read(f"<h1>{TITLE}</h1>{paragraphs(*TEXT)}", head='<meta name="source" content="来源：丽水日报">')
    assert said["source"] == "丽水日报"


def test_english_words_of_a_publishing_program_are_no_outlet() -> None:
    said = read(f"<h1>{TITLE}</h1><div>Posted on 2012-07-07 by admin</div>{paragraphs(*TEXT)}")
    assert fields(said, "published", "source", "authors") == {"published": "2012-07-07", "source": None, "authors": []}


def test_the_time_in_the_markup_where_the_page_prints_no_year() -> None:
    shown = '<div><time datetime="2021-04-05T08:09:10+08:00">4月5日</time> 来源：财新网</div>'
    said = read(f"<h1>{TITLE}</h1>{shown}{paragraphs(*TEXT)}")
    assert fields(said, "published", "source") == {"published": "2021-04-05T08:09:10+08:00", "source": "财新网"}


@pytest.mark.parametrize("line", ["返回某某网，查看更多", "扫一扫，关注我们"])
def test_an_invitation_elsewhere_is_no_text(line: str) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2017-11-02 来源：天下商邦</div>{paragraphs(*TEXT, line)}")
    assert said["body"] == BODY


def test_a_sentence_about_scanning_is_text() -> None:
    told = "市民扫码下载手机应用，即可在线办理。"
    said = read(f"<h1>{TITLE}</h1><div>2017-11-02 来源：天下商邦</div>{paragraphs(*TEXT, told)}")
    assert said["body"] == f"{BODY}\n{told}"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("本报记者 王小明 实习生 李娜 ", ["王小明", "李娜"]),
        ("□浙江日报记者 王小明 ", ["王小明"]),
        ("本报记者 从市统计局 ", []),
    ],
)
def test_names_that_open_the_first_paragraph(line: str, authors: list[str]) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2014-06-07 来源：温州网</div>{paragraphs(line + TEXT[0], *TEXT[1:])}")
    assert fields(said, "authors", "body") == {"authors": authors, "body": line + BODY}


def test_a_writer_with_his_office_in_brackets() -> None:
    said = read(f"<h1>{TITLE}</h1><p>文 | 李志刚（某某研究院研究员）</p>{paragraphs(*TEXT, '（本文仅代表作者观点）')}")
    assert fields(said, "authors", "body") == {"authors": ["李志刚"], "body": BODY}


def test_an_advertisement_beside_the_date_is_nobody() -> None:
    byline = '<div>2014-06-07 09:00　来源：台州在线　<a href="http://ad.example.com">【广告】</a></div>'
    assert read(f"<h1>{TITLE}</h1>{byline}{paragraphs(*TEXT)}")["authors"] == []


def test_a_paper_with_the_day_and_page_of_its_edition() -> None:
    said = read(f"<h1>{TITLE}</h1><div>来源：《浙江日报》（2014年06月07日 第3版）</div>{paragraphs(*TEXT)}")
    assert fields(said, "published", "source") == {"published": "2014-06-07", "source": "《浙江日报》"}


def test_the_title_of_a_newspapers_page_is_the_bold_one_of_three() -> None:
    lines = ("企业效益改善", f"<strong>{TITLE}</strong>", "纺织企业订单增加")
    head = "<div>2013年05月15日 星期三</div><div>第02版：要闻</div>" + "".join(f"<div>{line}</div>" for line in lines)
    said = read(f"{head}<div>本报记者 陈刚</div><div>{paragraphs(*TEXT)}</div>", title="丽水日报")
    assert fields(said, "title", "published", "authors") == {
        "title": TITLE,
        "published": "2013-05-15",
        "authors": ["陈刚"],
    }


def test_rights_that_are_reserved_over_a_text_do_not_end_it() -> None:
    byline = "<div>老王 于 2020-11-17 22:13:40 发布 4521</div><div>文章标签：<a href=/t>数据库与它的索引</a></div>"
    notice = "<div>版权声明：本文为博主原创文章，遵循许可协议，转载请附上原文出处链接和本声明。</div>"
    said = read(f"<h1>{TITLE}</h1>{byline}{notice}<article>{paragraphs(*TEXT)}</article>")
    assert fields(said, "authors", "body") == {"authors": ["老王"], "body": BODY}


def test_readers_that_comment_below_a_short_text_some_hours_ago() -> None:
    comments = "".join(
        f"<div>飞鸟 {n}小时前</div><p>说得太好了，支持，希望各地都能学习这种做法，老百姓才能得到实惠。</p>"
        for n in range(1, 6)
    )
    said = read(
        f"<h1>市区迎来今冬第一场雪</h1><h2>金华晚报</h2><time>01.16 09:10</time><p>{SHORT}</p>{comments}",
        head='<meta property="article:published_time" content="2018-01-16T09:10:00+08:00">',
        title="市区迎来今冬第一场雪",
    )
    assert fields(said, "source", "published", "body") == {
        "source": "金华晚报",
        "published": "2018-01-16T09:10:00+08:00",
        "body": SHORT,
    }


@pytest.mark.parametrize(
    "line",
    [
        "点击上方“今日观察”关注我们",
        "更多相关资讯请关注:星海专区",
        "某某财经广告合作,请点击这里",
        "此内容为某某财经原创,著作权归某某财经所有。未经书面授权,不得以任何方式加以使用,包括转载、摘编。",
        "本网站之文字、图片及影音,非经授权,不得转载、公开播送或公开传输及利用。",
        "推荐阅读:<a href=/9.html>立秋吃什么最养生</a>",
    ],
)
def test_what_invites_elsewhere_or_reserves_rights_is_no_text(line: str) -> None:
    assert read(f"<h1>{TITLE}</h1><div>2017-11-02 来源：天下商邦</div>{paragraphs(*TEXT, line)}")["body"] == BODY


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("某某日报·在线记者 吴晓蓉 通讯员 陈立", ["吴晓蓉", "陈立"]),
        ("■本报记者 蒋亦丰", ["蒋亦丰"]),
        ("● 陈启明 (北京特派员)", ["陈启明"]),
    ],
)
def test_a_line_of_names_over_a_text_is_its_byline(line: str, authors: list[str]) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2019-09-10 来源：甲网</div>{paragraphs(line, *TEXT)}")
    assert fields(said, "authors", "body") == {"authors": authors, "body": BODY}


@pytest.mark.parametrize("box", ["<div>{}</div>", "<fieldset>{}</fieldset>", "<table><tr><td>{}</td></tr></table>"])
@pytest.mark.parametrize("between", ["", "<div>分享到：<a href=#>微博</a> <a href=#>微信</a> <a href=#>空间</a></div>"])
def test_a_summary_that_nothing_calls_one_is_the_first_paragraph_and_once(box: str, between: str) -> None:
    """What reads like text under the byline is text to a reader; what the text begins with is not told twice."""
    own = "企业效益怎么样？明年订单够不够？记者跑了三家工厂，答案都写在生产线上。"
    for summary, body in ((own, f"{own}\n{BODY}"), (TEXT[0], BODY)):
        over = f"<h1>{TITLE}</h1><div>2023-01-09 09:30 来源：某某日报</div>{box.format(summary)}{between}"
        assert read(f"{over}<div>{paragraphs(*TEXT)}</div>")["body"] == body


def test_a_summary_under_its_heading_is_no_text() -> None:
    summary = "<div>摘要<br>【工业增加值增长】全市工业增加值同比增长，企业效益继续改善。</div>"
    said = read(f"<h1>{TITLE}</h1><div>2018-07-10 来源：甲网</div><div>{summary}{paragraphs(*TEXT)}</div>")
    assert said["body"] == BODY


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("（摘自《法制日报》）", "法制日报"),
        ("（据新华社电）", "新华社"),
        ("《联合早报》", "联合早报"),
        ("《人民日报》（ 2014年05月20日 05 版）", "人民日报"),
        ("（据记者了解）", None),
        ("《渡口的灯》", None),
    ],
)
def test_the_outlet_that_the_end_of_a_text_credits(line: str, source: str | None) -> None:
    said = read(f"<h1>{TITLE}</h1><div>[2008-12-1]</div>{paragraphs(*TEXT, line)}")
    assert said["source"] == source


@pytest.mark.parametrize("words", ["作者最新文章", "编辑推荐"])
def test_headings_that_begin_with_a_label_name_nobody(words: str) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2018-07-10 来源：甲网</div>{paragraphs(*TEXT)}<h3>{words}</h3>")
    assert fields(said, "authors", "editor") == {"authors": [], "editor": None}


def test_a_count_beside_the_date_is_no_outlet() -> None:
    said = read(f"<h1>{TITLE}</h1><div>2017.05.02 21:10:22 字数 220 阅读 1,023</div>{paragraphs(*TEXT)}")
    assert fields(said, "published", "source") == {"published": "2017-05-02T21:10:22+08:00", "source": None}


def test_the_day_in_a_script_where_the_page_prints_none() -> None:
    script = '<script type="application/ld+json">{"title":"x","pubDate":"2020-07-10T09:30:00"}</script>'
    assert read(f"<h1>{TITLE}</h1>{paragraphs(*TEXT)}", head=script)["published"] == "2020-07-10T09:30:00+08:00"


def test_buttons_to_share_a_short_text_stand_over_it() -> None:
    share = "<div>0 <a href=#>分享至</a><p>用微信扫码二维码</p><p>分享至好友和朋友圈</p></div>"
    said = read(f"<h1>{TITLE}</h1><div>2021-10-14 16:02:11 来源: 观影团</div>{share}{paragraphs(SHORT, TEXT[2])}")
    assert said["body"] == f"{SHORT}\n{TEXT[2]}"


def test_posts_of_a_thread_are_told_from_the_first() -> None:
    replies = "".join(
        f"<div><div>作者：<a href=/u>{name}</a> 时间：2012-05-2{n} 11:10:00</div><p>写得真好，读得人眼睛发酸，问好楼主。</p></div>"
        for n, name in enumerate(("小桥", "听雨"), start=1)
    )
    first = f"<div>楼主：<a href=/u>江边客</a> 时间：2012-05-20 10:20:00 点击：1023</div><div>{paragraphs(*TEXT)}</div>"
    said = read(f"<h1>{TITLE}</h1><div>{first}{replies}</div>")
    assert fields(said, "published", "body") == {"published": "2012-05-20T10:20:00+08:00", "body": BODY}


def test_a_day_and_an_outlet_alone_under_a_text() -> None:
    said = read(
        f"<h1>{TITLE}</h1>{paragraphs(*TEXT)}<div align=right>2003年7月10日&nbsp;&nbsp;<a href=/>新华网</a></div>"
    )
    assert fields(said, "published", "source", "body") == {"published": "2003-07-10", "source": "新华网", "body": BODY}


@pytest.mark.parametrize("end", ["", "\n  ", " <i> </i>\n"])
def test_a_word_set_behind_a_title_is_none_of_it(end: str) -> None:
    assert read(f"<h1>{TITLE}  <span><span>原创</span></span>{end}</h1>{paragraphs(*TEXT)}")["title"] == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "由 <a href=/u>阿岩</a> 发表于 2014年8月20日 | <a href=#c>留下评论</a>",
        "posted @ 2014-08-20 22:10 <a href=/u>阿岩</a> 阅读(4210) 评论(3) <a href=/e>编辑</a>",
        "阿岩 于 2014-08-20 22:10:00 发布",
    ],
)
def test_who_posted_a_text_on_a_weblog(line: str) -> None:
    said = read(f"<h1>{TITLE}</h1><div>{line}</div>{paragraphs(*TEXT)}")
    assert said["authors"] == ["阿岩"]
    assert str(said["published"]).startswith("2014-08-20")


@pytest.mark.parametrize("line", ["由 admin 发表于 2014年8月20日", "匿名 于 2014-08-20 22:10:00 发布"])
def test_nobody_posted_a_text_on_a_weblog(line: str) -> None:
    assert read(f"<h1>{TITLE}</h1><div>{line}</div>{paragraphs(*TEXT)}")["authors"] == []


def test_a_reporter_of_taiwan_with_the_place_he_reports_from() -> None:
    said = read(f"<h1>{TITLE}</h1><time>2021年11月12日 14:33</time>{paragraphs('記者林重鎣/台中報導', *TEXT)}")
    assert fields(said, "authors", "body") == {"authors": ["林重鎣"], "body": BODY}


def test_a_headline_over_a_short_text_without_a_byline_beside_no_list() -> None:
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><div>观察室 2小时前</div><div><p>{SHORT}</p><p>详情还在了解之中。</p></div>"
    assert fields(extract(page.encode()), "kind", "title") == {"kind": "article", "title": TITLE}


def test_who_took_the_pictures_did_not_write() -> None:
    said = read(f"<h1>{TITLE}</h1><div>2019-04-22 来源: 甲网</div>{paragraphs(*TEXT, '新华社记者 杨文斌 摄')}")
    assert said["authors"] == []


def test_a_foreign_writer_with_his_country() -> None:
    byline = "<p>2019年3月4日 作者:[日]冈仓一郎 译者:陈舟 来源:《译林》</p>"
    assert read(f"<h1>{TITLE}</h1>{byline}{paragraphs(*TEXT)}")["authors"] == ["冈仓一郎"]


def test_comments_without_a_heading_but_with_their_writers_and_moments() -> None:
    comments = "".join(
        f"<div><b>{name}</b> 2017-10-02 1{n}:02:11<p>前排围观，坐等后续，别又是雷声大雨点小，看看大家怎么说。</p></div>"
        for n, name in enumerate(("飞天小猪", "hz_lisi", "路过的大叔"))
    )
    said = read(f"<h1>{TITLE}</h1><div>2017-10-02 08:12 都市晚报</div><div>{paragraphs(SHORT)}</div>{comments}")
    assert said["body"] == SHORT


def test_matches_with_their_moments_are_text() -> None:
    matches = ("杭州站 2017-10-02 19:30", "宁波站 2017-10-05 19:30")
    text = f"{paragraphs(TEXT[0])}<div>{'<br>'.join(matches)}</div>{paragraphs(*TEXT[1:])}"
    said = read(f"<h1>{TITLE}</h1><div>2017-10-01 甲报</div><div>{text}</div>")
    assert said["body"] == "\n".join((TEXT[0], *matches, *TEXT[1:]))


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("（某县融媒体中心 张建国）", ["张建国"]),
        ("（宣传部：张建国 李四海）", ["张建国", "李四海"]),
        ("（张建国 文/图）", ["张建国"]),
        ("（张建国/文）", ["张建国"]),
        ("（记者张建国 摄影报道）", ["张建国"]),
        ("（王海 记者 张建国）", ["王海", "张建国"]),
        ("（作者：张建国，系某大学教授）", ["张建国"]),
        ("作者：张建国（某大学教授）", ["张建国"]),
        ("采写：某某周末记者 张建国", ["张建国"]),
        ("采写/张建国", ["张建国"]),
        ("策划：李四海 文案：张建国", ["张建国"]),
        ("某经记者：张建国 某经编辑：李四海", ["张建国"]),
        ("本报记者张建国 本报通讯员李四海", ["张建国", "李四海"]),
    ],
)
def test_who_signs_under_a_text(line: str, authors: list[str]) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2014-06-07 来源：温州网</div>{paragraphs(*TEXT, line)}")
    assert said["authors"] == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("本报记者张建国 北京报道 ", ["张建国"]),
        ("某新闻客户端 通讯员 张建国 记者 李四海 ", ["张建国", "李四海"]),
        ("21世纪某报道记者 张建国 上海报道 ", ["张建国"]),
        ("总台记者 张建国： ", ["张建国"]),
        ("某某日报讯 （记者/张建国 通讯员/李四海）", ["张建国", "李四海"]),
        ("某网讯（融媒体记者 张建国 文/图）", ["张建国"]),
    ],
)
def test_who_signs_where_a_text_begins(line: str, authors: list[str]) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2014-06-07 来源：温州网</div>{paragraphs(line + TEXT[0], *TEXT[1:])}")
    assert said["authors"] == authors


NO_WRITERS = """（编辑 张建国）|编辑：张建国 校对：李四海|责编 张建国|（实习编辑：张建国）|（图片由张建国提供）|（供图 张建国）
（新华社记者 张建国摄）|（张建国 摄）|图/张建国|审核：张建国|初审：张建国 复审：李四海 终审：王海|翻译：张建国|（编译：张建国）
联系人：张建国 电话：0571-8888|主持人：张建国|（据新华社）|（浙江日报）|（完）|（金华 温州）|（温州 公安局）|（受访者供图）
（张建国为化名）|市长 张建国|本文版权归张建国所有|整理：张建国|（综合新华社 央视新闻）|剪辑：张建国|责任编辑/张建国|（张建国 译）
（作者：本报评论员）|（作者单位：市法院）|发布人：张建国|网友：张建国"""


@pytest.mark.parametrize("line", NO_WRITERS.replace("\n", "|").split("|"))
def test_who_stands_under_a_text_and_did_not_write_it(line: str) -> None:
    byline = "<div>2014-06-07 来源：温州网</div>"
    assert read(f"<h1>{TITLE}</h1>{byline}{paragraphs(*TEXT, line)}")["authors"] == []
    assert read(f"<h1>{TITLE}</h1>{byline}{paragraphs(*TEXT[:-1], TEXT[-1] + line)}")["authors"] == []
    assert read(f"<h1>{TITLE}</h1>{byline}{paragraphs(line, *TEXT)}")["authors"] == []


@pytest.mark.parametrize(
    ("line", "source", "authors"),
    [
        ("温州都市报 2014-06-07 09:10 张建国", "温州都市报", ["张建国"]),
        ("新浪财经 2014-06-07 09:10 高清", "新浪财经", []),
        ("2014-06-07 09:10 来源：CNBeta.COM 编译", "CNBeta.COM", []),
        ("2014-06-07 09:10 来源：www.example.com", None, []),
        ("2014-06-07 09:10 来源：Engadget 中文版 作者：Andy Yang", "Engadget 中文版", ["Andy Yang"]),
        ("来自：微信公众号“城市笔记” 2014-06-07", "城市笔记", []),
        ("来源丨城市笔记（ID：csbj）作者丨张建国 2014-06-07", "城市笔记", ["张建国"]),
        ("2014-06-07　来源：解放日报　作者：张建国；李四海", "解放日报", ["张建国", "李四海"]),
    ],
)
def test_bylines_in_other_orders_and_with_other_outlets(line: str, source: str | None, authors: list[str]) -> None:
    said = read(f"<h1>{TITLE}</h1><div>{line}</div>{paragraphs(*TEXT)}")
    assert fields(said, "source", "authors", "body") == {"source": source, "authors": authors, "body": BODY}
    assert str(said["published"]).startswith("2014-06-07")


ENTRY = "<li><a href=/{0}.html>某地推进重点项目建设取得新进展{0}</a> 2023-01-0{0}</li>"
LISTED = '{"title":"x","publishTime":"2023-01-0%d 10:10:10"}'


@pytest.mark.parametrize(
    ("over", "byline", "below", "head"),
    [
        ("<div>2024-03-02 10:10:11</div>", "", "", ""),
        ("", f"<ul>{ENTRY.format(1)}{ENTRY.format(2)}</ul>", "", ""),
        ("", "<div>报名截止日期：2014-06-07</div>", "", ""),
        ("", "<div>活动时间：2014-06-07</div>", "", ""),
        ("", "<div>有效期至：2024-06-07</div>", "", ""),
        ("", "", "<div>网站更新时间：2024-01-01</div>", ""),
        ("", "", "<div>© 2002-2012 news.test 最后更新：2024-01-01</div>", ""),
        ("", "", "", f"<script>var list=[{LISTED % 1},{LISTED % 2}]</script>"),
    ],
    ids=[
        "of the visit",
        "of a list",
        "deadline",
        "event",
        "validity",
        "of the site",
        "of the site at its foot",
        "in a list of a script",
    ],
)
def test_days_of_something_else_are_not_that_of_publication(over: str, byline: str, below: str, head: str) -> None:
    page = f"<title>{TITLE}_温州网</title>{head}{over}<div>{NAV}</div><h1>{TITLE}</h1>{byline}<div>{paragraphs(*TEXT)}</div>"
    assert fields(extract(f"{page}{below}{FOOT}".encode()), "kind", "published") == {
        "kind": "article",
        "published": None,
    }


def test_a_labelled_day_without_marks_between_its_figures() -> None:
    assert read(f"<h1>{TITLE}</h1><div>发布时间：20140607</div>{paragraphs(*TEXT)}")["published"] == "2014-06-07"


def test_the_name_of_a_section_and_buttons_over_a_short_text_are_not_the_text() -> None:
    said = read(
        f"<h1>{TITLE}</h1><p>2019-07-08 16:57 来源：余杭新闻网</p><div><a>专案</a> ></div><a>字号</a><div>{SHORT}</div>"
    )
    assert said["body"] == SHORT


def test_where_readers_may_write_to_is_no_part_of_a_text_and_may_stand_in_one() -> None:
    contact = "投稿与新闻线索：陈女士 手机：13600000000"
    head = f"<h1>{TITLE}</h1><p>2016-02-03 来源：甲报</p>"
    assert read(f"{head}<div>{paragraphs(*TEXT, contact)}</div>")["body"] == BODY
    assert read(f"{head}<div>{paragraphs(TEXT[0], contact, *TEXT[1:])}</div>")["body"] == "\n".join(
        (TEXT[0], contact, *TEXT[1:])
    )


def test_an_outlet_that_a_text_ends_with_is_its_source() -> None:
    end = "本文转载自：余杭新闻网"
    said = read(f"<h1>{TITLE}</h1><p>发布时间：2012-08-02 08:30</p><div>{paragraphs(*TEXT, end)}</div>")
    assert fields(said, "source", "body") == {"source": "余杭新闻网", "body": BODY}


@pytest.mark.parametrize(
    ("byline", "source"),
    [
        ("来源：微信公众号：余杭发布 2023-03-14 21:08", "余杭发布"),
        ("2022-11-03 19:20 余杭晨报官方帐号", "余杭晨报"),
        ("2007-08-03 10:25:11 据国际在线", "国际在线"),
        ("2011-11-18 17:05 [余杭晨报]", "余杭晨报"),
        ("【聯合報╱記者李小明／台北報導】 2013.11.25 03:12 am", "聯合報"),
    ],
)
def test_outlets_in_odd_forms(byline: str, source: str) -> None:
    assert read(f"<h1>{TITLE}</h1><p>{byline}</p><div>{paragraphs(*TEXT)}</div>")["source"] == source


CARD = "<div><h4><a href=/u/1>{}</a></h4><dl><dd>2.6万文章</dd><dd>总阅读</dd></dl><a href=/u/1>查看TA的文章></a></div>"


def test_the_account_whose_card_the_page_shows_is_the_source_and_one_of_several_is_not() -> None:
    text = f"<h1>{TITLE}</h1><p>2020-04-12 09:10</p><div>{paragraphs(*TEXT)}</div>"
    assert read(CARD.format("健康余杭") + text)["source"] == "健康余杭"
    assert read(CARD.format("健康余杭") + text + CARD.format("美食余杭"))["source"] is None


@pytest.mark.parametrize(("day", "source"), [("2019-10-20", "余杭夜话"), ("2019-10-21", None)])
def test_an_account_that_a_script_names_beside_the_day_that_the_page_prints(day: str, source: str | None) -> None:
    script = '<script>var nickname = decode("余杭夜话"); var ct="1571529909";</script>'
    assert read(f"<h1>{TITLE}</h1><em>{day}</em><div>{paragraphs(*TEXT)}</div>{script}")["source"] == source


def test_an_office_named_as_correspondent_does_not_hide_the_reporter() -> None:
    text = (f"甲报讯 （记者/谢思佳 通讯员/粤农）{TEXT[0]}", *TEXT[1:])
    said = read(f"<h1>{TITLE}</h1><p>2009-04-01 来源：甲报</p><div>{paragraphs(*text)}</div>")
    assert said["authors"] == ["谢思佳"]


def test_what_an_outlet_calls_its_abstract_and_an_offer_for_phones_are_no_text() -> None:
    head = f"<h1>{TITLE}</h1><p>2021-05-20 来源：甲报</p>"
    offer = "<div><span>方便，快捷</span><span>手机查看财经快讯</span></div>"
    abstract = f"<div><div>摘要</div><div>【{TITLE}】{TEXT[0][:30]}</div></div>"
    assert read(f"{head}{offer}{abstract}<div>{paragraphs(*TEXT)}</div>")["body"] == BODY
    assert read(f"{head}<div>某某服装网导读：{TEXT[0][:30]}。</div><div>{paragraphs(*TEXT)}</div>")["body"] == BODY


def entry(headline: str, summary: str, day: str = "2022-06-10") -> str:
    return f"<div><a href=/3>{headline}</a><p>{summary}</p><span>{day}</span></div>"


def test_summaries_of_other_texts_under_their_headlines_are_no_part_of_a_short_text() -> None:
    others = (entry("专家解读", TEXT[1]), entry("业内人士谈转型", TEXT[2]))
    said = read(
        f"<div><h1>{TITLE}</h1><p>2022-06-11 来源：甲报</p><div><p>{SHORT}</p></div></div><div>{''.join(others)}</div>"
    )
    assert said["body"] == SHORT


def test_a_paragraph_after_a_link_in_the_box_of_the_text_is_text() -> None:
    link = '<p><a href="/3">专家解读</a></p>'
    said = read(f"<h1>{TITLE}</h1><p>2022-06-11 来源：甲报</p><div><p>{TEXT[0]}</p>{link}<p>{TEXT[1]}</p></div>")
    assert said["body"] == "\n".join(TEXT[:2])


def test_a_newspaper_before_its_day_over_the_title_gives_both() -> None:
    edition = "<div>余杭晨报 2017年10月22日 星期日 <a href=1>上一版</a><a href=2>下一版</a></div>"
    said = read(f"{edition}<h1>{TITLE}</h1><h4>本报记者 张瑾华 文/摄</h4><div>{paragraphs(*TEXT)}</div>")
    assert fields(said, "published", "source", "authors") == {
        "published": "2017-10-22",
        "source": "余杭晨报",
        "authors": ["张瑾华"],
    }


@pytest.mark.parametrize(
    "credit",
    [
        "本文来自微信公众号“余杭故事”（ID：yhgs），作者：李雪。",
        "本文转载自公众号：余杭故事",
        "文章首发于微信公众号「余杭故事」。",
    ],
)
def test_an_account_that_a_text_says_it_is_from_is_its_source(credit: str) -> None:
    said = read(f"<h1>{TITLE}</h1><p>2021-09-02 12:30</p><div>{paragraphs(f'编者按：{credit}', *TEXT)}</div>")
    assert said["source"] == "余杭故事"


def test_how_far_a_document_is_public_is_no_outlet() -> None:
    end = "（此件公开发布）"
    said = read(f"<h1>{TITLE}</h1><p>发布日期：2018-07-12</p><div>{paragraphs(*TEXT, end)}</div>")
    assert fields(said, "source", "body") == {"source": None, "body": f"{BODY}\n{end}"}


def test_a_name_behind_the_bracket_that_holds_the_author_is_not_his() -> None:
    said = read(
        f"<h1>{TITLE}</h1><p>2008-08-18</p><div>{paragraphs(*TEXT)}</div><div>（来源：甲报 作者：周雪松）<a>赵宇</a></div>"
    )
    assert fields(said, "source", "authors") == {"source": "甲报", "authors": ["周雪松"]}


def test_a_column_is_dated_below_and_readers_who_agree_are_no_text() -> None:
    said = read(
        f"<h1>{TITLE}</h1><div>1,204 人赞同了该文章</div><div>{paragraphs(*TEXT)}</div><div>编辑于 2021-03-18 22:41</div>"
    )
    assert fields(said, "published", "body") == {"published": "2021-03-18T22:41+08:00", "body": BODY}


def test_what_to_install_after_the_labels_below_a_text_is_no_part_of_it() -> None:
    ends = ("来源丨余杭晨报客户端", "监制丨李浙 张鸥", "编辑丨王岑")
    offers = (
        "新闻线索报料通道：应用市场下载“余杭”客户端，全省600位记者在线等你来报料！",
        "更多精彩资讯请在应用市场下载“余杭”客户端，未经授权请勿转载，欢迎提供新闻线索，一经采纳即付报酬，24小时热线。",
    )
    for offer in offers:
        said = read(
            f"<h2>{TITLE}</h2><p><span>新闻</span> 2022-03-09 20:13</p><div>{paragraphs(*TEXT, *ends, offer)}</div>"
        )
        assert fields(said, "source", "editor", "body") == {"source": "余杭晨报客户端", "editor": "王岑", "body": BODY}


def test_the_numbers_of_the_parts_of_a_text_are_its_headings_and_those_of_pages_are_not() -> None:
    head = f"<h1>{TITLE}</h1><p>2022-03-09 来源：甲报</p>"
    parts = ("01", TEXT[0], "02", TEXT[1], "03", TEXT[2])
    assert read(f"{head}<div>{paragraphs(*parts)}</div>")["body"] == "\n".join(parts)
    pager = "<div><span>1</span> <a href=1_2.html>2</a> <a href=1_2.html>下一页</a></div>"
    assert read(f"{head}<div>{paragraphs(*TEXT)}{pager}</div>")["body"] == BODY


def test_a_newspaper_in_the_line_above_the_day_of_an_edition_is_the_source() -> None:
    edition = "<div>潮州日报 <a href=/>返回首页</a></div><div>2019年11月07日 星期四　第2版：本地要闻</div>"
    said = read(f"{edition}<div>{TITLE}</div><div>{paragraphs(*TEXT)}</div>")
    assert fields(said, "published", "source") == {"published": "2019-11-07", "source": "潮州日报"}


def test_headings_of_lists_side_by_side_under_a_short_text_are_no_row_of_it() -> None:
    rows = "<tr><td>最新热点</td><td>最新推荐</td><td>相关文章</td></tr><tr><td><a href=/1>黄河整治</a></td><td>没有相关文章</td></tr>"
    visits = "<tr><td>本文共有 12 人浏览</td></tr>"
    text = f"<tr><td>{SHORT}</td></tr>{visits}{rows}"
    said = read(f"<table><tr><td>{TITLE}</td></tr><tr><td>时间：2007-7-3 8:32:00 来源：甲报</td></tr>{text}</table>")
    assert said["body"] == SHORT


def test_a_summary_over_who_wrote_and_edited_is_no_text_and_what_follows_the_text_is_not() -> None:
    written = "每经记者：李卓　　每经编辑：魏官红"
    ends = (
        "如需转载请与《每日甲报》报社联系。",
        "读者热线：4008890008",
        "特别提醒：如果我们使用了您的图片，请与本站联系。如您不希望作品出现在本站，可联系我们要求撤下您的作品。",
    )
    said = read(
        f"<h1>{TITLE}</h1><p>每日甲报 2022-08-17 21:36:40</p><p>◎ 上半年，工业增加值增长。</p>"
        f"<div>{paragraphs(written, *TEXT)}</div><div>{paragraphs(*ends)}</div>"
    )
    assert fields(said, "authors", "editor", "body") == {"authors": ["李卓"], "editor": "魏官红", "body": BODY}


def test_who_holds_the_rights_to_a_picture_over_its_caption_is_no_text() -> None:
    figure = (
        "<figure><img src=1.jpg><p>图像来源，某某图片社</p><figcaption>图像加注文字，投票现场</figcaption></figure>"
    )
    said = read(f"<h1>{TITLE}</h1><time>2019年12月12日</time>{figure}<div>{paragraphs(*TEXT)}</div>")
    assert said["body"] == BODY


def test_a_list_that_a_traditional_page_points_to_is_no_part_of_a_short_text() -> None:
    text = ("〔記者王榮祥／高雄報導〕通往部落的台29線昨天再度坍方，遊客紛紛退房。", "公路總局表示，已調派3部機具搶修。")
    offer = "不用抽 不用搶 現在用APP看新聞 <a href=/app>點我下載APP</a>"
    said = read(
        f"<h1>那瑪夏台29線坍方</h1><div>2016-06-14 15:02</div><div><p>{text[0]}</p><p>{text[1]}</p>"
        f"<p>相關新聞請見：</p><p><a href=/1>梅雨鋒面發威 那瑪夏撤村</a></p><p>{offer}</p></div>",
        title="那瑪夏台29線坍方",
    )
    assert said["body"] == "\n".join(text)


def test_a_name_beside_how_it_reports_is_the_writers() -> None:
    said = read(
        f"<h1>{TITLE}</h1><p>2023年1月17日</p><div><a href=/u>李文木</a>（综合报道）</div><div>{paragraphs(*TEXT)}</div>"
    )
    assert said["authors"] == ["李文木"]


def test_a_short_title_in_a_heading_goes_before_the_longer_name_of_its_writer() -> None:
    poem = "<br>".join(("我们在山坡上放下菊花", "放下一年的话", "父亲，您种的枇杷", "今年又开了"))
    page = (
        "<html><head><meta charset=utf-8><title>清明_江南夜雨_某某博客</title></head><body><div><p>江南夜雨</p>"
        f"<p>博客等级：12</p></div><h2>清明</h2><span>(2009-04-05 21:14:03)</span><div><p>{poem}</p></div></body></html>"
    )
    assert fields(extract(page.encode()), "title", "published") == {
        "title": "清明",
        "published": "2009-04-05T21:14:03+08:00",
    }


def test_the_account_over_a_day_with_a_short_year_is_the_source_and_its_platforms_word_ends_the_text() -> None:
    said = read(
        f"<h2>{TITLE}</h2><div><p>钱塘晚报网</p><div><span>发布时间：19-06-13</span> <span>07:09</span></div></div>"
        f"<div>{paragraphs(*TEXT)}</div><div>本文由百家号作者上传并发布，百家号仅提供信息发布平台。文章仅代表作者个人观点，"
        "未经作者许可，不得转载。</div><div><p>钱塘晚报网</p><p>简介：钱塘晚报网，青年人的家园</p></div>"
    )
    assert fields(said, "published", "source", "body") == {
        "published": "2019-06-13T07:09+08:00",
        "source": "钱塘晚报网",
        "body": BODY,
    }


def test_a_moment_beside_labels_over_the_title_is_that_of_publication() -> None:
    said = read(
        f"<div>选稿：丁怡　来源：钱塘晨报　作者：苗夏丽　2005年4月5日 07:31</div><p align=center><b>{TITLE}</b></p>"
        f"<div>{paragraphs(*TEXT)}</div>"
    )
    assert fields(said, "published", "source", "authors", "editor", "body") == {
        "published": "2005-04-05T07:31+08:00",
        "source": "钱塘晨报",
        "authors": ["苗夏丽"],
        "editor": "丁怡",
        "body": BODY,
    }


def test_a_documents_title_in_the_middle_under_the_table_of_what_it_is() -> None:
    cells = (
        ("公开方式：", "主动公开", "公开范围：", "面向全社会"),
        ("发布机构：", "区民政局", "生成日期：", "2016-09-20"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    listed = "".join(
        f"<tr><td>{n}</td><td>城关镇东门社区</td><td>{name}</td><td>低保</td></tr>"
        for n, name in ((1, "某甲"), (2, "某乙"))
    )
    page = (
        "<html><head><meta charset=utf-8><title>区政府信息公开</title></head><body><div>柯城区人民政府信息公开平台</div>"
        f"<table>{table}</table><div><p style='text-align:center'>关于柯城区新增社会救助对象名单的公示</p>"
        "<p>根据有关规定，经个人申请、民主评议，现将新增社会救助对象名单予以公示。</p>"
        f"<table>{listed}</table><p>公示期为5个工作日，如有异议，请向区民政局救助科反映。</p></div></body></html>"
    )
    said = extract(page.encode())
    assert fields(said, "kind", "title", "published") == {
        "kind": "article",
        "title": "关于柯城区新增社会救助对象名单的公示",
        "published": "2016-09-20",
    }
    assert said["body"].startswith("根据有关规定")
    assert said["body"].endswith("救助科反映。")


def test_the_writer_that_a_reprint_names_after_the_account_it_is_from() -> None:
    note = "编者按：本文来自微信公众号“盒饭财经”（ID：hefan），作者：谭丽平，某某网经授权发布。"
    said = read(f"<h1>{TITLE}</h1><div>2020-03-02</div><div>{paragraphs(note, *TEXT)}</div>")
    assert fields(said, "source", "authors") == {"source": "盒饭财经", "authors": ["谭丽平"]}


def test_a_link_back_to_the_portal_behind_the_last_words_is_none_of_them() -> None:
    last = f'<p>{TEXT[2]}<a href="http://www.example.cn/">返回某某，查看更多</a></p>'
    assert read(f"<h1>{TITLE}</h1><div>2019-09-05</div><div>{paragraphs(*TEXT[:2])}{last}</div>")["body"] == BODY


def test_the_editor_of_a_newspapers_page_ends_the_text() -> None:
    said = read(
        f"<h1>{TITLE}</h1><div>2016-05-03</div><div>{paragraphs(*TEXT)}</div><div>本版责编：张三丰<br>报社概况</div>"
    )
    assert said["body"] == BODY


def test_what_a_portal_sells_to_its_readers_over_a_text_is_no_text() -> None:
    offer = "<p>炒股就看<a href='/r'>某某分析师研报</a>，权威，专业，及时，全面，助您挖掘潜力主题机会！</p>"
    assert read(f"<h1>{TITLE}</h1><div>2019-09-06</div><div>{offer}{paragraphs(*TEXT)}</div>")["body"] == BODY


def test_a_day_and_a_moment_of_that_day_in_a_script_are_one() -> None:
    script = '<script>var nickname = "钱塘发布"; var ct = "1586304000"; var publish_time = "2020-04-08" || "";</script>'
    said = read(f"<h1>{TITLE}</h1><div>{paragraphs(*TEXT)}</div>{script}")
    assert fields(said, "published", "source") == {"published": "2020-04-08T08:00:00+08:00", "source": "钱塘发布"}


def test_a_weblogs_notice_of_rights_over_a_text_does_not_end_it_and_its_owner_wrote() -> None:
    notice = "<div>版权声明：本文为博主原创文章，遵循版权协议，转载请附上原文出处链接和本声明。</div>"
    said = read(
        f"<h1>{TITLE}</h1><div><span>原创</span> <span>2019年08月22日 21:15:36</span> <a href=/u>南山旧客</a> <span>阅读数 15"
        f"</span></div><div><span>个人分类：</span><a href=/t>经济</a></div><div>{notice}<div>{paragraphs(*TEXT)}</div></div>",
        title=f"{TITLE} - 南山旧客的专栏",
    )
    assert fields(said, "authors", "body") == {"authors": ["南山旧客"], "body": BODY}


def test_a_writer_with_his_office_in_brackets_under_the_name_of_a_column() -> None:
    said = read(
        f"<h1>{TITLE}</h1><div>2021-05-13 08:22</div><div>{paragraphs('【晚报时评】', '作者：陈宁（某大学副教授）', *TEXT)}</div>"
    )
    assert said["authors"] == ["陈宁"]


def test_what_sums_up_a_text_over_buttons_is_none_of_it() -> None:
    said = read(
        f"<h1>{TITLE}</h1><div>2019年09月08日 12:07</div><div>纺织业增长一成，降幅较上月收窄</div>"
        f"<div><a href=/c>评论</a><a href=/p>打印</a></div><div>{paragraphs(*TEXT)}</div>"
    )
    assert said["body"] == BODY


@pytest.mark.parametrize("name", ["itemprop", "itemProp"])
def test_a_pen_name_that_the_markup_calls_the_writer_is_his(name: str) -> None:
    said = read(
        f"<h1>{TITLE}</h1><div {name}='author'><meta {name}=name content=南山旧书客><a href=/u>南山旧书客</a></div>".replace(
            "'author'", '"author"'
        )
        + f"<div>{paragraphs(*TEXT)}</div><div>编辑于 2022-03-05</div>"
    )
    assert said["authors"] == ["南山旧书客"]


def test_a_text_that_a_script_shows_is_read_where_the_page_shows_none_however_short_it_is() -> None:
    said = read(
        f"<h1>{TITLE}</h1><div><a>钱塘发布</a> 2021-11-07 08:00</div><div><span>收录于话题</span><a>#冬天</a></div>"
        f'<div style="visibility: hidden; opacity: 0;"><p>{SHORT}</p><p>愿你有暖阳相伴</p></div>'
    )
    assert fields(said, "kind", "body") == {"kind": "article", "body": f"{SHORT}\n愿你有暖阳相伴"}


@pytest.mark.parametrize(
    ("beside", "below"),
    [
        ("钱塘观察官方帐号", ""),
        ("来自浙江", "特别声明：以上内容为某某旗下自媒体平台用户上传并发布，本平台仅提供信息存储空间服务。"),
    ],
)
def test_the_account_alone_over_the_day_on_a_platform_is_the_source(beside: str, below: str) -> None:
    account = (
        f"<div><div><a href=/u>钱塘观察</a></div><div><span>2021-12-05 09:20</span> <span>{beside}</span></div></div>"
    )
    said = read(f"<h1>{TITLE}</h1>{account}<div>{paragraphs(*TEXT)}</div><p>{below}</p>")
    assert fields(said, "source", "body") == {"source": "钱塘观察", "body": BODY}


def test_a_linked_name_over_the_day_elsewhere_is_no_source() -> None:
    said = read(
        f"<h1>{TITLE}</h1><div><a href=/u>钱塘观察</a></div><div>2021-12-05 09:20</div><div>{paragraphs(*TEXT)}</div>"
    )
    assert said["source"] is None


def test_a_newspaper_before_the_title_in_the_name_of_a_page_is_not_the_title_and_over_its_day_the_source() -> None:
    page = (
        "<html><head><meta charset=utf-8><title>钱塘日报数字报-大棚里的新日子</title></head><body><div>钱塘日报</div>"
        "<div>2022年02月11日 星期五</div><div><a href=/1>版面导航</a> <a href=/2>往期回顾</a></div><div>第03版：综合新闻</div>"
        f"<h2>大棚里的新日子</h2><div>{paragraphs(*TEXT)}</div></body></html>"
    )
    assert fields(extract(page.encode()), "title", "source", "published") == {
        "title": "大棚里的新日子",
        "source": "钱塘日报",
        "published": "2022-02-11",
    }


def test_the_issue_of_a_magazine_is_no_source() -> None:
    said = read(f"<h1>{TITLE}</h1><p>2008-07-28　　2008年第21期　　总第134期</p><div>{paragraphs(*TEXT)}</div>")
    assert fields(said, "published", "source") == {"published": "2008-07-28", "source": None}


@pytest.mark.parametrize(
    "line",
    [
        "某某网英语点津版权说明：凡注明来源为本网的原创作品，其他任何网站或单位未经允许不得转载和使用，违者必究。",
        "翻译&编辑：董静",
    ],
)
def test_translators_and_rights_end_a_text(line: str) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2017-03-10</div><div>{paragraphs(*TEXT)}</div><div>{line}</div><p>{SHORT}</p>")
    assert said["body"] == BODY


def test_what_follows_a_reservation_of_rights_under_a_text_is_none_of_it() -> None:
    rights = (
        "此内容为某某财经原创，著作权归某某财经所有。未经书面授权，不得以任何方式加以使用，包括转载、摘编或建立镜像。"
    )
    long = (*TEXT, SHORT)
    said = read(
        f"<h1>{TITLE}</h1><div>2019-09-08 15:44</div><div>{paragraphs(*long)}</div><div>{rights}<br>021-22002972；某某部</div>"
    )
    assert said["body"] == "\n".join(long)


def test_the_site_before_a_writer_in_brackets_does_not_hide_him() -> None:
    said = read(
        f"<h1>{TITLE}</h1><div>2014-05-06</div><div>{paragraphs(*TEXT, '某某之家将继续关注。（文/某某之家 李志强）')}</div>"
    )
    assert said["authors"] == ["李志强"]


def test_a_player_that_loads_is_no_text() -> None:
    player = "<div><p>视频加载中...</p></div>"
    assert read(f"<h1>{TITLE}</h1><div>2012-05-11</div><div>{player}{paragraphs(*TEXT)}</div>")["body"] == BODY


def test_the_name_of_a_site_that_leads_home_is_no_title_though_the_head_names_the_site_on_every_page() -> None:
    page = (
        "<html><head><meta charset=utf-8><title>市第一人民医院官方网站</title></head><body><h1><a href='/'>市第一人民医院</a></h1>"
        "<h2>新闻动态</h2><h3>省卫健委领导来院调研互联网医院建设</h3><div>信息来源：院办 日期：2020-10-19</div>"
        f"<div>{paragraphs(*TEXT)}</div></body></html>"
    )
    assert extract(page.encode())["title"] == "省卫健委领导来院调研互联网医院建设"


def test_a_title_that_is_a_link_to_the_page_itself_is_one() -> None:
    said = read(f"<h1><a href='/2023/1.html'>{TITLE}</a></h1><div>2020-10-19</div><div>{paragraphs(*TEXT)}</div>")
    assert said["title"] == TITLE


@pytest.mark.parametrize(
    ("byline", "source"), [("2023-04-07 HKT 09:12", None), ("2022/07/18 钱塘日报·交汇点 徐睿", "钱塘日报·交汇点")]
)
def test_a_zone_of_time_is_no_outlet_and_one_with_a_dot_is_no_person(byline: str, source: str | None) -> None:
    said = read(f"<h1>{TITLE}</h1><div>{byline}</div><div>{paragraphs(*TEXT)}</div>")
    assert said["source"] == source
    assert said["authors"] in ([], ["徐睿"])


@pytest.mark.parametrize("foot", ["", "<div>© 2012 甲网 浙ICP备11047537号</div>"])
@pytest.mark.parametrize(
    "notice",
    ["版权声明：凡注明“来源：甲网”的文章，版权均属甲网所有。", "免责声明：本文仅代表作者个人观点，与本网无关。"],
)
def test_a_notice_of_rights_over_a_text_in_its_own_box_does_not_take_the_text(notice: str, foot: str) -> None:
    said = read(f"<h1>{TITLE}</h1><p>来源：甲报 2010-10-20</p><div>{paragraphs(notice, *TEXT)}</div>{foot}")
    assert (said["kind"], said["body"]) == ("article", BODY)


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("商会秘书处，如若转载，请注明出处：http://www.example.cn/1.html", []),
        ("张三，如若转载，请注明出处：http://www.example.cn/1.html", ["张三"]),
        ("记者 冯波 范晓林/文 蒋超/摄", ["冯波", "范晓林"]),
        ("蒋超/摄", []),
    ],
)
def test_an_author_label_names_those_that_wrote_and_not_what_is_reserved(value: str, authors: list[str]) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2020-05-14 06:32　来源：甲网　作者：{value}</div>{paragraphs(*TEXT)}")
    assert said["authors"] == authors


def test_a_role_behind_the_outlet_is_no_part_of_its_name() -> None:
    over = f"<h1>{TITLE}</h1><div>日期：2006年10月8日　稿源：城东之窗通讯员 吴刚</div>"
    assert fields(read(over + paragraphs(*TEXT)), "source", "authors") == {"source": "城东之窗", "authors": ["吴刚"]}


def test_the_number_of_a_document_under_its_title_is_none() -> None:
    over = f"<table><tr><td>{TITLE}</td></tr><tr><td>（双政办发〔2017〕33号）</td></tr><tr><td>时间:2017-10-18</td></tr></table>"
    page = f"<title>通知公告</title>{over}{paragraphs(*TEXT)}"
    assert extract(page.encode(), "http://news.example.cn/1.html")["title"] == TITLE


@pytest.mark.parametrize("between", ["<div>首页 / 新闻资讯 / 公司新闻</div>", "<p>新闻资讯</p>"])
def test_a_short_name_that_every_page_is_called_by_is_not_the_title_far_below_it(between: str) -> None:
    over = f"<h1>某某机电</h1>{between}<div>{TITLE}</div><div>发布时间：2018-07-09 08:30</div>"
    page = f"<title>某某机电</title>{over}<div>{paragraphs(*TEXT)}</div>"
    assert extract(page.encode(), "http://news.example.cn/1.html")["title"] == TITLE


def test_a_short_title_over_its_subtitle_stays_one() -> None:
    over = "<h1>老街修表匠</h1><h2>一张木桌三十年的滴答声</h2><div>发布时间：2018-07-09 08:30</div>"
    page = f"<title>老街修表匠</title>{over}<div>{paragraphs(*TEXT)}</div>"
    assert extract(page.encode(), "http://news.example.cn/1.html")["title"] == "老街修表匠"


def test_a_paper_and_its_day_in_cells_over_the_pages_of_its_edition_are_its_source() -> None:
    over = (
        "<table><tr><td>晨江日报</td><td>2015年04月17日 星期五</td></tr><tr><td><a href=node_9.htm>第A08版：副刊</a></td></tr>"
        "</table><table><tr><td><a href=a>上一篇</a> <a href=b>下一篇</a></td><td>2015年04月17日 放大 缩小</td></tr></table>"
    )
    page = f"<title>{TITLE}</title>{over}<h2>{TITLE}</h2><div>□ 林小满</div><div>{paragraphs(*TEXT)}</div>"
    said = extract(page.encode(), "http://news.example.cn/1.html")
    assert fields(said, "source", "published", "authors") == {
        "source": "晨江日报",
        "published": "2015-04-17",
        "authors": ["林小满"],
    }


def test_who_began_a_thread_wrote_its_first_post() -> None:
    post = "<div><a href=/u/1>一叶轻舟</a></div><div>发表于 2014-7-8 21:15:02 | <a href=#>只看该作者</a></div>"
    said = read(f"<h1>{TITLE}</h1><div>{post}<div>{paragraphs(*TEXT)}</div></div>")
    assert fields(said, "published", "authors") == {"published": "2014-07-08T21:15:02+08:00", "authors": ["一叶轻舟"]}


def test_a_reporter_with_a_role_stands_between_bars_as_well() -> None:
    over = "<div><span>2023-06-12 20:10</span>|<span>来源：甲县融媒体中心</span>|<span>全媒体记者 徐文荣 章馨予</span></div>"
    said = read(f"<h1>{TITLE}</h1>{over}{paragraphs(*TEXT)}")
    assert fields(said, "source", "authors") == {"source": "甲县融媒体中心", "authors": ["徐文荣", "章馨予"]}


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("（融媒体记者 韩梅 / 文 李想 / 图）", ["韩梅"]),
        ("（韩梅 李想 文/图）", ["韩梅", "李想"]),
        ("（甲县融媒体中心记者：马丽 通讯员：徐刚）", ["马丽", "徐刚"]),
    ],
)
def test_who_signs_a_text_in_brackets_is_part_of_it_and_who_took_pictures_no_author(
    line: str, authors: list[str]
) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2022-09-30 甲网</div><div>{paragraphs(*TEXT, line)}<p>编辑 | 何欣</p></div>")
    assert fields(said, "authors", "body") == {"authors": authors, "body": f"{BODY}\n{line}"}


def test_an_editor_in_brackets_at_the_end_needs_no_colon() -> None:
    said = read(f"<h1>{TITLE}</h1><div>2022-09-30 甲网</div><div>{paragraphs(*TEXT)}<p>（编辑 施展）</p></div>")
    assert fields(said, "editor", "body") == {"editor": "施展", "body": BODY}


def test_the_account_that_a_text_names_goes_before_a_word_beside_the_date() -> None:
    note = "本文来自微信公众号“港口圈”，作者：孙亮，经授权发布。"
    said = read(f"<h1>{TITLE}</h1><div>航运界 · 2014-06-18 15:02 · 港口</div><div>{paragraphs(*TEXT, note)}</div>")
    assert fields(said, "source", "authors") == {"source": "港口圈", "authors": ["孙亮"]}


def test_the_bar_of_a_weblog_is_no_text() -> None:
    bar = "<div>阅读(120) ┊ 评论 (3) ┊ 收藏(0) ┊ 转载(1) ┊ 喜欢 ┊ 打印 ┊ 举报</div>"
    assert read(f"<h2>{TITLE}</h2><span>(2010-03-12 20:15:33)</span>{paragraphs(*TEXT)}{bar}")["body"] == BODY


def test_a_form_may_call_a_title_so_in_its_line() -> None:
    over = f"<table><tr><td>江南烟雨 等级：侠客</td><td><div>主题：{TITLE}</div>{paragraphs(*TEXT)}</td></tr></table>"
    page = f"<title>{TITLE}_文学天地_老街社区</title>{over}"
    assert extract(page.encode(), "http://news.example.cn/1.html")["title"] == TITLE


@pytest.mark.parametrize(
    ("byline", "source", "authors", "published"),
    [
        (
            "海州日报全媒体记者 孙亮 通讯员 钱多多 2014-06-18 15:02",
            "海州日报",
            ["孙亮", "钱多多"],
            "2014-06-18T15:02+08:00",
        ),
        ("〖发布时间：2013-5-9〗〖点击：77〗〖来源：海州日报〗", "海州日报", [], "2013-05-09"),
        ("海州日报 孙亮 06月18日 15:02", "海州日报", ["孙亮"], None),
        ("海州在线讯 2022-09-30 记者王敏", "海州在线", ["王敏"], "2022-09-30"),
    ],
)
def test_outlets_and_their_reporters_stand_in_one_line_with_the_day(
    byline: str, source: str, authors: list[str], published: str | None
) -> None:
    said = read(f"<h1>{TITLE}</h1><div>{byline}</div>{paragraphs(*TEXT)}")
    assert fields(said, "source", "authors", "published", "body") == {
        "source": source,
        "authors": authors,
        "published": published,
        "body": BODY,
    }


@pytest.mark.parametrize("sheet", ["<b>18</b><i>2020-12</i>", "<p>18</p><p>2020/12</p>", "<p>2020年12月</p><p>18</p>"])
@pytest.mark.parametrize("is_over", [True, False])
def test_a_day_may_stand_apart_from_its_year_and_month(sheet: str, *, is_over: bool) -> None:
    sheet, title = f"<div>{sheet}</div>", f"<h1>{TITLE}</h1>"
    said = read((sheet + title if is_over else title + sheet) + f"<div>{paragraphs(*TEXT)}</div>")
    assert fields(said, "published", "body") == {"published": "2020-12-18", "body": BODY}


def test_a_day_that_a_text_is_signed_with_is_its_date_where_the_page_gives_no_other() -> None:
    text = f"<div>{paragraphs(*TEXT)}<p align=right>2022年11月3日</p></div>"
    assert read(f"<h1>{TITLE}</h1>{text}")["published"] == "2022-11-03"
    assert read(f"<h1>{TITLE}</h1><div>2022-11-05</div>{text}")["published"] == "2022-11-05"


@pytest.mark.parametrize("line", ["上一篇：没有了！", "风险提示：本站所提供的资讯不代表任何投资建议，风险自担。"])
def test_what_stands_under_a_text_and_reads_like_a_sentence_is_none_of_it(line: str) -> None:
    said = read(f"<h1>{TITLE}</h1><div>2023-06-12 甲网</div>{paragraphs(*TEXT)}<p>{line}</p>")
    assert said["body"] == BODY


def test_an_editor_behind_a_slash_may_be_the_last_in_brackets() -> None:
    said = read(
        f"<h1>{TITLE}</h1><div>2016-06-26 甲网</div>{paragraphs(*TEXT)}<div>（文/周琳 图/陈宇 编辑/何欣）</div>"
    )
    assert fields(said, "authors", "editor") == {"authors": ["周琳"], "editor": "何欣"}


@pytest.mark.parametrize(
    ("byline", "source", "authors"),
    [
        ("<div>2016-05-20 07:12</div><div>钟山晚报 沈默</div>", "钟山晚报", ["沈默"]),
        ("<div>双河融媒 06-12 17:33 记者 刘畅</div>", "双河融媒", ["刘畅"]),
        ("<div>青山农业 2022-11-04 17:30 湖北</div>", "青山农业", []),
        ("<div>2022-11-04</div><div>来源：海州日报（记者 冯波）</div>", "海州日报", ["冯波"]),
        ("<div>By 吴晓红</div><div>2022年11月3日</div>", None, ["吴晓红"]),
    ],
)
def test_outlets_and_people_beside_each_other_are_told_apart_from_places(
    byline: str, source: str | None, authors: list[str]
) -> None:
    said = read(f"<h1>{TITLE}</h1>{byline}<div>{paragraphs(*TEXT)}</div>")
    assert fields(said, "source", "authors", "body") == {"source": source, "authors": authors, "body": BODY}


def test_the_month_and_the_first_day_of_a_calendar_are_no_date() -> None:
    days = "".join(f"<td>{day}</td>" for day in range(1, 32))
    calendar = f"<table><tr><td>2011年12月</td></tr><tr>{days}</tr></table>"
    assert read(f"<h1>{TITLE}</h1>{calendar}<div>{paragraphs(*TEXT)}</div>")["published"] is None
