"""Folding: one spelling for the words a reader goes by.

Portals print the same label in full or half width, in simplified or traditional characters.  Folding is for comparing
labels, never for what is stored.
"""

from __future__ import annotations

import unicodedata

_TRADITIONAL = (
    "經濟熱點營區發專業場動態統計數據產樓資訊頁聞頻來時間佈標題記編輯責權聲聯繫絡係們關於鏈連結議網圖閱讀"
    "薦評論後載頂贊讚對轉電話傳應購會員鋪廣調視壇錄註幫擊瀏覽號體閉當個這裡裏刪錯誤無訪問單廠團處門類價與"
    "務協總規條開參內國際東華為說歷實現長縣鄉鎮衛選舉備證週鍵報導詳細觀"
)
_SIMPLIFIED = (
    "经济热点营区发专业场动态统计数据产楼资讯页闻频来时间布标题记编辑责权声联系络系们关于链连结议网图阅读"
    "荐评论后载顶赞赞对转电话传应购会员铺广调视坛录注帮击浏览号体闭当个这里里删错误无访问单厂团处门类价与"
    "务协总规条开参内国际东华为说历实现长县乡镇卫选举备证周键报导详细观"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_IN_PLACE = _TO_SIMPLIFIED | str.maketrans("：／（）［］｜　", ":/()[]| ")


def fold(text: str) -> str:
    """Return ``text`` in compatibility form, lower case, with the characters that labels use simplified."""
    return unicodedata.normalize("NFKC", text).translate(_TO_SIMPLIFIED).lower()


def fold_in_place(text: str) -> str:
    """Fold character for character, so that a position in the result is the same position in ``text``."""
    return text.translate(_IN_PLACE)
