"""Answers that are kept: bounded in number and in length, and never another text's answer."""

import pytest

from app.parsers.characters.memo import LONGEST, remember, remember_with


def test_a_text_is_read_once() -> None:
    asked: list[str] = []

    @remember(16)
    def count(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [count("예산"), count("예산"), count("집행액"), count("예산")] == [2, 2, 3, 2]
    assert asked == ["예산", "집행액"]


def test_no_answer_is_kept_as_well() -> None:
    asked: list[str] = []

    @remember(16)
    def find(text: str) -> str | None:
        asked.append(text)
        return None

    assert (find("예산"), find("예산")) == (None, None)
    assert asked == ["예산"]


@pytest.mark.parametrize("size", [1, 2, 100])
def test_answers_stay_right_when_more_texts_come_than_are_kept(size: int) -> None:
    @remember(size)
    def double(text: str) -> str:
        return text * 2

    texts = [str(number) for number in range(50)] * 2
    assert [double(text) for text in texts] == [text * 2 for text in texts]


def test_no_more_answers_are_kept_than_allowed() -> None:
    asked: list[str] = []

    @remember(2)
    def count(text: str) -> int:
        asked.append(text)
        return len(text)

    for text in ("가", "나", "다", "가"):
        count(text)
    assert asked == ["가", "나", "다", "가"]  # the third text made room for itself


@pytest.mark.parametrize(
    ("length", "readings"), [pytest.param(LONGEST, 1, id="kept"), pytest.param(LONGEST + 1, 2, id="read anew each time")]
)
def test_long_texts_are_not_kept(length: int, readings: int) -> None:
    asked: list[int] = []

    @remember(16)
    def count(text: str) -> int:
        asked.append(len(text))
        return len(text)

    @remember_with(16)
    def count_from(text: str, first: int) -> int:
        asked.append(len(text))
        return len(text) - first

    assert [count("가" * length), count("가" * length)] == [length, length]
    assert asked == [length] * readings
    asked.clear()
    assert [count_from("가" * length, 1), count_from("가" * length, 1)] == [length - 1] * 2
    assert asked == [length] * readings


def test_the_other_thing_is_a_part_of_the_question() -> None:
    asked: list[tuple[str, int | None]] = []

    @remember_with(16)
    def read(text: str, year: int | None) -> str:
        asked.append((text, year))
        return f"{text} {year}"

    assert [read("3월", 2023), read("3월", None), read("3월", 2023)] == ["3월 2023", "3월 None", "3월 2023"]
    assert asked == [("3월", 2023), ("3월", None)]


def test_an_error_is_not_kept() -> None:
    asked: list[str] = []

    @remember(16)
    def read(text: str) -> int:
        asked.append(text)
        return int(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="예산"):
            read("예산")
    assert asked == ["예산", "예산"]
