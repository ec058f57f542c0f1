"""Korean readings of Chinese characters. Pure.

KS X 1001 lists its 4 888 Hanja by their reading, and one with several readings once under each: how many stand under
each reading, in order, is the whole table. Python's `euc_kr` knows which characters those are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, product

MOST = 32
"""Readings of one word that are looked at."""
_COUNTS = (
    "가29각11간24갈10감20갑6강24개20객2갱4갹1거17건12걸4검7겁3게3격7견11결6겸6"
    "경45계24고39곡7곤10골3공16곶1과12곽4관17괄4광13괘3괴9굉4교25구54국6군6굴4"
    "궁6권10궐5궤6귀6규15균7귤1극7근15글1금14급7긍4기64긴1길4김1끽1나15낙8난9날2"
    "남9납5낭7내6냉1녀1년3념4녕2노18녹6논1농7뇌6뇨1누8눈1눌1뉴2늑2늠1능6니2닉2다2"
    "단20달5담17답5당11대16댁1덕2도40독10돈10돌2동17두11둔6득1등9라10락8란9랄2"
    "람10랍3랑8래4랭1략2량13려18력7련12렬6렴5렵1령18례5로18록7론1롱7뢰8료12룡1"
    "루13류14륙3륜6률4륭1륵2름1릉6리26린9림5립4마8막6만19말7망12매14맥5맹6멱2"
    "면11멸2명15몌1모24목7몰2몽3묘12무22묵2문12물3미19민13밀3박19반25발11방28"
    "배20백8번10벌4범9법2벽11변7별4병17보16복17본1볼1봉16부43북1분19불5붕6비43"
    "빈14빙4사60삭4산12살5삼8삽4상31새3색5생5서30석15선32설13섬8섭4성18세9소37"
    "속9손6솔1송8쇄5쇠2수61숙12순27술4숭3슬3습5승10시28식15신24실4심10십3쌍1씨1"
    "아18악14안10알4암8압4앙7애11액7앵4야11약9양31어10억5언6얼2엄6업2엔1여24"
    "역13연43열10염15엽4영40예24오30옥5온6올1옹9와8완18왈1왕5왜4외5요38욕6용24"
    "우32욱9운13울3웅2원27월3위25유56육7윤13율5융5은7을1음6읍3응4의19이38익8"
    "인24일9임11입5잉4자26작13잔5잠6잡1장37재17쟁4저28적25전41절8점9접3정55"
    "제23조46족4존2졸3종17좌5죄1주40죽2준19줄1중4즉1즐1즙3증11지34직5진35질15"
    "짐2집7징3차15착7찬15찰5참10창22채12책4처4척15천19철10첨10첩10청8체10초27"
    "촉6촌4총10촬1최3추23축12춘3출3충6췌4취14측5층1치24칙3친1칠3침9칩1칭2쾌1타14"
    "탁16탄10탈2탐4탑3탕5태14택3탱1터1토4통7퇴6투6특2틈1파16판9팔3패11팽4퍅1편10"
    "폄1평5폐10포28폭6표14품2풍5피7필10핍2하14학5한14할2함12합7항17해18핵2행5"
    "향9허4헌4헐1험2혁4현21혈4혐1협12형20혜9호41혹3혼6홀3홍10화14확6환17활5황24"
    "회20획2횡3효13후13훈10훙1훤4훼3휘8휴5휼3흉5흑1흔4흘4흠3흡4흥1희20힐1"
)


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Hanja -> its readings in Hangul, one syllable each."""
    found: dict[str, list[str]] = defaultdict(list)
    characters = _characters()
    for reading, count in re.findall(r"([가-힣])(\d+)", _COUNTS):
        for each in islice(characters, int(count)):
            found[unicodedata.normalize("NFKC", each)].append(reading)
    return {each: tuple(dict.fromkeys(said)) for each, said in found.items()}


def _characters() -> Iterator[str]:
    for row, cell in product(range(0xCA, 0xFE), range(0xA1, 0xFF)):
        yield bytes((row, cell)).decode("euc_kr")


def in_hangul(text: str) -> frozenset[str]:
    """`text` with its Hanja read in Korean, in every way there is (at most `MOST`); unknown ones become spaces."""
    known = readings()
    said = (known.get(each, (" ",)) if _is_han(each) else (each,) for each in text)
    return frozenset("".join(each) for each in islice(product(*said), MOST))


def has_han(text: str) -> bool:
    """Whether there are Chinese characters in it."""
    return any(map(_is_han, text))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"
