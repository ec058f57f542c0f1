"""`sinmungo demo` as people start and stop it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from guidance.guide import DESKS
from tests.dialogs.person import ROOT


@pytest.mark.slow("plays a whole demo in a process of its own, as `make demo` does")
def test_the_verb_serves_it_and_destroys_it_when_told_to_stop(tmp_path: Path) -> None:
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "app", "demo", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "open another line" in line:
                assert list(tmp_path.glob("sinmungo-demo-*/sinmungo.db"))
                process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert process.returncode == 0
    assert sum("/demo/" in line for line in said) == len(DESKS) + 2
    assert not list(tmp_path.iterdir())
