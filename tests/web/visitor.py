"""A person with a browser that runs no scripts: opens the page, finds the forms, fills them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

import httpx

Files = list[tuple[str, tuple[str, bytes, str]]]


@dataclass
class PageForm:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class FormFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(given.get("action", "")))
        elif tag == "input" and self.forms and given.get("type") == "hidden":
            self.forms[-1].fields[given["name"]] = given["value"]
        elif tag == "button" and self.forms and "name" in given:
            self.forms[-1].buttons.append((given["name"], given["value"]))


def forms(html: str, action: str) -> list[PageForm]:
    """The page's forms that go to `action`."""
    finder = FormFinder()
    finder.feed(html)
    return [form for form in finder.forms if form.action == action]


def said(html: str) -> str:
    """The page's words without its marks."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


@dataclass
class Person:
    client: httpx.AsyncClient
    page: str = ""

    async def begin(self, language: str = "en") -> Person:
        answer = await self.client.post("/begin", data={"language": language})
        assert answer.status_code == 200
        self.page = answer.text
        return self

    async def say(self, text: str, files: Files | None = None) -> httpx.Response:
        composer = forms(self.page, "/say")[-1]
        answer = await self.client.post("/say", data={**composer.fields, "text": text}, files=files or None)
        self.page = answer.text if answer.status_code == 200 else self.page
        return answer

    async def press(self, ending: str) -> httpx.Response:
        for form in reversed(forms(self.page, "/say")):
            for name, value in form.buttons:
                if value.endswith(ending):
                    answer = await self.client.post("/say", data={**form.fields, name: value})
                    self.page = answer.text
                    return answer
        raise AssertionError(f"no button {ending}")
