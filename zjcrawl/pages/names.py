"""Names of people in bylines: told from newspapers and offices, and from the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from zjcrawl.pages.folding import fold

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程"
    "嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘斜厉戎祖武符刘景詹束龙叶幸司"
    "韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏"
    "柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养"
    "鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫仝佟岳邸付代覃冼揭楼来苑牟税占鹿郄晋麦"
    "芦丛涂隋苟畅迟鄢练衣楚栗谌扬粟展亓綦承尧敬帅矫庹兰兆植位但揣斯撒智涛琚英羿阳雒靖甯母佘么應鄧賴鍾溫簡歐吳塗萬閻連遲蘆叢"
    "趙錢孫鄭馮陳衛蔣瀋韓楊許呂張嚴魏謝鄒蘇範魯韋馬鳳費賀湯滕羅畢鄔樂時傅顧黃蕭談龐紀項樑藍閔賈婁顏鐘駱盧莫經繆單諸龔陸榮車寧厲劉葉龍黎譚"
)
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "司徒",
    "慕容",
    "夏侯",
    "端木",
    "南宫",
    "西门",
    "独孤",
    "歐陽",
    "司馬",
    "諸葛",
)
# Cities and provinces whose first character is a surname as well.
_PLACE_NAMES = (
    "杭州 温州 广州 常州 郑州 徐州 扬州 贵州 荆州 宁波 宁夏 宁德 安徽 安庆 安阳 黄山 黄石 黄冈 江苏 江西 江门 成都 贵阳"
    " 云南 云浮 武汉 洛阳 邯郸 金华 阳江 阳泉 广东 广西 广安 溫州 廣州 鄭州 寧波 貴州 雲南 韶关 连云港 石家庄 马鞍山"
    " 黄浦 郑东 房山 江宁 江北 余杭 萧山 温岭 乐清 仙居"
)
_PLACES = frozenset(_PLACE_NAMES.split())
# What names of Tibetans begin with, which have no surname.
_TIBETAN = (
    "扎西",
    "次仁",
    "卓玛",
    "尼玛",
    "旦增",
    "丹增",
    "达瓦",
    "格桑",
    "洛桑",
    "拉巴",
    "索朗",
    "白玛",
    "多吉",
    "边巴",
    "普布",
    "平措",
    "晋美",
)
# What Mongolian, Uyghur and Kazakh names are written with, which have no surname; ordinary words have other characters.
_TRANSCRIBED = re.compile(
    "[阿艾依伊尔力勒里丽莉拉娜那纳尼吾乌库古姑哈赫卡喀克肯买麦木姆米迈曼玛马塔台太提特图吐托巴拜白比毕别伯孜兹扎再热肉如茹仁沙萨莎赛色什斯"
    "苏素其奇吉坎坦汗罕达丁登朵都敦格根戈嘎呼胡花珲勃布宝音因永尤亚雅娅叶耶琴青朝陶套通次卓珠措帕夏旭则泽普欧奥敖鄂恩蒙孟牧诺努日雪]{3,4}"
)
_OUTLET = re.compile(
    r"[报報网網社台臺刊站局委办辦厅廳部处處室院校所组組厂店府会會]$|(?:中心|公司|政府|频道|頻道|在线|在線|编辑|編輯"
    r"|记者|記者|报道|报导|報導|新闻|新聞|大学|大學"
    r"|杂志|雜誌|周刊|客户端|客戶端|通讯|通訊|工作者|集团|本刊|本报|网友|網友|专栏|作者|整理|综合|編譯|编译|娱乐|财经"
    r"|科技|体育|音乐|融媒|发布)$"
)
# What pages call their buttons, sections and columns, whose first character is a surname as well.
_PAGE_WORDS = (
    "关闭 关注 关于 关联 关键 关键字 关键词 查看 查询 支持 支付 文章 文字 文件 文档 文号 文化 文学 文艺 文体 文旅 文明"
    " 时间 时政 时评 时尚 全文 全国 全媒体 国内 国际 国防 国资 农业 农村 农民 经济 金融 党建 房产 车市 车险 安全 广播"
    " 都市 都在看 高考 慕课 常识 解读 公告 通知 简介 简讯 相关 相册 沙发 来源 来源于 来稿 来自 索引 索引号 终审 许可证"
    " 空间 连载 展开 余下 路况 石化 水利 应急 易信 熊猫 游戏 方案 计划 程序 项目 强调 代表 居民 单位 封面"
)
_WORDS_OF_PAGES = frozenset(_PAGE_WORDS.split())
_TEAM = re.compile(r"[\u4e00-\u9fff]{0,16}(?:课题|課題|编写|編寫|调研|調研|采访|採訪|写作|寫作|研究)[组組]")
"""A group of people that write together, the one office that a label may name as the author."""
_QUARTERS = frozenset("区县市镇乡州馆版")  # with which three characters name a place
_SPACED_NAME = re.compile(
    r"(?!大 中|中 小|小 中|中 大|大 小)(?<![\u3400-\u9fff])([\u3400-\u9fff]) ([\u3400-\u9fff])(?![\u3400-\u9fff])"
)
_DOTS = "·•・"
_DOTTED = re.compile(f"[{_DOTS}]")
_LONGEST_FOREIGN = 16  # characters
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·•・]+")
_LATIN = re.compile(r"[A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]*){0,3}")
_TITLES = re.compile(
    r"(?:特约|特約|见习|見習|实习|實習|首席|本报|本報|本网|本網|本社|本刊|全媒体|全媒體|融媒体|特派|驻\w{2,4}?|专栏"
    r"|專欄)*"
    r"(?:记者|記者|通讯员|通訊員|通讯員|实习生|實習生|评论员|評論員|撰稿人?|作者)"
)
_ROLE = re.compile(_TITLES.pattern + r"(?:\s?[:：])?")
# With the outlet before it, which no name is as long as.
_TITLED = re.compile(r"(?:(?<![^\s、，,/])[^\s、，,/&;；|｜]{4,16}?)?" + _TITLES.pattern)
_EXPLAINED = re.compile(r"(?<=\w)[(（][^()（）]{2,30}[)）]")  # who a writer is
_REPORTED = re.compile(r"(?:\s|[(（])(?:(?:摄影|攝影|综合|綜合|文字|图文|圖文)?(?:报道|報道|報導)|文/?[图圖])[)）]?$")
_SEPARATOR = re.compile(r"[\s、，,/／&;；|｜]+")
TAKES_PICTURES = frozenset(("摄", "攝", "摄影", "攝影", "供图", "供圖"))
"""What stands behind the names of photographers."""
_WRITES = frozenset(("文", "撰文", "文字", "采写"))
_RESERVES = re.compile(r"[转轉][载載]|注明|[授受][权權]|版[权權]|出[处處]")  # 作者：某某，如若转载，请注明出处
_COUNTRY = re.compile(r"^[\[(（【〔]\w{1,3}[\])）】〕](?=\w{2})")  # of a foreign writer: [日]某某某
_OTHER_ROLES = frozenset(
    ("摄影", "攝影", "摄", "攝", "图", "圖", "图片", "制图", "供图", "编辑", "編輯", "责编", "校对")
)  # whose names follow
# What figures are counted in, as tables say in brackets: 万 is a surname as well.
_UNITS = re.compile("万(?:元|美元|吨|人|户|台|套|件|亩|家|辆|平米|立方|千瓦|噸|戶|臺|畝|輛)")
_NOBODY = frozenset(
    [
        "佚名",
        "不详",
        "不詳",
        "未知",
        "匿名",
        "无名",
        "無名",
        "网络",
        "網絡",
        "本站",
        "本网",
        "转载",
        "轉載",
        "管理员",
        "管理員",
        "小编",
        "小編",
        "编辑",
        "編輯",
        "记者",
        "記者",
        "作者",
        "原创",
        "暂无",
        "無",
        "无",
        "系统",
        "观察",
        "调查",
        "手记",
        "在线",
        "报道",
        "广告",
        "admin",
        "administrator",
        "editor",
        "root",
        "user",
        "test",
        "null",
        "none",
        "unknown",
    ]
)


def looks_like_person(text: str) -> bool:
    """Tell whether ``text`` has the form of a personal name.

    That is a surname and one or two characters more, two names joined by ``·``, or four characters of a Tibetan name.
    """
    if (
        text in _NOBODY
        or not _HAN.fullmatch(text)
        or _OUTLET.search(text)
        or text.endswith(("摄", "攝", "图", "圖"))
        or text in _PLACES
        or _UNITS.fullmatch(text)
    ):
        return False
    if (len(text) == 3 and text[-1] in _QUARTERS) or is_word_of_pages(text):
        return False
    if any(dot in text for dot in _DOTS):
        if any(_OUTLET.search(part) for part in _DOTTED.split(text)):  # 某某日报·某某客户端
            return False
        return text[0] not in _DOTS and text[-1] not in _DOTS and len(text) <= _LONGEST_FOREIGN
    if text.startswith(_TIBETAN):
        return len(text) == 4
    if text.startswith(_COMPOUND):
        return 3 <= len(text) <= 4
    return text[0] in _SURNAMES and 2 <= len(text) <= 3


def looks_like_reporter(text: str) -> bool:
    """Tell whether what follows 记者 is a personal name, be it one without a surname, as 阿拉坦 and 古丽娜尔."""
    return looks_like_person(text) or _TRANSCRIBED.fullmatch(text) is not None


def is_word_of_pages(text: str) -> bool:
    """Tell whether ``text`` is what a page calls a button or a section, such as 关闭 or 文化, and so no name."""
    return fold(text) in _WORDS_OF_PAGES


def join_spaced(text: str) -> str:
    """Return ``text`` with the space taken out that sets a name of two characters as wide as one of three: 张　三."""
    return _SPACED_NAME.sub(r"\1\2", text)


def looks_like_outlet(text: str) -> bool:
    """Tell whether ``text`` ends the way newspapers, sites and offices do."""
    return _OUTLET.search(text) is not None


def looks_like_writer(name: str) -> bool:
    """Tell whether a name, a pen name as well, can be a writer's: no office, no 佚名, no word of pages."""
    if len(name) > _LONGEST_FOREIGN or _OUTLET.search(name) or is_word_of_pages(name) or name.lower() in _NOBODY:
        return False
    return _is_author(name) or _HAN.fullmatch(name) is not None


def read_authors(value: str) -> tuple[str, ...]:
    """Return the names in the value of an author label, in order and once each; no office but a team, no 佚名."""
    names: list[str] = []
    plain = _TITLED.sub(" ", _EXPLAINED.sub(" ", join_spaced(keep_latin(value))))
    tokens = [token for token in _SEPARATOR.split(plain) if token]
    if not _WRITES.isdisjoint(tokens):  # 某某/文 某某/摄
        tokens = tokens[: next(at for at, token in enumerate(tokens) if token in _WRITES)] or tokens
    if tokens and tokens[-1] in TAKES_PICTURES:  # 某某 摄
        return ()
    for token in tokens:
        if token in _OTHER_ROLES or _RESERVES.search(token):
            break
        token = _COUNTRY.sub("", token)
        name = token.replace("\0", " ").strip("　()（）[]【】<>《》:：.。·-—_*")
        if _is_author(name) and name not in names:
            names.append(name)
    return tuple(names)


def read_people(value: str) -> tuple[str, ...]:
    """Return the names in ``value`` if it holds names that look like people and nothing else; else nothing.

    Latin letters are a name where they make several words and stand beside a Chinese one: 张三 John Smith.
    """
    return _read_names(value, looks_like_person)


def read_reporters(value: str) -> tuple[str, ...]:
    """Return the names in ``value`` as ``read_people`` does, where a word such as 记者 says that they are names."""
    return _read_names(value, looks_like_reporter)


@lru_cache(maxsize=1024)  # the pages of a portal have the same lines around their texts
def _read_names(value: str, is_name: Callable[[str], bool]) -> tuple[str, ...]:
    plain = _REPORTED.sub("", _ROLE.sub(" ", join_spaced(value)).strip())
    tokens = [token for token in _SEPARATOR.split(plain) if token]
    if tokens and all(map(is_name, tokens)):
        return tuple(dict.fromkeys(tokens))
    tokens = [token for token in _SEPARATOR.split(keep_latin(plain)) if token]
    written = [token for token in tokens if "\0" not in token]  # in Chinese
    is_mixed = 0 < len(written) < len(tokens) and all(map(is_name, written))
    return tuple(dict.fromkeys(token.replace("\0", " ") for token in tokens)) if is_mixed else ()


def keep_latin(value: str) -> str:
    """Return ``value`` with a NUL for each space inside a name of several Latin words."""
    return _LATIN.sub(lambda match: match.group().replace(" ", "\0"), value)


def _is_author(name: str) -> bool:
    if _TEAM.fullmatch(name):
        return True
    if not name or name.lower() in _NOBODY or _OUTLET.search(name):
        return False
    if _HAN.fullmatch(name):
        return 2 <= len(name) <= (_LONGEST_FOREIGN if any(dot in name for dot in _DOTS) else 4)
    return bool(re.fullmatch(r"[\w.\- '’]{2,40}", name)) and not name.isdigit()
