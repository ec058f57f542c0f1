"""What acts are called, on the console and in the groups alike."""

from __future__ import annotations

from collections.abc import Mapping

from locales.text import Text, _
from storage.states import OfficerRole

OUTCOMES: Mapping[str, Text] = {
    "measure": _("Measure taken", "outcome"),
    "recommended": _("Recommendation made", "outcome"),
    "mediated": _("Settled by mediation", "outcome"),
    "referred": _("Referred elsewhere", "outcome"),
    "supported": _("Support given", "outcome"),
    "no_ground": _("No ground found", "outcome"),
    "withdrawn": _("Owner took it back", "outcome"),
    "other": _("Other", "outcome"),
}
"""How a case may end at a desk: `acts.OUTCOMES`."""


ROLES: Mapping[OfficerRole, Text] = {
    OfficerRole.OFFICER: _("Officer", "role"),
    OfficerRole.LEAD: _("Lead", "role"),
    OfficerRole.AUDITOR: _("Auditor", "role"),
    OfficerRole.SECRETARIAT: _("Secretariat", "role"),
    OfficerRole.ADMINISTRATOR: _("Administrator", "role"),
}
