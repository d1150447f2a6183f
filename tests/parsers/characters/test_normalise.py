"""From bytes to text, and from the many characters of print to few."""

import codecs

import pytest

from app.errors import BinaryReport, EmptyReport, TooManyNumbers, UndecodableReport
from app.parsers.characters.normalise import MOST_NUMBERS, Decoded, decode, fold, split_lines

TEXT = "총무과\n○ 예산 1,250천원\n"


@pytest.mark.parametrize(
    ("source", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig", id="UTF-8 with a BOM, which is no letter of the text"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16", id="UTF-16, low byte first"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", id="UTF-16, high byte first"),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", id="UTF-16 without a mark, low byte first"),
        pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", id="UTF-16 without a mark, high byte first"),
        pytest.param(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32", id="UTF-32"),
        pytest.param(TEXT.encode("utf-32-be"), "utf-32-be", id="UTF-32 without a mark"),
        pytest.param(TEXT.encode("cp949"), "cp949", id="CP949"),
    ],
)
def test_every_encoding_gives_the_same_text(source: bytes, encoding: str) -> None:
    assert decode(source) == Decoded(TEXT, encoding)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("봄".encode(), "봄", id="composed letters stay"),
        pytest.param("\u1107\u1169\u11b7".encode(), "봄", id="letters printed as single sounds are composed"),
        pytest.param("똠방 뷁".encode("cp949"), "똠방 뷁", id="syllables that only CP949 has, EUC-KR not"),
        pytest.param(b"1\t2\r\n3\x0c4", "1\t2\r\n3\x0c4", id="tabs, line ends and form feeds are print"),
        pytest.param(" \n가".encode(), " \n가", id="nothing is trimmed"),
    ],
)
def test_decoded_text(source: bytes, text: str) -> None:
    assert decode(source).text == text


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"", id="no byte"),
        pytest.param(b" \r\n\t\n", id="blanks"),
        pytest.param(codecs.BOM_UTF8, id="a BOM alone"),
        pytest.param(codecs.BOM_UTF16_LE + "\u3000\n".encode("utf-16-le"), id="blanks of another width"),
    ],
)
def test_nothing_but_blanks_is_empty(source: bytes) -> None:
    with pytest.raises(EmptyReport):
        decode(source)


@pytest.mark.parametrize(
    ("source", "offset"),
    [
        pytest.param(b"%PDF-1.7\x00\x01", 8, id="a control character after ASCII"),
        pytest.param("총무과".encode() + b"\x1b[0m", 9, id="counted in bytes, not in letters"),
        pytest.param("총무과".encode("cp949") + b"\x07", 6, id="counted in the bytes of the encoding it came in"),
        pytest.param(b"\xff\x01\x00\xfe\x80", 2, id="no text in any encoding, with a zero byte in it"),
    ],
)
def test_control_characters_are_no_text(source: bytes, offset: int) -> None:
    with pytest.raises(BinaryReport) as caught:
        decode(source)
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    ("source", "encodings", "offset"),
    [
        pytest.param("총무과 ".encode() + b"\xff\xff", ("utf-8", "cp949"), 10, id="a byte after good UTF-8"),
        pytest.param("총무과 예산 ".encode("cp949") + b"\xff\xff", ("utf-8", "cp949"), 12, id="the encoding that came furthest counts"),
        pytest.param(codecs.BOM_UTF8 + "총".encode() + b"\xff", ("utf-8-sig",), 3, id="after a BOM there is one encoding only"),
        pytest.param(codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", ("utf-16",), 2, id="half of a pair in UTF-16"),
    ],
)
def test_undecodable_bytes_are_named_by_their_place(source: bytes, encodings: tuple[str, ...], offset: int) -> None:
    with pytest.raises(UndecodableReport) as caught:
        decode(source)
    assert (caught.value.encodings, caught.value.offset) == (encodings, offset)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        pytest.param("가\u00a0나\u3000다\u2003라\u3164마", "가 나 다 라 마", id="blanks of every width, the Hangul filler too"),
        pytest.param("‘21 ’21 ′21 ＇21 ´21", "'21 '21 '21 '21 '21", id="quotes before a year"),
        pytest.param("“가” ″", '"가" "', id="double quotes"),
        pytest.param("▲3 Δ3 ∆3 ▵3 △3", "△3 △3 △3 △3 △3", id="triangles of a decrease"),
        pytest.param("3∼5 3〜5 3～5 3˜5", "3~5 3~5 3~5 3~5", id="tildes"),
        pytest.param("별정직․임기제 ‧・•∙ㆍ⋅", "별정직·임기제 ······", id="middle dots"),
        pytest.param("2→3⇒4➡5➔6", "2→3→4→5→6", id="arrows of a course"),
        pytest.param("−3 ‐3 ‑3 －3", "-3 -3 -3 -3", id="signs that are a minus"),
        pytest.param("단위：천원 ∶ ︰", "단위:천원 : :", id="colons"),
        pytest.param("１，２５０（％）Ａ", "1,250(%)A", id="full-width ASCII"),
        pytest.param("가-나 – — ─ □ ○ ※ 1.5", "가-나 – — ─ □ ○ ※ 1.5", id="everything else stays, marks and long dashes too"),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    assert fold(printed) == folded
    assert len(fold(printed)) == len(printed)


def test_folding_is_one_for_one_over_all_of_unicode() -> None:
    text = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    folded = fold(text)
    assert len(folded) == len(text)
    assert [before for before, after in zip(text, folded, strict=True) if (before in "\n\r") != (after in "\n\r")] == []
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("가\n나\n", ["가", "나"], id="a line end at the end opens no line"),
        pytest.param("가\n나", ["가", "나"], id="a last line without its end"),
        pytest.param("가\r\n\r\n나\r\n", ["가", "", "나"], id="CR LF is one line end"),
        pytest.param("가\r나\n다\r\n라", ["가", "나", "다", "라"], id="all three line ends in one text"),
        pytest.param("가\n\n\n", ["가", "", ""], id="blank lines count"),
        pytest.param("가\f나\v다\u2028라\x85마", ["가\f나\v다\u2028라\x85마"], id="nothing else ends a line"),
        pytest.param("", [], id="no line"),
    ],
)
def test_split_lines(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


def test_more_numbers_than_can_be_read_in_time_are_refused() -> None:
    most = b"1,234.5 " * MOST_NUMBERS
    assert decode(most).encoding == "utf-8"
    with pytest.raises(TooManyNumbers) as caught:
        decode(most + b"1")
    assert caught.value.limit_numbers == MOST_NUMBERS
