"""Korean owners whose technology went to a company that orders or buys from them."""

from __future__ import annotations

from collections.abc import Mapping

from app.demo.report import Known
from app.demo.story import DemoStory, desk, owner
from casework.acts import (
    Asked,
    Closed,
    Declined,
    Extended,
    Noted,
    PassedOn,
    Positioned,
    Queried,
    Replied,
    Seen,
    Settled,
    Taken,
)

SUPPLIER: Mapping[str, Known] = {
    "relationship": "principal_contractor", "what_was_taken": ("technical_data_on_request",),
    "contract": ("subcontract",), "was_technical_data_demanded": "yes", "secrecy_managed": "yes", "overseas": "no",
    "ongoing": "yes", "act_date": "9 months ago", "trade_end_date": "6 months ago", "counterpart_size": "large",
    "wants": ("stop_use", "damages"), "already_reported_to": ("none",), "victim_size": "sme", "anonymous": "no",
    "contact": "owner@example.com",
}  # fmt: skip
SELLER: Mapping[str, Known] = {
    **SUPPLIER, "relationship": "buyer_consignor", "contract": ("consignment", "nda"), "insider_help": "no",
    "counterpart_size": "mid", "wants": ("mediation",),
}  # fmt: skip

BUYERS = (
    DemoStory(
        "drawings", "ko", 18,
        {
            **SUPPLIER, "company_name": "가나다정밀", "counterpart_name": "라마바전자",
            "story": "납품하던 부품의 금형 도면을 메일로 보내라고 해서 보냈습니다. 석 달 뒤 다른 업체가 같은 부품을 만들기 시작했습니다.",
        },
        ("kftc", "mss"), files=("발주서 견본.pdf", "메일 기록 견본.txt"), shown=True,
        then=(
            desk(18, "kftc", Seen),
            desk(17, "kftc", Taken, hours=720),
            desk(17, "mss", Taken, hours=720),
            desk(16, "kftc", Replied, "신고를 검토하고 있습니다. 진행 순서를 적은 안내문을 함께 보냅니다.", files=("진행 안내 견본.pdf",)),
            desk(16, "mss", Replied, prepared="joint-handling"),
            desk(15, "mss", Positioned, "거래와 자료 요구가 하도급에 해당해 공정위를 지원합니다.", stance="supports"),
            desk(15, "kftc", Positioned, "기술자료 요구 절차를 어긴 것으로 보고 조사합니다.", stance="acts"),
            desk(14, "mss", Noted, "같은 상대방에 대한 다른 신고가 있습니다. 자료를 비교해 보겠습니다.", shared=True),
            desk(14, "mss", Noted, "다음 주에 현장 지원 일정을 잡을 것."),
            desk(6, "kftc", Asked, "요구를 받으신 경위를 여쭙니다. 아시는 만큼만 답해 주시면 됩니다.", questions="request"),
            owner(
                5, "!set:request:", "!set.request.how:mail", "!set.request.how:meeting", "!nav:done",
                "!set.request.form:no", "품질을 확인해야 하니 도면이 필요하다고 했습니다.", "!nav:later",
            ),
        ),
    ),
    DemoStory(
        "untouched", "ko", 12,
        {
            **SUPPLIER, "company_name": "마바사테크", "counterpart_name": "라마바전자", "wants": ("sanction",),
            "story": "단가를 낮추려면 원가와 공정 자료가 필요하다고 해서 건넸는데, 그 뒤로 발주가 끊기고 다른 곳에서 같은 제품이 나왔습니다.",
        },
        ("kftc", "mss"),
    ),
    DemoStory(
        "moved", "ko", 11,
        {
            **SELLER, "company_name": "바사아소재", "counterpart_name": "라마바전자",
            "story": "소재 견본과 시험 성적서를 요구해서 보냈습니다. 거래는 이어지지 않았고 비슷한 소재가 팔리고 있습니다.",
        },
        ("mss",),
        then=(
            desk(10, "mss", Taken, hours=480),
            desk(9, "mss", Queried, "같은 상대방 건으로 의견을 나누고 싶습니다.", about="{of:drawings}"),
            desk(8, "mss", PassedOn, "거래 관계로 보아 공정위에서 보는 것이 알맞습니다.", to="kftc", reason="jurisdiction"),
            owner(7, "!refer:mss:kftc:{receipt}"),
            desk(6, "kftc", Seen),
            desk(5, "kftc", Taken, who=1, hours=720),
            desk(4, "kftc", Replied, "넘겨받은 신고를 검토하고 있습니다.", who=1),
        ),
    ),
    DemoStory(
        "measured", "ko", 26,
        {
            **SUPPLIER, "company_name": "사아자금속", "counterpart_name": "차카타중공업", "wants": ("damages", "sanction"),
            "story": "설비 설계 자료를 승인용이라며 받아 갔습니다. 같은 설비를 다른 업체에 맡긴 것을 전시회에서 보았습니다.",
        },
        ("kftc",), files=("설계 목록 견본.pdf",),
        then=(
            desk(25, "kftc", Taken, hours=480),
            desk(20, "kftc", Asked, prepared="asked-files-list"),
            owner(18, "!answer:kftc:", "보낸 파일은 모두 네 개입니다. 목록을 곧 보내 드립니다.", "+파일 목록 견본.pdf"),
            desk(15, "kftc", Replied, prepared="papers-received"),
            desk(4, "kftc", Closed, "시정조치를 하였습니다. 결과 문서는 우편으로 보내 드립니다.", reason="measure"),
            owner(3, "!end:{receipt}", "!end:{receipt}:compensated", "!mark:{receipt}:compensated:4"),
        ),
    ),
    DemoStory(
        "disagree", "ko", 14,
        {
            **SELLER, "relationship": "public_body", "contract": ("consignment",), "secrecy_managed": "no",
            "company_name": "아자차솔루션", "counterpart_name": "하파타공사(견본)",
            "story": "용역을 마치며 낸 설계 자료가 다음 입찰의 규격서에 그대로 실렸습니다.",
        },
        ("mss", "moip"),
        then=(
            desk(13, "mss", Taken, hours=720),
            desk(12, "moip", Taken, who=1, hours=720),
            desk(11, "mss", Positioned, "위탁 관계가 있어 조사할 수 있습니다.", stance="acts"),
            desk(10, "moip", Positioned, "비밀로 관리한 자료가 없어 근거가 약합니다.", who=1, stance="no_ground"),
            desk(8, "mss", Settled, "우리 쪽에서 이끌고, 지재처는 필요한 때에 의견만 냅니다."),
            desk(7, "mss", Extended, clock="term", days=10, reason="규격서를 낸 곳에 자료를 더 요청했습니다."),
            desk(7, "mss", Replied, "검토에 시간이 조금 더 필요합니다.", prepared="in-progress"),
        ),
    ),
    DemoStory(
        "mediated", "ko", 24,
        {
            **SELLER, "company_name": "자차카식품기계", "counterpart_name": "타파하유통",
            "story": "기계 사양과 조립 순서를 자료로 건넨 뒤, 같은 기계를 스스로 만들어 쓰고 있는 것을 알았습니다.",
        },
        ("mss", "moip"),
        then=(
            desk(23, "mss", Taken, hours=480),
            desk(22, "moip", Declined, prepared="declined-secret-only", reason="declined-secret-only"),
            desk(18, "mss", Replied, prepared="mediation-option"),
            owner(17, "조정을 원합니다. 거래를 이어 가고 싶습니다.", "!keep:add"),
            desk(3, "mss", Closed, "조정이 이루어졌습니다.", reason="mediated"),
        ),
    ),
)  # fmt: skip
