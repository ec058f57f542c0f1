"""Questions that sound like ours and are not: none of these topics is among the examples of `content/`."""

from __future__ import annotations

import pytest

from bot.search.model import Meaning

ASKED = {
    "ko": (
        "헬스장 환불 신고 어디에 하나요",
        "도박 신고하면 포상금 있나요",
        "전기요금 상담 비용 있나요",
        "병역 문제 변호사 지원",
        "자동차 리콜 진행 상황 알려주세요",
        "국적 취득 얼마나 걸리나요",
        "반려견 사고 손해배상 얼마",
        "마약 익명 신고 되나요",
        "숙박 예약 취소하고 싶어요",
        "통신요금 분쟁조정 신청",
        "공장 화재보험 가입",
        "근로계약서 안 썼어요",
    ),
    "en": (
        "where do I report a gym that will not refund me",
        "can I report drug dealing anonymously",
        "how long does naturalization take",
        "lawyer for a military service issue",
        "status of my car recall",
        "compensation for a dog bite",
        "what does an electricity audit cost",
        "cancel my hotel booking",
        "mediation with my phone company",
        "fire insurance for the factory",
        "I have no employment contract",
        "reward for reporting gambling",
    ),
    "ja": (
        "ジムの返金はどこに通報しますか",
        "麻薬を匿名で通報できますか",
        "帰化はどのくらいかかりますか",
        "兵役問題の弁護士",
        "車のリコールの状況",
        "犬に噛まれた損害賠償",
        "電気料金の相談費用",
        "宿の予約を取り消したい",
        "携帯会社との調停",
        "工場の火災保険",
        "雇用契約書がない",
        "賭博通報の報奨金",
    ),
    "zh": (
        "健身房退款去哪里投诉",
        "能匿名举报毒品吗",
        "入籍要多久",
        "兵役问题找律师",
        "汽车召回进度",
        "被狗咬赔偿多少",
        "电费咨询要钱吗",
        "取消酒店预订",
        "和电信公司调解",
        "工厂火灾保险",
        "没有劳动合同",
        "举报赌博奖金",
    ),
    "fr": (
        "où signaler une salle de sport qui ne rembourse pas",
        "signaler un trafic de drogue anonymement",
        "combien de temps pour la naturalisation",
        "avocat pour le service militaire",
        "suivi du rappel de ma voiture",
        "indemnisation pour une morsure de chien",
        "coût d'un audit électrique",
        "annuler ma réservation d'hôtel",
        "médiation avec mon opérateur téléphonique",
        "assurance incendie de l'usine",
        "pas de contrat de travail",
        "récompense pour dénoncer des jeux illégaux",
    ),
}


@pytest.mark.parametrize("language", ASKED)
def test_what_only_sounds_like_ours_is_seldom_answered(meaning: Meaning, language: str) -> None:
    answered = [text for text in ASKED[language] if meaning.nearest(text, language).tier == "answer"]
    assert len(answered) <= 3, answered


def test_across_languages_more_than_eight_in_ten_are_not_answered(meaning: Meaning) -> None:
    asked = [(text, language) for language, texts in ASKED.items() for text in texts]
    answered = [text for text, language in asked if meaning.nearest(text, language).tier == "answer"]
    assert len(answered) <= 0.15 * len(asked), answered
