"""Words of a sentence: which of the words between two figures name the second one.

What stands between two figures belongs to both: first the ending and the verb of the one before (`…을 집행하고`), then what the
next one is of. A clause closes at a verb; a topic (은, 는, 의 경우) is spoken of until another is named; `보다` and `대비` say what a
figure is compared with and name nothing. Where no noun is left, the figure has no words of its own.

>>> read_clause("으로 전년도보다 ", tied=True)
Clause(topic='', words='', compared='전년도', leads=False, ended=False, listed=False, total=False, behind='으로')
>>> read_clause("군이 공개한 집행내역에 따르면 업무추진비는 ").topic
'업무추진비'
>>> read_clause("을 집행하고 집행잔액은 ", tied=True).topic
'집행잔액'
>>> read_clause("여러 모임을 치르며 동네 어르신들의 나들이를 널리 돕기 위한 기념행사 지원 ").words
'기념행사 지원'
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.parsers.characters.memo import remember_with
from app.parsers.labels import (
    ADNOMINAL_ENDINGS,
    ADNOMINAL_SUFFIXES,
    ADVERBIAL_ENDINGS,
    ANAPHORA,
    AND_SO_ON,
    BEFORE_VERBS,
    CHANGES,
    CLAUSE_ENDINGS,
    COORDINATE_ENDINGS,
    COURSE_PARTICLES,
    DESCRIBING_ENDINGS,
    INNER_BULLETS,
    LEADING_WORDS,
    LOOKED_AT,
    LOOKING_WORDS,
    MEANS,
    NO_CLAUSE_ENDINGS,
    NOMINAL_ENDINGS,
    OBJECT_PARTICLES,
    OUTCOMES,
    PREPARING,
    SENTENCE_ENDING,
    SIZE_WORDS,
    SUBJECT_PARTICLES,
    THAN_WORDS,
    TOPIC_MARKS,
    TOPIC_NOUNS,
    TOTAL_LEADS,
    VOCATIVE,
)
from app.parsers.prose.nouns import TIME, follows, is_actor, noun_phrase, split_words

SPOILT: Final = "\1"
"""What stands in place of a number that can't be read; the words before it are its own."""
_SOFT_BREAK: Final = re.compile(r"[;→▶⇒×]|(?<![가-힣])/|/(?![가-힣])")
_SHORTEST_MARKED: Final = 2

_SENTENCE: Final = re.compile(
    rf"(?<=[{SENTENCE_ENDING}{NOMINAL_ENDINGS}])\.\s*(?=\S)|(?<=\D)\.\s+|[!?]\s+|(?<={VOCATIVE})[.,]?\s+|[“”\"]|\n"
)
_LONGEST_HEADING: Final = 4  # words
_BULLET: Final = re.compile(rf"[{INNER_BULLETS}]\s{{0,2}}(?=[^\s\d])")
_TIED: Final = re.compile(r"[가-힣]+(?=$|[\s,.(])")
_VERB_OF_BEFORE: Final = re.compile(
    rf"\s?(?:(?:{'|'.join(BEFORE_VERBS)})\s)?(?:{'|'.join((*CHANGES, *OUTCOMES))})(?:{'|'.join(ADNOMINAL_SUFFIXES)})?"
    rf"(?:\s(?:{'|'.join(SIZE_WORDS)})(?:{'|'.join(COURSE_PARTICLES)}))?(?=\s)"
)


class Clause(NamedTuple):
    """The words before a figure, read.

    topic: what is spoken of, where it is named anew. words: the figure's own nouns. compared: what it is compared with. leads:
    the words only lead into the sentence (`그중`, `현재`). ended: a sentence ended before them. listed: an inner bullet begins
    them. total: they say that what follows is the sum (`등 총`). behind: the ending and verb of the figure before.
    """

    topic: str = ""
    words: str = ""
    compared: str = ""
    leads: bool = False
    ended: bool = False
    listed: bool = False
    total: bool = False
    behind: str = ""


def read_clause(text: str, *, tied: bool = False) -> Clause:
    """The words between two figures (times are TIME characters). `tied`: they follow a figure without a blank."""
    return _read_clause(text, tied)


@remember_with(2048)
def _read_clause(text: str, tied: bool) -> Clause:
    behind, beyond = _cut_behind(text) if tied else ("", text)
    text, ended, told = _last_sentence(text)
    text = text if ended else beyond
    head, text = _at_bullet(text[_last_soft_break(text) + 1 :])
    every = split_words(text)
    words, leads = _without_lead(_without_means(every))
    topic, others = _topic_and_rest(words)
    if topic and any(word.endswith(COORDINATE_ENDINGS) for word in others):
        topic, ended = "", True  # `방식은 추진 중이며, 태블릿 367대`: what was said of the topic is said
    rest, compared = _comparison(_own_clause(others))
    # A list that ends in 등 names all its members, and so does what an inner bullet begins.
    rest = rest if head is not None or rest[-1:] == [AND_SO_ON] else _behind_comma(rest)
    lists = rest[-1:] == [AND_SO_ON] and _BULLET.search(head or "") is not None
    total = lists or _is_total(every) or _is_total(rest)  # `▲안내 ▲점검 등 3건`: of all that is listed, not of the last
    own = "" if total else noun_phrase(rest, listed=head is not None)
    return Clause(topic or _topic_of_head(head or "", lists), own, compared, leads and not told, ended, head is not None, total, behind)


def _topic_and_rest(words: list[str]) -> tuple[str, list[str]]:
    """The topic of words, and the words that are no part of it."""
    if _describes(words):
        return _looked_at(words), words[-2:]
    topic, rest = _topic(words)
    return topic or _looked_at(words), rest


def _topic_of_head(head: str, lists: bool) -> str:
    """What the words before a bullet speak of, or head; nothing where they are members of its list."""
    return _topic(split_words(head))[0] or ("" if lists else _heading(head))


def _is_total(words: Sequence[str]) -> bool:
    """Whether words say no more than that a sum follows."""
    return bool(words) and all(word.rstrip(",") in TOTAL_LEADS for word in words)


def _cut_behind(text: str) -> tuple[str, str]:
    """The ending and verb of the figure before, and the words behind them: `이 증가한`, `을 투입하여`."""
    match = _TIED.match(text)
    end = match.end() if match else 0
    if match and match.group() in TOPIC_MARKS and (comma := text.find(",", end)) >= 0:
        return match.group(), text[comma + 1 :]  # `12억원은 이월, 10억원은`: what is said of the figure before
    while (verb := _VERB_OF_BEFORE.match(text, end)) is not None:
        end = verb.end()
    words = text[:end].split()
    return (words[0] if words else text.split(maxsplit=1)[0] if text.strip() else ""), text[end:]


def _last_sentence(text: str) -> tuple[str, bool, bool]:
    """The text behind the last sentence that ended in it, whether one did, and whether a whole one without a figure stands in it."""
    end, whole = 0, False
    for match in _SENTENCE.finditer(text):
        whole = whole or (end > 0 and text[end : match.start()].endswith(SENTENCE_ENDING))
        end = match.end()
    return text[end:], end > 0, whole


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends in a text."""
    return _SENTENCE.search(text) is not None


def _at_bullet(text: str) -> tuple[str | None, str]:
    """The text before and behind the last inner bullet; None and the text where there is none."""
    end = start = -1
    for match in _BULLET.finditer(text):
        start, end = match.span()
    return (text[:start], text[end:]) if end >= 0 else (None, text)


def _last_soft_break(text: str) -> int:
    """Where the last sign stands that parts words from what they belong to; a stroke within a name (`환경/청소`) parts nothing."""
    return max((match.start() for match in _SOFT_BREAK.finditer(text)), default=-1)


def _heading(text: str) -> str:
    """A heading between two bullets of a text that runs on: `□ 접수현황 ㅇ 총 28건`."""
    before, words = _at_bullet(text)
    heading = words.split() if before is not None and TIME not in words else []
    return noun_phrase(heading) if 0 < len(heading) <= _LONGEST_HEADING else ""


def _without_lead(words: list[str]) -> tuple[list[str], bool]:
    """Words without those that lead into a sentence; whether these speak on of what was spoken of."""
    at = 0
    leads = False
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        size = 2 if pair.rstrip(",") in LEADING_WORDS else 1 if words[at].rstrip(",") in LEADING_WORDS or words[at] == TIME else 0
        size = size or words[at].endswith(ADVERBIAL_ENDINGS)
        if not size:
            break
        leads = leads or pair.rstrip(",") in ANAPHORA or words[at].rstrip(",") in ANAPHORA
        at += size
    return words[at:], leads


def _closes(word: str) -> bool:
    """Whether a word closes a clause."""
    bare = word.rstrip(",.")
    if SPOILT in word:
        return True
    if bare.endswith(NO_CLAUSE_ENDINGS):
        return False
    return bare.endswith(CLAUSE_ENDINGS) or (len(bare) > 1 and bare.endswith(SENTENCE_ENDING))


def _own_clause(words: list[str]) -> list[str]:
    """The words behind the last one that closes a clause."""
    at = next((at for at in range(len(words) - 1, -1, -1) if _closes(words[at])), -1)
    return words[at + 1 :]


def _describes(words: Sequence[str]) -> bool:
    """Whether a verb and the noun that it is said of stand right before a figure: they name nothing, but tell a part apart."""
    return len(words) > 1 and words[-1].endswith(DESCRIBING_ENDINGS) and words[-2].endswith(OBJECT_PARTICLES)


def _without_means(words: list[str]) -> list[str]:
    """Words without what a figure came about by: `분야가 | 사업 확대 등으로 42% 늘었다`."""
    if not words or words[-1] not in MEANS:
        return words
    at = next((at for at in range(len(words) - 1, -1, -1) if _topic_stem(words, at) is not None), -1)
    return words[: at + 1]


def _behind_comma(words: list[str]) -> list[str]:
    """The words behind the last comma: those before it are of something else."""
    at = next((at for at in range(len(words) - 2, -1, -1) if words[at].endswith(",")), -1)
    return words[at + 1 :]


def _topic(words: list[str]) -> tuple[str, list[str]]:
    """The topic that the words name, and the words behind it; a subject within it (`예산안은 검토가 필요한 3건`) is none of its own."""
    rest = words
    for at in range(len(words) - 1, -1, -1):
        stem = _topic_stem(words, at)
        if stem is None:
            continue
        before, after = _parted(_own_clause(words[:at]))
        rest = rest if rest is not words else words[at + 1 :]
        if before and not _is_marked(words[at]) and not is_actor(noun_phrase(before)):
            return noun_phrase(before), words[at + 1 :]
        phrase = noun_phrase([*after, stem]) if stem else noun_phrase(after)
        if phrase:
            return "" if is_actor(phrase) else phrase, words[at + 1 :]
    return "", rest


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """The words up to the last that ends in the mark of a topic, and those behind it: `가람부는 | 올해 주민`."""
    at = next((at for at in range(len(words) - 1, -1, -1) if _is_marked(words[at])), -1)
    return words[: at + 1], words[at + 1 :]


def _is_marked(word: str) -> bool:
    """Whether a word ends in the mark of a topic, and is no verb of one syllable (`젊은`)."""
    closed, opened = TOPIC_MARKS
    if word.endswith(ADNOMINAL_ENDINGS) or len(word) <= _SHORTEST_MARKED:
        return False
    return follows(closed, word, True) or follows(opened, word, False)


def _looked_at(words: Sequence[str]) -> str:
    """What a sentence looks at is its topic: `세출예산을 분야별로 살펴보면 복지가 3억원`."""
    looks = next((at for at in range(len(words) - 1, 0, -1) if words[at].endswith(LOOKING_WORDS)), 0)
    closed, opened = LOOKED_AT
    for at in range(looks - 1, max(-1, looks - 3), -1):
        if follows(closed, words[at], True) or follows(opened, words[at], False):
            return noun_phrase([*_own_clause(list(words[:at])), words[at][:-1]])
    return ""


def _topic_stem(words: Sequence[str], at: int) -> str | None:
    """A word without the particle that makes it a topic; empty for `… 경우`; None where it is no topic."""
    word = words[at].rstrip(",")
    if word in TOPIC_NOUNS:
        return ""
    if word.endswith(ADNOMINAL_ENDINGS) or _closes(word) or word in LEADING_WORDS:
        return None
    closed, opened = TOPIC_MARKS
    topical = follows(closed, word, True) or follows(opened, word, False) or (word.endswith(TOPIC_MARKS) and word[-2:-1] == ")")
    return word[:-1] if topical or _is_subject(words, at) else None


def _is_subject(words: Sequence[str], at: int) -> bool:
    """Whether a word with 이 or 가 is what a sentence speaks of: more words of it follow."""
    closed, opened = SUBJECT_PARTICLES
    word = words[at]
    marked = follows(closed, word, True) or follows(opened, word, False) or (word.endswith(SUBJECT_PARTICLES) and word[-2:-1] == ")")
    return len(word) > 2 and at + 1 < len(words) and marked


def _comparison(words: list[str]) -> tuple[list[str], str]:
    """Words without the comparison in them, and what is compared with: `전년도보다`, `전년 대비`, `본예산比`."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at].rstrip(",")
        than = next((than for than in THAN_WORDS if word.endswith(than)), None)
        if than is None:
            continue
        stem = word[: -len(than)]
        if than == PREPARING and words[at + 1 :]:
            return words, ""  # `성수기 대비 주차장`: made ready for, not compared with
        before = [*words[:at], stem] if stem else words[:at]
        return words[at + 1 :], noun_phrase(_behind_comma(before))
    return words, ""
