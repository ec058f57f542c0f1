"""The set-up says what it does, goes on after an interruption, and asks where the machine's pip would ask."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tools import install, pip_settings
from tools.stage import Failed, run, stage

LISTING = """\
:env:.cert='/from/variable.pem'
:env:.no-index='0'
global.cert='/from/file.pem'
global.extra-index-url='file:///one file:///two'
global.find-links='/wheels\\n/more'
global.index-url='https://packages.example/simple'
freeze.timeout='3'
WARNING: nothing of a setting
"""


def test_a_stage_is_told_in_one_line_with_its_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    with stage("56 libraries"):
        run([sys.executable, "-c", "print('not shown')"])
    assert re.fullmatch(r"56 libraries … \d+ s\n", capsys.readouterr().out)


def test_a_failed_stage_says_why_and_stops(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, stage("words"):
        run([sys.executable, "-c", "import sys; sys.exit('no room left')"])
    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert "words … failed\n    no room left\nThe set-up stopped at: words." in said
    assert "run make again" in said


def test_a_command_that_is_not_there_is_a_failure_too() -> None:
    with pytest.raises(Failed, match="no-such-program"):
        run(["no-such-program"])


def test_a_variable_goes_before_a_file_and_other_commands_of_pip_do_not_count() -> None:
    settings = pip_settings.parse(LISTING)
    assert settings["cert"] == "/from/variable.pem"
    assert "timeout" not in settings


def test_uv_is_told_what_pip_is_told() -> None:
    assert pip_settings.variables(pip_settings.parse(LISTING)) == {
        "SSL_CERT_FILE": "/from/variable.pem",
        "UV_DEFAULT_INDEX": "https://packages.example/simple",
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INDEX": "file:///one file:///two",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_where_pip_is_told_nothing_uv_is_told_nothing() -> None:
    assert pip_settings.variables(pip_settings.parse("")) == {}


def test_an_unfinished_stage_is_known_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "VENV", tmp_path)
    with pytest.raises(Failed), install.marked("run"):
        raise Failed
    with install.marked("test") as other, install.marked("run") as again:
        assert (other, again) == (False, True)
    with install.marked("run") as again:
        assert not again


def test_where_uv_cannot_pip_does(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []

    def without_uv(command: list[str], env: object = None) -> str:
        asked.append(command[0])
        if command[0] == install.UV:
            raise Failed("error: no such index")
        return ""

    monkeypatch.setattr(install, "run", without_uv)
    monkeypatch.setattr(install, "variables", dict)
    monkeypatch.setattr(install, "pip", lambda: ("pip",))
    install.install("3 libraries", "of-a-test", "-r", "some.lock")
    assert asked == [install.UV, install.UV, "pip"]
    assert "3 libraries … uv cannot (error: no such index), pip instead … 0 s" in capsys.readouterr().out
