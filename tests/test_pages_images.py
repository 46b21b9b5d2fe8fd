from __future__ import annotations

import pytest

from tests.portal.seed import PARAGRAPHS
from zjcrawl.pages.article import read_article
from zjcrawl.pages.document import parse
from zjcrawl.records import Image

ONE, TWO = PARAGRAPHS[:2]


def images(body: str) -> tuple[Image, ...]:
    page = f"<title>甲</title><h1>一件大事发生</h1><p>来源：甲报</p><div><p>{ONE}</p>{body}<p>{TWO}</p></div>"
    return read_article(parse(page, "http://a.cn/x/1.html"), "http://a.cn/x/1.html").images


def test_pictures_that_load_late_have_their_real_address() -> None:
    assert images('<p><img src="/spacer.gif" data-original="2.jpg"></p>') == (Image("http://a.cn/x/2.jpg"),)


def test_captions_come_from_figures_centred_lines_or_alt() -> None:
    assert images("<figure><img src=/2.jpg><figcaption>图为现场</figcaption></figure>")[0].caption == "图为现场"
    assert images("<center><img src=/2.jpg></center><center>新厂房一角</center>")[0].caption == "新厂房一角"
    assert images("<p><img src=/2.jpg alt=现场></p>")[0].caption == "现场"
    assert images("<p><img src=/2.jpg></p><p>▲图为现场</p>")[0].caption == "图为现场"
    assert images("<img src=/2.jpg><br>新厂房一角 本报记者 张三 摄<br>")[0].caption == "新厂房一角 本报记者 张三 摄"
    assert images("<img src=/2.jpg><br>工人在厂房 里忙着拍摄<br>")[0].caption is None


def test_ornaments_and_inline_data_are_no_pictures() -> None:
    ornaments = "<img src=/images/icon.gif><img src=/a.jpg width=20><img src='data:image/gif;base64,R0lGOD'><img>"
    assert images(f"<p>{ornaments}</p>") == ()


def test_each_address_counts_once() -> None:
    assert len(images("<p><img src=/2.jpg></p><p><img src=/2.jpg></p>")) == 1


def test_a_picture_and_its_caption_may_open_a_text_whose_title_nothing_announces() -> None:
    picture = "<table><tr><td><img src=/2.jpg></td></tr><tr><td align=center>图为现场</td></tr></table>"
    page = f"<title>甲网</title><div>一件大事发生</div><blockquote>{picture}　　{ONE}<br>　　{TWO}</blockquote>"
    found = read_article(parse(page, "http://a.cn/1.html"), "http://a.cn/1.html").images
    assert found == (Image("http://a.cn/2.jpg", "图为现场"),)


def test_a_picture_may_stand_over_the_only_paragraph() -> None:
    page = f"<title>一件大事发生</title><h1>一件大事发生</h1><p>来源：甲报</p><div><p><img src=/2.jpg><p>{ONE}</div>"
    assert read_article(parse(page, "http://a.cn/"), "http://a.cn/").images == (Image("http://a.cn/2.jpg"),)


def test_a_picture_may_stand_over_the_only_paragraph_where_a_program_s_element_is_around_both() -> None:
    text = f"<span id=content><div><img src=/2.jpg></div><div>{ONE}</div></span>"
    page = f"<title>甲网</title><table><tr><td>一件大事发生<tr><td>来源：甲报 2010-10-20<tr><td>{text}</table>"
    assert read_article(parse(page, "http://a.cn/"), "http://a.cn/").images == (Image("http://a.cn/2.jpg"),)


def test_advertisements_between_paragraphs_are_no_pictures() -> None:
    assert images("<p><a href=/x><img src=/2.jpg alt=广告></a></p>") == ()
    assert images("<p><a href=/x><img src=/2.jpg width=468 height=60></a></p>") == ()
    assert images("<p><a href=/x><img src=/2.jpg width=120px height=600></a></p>") == ()
    assert images("<p><a href=/2.jpg><img src=/2.jpg width=500 height=375></a></p>") == (Image("http://a.cn/2.jpg"),)
    assert images("<p><img src=/2.jpg width=900 height=200 alt=全景></p>") == (Image("http://a.cn/2.jpg", "全景"),)


def test_buttons_to_print_or_mail_a_text_are_no_pictures_of_it() -> None:
    assert images("<p><img src=/i/1.png alt=打印> <img src=/i/2.png alt=电子邮件> <img src=/media/print.png></p>") == ()
    assert (
        images("<p><img src=/i/up.gif alt=上一篇> <img src=/i/dn.gif alt=下一篇> <img src=/i/b.gif alt=返回></p>") == ()
    )


def test_pictures_in_a_byline_are_buttons() -> None:
    buttons = "<img src=/skin/in.gif alt=放大字体> <img src=/skin/out.gif alt=缩小字体>"
    assert images(f"<p>{buttons}</p>") == ()
    byline = "<div>日期：2010-10-20 来源：甲报 <img src=/skin/a.gif> <img src=/skin/b.gif></div>"
    page = f"<title>一件大事发生</title><div><h1>一件大事发生</h1>{byline}<p>{ONE}</p><p>{TWO}</p></div>"
    assert read_article(parse(page, "http://a.cn/1.html"), "http://a.cn/1.html").images == ()


def test_a_picture_whose_box_says_advertisement_is_none_of_the_text() -> None:
    picture = "<a href=/ad/go.asp?id=3><img src=/a/3.gif width=300 height=250></a>"
    assert images(f"<table align=left><tr><td>广告<br>{picture}</td></tr></table>") == ()
    assert images(f"<div><div>{picture}</div><div>- 广告 -</div></div>") == ()
    assert images("<p>广告</p><p>商家为此花费不菲</p><p><img src=/2.jpg></p>") == (Image("http://a.cn/2.jpg"),)


def test_backslashes_in_addresses_are_slashes() -> None:
    assert images(r"<p><img src='..\up\2011\2.jpg'></p>") == (Image("http://a.cn/up/2011/2.jpg"),)


def test_one_alt_on_several_pictures_describes_none() -> None:
    same = "<p><img src=/2.jpg alt=余杭新闻></p><p><img src=/3.jpg alt=余杭新闻></p><p><img src=/4.jpg alt=现场></p>"
    assert [image.caption for image in images(same)] == [None, None, "现场"]


def test_one_picture_twice_keeps_what_describes_it() -> None:
    assert images("<p><img src=/2.jpg alt=现场></p><p><img src=/2.jpg alt=现场></p>") == (
        Image("http://a.cn/2.jpg", "现场"),
    )


def test_a_picture_and_a_line_alone_in_a_box_belong_together() -> None:
    assert images("<div><img src=/2.jpg><p>车间里的工人正在赶制订单</p></div>")[0].caption == "车间里的工人正在赶制订单"
    assert images(f"<p><img src=/2.jpg></p><p>{TWO[:30]}</p>")[0].caption is None


def test_pictures_over_a_lone_paragraph_in_a_cell_are_its_own() -> None:
    head = "<tr><td>一件大事发生</td></tr><tr><td>来源：甲报 2010-10-20</td></tr>"
    text = f"<div><img src=/2.jpg></div><div><img src=/3.jpg></div><div>{ONE[:60]}。</div>"
    page = f"<title>一件大事发生</title><table>{head}<tr><td>{text}</td></tr></table>"
    found = read_article(parse(page, "http://a.cn/"), "http://a.cn/").images
    assert [image.url for image in found] == ["http://a.cn/2.jpg", "http://a.cn/3.jpg"]


@pytest.mark.parametrize("caption", ["图为一家企业的车间", "圖為一家企業的車間", "圖爲一家企業的車間"])
def test_a_caption_in_a_line_of_the_text_is_known_in_either_script(caption: str) -> None:
    text = f"<div>　　{ONE}<br><img src=a.jpg><br>{caption}<br>　　{TWO}<br></div>"
    url, head = "http://a.cn/1.html", "<title>甲</title><h1>一件大事发生</h1><p>来源：甲报</p>"
    found = read_article(parse(head + text, url), url)
    assert [image.caption for image in found.images] == [caption]
    assert (found.body or "").split("\n") == [ONE, caption, TWO]
