"""The page at /docs: every call with a form to try it. All that it loads comes from this service.

The framework's own page loads its scripts from the internet, which closed municipal networks (폐쇄망) do not have.
"""

from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

STATIC: Final = Path(__file__).parent.parent / "static"
_HEADERS: Final = {"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'", "Cache-Control": "no-cache"}

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def show_docs() -> Response:
    """The page itself."""
    return FileResponse(STATIC / "docs.html", headers=_HEADERS)
