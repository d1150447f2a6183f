"""Words as names: what is left of them when all that only surrounds a figure is gone.

Gone are times, lengths of time, page references, ordinals, modifiers (총, 약), another figure with all that stands before it, and
the particle that ties the words to their figure. Words that say nothing (`사항`, `현재`) name nothing, and who acts is no thing.

>>> noun_phrase(["645쪽", "텃밭", "조성에", "총"]), noun_phrase(["지적하신", "사항", "중"]), without_particle("합격자 비율이")
('텃밭 조성', '', '합격자 비율')
>>> is_actor("홍길동 군수"), is_actor("군수 업무추진비")
(True, False)
"""

import re
from collections.abc import Sequence
from typing import Final

from app.parsers.bodies.governments import find_governments
from app.parsers.labels import (
    ACTOR_ENDINGS,
    ACTORS,
    ADNOMINAL_ENDINGS,
    AFTER_BRACKETS,
    AT_LEAST_WORDS,
    AT_MOST_WORDS,
    DATE_REMAINS,
    DAY,
    EMPTY_ENDINGS,
    EMPTY_NOUNS,
    FIGURE_MODIFIERS,
    FIRST_HANJA,
    FIRST_SYLLABLE,
    GOING_ON,
    HONOURED,
    ITEM_LETTERS,
    LAST_HANJA,
    LAST_SYLLABLE,
    LEADING_WORDS,
    LENGTHS_OF_TIME,
    MODIFYING_ENDINGS,
    MONTH,
    NO_CLAUSE_ENDINGS,
    NO_PARTICLES,
    OF_WHICH_WORDS,
    ORDINAL_COUNTERS,
    PAGE_PARTICLES,
    PAGE_WORDS,
    PARTICLES,
    PER,
    PERSON,
    RESULT,
    SAME_PAGE_WORDS,
    STOREYS,
    TIMES_SIGNS,
    VERBAL_PARTICLES,
    WITH_PARTICLES,
)
from app.parsers.values.digits import GROUPED
from app.parsers.values.tokens import find_numbers

LIMITS: Final = (*AT_LEAST_WORDS, *AT_MOST_WORDS)
TIME: Final = "\0"
"""What stands in place of a time in the words that are read here."""
LONGEST_WORDS: Final = 24
LONGEST_PHRASE: Final = 40
_FINALS: Final = 28  # a syllable's last letter, and none

_PAGE: Final = re.compile(
    rf"(?<!\S)(?:\d+\s?(?:{'|'.join(PAGE_WORDS)})|{'|'.join(SAME_PAGE_WORDS)})(?:{'|'.join(PAGE_PARTICLES)})?(?:\s|$)"
)
_NAMES: Final = ORDINAL_COUNTERS | {None, PERSON}
"""What a number may count and still be a name."""
_OUTER: Final = " -–·,※*~\"'“”‘’「」『』〈〉<>×=+:;/|"
_FACTOR: Final = re.compile(rf"\s*(?:(?<![\d,])\d[\d,./]*{MONTH}?\s?)?[{TIMES_SIGNS}]$")
# A number that stands among the words is another figure: what is before it is not this one's.
# `가람부는 5일 예산안이`: the day on which it is said.
_DAY: Final = re.compile(rf"^(?:[1-9]|[12]\d|3[01]){DAY}\s(?=[가-힣])")
_DURATION: Final = re.compile(rf"(?:^|\s)\d+\s?(?:{'|'.join(LENGTHS_OF_TIME)})(?=\s|$)")
_ANOTHER_SIGN: Final = re.compile(rf"[{TIMES_SIGNS}]$|\d,\d")
_ANOTHER: Final = re.compile(rf"^.*{GROUPED}\S*(?:\s+(?!{PER}\s)|$)")
_EMPTY_BRACKET: Final = re.compile(r"\(\s*\)")
_ORDINAL: Final = re.compile(rf"^(?:[{ITEM_LETTERS}]\.|\d{{1,2}}\)|[①-⑳])\s*(?=\S)")
_BRACKET_TAIL: Final = re.compile(rf"\)(?:{'|'.join(AFTER_BRACKETS)})$")


def noun_phrase(words: Sequence[str], *, listed: bool = False) -> str:
    """Words as a name: without times, pages, modifiers, marks and the particle that ties them to the figure."""
    text = _without_lead(" ".join(words).replace(TIME, " ").strip())
    text = _without_modifiers(without_figures(text))
    if len(text) > LONGEST_WORDS and not listed:
        text = _behind_verb(text)
    text = _shortened(_behind_verbal(_without_modifiers(without_particle(text))))
    return "" if _is_empty(text) else text


def _without_lead(text: str) -> str:
    """Words without who is honoured, lengths of time, pages, ordinals and what a date leaves behind."""
    text = _EMPTY_BRACKET.sub(" ", text)
    honoured = text.rfind(f"{HONOURED} ")
    text = _DURATION.sub("", text[honoured + len(HONOURED) + 1 :] if honoured >= 0 else text)
    text = _DAY.sub("", _PAGE.sub("", _ORDINAL.sub("", " ".join(text.split()).strip(_OUTER))))
    for remains in DATE_REMAINS:
        text = text.removeprefix(f"{remains} ")
    return text


def _is_empty(text: str) -> bool:
    """Whether words say nothing of what was measured: `사항`, `지적한 사항`, `현재`."""
    if (
        is_measure(text)
        or text.endswith(EMPTY_ENDINGS)
        or text in EMPTY_NOUNS
        or text in LIMITS
        or text in LEADING_WORDS
        or text in DATE_REMAINS
    ):
        return True
    before, _, last = text.rpartition(" ")
    return last in EMPTY_NOUNS and before.endswith(ADNOMINAL_ENDINGS)


def is_measure(text: str) -> bool:
    """Whether words are a figure themselves, as `1명` and `지상4층` are; an ordinal (`1단계`) and each one (`1인`) are names."""
    if STOREYS.fullmatch(text):
        return True
    number = next(iter(find_numbers(text)), None) if text[:1].isdigit() else None
    return number is not None and number.end == len(text) and number.unit not in _NAMES


def without_figures(text: str) -> str:
    """Words without a factor at their end (`50,000 X`) and without all that stands before another figure in them."""
    return _ANOTHER.sub("", _FACTOR.sub("", text)) if _ANOTHER_SIGN.search(text) else text


def _shortened(text: str) -> str:
    """The last words of a phrase that is too long to be a name."""
    words = split_words(text)
    while len(words) > 1 and sum(map(len, words)) + len(words) > LONGEST_PHRASE:
        del words[0]
    return " ".join(words)


def _without_modifiers(text: str) -> str:
    """Words without the modifiers of a figure at their end: `위원 수 총 약`."""
    while not is_padded(text):
        word = next((word for word in (*FIGURE_MODIFIERS, *OF_WHICH_WORDS) if text == word or text.endswith(f" {word}")), None)
        if word is None:
            return text
        text = text[: len(text) - len(word)].strip(_OUTER)
    return text


def is_padded(text: str) -> bool:
    """Whether one word is printed letter by letter: in `노 외` nothing is left out, in `노인 외` others are."""
    letters = text.split()
    return len(letters) > 1 and all(len(letter) == 1 for letter in letters) and letters[0] not in FIGURE_MODIFIERS


def _behind_verb(text: str) -> str:
    """Long words without all that stands before a verb in them: `폭넓은 활동을 돕기 위한 활동 지원`."""
    words = split_words(text)
    at = next((at for at in range(len(words) - 2, -1, -1) if words[at].endswith(ADNOMINAL_ENDINGS)), -1)
    return " ".join(words[at + 1 :])


def _behind_verbal(text: str) -> str:
    """Words without an object or a way whose verb does not stand among them: `추경안을 당초 예산`, `예산안으로 본예산`.

    What was counted is the object of its result: `인원을 헤아린 결과 3명`. A verb that goes on (`대조를 넣고 4개`) names nothing.
    """
    if " " not in text:
        return text
    words = split_words(text)
    at = next((at for at in range(len(words) - 2, -1, -1) if _is_verbal(words[at])), -1)
    if at < 0 or any(word.endswith(MODIFYING_ENDINGS) for word in words[at + 1 :]):
        return without_particle(" ".join(words[: at + 1])) if at >= 0 and words[-1] == RESULT else text
    if at + 2 < len(words):
        return " ".join(words[at + 1 :])
    return "" if words[-1].endswith(GOING_ON) and not words[-1].endswith(NO_CLAUSE_ENDINGS) else text


def _is_verbal(word: str) -> bool:
    """Whether a word is tied to a verb by its particle."""
    return any(follows(particle, word, closed) for particle, closed in VERBAL_PARTICLES)


def without_particle(text: str) -> str:
    """Words without the particle that ties them to the figure: `합격자 비율이 58.5%`.

    Some particles stand only after a closed syllable, some only after an open one; that tells them from the last letter
    of a word (`증가`, `마을`).
    """
    if text.endswith(ADNOMINAL_ENDINGS):
        return text
    if _BRACKET_TAIL.search(text):
        return text[: text.rindex(")") + 1]
    for particle, closed in PARTICLES:
        if text.endswith(particle) and len(text) - len(particle) > 1 and follows(particle, text, closed):
            return text[: -len(particle)]
    return text


def follows(particle: str, word: str, closed: bool | None) -> bool:
    """Whether a particle ends a word, and is no part of it. `closed`: it stands only behind a closed syllable (False: an open one)."""
    if not word.endswith(particle) or (word.endswith(NO_PARTICLES) and not word.endswith(WITH_PARTICLES)):
        return False
    before = word[: -len(particle)][-1:]
    if is_hanja(before):
        return True  # `總規模는`: how it is spoken does not show
    return is_syllable(before) and (closed is None or is_closed(before) == closed)


def split_words(text: str) -> list[str]:
    """The words of a text, those with a bracket behind them or in them as one."""
    found: list[str] = []
    depth = 0
    for word in text.split():
        if depth or (found and word.startswith("(")):
            found[-1] += f" {word}" if depth or word.startswith("(") else word
        else:
            found.append(word)
        depth = max(0, depth + word.count("(") - word.count(")"))
    return found


def is_actor(phrase: str) -> bool:
    """Whether words name who acts: a body or a person in office."""
    phrase, _, held_by = phrase.partition("(")
    last = phrase.rpartition(" ")[2]
    if held_by.split(" ")[0].endswith(ACTOR_ENDINGS):
        return True  # `가람시(시장 홍길동)`
    if phrase in ACTORS or last.endswith(ACTOR_ENDINGS):
        return True
    return any(found.start == 0 and found.end == len(phrase) for found in find_governments(phrase))


def is_syllable(letter: str) -> bool:
    """Whether a letter is a syllable of Hangul."""
    return FIRST_SYLLABLE <= letter <= LAST_SYLLABLE


def is_hanja(letter: str) -> bool:
    """Whether a letter is a Chinese character, as old minutes print their nouns."""
    return FIRST_HANJA <= letter <= LAST_HANJA


def is_closed(syllable: str) -> bool:
    """Whether a syllable ends in a consonant."""
    return is_syllable(syllable) and (ord(syllable) - ord(FIRST_SYLLABLE)) % _FINALS > 0
