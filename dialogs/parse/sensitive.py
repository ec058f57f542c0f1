"""Secret documents: what is not to be kept without a warning."""

from __future__ import annotations

import re

LONG = 600
"""Characters from which a pasted text may be a document rather than an answer."""

_STAMP = re.compile(
    r"(?im)^\W*(?:대외비|극비|비밀|[1-3ⅠⅡⅢ]급 ?비밀|사내 ?한정|영업비밀|기밀|"
    r"(?:strictly |company )?confidential|top secret|trade secret|proprietary(?: and confidential| information)?|"
    r"internal use only|do not distribute|社外秘|極秘|秘密|機密|部外秘|机密|绝密|秘密文件|内部资料|保密|"
    r"(?:strictement )?confidentiel(?:le)?|secret (?:industriel|des affaires|professionnel)|diffusion restreinte)\W*$"
)
_DRAWING = re.compile(
    r"(?i)\b(?:dwg|drawing|drw)\.? ?no\b|\bscale\b|\btolerance|\bpart no\b|\brev\. ?[a-z0-9]\b|\bbom\b|"
    r"도면 ?번호|도번|척도|공차|부품 ?번호|"
    r"図番|図面番号|尺度|公差|部品番号|图号|比例|零件号|plan n[°o]|échelle|tolérance|[ø⌀]\s?\d|±\s?\d"
)
_RECIPE = re.compile(
    r"(?i)\d\s?(?:℃|°c|wt ?%|vol ?%|mol ?%|rpm|kpa|mpa|mtorr|sccm|ppm|mbar|mm/s|nm\b|μm|µm|분간|시간 교반|phr\b)|"
    r"배합비|배합표|공정 ?조건|레시피|\brecipe\b|formulation|処方|配合比|配方|工艺参数|工艺条件|formule|recette"
)
_CODE = re.compile(
    r"(?:[;{}]\s*$|^\s*(?:def |class |import |from \w+ import|#include|public |private |function |return |for ?\("
    r"|if ?\(|SELECT |CREATE |</?\w+>|//|var |let |const ))"
)


def looks_like_secret_document(text: str) -> bool:
    """Whether it looks like a secret document pasted whole: a stamp, a drawing list, a recipe or code.

    A guess for a warning, made only of texts of `LONG` characters and more; a told story that speaks
    of secrets is none, for a stamp counts only where it stands on a line of its own.
    """
    if len(text) < LONG:
        return False
    lines = text.splitlines()
    code = sum(1 for line in lines if _CODE.search(line))
    return (
        _STAMP.search(text) is not None
        or code >= 8
        or len(_DRAWING.findall(text)) >= 4
        or len(_RECIPE.findall(text)) >= 6
    )
