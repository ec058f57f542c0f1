"""Yes and no as people type them, in five languages: strictly at a consent, and with a few words more to a fact.

A consent is believed only when nothing but agreement was typed: a question mark, a condition, a denial or a word that is
not known makes it no answer. Words are taken one after the other, the longest first, so that work grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from dialogs.parse.text import plain


class GateKind(StrEnum):
    """What is asked: each has words of its own beside yes and no."""

    FACT = "fact"
    URGENT = "urgent"
    AGE = "age"
    CONSENT = "consent"
    SEND = "send"


MOST = 160
"""Characters up to which words are read as a yes or a no; longer ones are a story."""

_YES = (
    "네, 예, 응, 어, 넵, 넹, 녜, 네엡, 네네, 예예, 넵넵, 응응, 그래, 그래요, 그럼요, 물론, 물론이죠, 물론입니다, 당연하죠, 당연히요, 맞아, 맞아요, "
    "맞습니다, 맞음, 그렇습니다, 그렇다, 그렇죠, 그렇지, 좋아요, 좋습니다, 오케이, ㅇㅋ, ㅇㅇ, ㅇ, o, ⭕, ○, 👍, 🙆, ✅, ✓, ☑, "
    "yes, y, yeah, yea, yep, yup, aye, yes please, sure, sure thing, ok, okay, of course, certainly, absolutely, definitely, correct, "
    "right, that's right, that is right, that's correct, exactly, i do, yes i do, true, "
    "はい, ええ, うん, そうです, その通りです, その通り, そうですね, もちろん, もちろんです, オーケー, 了解です, "
    "是, 是的, 是啊, 对, 對, 对的, 對的, 对啊, 没错, 沒錯, 好, 好的, 好啊, 可以, 可以的, 行, 当然, 當然, 当然可以, 嗯, 嗯嗯, 正确, "
    "oui, ouais, ouaip, bien sûr, bien sur, d'accord, exact, exactement, absolument, certainement, c'est ça, c'est exact, c'est cela, "
    "en effet, tout à fait, affirmatif, volontiers"
)
_NO = (
    "아니요, 아니오, 아뇨, 아니, 아님, 아닙니다, 아니에요, 아녜요, 없어요, 없습니다, 없음, 없다, 안 해요, 안 합니다, 안 할래요, 안 돼요, 안 됩니다, "
    "싫어요, 싫습니다, 싫어, 거부, 거부합니다, 거절, 거절합니다, ㄴㄴ, ㄴ, x, ❌, ✗, ✖, 👎, 🙅, "
    "no, n, nope, nah, not really, no thanks, no thank you, no way, absolutely not, certainly not, of course not, i don't, no i don't, none, "
    "false, never, not at all, i refuse, i decline, "
    "いいえ, いや, いえ, ちがいます, 違います, ちがう, 違う, ない, ないです, ありません, いらない, いやです, 嫌です, だめ, だめです, お断りします, 拒否します, "
    "不, 不是, 不是的, 不对, 不對, 没有, 沒有, 没, 否, 不用, 不要, 不行, 不可以, 不可, 不了, 拒绝, 拒絕, 我拒绝, 不愿意, 我不愿意, "
    "non, nan, non merci, pas du tout, jamais, aucun, aucune, pas question, surtout pas, absolument pas, certainement pas, bien sûr que non, je refuse"
)
_POLITE = (
    "요, 입니다, 이요, 이에요, 예요, 네요, 죠, 그렇게 해 주세요, 그렇게 해주세요, 부탁해요, 부탁드립니다, 부탁합니다, 감사합니다, 고맙습니다, "
    "please, please do, thanks, thank you, sir, go ahead, です, ます, お願いします, おねがいします, お願いいたします, よろしくお願いします, "
    "ありがとうございます, 的, 啊, 谢谢, 謝謝, 请, s'il vous plaît, svp, merci, 🙏, 🙂, 😊, ㅎ, ㅎㅎ, ㅋ, ㅋㅋ, ㅠ, ㅠㅠ"
)
_OWN_YES: Mapping[GateKind, str] = {
    GateKind.FACT: "있어요, 있습니다, 있음, あります, 有, 有的",
    GateKind.URGENT: "급해요, 급합니다, 매우 급해요, 긴급합니다, 긴급해요, 긴급, 시급합니다, 지금이요, 지금요, 지금 일어나고 있어요, 지금 일어나고 있습니다, "
    "지금 벌어지고 있어요, 지금 진행 중이에요, 지금 진행 중입니다, 지금 진행중입니다, urgent, it is urgent, it's urgent, very urgent, right now, "
    "it is happening now, it's happening now, it is, it is happening, happening now, 緊急です, 緊急, 急いでいます, 急ぎです, 今です, 今起きています, "
    "今まさに起きています, 很急, 紧急, 緊急, 很紧急, 正在发生, 正在進行, 正在进行, 现在, c'est urgent, urgent, en ce moment, maintenant, c'est en cours",
    GateKind.AGE: "14세 이상, 만 14세 이상, 14살 이상, 만14세 이상, 성인, 어른, 넘었어요, 넘습니다, 이상, i am, yes i am, we are, i'm 14 or older, i am 14 or older, "
    "14 or older, over 14, i am over 14, i'm over 14, adult, i am an adult, i'm an adult, 成人, 14歳以上, 大人, 満14歳以上, 成年人, 我是成年人, 我成年了, "
    "已成年, 已满14岁, 满14岁, 14岁以上, 我满14岁了, je suis majeur, je suis majeure, majeur, majeure, j'ai plus de 14 ans, plus de 14 ans, je le suis, "
    "j'ai 14 ans ou plus",
    GateKind.CONSENT: "동의, 동의합니다, 동의해요, 동의함, 동의할게요, 동의하겠습니다, 동의요, 동의드립니다, 모두 동의, 모두 동의합니다, 모두 동의해요, 전부 동의, 전부 동의합니다, "
    "허락합니다, 승인합니다, 수락합니다, 모두, 전부, 다 동의합니다, agree, i agree, yes i agree, i consent, i accept, agreed, accept, consent, granted, "
    "all, i agree to all, agree to all, i agree to everything, you may, yes you may, that's fine, that is fine, no problem, that's ok, that's okay, "
    "同意, 同意です, 同意する, 同意します, 同意いたします, 了承します, 承諾します, すべて同意します, すべてに同意します, 全部同意します, すべて, 全部, かまいません, 構いません, "
    "問題ありません, 我同意, 同意的, 都同意, 全部同意, 我都同意, 我接受, 接受, 愿意, 我愿意, 没问题, 沒問題, je suis d'accord, j'accepte, je consens, "
    "j'accepte tout, tout, tout accepter, accepté, accepter, pas de problème, aucun problème, c'est d'accord",
    GateKind.SEND: "동의, 동의합니다, 동의해요, i agree, yes i agree, 同意します, 我同意, 同意, je suis d'accord, j'accepte, 보내주세요, 보내 주세요, 보내세요, 보내요, 보내줘요, 보냅니다, 보내겠습니다, 보내도 됩니다, 보내도 돼요, 전송해 주세요, 전송해주세요, 전달해 주세요, 전달해주세요, "
    "send, send it, please send it, send it please, send it there, yes send it, you may, 送ってください, 送信してください, 送って, 送ります, 送信します, 送信, "
    "发送, 发吧, 发送吧, 请发送, 發送, 可以发送, envoyez, envoyez-le, envoyez le, envoyer, vous pouvez, vous pouvez envoyer",
}
_OWN_NO: Mapping[GateKind, str] = {
    GateKind.URGENT: "급하지 않아요, 급하지 않습니다, 안 급해요, 지금은 아니에요, 지금은 아닙니다, 지금은 아니요, not urgent, it's not urgent, it is not urgent, not right now, "
    "not now, it isn't, 緊急ではありません, 急ぎではありません, 急いでいません, 急ぎません, 今ではありません, 不急, 不紧急, 不緊急, 现在没有, 没有发生, pas urgent, "
    "ce n'est pas urgent, pas maintenant, pas en ce moment",
    GateKind.AGE: "14세 미만, 만 14세 미만, 14살 미만, under 14, i am under 14, i'm under 14, i'm not, i am not, 14歳未満, 未满14岁, 14岁以下, 不满14岁, "
    "moins de 14 ans, j'ai moins de 14 ans, je ne le suis pas",
    GateKind.CONSENT: "동의하지 않습니다, 동의하지 않아요, 동의하지 않음, 동의하지 않겠습니다, 동의 안 합니다, 동의 안 해요, 동의 안 함, 동의안함, 동의 안해요, 동의 못 해요, "
    "동의 못 합니다, 동의 못해요, 원하지 않습니다, 원하지 않아요, 원치 않습니다, 비동의, 미동의, i disagree, disagree, i don't agree, i do not agree, "
    "i don't consent, i do not consent, i don't accept, i do not accept, no i don't agree, i'd rather not, 同意しません, 同意しない, 同意できません, 同意いたしません, "
    "同意したくありません, 不同意, 我不同意, 我不接受, 不接受, pas d'accord, je ne suis pas d'accord, je n'accepte pas, je ne consens pas, je suis pas d'accord, "
    "je ne veux pas, je préfère pas, je préfère ne pas",
    GateKind.SEND: "동의하지 않습니다, 동의 안 합니다, 동의 안 해요, i do not agree, i don't agree, 同意しません, 不同意, 我不同意, je ne suis pas d'accord, 보내지 마세요, 보내지 말아 주세요, 보내지 말아주세요, 보내지 않겠습니다, 안 보내요, 안 보냅니다, 보내지 마, don't send, don't send it, do not send, do not send it, "
    "not there, not to them, 送らないでください, 送信しないでください, 送りません, 送らない, 不要发送, 别发, 不发送, 不要发, 不發送, n'envoyez pas, ne l'envoyez pas, "
    "n'envoyez rien, pas là",
}
_MARKS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u20e3]")
_BETWEEN = re.compile(r"[\s,.!~…·。、，！;:\"'“”‘’()-]*")
_LETTER = re.compile(r"[^\W_]")

_LEADS_YES = "네, 예, 넵, 응, 네네, 맞아요, 맞습니다, 그렇습니다, yes, yeah, yep, yup, はい, ええ, うん, 是的, 是, 对, 對, 嗯, 有, 没错, 沒錯, oui, ouais"
_LEADS_NO = (
    "아니요, 아니오, 아뇨, 아닙니다, 아니에요, 없어요, 없습니다, no, nope, いいえ, いえ, 不, 不是, 没有, 沒有, non"
)
_LED = re.compile(r"[\s,.!~…。、，！;:]+")
_DOUBTS = re.compile(
    r"[?？]|하지만|그런데|근데|그렇지만|다만|만약|만일|으면|다면|라면|지만|는데|은데|던데|아마|혹시|글쎄|모르|인 것 같|인 듯|나요|까요|"
    r"\b(?:but|however|though|although|if|unless|until|maybe|perhaps|possibly|except|only|depends|guess|think|know|idea|clue|sure|doubt)\b|"
    r"けど|けれど|ですが|ますが|でも|しかし|ただ|もし|たら|なら|かも|たぶん|多分|おそらく|わから|分から|知り|でしょう|ですか|ますか|"
    r"但|不过|不過|可是|如果|要是|除非|可能|也许|也許|大概|好像|不知道|不清楚|不确定|吗|嗎|呢|"
    r"\b(?:mais|si|sauf|cependant|peut-être|sauf|seulement|sais|crois|pense|idée|sûr|sûre)\b"
)
"""What makes a yes or a no a doubtful one."""
_DENIES = re.compile(
    r"없|아니|아닙|아닌|않|못|안 |이제는|끝났|멈췄|그만뒀|\b(?:not|no|never|none|nothing|stopped|ended|over)\b|n't\b|いいえ|いえ、|違|ちが|ない|ません|もう|やめ|終わ|不|没|沒|已经|已經|停止|"
    r"\b(?:ne|n'\w+|pas|plus|jamais|aucun|aucune|rien|non|arrêté)\b"
)
_AFFIRMS = re.compile(
    r"(?:^|\s)(?:네|예|맞아요|맞습니다)(?:\s|$)|아직도|지금도|계속|여전히|\b(?:yes|still|always|continu\w*|keep|keeps)\b|はい|まだ|今も|ずっと|続|还|還|仍|一直|继续|"
    r"\b(?:oui|toujours|encore|continue\w*)\b"
)
_AFTER_NO = re.compile(
    r"[,.!;:。、，！]|\s+(?:i|we|they|he|she|it|not|never|nothing|more|longer|il|elle|ils|on|je|nous|c'est|ça|이제|더|전혀|그런|아무)\b"
)
_HAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def read_assent(text: str, gate: GateKind = GateKind.CONSENT) -> bool | None:
    """Whether typed words agree and say nothing else, or refuse and say nothing else; None for all others."""
    said = plain(_MARKS.sub("", text[: MOST + 1]))
    if not said or len(said) > MOST or "?" in said:
        return None
    return _whole(said, gate)


def read_fact(text: str, gate: GateKind = GateKind.FACT) -> bool | None:
    """Whether a question about what is so is answered yes or no; words may follow that do not take it back.

    `네, 지금도요` and `no, not any more` are answers; a condition, a doubt or words for the other side are none.
    """
    said = plain(_MARKS.sub("", text[: MOST + 1]))
    if not said or len(said) > MOST or "?" in said:
        return None
    if (whole := _whole(said, gate)) is not None:
        return whole
    for lead, means in _leads():
        if said.startswith(lead) and (after := said[len(lead) :]) and _LED.match(after):
            return means if _agrees(after, lead, means) else None
    return None


def _agrees(after: str, lead: str, means: bool) -> bool:
    """Whether the words after a yes or a no leave it as it is."""
    if _DOUBTS.search(after):
        return False
    if means:
        return not _DENIES.search(after)
    if (lead.isascii() or lead == "없어요") and not _AFTER_NO.match(after):
        return False  # "no idea", "no contract": the no belongs to the next word
    return not _AFFIRMS.search(after) or bool(_DENIES.search(after))


@cache
def _leads() -> tuple[tuple[str, bool], ...]:
    both = [(word, True) for word in _words(_LEADS_YES)] + [(word, False) for word in _words(_LEADS_NO)]
    return tuple(sorted(both, key=lambda one: -len(one[0])))


def _whole(said: str, gate: GateKind) -> bool | None:
    """What all of it says, taken word by word; None when there is anything else, or both, or nothing but politeness."""
    pattern, kinds = _vocabulary(gate)
    found: set[bool] = set()
    at = _end(_BETWEEN, said, 0)
    while at < len(said):
        word = pattern.match(said, at)
        if word is None:
            return None
        if (kind := kinds[word.group()]) is not None:
            found.add(kind)
        at = _end(_BETWEEN, said, word.end())
    return found.pop() if len(found) == 1 else None


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


@cache
def _vocabulary(gate: GateKind) -> tuple[re.Pattern[str], Mapping[str, bool | None]]:
    """A pattern for one word of this gate, the longest first, and what each means (None: politeness)."""
    kinds: dict[str, bool | None] = dict.fromkeys(_words(_POLITE))
    kinds |= dict.fromkeys(_words(_NO + ", " + _OWN_NO.get(gate, "")), False)
    kinds |= dict.fromkeys(_words(_YES + ", " + _OWN_YES.get(gate, "")), True)
    ordered = sorted(kinds, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) + _boundary(word) for word in ordered)), kinds


def _boundary(word: str) -> str:
    """Latin words end where they end; in Korean, Japanese and Chinese one word may follow another at once."""
    return r"(?![^\W_])" if re.search(r"[a-zà-ÿ]$", word) else ""


def _words(said: str) -> list[str]:
    return [word for each in said.split(",") if (word := plain(each))]


def words_of(gate: GateKind, yes: bool) -> frozenset[str]:
    """All words that alone say yes, or no, at this gate."""
    return frozenset(word for word, kind in _vocabulary(gate)[1].items() if kind is yes)
