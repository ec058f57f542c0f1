"""Every sentence of the officers' console."""

from __future__ import annotations

from dialogs.types import _

TITLE = _("Desk")
