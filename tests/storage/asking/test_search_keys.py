"""Questions: words, phrases, blanks, and the keys of the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidParameter
from app.storage.asking.search_keys import ANY_KEY, find_keys, limit_keys, parse_words
from app.storage.documents.folding import fold

KOREAN = st.text(st.sampled_from("예산정원과행가나 ·%(12ab\t"), max_size=20)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        pytest.param("예산", ["예산"], id="one"),
        pytest.param(" 예산  집행 예산 ", ["예산", "집행"], id="each once"),
        pytest.param('"예산 현황" 총괄', ["예산현황", "총괄"], id="phrase"),
        pytest.param("“예산 현황”", ["예산현황"], id="curly quotes"),
        pytest.param('예산"집행 내역', ["예산", "집행내역"], id="a quote that is not closed"),
        pytest.param('"" 예산 " "', ["예산"], id="empty phrases"),
        pytest.param("ＩＴ ㎡ \u1109\u1161\u11ab", ["it", "m2", "산"], id="width and form"),
        pytest.param("※", ["※"], id="a sign"),
    ],
)
def test_parse_words(question: str, keys: list[str]) -> None:
    assert [word.key for word in parse_words(question)] == keys


@pytest.mark.parametrize("question", ["", "  ", '"', '""', "\u200b", '" "'])
def test_no_word_at_all(question: str) -> None:
    with pytest.raises(InvalidParameter):
        parse_words(question)


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        pytest.param("예산", "총예산액", ["예산"], id="within a word"),
        pytest.param("예산", "예 산 현 황", ["예 산"], id="padded"),
        pytest.param("예산현황", "세출 예산 현황표", ["예산 현황"], id="over words"),
        pytest.param("정원", "행정 원가", [], id="not from the middle of one word into the next"),
        pytest.param("정원", "(정 원)", ["정 원"], id="after a bracket a word begins"),
        pytest.param("정원", "현원 정원 행정 원가", ["정원"], id="only where it stands"),
        pytest.param("12", "1 2", [], id="a blank parts numbers"),
        pytest.param("12명", "1 2 명 12 명", ["12 명"], id="a number and its unit"),
        pytest.param("it", "I T it", ["it"], id="a blank parts Latin letters"),
        pytest.param("IT교육", "it 교육", ["it 교육"], id="Latin and Korean"),
        pytest.param("a.b", "axb a.b", ["a.b"], id="signs mean themselves"),
        pytest.param("(예산", "총(예 산", ["(예 산"], id="a sign begins a word"),
        pytest.param("과", "과 부과 과과", ["과", "과", "과", "과"], id="one syllable"),
    ],
)
def test_pattern(word: str, text: str, found: list[str]) -> None:
    assert [match[0] for match in parse_words(word)[0].pattern.finditer(fold(text))] == found


@given(KOREAN.filter(lambda text: text.strip(" \t")), KOREAN)
def test_the_index_never_hides_what_a_scan_finds(word: str, text: str) -> None:
    (asked,) = parse_words(word.replace(" ", "").replace("\t", ""))
    folded = fold(text)
    keys = find_keys(folded)
    if asked.pattern.search(folded):
        assert keys.issuperset(asked.keys)
        assert all(any(key.startswith(prefix) for key in keys) for prefix in asked.prefixes)


@given(KOREAN.filter(lambda text: text.strip(" \t")))
def test_every_word_has_something_to_look_up(word: str) -> None:
    assert all(asked.keys or asked.prefixes for asked in parse_words(word))


def test_keys_are_tokens() -> None:
    """What the full-text index of SQLite would take for a separator is no part of a key."""
    keys = find_keys("예산\x01집행 (12.5%) a_b 'c\"")
    assert not any(letter.isascii() and not letter.isalnum() for key in keys for letter in key)


def test_a_section_with_very_many_keys_is_always_looked_at() -> None:
    assert limit_keys({"가나", "가"}) == ["가", "가나"]
    assert limit_keys(
        {f"{chr(0xAC00 + number)}가" for number in range(11_000)} | {f"가{chr(0xAC00 + number)}" for number in range(11_000)}
    ) == [ANY_KEY]
