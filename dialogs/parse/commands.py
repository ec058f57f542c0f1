"""Commands, and the plain words people use for them, in five languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs.parse.receipts import find_receipt
from dialogs.parse.text import bare, plain

WORDS: Mapping[str, str] = {
    "start": "시작, 시작하기, 시작할게요, 처음부터, 처음으로, 다시 시작, start, restart, start over, begin, "
    "開始, 始める, はじめる, 最初から, 最初に戻る, スタート, 开始, 从头开始, 重新开始, 從頭開始, 重新開始, "
    "commencer, démarrer, recommencer, début",
    "help": "도움말, 도움, 도와주세요, 도와줘, 사용법, help, help me, how does this work, "
    "ヘルプ, 助けて, 使い方, 帮助, 帮我, 求助, 怎么用, 幫助, 幫我, aide, aidez-moi, aide-moi, à l'aide",
    "status": "상태, 진행 상황, 진행상황, 접수 상태, 조회, 처리 상황, status, progress, my status, check status, "
    "状況, 進捗, 進捗状況, ステータス, 状態, 状态, 进度, 进展, 查询, 狀態, 進度, 查詢, statut, état, suivi, avancement",
    "cancel": "취소, 그만, 그만할래요, 중단, 나가기, cancel, stop, quit, exit, abort, "
    "キャンセル, 中止, やめる, やめます, 終了, 取消, 退出, 不做了, annuler, arrêter, abandonner, quitter",
    "language": "언어, 언어 변경, 언어 바꾸기, language, change language, languages, lang, "
    "言語, 言語変更, 言語を変える, 语言, 更改语言, 切换语言, 語言, 切換語言, langue, changer de langue",
    "faq": "자주 묻는 질문, 자주묻는질문, 질문, 질문 있어요, faq, question, i have a question, questions, "
    "よくある質問, 質問, 質問があります, 常见问题, 问题, 提问, 我有问题, 常見問題, 我有問題, questions fréquentes, "
    "j'ai une question",
    "back": "뒤로, 이전, 이전으로, 뒤로 가기, 뒤로가기, 돌아가기, 앞 질문, back, go back, previous, "
    "戻る, もどる, 前へ, 前に戻る, 前の質問, 返回, 上一步, 后退, 回去, 上一题, 退回, 後退, "
    "retour, précédent, revenir, revenir en arrière",
    "why": "왜, 왜요, 왜죠, 왜 물어요, 왜 물어보나요, 왜 물어보세요, 왜 필요해요, why, why do you ask, "
    "why do you need this, why is this asked, なぜ, なんで, どうして, なぜですか, なぜ聞くのですか, "
    "为什么, 为何, 为什么问, 为什么要问, 為什麼, 為何, pourquoi, pourquoi cette question, pourquoi demandez-vous cela",
    "done": "완료, 끝, 다 했어요, 다 썼어요, 이상입니다, 이상이에요, 다 됐어요, 끝났어요, "
    "done, finished, finish, that's all, that is all, that's it, "
    "完了, 終わり, 終わりました, 以上です, 以上, できました, 完成, 好了, 完了了, 写完了, 就这些, 结束, 結束, 就這些, "
    "terminé, fini, c'est tout, voilà tout, j'ai terminé, j'ai fini",
    "skip": "건너뛰기, 건너뛸게요, 패스, 넘어가기, 넘어갈게요, 다음에, skip, pass, skip this, "
    "スキップ, 飛ばす, とばす, パス, 跳过, 略过, 跳過, 略過, passer, sauter, ignorer",
    "unknown": "모름, 몰라, 몰라요, 모르겠어요, 모르겠습니다, 모르겠음, 잘 모름, 잘 몰라요, 잘 모르겠어요, "
    "잘 모르겠습니다, unknown, i don't know, i dont know, i do not know, don't know, dont know, idk, not sure, "
    "i'm not sure, im not sure, no idea, "
    "わからない, 分からない, わかりません, 分かりません, 不明, 不明です, 知らない, 知りません, "
    "よくわからない, よくわかりません, 不知道, 不清楚, 不确定, 不太清楚, 我不知道, 不確定, "
    "je ne sais pas, je sais pas, ne sais pas, inconnu, aucune idée, pas sûr, pas sûre",
    "report": "신고, 신고하기, 신고할래요, 신고하고 싶어요, 신고서 작성, report, report it, make a report, "
    "file a report, i want to report, 通報, 通報する, 申告, 申告する, 届け出る, 举报, 报案, 我要举报, 舉報, 報案, "
    "我要舉報, signaler, signalement, faire un signalement, déposer un signalement, je veux signaler",
    "review": "검토, 확인하기, 답변 보기, 내 답변, 수정하기, review, my answers, show my answers, edit, "
    "確認, 確認する, 回答を見る, 内容確認, 核对, 查看回答, 我的回答, 核對, 查看回答內容, "
    "relire, vérifier, mes réponses",
    "copy": "사본, 사본 받기, 내 신고서, copy, my copy, my report, get a copy, "
    "控え, 写し, コピー, 副本, 我的副本, copie, ma copie, mon rapport",
    "withdraw": "철회, 신고 취소, 신고 철회, 취하, withdraw, take back, withdraw my report, "
    "取り下げ, 取り下げる, 撤回, 撤销举报, 撤回举报, 撤銷舉報, retirer, retirer mon signalement",
    "delete": "삭제, 삭제하기, 지우기, 모두 삭제, 내 정보 삭제, delete, erase, delete everything, delete my data, "
    "forget me, 削除, 削除する, 消去, 删除, 全部删除, 刪除, supprimer, effacer, tout supprimer, supprimer mes données",
    "correct": "정정, 정정하기, 답변 정정, 답변 고치기, correct, correct an answer, 訂正, 訂正する, 更正, 更正回答, "
    "corriger, corriger une réponse",
    "notices": "알림, 알림 설정, 알림 바꾸기, 조용히, notices, notifications, quiet, お知らせ, 通知, 通知設定, 通知设置, 通知設置, "
    "notifications discrètes, avis, réglages des avis",
    "add": "추가, 추가하기, 덧붙이기, 내용 추가, add, add more, add something, "
    "追加, 追加する, 补充, 添加, 補充, ajouter, compléter",
}
"""Command -> every plain word for it, separated by commas; a word stands under one command only."""

TONGUES: Mapping[str, str] = {
    "ko": "한국어, 한국말, 한국어로, 우리말, korean, in korean, 韓国語, 韩语, 韩文, 韓語, 韓文, coréen, en coréen",
    "en": "영어, 영어로, english, in english, in english please, 英語, 英语, 英文, anglais, en anglais",
    "ja": "일본어, 일본어로, 일본말, japanese, in japanese, 日本語, 日本語で, 日语, 日文, 日語, japonais, en japonais",
    "zh": "중국어, 중국어로, 중국말, chinese, in chinese, 中国語, 中文, 简体中文, 汉语, 漢語, 普通话, "
    "繁體中文, 繁体中文, chinois, en chinois, mandarin",
    "fr": "프랑스어, 프랑스어로, 불어, french, in french, フランス語, 法语, 法文, 法語, "
    "français, en français, francais",
}
"""Language code -> what people call it."""

LONGEST_COMMAND = 100
"""Characters of a command with what follows it."""
UNKNOWN_COMMAND = "?"
"""The name of a `/word` that is no command; its argument is the word."""

_SLASH = re.compile(r"/([^\s@/]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


def _table(words: Mapping[str, str]) -> dict[str, str]:
    return {bare(word): name for name, said in words.items() for word in said.split(",")}


_COMMANDS = _table(WORDS)
_TONGUES = _table(TONGUES)
_CODES = _TONGUES | {code: code for code in TONGUES}


def read_command(text: str) -> tuple[str, str] | None:
    """The command typed and its argument: `/status SM-…`, `뒤로`, `Back!`, `English`; None for other words.

    Names are the keys of `WORDS`, and `?` for an unknown `/word`. The argument of `language` is a
    code of `TONGUES` or empty, that of `status` and the other words a receipt may follow its proper form.
    """
    if len(text) > LONGEST_COMMAND and not text.lstrip().startswith("/"):
        return None
    text = text.lstrip()[:LONGEST_COMMAND]
    typed = plain(text)
    if slash := _SLASH.fullmatch(typed):
        return _slash(slash.group(1), slash.group(2) or "", text)
    said = bare(text)
    if said in _COMMANDS:
        return _COMMANDS[said], ""
    if said in _TONGUES:
        return "language", _TONGUES[said]
    if typed in ("?", "??", "???"):
        return "help", ""
    return _with_receipt(text)


def _slash(word: str, rest: str, text: str) -> tuple[str, str]:
    name = word if word in WORDS else _COMMANDS.get(word, UNKNOWN_COMMAND)
    if name == UNKNOWN_COMMAND:
        return name, word
    if name == "language":
        return name, _CODES.get(bare(rest), "")
    if name == "start":
        return name, text.strip().partition(" ")[2].strip()
    return name, find_receipt(rest) or rest


def _with_receipt(text: str) -> tuple[str, str] | None:
    """`상태 SM-…`, `status of sm…`, or a receipt code alone: the status of that report."""
    code = find_receipt(text)
    if code is None or len(text) > 60:
        return None
    first = bare(text).split(" ")[0]
    return _COMMANDS.get(first, "status"), code
