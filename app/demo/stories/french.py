"""Owners who write in French."""

from __future__ import annotations

from collections.abc import Mapping

from app.demo.report import Known
from app.demo.story import DemoStory, desk, owner
from casework.acts import PassedOn, Replied, Taken

BREAK_IN: Mapping[str, Known] = {
    "relationship": "unknown_hacker", "what_was_taken": ("trade_secret",), "secrecy_managed": "yes", "ongoing": "yes",
    "act_date": "1 months ago", "wants": ("investigation",), "already_reported_to": ("none",), "victim_size": "sme",
    "anonymous": "no", "contact": "owner@example.com",
}  # fmt: skip

FRENCH = (
    DemoStory(
        "undecided", "fr", 6,
        {
            **BREAK_IN, "company_name": "Atelier Exemple",
            "story": "Quelqu’un a pénétré dans notre serveur et copié les plans de fabrication.",
        },
        ("knpa", "mss"), files=("journal d’accès exemple.txt",), shown=True,
        then=(
            desk(5, "mss", Taken, hours=480),
            desk(4, "mss", Replied, "서버를 끄지 말고 그대로 두어 주십시오. 전문가가 먼저 살펴보겠습니다."),
            desk(3, "knpa", Taken, hours=480),
            desk(2, "mss", PassedOn, "영업비밀이 담긴 설계라 지식재산처의 기술경찰이 함께 보는 것이 좋겠습니다.", to="moip",
                 reason="expertise"),
        ),
    ),
    DemoStory(
        "erased", "fr", 9,
        {
            **BREAK_IN, "company_name": "Société Modèle", "relationship": "ex_employee", "overseas": "no",
            "counterpart_name": "ancien technicien", "wants": ("advice",),
            "story": "Un ancien technicien a emporté nos fiches de réglage.",
        },
        ("knpa",),
        then=(
            desk(8, "knpa", Taken, hours=480),
            owner(5, "!nav:withdraw", "!confirm:delete", "!confirm:delete-yes"),
        ),
    ),
)  # fmt: skip
