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
    ANAPHORA,
    AND_SO_ON,
    CHANGES,
    CLAUSE_ENDINGS,
    DATE_REMAINS,
    DESCRIBING_ENDINGS,
    EMPTY_ENDINGS,
    EMPTY_NOUNS,
    FIGURE_MODIFIERS,
    INNER_BULLETS,
    LEADING_WORDS,
    NO_CLAUSE_ENDINGS,
    NO_PARTICLES,
    OBJECT_PARTICLES,
    OUTCOMES,
    PAGE_WORDS,
    PARTICLES,
    PREPARING,
    SAME_PAGE_WORDS,
    SENTENCE_ENDING,
    THAN_WORDS,
    TOPIC_NOUNS,
    TOTAL_LEADS,
)

TIME: Final = "\0"
"""What stands in place of a time in the words that are read here."""
SPOILT: Final = "\1"
"""What stands in place of a number that can't be read; the words before it are its own."""
SOFT_BREAKS: Final = ";→▶⇒/×"
LONGEST_WORDS: Final = 24
LONGEST_PHRASE: Final = 40

_SENTENCE: Final = re.compile(rf"(?<=[{SENTENCE_ENDING}음함임됨])\.\s*(?=\S)|(?<=\D)\.\s+|[!?]\s+|[“”\"]|\n")
_BULLET: Final = re.compile(rf"[{INNER_BULLETS}]\s?(?=[^\s\d])")
_TIED: Final = re.compile(r"[가-힣]+(?=$|[\s,.(])")
_VERB_OF_BEFORE: Final = re.compile(rf"\s?(?:{'|'.join((*CHANGES, *OUTCOMES))})(?:한|된|난|린|인|은|는|운|던|했던|되는|하는)?(?=\s)")
_PAGE: Final = re.compile(rf"(?:\d+\s?(?:{'|'.join(PAGE_WORDS)})|{'|'.join(SAME_PAGE_WORDS)})(?:의|에|부터|까지|입니다)?(?:\s|$)")
_OUTER: Final = " -–·,※*~\"'“”‘’「」『』〈〉<>×=+:;/"
_FACTOR: Final = re.compile(r"\s*(?:(?<![\d,])\d[\d,./]*월?\s?)?[X×x*]$")
# A number that stands among the words is another figure: what is before it is not this one's.
_ANOTHER_SIGN: Final = re.compile(r"[X×x*]$|\d,\d")
_ANOTHER: Final = re.compile(r"^.*\d,\d{3}\S*\s*")
_ORDINAL: Final = re.compile(r"^(?:[가나다라마바사아자차카타파하]\.|\d{1,2}\)|[①-⑳])\s*(?=\S)")
_BRACKET_TAIL: Final = re.compile(r"\)(?:은|는|이|가|을|를|의|에|으로|로)$")


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
    text, ended = _last_sentence(text)
    text = text if ended else beyond
    text = text[max(text.rfind(sign) for sign in SOFT_BREAKS) + 1 :]
    head, text = _at_bullet(text)
    outer, _ = _topic(_words(head or ""))
    words, leads = _without_lead(_words(text))
    topic, others = ("", words[-2:]) if _describes(words) else _topic(words)
    rest, compared = _comparison(_own_clause(others))
    rest = rest if head is not None or (rest and rest[-1] == AND_SO_ON) else _behind_comma(rest)
    total = bool(rest) and all(word.rstrip(",") in TOTAL_LEADS for word in rest)
    own = "" if total else noun_phrase(rest, listed=head is not None)
    return Clause(topic or outer, own, compared, leads, ended, head is not None, total, behind)


def _cut_behind(text: str) -> tuple[str, str]:
    """The ending and verb of the figure before, and the words behind them: `이 증가한`, `을 투입하여`."""
    match = _TIED.match(text)
    end = match.end() if match else 0
    while (verb := _VERB_OF_BEFORE.match(text, end)) is not None:
        end = verb.end()
    words = text[:end].split()
    return (words[0] if words else text.split(maxsplit=1)[0] if text.strip() else ""), text[end:]


def _last_sentence(text: str) -> tuple[str, bool]:
    """The text behind the last sentence that ended in it, and whether one did."""
    end = 0
    for match in _SENTENCE.finditer(text):
        end = match.end()
    return text[end:], end > 0


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends in a text."""
    return _SENTENCE.search(text) is not None


def _at_bullet(text: str) -> tuple[str | None, str]:
    """The text before and behind the last inner bullet; None and the text where there is none."""
    end = start = -1
    for match in _BULLET.finditer(text):
        start, end = match.span()
    return (text[:start], text[end:]) if end >= 0 else (None, text)


def _words(text: str) -> list[str]:
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


def _without_lead(words: list[str]) -> tuple[list[str], bool]:
    """Words without those that lead into a sentence; whether these speak on of what was spoken of."""
    at = 0
    leads = False
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        size = 2 if pair.rstrip(",") in LEADING_WORDS else 1 if words[at].rstrip(",") in LEADING_WORDS or words[at] == TIME else 0
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


def _behind_comma(words: list[str]) -> list[str]:
    """The words behind the last comma: those before it are of something else."""
    at = next((at for at in range(len(words) - 2, -1, -1) if words[at].endswith(",")), -1)
    return words[at + 1 :]


def _topic(words: list[str]) -> tuple[str, list[str]]:
    """The topic that the words name, and the words behind it."""
    for at in range(len(words) - 1, -1, -1):
        stem = _topic_stem(words, at)
        if stem is None:
            continue
        before = _own_clause(words[:at])
        phrase = noun_phrase([*before, stem]) if stem else noun_phrase(before)
        if phrase:
            return phrase, words[at + 1 :]
    return "", words


def _topic_stem(words: Sequence[str], at: int) -> str | None:
    """A word without the particle that makes it a topic; empty for `… 경우`; None where it is no topic."""
    word = words[at].rstrip(",")
    if word in TOPIC_NOUNS:
        return ""
    if word.endswith(ADNOMINAL_ENDINGS) or _closes(word) or word in LEADING_WORDS:
        return None
    stem = word[:-1]
    if word.endswith(")는") or word.endswith(")은"):
        return stem
    if not word.endswith(("은", "는")) or len(stem) < 1 or not "가" <= stem[-1] <= "힣" or word.endswith(NO_PARTICLES):
        return stem if _is_subject(words, at) else None
    return stem if is_closed(stem[-1]) == word.endswith("은") else None


def _is_subject(words: Sequence[str], at: int) -> bool:
    """Whether a word with 이 or 가 is what a sentence speaks of: more words of it follow."""
    word = words[at]
    if len(word) < 3 or at + 1 >= len(words) or word.endswith(NO_PARTICLES) or not word.endswith(("이", "가")):
        return False
    return "가" <= word[-2] <= "힣" and is_closed(word[-2]) == word.endswith("이")


def is_closed(syllable: str) -> bool:
    """Whether a syllable ends in a consonant."""
    return "가" <= syllable <= "힣" and (ord(syllable) - ord("가")) % 28 > 0


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
        return words[at + 1 :], noun_phrase(before)
    return words, ""


def noun_phrase(words: Sequence[str], listed: bool = False) -> str:
    """Words as a name: without times, pages, modifiers, marks and the particle that ties them to the figure."""
    text = " ".join(words).replace(TIME, " ").strip()
    text = _PAGE.sub("", _ORDINAL.sub("", " ".join(text.split()).strip(_OUTER)))
    for remains in DATE_REMAINS:
        text = text.removeprefix(f"{remains} ")
    text = _without_modifiers(without_figures(text))
    if len(text) > LONGEST_WORDS and not listed:
        text = _behind_verb(text)
    text = _shortened(_without_modifiers(without_particle(text)))
    return "" if text.endswith(EMPTY_ENDINGS) or text in EMPTY_NOUNS or text in LEADING_WORDS or text in DATE_REMAINS else text


def without_figures(text: str) -> str:
    """Words without a factor at their end (`50,000 X`) and without all that stands before another figure in them."""
    return _ANOTHER.sub("", _FACTOR.sub("", text)) if _ANOTHER_SIGN.search(text) else text


def _shortened(text: str) -> str:
    """The last words of a phrase that is too long to be a name."""
    words = _words(text)
    while len(words) > 1 and sum(map(len, words)) + len(words) > LONGEST_PHRASE:
        del words[0]
    return " ".join(words)


def _without_modifiers(text: str) -> str:
    """Words without the modifiers of a figure at their end: `위원 수 총 약`."""
    while True:
        word = next((word for word in FIGURE_MODIFIERS if text == word or text.endswith(f" {word}")), None)
        if word is None:
            return text
        text = text[: len(text) - len(word)].strip(_OUTER)


def _behind_verb(text: str) -> str:
    """Long words without all that stands before a verb in them: `폭넓은 활동을 돕기 위한 활동 지원`."""
    words = _words(text)
    at = next((at for at in range(len(words) - 2, -1, -1) if words[at].endswith(ADNOMINAL_ENDINGS)), -1)
    return " ".join(words[at + 1 :])


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
        stem = text[: -len(particle)]
        if not text.endswith(particle) or len(stem) < 2 or not "가" <= stem[-1] <= "힣" or text.endswith(NO_PARTICLES):
            continue
        if closed is None or is_closed(stem[-1]) == closed:
            return stem
    return text
