"""How labels are compared: folded, without notes, years and blanks.

>>> label_key("증감액(B-A)"), label_key("집 행 률(%)"), label_key("징수율 (C/B)"), label_key("’22년 대비 증감")
('증감액', '집행률', '징수율', '대비증감')
"""

import re
from typing import Final

from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import fold

_NOTES: Final = re.compile(
    r"\((?:[A-Za-z](?:\s*[+\-/×*÷]\s*[A-Za-z])*|[①-⑳](?:\s*[+\-/]\s*[①-⑳])*|%|％|단위[^)]*|(?:천|백만|만|억|조)?원|천?명|건|대|회|개소|개|㎡|m²|㎥|㎢|km²|km|㎞|kg|㎏|톤|t|L|세대|가구|점|권|면|일|시간|↑|↓)\)|[↑↓¹²³⁴⁵⁾]+|(?<=[가-힣])\s*%$"
)
_DATED_NOTE: Final = re.compile(r"\((?:'?\d{2,4}\s*[.년]\s*)?\d{1,2}\s*(?:[.월]\s*(?:\d{1,2}\s*[.일]?\s*)?)?\s*(?:말|기준|현재|\s)*\)")
_YEARS: Final = re.compile(r"(?:'\d{2}|\d{4})\s*(?:년도|년|회계연도)?(?=\s|[가-힣]|$|\()")
_BLANKS: Final = re.compile(r"[\s\u200b]+")


@remember(8192)
def strip_notes(label: str) -> str:
    """A label without its column notes: `(A+B)`, `(%)`, arrows, raised figures, a date in brackets."""
    if not label.isalpha():
        label = _DATED_NOTE.sub("", _NOTES.sub("", label))
    return label.strip()


@remember(8192)
def label_key(label: str) -> str:
    """The form under which a label is looked up: folded, without notes, years and blanks."""
    return _BLANKS.sub("", _YEARS.sub("", strip_notes(fold(label))))
