"""Receipt codes by chance: drawn from the system's secure source, never from a counter or a clock."""

from __future__ import annotations

import secrets

from dialogs.parse.receipts import LETTERS, receipt


def new_receipt() -> str:
    """A code `SM-XXXX-XXXX-C` with 40 random bits: not to be guessed, and hardly ever drawn twice."""
    while True:
        code = receipt("".join(secrets.choice(LETTERS) for _ in range(8)))
        if code is not None:
            return code
