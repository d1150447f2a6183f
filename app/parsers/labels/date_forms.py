"""How days and years are printed where a text says of when it is: sources of patterns."""

import re
from typing import Final

_FOUR: Final = r"(?:19|20)\d{2}"
# `2031. 7. 10.`, `'31. 7.`, `2031년 7월`: a date that is all a line says.
ISSUED_DATE: Final = re.compile(rf"(?:{_FOUR}|'\d{{2}})\s*[.년]\s*\d{{1,2}}\s*(?:[.월]\s*(?:\d{{1,2}}\s*[.일]?)?)?\.?")
# `2031/07/10`, `2031-07-10 10:28`: a date that a value opens with.
KEYED_DATE: Final = rf"(?P<year>{_FOUR})\s?[.년/-]\s?(?P<month>\d{{1,2}})\s?[.월/-](?:\s?(?P<day>\d{{1,2}}))?"
WEEKDAY_NOTE: Final = re.compile(r"\([월화수목금토일](?:요일)?\)$")
# `제2호(2031. 8. 22.)`, `들빛시  2031. 8.`.
NUMBERED_DATE: Final = re.compile(r"제\s?[\d-]+호\s*\((?P<date>[^()]{8,20})\)")
DATE_BEHIND_NAME: Final = re.compile(
    rf"[가-힣]{{2,12}}(?:\s[가-힣]{{2,12}})?\s+(?P<date>{_FOUR}\s*[.년]\s*\d{{1,2}}\s*[.월]?(?:\s*\d{{1,2}}\s*[.일]?)?)"
)
# The year of a title, of any date, and one that is said in words; the last two as `93년도`, too.
TITLED_YEAR: Final = re.compile(rf"(?:(?P<long>{_FOUR})|'(?P<short>\d{{2}}))\s*(?:년도|년|회계연도|(?=\s*[가-힣]))")
DATED_YEAR: Final = re.compile(rf"(?:'(?P<short>\d{{2}})|(?<!\d)(?P<long>{_FOUR}))\s?[.년]|(?<![\d.,'])(?P<bare>\d{{2}})년도")
SAID_YEAR: Final = re.compile(rf"(?:'(?P<short>\d{{2}})|(?<!\d)(?P<long>{_FOUR}))\s?년|(?<![\d.,'])(?P<bare>\d{{2}})년도")
YEAR_LINE: Final = re.compile(rf"{_FOUR}\s*년도?")
# What stands before a title's words or inside a heading: `2031년도 `, `'31 `.
YEAR_BEFORE: Final = r"'?\d{2,4}\s*(?:년도?|회계연도)?\s+"
MONTH_END: Final = "말"
AS_OF_DATE: Final = rf"(?:'?\d{{2,4}}\s*[.년]\s*)?\d{{1,2}}\s*[.월]\s*(?:\d{{1,2}}\s*[.일]?\s*|{MONTH_END}\s*)?"
# `제268회 임시회 (2024. 1. 23. ~ 1. 31.)`: the days stand beside the session's name.
SESSION_DAYS: Final = re.compile(r"\s*(?:[(\[<]\s*|:\s*|\s)'?\d{2,4}\s*[.년].*$")
# A line that is nothing but dates and shares.
DATED_LINE: Final = re.compile(r"[\d\s.,%~\-/()년월일분기반상하기준]+")
# A name at the head of a page may stand behind the month that it is of.
BEHIND_DATE: Final = re.compile(r"(?:^|[\n|\t])[\s\d.'년월일]*$")
# A line that opens a block of a year's figures: `2030년 제1회 추가경정`; not one that compares or dates.
YEAR_BLOCK: Final = re.compile(rf"(?:{_FOUR}|'\d{{2}})\s?년도?\s(?!대비|이후|부터|까지|현재|기준|말|초)[가-힣\s\d·,]{{2,24}}")
