"""How names are compared: whatever the spacing, the width of letters, or the Unicode form.

>>> name_key("총 무 과") == name_key("총무과") == name_key("총\u3000무과")
True
>>> name_key("별정직․임기제") == name_key("별정직·임기제")
True
"""

import re
import unicodedata
from typing import Final

_BLANKS: Final = re.compile(r"[\s\u200b\u2060\ufeff]+")
_DOTS: Final = str.maketrans(dict.fromkeys("․‧・･∙•ㆍ⋅ᆞ", "·"))


def name_key(name: str) -> str:
    """The form under which a name is compared and looked up; never shown."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", fold_dots(name))).casefold()


def fold_dots(text: str) -> str:
    """The many dots that stand between two nouns as one and the same; every other character stays."""
    return text.translate(_DOTS)
