"""The words for days, weeks, months, years and seasons in five languages: tables only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs.parse.numbers import COUNT


def _offsets(rows: Mapping[int, str]) -> dict[str, int]:
    return {word.strip(): offset for offset, words in rows.items() for word in words.split(",")}


def _any(words: Mapping[str, int]) -> str:
    """A pattern for any of the words, longest first; Latin ones end and begin at a word boundary."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in ordered)


DAYS = _offsets(
    {
        0: "오늘, 방금, today, just now, right now, this morning, aujourd'hui, ce matin, "
        "今日, きょう, 本日, 今朝, 今天, 今早",
        -1: "어제, 어저께, 어젯밤, yesterday, last night, hier, hier soir, 昨日, きのう, 昨夜, 昨晩, 昨天, 昨晚",
        -2: "그저께, 그제, the day before yesterday, avant-hier, avant hier, 一昨日, おととい, 前天",
        -3: "그끄저께, 그끄제, 大前天, さきおととい",
    }
)
WEEKS = _offsets(
    {
        0: "이번 주, 이번주, 금주, this week, cette semaine, 今週, 这周, 这个星期, 这星期, 本周, 這週, 這個星期, 本週",
        -1: "지난주, 지난 주, 저번 주, 저번주, last week, semaine dernière, semaine passée, 先週, "
        "上周, 上星期, 上个星期, 上礼拜, 上个礼拜, 上週, 上個星期, 上禮拜",
        -2: "지지난주, 지지난 주, 저저번 주, the week before last, week before last, "
        "先々週, 上上周, 上上个星期, 上上週",
    }
)
MONTHS = _offsets(
    {
        0: "이번 달, 이번달, 이달, this month, ce mois-ci, ce mois, 今月, 本月, 这个月, 這個月",
        -1: "지난달, 지난 달, 저번 달, 저번달, last month, mois dernier, mois passé, 先月, 上个月, 上月, 上個月",
        -2: "지지난달, 지지난 달, 저저번 달, the month before last, month before last, 先々月, 上上个月, 上上個月",
    }
)
YEARS = _offsets(
    {
        0: "올해, 금년, 이번 해, this year, cette année, 今年, 本年",
        -1: "작년, 지난해, 지난 해, 전년도, 전년, last year, année dernière, année passée, an dernier, an passé, 去年, 昨年",
        -2: "재작년, 지지난해, 그러께, the year before last, year before last, avant-dernière année, "
        "一昨年, おととし, 前年",
        -3: "재재작년, 大前年",
    }
)
KOREAN_DAYS = _offsets(
    {
        1: "하루", 2: "이틀", 3: "사흘", 4: "나흘", 5: "닷새", 6: "엿새", 7: "이레", 8: "여드레", 9: "아흐레",
        10: "열흘", 15: "보름",
    }
)  # fmt: skip
MONTH_NAMES = _offsets(
    {
        1: "january, jan, janvier, janv", 2: "february, feb, février, fevrier, févr, fév", 3: "march, mar, mars",
        4: "april, apr, avril, avr", 5: "may, mai", 6: "june, jun, juin", 7: "july, jul, juillet, juil",
        8: "august, aug, août, aout", 9: "september, sept, sep, septembre", 10: "october, oct, octobre",
        11: "november, nov, novembre", 12: "december, dec, décembre, decembre, déc",
    }
)  # fmt: skip
HAN_MONTHS = _offsets(
    {
        1: "一月, 正月, 일월", 2: "二月, 이월", 3: "三月, 삼월", 4: "四月, 사월", 5: "五月, 오월",
        6: "六月, 유월, 육월", 7: "七月, 칠월", 8: "八月, 팔월", 9: "九月, 구월", 10: "十月, 시월, 십월",
        11: "十一月, 십일월", 12: "十二月, 십이월",
    }
)  # fmt: skip
WEEKDAYS = {
    word: day
    for day, words in enumerate(
        (
            "월요일 月曜日 月曜 monday lundi 周一 星期一 礼拜一",
            "화요일 火曜日 火曜 tuesday mardi 周二 星期二 礼拜二",
            "수요일 水曜日 水曜 wednesday mercredi 周三 星期三 礼拜三",
            "목요일 木曜日 木曜 thursday jeudi 周四 星期四 礼拜四",
            "금요일 金曜日 金曜 friday vendredi 周五 星期五 礼拜五",
            "토요일 土曜日 土曜 saturday samedi 周六 星期六 礼拜六",
            "일요일 日曜日 日曜 sunday dimanche 周日 星期日 礼拜日 周天 星期天 礼拜天",
        )
    )
    for word in words.split(" ")
}
SEASONS = _offsets(
    {
        3: "봄, spring, printemps, 春", 6: "여름, summer, été, 夏", 9: "가을, autumn, fall, automne, 秋",
        12: "겨울, winter, hiver, 冬",
    }
)  # fmt: skip
"""Season -> its first month in Korea."""

DAY = re.compile(_any(DAYS))
WEEK = re.compile(_any(WEEKS))
WEEKDAY = re.compile(_any(WEEKDAYS))
MONTH = re.compile(
    rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th|er)? (?:of |du |le |the )?)?(?P<month>{_any(MONTHS)})"
    r"(?:\s?의?の?\s?(?P<after>\d{1,2}) ?[일日号號]| (?:on )?(?:the |le )(?P<then>\d{1,2})(?:st|nd|rd|th)?\b)?"
)
YEAR = re.compile(
    rf"(?P<word>{_any(YEARS)})|올(?=\s?(?:\d|봄|여름|가을|겨울|초))|\bthis (?=spring|summer|autumn|fall|march)"
)
NAMED_MONTH = re.compile(
    r"(?P<last>\blast )?(?:\b(?P<before>\d{1,2})(?:st|nd|rd|th|er)? ?(?:of |de )?)?"
    rf"\b(?P<name>(?!may\b)(?:{_any(MONTH_NAMES)})"
    r"|(?:(?<=\d )|(?<=in )|(?<=last )|(?<=of )|^)may|may(?=,? (?:of )?[\d\0]|$))\b\.?"  # not the verb
    r"(?:,? (?:the )?(?P<after>\d{1,2})(?:st|nd|rd|th)?\b(?! ?:))?(?P<dernier> (?:dernier|passé))?"
)
COUNTED_MONTH = re.compile(
    r"(?P<last>지난 ?|去る)?"
    rf"(?:(?<!\d)(?P<digits>1[0-2]|0?[1-9]) ?[월月]|(?<![가-힣一-十])(?P<han>{_any(HAN_MONTHS)}))(?: ?달(?=에|[ .,]|$))?"
    rf"(?:\s?の?(?P<after>{COUNT}) ?[일日号號])?"
)
LAST_SEASON = re.compile(
    rf"\blast (?P<en>{_any(SEASONS)})|(?P<fr>{_any(SEASONS)}) (?:dernier|passé)|지난 ?(?P<ko>{_any(SEASONS)})"
)
THIS_SEASON = re.compile(rf"(?:올 ?|\bthis |\bcet? |この|今年?の?)(?P<season>{_any(SEASONS)})")
FRENCH_WEEKDAYS = {
    "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi", "sam": "samedi", "dim": "dimanche",
}  # fmt: skip
SHORT_WEEKDAY = re.compile(rf"\b({'|'.join(FRENCH_WEEKDAYS)})\.?,? (?=\d{{1,2}}(?:er)? (?:{_any(MONTH_NAMES)}))")
"""A weekday cut short in French, before a day of a month: `mar.` is no March there."""
SHORT_YEAR = re.compile(rf"({_any(MONTH_NAMES)})\.? ?['‘’`](\d\d)(?!\d)")
DAY_OF_MONTH = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th|er)? ?(?:of |de )?(?:{_any(MONTH_NAMES)})|(?:{_any(MONTH_NAMES)})\.? (?:the )?\d{{1,2}}(?!\d)"
    r"|[월月] ?\d{1,2} ?[일日号號]"
)
"""A day within a month, which a weekday beside it only repeats."""
UNNAMED_ERA = re.compile(r"(?<!\d)1[01]\d ?年(?!前|間|间|以前|来)")
"""113年: a year of the Republic, or 113 years."""
_HALF = r" ?반| ?半| et demie?| and a half"
AGO = re.compile(
    rf"(?<![\d가-힣])(?P<ko>{COUNT}) ?(?P<ko_unit>일|주일|주간|주|달|개월|년|해)(?P<ko_half>{_HALF})?"
    r" ?(?:쯤|정도|여|가량)? ?전"
    rf"|\b(?P<en>{COUNT}) (?P<en_unit>days?|weeks?|months?|years?)(?P<en_half>{_HALF})? ago"
    rf"|\b(?:il y a|depuis)(?: environ| à peu près| plus de)? (?P<fr>{COUNT})"
    rf" (?P<fr_unit>jours?|semaines?|mois|ans?|années?)(?P<fr_half>{_HALF})?"
    rf"|(?<!\d)(?P<han>{COUNT}) ?(?P<han_unit>[个個かヶケカヵ箇]月|日|天|週間|[个個]?星期|[个個]?礼拜|周|週|年)"
    rf"(?P<han_half>{_HALF})?(?:間|多|左右|くらい|ぐらい|ほど)?(?:以|之)?前"
)
DAYS_AGO = re.compile(rf"(?P<days>{_any(KOREAN_DAYS)}) ?전")
HALF_YEAR = re.compile(r"반년 ?(?:쯤|정도)? ?전|\bhalf a year ago|半年(?:多|左右|くらい|ぐらい|ほど)?(?:之|以)?前")
NOW = re.compile(r"지금|현재|아직|\bnow\b|\bstill\b|ongoing|maintenant|en cours|actuellement|現在|今も|现在|目前|还在")
UNITS: Mapping[str, str] = {
    word: unit
    for unit, words in {
        "day": "일 日 天 day days jour jours",
        "week": "주 주일 주간 週間 周 週 星期 个星期 個星期 礼拜 个礼拜 week weeks semaine semaines",
        "month": "달 개월 个月 個月 か月 ヶ月 ケ月 カ月 ヵ月 箇月 month months mois",
        "year": "년 해 年 year years an ans année années",
    }.items()
    for word in words.split()
}
COMING = re.compile(
    r"내일|모레|글피|다음 ?주|다음 ?달|내년|\btomorrow\b|\bnext (?:week|month|year|spring|summer|autumn|fall|winter)\b"
    r"|\bdemain\b|\b(?:semaine|mois|année|an) (?:prochaine?|qui vient)\b|明日|明後日|来週|来月|来年|明天|后天|後天"
    r"|下周|下週|下个月|下個月|下星期|明年"
    rf"|(?<![\d가-힣]){COUNT} ?(?:일|주|주일|달|개월|년) ?(?:후(?!반)|뒤)"
    rf"|\b(?:in|dans) {COUNT} (?:days?|weeks?|months?|years?|jours?|semaines?|mois|ans?)\b"
    rf"|(?<!\d){COUNT}(?:日|天|[个個かヶケカ]月|週間|周|週|年)(?:之|以)?[后後]"
)
VAGUE = re.compile(
    "엊그제|며칠|몇|음력|\\(음\\)|旧暦|旧历|舊曆|陰暦|农历|農曆|阴历|陰曆|\\blunar\\b|calendrier lunaire|the other day|\\d\\d년대|\\d\\ds\\b|年代|\\bannées \\d|평성|소화|레이와|헤이세이|쇼와|단기|불기|heisei|showa|reiwa|hijri"
)
BETWEEN = re.compile(
    r"\d ?[,·] ?\d ?(?:년|달|개월|주|일) ?전|(?:두세|두서너|서너|너댓|네댓|대여섯|이삼|삼사|사오) ?(?:년|해|달|개월|주|일|날) ?전|"
    r"(?<![十百])[一二两兩三四五六七八九][二三四五六七八九][个個]?(?:月|天|日|年|周|週|星期|礼拜)(?:间|間)?(?:以|之)?前|"
    r"[\d월月년年일日] ?(?:~|〜|∼|–|—|에서|부터|から|到|至) ?(?:약 ?)?\d|\bbetween .+ and |\bentre .+ et "
    r"|\bfrom .+ (?:to|until) |\b(?:du|de) .+ (?:au|à) .*\d| 사이|之间|之間|の間"
)
