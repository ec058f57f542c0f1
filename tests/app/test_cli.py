"""The command line as a person and a script use it, in a folder of its own.

Verbs run in this process, which costs least; serving, and one script on a pipe, are processes as people start them.
"""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import VERBS, main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """How a verb ended and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


@dataclass
class Shell:
    folder: Path

    def env(self, **variables: str) -> dict[str, str]:
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("SINMUNGO_", "DATABASE_URL"))
        }
        return (
            clean
            | {"SINMUNGO_VAR": str(self.folder / "var"), "SINMUNGO_SEARCH": "letters", "PYTHONPATH": str(ROOT)}
            | variables
        )

    def run(self, *args: str, typed: str = "", **variables: str) -> Done:
        """One verb in this process, with `typed` on its standard input. What it does not explain is raised."""
        said, complained = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
            patch.setattr(os, "environ", self.env(**variables))
            patch.setattr(sys, "stdin", io.StringIO(typed))
            patch.chdir(self.folder)
            try:
                code = main(args)
            except SystemExit as stopped:
                code = int(stopped.code or 0)
        return Done(code, said.getvalue(), complained.getvalue())

    def process(self, *args: str, typed: str = "") -> Done:
        """The same in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "app", *args],
            input=typed,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=self.env(),
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_every_verb_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    assert all(verb in told for verb in VERBS)


@pytest.mark.parametrize("verb", [*VERBS])
def test_every_verb_is_there_with_its_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([verb, "--help"])
    assert stopped.value.code == 0
    assert f"sinmungo {verb}" in capsys.readouterr().out


def test_wrong_settings_are_all_named_without_a_traceback(shell: Shell) -> None:
    done = shell.run(
        "desk", "link", SINMUNGO_PORT="x", SINMUNGO_DESK_LANGUAGE="de", DATABASE_URL="mysql://a:secret@b/c"
    )
    assert done.returncode == 2
    assert all(name in done.stderr for name in ("SINMUNGO_PORT", "SINMUNGO_DESK_LANGUAGE", "DATABASE_URL"))
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_a_database_that_does_not_answer_is_said_in_a_sentence(shell: Shell) -> None:
    done = shell.run("outbox", DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/none")
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_a_broken_key_ring_is_named(shell: Shell) -> None:
    assert shell.run("outbox").returncode == 0
    (shell.folder / "var" / "keys" / "index.key").write_text("not a key")
    done = shell.run("outbox")
    assert done.returncode == 2
    assert "key" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_kept_is_readable_by_its_owner_only(shell: Shell) -> None:
    assert shell.run("outbox").returncode == 0
    for key in (shell.folder / "var" / "keys").iterdir():
        assert key.stat().st_mode & 0o077 == 0


def test_one_time_links_are_for_the_address_people_use(shell: Shell) -> None:
    here = shell.run("desk", "link").stdout
    assert re.fullmatch(r"http://127\.0\.0\.1:8080/desk/enter#[\w-]{20,}\n", here)
    there = shell.run("desk", "link", SINMUNGO_PUBLIC_URL="https://report.example.kr").stdout
    assert there.startswith("https://report.example.kr/desk/enter#")
    assert "/bind " in shell.run("desk", "invite", "kftc").stdout
    assert shell.run("desk", "invite", "nasa").returncode == 2


def test_the_operator_makes_the_first_administrator_of_a_body_and_confirms_what_waits(shell: Shell) -> None:
    first, again = (
        shell.run("desk", "link", "kftc", "--name", "관리자").stdout,
        shell.run("desk", "link", "kftc").stdout,
    )
    assert re.fullmatch(r"http://127\.0\.0\.1:8080/desk/enter#[\w-]{20,}\n", again)
    assert first != again
    assert shell.run("desk", "requests").stdout == ""
    assert shell.run("desk", "confirm", "0" * 32).returncode == 1


def test_the_operator_is_told_the_sign_of_a_code_and_the_code_of_a_sign(shell: Shell) -> None:
    sign = shell.run("sign", "sm7k2q9xmd5").stdout.strip()
    assert re.fullmatch(r"SM~[a-z2-7]{48}", sign)
    assert shell.run("sign", "--read", f"act:{sign}:kftc").stdout == "act:SM-7K2Q-9XMD-5:kftc\n"
    for typed in (f"SM~{'a' * 48}", "SM-7K2Q-9XMD-5", "words"):
        assert shell.run("sign", "--read", typed).returncode == 1
    assert shell.run("sign", "SM-7K2Q-9XMD-6").returncode == 2
    assert shell.run("sign").returncode == 2


def test_commands_on_reports_say_so_when_there_is_none(shell: Shell) -> None:
    for verb in ("copy", "erase"):
        done = shell.run(verb, "SM-7K2Q-9XMD-5")
        assert done.returncode == 1
        assert "SM-7K2Q-9XMD-5" in done.stderr
    assert shell.run("copy", "SM-7K2Q-9XMD-6").returncode == 2
    assert "0 letters" in shell.run("outbox").stdout
    assert "wrapped" in shell.run("keys", "rotate").stdout


# ---- talking --------------------------------------------------------------------------------------------


def test_a_script_that_cannot_be_read_is_said_in_a_sentence(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe")
    for name in ("missing.txt", "bytes.txt"):
        done = shell.run("talk", "--try", "--script", str(tmp_path / name))
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "the script cannot be read" in done.stderr


def test_a_script_that_runs_out_in_mid_question_says_so_by_its_exit_code(shell: Shell) -> None:
    script = shell.folder / "script"
    script.write_text("한국어\n아니요\n", encoding="utf-8")
    done = shell.run("talk", "--try", "--lang", "ko", "--script", str(script))
    assert done.returncode == 3, done.stderr
    assert "> 한국어" in done.stdout
    assert done.stdout.index("> 한국어") < done.stdout.index("> 아니요")


def test_standard_input_is_a_script_too(shell: Shell) -> None:
    done = shell.process("talk", "--try", "--lang", "en", typed="English\n# a remark\n\n/help\n")
    assert done.returncode == 3, done.stderr
    assert done.stdout.count("> ") == 2


def test_a_conversation_goes_on_where_it_was(shell: Shell) -> None:
    assert shell.run("talk", "--chat", "abc", "--lang", "en", typed="English\n").returncode == 3
    again = shell.run("talk", "--chat", "abc", "--lang", "en", typed="2\n")
    assert again.returncode == 3
    assert "In which language" not in again.stdout
    assert shell.run("talk", "--chat", "../abc").returncode == 2


# ---- serving --------------------------------------------------------------------------------------------


class Serving:
    """`sinmungo serve` on a free port."""

    def __init__(self, shell: Shell, **variables: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=shell.folder,
            env=shell.env(**variables),
        )
        self.lines: list[str] = []
        self.errors: list[str] = []
        self._stderr = threading.Thread(target=self._read_errors, daemon=True)
        self._stderr.start()

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self.errors += self.process.stderr

    def until(self, word: str) -> str:
        """The first line with `word` in it. Fails when the service ends before."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if word in line:
                return line
        raise AssertionError(f"{word} was never said: {self.lines} {self.errors}")

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        assert self.process.stdout is not None
        self.lines += self.process.stdout
        code = self.process.wait(60)
        self._stderr.join()
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()
        return code


@pytest.fixture
def serving(shell: Shell) -> Iterator[Serving]:
    found = Serving(shell)
    yield found
    if found.process.poll() is None:
        found.process.kill()
        found.stop(signal.SIGKILL)


def enter(link: str) -> int:
    """Press the button behind a sign-in link; the status of the answer."""
    address = urllib.parse.urlsplit(link)
    line = http.client.HTTPConnection(address.netloc)
    form = urllib.parse.urlencode({"link": address.fragment})
    line.request("POST", address.path, form, {"Content-Type": "application/x-www-form-urlencoded"})
    with line.getresponse() as answer:
        answer.read()
    line.close()
    return answer.status


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_says_what_is_off_and_stops_cleanly(serving: Serving, shell: Shell, how: signal.Signals) -> None:
    address = serving.until("Chat").split()[-1]
    with urllib.request.urlopen(address + "health") as answer:
        assert json.load(answer)["database"] is True
    with urllib.request.urlopen(address) as answer:
        assert b"<html" in answer.read()
    assert "desk link" in serving.until("Console"), "no journal is told a link"
    done = shell.process("desk", "link")
    link = address + done.stdout.strip().partition(":8080/")[2]
    with urllib.request.urlopen(urllib.request.Request(link, method="GET")) as answer:
        assert answer.status == 200
    assert enter(link) == 303
    assert enter(link) == 403
    serving.until("Desks")
    assert serving.stop(how) == 0
    told = "".join(serving.lines)
    assert "SINMUNGO_TELEGRAM_TOKEN turns it on" in told
    assert "SINMUNGO_DESK_TOKEN turns it on" in told
    assert "stopped" in told
    assert "Traceback" not in "".join(serving.errors)
    assert (shell.folder / "var" / "keys" / "audit.heads").read_text().count("\n") > 0, "kept at the stop at the latest"
    assert shell.run("audit", "verify").returncode == 0


def test_it_stops_when_nobody_reads_what_it_tells_any_more(shell: Shell) -> None:
    serving = Serving(shell)
    serving.until("Chat")
    assert serving.process.stdout is not None
    serving.process.stdout.close()
    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(60) == 0
    serving._stderr.join()
    assert serving.process.stderr is not None
    serving.process.stderr.close()
    assert "Traceback" not in "".join(serving.errors)


def test_a_port_that_is_taken_is_said_in_a_sentence(serving: Serving, shell: Shell) -> None:
    port = serving.until("Chat").rstrip("/\n").rpartition(":")[2]
    done = shell.process("serve", "--port", port)
    assert done.returncode == 2
    assert port in done.stderr
    assert "Traceback" not in done.stderr
    assert serving.stop(signal.SIGTERM) == 0


def test_without_telegram_the_pages_serve_all_the_same(shell: Shell) -> None:
    token = "123456789:AAabcdefghijklmnopqrstuvwxyz_-12345"
    serving = Serving(shell, SINMUNGO_TELEGRAM_TOKEN=token, SINMUNGO_TELEGRAM_API="http://127.0.0.1:1")
    address = serving.until("Chat").split()[-1]
    with urllib.request.urlopen(address + "health") as answer:
        assert json.load(answer)["database"] is True
    serving.until("Telegram")
    assert serving.stop(signal.SIGTERM) == 0
    assert token not in "".join(serving.lines + serving.errors)


@pytest.mark.attack("security-B14")
def test_whatever_a_verb_makes_is_its_users_alone(shell: Shell) -> None:
    before = os.umask(0o022)
    try:
        assert shell.process("desk", "link").returncode == 0
        assert shell.process("desk", "invite", "kftc").returncode == 0
        talked = shell.process("talk", "--script", "-", "--lang", "en", typed="no\n")
        assert talked.returncode in (0, 3), talked.stderr
    finally:
        os.umask(before)
    made = [shell.folder / "var", *(shell.folder / "var").rglob("*")]
    loose = {
        str(path.relative_to(shell.folder)): oct(path.stat().st_mode) for path in made if path.stat().st_mode & 0o077
    }
    assert loose == {}
    assert any(path.suffix == ".db" for path in made)
    assert any(path.suffix == ".key" for path in made)


# ---- audit --------------------------------------------------------------------------------------------------


@pytest.mark.attack("security-B7")
def test_the_audit_log_is_verified_and_its_head_told(shell: Shell) -> None:
    assert shell.run("audit", "head").returncode == 1
    shell.run("keys", "rotate")
    head = shell.run("audit", "head")
    day, line, digest = head.stdout.split()
    assert (head.returncode, line, len(digest), len(day)) == (0, "1", 64, 10)
    assert shell.run("audit", "verify", "--head", f"{digest[:8]} {digest[8:16]}").returncode == 0
    assert shell.run("keys", "prove").returncode == 0
    assert shell.run("audit", "verify", "--head", digest).stdout.startswith(
        "The audit log is as it was written: 2 lines"
    )
    as_owners_have_it = f"{day} · 1 · {digest[:16]}"
    assert "This head stands in the log" in shell.run("audit", "verify", "--head", as_owners_have_it).stdout
    for other in (f"{day} · 2 · {digest[:16]}", f"{day} · 1 · {'f' * 16}", "f" * 16):
        gone = shell.run("audit", "verify", "--head", other)
        assert (gone.returncode, "does not stand" in gone.stderr) == (1, True), other
    assert shell.run("audit", "verify", "--head", f"{day} · 1 · abc").returncode == 2
    with sqlite3.connect(shell.folder / "var" / "sinmungo.db") as thief:
        thief.execute("UPDATE audit SET actor = 'nobody' WHERE id = 1")
    found = shell.run("audit", "verify")
    assert (found.returncode, found.stdout) == (1, ""), found.stderr
    assert found.stderr == f"audit: line 1 ({day}): changed, or never written by this house\n"
    with sqlite3.connect(shell.folder / "var" / "sinmungo.db") as thief:
        thief.execute("DELETE FROM audit")
    assert "cut off the end" in shell.run("audit", "verify").stderr
