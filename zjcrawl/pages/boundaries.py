"""Lines that stand around a text and are no part of it, known by what they say.

A line that *ends* a text (责任编辑, 版权声明, 网友评论) is followed by other people's words; a line that *parts* it
(相关阅读, 分享到, a pager) stands between a text and something else, or in its middle; *furniture* is dropped wherever
it stands.
All words are given in simplified characters and half width, and found in either script and width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from zjcrawl.pages.folding import either_script
from zjcrawl.pages.votes import is_votes


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(either_script(pattern))


def _any(words: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True)) + ")"


_LONGEST = 60  # characters of a line that can be furniture or part a text
_LEAD = r"[\s\W_]{0,6}"

_COMMENT_LIST = _any(
    "网友评论 网友留言 网友热评 网友点评 最新评论 热门评论 精彩评论 全部评论 文章评论 本文评论 新闻评论 用户评论"
    " 读者评论 读者留言 最新留言 评论列表 留言列表 网友跟帖 最新跟帖 热门跟帖 网友回复 最新回复 全部回复 读者回复"
)
_COMMENT_FORM = _any("我来说两句 我要说两句 来说两句 参与评论 发表评论 发表留言 发表回复 发表您的 发表我的 查看评论")
_COUNTED_COMMENTS = r"\d{1,6}\s?(?:条|个|则)\s?(?:网友)?(?:评论|留言|回复|回应|想法|跟[贴帖])"
_MAY_OPEN_COMMENTS = _compile("[评留跟回想]")
_COMMENTS_OPEN = _compile(
    rf"{_LEAD}{_COMMENT_LIST}\W*(?:(?:共|已)?有?\s?\d{{1,6}}\s?[条个则篇人]?\W*)?(?:(?:查看|更多|全部|我要|发表).{{0,8}})?"
    rf"|(?:\W*《.{{2,100}}》)?[^，。]{{0,60}}{_COUNTED_COMMENTS}\W*"
)
_MAY_REPLY = _compile("[沙板地楼#于友前]")
_DAY = r"(?:19|20)\d\d\s?[-/.年]"
_REPLY = _compile(
    r"\W*(?:沙发|板凳|地板|地毯|(?:#\s?)?(?:第\s?)?(?:[2-9]|[1-9]\d{1,4})\s?[楼#]|#\s?(?:[2-9]|[1-9]\d{1,4}))"
    rf"(?:\W*|(?![^\W\d])[^。，]{{0,40}}(?:{_DAY}|发表|回复|只看该作者|引用|举报)[^。，]*)"
    rf"|[^。，]{{0,24}}(?:回复于\W{{0,3}}{_DAY}[^。，]*|发表于\W{{0,3}}{_DAY}[^。，]*只看(?:该|此)作者[^。，]*)"
    rf"|\W*网友[^。，]{{1,24}}{_DAY}[^。，]*"
    r"|[^。，]{0,30}\d{1,3}\s?(?:秒|分钟|小时|天|周|个月)前(?:\W|\d|回复|举报|来自|发[布表]|赞|顶|评论)*"
)
_MAY_POST = re.compile("[主者:：]")
_POST = _compile(
    rf"\W{{0,3}}(?:作者|楼主|层主)\s?:\s?\S{{1,20}}\s(?:时间|日期|发表于)\s?:?\s?{_DAY}.*"
    rf"|[^\s。，:]{{1,20}}\s?{_DAY}\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}日?\s\d{{1,2}}:\d\d(?::\d\d)?"
)
_NOTICE = r"(?:反?侵权|版权(?:所有|归属)?|免责|法律|特别|郑重)(?:和|与|及|、)?(?:版权|免责)?(?:声明|说明|公告|提示)"
_THIS_TEXT = "(?:本|这|此|该)[篇条则]?(?:文章?|新闻|报道|信息|资讯)"
_CHECKED = "(?:[一二三初复终]审|审核人?|审签|签发|校对|责任?校对?|终校|监制|编审)"  # by whom, under a text
_FEW = r"[^\W\d_a-zA-Z]{2,3}(?:[\s、][^\W\d_a-zA-Z]{2,3}(?!\s?:)){0,2}"  # names
_ENDS = _compile(
    _LEAD + "(?:"
    r"(?:本文)?(?:责任|值班|网络|本文|本网|[一二三初复终]审|[\u4e00-\u9fff]{2,6}网)?编\s?辑\s?:|(?:本[版期]|值班|执行)?责编\s?:"
    r"|责任编辑(?![的是由为应])(?=\W|$|\w{2,5}(?:\W|$))"
    r"|[上下前后]一?[篇条则]\s?:?\s?(?:没有|暂无|无)\S{0,6}$"
    r"|\S{2,8}编辑 [\u4e00-\u9fff]{2,4}\)"
    r"|(?:文章|信息)?(?:来源|稿源|作者|录入)\s?:.{0,60}(?:编辑|责编)\s?:|(?:THE\s)?END[\s\W]*$"
    r"|(?:翻译|编译)\W{0,3}编辑\s?:|[^。，:]{2,16}版权(?:声明|说明)\s?:|此条目发表在|正文(?:已|到此)?结束"
    r"|(?:本|此|该|以上)(?:文章?|内容|作品)[^。，]{0,6}由[^。，]{0,20}(?:上传|发布|提供)[^。]{0,40}(?:平台|服务|空间)"
    rf"|(?:{_CHECKED}\s?:\s?{_FEW}\s?){{1,5}}[\s)\]】]*$"
    rf"|{_NOTICE}\W*(?:\S{{0,4}}:.*|[1一]\s?[.、)].*)?$|(?:特别|郑重|重要|本[站网报]|平台|版权|广告|免责)?声明\s?:"
    r"|凡(?:本[网站报]|注[有明]|标[有明注]|来源|在本[网站]|转载)|本[网站]注明|(?:本文|[^。，,:]{2,16}(?:[报社网台刊]|集团|中心|公司))?版权所有(?![\u4e00-\u9fff])"
    r"|(?:网友|读者|以上|本站)?(?:评论|留言)(?:内容)?(?:均?[由为]\S{0,8}(?:负责|发表|观点)|[仅只](?:代表|供))"
    rf"|[您你]对{_THIS_TEXT}的?(?:看法|评价|态度|感受|意见)|{_THIS_TEXT}(?:对[您你]有(?:用|帮助|价值)吗|[给让令][您你]的?(?:感[觉受到]|心情))"
    r"|好(?:文章|文)[，\s]?(?:需要|值得|请)[你您大家]{0,2}的?鼓励[\s\W]*$|(?:看完|读完|看过)(?:这篇|本|此|该)(?:文章|新闻|文)|.{0,6}[您你]的心情|.{0,2}看完\S{0,8}心情"
    rf"|{_COMMENT_FORM}|{_COMMENT_LIST}|(?:已有|共有?)?\s?\d{{1,6}}\s?(?:条|个|则)\s?(?:网友)?(?:评论|留言|回复|跟帖)|(?:跟[贴帖]|评论"
    rf"|留言)(?:区|列表|\s?\(?\d*\)?)?[\s\W\d]*$"
    ")"
)
# What every line that ends a text has in its first characters.
_MAY_END = _compile("[编责源作录条篇则审核签校监权版免法特郑声凡注完过心说表评留跟回鼓您你由E结]")
_END_SIGN = 24  # characters
_CLAIM = _compile("版权所有|©|[Cc]opyright")
_SUBJECT = 8  # characters of a sentence before what it says
_MAY_BE_IMPRINT = _compile("[CcA©aI许违举公网]")
_IMPRINT = _compile(
    r"[Cc]opyright|COPYRIGHT|©|[Aa]ll [Rr]ights|ICP[备证]|许可证(?:编?号|:)|违法和不良信息|举报电话|公安机关备案"
    r"|网站标识码"
)

_LIST_OPENS = _any(
    "相关 延伸 推荐 热门 热点 热文 最新 最近 更多 精彩 今日 本周 本月 本日 编辑 其他 本类 同类 栏目 图片 视频 频道"
    " 新闻 阅读 点击 一周 每日 月度 本站"
    " 为您 猜您 猜你 大家 你可能 您可能 近期 时政 综合 要闻 头条"
)
_LIST_GOES_ON = _any(
    "都在看 也在看 还在看 喜欢 感兴趣 同一栏目 文章 阅读 新闻 资讯 报道 报导 链接 连结 专题 内容 推荐 信息 消息 导读"
    " 相关 热词 主题 视频 图片 图文 图集 热点"
    " 排行 排行榜 排名 看点 策划 搜索 话题 稿件 动态 人物 关键词 阅览 点击 兴趣 热闻 热图 的人还看 推送 精选 栏目 公告"
)
_BUTTON_DOES = _any("打印 关闭 收藏 返回 复制 纠错 大中小 大 字号 字体 推荐给 发送给 告诉 回到 加入")
_BUTTON_TO = _any(
    "本文 本页 此页 此文 此新闻 窗口 地址 链接 连结 页面 顶部 首页 页首 列表 文章 网页 繁体 好友 朋友 收藏 收藏夹"
    " 正文 中 小 : 【 】 | /"
)
_PARTS = _compile(
    _LEAD + "(?:"
    rf"{_LIST_OPENS}(?>{_LIST_GOES_ON})+(?:[\s\W_]*(?:更多|进入|more|换一换|请见|请看|如下|\d{{1,6}}))?[\s\W]*$"
    r"|(?:本?文章?|内容|分页|页面)(?:导航|索引|目录)[\s\W]*$|视频(?:简介|介绍|信息)[\s\W]*$|(?:文章)?分类\s?:|赞助商?(?:链接|广告|内容)[\s\W]*$|新闻排行|排行榜|猜你喜欢|大家都在看|阅读下一篇"
    r"|(?:查看|阅读)?更多(?:关于|有关|与).{1,40}(?:文章|新闻|资讯|报道|信息|内容)[\s\W]*$|相关\s?:|(?:本文|文章|新闻|相关|热门)?(?:标签|关键[词字]|热词|话题|[Tt]ags?)(?:搜索)?\s?:|所属[栏分]\S{0,2}:"
    r"|分享(?:到|至|让|给|此文|按钮|本文|文章)|转(?:播|发|载请)\S{0,4}(?:到|至|微博|注明)|我要(?:分享|评论|纠错)"
    r"|[上下前后]一?[篇条则张][\s\W]*(?::.*|(?:没有|暂无)\S{0,3}$|$)|[上下][一1][篇条页则]"
    rf"|【?{_BUTTON_DOES}(?>{_BUTTON_TO}|\s)*(?:$|】)"
    r"|第?\s?\d{1,3}\s?页?\s?/\s?共?\s?\d{1,3}\s?页|共\s?\d+\s?页|第\s?\d+\s?页|文档附件|附件下载\s?:?$"
    ")"
)
# How a text is filed, and where readers may write to.
_TRAILS = _compile(
    rf"{_LEAD}(?:(?:标签|关键[词字])\s?:"
    r"|[^，。:]{0,10}(?:投稿|线索|报料|爆料|来稿|热线)[^，。:]{0,8}:[^。]{0,60}?(?:\d{7}|\d{3,4}-\d{2}|\w[@#]\w|下载)"
    r"|(?:更多|欢迎|请)[^，。:]{0,20}(?:下载|关注|扫[码描])[^，。:]{0,16}(?:客户端|APP|公众号|小程序|视频号))"
)
_MAY_TRAIL = re.compile("[:：下关關扫掃]")
_PAGE_NUMBERS = _compile(
    r"(?:[\s\[\]【】()<>«»‹›|…·.,–:/-]|\d{1,3}|[接转续返]?[上下前后][一1]?[页张]|[首尾末续次]页|第一页|最后一?页|本文|页码|页数|页面|页次|分页"
    r"|选择|跳至|已经?是|本新闻|本文章|本篇|当前|现在|在|为|是|共有|共|分|第|页|转到|跳转"
    r"|GO|Go|go|全[文部]"
    r"|余下|阅读|[Pp]age|of){2,60}+"
)

_COUNTERS = r"(?:点击|浏览|阅读|人气|访问|查看|评论)\S{0,3}\s?:\s?\d*\s?次?"
_BUTTONS = _any(
    "赞 顶 踩 赏 顶一下 踩一下 支持 反对 支持一下 推荐 收藏 举报 点赞 打赏 分享 分享至 分享到 微信 微博 朋友圈"
    " QQ空间 QQ好友 新浪微博 腾讯微博 人人网 人人 开心网"
    " 易信 豆瓣 空间 更多 大 中 小 默认 放大 缩小 正常 小字号 大字号 打印 关闭 打印本页 打印本文 关闭窗口 复制链接"
    " 评论 留言 阅读 浏览 广告"
    " advertisement AD ad x X T A 字号 字体 字体大小 打开 下载 关注 订阅 登录 注册 首页 正文 语音播报 音频 播放"
    " 自动播放 正在加载 加载中 开关 反馈"
    " 返回顶部 返回首页 回到顶部 顶部 TOP Top top 隐藏边栏 查看评论 我要评论 展开全文 阅读全文 点击展开全文"
    " 点击阅读全文 点击查看全文 展开 收起 全文"
    " 上一张 下一张 人参与 人跟贴 参与 跟贴 跟帖 条评论 次 人 票 分钟 纠错"
)
_FURNITURE = _compile(
    rf".{{0,12}}[-—─=_*]{{6,}}.{{0,12}}|{_COUNTERS}|(?:(?:文章|信息|新闻)?录入[者人员]?|上传[者人]|发布[者人])\s?:\s?[\w.-]{{1,16}}|[\s\W_]*+(?:(?>{_BUTTONS}|\d++(?:[.:]\d++)?)[\s\W_]*+){{1,12}}+"
)
_PROMOTION = _compile(
    r".{0,24}(?:扫一扫|扫码|扫描|长按)\S{0,6}(?:二维码|手机|微信|打开|关注|下载|分享|查看).{0,24}"
    r"|.{0,12}微信.{0,8}二维码.{0,12}"
    r"|.{0,6}分享[至到给](?:好友|朋友|微信|微博|QQ|手机).{0,16}|.{0,8}(?:官方微信|官方微博|微信公众号"
    r"|关注我们)(?:平台)?\W{0,3}"
    r"|\W{0,3}点[击开](?:上方|上面|下方|下面|顶部|右上角|蓝字).{0,24}(?:关注|订阅|阅读).{0,8}"
    r"|(?:更多)?相关(?:资讯|内容|新闻|报道|信息)?请(?:关注|点击|查看|访问).{0,24}|.{2,12}(?:广告|商务|媒体|内容)合作\W{0,2}请?(?:点击|联系).{0,16}"
    r"|\W{0,3}(?:赞助商?|推广|广告)(?:链接|内容)\W[^。]{0,60}"
    r"|[^。]{0,16}(?:炒股|投资)就看[^。]{0,40}"
    r"|[^。]{0,16}手机(?:查看|看|阅读)\S{0,4}(?:快讯|资讯|新闻).{0,20}"
    r"|\W{0,3}返回\S{2,8}[，,]?\s?查看更多\W{0,3}"
    r"|.{0,10}(?:精彩视频推荐|更多精彩内容|更多精彩资讯|转播到\S{2}微博).{0,16}"
)
_LOADING = _compile(
    r".{0,8}(?:加载|载入|缓冲)中?\W{0,3}请?(?:稍[候等后]|耐心等[待候])\W{0,4}|.{0,4}(?:加载|载入|缓冲)中\W{1,6}|\W{0,3}[如若]长时间[^。]{2,6}\W请刷新.{0,8}"
)
_COUNTS = _compile(
    r"\W{0,3}\d[\d,]{0,9}\s?人(?:赞同|点?赞|推荐|喜欢|收藏|看过)了?(?:[该此本这]篇?(?:文章?|内容))?\W{0,3}"
    r"|\W{0,3}(?:本(?:文|页|新闻|信息))?\s?(?:已?共?有|已被|共)\s?\d{1,8}\s?[人次]{1,2}(?:浏览|阅读|访问|看过|点击)\W{0,3}"
    r"|(?>\W{0,4}\d{1,7}\s?[人票次个]\W{0,3}){1,2}"
    r"|(?>\W{0,3}(?:阅读|评论|收藏|转载|喜欢|打印|举报|分享|推荐|点赞|回复)\s?(?:\(\s?\d{0,7}\s?\))?){3,9}\W{0,3}"
)
_COUNTER = _compile(r"\W{0,3}(?:点击|浏览|阅读|访问|人气|评论)(?:次数|数|量|率)?\s?:?\s?\d{1,8}\s?[次人]?\W{0,3}")
_SET_WIDE = re.compile(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff]){2,9}\W{0,3}")
_RULE = _compile(r"[-=*_~.·—─━\s]{4,}+(?:(?:我是)?分[隔割]线)?[-=*_~.·—─━\s]*+")
_RESERVATION = _compile(
    r"[【\[(][^】\])]{0,120}未经[^】\])]{0,60}(?:转载|摘编|复制|使用)[^】\])]{0,60}[】\])]"
    r"|\W{0,3}本(?:文|作品)[^。]{0,30}未经[^。]{0,30}不得转载.*"
    r"|(?:风险|特别|温馨|友情)(?:提示|提醒|声明)\s?:[^。]{0,40}(?:本站|本网|不代表|不构成).*"
    r"|\W{0,3}(?:如需|本文)?(?:转载|引用)[^。]{0,8}(?:请|须|需)[^。]{0,20}(?:注明|标明|联系|保留|说明).{0,60}"
    r"|.{0,60}[如若][^。]{0,20}(?:侵权|侵犯|版权问题|不希望作品)[^。]{0,30}(?:联系|告知|通知|删除|撤).*"
    r"|\W{0,3}(?:本文|文章|稿件)?(?:未经|非经)[^。]{0,20}(?:授权|许可|允许|同意)[^。]{0,16}(?:转载|使用|摘编|复制|镜像).{0,60}"
    r"|\W{0,3}(?:本|此|该|以上)(?:文章?|内容|稿件?|信息|作品|资讯|新闻)[^。]{0,50}(?:不代表|仅代表|不构成|仅供[您你]?参考|无关).{0,100}"
    r"|\W{0,3}(?:本|此|该|以上)(?:文章?|内容|稿件?|信息|作品)[为系由属][^。]{0,40}(?:原创|著作权|版权).*(?:转载|授权|许可|违者).*"
    r"|\W{0,3}本[^。，]{0,30}[，,][^。]{0,8}转载[^。]{0,8}注明.{0,40}"
    r"|\W{0,3}本(?:网站|网|站|刊|报)[^。]{0,40}(?:非经|未经)[^。]{0,20}(?:转载|使用|复制).*"
    r"|\W{0,3}[您你]的浏览器[^。]{0,16}(?:不支持|版本).*|微信号\W{0,3}[\w-]{4,30}|功能介绍.{4,160}"
)
_MAY_RESERVE = _compile(r"[【\[(]|\W{0,3}[本如若转引未非文稿此该以您你微功特部图郑风温友]")
_LONGEST_RESERVATION = 240  # characters
_ABSTRACT = _compile(
    r"\W{0,3}(?:[\u4e00-\u9fff]{2,8}[网报刊])?(?:核心提示|内容提要|内容摘要|概要描述|内容概要|阅读提示|导读|导语|摘\s?要|提要)(?:\W{0,2}:|[】\])]|\s?【|$)"
)
_LONGEST_PRESENTATION = 240  # characters
_PRESENTATION = _compile(
    r"\W{0,3}(?:(?:关于)?(?:本文)?作者(?:(?:简介|介绍|小传)\s?[:】\])]|\s?[:】\])](?=\s?(?:[\u4e00-\u9fff·]{2,5}(?:[\s,，(（系是现]|$)|[A-Za-z])))"
    r"|(?:本文)?作者(?:简介|系)|关于作者)"
)
_PERSON = _compile(
    r"\s?[,，(]\s?(?:系|现[任为]|[男女][,，]|生于|(?:19|20)\d\d年\S{0,6}生|毕业于"
    r"|[^。,，]{0,20}(?:教授|研究员|博士|硕士|学者|作家|评论员|律师|专栏作者|院长|所长))"
)
_ORIGINAL_TITLE = _compile(r"\W{0,3}原(?:文?标题|题)\s?[:为]")


_POINTER = _compile(rf"{_LEAD}(?:{_LIST_OPENS}{_LIST_GOES_ON}+\s?:|返回\s?(?:到|至)?\s?:)")
_UNFOLDER = _compile(r"\W*(?:点击)?(?:展开|阅读|查看|显示)(?:全文|全部|剩余|更多|余下)\S{0,8}")
_OFFICE = re.compile(
    r"Normal\s?0(?:\s?(?:[\d.]+|磅|pt|false|true|[A-Z]{2}-[A-Z]{2}|X-NONE|MicrosoftInternetExplorer4))*+"
)


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def opens_comments(text: str) -> bool:
    """Tell whether a line heads what readers wrote, as its words or its count of comments say."""
    if len(text) > (2 * _LONGEST if "《" in text[:3] else _LONGEST) or _MAY_OPEN_COMMENTS.search(text) is None:
        return False
    return _COMMENTS_OPEN.fullmatch(text) is not None


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def opens_reply(text: str) -> bool:
    """Tell whether a line below a post of a forum heads a reply, by its floor (沙发, 3楼, 4#) or its buttons.

    The first post is headed alike but for its floor, so that only a line below a text says so.
    """
    return len(text) <= _LONGEST and _MAY_REPLY.search(text) is not None and _REPLY.fullmatch(text) is not None


def heads_post(text: str) -> bool:
    """Tell whether a line names who wrote and when, and nothing else, as over each post of a thread or comment."""
    return len(text) <= _LONGEST and _MAY_POST.search(text) is not None and _POST.fullmatch(text) is not None


@lru_cache(maxsize=512)  # of one page, whose lines are asked up to three times
def ends_text(text: str) -> bool:
    """Tell whether nothing that follows a line can belong to the text before it."""
    if text[1:2] == " ":
        text = _closed_up(text)
    if _MAY_END.search(text, 0, _END_SIGN) is not None and _ENDS.match(text) is not None:
        return True
    if len(text) > 2 * _LONGEST:
        return False
    return _is_imprint(text) or opens_comments(text)


def is_claim(text: str) -> bool:
    """Tell whether a sentence opens with a claim of copyright, as a text about one may in its midst."""
    return text[-1:] == "。" and _CLAIM.search(text, 0, _END_SIGN) is not None


def _is_imprint(text: str) -> bool:
    """Tell whether a line says whose site this is; a sentence that tells of such a claim does not begin with it."""
    sign = _IMPRINT.search(text) if _MAY_BE_IMPRINT.search(text) is not None else None
    return sign is not None and (text[-1] != "。" or sign.start() <= _SUBJECT)


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def parts_text(text: str) -> bool:
    """Tell whether a line introduces or belongs to something that is not the text around it."""
    if text[1:2] == " ":
        text = _closed_up(text)
    return len(text) <= _LONGEST and (_PARTS.match(text) is not None or is_pager(text))


def trails_text(text: str) -> bool:
    """Tell whether a line below a text that reads like prose gives keywords, or says whom to ask or what to install.

    A text that calls for contributions says so in its midst, where it is its own.
    """
    may = len(text) <= 2 * _LONGEST and _MAY_TRAIL.search(text, 0, _END_SIGN) is not None
    return may and _TRAILS.match(text) is not None


def _closed_up(text: str) -> str:
    """Return a heading that is set wide, as 相 关 文 章 is, without its spaces."""
    return text.replace(" ", "") if _SET_WIDE.fullmatch(text) else text


def is_pager(text: str) -> bool:
    """Tell whether a line holds page numbers and the words between them, and nothing else."""
    if len(text) > 4 * _LONGEST or _PAGE_NUMBERS.fullmatch(text) is None:
        return False
    return any(mark in text for mark in "页頁") or (any(mark in text for mark in "[【|") and _has_numbers(text))


def _has_numbers(text: str) -> bool:
    return len(re.findall(r"\d+", text)) > 1


def is_furniture(text: str) -> bool:
    """Tell whether a short line is a button, a counter, the votes or an invitation."""
    if len(text) > _LONGEST:
        return False
    patterns = (_FURNITURE, _COUNTS, _PROMOTION, _COUNTER, _RULE, _UNFOLDER)
    return any(pattern.fullmatch(text) is not None for pattern in patterns) or is_votes(text)


def is_promotion(text: str) -> bool:
    """Tell whether a line, no sentence, invites readers to look elsewhere: 扫一扫，关注我们."""
    return len(text) <= _LONGEST and text[-1:] != "。" and _PROMOTION.fullmatch(text) is not None


def is_loading(text: str) -> bool:
    """Tell whether a line is what a player or a frame shows until it is filled: 视频加载中,请稍候…."""
    return len(text) <= _LONGEST and _LOADING.fullmatch(text) is not None


def is_unfolder(text: str) -> bool:
    """Tell whether a line is the button that shows the rest of a text."""
    return len(text) <= _LONGEST and _UNFOLDER.fullmatch(text) is not None


def points_elsewhere(text: str) -> bool:
    """Tell whether a line that holds a link says that it leads to another text or back: 推荐阅读:……, 返回:……."""
    return len(text) <= _LONGEST and _POINTER.match(text) is not None


def is_office_debris(text: str) -> bool:
    """Tell whether a line is what a text pasted from Word says of itself: ``Normal 0 7.8 磅 0 2 false false …``."""
    return text.startswith("Normal") and _OFFICE.fullmatch(text) is not None


def is_counter(text: str) -> bool:
    """Tell whether a short text counts the visits to a page."""
    return len(text) <= _LONGEST and _COUNTER.fullmatch(text) is not None


def is_reservation(text: str) -> bool:
    """Tell whether a line says what may be done with the text or who answers for it, and no part of what it tells."""
    if len(text) > _LONGEST_RESERVATION or _MAY_RESERVE.match(text) is None:
        return False
    return _RESERVATION.fullmatch(text) is not None


def is_abstract(text: str) -> bool:
    """Tell whether a line sums up the text that follows it, as its label says."""
    return _ABSTRACT.match(text) is not None


def is_subtitle(text: str) -> bool:
    """Tell whether a line over a text goes on with its title, as the dash it opens with says."""
    return len(text) <= _LONGEST and text.startswith(("——", "──", "--")) and text[-1] not in "。；"


def is_about_author(text: str, authors: Sequence[str] = ()) -> bool:
    """Tell whether a line over a text presents its author, as its label says, or the name of one of ``authors``."""
    if len(text) > _LONGEST_PRESENTATION:
        return False
    name = next((name for name in authors if text.startswith(name)), "")
    return _PRESENTATION.match(text) is not None or (name != "" and _PERSON.match(text, len(name)) is not None)


def is_original_title(text: str) -> bool:
    """Tell whether a line gives the title that a reprint had where it came from."""
    return len(text) < 100 and "原" in text[:4] and _ORIGINAL_TITLE.match(text) is not None
