"""Folding: one spelling for the words a reader goes by.

Portals print the same label in full or half width, in simplified or traditional characters.  Folding is for comparing
labels, never for what is stored.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TRADITIONAL = (
    "經濟熱點營區發專業場動態統計數據產樓資訊頁聞頻來時間佈標題記編輯責權聲聯繫絡係們關於鏈連結議網圖閱讀"
    "薦評論後載頂贊讚對轉電話傳應購會員鋪廣調視壇錄註幫擊瀏覽號體閉當個這裡裏刪錯誤無訪問單廠團處門類價與"
    "務協總規條開參內國際東華為說歷實現長縣鄉鎮衛選舉備證週鍵報導詳細觀沒歡雞獻認磚兩則創別復審層屬師歸掃護換攝舊機構欄檔"
    "氣簽監碼約線終給維綜見讓設譯請負質貼賞邊還進郵採銷項須饋驗餘眾寫辦厭詢該語許識訂討覺違"
)
_SIMPLIFIED = (
    "经济热点营区发专业场动态统计数据产楼资讯页闻频来时间布标题记编辑责权声联系络系们关于链连结议网图阅读"
    "荐评论后载顶赞赞对转电话传应购会员铺广调视坛录注帮击浏览号体闭当个这里里删错误无访问单厂团处门类价与"
    "务协总规条开参内国际东华为说历实现长县乡镇卫选举备证周键报导详细观没欢鸡献认砖两则创别复审层属师归扫护换摄旧机构栏档"
    "气签监码约线终给维综见让设译请负质贴赏边还进邮采销项须馈验余众写办厌询该语许识订讨觉违"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_VARIANTS: dict[str, str] = {":": "：", "/": "／", "(": "（", ")": "）", "[": "［", "]": "］", "|": "｜"}
for _one, _other in zip(_SIMPLIFIED, _TRADITIONAL, strict=True):
    _VARIANTS[_one] = _VARIANTS.get(_one, "") + _other


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return ``text`` in compatibility form, lower case, with the characters that labels use simplified."""
    return unicodedata.normalize("NFKC", text).translate(_TO_SIMPLIFIED).lower()


def either_script(pattern: str) -> str:
    """Return a regular expression that also matches traditional characters and full width where ``pattern`` does not.

    Matching so costs nothing when it runs, and positions stay those of the text.  ``pattern`` is written with
    simplified characters, ``:``, ``/`` and escaped brackets; it may hold classes, but no ranges of such characters.
    """
    written: list[str] = []
    escaped = in_class = False
    for char in pattern:
        variants = _VARIANTS.get(char, "")
        syntax = char == "]" if in_class else char in "()[|" or [*written[-2:], char] == ["(", "?", ":"]
        if syntax and not escaped:
            variants = ""
            in_class = char == "["
        if variants and not in_class:
            last = written.pop() if escaped else ""
            written.append(f"[{last}{char}{variants}]")
        else:
            written.append(char + variants)
        escaped = char == "\\" and not escaped
    return "".join(written)
