"""Words that say how two figures of a sentence belong together: against what, of what, more or less."""

from typing import Final

from app.parsers.labels.words import words

# `전년 80억원보다`, `2019년(40건) 대비`, `전월比`
AGAINST: Final = r"(?:에\s?비해(?:서)?|에\s?비하여|대비|보다|比)"
_RISEN: Final = words("증가 늘어 늘 증액 상승 향상 확대 급증 올라 오르")
_FALLEN: Final = words("감소 줄어 줄 감액 하락 축소 절감 급감 낮아 떨어")
RISES: Final = (*_RISEN, "증", "↑")
FALLS: Final = (*_FALLEN, "감", "↓")
# A change whose verb stands before what has changed: `15%가 늘어난 9만원`, `35% 증가한 54건`.
CHANGED: Final = rf"(?P<way>{'|'.join((*_RISEN, *_FALLEN))})(?:한|된|난|든|진|은|ㄴ)?(?=\s|$)"
# `10.0%가 각각 증가했다` says so of all rates of its sentence.
EACH: Final = "각각"
# What a figure that has changed is followed by, before that against which it has: `120억원으로 올해 96억원보다`.
BECAME: Final = r"(?:으로(?:서)?|로(?:서)?)\s"
# `20억원 중 18억원을 집행`, `80건 가운데 60건`
OF_WHICH: Final = r"\s?(?:중에서|중에|중|가운데)\s"
# `5,000만원의 98.0%인 4,900만원`
SHARE_OF: Final = r"\s?의\s?(?:약\s?)?"
BEING: Final = r"\s?(?:인|에\s?해당하는|에\s?달하는|에\s?이르는)\s"

# Between a rate and its verb: `18.9%가 각각 증가`.
BEFORE_VERB: Final = r"\s?(?:가|이|로|나|씩|정도|가량)?\s?(?:각각\s)?"
ROUGHLY: Final = r"(?:약\s?)?"
# What has changed may be told with what was done: `3,300건의 접수로`.
WITH_ITS_DEED: Final = r"(?:의\s)?"
SENTENCE_END: Final = r"다\.|[.;]\s"
# `처리율은 85%`, `집행률 : 90%`
RATE_NAME: Final = r"[가-힣]{1,8}[률율]"
TOPIC: Final = r"(?:은|는|이|가)?"
# `달성률(전체 사업 수 대비 완료 사업 수)`: of what a rate is, in its own name.
RATE_OF: Final = r"(?P<whole>[^()]{2,20}?)\s?대비\s?(?P<part>[^()\s]{2,10})[^()]{0,12}"

WEEKDAYS: Final = "월화수목금토일"
# `5개년('16~'20)`: years counted from the first to the last.
YEARS_COUNTED: Final = "개년"
DATE_IN_FULL: Final = r"(?<![\d.])(?P<year>(?:19|20)\d\d|'\d\d)\s?[.년/-]\s?(?P<month>\d{1,2})\s?[.월/-]\s?(?P<day>\d{1,2})\s?[.일]?\s?"
WEEKDAY_ENDING: Final = r"(?:요일)?"
YEAR_ENDING: Final = r"\s?년?"
PLAN_WORD: Final = r"(?:계획)?"
# `(24개월)`, `(3일간)`, `(2박3일)`
MONTHS_TOLD: Final = "개월"
DAYS_TOLD: Final = "일"
DURATION_TOLD: Final = r"\(\s*(?:총\s?|약\s?)?(?P<count>\d{1,3})\s?(?P<unit>개월|일간|일)\s?(?:간)?\s*\)"
NIGHTS_TOLD: Final = r"\(\s*(?P<nights>\d{1,2})\s?박\s?(?P<count>\d{1,2})\s?일\s*\)"
# `월평균 28명`, `자치구 평균 1,487명`
MEAN_WORD: Final = "평균"
MONTHLY_MEAN: Final = r"월\s?평균"
PER_GROUP: Final = r"(?P<group>[가-힣]{1,4})\s*별\s*[-:]?\s*평균\s?(?=\d)"
# `25개 시군`, `240개읍면`
NUMBERED_GROUP: Final = r"(?<![\d,.])(?P<count>\d{1,3})\s?개?\s?(?P<group>[가-힣]{1,4})(?![가-힣])"
MONTH_TOLD: Final = r"(?<!\d)(?P<month>\d{1,2})\s?(?:\.\s?\d{1,2}\s?\.?|월\s?말?)\s?"
# `5.31현재`: up to when a list of figures goes.
CURRENT_WORDS: Final = ("현재", "기준", "까지")
# `공용차량 - 총 224대`: a total that stands over its table.
TOLD_TOTAL: Final = r"(?<![가-힣])(?:총|합계|총계)\s?:?\s?(?=\d)"
TOTAL_SIGNS: Final = ("총", "계")
