"""Pagers are known by words and runs of numbers; calendars and next articles are none."""

from __future__ import annotations

import pytest

from zjcrawl.pages.anchors import read_anchors
from zjcrawl.pages.document import parse
from zjcrawl.pages.pager import next_page, read_pager
from zjcrawl.records import Pager

URL = "http://www.zj123.com/list.asp?id=1"


def pager_of(html: str, url: str = URL) -> Pager:
    document = parse(f"<html><body>{html}</body></html>", url)
    return read_pager(document, read_anchors(document), url)


@pytest.mark.parametrize(
    "html",
    [
        '<div>首页 上一页 <a href="?id=1&page=2">下一页</a> <a href="?id=1&page=9">尾页</a></div>',
        '<p><b>1</b> <a href="?id=1&page=2">[2]</a> <a href="?id=1&page=3">[3]</a></p>',
        '<nav><h2>文章导航</h2><span>1</span><a href="?id=1&page=2">2</a></nav>',
        '<td>共3页 <a href="?id=1&page=2"><font color=red>2</font></a></td>',
        '<div>1/3页 <a href="?id=1&page=2">&gt;</a></div>',
        '<span><a href="?id=1&page=2"><img src=n.gif alt="下一页"></a></span>',
        '<span><a href="?id=1&page=2" title="下一页">»</a> 第1页</span>',
        '<select><option value="list.asp?id=1">第1页<option value="list.asp?id=1&page=2">第2页</select>',
        '<link rel=next href="?id=1&page=2">',
        '<div>|&lt; &lt;&lt; 1/9 <a href="?id=1&page=2">&gt;&gt;</a> <a href="?id=1&page=9">&gt;|</a></div>',
        '<center>1 <a href="?id=1&page=2">›</a> <a href="?id=1&page=9">»</a></center>',
        '<p><a href="?id=1&page=0">‹</a> <span>1</span> <a href="?id=1&page=2">›</a></p>',
        '<script type="text/xml"><nextgroup><![CDATA[<a href="?id=1&page=2"></a>]]></nextgroup></script>',
        "<a href=\"javascript:window.open('list.asp?id=1&page=2')\">下一頁</a>",
        "<script>function go(n){location.href='list.asp?id=1&page='+n}</script><a href='javascript:go(2)'>下一页</a>",
        '<p><b>[1-16]</b> <a href="?id=1&page=2">[17-32]</a> <a href="?id=1&page=3">[33-48]</a></p>',
        '<p><b>[1]</b><a href="?id=1&page=2">[2]</a><a href="?id=1&page=5">&gt;&gt;</a> 共<b>33</b>篇文章</p>',
        '<p>记录:<b>1-12</b> | <a href="?id=1&page=2">13-24</a> | <a href="?id=1&page=3">25-31</a></p>',
        '<p>记录:<b>1-12</b> | <a href="?id=1&page=2">13-19</a></p>',
        '<div>共9条/2页 <select><option selected value="?id=1&page=1">1/2<option value="?id=1&page=2">2/2</select></div>',
        '<select><option selected value="?id=1&page=1">1/2<option value="?id=1&page=2">2/2</select>',
        '<p>转到 <select><option value="?id=1&page=1">1<option value="?id=1&page=2">2</select> 页</p>',
        '<p><a href="?id=1&page=0">上20条</a> <a href="?id=1&page=2">下20条</a></p>',
        '<p><a href="?id=1&page=0">« 前面20条</a> <a href="?id=1&page=2">后面20条 »</a> <a href="?id=1&page=0">1</a> [2]</p>',
        '<p><a href="?id=1&page=2"><img src="/images/next.gif"></a></p>',
        '<p><a href="?id=1&page=2"><span>←</span> 早期文章</a> <a href="?id=1&page=0">较新文章 →</a></p>',
        '<p align=right><a href="?id=1&page=2">[续页]</a></p>',
        '<p><a href="?id=1&page=2"><img src="/images/next_page.gif"></a></p>',
        '<p>第一页 <a href="?id=1&page=2">第二页</a> <a href="?id=1&page=3">第三页</a></p>',
        '<div><a href="?id=1&page=2">加载更多</a></div>',
        '<div><a href="?id=1&page=2">点击加载更多</a></div>',
        '<p><a href="?id=1&page=2">上一周</a> <a href="?id=1&page=0">下一周</a></p>',
        '<p><a href="?id=1&page=2">上一期</a> <a href="?id=1&page=0">下一期</a></p>',
        '<p>上一期 <a href="?id=1&page=2">上一期</a></p>',
        "<select onchange=\"location.href='list.asp?id=1&page='+this.options[this.selectedIndex].value\"><option value=1 selected>"
        "第1页<option value=2>第2页</select>",
        "<p>转到<select onchange=\"self.location='list.asp?id=1&page='+this.value\"><option value=1>1<option value=2>2</select>页",
        "<script>function jump(o){location.href='list.asp?id=1&page='+o.value;}</script><p>到<select onchange='jump(this)'>"
        "<option value=1 selected>1<option value=2>2</select>页",
        "<form method=get action=list.asp><input type=hidden name=id value=1>共3页 到第<select name=page"
        " onchange='this.form.submit()'><option value=1 selected>1<option value=2>2<option value=3>3</select>页</form>",
        "<script>function go(c,p){location.href='list.asp?id='+c+'&page='+p}</script><a href='javascript:go(1,2)'>下一页</a>",
        "<script>var list = 'list.asp?id=1&page='; function go(p){location.href=list+p;}</script>"
        "<a href='javascript:go(2)'>下一页</a>",
        "<script>function go(p){location='list.asp?id='+1+'&page='+(p-1)}</script><a href='javascript:go(2)'"
        " onclick=\"open('list.asp?id=1&page=2')\">下一页</a>",
        '<p><a href="?id=1&page=2">前一期</a> <a href="?id=1&page=0">后一期</a></p>',
        '<p><a href="?id=1&page=0">接上页</a> <a href="?id=1&page=2">接下页</a></p>',
        "<input type=button value=上一页 disabled><input type=button value=下一页 onclick=\"location='list.asp?id=1&page=2'\">",
        "第1页 <input type=button value=第2页 onclick=\"location.href='list.asp?id=1&page=2'\">",
        "<input type=button value=下一页 onclick=\"location.href='?id=1&page=2'\">",
        "<a href=\"javascript:location.href='?id=1&page=2'\">下一页</a>",
        '<p><a href="?id=1&page=1">|&lt;</a> <a href="?id=1&page=0">&lt;</a> <a href="?id=1&page=2">&gt;</a>'
        ' <a href="?id=1&page=9">&gt;|</a></p>',
        '<p>上翻 <a href="?id=1&page=2">下翻</a></p>',
        '<ul><li>第1页:市场格局<li><a href="?id=1&page=2">第2页:企业对策</a></ul>',
        '<p><a href="?id=1&page=2">下一页：企业对策</a></p>',
        '<p><a href="?id=1&page=2">(未完,请看下页)</a></p>',
        '<div>共17條 <b>1</b> <a href="?id=1&page=2">[2]</a> <a href="?id=1&page=2">&gt;&gt;</a></div>',
        '<p><b>1</b> <a href="?id=1&page=2">2</a></p><ul>' + "<li>长长的列表" * 90 + "</ul>"
        '<p><b>1</b> <a href="?id=1&page=2">2</a></p>',
    ],
)
def test_the_next_page_is_found_in_every_form(html: str) -> None:
    assert next_page(pager_of(html), 1) == "http://www.zj123.com/list.asp?id=1&page=2"


FORM = (
    "<form name=pages action='list.asp' method={method}><input type=hidden name=id value=1><input type=hidden name=page"
    " id=no value=1><input type=submit name=go value=确定><a href='javascript:turn(2)'>下一页</a></form>"
    "<script>function turn(n){{ {body} }}</script>"
)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "body",
    [
        "document.pages.page.value=n; document.pages.submit();",
        "document.getElementById('no').value = n;\n document.forms[0].submit();",
        '$("#no").val(n); $("form").submit();',
    ],
)
def test_a_form_that_a_function_fills_leads_on(method: str, body: str) -> None:
    html = FORM.format(method=method, body=body)
    assert next_page(pager_of(html), 1) == "http://www.zj123.com/list.asp?id=1&page=2"


def test_a_first_page_of_several_leads_on_to_the_one_that_is_numbered_from_nought() -> None:
    html = '<p>页次:1/2页 <a href="?id=1&page=1">下一页</a></p>'
    assert next_page(pager_of(html), 1) == "http://www.zj123.com/list.asp?id=1&page=1"


def test_a_form_keeps_what_it_sends_apart() -> None:
    form = "<form><input name=key value='a&b c'><input name=p value=1></form>"
    script = "<script>function turn(n){document.forms[0].p.value=n;document.forms[0].submit()}</script>"
    found = pager_of(f"{form}{script}<a href='javascript:turn(2)'>下一页</a>")
    assert found.following == "http://www.zj123.com/list.asp?key=a%26b%20c&p=2"


def test_a_function_that_fills_no_form_leads_nowhere() -> None:
    script = "<script>function turn(n){document.f.page.value=n;document.f.submit()}</script>"
    assert pager_of(f"{script}<a href='javascript:turn(2)'>下一页</a>").following is None


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><th>日<th>一<th>二<th>三<th>四<th>五<th>六<tr><td><a href=?d=1>1</a><td><a href=?d=2>2</a></table>",
        '<div><a href="?m=9">上个月</a> 2010年10月 <a href="?m=11">下个月</a> <a href="?d=1">1</a> <a href="?d=2">2</a></div>',
        '<p><a href="show.asp?id=4">上一篇</a> <a href="show.asp?id=6">下一篇</a></p>',
        '<p>专题: <a href="a.html">2010</a> <a href="b.html">2011</a></p>',
        '<p><a href="#">下一页</a> <a href="javascript:void(0)">尾页</a></p>',
        '<p>规模: <a href="?s=1">1-10</a> <a href="?s=2">11-50</a> <a href="?s=3">51-100</a></p>',
        '<p>年份 <select><option selected value="?y=0">2010<option value="?y=1">2011</select></p>',
        "<p>没有链接</p>",
        '<p><a href="?photo=0">&lt;</a> <a href="?photo=2">&gt;</a></p>',
        '<p><a href="?y=2009">«</a> 2010 <a href="?y=2011">»</a></p>',
        '<p><a rel="next" href="/2010/10/21/7/">春天来了 →</a></p>',
        '<link rel="next" title="余姚家纺企业赴广交会" href="/2010/10/21/7/">',
        '<p>共9条 <a href="list.asp?id=1&page=1">下一页</a> <a href="list.asp?id=1&page=1">尾页</a> 页次:1/1页</p>',
    ],
)
def test_what_is_no_pager_leads_nowhere(html: str) -> None:
    assert next_page(pager_of(html), 1) is None


def test_the_number_of_the_page_itself_is_read() -> None:
    strip = '<a href="?p=1">1</a> <b>2</b> <a href="?p=3">3</a>'
    assert pager_of(f"<div>{strip}</div>").current == 2
    assert pager_of('<div>第 4 页 <a href="?p=5">下一页</a></div>').current == 4
    assert pager_of('<div>本文共 2 页,第 <b>1</b> <a href="?p=2">2</a> 页</div>').current == 1


def test_entries_number_their_pages_and_the_last_page_may_have_fewer() -> None:
    pager = pager_of("<p><a href='?n=1'>1-12</a> | <b>13-24</b> | <a href='?n=25'>25-31</a></p>")
    assert (pager.current, [number for number, _ in pager.numbered]) == (2, [1, 3])


def test_the_page_that_is_chosen_in_a_box_is_the_page_itself() -> None:
    pager = pager_of(
        "<select><option value='?p=1'>第1页<option selected value='?p=2'>第2页<option value='?p=3'>第3页</select>"
    )
    assert pager.current == 2


def test_the_first_link_of_an_index_of_pages_is_not_the_page_itself() -> None:
    index = "<table><tr><td>文章索引<tr><td><a href=?p=2>第2页</a><tr><td><a href=?p=3>第3页</a></table>"
    assert next_page(pager_of(index), pager_of(index).current or 1) == "http://www.zj123.com/list.asp?p=2"


def test_a_number_that_is_missing_is_bridged_by_the_nearest_later_one() -> None:
    assert next_page(Pager(((1, "a"), (4, "d"), (5, "e"))), 2) == "d"
    assert next_page(Pager(((1, "a"), (4, "d")), following="c"), 2) == "c"
    assert next_page(Pager(((1, "a"),)), 1) is None


@pytest.mark.parametrize("words", ["9月份产值增速比上月回落。", "9月份产值增速比上月回落,全年有望增长一成。" * 30])
def test_numbers_under_a_text_are_a_pager_whatever_the_text_and_the_navigation_say(words: str) -> None:
    navigation = "<ul><li><a href=/>首页</a><li><a href=/x/>财经</a></ul>"
    shown = f'<div><p>{words}</p><div><a href="?p=1">1</a> <b>2</b></div></div>'
    pager = pager_of(f"{navigation}{shown}<p>{'全省各地喜迎丰收' * 60}</p>")
    assert pager == Pager(((1, "http://www.zj123.com/list.asp?p=1"),), None, 2)


def test_the_first_page_has_its_number_by_name() -> None:
    pager = pager_of('<div><a href="?id=1&page=1">首页</a> <a href="?id=1&page=3">下一页</a></div>', URL + "&page=2")
    assert dict(pager.numbered)[1].endswith("page=1")


def test_a_pager_that_a_script_writes_is_read_from_its_call() -> None:
    call = '<script>createPageHTML(3, 1, "index", "html");</script>'
    pager = pager_of(call, "http://www.zj123.com/zx/index_1.html")
    assert pager == Pager(
        ((1, "http://www.zj123.com/zx/index.html"), (3, "http://www.zj123.com/zx/index_2.html")), None, 2
    )


@pytest.mark.parametrize("label", ["上一页", "[上页]", "&lt;&lt; 上15条", "前一页", "&lt;&lt;", "«"])
def test_the_page_before_is_read(label: str) -> None:
    found = pager_of(f'<p><a href="?id=1&p=0">{label}</a> <a href="?id=1&p=2">下一页</a></p>')
    assert found.preceding == "http://www.zj123.com/list.asp?id=1&p=0"


@pytest.mark.parametrize(
    "html",
    [
        "<form action=search.asp><select name=page><option value=1 selected>第1页<option value=2>第2页</select></form>",
        "<form action=search.asp><select onchange='this.form.submit()'><option value=1>第1页<option value=2>第2页</select></form>",
        "<p><select onchange='show(this)'><option value=1 selected>第1页<option value=2>第2页</select></p>",
        "<script>function go(c,p){location.href='list.asp?id='+c+'&page='+p}</script><a href='javascript:go(2)'>下一页</a>",
        "<script>function go(p){location.href='list.asp?page='+site+p}</script><a href='javascript:go(2)'>下一页</a>",
    ],
    ids=[
        "a choice that waits for a button",
        "a field without a name",
        "an unknown function",
        "an argument less",
        "a name that is not known",
    ],
)
def test_a_choice_or_a_call_that_does_not_say_where_it_leads_is_no_pager(html: str) -> None:
    assert next_page(pager_of(html), 1) is None


@pytest.mark.parametrize("last", ["", "<a href='?id=1&p=3'>3</a>"])
@pytest.mark.parametrize("label", ["", "<strong>页码：</strong>"])
def test_page_numbers_may_stand_in_a_line_of_the_text(label: str, last: str) -> None:
    text = "园区今年前三季度的工业增加值同比增长一成,其中新产品产值增长两成。" * 20
    found = pager_of(f"<div>{text}<br><br>{label} 1 <a href='?id=1&p=2'>2</a> {last}<br><br>文章来源：甲报<br></div>")
    assert found.current == 1
    assert next_page(found, 1) == "http://www.zj123.com/list.asp?id=1&p=2"


def test_a_number_that_is_a_link_in_a_line_of_the_text_is_no_page() -> None:
    text = "园区今年前三季度的工业增加值同比增长一成,其中新产品产值增长两成。" * 20
    assert not pager_of(f"<div>{text}<br><br>第一次会议[<a href='?id=9'>2</a>]听取了报告。<br>{text}</div>").numbered
