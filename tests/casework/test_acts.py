"""What every act is without, whoever makes it."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from casework.acts import TYPED, Act
from dialogs.events import FileRef

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NUMBER = "it is 880101-1234567"


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("kind", get_args(Act), ids=lambda kind: str(kind.__name__))
def test_no_act_has_a_number_in_what_was_typed(kind: Any) -> None:
    file = FileRef("f1", f"{NUMBER}.pdf", "application/pdf", 1, caption=NUMBER)
    given: dict[str, Any] = {"key": "k", "receipt": "SM-0000-0000-0", "ministry": "kftc", "officer": "o", "at": NOW}
    for each in fields(kind):
        if each.name in TYPED:
            given[each.name] = NUMBER
        elif each.name == "files":
            given["files"] = (file,)
        elif each.name not in given and each.name not in ("shared", "hours", "days"):
            given[each.name] = "x"
    act = kind(**given | ({"days": 1} if "days" in {each.name for each in fields(kind)} else {}))
    assert "880101" not in repr(act)
    assert all(getattr(act, name, "it is ■■■") == "it is ■■■" for name in TYPED)
