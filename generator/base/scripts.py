"""Which characters are Chinese: for language marks, names, the search and line breaks alike.

The ranges are written to stand between the square brackets of a regular expression. `search.js` of the theme has `HAN`, too.
"""

from __future__ import annotations

import re
import unicodedata

# Radicals, iteration mark and zero, the unified ideographs with all extensions, the compatibility ideographs.
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Punctuation and full-width forms, which stand between such characters.
HAN_MARKS = "\u3000-\u3004\u3008-\u303f\uff00-\uffef"
# What is written without spaces, so that a line may be broken at every character: kana and other signs, too.
UNSPACED = f"{HAN}{HAN_MARKS}\u3040-\u33ff"

# Chinese family names of two signs, with those that people write most often; all others have one.
LONG_FAMILIES = frozenset(
    """
    欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 皇甫 尉迟
    公孙 公孫 慕容 长孙 長孫 宇文 令狐 夏侯 端木 轩辕 南宫
    """.split()
)

# How Chinese is marked where no more is known of it: in simplified characters.
CHINESE = "zh-Hans"

_HAN = re.compile(f"[{HAN}]")


def without_accents(text: str) -> str:
    """A text in its plain letters, by Unicode's compatible forms: "ﬁancé" is "fiance"."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def tag(language: str) -> str:
    """A language as pages mark it (BCP 47): of Chinese that says no more than that, the script is said with it."""
    return CHINESE if language == "zh" else language


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters."""
    return bool(_HAN.search(text))
