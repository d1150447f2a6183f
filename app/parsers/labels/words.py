"""Lists of words as one text.

>>> words("예산액 예산현액")
('예산액', '예산현액')
"""


def words(text: str) -> tuple[str, ...]:
    """The blank-separated words of a text."""
    return tuple(text.split())
