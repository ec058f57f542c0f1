"""A post of the chat's page that is refused, and the answer to it."""

from __future__ import annotations

from starlette.exceptions import HTTPException

from locales.text import Text


class PostRefused(HTTPException):
    """A form that is not dealt with; `why` is told to the person, in the `language` of whom it is known, else as the
    browser asks."""

    def __init__(self, status: int, why: Text, language: str = "") -> None:
        super().__init__(status)
        self.why = why
        self.language = language
