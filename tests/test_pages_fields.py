"""What each field of an article may be read from, the surest first."""

from __future__ import annotations

from zjcrawl.pages.byline import Byline, read_byline
from zjcrawl.pages.document import parse
from zjcrawl.pages.fields import Setting, authors, dates, sources


def setting(head: str, text: str = "", tail: str = "", page: str = "") -> Setting:
    """What the fields of an article are read from that has these lines, and a page of this markup."""
    over, within, under = (parse(f"<body>{part}</body>").lines for part in (head, text, tail))
    return Setting(
        document=parse(page or "<title>标题</title>", "http://news.test/1.html"),
        lines=(*over, *within, *under),
        title=None,
        region=None,
        head=over,
        text=within,
        tail=under,
        byline=read_byline(over),
        after=read_byline(under, labelled_only=True) if under else Byline(),
    )


def test_the_byline_over_a_text_dates_it_before_any_other() -> None:
    found = setting("<p>时间：2010-10-20</p>", tail="<p>发布时间：2010-10-21</p>")
    assert [date.value.iso for date in dates(found) if date] == ["2010-10-20", "2010-10-21"]


def test_a_time_in_the_head_of_a_page_dates_it_last() -> None:
    page = "<meta property='article:published_time' content='2010-10-22T08:05:00+08:00'><title>标题</title>"
    found = setting("<p>时间：2010-10-20</p>", page=page)
    assert [date.value.iso[:10] for date in dates(found) if date] == ["2010-10-20", "2010-10-22"]


def test_a_source_that_a_label_names_under_a_text_comes_before_one_that_none_names() -> None:
    found = setting("<p>2010-10-20 余杭新闻网</p>", tail="<p>来源：浙江日报</p>")
    assert [source.value for source in sources(found) if source][:2] == ["浙江日报", "余杭新闻网"]


def test_whoever_a_label_calls_the_author_comes_before_who_signed() -> None:
    found = setting("<p>作者：王伟</p>", "<p>会议部署了工作。（记者 李娜）</p>")
    assert list(dict.fromkeys(people.value for people in authors(found) if people)) == [("王伟",), ("李娜",)]


def test_an_editor_is_no_author() -> None:
    found = setting("<p>2010-10-20</p>", tail="<p>责任编辑：王伟</p>")
    assert [people for people in authors(found) if people] == []


def test_a_page_that_says_nothing_has_no_field() -> None:
    found = setting("", page="<title></title>")
    assert not any((*dates(found), *sources(found), *authors(found)))
