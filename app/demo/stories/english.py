"""Owners who write in English."""

from __future__ import annotations

from collections.abc import Mapping

from app.demo.report import Known
from app.demo.story import DemoStory, desk, owner
from casework.acts import Declined, Replied, Seen, Taken

RIVAL: Mapping[str, Known] = {
    "relationship": "competitor_no_relation", "what_was_taken": ("patent",), "registered_right": "yes",
    "overseas": "no", "cyber_intrusion": "no", "insider_help": "no", "ongoing": "yes", "act_date": "4 months ago",
    "wants": ("stop_use",), "already_reported_to": ("none",), "victim_size": "sme", "anonymous": "no",
    "contact": "owner@example.com",
}  # fmt: skip

ENGLISH = (
    DemoStory(
        "engineer", "en", 3,
        {
            **RIVAL, "relationship": "ex_employee", "what_was_taken": ("trade_secret",), "secrecy_managed": "yes",
            "company_name": "Sample Coatings", "counterpart_name": "our former lab head", "wants": ("criminal",),
            "story": "Our lab head copied the process files to a drive before he left and joined another company.",
        },
        ("knpa", "moip"), then=(desk(2, "knpa", Seen), desk(2, "moip", Seen)),
    ),
    DemoStory(
        "declined", "en", 10,
        {
            **RIVAL, "what_was_taken": ("trademark",), "victim_size": "individual", "company_name": "Example Teas",
            "counterpart_name": "Placeholder Beverages",
            "story": "A shop sells tea under a name that looks almost like ours.",
        },
        ("moip",),
        then=(
            desk(9, "moip", Taken, hours=480),
            desk(8, "moip", Declined, "The two names are not alike enough to investigate. A court may see it in another "
                 "way.", language="en", reason="own_words"),
        ),
    ),
    DemoStory(
        "withdrawn", "en", 8,
        {
            **RIVAL, "company_name": "Demo Valves", "counterpart_name": "Sample Fittings",
            "story": "A rival sells a valve with the same sealing ring that our patent describes.",
        },
        ("moip", "mss"),
        then=(
            desk(7, "moip", Taken, hours=480),
            owner(3, "!nav:withdraw", "!confirm:back-all"),
        ),
    ),
    DemoStory(
        "late", "en", 13,
        {
            **RIVAL, "relationship": "unknown_hacker", "what_was_taken": ("trade_secret",), "secrecy_managed": "yes",
            "ongoing": "yes", "wants": ("investigation",), "act_date": "1 months ago", "company_name": "Sample Robotics",
            "story": "Somebody broke into our file server and copied the control plans. We kept the access logs.",
        },
        ("knpa", "mss"), files=("access log sample.txt",),
        then=(
            desk(12, "knpa", Taken, hours=72),
            desk(12, "mss", Taken, hours=720),
            desk(11, "mss", Replied, "An expert can look at your server this week.", language="en"),
        ),
    ),
)  # fmt: skip
