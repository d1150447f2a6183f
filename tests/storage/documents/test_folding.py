"""Text as it is compared: like names, and with where it came from."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.models.names import name_key
from app.storage.documents.folding import fold, fold_with_origins

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
# Letters that compose, decompose, widen or vanish, close together.
TRICKY = st.text(st.sampled_from("가한총총ᅡᆨㆍ·ﾡￂｶﾞ①㎡Ⅰﬁßİá̱́ \t\n\u3000\u200b\ufeff¨q"), max_size=12)


@given(ANY_TEXT | TRICKY)
@example("¨")
def test_without_blanks_it_is_the_key_of_a_name(text: str) -> None:
    assert fold(text).replace(" ", "") == name_key(text)


@given(ANY_TEXT | TRICKY)
@example("a\u0331\u0301")
@example("ｶﾞ")
@example("ﾡￂ")
def test_every_character_comes_from_somewhere(text: str) -> None:
    folded = fold_with_origins(text)

    assert folded.text == fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= first < last <= len(text) for first, last in folded.origins)


@given(ANY_TEXT)
def test_folding_again_changes_nothing_but_exotic_letters(text: str) -> None:
    once = fold(text)
    if once.isascii() or all("가" <= letter <= "힣" or letter == " " for letter in once):
        assert fold(once) == once


@pytest.mark.parametrize(
    ("text", "wanted", "printed"),
    [
        pytest.param("세출 예산", "예산", "예산", id="plain"),
        pytest.param("예 산  현 황", "예 산 현", "예 산  현", id="padded, two blanks"),
        pytest.param("\u110e\u1169\u11bc무과", "총무", "\u110e\u1169\u11bc무", id="letters sent one by one (NFD)"),
        pytest.param("ＡＢＣ", "b", "Ｂ", id="full width"),
        pytest.param("연면적 ㎡", "2", "㎡", id="a part of a sign is the whole sign"),
        pytest.param("\ufeff예\u200b산", "예산", "예\u200b산", id="invisible letters"),
        pytest.param("별정직․임기제", "직·임", "직․임", id="dots"),
    ],
)
def test_places(text: str, wanted: str, printed: str) -> None:
    folded = fold_with_origins(text)
    start = folded.text.index(wanted)
    first, last = folded.place(start, start + len(wanted))

    assert text[first:last] == printed
