"""Bogo reads Korean municipal work reports and answers questions about them over HTTP."""

from typing import Final

VERSION: Final = "0.1.0"
