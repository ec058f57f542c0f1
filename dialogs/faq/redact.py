"""What may be kept of a question that somebody typed, for the editors: best effort, and short. Pure."""

from __future__ import annotations

import re
import unicodedata

_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_ADDRESS = re.compile(r"(?:\w+://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|kr|jp|cn|fr|io)\b\S*", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d[\d\s().,/:~·_–—-]{2,}\d|\d{3,}|[〇零一二三四五六七八九]{5,}|[공영일이삼사오육칠팔구]{7,}")
_HANDLE = re.compile(r"(?<!\w)@\w{3,}")
_FIRM = re.compile(
    r"(?:\(주\)|㈜|주식회사|株式会社|有限会社)\s*\S{1,20}|\S{1,20}?(?:주식회사|㈜|\(주\)|株式会社|有限公司)"
    r"|(?:[A-Z][\w&.-]*\s){1,3}(?:Co|Corp|Inc|Ltd|LLC|SARL|SAS|GmbH|KK)\b(?:[.,\s]+(?:Ltd|Inc)\b)?\.?"
    r"|\S+\s+(?i:Co\.?,?\s*Ltd|Inc|Corp|GmbH|SARL)\b\.?"
)
_TOLD = re.compile(
    r"((?:제|내)?\s?이름은|저는|나는)\s?[가-힣]{2,4}(?=입니다|이에요|예요|이라고|라고)|()[가-힣]{2,4}(?=(?:이?라고)\s?합니다)"
    r"|((?i:my name is|i am called|je m[’']appelle))\s+[\w'’-]+(?:\s+[A-ZÀ-Ý][\w'’-]+)?"
    r"|(我叫|我的名字是|私の名前は)[\w]{2,4}|()[\u4e00-\u9fff\u30a0-\u30ff]{2,8}(?=と申します)"
)
"""How people say their own name; a group keeps what stands before it."""
_PERSON = re.compile(
    r"(?<![가-힣])[가-힣]{2,4}(?=\s?(?:씨|님|대표|사장|이사|부장|과장|차장|대리|팀장|교수|소장|연구원)(?![가-힣]{2}))"
    r"|[\u4e00-\u9fff\u30a0-\u30ff]{1,8}(?=さん|氏|様|先生|女士|经理|总经理)"
    r"|(?:\b(?:Mr|Mrs|Ms|Dr|Mme|M|Monsieur|Madame)\b\.?\s+)[A-ZÀ-Ý][\w'À-ÿ-]+(?:\s+[A-ZÀ-Ý][\w'À-ÿ-]+)?"
    r"|(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][a-zà-ÿ'-]+ [A-ZÀ-Ý][a-zà-ÿ'-]+"
)


def redact(text: str) -> str:
    """`text` without what may point at somebody: mail, addresses, numbers, firms and, as far as seen, names.

    At most 200 characters are kept. Best effort: what is kept of questions is for editors only.
    """
    kept = unicodedata.normalize("NFKC", text)[:1000]
    kept = _TOLD.sub(lambda found: f"{found[found.lastindex or 0]} [name]".strip(), kept)
    for pattern, mark in ((_MAIL, "[mail]"), (_ADDRESS, "[link]"), (_HANDLE, "[name]"), (_FIRM, "[firm]"),
                          (_PERSON, "[name]"), (_NUMBER, "[number]")):  # fmt: skip
        kept = pattern.sub(mark, kept)
    return " ".join(kept.split())[:200]
