from __future__ import annotations

import time

import pytest

from zjcrawl.pages.boundaries import (
    ends_text,
    is_about_author,
    is_abstract,
    is_furniture,
    is_loading,
    is_office_debris,
    is_original_title,
    is_pager,
    is_reservation,
    is_unfolder,
    parts_text,
    trails_text,
)


@pytest.mark.parametrize(
    "text",
    [
        "责任编辑：张三",
        "责任编辑 张三",
        "责任编辑张三 校对李四",
        "（責任編輯：張三）",
        "版权和免责声明:",
        "版權和免責聲明：",
        "网友评论",
        "我来说两句(0)",
        "Copyright © 2002-2012",
        "浙ICP备11047537号-1",
        "看完这篇文章后,您的心情是:",
        "这篇新闻对您有用吗?",
        "您对本文的看法:",
        "这篇文章给您的感觉：",
        "评论由发表者负责，本站不承担责任。",
        "您看完此新闻的心情是: 支持 高兴 震惊",
        "来源：余杭新闻网 （责任编辑：张三）",
        "一审：张三 二审：李四 三审：王五",
        "校对：张三",
        "- THE END -",
        "余杭日报社版权所有，未经授权不得转载",
        "《西湖边的书店》有3条评论",
        "网 友 评 论",
        "文章录入:admin 责任编辑:张三",
        "余杭日报报业集团版权所有，未经许可不得转载",
        "正文已结束，您可以按alt+4进行评论",
        "【版权和免责声明】1.凡注有“浙江民营企业网”的文章,均为本网版权所有;2.未注明来源的文章",
    ],
)
def test_what_ends_a_text(text: str) -> None:
    assert ends_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "版权所有者表示愿意授权。",
        "责任编辑的岗位要求是熟悉民营经济,编辑部地址在杭州市体育场路。",
        "审核：材料须在三日内报送。",
        "一审：驳回原告的诉讼请求。",
        "凡注册满三年的企业均可申报。",
        "评论员认为，形势向好。",
        "编辑部的故事重播。",
        "声明中说，双方同意。",
    ],
)
def test_what_only_sounds_like_an_end(text: str) -> None:
    assert not ends_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "相关阅读",
        "文章导航",
        "本文目录：",
        "相關新聞：",
        "最新文章",
        "分享到：",
        "上一篇：某某",
        "【打印】【关闭】",
        "标签：经济",
    ],
)
def test_what_parts_a_text(text: str) -> None:
    assert parts_text(text)


@pytest.mark.parametrize("text", ["展开全文", "點擊展開全文", "查看全部内容>>"])
def test_the_button_that_shows_the_rest_is_furniture(text: str) -> None:
    assert is_unfolder(text)
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    ["Normal0", "Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE MicrosoftInternetExplorer4"],
)
def test_what_word_leaves_in_a_text(text: str) -> None:
    assert is_office_debris(text)


def test_an_english_sentence_is_no_debris() -> None:
    assert not is_office_debris("Normal 0 is a state of the machine.")


@pytest.mark.parametrize("text", ["最新消息：昨日，展会延期。", "一、总体情况", "上一届展会上", "相关部门表示"])
def test_what_belongs_to_a_text(text: str) -> None:
    assert not parts_text(text)
    assert not is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "[1] [2] 上一页 下一页",
        "第1页/共3页 << 上一页 | 下一页 >>",
        "【1】【2】【3】",
        "首頁 上一頁 1 2 下一頁",
        "本新闻共2页,当前在第1页 1 2",
        "选择页码 1 2",
        "已是最后一页",
    ],
)
def test_pagers(text: str) -> None:
    assert is_pager(text)


@pytest.mark.parametrize(
    "text",
    [
        "赞 0 赏 分享",
        "9人",
        "A+",
        "微信扫一扫二维码",
        "大 中 小",
        "点击数:484",
        "------分隔线-----",
        "录入:admin",
        "赞助商链接 · 甲市袜业 现货蜂蜜",
    ],
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)


def test_what_is_shown_until_a_player_is_loaded_is_no_text() -> None:
    assert all(map(is_loading, ("视频加载中,请稍候…", "播放器正在载入,请耐心等待", "正在缓冲中 请稍等")))
    assert not any(map(is_loading, ("系统加载中，工人请稍候在车间门口集合开会。", "请稍候", "加载中的货船")))


def test_abstracts_and_titles_of_origin() -> None:
    assert is_abstract("核心提示：全县产值增长三成")
    assert is_original_title("（原标题：黑五战役打响）")
    assert not is_original_title("原来如此")


@pytest.mark.parametrize(
    "bait", ["1" * 60, "大 " * 30, "最新" * 30, "(" * 60, "第" * 240, "9人" * 20 + "x", "-" * 59 + "x"]
)
def test_bait_is_harmless(bait: str) -> None:
    start = time.process_time()
    for _ in range(100):
        for judge in (ends_text, parts_text, is_furniture, is_pager, is_original_title):
            judge(bait)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "本信息真实性未经某某信息网证实，仅供您参考",
        "（未经授权，不得转载本文）",
        "转载请注明出处：余杭新闻网",
        "未经正式授权严禁转载本文，侵权必究。",
        "本文仅代表作者个人观点，与本网无关。",
        "以上内容仅供参考，不构成投资建议。",
        "您的浏览器不支持播放，请下载安装插件。",
        "功能介绍余杭区的官方账号，发布权威信息。",
    ],
)
def test_what_is_said_about_a_text(text: str) -> None:
    assert is_reservation(text)


@pytest.mark.parametrize(
    "text",
    [
        "未经批准，任何单位不得占用农田。",
        "他转载了这条消息，请大家注意安全。",
        "该信息系统今年投入使用，与去年无关的数据已经清理。" * 9,
        "法院认为，转载请求未获答复，构成侵权。",
    ],
)
def test_what_a_text_says(text: str) -> None:
    assert not is_reservation(text)


@pytest.mark.parametrize(
    "text", ["[导读]小城的书店开到凌晨。", "【摘要】小城的书店开到凌晨。", "摘要 【小城的书店】", "阅读提示：书店"]
)
def test_an_abstract_may_be_announced_in_brackets(text: str) -> None:
    assert is_abstract(text)


def test_an_author_is_presented_by_a_label_or_after_the_name() -> None:
    assert is_about_author("作者简介：1970年生，在甲报工作。")
    assert is_about_author("【本文作者介绍】张三丰，教授。")
    assert is_about_author("张三丰，男，1970年生，经济学博士。", ["李四", "张三丰"])
    assert is_about_author("张三丰（某某大学教授）：", ["张三丰"])
    assert not is_about_author("张三丰，男，1970年生，经济学博士。", ["李四"])
    assert not is_about_author("张三丰，昨天说了一句话。", ["张三丰"])
    assert not is_about_author("作者认为，这是好事。")


def test_an_invitation_to_praise_ends_a_text_and_praise_does_not() -> None:
    assert ends_text("好文章，需要你的鼓励")
    assert ends_text("好文章 需要您的鼓励！")
    assert not ends_text("好文章需要时间打磨，也需要读者的鼓励。")


def test_a_sentence_that_tells_of_a_claim_of_copyright_is_text_and_an_imprint_is_not() -> None:
    assert not ends_text(
        "该软件的启动界面上写着“© 2006-2009 恒昌集团 版权所有”,备案号为浙ICP备05000009号,用户可以免费安装。"
    )
    assert ends_text("Copyright © 2002-2012 浙江民营企业网 版权所有,未经许可不得转载。")
    assert ends_text("浙江民营企业网 © 2002-2012")


def test_an_invitation_to_more_on_a_subject_parts_a_text() -> None:
    assert parts_text("查看更多关于 纺织 服装 的文章")
    assert not parts_text("更多关于企业的情况,记者将继续关注。")


@pytest.mark.parametrize(
    "text",
    [
        "标签：两会；代表委员",
        "关键词:民营经济，杭州",
        "投稿与新闻线索：陈女士 手机：13600000000 邮箱：chen#a.cn",
        "余杭新闻报料：4009-20-4009",
        "更多精彩资讯请在应用市场下载“余杭”客户端，未经授权请勿转载。",
    ],
)
def test_keywords_and_where_to_write_to_trail_a_text(text: str) -> None:
    assert trails_text(text)


@pytest.mark.parametrize(
    "text", ["投稿要求：字数不限，体裁不限。", "这条线索：谁报的料，至今不明。", "他的标签，是实干。"]
)
def test_what_a_text_says_of_contributions_does_not(text: str) -> None:
    assert not trails_text(text)
