"""Who asks, for the journal: until the service knows keys, whoever a caller says it is.

A caller names itself in the header `X-Client-Name`. Headers hold no Hangul, so a Korean name is percent-encoded UTF-8.

>>> read_actor("%EC%84%B8%EB%AC%B4%EC%8B%9C%EC%8A%A4%ED%85%9C"), read_actor(" tax-office "), read_actor(None)
('세무시스템', 'tax-office', 'anonymous')
"""

from typing import Annotated, Final
from urllib.parse import unquote

from fastapi import Depends, Header

ANONYMOUS: Final = "anonymous"
_NAME_CHARACTERS: Final = 100


def read_actor(given: str | None) -> str:
    """The name that a caller gives itself, in what a journal can show; `anonymous` where it gives none."""
    name = "".join(letter if letter.isprintable() else " " for letter in unquote(given or ""))
    return name.strip()[:_NAME_CHARACTERS].strip() or ANONYMOUS


def _get_actor(
    x_client_name: Annotated[
        str | None,
        Header(
            description="보내는 쪽 이름, 기록에 남습니다. 한글은 퍼센트 인코딩. Your name for the journal; Hangul percent-encoded.",
            max_length=900,
            pattern=r"^[ -~]*$",
            examples=["tax-office"],
        ),
    ] = None,
) -> str:
    return read_actor(x_client_name)


Actor = Annotated[str, Depends(_get_actor)]
