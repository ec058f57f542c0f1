"""Owners who write in Japanese."""

from __future__ import annotations

from collections.abc import Mapping

from app.demo.report import Known
from app.demo.story import COLLEAGUE, DemoStory, desk, owner
from casework.acts import Released, Replied, Seen, Taken

PARTNER: Mapping[str, Known] = {
    "relationship": "joint_rnd_partner", "what_was_taken": ("industrial_tech",), "contract": ("joint_dev",),
    "secrecy_managed": "yes", "overseas": "no", "public_rnd": "yes", "ongoing": "yes", "act_date": "7 months ago",
    "counterpart_size": "mid", "wants": ("advice",), "already_reported_to": ("none",), "victim_size": "sme",
    "anonymous": "no", "contact": "owner@example.com",
}  # fmt: skip

JAPANESE = (
    DemoStory(
        "handed_over", "ja", 4,
        {
            **PARTNER, "company_name": "見本精機", "counterpart_name": "いろは研究所",
            "story": "共同開発で作った装置の設計が、相手方だけの名前で製品になりました。",
        },
        ("moip", "mss", "motir"),
        then=(
            desk(3, "moip", Taken, hours=72),
            desk(2, "moip", Released, "일본어를 읽는 담당자에게 넘깁니다.", to=COLLEAGUE, reason="language"),
            desk(2, "mss", Seen),
            desk(2, "motir", Seen),
        ),
    ),
    DemoStory(
        "discreet", "ja", 6,
        {
            **PARTNER, "relationship": "platform", "what_was_taken": ("product_shape",), "contract": ("none",),
            "was_technical_data_demanded": "no", "goods_cross_border": "imported", "wants": ("stop_use",),
            "company_name": "見本雑貨", "counterpart_name": "ほへと商店",
            "story": "当社の商品とそっくりな形の輸入品が、通販サイトで売られています。",
        },
        ("motir", "moip"),
        then=(
            owner(6, "!nav:notices", "!notices:short"),
            desk(5, "motir", Taken, hours=480),
            desk(4, "motir", Replied, "수입된 물건의 사진과 판매 주소를 보내 주십시오."),
        ),
    ),
)  # fmt: skip
