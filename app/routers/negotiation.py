"""In which format an answer is wanted, and what the file is called that it becomes.

The parameter `format` decides; without it the header `Accept`, by its weights (RFC 9110, 12.5.1), with JSON first where
several are as welcome. File names are Korean, so they are sent as RFC 6266 says: in full as `filename*`, and beside it
a plain one for programs that know no better.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from fastapi import Request

from app.errors import NotAcceptable
from app.formats import MEDIA_TYPES, Format
from app.routers.cursors import describe_call

_STATE: Final = "bogo.state"
_FORMATS: Final = {form.value: form for form in Format}
_WEIGHT: Final = re.compile(r"q=([01](?:\.\d{0,3})?)")
_FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]+')
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_NAME_CHARACTERS: Final = 80
_ATTRIBUTE_CHARACTERS: Final = "!#$&+-.^_`|~"  # besides letters and digits: RFC 8187


def find_format(request: Request) -> Format | None:
    """The format that a request wants; None where it takes none that there is."""
    named = request.query_params.get("format")
    if named is not None:
        return _FORMATS.get(named)
    return match_accept(request.headers.get("accept", "*/*"))


def describe_request(request: Request) -> str:
    """What tells the call of a request from others, whatever the page: see `cursors.describe_call`.

    Its format belongs to it, however it is asked for: rows of a file are not the groups of JSON.
    """
    given = [pair for pair in request.query_params.multi_items() if pair[0] != "format"]
    return describe_call(request.scope["path"], [*given, ("format", find_format(request) or "")])


def note_state(request: Request, state: str) -> None:
    """Tell what the answer depends on besides its address: it becomes a part of cursors and of the ETag."""
    request.scope[_STATE] = state


def find_state(request: Request) -> str:
    """What was noted; the empty string where nothing was."""
    state: str = request.scope.get(_STATE, "")
    return state


def require_format(request: Request) -> Format:
    """As `find_format`. Raises NotAcceptable."""
    found = find_format(request)
    if found is None:
        supported = [media.names[0] for media in MEDIA_TYPES.values()]
        raise NotAcceptable(request.headers.get("accept", "")[:200], supported)
    return found


def match_accept(accept: str) -> Format | None:
    """The most welcome format; JSON where several are.

    >>> match_accept("text/html, application/xhtml+xml, */*;q=0.8"), match_accept("text/csv;q=0.5, application/json;q=0.1")
    (<Format.JSON: 'json'>, <Format.CSV: 'csv'>)
    >>> match_accept("image/png"), match_accept("application/json;q=0, */*")
    (None, <Format.CSV: 'csv'>)
    """
    ranges = tuple(read_weights(accept)) or (("*/*", 1.0),)
    weights = {form: max(_weigh(name, ranges) for name in media.names) for form, media in MEDIA_TYPES.items()}
    best = max(weights.values())
    return next((form for form, weight in weights.items() if weight == best), None) if best > 0 else None


def read_weights(accept: str) -> Iterator[tuple[str, float]]:
    """What an `Accept…` header names, in lower case, each with its weight (RFC 9110, 12.4.2)."""
    for part in accept.lower().split(","):
        media_range, *parameters = (word.strip() for word in part.split(";"))
        if media_range:
            found = next((match for word in parameters if (match := _WEIGHT.fullmatch(word))), None)
            yield media_range, min(float(found[1]), 1.0) if found else 1.0


def _weigh(media_type: str, ranges: tuple[tuple[str, float], ...]) -> float:
    """The weight of the range that fits most closely."""
    for fitting in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        found = [weight for media_range, weight in ranges if media_range == fitting]
        if found:
            return max(found)
    return 0.0


def describe_file(title: str, plain: str, form: Format) -> str:
    """The header Content-Disposition for a file of that title.

    >>> describe_file("총무과 예산", "budget", Format.CSV)
    'attachment; filename="bogo-budget.csv"; filename*=UTF-8\\'\\'%EC%B4%9D%EB%AC%B4%EA%B3%BC%20%EC%98%88%EC%82%B0.csv'
    """
    encoded = quote(f"{clean_file_name(title)}.{form}", safe=_ATTRIBUTE_CHARACTERS)
    return f"attachment; filename=\"bogo-{plain}.{form}\"; filename*=UTF-8''{encoded}"


def clean_file_name(title: str) -> str:
    """A title as a file name that every system takes: composed letters, nothing invisible, no path.

    >>> clean_file_name("../보건소\\u202e/의원:\\r\\n"), clean_file_name("...")
    ('_보건소_의원_', '보고')
    """
    shown = "".join(letter for letter in _FORBIDDEN.sub("_", unicodedata.normalize("NFC", title)) if _is_visible(letter))
    return shown[:_NAME_CHARACTERS].strip(" .") or "보고"


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in _INVISIBLE
