"""Text that is no text is told from text of any sort."""

import pytest

from app.errors import GarbledReport
from app.parsers.characters.garbled import Garble, find_garble
from app.parsers.characters.normalise import decode

TEXT = "1 예산 현황\n(단위: 천원)\n과목\t예산액\n인건비\t1,200\n운영비\t3,400\n◦ 직원 교육 12명\n"


HALVES = "珥앸Т怨?\t泥쒖썝\t1,200\n吏곸썝 援먯쑁\t12\n怨쇰ぉ\t嫄대퉬 援먯쑁"
"""UTF-8 in pairs of bytes that are letters of CP949."""


def misread(text: str, meant: str, taken: str, errors: str = "replace") -> str:
    """A text written in one encoding and read in another."""
    return text.encode(meant, "replace").decode(taken, errors)


@pytest.mark.parametrize(
    ("text", "garble"),
    [
        pytest.param(misread(TEXT, "utf-8", "latin-1"), Garble.UTF8_AS_WESTERN, id="UTF-8 as Latin-1"),
        pytest.param(misread(TEXT, "utf-8", "cp1252", "ignore"), Garble.UTF8_AS_WESTERN, id="UTF-8 as Windows-1252"),
        pytest.param(misread(TEXT, "cp949", "latin-1"), Garble.KOREAN_AS_WESTERN, id="CP949 as Latin-1"),
        pytest.param(misread(TEXT, "cp949", "cp1252"), Garble.KOREAN_AS_WESTERN, id="CP949 as Windows-1252"),
        pytest.param(
            "珥앸Т怨?\t泥쒖썝\t1,200\n吏곸썝 援먯쑁\t12\n怨쇰ぉ\t嫄대퉬 援먯쑁", Garble.UTF8_AS_KOREAN, id="UTF-8 as CP949, in whole pairs"
        ),
        pytest.param(misread(TEXT, "utf-8", "cp949"), Garble.RANDOM, id="UTF-8 as CP949, half of it lost"),
        pytest.param(misread(TEXT, "cp949", "utf-8"), Garble.LOST, id="CP949 as UTF-8"),
        pytest.param(TEXT.encode("ascii", "replace").decode(), Garble.LOST, id="a question mark a letter"),
        pytest.param(TEXT.encode("ascii", "backslashreplace").decode(), Garble.CODES, id="numbers of letters"),
        pytest.param("(cid:1204)(cid:88) 1,200\n" * 6, Garble.CODES, id="numbers of glyphs"),
        pytest.param("\uf0a1\uf1b2\uf2c3 1,200\n" * 4, Garble.PRIVATE, id="a font without its table of letters"),
        pytest.param("뷁쉛꿿쀍 1,200 쥚퀣쒜 힗뛟븳쏲 3,400", Garble.RANDOM, id="syllables of no language"),
    ],
)
def test_spoilt_letters_are_named_and_refused(text: str, garble: Garble) -> None:
    assert find_garble(text) is garble
    with pytest.raises(GarbledReport) as caught:
        decode(text.encode())
    assert caught.value.mistake == garble.value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT, id="a report"),
        pytest.param("차례\n조직 ······················ 1\n", id="leaders of a contents list"),
        pytest.param("면적\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0±3°, 12㎡ ×4 ½ §", id="signs of the Western set"),
        pytest.param("세입?세출??? 예산은 12건입니까?? 그렇습니다???", id="question marks beside words"),
        pytest.param("總務課 定員 十二名 現員 十一名 豫算額 1,200", id="Chinese characters"),
        pytest.param("Budget 1,200 and 3,400\n", id="English"),
        pytest.param("Déjà été né à l'hôtel, où près de 12 élèves âgés", id="French"),
        pytest.param("\uf0a1 직원 교육\n\uf0b7 회의 운영\n", id="bullets of a word processor's font"),
        pytest.param("ÀÎ", id="too little to tell"),
    ],
)
def test_text_of_any_sort_is_text(text: str) -> None:
    assert find_garble(text) is None
