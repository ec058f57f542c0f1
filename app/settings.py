"""What differs between machines: `SINMUNGO_…` variables, `DATABASE_URL` and `.env`, checked as a whole."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from web.desk_addresses import read_addresses
from web.identity_providers import ProviderClient, read_providers

PREFIX = "SINMUNGO_"
DEFAULT_API = "https://api.telegram.org"
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def _token(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not re.fullmatch(r"\d+:[A-Za-z0-9_-]{6,}", value.get_secret_value()):
        raise ValueError("is not a bot token: @BotFather gives one like 123456789:AA…")
    return value


def _database(value: SecretStr) -> SecretStr:
    scheme, mark, rest = value.get_secret_value().partition("://")
    if not value.get_secret_value():
        return value
    if not mark or scheme not in _DRIVERS or not rest:
        raise ValueError("must begin with postgresql:// or sqlite:///")
    return SecretStr(f"{_DRIVERS[scheme]}://{rest}")


def _address(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise ValueError("must be an address that begins with https:// (or http:// for a try)")
    return value.rstrip("/")


def _secret(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
        raise ValueError("must be 16 to 256 characters of A-Z a-z 0-9 _ -")
    return value


def _desk_addresses(value: str) -> str:
    read_addresses(value)
    return value


Token = Annotated[SecretStr, AfterValidator(_token)]
Address = Annotated[str, AfterValidator(_address)]


class Settings(BaseSettings):
    """All settings with their defaults; each description is its line in `docs/operations.md`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding="utf-8", extra="ignore", populate_by_name=True, hide_input_in_errors=True
    )

    database: Annotated[SecretStr, AfterValidator(_database)] = Field(
        SecretStr(""),
        validation_alias=AliasChoices("DATABASE_URL", "SINMUNGO_DATABASE_URL"),
        description="where reports are kept: postgresql://user:password@host/name, or SQLite under the folder var",
    )
    var: Path = Field(Path("var"), description="the folder of this machine's data: database, keys, learnt numbers")
    keys: SecretStr = Field(SecretStr(""), description="the key ring itself; else it is a folder var/keys")
    host: str = Field("127.0.0.1", min_length=1, description="the address to listen on")
    port: int = Field(8080, ge=0, le=65535, description="the port to listen on; 0 takes a free one")
    public_url: Address = Field("", description="the address people reach the pages under, behind a proxy")
    telegram_token: Token = Field(SecretStr(""), description="token of the bot that owners write to")
    desk_token: Token = Field(SecretStr(""), description="token of the bot in the ministries' groups")
    telegram_mode: Literal["polling", "webhook"] = Field("polling", description="how updates come")
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] = Field(
        SecretStr(""), description="what Telegram must show at the webhook"
    )
    telegram_api: Address = Field(DEFAULT_API, min_length=1, description="address of the Bot API server")
    search: Literal["meaning", "letters"] = Field(
        "meaning",
        description="how known questions are found: by the model (200 MB of memory more), or by letters alone",
    )
    operator: str = Field("", max_length=80, description="who runs this service; said to everyone at the start")
    operator_contact: str = Field("", max_length=120, description="how to reach the operator; said beside the name")
    privacy_officer: str = Field(
        "", max_length=200, description="who answers for personal data, and how to reach them; on the page /privacy"
    )
    processors: str = Field(
        "", max_length=600, description="who keeps or handles the data for the operator, and what each does"
    )
    trial: bool = Field(
        True,
        description="a trial: people are told that no authority reads them, whoever runs it may sit at every desk, and "
        "does alone what else needs two persons (on loopback, without a public address); false: a body gets reports "
        "only while an officer of it has signed in within 30 days",
    )
    desk_addresses: Annotated[str, AfterValidator(_desk_addresses)] = Field(
        "",
        max_length=4000,
        description="from where officers of a body may use the console: kftc=10.1.0.0/16,192.0.2.7; "
        "operator=127.0.0.1. A body that is not named: from anywhere",
    )
    oidc_issuers: str = Field(
        "",
        max_length=4000,
        description="identity providers of bodies (OpenID Connect), which their officers may sign in with: "
        "kftc=https://login.example.kr; moip=https://…",
    )
    oidc_clients: str = Field(
        "", max_length=4000, description="how this house is called at each: kftc=sinmungo; moip=…"
    )
    oidc_secrets: SecretStr = Field(
        SecretStr(""), max_length=4000, description="what this house shows there: kftc=…; moip=… (no semicolon in it)"
    )
    desk_language: Literal["ko", "en", "ja", "zh", "fr"] = Field("ko", description="the language of notices to desks")

    @property
    def database_url(self) -> str:
        """SQLAlchemy's address of the database. It may hold a password: not for a log."""
        return self.database.get_secret_value() or f"sqlite+aiosqlite:///{self.var / 'sinmungo.db'}"

    @property
    def missing_duties(self) -> tuple[str, ...]:
        """The settings without which no report may be taken outside a trial: whoever gives data has to know who keeps
        it and whom to ask."""
        return tuple(variable(name) for name in DUTIES if not getattr(self, name))

    @property
    def providers(self) -> Mapping[str, ProviderClient]:
        """Body -> its identity provider. Raises ValueError naming everything wrong."""
        return read_providers(self.oidc_issuers, self.oidc_clients, self.oidc_secrets.get_secret_value())

    @property
    def keys_folder(self) -> Path:
        return self.var / "keys"

    @property
    def alone(self) -> bool:
        """Whether one person tries the house on the own machine, reached by nobody else."""
        return self.trial and not self.public_url and self.host in ("127.0.0.1", "::1", "localhost")

    @property
    def webhook(self) -> bool:
        return self.telegram_mode == "webhook"


DUTIES = ("operator", "operator_contact", "privacy_officer", "public_url")
"""What the law has an operator say to people before taking their data."""


class SettingsError(Exception):
    """Settings that cannot be used; `problems` names every one of them, with nothing secret."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def load_settings(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """The settings of this process; `given` goes before variables and file. Raises SettingsError naming all."""
    filed = DotEnvSettingsSource(Settings, env_file=env_file).env_vars if env_file else {}
    problems = list(_strangers({name.upper() for name in (*os.environ, *filed)}))
    wrong: set[str] = set()
    make: Any = Settings
    try:
        settings: Settings = make(_env_file=env_file, **given)
    except ValidationError as error:
        wrong = {_field(str(each["loc"][0])) for each in error.errors()}
        problems += [_worded(each) for each in error.errors(include_url=False, include_input=False)]
        settings = make(_env_file=env_file, **given | {name: Settings.model_fields[name].default for name in wrong})
    problems += [told for told in _together(settings) if not any(variable(name) in told for name in wrong)]
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def _field(place: str) -> str:
    return "database" if place in ("DATABASE_URL", "SINMUNGO_DATABASE_URL") else place


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return "DATABASE_URL" if name == "database" else PREFIX + name.upper()


def _worded(error: Mapping[str, Any]) -> str:
    told = str(error["msg"]).removeprefix("Value error, ")
    told = re.sub(r"^Input should be", "must be", told)
    return f"{variable(_field(str(error['loc'][0])))}: {told}"


def _strangers(names: Iterable[str]) -> Iterator[str]:
    """Variables of ours by their prefix that are no setting: most often a slip of the pen."""
    known = {variable(name) for name in Settings.model_fields} | {"SINMUNGO_DATABASE_URL"}
    for name in sorted(names):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, sorted(known), 1)
            yield f"{name}: there is no such setting" + (f"; did you mean {near[0]}?" if near else "")


def _together(settings: Settings) -> Iterator[str]:
    """What only shows when settings are looked at side by side."""
    tokens = [t.get_secret_value() for t in (settings.telegram_token, settings.desk_token)]
    if tokens[0] and tokens[0] == tokens[1]:
        yield f"{variable('desk_token')}: must be another bot than the one owners write to"
    try:
        settings.providers  # noqa: B018 - read to learn what is wrong
    except ValueError as error:
        yield f"{variable('oidc_issuers')}, _CLIENTS, _SECRETS: {error}"
    if not settings.webhook:
        return
    if not any(tokens):
        yield f"{variable('telegram_mode')}: webhook needs {variable('telegram_token')} or {variable('desk_token')}"
    if not settings.webhook_secret.get_secret_value():
        yield f"{variable('webhook_secret')}: is needed with {variable('telegram_mode')}=webhook"
    if not settings.public_url.startswith("https://"):
        yield f"{variable('public_url')}: an https:// address is needed with {variable('telegram_mode')}=webhook"
