"""Blocks: runs of links in one repeated structure, each under its heading."""

from __future__ import annotations

from zjcrawl.pages.anchors import read_anchors
from zjcrawl.pages.blocks import Block, cut_blocks, headed, stream
from zjcrawl.pages.document import parse
from zjcrawl.sites.zj123 import ZJ123

URL = "http://www.zj123.com/news/"
FIRST, SECOND, THIRD = "苍南塑料企业抱团参展", "余姚家纺企业签下订单", "造船企业要走自主品牌之路"


def blocks(markup: str) -> list[Block]:
    """The blocks that all links of ``markup`` make."""
    document = parse(markup, URL)
    anchors = read_anchors(document)
    return list(headed(cut_blocks(document, anchors, anchors, ZJ123)))


def names(block: Block) -> list[str]:
    """What the links of a block are called."""
    return [link.text for link in block.links.values()]


def test_items_of_one_list_make_a_block_under_the_text_before_them() -> None:
    (block,) = blocks(
        f"<h3>区域发展</h3><ul><li><a href=1.html>{FIRST}</a></li><li><a href=2.html>{SECOND}</a></li></ul>"
    )
    assert (block.heading, names(block)) == ("区域发展", [FIRST, SECOND])


def test_text_between_two_lists_parts_them() -> None:
    item = "<ul><li><a href={}.html>{}</a></li></ul>"
    found = blocks(f"<h3>区域发展</h3>{item.format(1, FIRST)}<h3>最新供应</h3>{item.format(2, SECOND)}")
    assert [(block.heading, names(block)) for block in found] == [("区域发展", [FIRST]), ("最新供应", [SECOND])]


def test_a_date_beside_a_link_is_that_of_its_entry_and_parts_nothing() -> None:
    (block,) = blocks(
        f"<ul><li><a href=1.html>{FIRST}</a> 2010-10-20</li><li><a href=2.html>{SECOND}</a> 2010-10-19</li></ul>"
    )
    assert (block.dated, list(block.dates.values())) == (2, ["2010-10-20", "2010-10-19"])


def test_the_name_of_a_sub_column_that_is_a_link_heads_the_block_below_it() -> None:
    item = "<li><a href=news/{}.html>{}</a></li>"
    markup = f"<div><h3><a href=gongye/>工业</a></h3><ul>{item.format(1, FIRST)}{item.format(2, SECOND)}</ul></div>"
    (block,) = blocks(f"{markup}<p>{THIRD}，全文如下。</p>")
    assert block.lead is not None
    assert (block.heading, block.lead.text, names(block)) == ("工业", "工业", [FIRST, SECOND])


def test_the_stream_gives_items_and_text_in_the_order_of_the_source_and_no_scripts() -> None:
    root = parse("<body>甲<p>乙</p><script>x</script>丙<img alt=丁></body>", URL).root
    (item,) = root.iter("p")
    assert [(piece.tag, text) for piece, text in stream(root, {item})] == [
        ("body", "甲"),
        ("p", None),
        ("body", "丙"),
        ("img", "丁"),
    ]
