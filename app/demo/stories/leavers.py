"""Korean owners whose technology left with people, in a pitch, or who do not give their name; and one who only asks."""

from __future__ import annotations

from collections.abc import Mapping

from app.demo.report import Known
from app.demo.story import COLLEAGUE, DemoStory, desk, owner
from casework.acts import Noted, PassedOn, Released, Replied, Seen, Taken

LEAVER: Mapping[str, Known] = {
    "relationship": "ex_employee", "what_was_taken": ("trade_secret",), "secrecy_managed": "yes", "overseas": "no",
    "ongoing": "yes", "act_date": "3 months ago", "wants": ("criminal", "stop_use"), "already_reported_to": ("none",),
    "victim_size": "sme", "anonymous": "no", "contact": "owner@example.com",
}  # fmt: skip

LEAVERS = (
    DemoStory(
        "abroad", "ko", 1,
        {
            **LEAVER, "emergency": "yes", "what_was_taken": ("trade_secret", "national_core_tech"), "overseas": "yes",
            "public_rnd": "yes", "goods_cross_border": "no", "act_date": "0 months ago",
            "company_name": "차카타디스플레이", "counterpart_name": "퇴사한 연구원 갑",
            "story": "공정 조건을 맡던 연구원이 자료를 옮긴 흔적이 있고, 며칠 안에 외국 회사로 떠난다고 합니다.",
        },
        ("knpa", "nis", "motir"),
        then=(
            desk(1, "knpa", Taken, hours=72),
            desk(1, "knpa", Replied, prepared="taken-urgent"),
            desk(1, "nis", Seen),
            desk(0, "knpa", Noted, "출국 일정을 확인 중입니다. 산업부는 판정 여부를 보아 주십시오.", shared=True),
        ),
    ),
    DemoStory(
        "fresh", "ko", 0,
        {
            **LEAVER, "company_name": "카타파소프트", "counterpart_name": "퇴사한 개발자 을", "what_was_taken": ("software",),
            "story": "그만둔 개발자가 소스 코드를 복사해 간 것 같습니다. 비슷한 서비스가 지난주에 문을 열었습니다.",
        },
        ("knpa", "moip"),
    ),
    DemoStory(
        "anonymous", "ko", 7,
        {
            **LEAVER, "anonymous": "yes", "counterpart_name": "퇴사한 팀장 병", "act_date": "5 months ago",
            "story": "거래처 명단과 배합 비율이 경쟁 회사로 넘어간 것을 알게 되었습니다. 아직 이름을 밝히기 어렵습니다.",
        },
        ("knpa",), share=False,
        then=(desk(6, "knpa", Taken, who=1, hours=480), desk(5, "knpa", Replied, prepared="preserve", who=1)),
    ),
    DemoStory(
        "joint_team", "ko", 12,
        {
            **LEAVER, "relationship": "investor_or_ma", "what_was_taken": ("idea_pitch",), "contract": ("none",),
            "counterpart_size": "large", "company_name": "타파하랩", "counterpart_name": "나다라투자",
            "story": "투자 상담에서 보여 준 사업 제안과 거의 같은 서비스를 그 회사의 자회사가 시작했습니다.",
        },
        ("moip", "mss"),
        then=(
            desk(11, "moip", Taken, hours=480),
            desk(10, "mss", Seen),
            desk(9, "mss", Replied, prepared="in-progress"),
            desk(9, "moip", PassedOn, "여러 기관이 함께 볼 일이라 사무국에서 맡는 것이 좋겠습니다.", to="secretariat", reason="joint"),
            owner(8, "!refer:moip:secretariat:{receipt}", "!joins:secretariat:{receipt}"),
            desk(7, "secretariat", Taken, hours=720),
            desk(6, "secretariat", Noted, "중기부 의견을 먼저 듣고 회의를 잡겠습니다.", shared=True),
            desk(5, "mss", Taken, hours=24),
            desk(4, "mss", Released, "휴가로 자리를 비워 넘깁니다.", to=COLLEAGUE, reason="away"),
        ),
    ),
    DemoStory(
        "only_asks", "ko", 5, {},
        then=(
            owner(
                5, "!urgent:no", "!about:ask", "신고하면 돈이 드나요?", "누가 제 신고를 읽나요?",
                "해외 법원에 낸 소송도 여기서 확인할 수 있나요?",
            ),
        ),
    ),
)  # fmt: skip
