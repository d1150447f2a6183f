"""Which local government a text speaks of.

A report names its government on the cover, in its running heads or only in passing (`서울특별시 영등포구`, `영등포구청`, `서울시의회`,
`남구청장`), in full, with its province shortened (`서울시 중구`, `경남 고성군`) or by its own name alone. Some of these names are
several governments': there are six districts named 중구 and two counties named 고성군, and `광주시` is a metropolitan city as
well as a city of 경기도. Such a mention is answered with all of its `candidates` and `certain=False`; nothing here
chooses between them, and whoever knows more (the cover names 서울특별시) narrows them by `resolve(name, context)`.

A body that only changed its name or rank answers by its present name (`강원도` → 강원특별자치도, `인천 남구` → 미추홀구), so that its
years stay together; one that was merged into another keeps its own (`change_of` says what became of it). A name is
read only where it stands as a word: with no Hangul before it, and after it nothing, a particle, or what belongs to a
government (청, 의회, 장, 민, 립 …): `중구난방`, `서구화` and `신도시` name none.

>>> [(found.name, found.certain) for found in find_governments("서울시 중구와 영등포구청, 강서구")]
[('서울특별시 중구', True), ('서울특별시 영등포구', True), ('강서구', False)]
>>> resolve("강서구"), resolve("강서구", frozenset({"부산광역시"}))
(('서울특별시 강서구', '부산광역시 강서구'), ('부산광역시 강서구',))
>>> upper("경기도 수원시"), level("서울특별시교육청")
('경기도', <GovernmentLevel.EDUCATION: 'education'>)
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.models.names import name_key
from app.parsers.labels.governments import (
    ADMINISTRATIVE_CITIES,
    AFTER_ANY_NAME,
    AFTER_LONGER_NAME,
    AFTER_STEM,
    BASIC_NAMES,
    DISTRICT_ENDING,
    EDUCATION_DISTRICT,
    EDUCATION_OFFICE,
    EDUCATION_OFFICES,
    MERGED,
    NAME_PARTICLES,
    NOT_AFTER_LONG_NAME,
    OFFICE_ENDINGS,
    PROVINCE_ENDING,
    RENAMED,
    SPECIAL_CITIES,
    SPECIAL_CITY,
    STEM_ENDINGS,
    UPPER_FORMS,
    Change,
)


class GovernmentLevel(StrEnum):
    """Upper (광역) or basic (기초) government, city inside Jeju (행정시), education office or district of one."""

    UPPER = "upper"
    BASIC = "basic"
    ADMINISTRATIVE = "administrative"
    EDUCATION = "education"
    EDUCATION_DISTRICT = "education_district"


@dataclass(frozen=True, slots=True)
class FoundGovernment:
    """A mention; `start` and `end` are places in the text.

    `name` is the full name where only one government can be meant (`certain`), else the name as printed; `candidates`
    are the full names of all that can be meant, in the order of the list (none for a district that no list names).
    """

    name: str
    start: int
    end: int
    printed: str
    certain: bool
    candidates: tuple[str, ...]


# --- what each printed form can mean ------------------------------------------------------------------------------

_CHANGES: Final[Mapping[str, Change]] = {change.old: change for change in (*RENAMED, *MERGED)}


def _with_upper(full: str) -> Iterator[str]:
    """`full` under every form of its upper government: 서울특별시 중구, 서울시 중구, 서울 중구."""
    first, _, rest = full.partition(" ")
    yield full
    yield from (f"{form} {rest}" for form in UPPER_FORMS.get(first, ()))


def _basic_full_names() -> Iterator[tuple[str, str]]:
    """Every printed full name of a body beneath an upper government, with the full name it is answered by."""
    for full in dict.fromkeys((*_listed_names(), *_merged_names(), *ADMINISTRATIVE_CITIES)):
        yield full, full
    yield from ((change.old, change.new[0]) for change in RENAMED if " " in change.old)
    yield from ((f"{full[:-1]}{SPECIAL_CITY}", full) for full in SPECIAL_CITIES)


def _listed_names() -> list[str]:
    return [f"{upper} {name}" for upper, names in BASIC_NAMES.items() for name in names]


def _merged_names() -> list[str]:
    """Bodies that were merged, and those that were founded out of them."""
    founded = [name for change in MERGED for name in change.new if " " in name]
    return [*(change.old for change in MERGED), *founded]


def _meanings() -> dict[str, tuple[str, ...]]:
    """Printed form, as a `name_key` -> the full names that it can mean."""
    meanings: dict[str, dict[str, None]] = {}

    def add(printed: str, full: str) -> None:
        meanings.setdefault(name_key(printed), {})[full] = None

    for full, forms in UPPER_FORMS.items():
        for form in (full, *forms):
            add(form, full)
            add(f"{form}{EDUCATION_OFFICE}", f"{full}{EDUCATION_OFFICE}")
    for printed, full in _basic_full_names():
        for form in _with_upper(printed):
            add(form, full)
        name = printed.partition(" ")[2]
        add(name, full)
        if len(name) > 2 and name[-1] in STEM_ENDINGS:
            add(name[:-1], full)
    return {key: tuple(names) for key, names in meanings.items()}


_MEANINGS: Final = _meanings()
_FULL_NAMES: Final = frozenset(name for names in _MEANINGS.values() for name in names)
_OFFICES: Final = re.compile(rf"(?<=..)(?:{OFFICE_ENDINGS})$")


def resolve(name: str, context: frozenset[str] | None = None) -> tuple[str, ...]:
    """All full names that a printed name can mean, in the order of the list; empty when it names no government.

    Blanks and Unicode form do not matter, and an office (`영등포구청`, `서울시의회`) stands for its government. `context` holds
    full names that are known to be spoken of: candidates that are one of them, or lie in the same upper government,
    go before all others. A context that fits none of the candidates changes nothing.
    """
    key = name_key(name)
    candidates = _MEANINGS.get(key) or _MEANINGS.get(_OFFICES.sub("", key), ())
    if not context or len(candidates) < 2:
        return candidates
    return _fitting(candidates, context) or candidates


def _fitting(candidates: Sequence[str], context: frozenset[str]) -> tuple[str, ...]:
    """The candidates that are spoken of, or lie in an upper government that is."""
    uppers = {upper(known) or known for known in context}
    return tuple(full for full in candidates if full in context or full in uppers or upper(full) in uppers)


def upper(name: str) -> str | None:
    """The upper government that a body with this full name lies in; None for an upper one itself or an unknown name."""
    first, _, rest = name.partition(" ")
    return first if rest and first in UPPER_FORMS else None


def level(name: str) -> GovernmentLevel | None:
    """The level of a government, by its full name or by any printed one whose candidates agree; None when unknown."""
    if name.endswith(EDUCATION_DISTRICT):
        return GovernmentLevel.EDUCATION_DISTRICT
    levels = {_level_of(full) for full in ((name,) if name in _FULL_NAMES else resolve(name))}
    return levels.pop() if len(levels) == 1 else None


def _level_of(full: str) -> GovernmentLevel:
    if full in UPPER_FORMS:
        return GovernmentLevel.UPPER
    if full in EDUCATION_OFFICES:
        return GovernmentLevel.EDUCATION
    return GovernmentLevel.ADMINISTRATIVE if full in ADMINISTRATIVE_CITIES else GovernmentLevel.BASIC


def change_of(name: str) -> Change | None:
    """What became of the body that had this full name; None when nothing did."""
    return _CHANGES.get(name)


# --- mentions in running text ---------------------------------------------------------------------------------------


def _alternation(words: Iterable[str]) -> str:
    """A pattern for any of `words`, longest first, as a trie: common beginnings are tried once."""
    branches: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        branches.setdefault(word[:1], []).append(word[1:])
    ends = "" in branches
    patterns = [re.escape(letter) + _alternation(rests) for letter, rests in branches.items() if letter]
    if not patterns:
        return ""
    body = patterns[0] if len(patterns) == 1 and not ends else f"(?:{'|'.join(patterns)})"
    return f"{body}?" if ends else body


_BARE: Final = frozenset(forms[-1] for forms in UPPER_FORMS.values())
# 전라북도 and its like end in a syllable that begins many words (도시, 도로, 도서), however long they are.
_SHORT_PROVINCES: Final = frozenset(
    form for full, forms in UPPER_FORMS.items() for form in (full, *forms) if form[-1] == PROVINCE_ENDING and len(form) < 7
)
_UPPER_PRINTED: Final = frozenset(form for full, forms in UPPER_FORMS.items() for form in (full, *forms))
_BASIC_PRINTED: Final = frozenset(full.partition(" ")[2] for full, _ in _basic_full_names())
_OFFICE_PRINTED: Final = frozenset(f"{form}{EDUCATION_OFFICE}" for form in _UPPER_PRINTED)
_NAME: Final = re.compile(_alternation(_UPPER_PRINTED | _BASIC_PRINTED | _OFFICE_PRINTED))

_HANGUL: Final = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")


def _any_of(words: str) -> str:
    return "|".join(words.split())


_ENDS: Final = f"[^가-힣]|$|(?:{_any_of(NAME_PARTICLES)})(?![가-힣])"
_FOLLOWS_SHORT: Final = re.compile(f"{_ENDS}|{_any_of(AFTER_ANY_NAME)}")
_FOLLOWS: Final = re.compile(f"{_ENDS}|{_any_of(AFTER_ANY_NAME)}|{_any_of(AFTER_LONGER_NAME)}")
_FOLLOWS_STEM: Final = re.compile(_any_of(AFTER_STEM))
_FOLLOWS_LONG: Final = re.compile(f"(?![{NOT_AFTER_LONG_NAME}])")


def find_governments(text: str) -> tuple[FoundGovernment, ...]:
    """Every mention of a local government or education office in a text, in order, none within another.

    A bare stem counts only together with what lies in it (`서울 중구`); the district of a city (`포항시 남구`) is no mention of
    its own. Names padded with blanks (`중 구`) are not looked for: pass such a heading through `resolve`.
    """
    found = _find_names(text)
    if EDUCATION_DISTRICT not in text:
        return tuple(found)
    return tuple(_without_overlaps(sorted((*_find_education_districts(text), *found), key=lambda mention: (mention.start, -mention.end))))


def _without_overlaps(mentions: Iterable[FoundGovernment]) -> Iterator[FoundGovernment]:
    end = 0
    for mention in mentions:
        if mention.start >= end:
            end = mention.end
            yield mention


def _find_names(text: str) -> Iterator[FoundGovernment]:
    before: FoundGovernment | None = None  # not given out yet: it may be the upper government of the name that follows
    for match in _NAME.finditer(text):
        beside = before if before and _is_beside(text, before.end, match.start()) else None
        joined = _joined(text, beside, match)
        if joined:
            before = joined
        elif _begins_word(text, match.start()) and not _is_inside_city(beside, match.group()):
            yield from _standing(text, before)
            before = _mention(text, match.start(), match.end(), resolve(match.group()))
    yield from _standing(text, before)


def _standing(text: str, found: FoundGovernment | None) -> Iterator[FoundGovernment]:
    if found and _stands(text, found):
        yield found


def _joined(text: str, before: FoundGovernment | None, match: re.Match[str]) -> FoundGovernment | None:
    """The name with the upper government that is printed right before it, where it lies in one of that name."""
    if before is None or before.printed not in _UPPER_PRINTED:
        return None
    candidates = _MEANINGS.get(before.printed + match.group(), ())
    return _mention(text, before.start, match.end(), candidates) if candidates else None


def _mention(text: str, start: int, end: int, candidates: tuple[str, ...]) -> FoundGovernment:
    printed = text[start:end]
    certain = len(candidates) == 1
    return FoundGovernment(candidates[0] if certain else printed, start, end, printed, certain, candidates)


def _is_inside_city(before: FoundGovernment | None, printed: str) -> bool:
    """Whether a district's name right after a city's is a part of the city (포항시 남구), which is no government."""
    if before is None or printed[-1] != DISTRICT_ENDING or before.printed[-1] != STEM_ENDINGS[0]:
        return False
    return any(upper(full) for full in before.candidates)


def _is_beside(text: str, end: int, start: int) -> bool:
    return start == end or (start == end + 1 and text[end] in " \t\u00a0\u3000")


def _begins_word(text: str, start: int) -> bool:
    return start == 0 or not _HANGUL.match(text, start - 1)


def _stands(text: str, found: FoundGovernment) -> bool:
    """Whether a mention is one, by what follows it."""
    if found.printed in _BARE:
        return _FOLLOWS_STEM.match(text, found.end) is not None
    if len(found.printed) == 2:
        following = _FOLLOWS_SHORT
    elif len(found.printed) == 3 or found.printed in _SHORT_PROVINCES:
        following = _FOLLOWS
    else:
        following = _FOLLOWS_LONG
    return following.match(text, found.end) is not None


# --- districts of education offices -----------------------------------------------------------------------------------

_DISTRICT_UPPER: Final = re.compile(
    rf"(?:^|[^가-힣])(?P<upper>{_alternation(_UPPER_PRINTED)})?(?:{EDUCATION_OFFICE})?[ \t\u00a0\u3000]?(?P<place>[가-힣]{{2,10}})$"
)
_LONGEST_DISTRICT: Final = 24


def _find_education_districts(text: str) -> Iterator[FoundGovernment]:
    """교육지원청, named after what they serve: 수원교육지원청, 서울특별시남부교육지원청, 구리남양주교육지원청.

    Certain where the upper government is printed, or where the place is the stem of one basic government only.
    """
    at = text.find(EDUCATION_DISTRICT)
    while at >= 0:
        end = at + len(EDUCATION_DISTRICT)
        match = _DISTRICT_UPPER.search(text, max(0, at - _LONGEST_DISTRICT), at)
        if match:
            start = match.start("upper") if match["upper"] else match.start("place")
            candidates = tuple(f"{office}{match['place']}{EDUCATION_DISTRICT}" for office in _offices_of(match["upper"], match["place"]))
            yield _mention(text, start, end, candidates)
        at = text.find(EDUCATION_DISTRICT, end)


def _offices_of(printed_upper: str | None, place: str) -> tuple[str, ...]:
    if printed_upper:
        return tuple(full for full in _MEANINGS[printed_upper] if full in UPPER_FORMS)
    return tuple(dict.fromkeys(full.partition(" ")[0] for full in _MEANINGS.get(place, ()) if upper(full)))
