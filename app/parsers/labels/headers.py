"""Words inside headers that only blanks separate, and what ends the lines around them."""

import re
from typing import Final

from app.parsers.labels.words import words

# Totals that begin the leaves of a group.
GROUP_TOTALS: Final = frozenset(["소계", "계"])
# A label that holds it is a group: `전년 대비`.
GROUP_WORD: Final = "대비"
NOTE_LABEL: Final = "비고"
# What counts or dates the word behind it: `1차`, `2013년`, `2014년 이후`.
ORDINAL: Final = re.compile(r"(?:제?\d+(?:차|기|회|단계)|(?:'\d{2}|(?:19|20)\d{2})년?도?\s?(?:이전|이후|까지|부터)?)")
# A line that ends so is a sentence, no part of a header.
HEADER_SENTENCE_ENDINGS: Final = words(". 함 음 됨 , 다")
# The letter that no line stating a unit lacks.
UNIT_LETTER: Final = "위"
STOREYS: Final = re.compile(r"(?:지하|지상|옥탑)\s?\d+(?:[·,]\d+)?층?[~,]?.*|\d+층[~]?")
# The size of a building, `지상 4층, 지하 2층`; one storey alone may be where something is, but for an item that says no more.
STOREYS_TOLD: Final = re.compile(r"(?P<one>지하|지상)\s?\d{1,2}\s?층?\s?[,/·]\s?(?!(?P=one))(?:지하|지상)\s?\d{1,2}\s?층")
STOREYS_ALONE: Final = re.compile(r"\W*지상\s?\d{1,2}\s?층\W*")
BUILDING_DATE: Final = re.compile(r"\(?'?\d{2,4}[.\-]\s?\d{1,2}[.\-]?\s?\d{0,2}\.?\)?|증축\)|신축\)")
# What was calculated, and perhaps how: `526,315원*95%`.
CALCULATED: Final = re.compile(r"[△\d][\d,.]*[원명개회%]?(?:[*x×/+=].*)?")
