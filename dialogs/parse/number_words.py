"""What people write beside a number that says which kind of number it is, in five languages."""

from __future__ import annotations

import re

BEFORE, AFTER = 32, 12
"""Signs before and after a number in which its name is looked for."""

_NAMED = r"(?:\s*(?:번호|코드|넘버|no\.?|nr\.?|n°|number|code|numéro|番号|コード|号码|號碼|编号|編號|号|#))?"
_IS = r"\s*(?:는|은|이|가|is|est|は|が|是|为|為)?[\s:=#(\[\"'“‘「-]*$"

_OTHER = "|".join((
    r"바코드|제품|상품|품목|품번|모델|부품|자재|시리얼|일련|기기|장치|장비|설비|단말기?|발주|주문|송장|운송장|계산서|견적서?|전표|사건|접수|관리|"
    r"기타\s*번호|출원|특허|등록특허|실용신안|디자인|상표|계좌|통장|은행|입금|법인(?:\s*등록)?|사업자(?:\s*등록)?|도면|계약|문서|인증서|허가",
    r"\b(?:other (?:no\.?|number)|bar ?code|ean|jan|gtin|upc|isbn|imei|meid|s/?n|serial|device|model|product|item|part|sku|asset|machine|purchase|order|"
    r"p\.?o|invoice|tracking|shipment|case|docket|application|patent|trademark|design|account|acct|iban|bank|compan(?:y|ies)|corporat(?:e|ion)|"
    r"corporate registration|business|registration of the company|contract|drawing|document)",
    r"その他の?番号|バーコード|商品|製品|品番|型番|部品|製造|シリアル|機器|装置|端末|注文|発注|受注|請求書|送り状|伝票|事件|受付|出願|特許|口座|銀行|法人(?:登録)?|図面|契約",
    r"其[他它](?:编号|编號|号码|號碼|编号)|条形码|条码|條碼|产品|產品|商品|货号|料号|型号|序列|设备|設備|机器|订单|訂單|采购|发票|發票|运单|案|案件|申请|申請|专利|專利|账|帐|帳|"
    r"账户|帐户|银行|銀行|统一社会信用|法人(?:登记)?|工商(?:注册)?|图纸|合同",
    r"\b(?:autre (?:n°|numéro)|code[- ]barres|produit|article|pièce|série|appareil|machine|modèle|commande|facture|colis|suivi|dossier|demande|dépôt|brevet|marque|"
    r"compte|banque|rib|siren|siret|société|entreprise|contrat|plan)",
))  # fmt: skip
OTHER = re.compile(rf"(?i)(?:{_OTHER}){_NAMED}{_IS}")
"""Ends the words before a number that is nobody's own: of goods, orders, cases, accounts, companies."""

CALLED = {"ko": "기타번호", "en": "other no.", "ja": "その他番号", "zh": "其他编号", "fr": "autre n°"}
"""Says of any number, by language, that it is nobody's own."""
PERSON = re.compile(
    r"(?i)주민|주번|민증|신분증|외국인\s*등록|거소신고|생년월일|뒷\s?자리|\brrn\b|resident|registration no|identity|\bid (?:card|no|number)\b|"
    r"date of birth|\bdob\b|身分|身份|住民登録|外国人登録|在留|生年月日|出生|居民|登录证|identité|résident|date de naissance|n[ée]e? le"
)
"""Says that a number is somebody's own."""
CARD = re.compile(r"(?i)카드|비자|마스터|\bcard|\bvisa|master\s?card|\bamex\b|カード|信用卡|银行卡|\bcarte")
LICENCE = re.compile(
    r"(?i)(?:운전\s*면허증?|면허증|면허(?=\s*번호)|driver[’']?s?[’']? licen[cs]e|driving licen[cs]e|運転免許証?|免許証|驾照|駕照|驾驶证|駕駛執照|"
    r"permis de conduire)"
)
LICENCE_BEFORE = re.compile(LICENCE.pattern + _NAMED + _IS)
"""Ends the words before the number of a driving licence."""
PASSPORT = re.compile(r"(?i)(?:여권|passport|旅券|パスポート|护照|護照|passeport)")
PASSPORT_BEFORE = re.compile(PASSPORT.pattern + _NAMED + _IS)
JAPANESE = re.compile(
    r"(?i)마이\s*넘버|개인\s*번호|my\s?number|individual number|マイナンバー|個人番号|个人编号|個人編號"
)
TAIWANESE = re.compile(PERSON.pattern + r"|統一(?:證號|編號)|统一(?:证号|编号)")
FRENCH = re.compile(
    r"(?i)\bnir\b|s[ée]curit[ée] sociale|num[ée]ro de s[ée]cu\b|\binsee\b|carte vitale|프랑스 사회\s*보장|フランス社会保障|法国社保"
)
AMERICAN = re.compile(
    r"(?i)\bssn\b|social security|사회\s*보장\s*번호|社会保障番号|社会安全号|社安号|sécurité sociale américain"
)
MONEY = re.compile(r"(?i)(?:[만억]?원|[만억](?![가-힣])|won\b|krw|usd|eur\b|円|元|€|¥|\$)")
"""What follows a sum at once."""
