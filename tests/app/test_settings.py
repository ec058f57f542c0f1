"""Settings: all that is wrong is said at once, and nothing secret is ever shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings, SettingsError, load_settings, variable

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz_-12345"
OTHER = "987654321:AAabcdefghijklmnopqrstuvwxyz_-12345"


@pytest.fixture(autouse=True)
def _only_our_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*os.environ]:
        if name.upper().startswith("SINMUNGO_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)


def problems(**variables: str) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        with pytest.raises(SettingsError) as raised:
            load_settings(None)
    yield from raised.value.problems


def test_with_nothing_set_it_runs_on_sqlite_on_this_machine_alone() -> None:
    settings = load_settings(None)
    assert settings.database_url == "sqlite+aiosqlite:///var/sinmungo.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.keys_folder == Path("var/keys")
    assert not settings.telegram_token.get_secret_value()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://me:pw@db/sinmungo", "postgresql+asyncpg://me:pw@db/sinmungo"),
        ("postgresql://db/sinmungo", "postgresql+asyncpg://db/sinmungo"),
        ("sqlite:////srv/it.db", "sqlite+aiosqlite:////srv/it.db"),
        ("sqlite+aiosqlite:///it.db", "sqlite+aiosqlite:///it.db"),
    ],
)
def test_the_database_is_named_as_people_name_it(monkeypatch: pytest.MonkeyPatch, given: str, used: str) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert load_settings(None).database_url == used


def test_all_wrong_settings_are_named_at_once() -> None:
    told = list(
        problems(
            SINMUNGO_PORT="eighty",
            SINMUNGO_TELEGRAM_TOKEN="hunter2",
            SINMUNGO_TELEGRAM_MODE="webhook",
            SINMUNGO_DESK_LANGUAGE="de",
            SINMUNGO_PUBLIC_URL="ftp://host",
            SINMUNGO_PROT="1",
            DATABASE_URL="mysql://root:swordfish@host/db",
        )
    )
    named = {line.partition(":")[0] for line in told}
    assert named == {
        "SINMUNGO_PORT",
        "SINMUNGO_TELEGRAM_TOKEN",
        "SINMUNGO_DESK_LANGUAGE",
        "SINMUNGO_PUBLIC_URL",
        "SINMUNGO_PROT",
        "SINMUNGO_WEBHOOK_SECRET",
        "DATABASE_URL",
    }
    assert not any("hunter2" in line or "swordfish" in line for line in told)


def test_a_slip_of_the_pen_is_answered_with_the_right_name() -> None:
    assert list(problems(SINMUNGO_PROT="1")) == ["SINMUNGO_PROT: there is no such setting; did you mean SINMUNGO_PORT?"]


def test_a_slip_of_the_pen_in_the_file_is_named_too(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SINMUNGO_OPERATR=x\nOTHER_PROGRAM=y\n", encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load_settings(file)
    assert [line.partition(":")[0] for line in raised.value.problems] == ["SINMUNGO_OPERATR"]


def test_the_file_is_read_and_a_variable_goes_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("SINMUNGO_PORT=1\nSINMUNGO_OPERATOR=기술보호 상담실\n", encoding="utf-8")
    monkeypatch.setenv("SINMUNGO_PORT", "2")
    settings = load_settings(file)
    assert (settings.port, settings.operator) == (2, "기술보호 상담실")
    assert load_settings(file, port=3).port == 3


def test_a_webhook_needs_an_address_a_secret_and_a_token() -> None:
    told = list(problems(SINMUNGO_TELEGRAM_MODE="webhook"))
    assert [line.partition(":")[0] for line in told] == [
        "SINMUNGO_TELEGRAM_MODE",
        "SINMUNGO_WEBHOOK_SECRET",
        "SINMUNGO_PUBLIC_URL",
    ]


def test_a_complete_webhook_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINMUNGO_TELEGRAM_MODE", "webhook")
    monkeypatch.setenv("SINMUNGO_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("SINMUNGO_DESK_TOKEN", OTHER)
    monkeypatch.setenv("SINMUNGO_WEBHOOK_SECRET", "0123456789abcdef")
    monkeypatch.setenv("SINMUNGO_PUBLIC_URL", "https://example.org/")
    settings = load_settings(None)
    assert settings.webhook
    assert settings.public_url == "https://example.org"


def test_the_public_and_the_officers_never_share_a_bot() -> None:
    told = list(problems(SINMUNGO_TELEGRAM_TOKEN=TOKEN, SINMUNGO_DESK_TOKEN=TOKEN))
    assert [line.partition(":")[0] for line in told] == ["SINMUNGO_DESK_TOKEN"]


def test_nothing_secret_shows_in_the_settings_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me:swordfish@db/x")
    monkeypatch.setenv("SINMUNGO_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("SINMUNGO_KEYS", "index=00ff")
    shown = repr(load_settings(None)) + str(load_settings(None)) + load_settings(None).model_dump_json()
    assert not any(secret in shown for secret in ("swordfish", TOKEN, "00ff"))


@pytest.mark.parametrize("page", ["operations.md", "operations.ko.md"])
def test_every_setting_has_its_line_in_the_handbook(page: str) -> None:
    handbook = (Path(__file__).parents[2] / "docs" / page).read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert f"`{variable(name)}`" in handbook
        assert field.description
