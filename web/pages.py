"""From a template and facts to a page in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import CodeType, ModuleType
from urllib.parse import urlsplit

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from guidance.calendar import korean_time
from locales.text import LANGUAGES, OWN_NAMES, Day, Param, Raw, Text
from storage.timestamps import moment
from web import texts
from web.assets import Assets
from web.console import queue_texts
from web.console import texts as desk_words
from web.ports import PageWording, WebSettings
from web.relying_party import RelyingParty

FOLDER = Path(__file__).parent / "templates"
_ADDRESS = re.compile(r"https?://[^\s<>\"'）)」。，、]+[^\s<>\"'）)」。，、.,;:!?]")


def linked(text: str) -> Markup:
    """The text, escaped, with web addresses that can be opened. Anything else stays words."""
    made, end = Markup(), 0
    for found in _ADDRESS.finditer(text):
        address = found.group()
        made += escape(text[end : found.start()])
        made += Markup('<a href="{0}" target="_blank" rel="noopener noreferrer nofollow">{0}</a>').format(address)
        end = found.end()
    return made + escape(text[end:])


def openable(url: str) -> str:
    """The address if a button may open it, else nothing: web pages, numbers to call, pages of ours."""
    pieces = urlsplit(url)
    known = pieces.scheme in ("https", "http", "tel", "mailto")
    return url if known or (url.startswith("/") and not url.startswith("//")) else ""


def accepted(request: Request) -> str:
    """The first of our languages that the browser asks for, English when it asks for none."""
    for asked in request.headers.get("accept-language", "").split(","):
        tag = asked.partition(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return "en"


def reading(request: Request) -> str:
    """The language of a page that belongs to no conversation: as chosen before, else as the browser asks."""
    chosen = request.query_params.get("lang") or request.cookies.get("lang", "")
    return chosen if chosen in LANGUAGES else accepted(request)


def when(at: datetime | int) -> str:
    """A moment (aware, or UTC milliseconds) as officers read it, in Korean time: `2026-11-24 21:05`."""
    aware = moment(at) if isinstance(at, int) else at
    return korean_time(aware).strftime("%Y-%m-%d %H:%M")


def size(count: int) -> str:
    """Bytes as a person reads them: `12 kB`, `3.4 MB`."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"


class Compiled(BytecodeCache):
    """Code of the templates, kept in the process: whoever makes many houses (tests, the demo) compiles each once."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = Compiled()


class Pages:
    """Makes pages. Everything said goes through `say`, so that no sentence hides in a template."""

    def __init__(self, wording: PageWording, settings: WebSettings, assets: Assets) -> None:
        self._wording = wording
        self.settings = settings
        self.providers: Callable[[str], Sequence[tuple[str, str]]] = lambda language: ()
        """Bodies whose officers may sign in with an account there, with their names."""
        self._jinja = Environment(
            loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, bytecode_cache=_COMPILED,
        )  # fmt: skip
        self._jinja.filters.update(linked=linked, openable=openable, raw=Raw, size=size)
        self._jinja.globals.update(
            w=_sentences(texts), d=_sentences(desk_words), q=_sentences(queue_texts), asset=assets.addresses,
            languages=OWN_NAMES, operator=settings.operator, demo=settings.demo, trial=settings.trial,
            rp=RelyingParty.of(settings.address).id, providers=lambda language: self.providers(language),
        )  # fmt: skip

    def say(self, text: Text | Raw, language: str, /, **params: Param) -> str:
        """One sentence, worded; `params` fill its places."""
        if params and isinstance(text, Text):
            text = Text(text.msgid, {**text.params, **params}, text.context, text.domain, text.many)
        return self._wording.say(text, language)

    def sayer(self, language: str) -> Callable[..., str]:
        """`say` for one reader."""

        def say(text: Text | Raw, /, **params: Param) -> str:
            return self.say(text, language, **params)

        return say

    def fragment(self, template: str, language: str, /, **facts: object) -> str:
        """A piece of a page."""
        say = self.sayer(language)

        def on(at: datetime) -> str:
            return self.say(texts.MONTH, language, day=Day(at.year, at.month, at.day))

        return self._jinja.get_template(template).render(say=say, on=on, when=when, language=language, **facts)

    def page(
        self,
        template: str,
        language: str,
        answer: int = 200,
        headers: Mapping[str, str] | None = None,
        /,
        **facts: object,
    ) -> HTMLResponse:
        """A whole page; `answer` is the status of HTTP."""
        return HTMLResponse(self.fragment(template, language, **facts), answer, headers)


def _sentences(module: ModuleType) -> dict[str, object]:
    return {name: value for name, value in vars(module).items() if name.isupper()}
