"""Owners who write in Chinese."""

from __future__ import annotations

from app.demo.stories.english import RIVAL
from app.demo.stories.japanese import PARTNER
from app.demo.story import DemoStory, desk, owner
from casework.acts import Closed, Replied, Taken

CHINESE = (
    DemoStory(
        "answered", "zh", 6,
        {
            **RIVAL, "company_name": "示例阀门", "counterpart_name": "甲乙丙机械",
            "story": "一家没有往来的公司在卖与我们专利相同的阀门。",
        },
        ("moip",), files=("登记证 样本.pdf",),
        then=(
            desk(5, "moip", Taken, hours=480),
            desk(4, "moip", Replied, "등록번호를 확인했습니다. 비교 자료를 보내 주시면 함께 살피겠습니다.", files=("확인서 견본.pdf",)),
            owner(3, "!answer:moip:", "谢谢。我们把对比照片发给您。", "+对比照片 样本.pdf"),
            desk(2, "moip", Replied, prepared="papers-received"),
        ),
    ),
    DemoStory(
        "supported", "zh", 22,
        {
            **PARTNER, "company_name": "丁戊己材料", "counterpart_name": "庚辛壬大学（示例）", "public_rnd": "no",
            "what_was_taken": ("trade_secret",), "counterpart_size": "public",
            "story": "合作研究结束后，对方没有经过我们同意，把配方交给了别的公司。",
        },
        ("moip", "mss"),
        then=(
            desk(21, "mss", Taken, hours=480),
            desk(16, "mss", Replied, prepared="programme-option"),
            desk(5, "mss", Closed, "기술보호 상담과 법률 지원으로 이어졌습니다.", reason="supported"),
        ),
    ),
)  # fmt: skip
