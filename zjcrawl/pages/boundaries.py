"""Lines that stand around a text and are no part of it, known by what they say.

A line that *ends* a text (责任编辑, 版权声明, 网友评论) is followed by other people's words; a line that *parts* it (相关阅读,
分享到, a pager) stands between a text and something else, or in its middle; *furniture* is dropped wherever it stands.
"""

from __future__ import annotations

import re

_OPEN = r"[\s\W_]{0,6}"
_CLOSE = r"[\s\W_]{0,6}(?:(?:更多|进入|more|MORE|换一换|\d{1,6})[\s\W_]*)?"

_ENDS = re.compile(
    _OPEN + r"(?:"
    r"(?:责任|責任|值班|网络|本文|本网|[\u4e00-\u9fff]{2,6}网)?(?:编辑|編輯)\s?[:：]|责编\s?[:：]|責編\s?[:：]|(?:责任|責任)(?:编辑|編輯)|\S{2,8}(?:编辑|編輯) [\u4e00-\u9fff]{2,4}[）)]"
    r"|(?:(?:反?侵权|版[权權](?:所有|归属)?|免[责責]|[法]律|特别|郑重)(?:和|与|及|、|與)?(?:版[权權]|免[责責])?(?:[声聲]明|说明|公告|提示))[\s\W]*(?:\S{0,4}[:：].*)?$"
    r"|(?:(?:特别|郑重|本[站网报])?[声聲]明|版[权權]声明|免责声明)\s?[:：]"
    r"|凡(?:本[网站報报]|[註注][有明]|[標标][有明注]|来源|在本[网站]|转载)|本[网站]注明|版[权權]所有(?![\u4e00-\u9fff])|Copyright\b|copyright\b|COPYRIGHT\b|©|[(（]c[)）]"
    r"|(?:[我参]来?[说發发]两句|[我]来说两句|网友(?:评论|留言|热评|点评)|網友(?:評論|留言)|发表(?:评论|留言|您的|我的)|發表評論|(?:最新|热门|精彩|全部|文章|新闻|用户|读者)(?:评论|跟帖|评论)|评论列表|查看评论)"
    r"|(?:跟[贴帖]|评论|評論|留言)(?:区|列表|\s?\(?\d*\)?)?[\s\W\d]*$"
    r")"
)
_PARTS = re.compile(
    _OPEN + r"(?:"
    r"(?:(?:相关|相關|延伸|推荐|推薦|热门|熱門|热点|热文|最新|最近|更多|精彩|今日|本[周月日]|编辑|編輯|其他|本类|同类|栏目|图片|视频|频道|新闻|阅读|点击|一周|每日|月度|本站|为您|猜您?你?|大家|你可能|您可能|近期|时政|综合|要闻|头条)"
    r"(?:都|也|还|感)?(?:在看|喜欢|同一?栏目|文章|閱讀|阅读|新闻|新聞|资讯|資訊|报道|報道|报导|链接|鏈接|連結|专题|專題|内容|推荐|推薦|信息|消息|导读|热词|主题|视频|图片|图文|图集|热点|排行榜?|排名|看点|策划|搜索|话题|稿件|动态|人物|关键词|阅览|点击|兴趣|热闻|热图|的人还看|推送|精选|栏目|公告)+(?:主题|文章|内容|新闻|推荐)?)"
    + _CLOSE
    + r"[:：]?[\s\W]*$"
    r"|新闻排行|排行榜|猜你喜欢|大家都在看|阅读下一篇|相关\s?tag|Tags?\s?[:：]|tags?\s?[:：]|标签\s?[:：]|標籤\s?[:：]|关键[词字]\s?[:：]|關鍵[詞字]\s?[:：]|所属[栏分]\S{0,2}[:：]"
    r"|分享(?:到|至|让|给|此文|按钮|本文|文章)|[转轉](?:播|发|發|载|载请)\S{0,4}(?:到|至|微博|注明)|转载请|我要(?:分享|评论|纠错|评论)"
    r"|(?:上|下|前|后|後)一?(?:篇|页|頁|条|條|则|則|張|张)[\s\W]*(?:[:：].*|$)|(?:上|下)一(?:篇|条|页|頁|則|则)"
    r"|【?(?:打印|关闭|關閉|收藏|返回|复制|纠错|大\s?中\s?小|字[号體体]|推荐给|发送给|告诉|回到|加入)(?:本文|本页|此页|此文|此新闻|窗口|地址|链接|连结|页面|顶部|首页|页首|列表|文章|网页|繁體|好友|朋友|收藏夹?|正文)*】?[\s\W]*(?:$|【|\|)"
    r"|第?\s?\d{1,3}\s?页?\s?[/／]\s?共?\s?\d{1,3}\s?页|共\s?\d+\s?页|第\s?\d+\s?页"
    r"|文档附件|附件下载\s?[:：]?$"
    r")"
)
_BUTTONS = (
    "赞 顶 踩 赏 顶一下 踩一下 支持 反对 反對 支持一下 推荐 收藏 举报 点赞 打赏 分享 微信 微博 朋友圈 QQ空间 QQ好友 新浪微博 腾讯微博 人人网 人人"
    " 开心网 易信 豆瓣 空间 更多 大 中 小 默认 放大 缩小 正常 小字号 大字号 打印 关闭 打印本页 打印本文 关闭窗口 复制链接 评论 留言 阅读 浏览 广告"
    " advertisement AD ad x X T A 字号 字体 字体大小 打开 下载 关注 订阅 登录 注册 首页 正文 语音播报 音频 播放 自动播放 正在加载 加载中"
    " 返回顶部 返回首页 回到顶部 顶部 TOP Top top 隐藏边栏 查看评论 我要评论 展开全文 阅读全文 点击展开全文 点击阅读全文 点击查看全文 展开 收起 全文"
    " 上一张 下一张 人参与 人跟贴 参与 跟贴 跟帖 条评论 次 人 票 分钟 纠错 字体： 視力保護色"
)
_FURNITURE = re.compile(
    r"[\s\W_]*+(?:(?>"
    + "|".join(sorted(map(re.escape, _BUTTONS.split()), key=len, reverse=True))
    + r"|\d++(?:[.:]\d++)?)[\s\W_]*+){1,12}+"
)
_PROMOTION = re.compile(
    r".{0,24}(?:扫一扫|扫码|扫描|长按)\S{0,6}(?:二维码|在手机|手机|微信|打开|关注|下载|分享|查看).{0,24}|.{0,12}(?:用)?微信(?:扫码|扫描|扫一扫)?.{0,4}二维码.{0,12}"
    r"|.{0,6}(?:分享至|分享到|分享给)(?:好友|朋友|微信|微博|QQ|手机).{0,16}|.{0,8}(?:官方微信|官方微博|微信公众号|关注我们)(?:平台)?\W{0,3}"
    r"|.{0,10}(?:精彩视频推荐|更多精彩(?:内容|资讯)|精彩内容).{0,16}|.{0,10}(?:点击|搜索).{0,12}(?:下载|订阅|进入).{0,10}"
)
_VOTES = re.compile(
    r"\W{0,4}(?:顶|踩|支持|反对|反對|赞|赞成|同意|不同意|好|差|頂|讚)?\W{0,4}\d{1,7}\s?[人票次个]\W{0,3}(?:支持|反对|赞成|顶|踩|觉得|认为)?"
)
_PAGE_NUMBERS = re.compile(
    r"(?:[\s\[\]【】()（）<>«»‹›|…·.\-–]|\d{1,3}|[上下前后後][一1]?[页頁张張]|[首尾末][页頁]|第一页|最后一?页|共|第|[页頁]|[:：]|[/／]|转到|跳转|GO|Go|go|全文|余下|阅读){2,60}+"
)
_IMPRINT = re.compile(
    r"[Cc]opyright|COPYRIGHT|©|[Aa]ll [Rr]ights|ICP[备備证證]|[许許]可[证證](?:编?号|：|:)|[违違]法和不良信息|[举舉][报報][电電][话話]|公安机关备案|[网網]站[标標][识識][码碼]"
)
_RESERVATION = re.compile(
    r"[【\[（(][^】\])）]{0,120}未[经經][^】\])）]{0,60}(?:转载|轉載|摘编|复制|使用)[^】\])）]{0,60}[】\]）)]|\W{0,3}本(?:文|作品)[^。]{0,30}未[经經][^。]{0,30}不得转载.*"
)
_ORIGINAL_TITLE = re.compile(r"\W{0,3}原(?:标题|题|標題|文标题)\s?[:：为]")


def ends_text(text: str) -> bool:
    """Tell whether nothing that follows a line can belong to the text before it."""
    if len(text) < 2:
        return False
    return _ENDS.match(text) is not None or _IMPRINT.search(text) is not None


def is_reservation(text: str) -> bool:
    """Tell whether a line reserves the rights in the text above it."""
    return _RESERVATION.fullmatch(text) is not None


def parts_text(text: str) -> bool:
    """Tell whether a line introduces or belongs to something that is not the text around it."""
    if len(text) > 60:
        return False
    return _PARTS.match(text) is not None or is_pager(text)


def is_pager(text: str) -> bool:
    """Tell whether a line holds page numbers and the words between them, and nothing else."""
    return _PAGE_NUMBERS.fullmatch(text) is not None and ("页" in text or "頁" in text or _many_numbers(text))


def is_furniture(text: str) -> bool:
    """Tell whether a short line is a button, a counter or an invitation."""
    if len(text) > 60:
        return False
    return (
        _FURNITURE.fullmatch(text) is not None
        or _VOTES.fullmatch(text) is not None
        or _PROMOTION.fullmatch(text) is not None
    )


def is_original_title(text: str) -> bool:
    """Tell whether a line gives the title that a reprint had where it came from."""
    return _ORIGINAL_TITLE.match(text) is not None and len(text) < 100


def _many_numbers(text: str) -> bool:
    return len(re.findall(r"\d+", text)) > 1 and any(mark in text for mark in "[【|")
