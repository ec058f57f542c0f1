"""Stories told to the bot, typed once: a line is what is typed, or the key of a button after `!`, or a file after `+`.

The owners and companies are invented; the fact patterns are those of the routing table.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.dialogs.person import Person

DOORSTEP = ("!urgent:no", "!about:report", "!agree:age", "!agree:collect")
SENDING = ("!review:share", "!yes-to-all", "!send:now")

STORIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "subcontractors_drawings": (
        "web:factory",
        (
            *DOORSTEP,
            "거래처 구매팀이 2025년 3월에 금형 도면을 메일로 보내라고 했습니다.", "두 달 뒤 다른 업체가 같은 부품을 납품했습니다.",
            "완료", "!principal_contractor", "!technical_data_on_request", "!trade_secret", "!nav:done", "!subcontract",
            "!nda", "!nav:done", "네", "!yes", "!no", "!yes", "작년 3월", "2025년 12월", "한빛모터스", "!large", "!damages",
            "!mediation", "!nav:done", "!already_reported_to:none", "!sme", "!anonymous:no", "가온정밀", "연락처 +82 10-1234-5678",
            "+발주서.pdf", "!review:add", "!edit:damage_krw", "3억 5천만원", "!review:guide", "!guide:until", "!nav:open",
            *SENDING, "!guide:steps", "/status",
        ),
    ),
    "leaving_engineer": (
        "telegram:101",
        (
            "!urgent:no", "!about:report", "!agree:age", "!agree:collect", "!agree:abroad",
            "Our lab head copied the process files to a drive before he left and joined a competitor.", "done",
            "former employee", "!trade_secret", "!nav:done", "!yes", "!no", "!yes", "last month",
            "skip", "!criminal", "!stop_use", "!nav:done", "1", "!sme", "!anonymous:no", "Marlow Coatings",
            "kim@example.com", "!review:change", "!edit:overseas", "I don't know", *SENDING,
        ),
    ),
    "pitch_stolen": (
        "web:startup",
        (
            *DOORSTEP,
            "投資の面談で事業の提案書を見せました。半年後、その会社が同じサービスを始めました。", "完了", "!investor_or_ma", "!idea_pitch",
            "!nav:done", "!contract:none", "!no", "!yes", "2026-01", "大手の投資会社", "!large", "!stop_use", "!nav:done",
            "!already_reported_to:none", "!sme", "!anonymous:yes", "!nav:back", "!anonymous:no", "カゼソフト", "スキップ",
            *SENDING, "!guide:not",
        ),
    ),
    "patent": (
        "web:valve",
        (
            *DOORSTEP,
            "一家竞争公司在卖和我们专利一样的阀门。", "完成", "!competitor_no_relation", "!patent", "!nav:done", "!yes", "!no", "!no",
            "!no", "!yes", "2026年5月", "不知道", "!stop_use", "!damages", "!nav:done", "!already_reported_to:none", "!sme",
            "!anonymous:no", "青松阀门", "跳过", *SENDING,
        ),
    ),
    "hacking": (
        "web:hacked",
        (
            *DOORSTEP,
            "Un pirate a chiffré notre serveur et copié les plans de fabrication.", "terminé", "!nav:more", "!unknown_hacker",
            "!trade_secret", "!nav:done", "!yes", "!nav:unknown", "!yes", "la semaine dernière", "passer",
            "!investigation", "!nav:done", "!already_reported_to:none", "!sme", "!anonymous:no", "Atelier Hwaseong",
            "passer", *SENDING,
        ),
    ),
    "core_technology_abroad": (
        "web:display",
        (
            "!urgent:yes", "!urgent:done", "!about:report", "!agree:age", "!agree:collect",
            "디스플레이 공정 기술을 가진 연구원이 이번 주에 중국 회사로 출국한다고 합니다.", "끝", "!ex_employee", "!trade_secret",
            "!nav:more", "!national_core_tech", "!nav:done", "!yes", "!yes", "!yes", "!goods_cross_border:no", "!yes",
            "어제", "모름", "!criminal", "!stop_use", "!nav:done", "!already_reported_to:none", "!sme", "!anonymous:no",
            "서린디스플레이", "+접속기록.zip", "건너뛰기", *SENDING, "!guide:call",
        ),
    ),
    "japanese_owned_sme": (
        "web:osaka",
        (
            *DOORSTEP,
            "韓国の発注元に治具の図面を渡したところ、別の会社に作らせていました。", "以上です", "!principal_contractor",
            "!technical_data_on_request", "!nav:done", "!subcontract", "!nav:done", "はい", "いいえ", "!no", "!yes", "去年の3月",
            "2025年", "わからない", "!counterpart_size:sme", "30億ウォン", "8億ウォン", "!mediation", "!nav:done",
            "!already_reported_to:none", "!sme", "!anonymous:no", "大阪治具コリア", "taro@example.com", *SENDING,
        ),
    ),
    "only_asks": (
        "web:asks",
        (
            "!urgent:no", "!about:ask", "익명으로 신고할 수 있나요?", "900101-1234567 이 번호로 조회해 주세요", "/help", "日本語",
            "/status", "SM-0000-0000-0", "/foo", "back", "!about:report", "!agree:age", "!refuse:collect",
        ),
    ),
}  # fmt: skip


def tell(name: str, language: str, upto: int | None = None) -> Person:
    """The story `name` told to the bot in `language`, as far as line `upto`."""
    chat, lines = STORIES[name]
    person = Person(language, chat)
    person.presses(f"lang:{language}")
    for line in lines[:upto]:
        say(person, line)
    return person


def say(person: Person, line: str) -> None:
    """One line of a story."""
    if line == "!yes-to-all":
        while person.session.stage in {"share", "among"}:
            person.presses(person.told[-1].choices[0].key)
    elif line.startswith("!"):
        person.presses(line[1:])
    elif line.startswith("+"):
        person.sends(line[1:])
    else:
        person.types(line)
