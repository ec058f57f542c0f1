"""The number of an option, and of several, as people type them."""

from __future__ import annotations

import pytest

from dialogs.parse import read_index, read_indices


@pytest.mark.parametrize(
    "typed",
    [
        "3",
        "３",
        "③",
        "3번",
        "3번이요",
        "3 번",
        "no. 3",
        "No 3",
        "3)",
        "(3)",
        "3.",
        "#3",
        "第3",
        "3番",
        "三番",
        "第三",
        "3号",
        "n° 3",
        "nº 3",
        "numéro 3",
        "option 3",
        "세 번째",
        "3번째",
        "3️⃣",
        "the third one",
        "le troisième",
        "셋째",
        *(
            "3번으로",
            "3번인 것 같아요",
            "3번 같아요",
            "세 번째요",
            "세번째꺼요",
            "삼번",
            "3번으로 할게요",
            "저는 3번이요",
        ),
        *(
            "number three",
            "the third",
            "I'd say number 3",
            "3 please",
            "3番でお願いします",
            "三番目",
            "3番にします",
            "三つ目",
        ),
        *(
            "3、",
            "选3",
            "我选第三个",
            "第三项",
            "选三",
            "le 3",
            "le troisième choix",
            "je choisis le 3",
            "le n° 3 s'il vous plaît",
        ),
    ],
)
def test_the_number_of_an_option_is_read_as_people_type_it(typed: str) -> None:
    assert read_index(typed) == 3


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "2025",
        "3억",
        "3년 전",
        "-3",
        "3.5",
        "three little words",
        "1, 2",
        "삼",
        "1번 아니면 2번",
        "three",
        "no",
        "un",
    ],
)
def test_other_words_are_no_option_number(typed: str) -> None:
    assert read_index(typed) is None


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1, 3", (1, 3)),
        ("1 3", (1, 3)),
        ("1번과 3번", (1, 3)),
        ("1 and 3", (1, 3)),
        ("1 et 3", (1, 3)),
        ("1、3", (1, 3)),
        ("①③", (1, 3)),
        ("1-3", (1, 2, 3)),
        ("1~3", (1, 2, 3)),
        ("1부터 3까지", (1, 2, 3)),
        ("1번하고 3번", (1, 3)),
        ("1번이랑 3번이요", (1, 3)),
        ("1.3", (1, 3)),
        ("1·3", (1, 3)),
        ("１，３", (1, 3)),
        ("1と3", (1, 3)),
        ("1和3", (1, 3)),
        ("1 ; 3", (1, 3)),
        ("1, 2 et 3", (1, 2, 3)),
        ("13", (13,)),
        ("1 or 3", None),
        ("1번 말고 3번", None),
        ("2", (2,)),
        ("1, 1, 2", (1, 2)),
        ("3-1", None),
        ("1, two of them", None),
        ("", None),
    ],
)
def test_several_option_numbers_are_read_together(typed: str, numbers: tuple[int, ...] | None) -> None:
    assert read_indices(typed) == numbers
