"""What a person can do in the conversation, one sentence a test, on the real questionnaire and content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.effects import Amend, Copy, Forget, Note, Tell, Withdraw
from dialogs.events import Chose, Edited, Heard, Said, Started
from dialogs.handlers import faq
from dialogs.questions import Answer, State
from tests.dialogs.person import Person, book
from tests.dialogs.stories import STORIES, tell

SUBCONTRACT = "subcontractors_drawings"


def at(question: str, story: str = SUBCONTRACT, language: str = "en") -> Person:
    """The story as far as the point where `question` is open for the first time."""
    for upto in range(len(STORIES[story][1])):
        person = tell(story, language, upto)
        if person.session.form.asking == question:
            return person
    raise AssertionError(f"{story} never asks {question}")


def at_review(language: str = "en") -> Person:
    lines = STORIES[SUBCONTRACT][1]
    return tell(SUBCONTRACT, language, lines.index("!review:add"))


def sent(language: str = "en") -> Person:
    return tell(SUBCONTRACT, language)


def said(person: Person) -> str:
    return "\n".join(part.text for reply in person.told for letter in person.letters(reply) for part in letter.parts)


def kinds(person: Person) -> list[str]:
    return [reply.kind for reply in person.told]


@pytest.mark.parametrize("typed", ["1", "１", "Orders work from us", "client", "CLIENT!", "일을 맡긴 회사(원청)"])
def test_a_choice_is_taken_by_number_label_word_and_in_another_language(typed: str) -> None:
    person = at("relationship")
    person.types(typed)
    assert person.session.form.answers["relationship"].value == "principal_contractor"


def test_free_words_are_taken_for_a_choice_and_said_back() -> None:
    person = at("relationship")
    person.types("It was our main contractor, they order parts from us")
    assert person.session.form.answers["relationship"].value == "principal_contractor"
    assert "Orders work from us" in said(person)


def test_words_that_match_nothing_are_kept_and_the_question_is_put_again() -> None:
    person = at("relationship")
    person.types("someone with a red car, I think")
    assert "relationship" not in person.session.form.answers
    assert any("red car" in remark for remark in person.session.draft.remarks)
    assert kinds(person)[-1] == "question"


def test_a_denial_does_not_pick_what_it_denies() -> None:
    person = at("contract")
    person.types("there was no nda")
    assert person.session.form.picked == ()


def test_not_knowing_and_skipping_are_kept_apart_from_empty() -> None:
    person = at("counterpart_name")
    person.types("I don't know")
    assert person.session.form.answers["counterpart_name"].state is State.UNKNOWN
    other = at("counterpart_name")
    other.presses("nav:skip")
    assert other.session.form.answers["counterpart_name"].state is State.SKIPPED
    assert "victim_size" not in other.session.form.answers


def test_an_identity_number_is_blacked_out_and_the_rest_is_the_answer() -> None:
    person = at("counterpart_name")
    person.types("홍길동 900101-1234567")
    assert "900101" not in repr(person.session)
    assert person.told[0].erase
    assert person.session.form.answers["counterpart_name"].value == "홍길동 ■■■"
    assert "law forbids" in said(person)


def test_a_number_in_the_name_of_a_file_is_blacked_out_and_said_to_be() -> None:
    person = at("counterpart_name")
    person.sends("scan 900101-1234567.pdf")
    assert person.told[0].erase
    assert "looked like an identity number" in said(person)
    assert [file.name for file in person.session.draft.files] == ["scan ■■■.pdf"]


def test_nothing_but_a_number_is_no_answer() -> None:
    person = at("counterpart_name")
    person.types("900101-1234567")
    assert "900101" not in repr(person.session)
    assert person.session.form.asking == "counterpart_name"
    assert "counterpart_name" not in person.session.form.answers
    assert [each.kind for each in person.told] == ["aside", "question"]


def test_a_pasted_secret_is_held_until_its_owner_decides() -> None:
    secret = "대외비\n" + "\n".join(f"공정 {n}: 온도 {n * 10}도, 압력 {n}bar, 첨가제 {n}%" for n in range(200))
    person = at("counterpart_name")
    person.types(secret[:280])
    person = tell(SUBCONTRACT, "en", 4)
    assert person.session.form.asking == "story"
    person.types(secret)
    assert "story" not in person.session.form.answers
    assert "weaken" in said(person)
    person.presses("keep:drop")
    assert person.session.waiting is None
    assert not person.session.form.anew
    assert "첨가제" not in repr(person.session)


def test_several_messages_are_one_story() -> None:
    person = at("story")
    person.types("They asked for our drawings in March.")
    person.types("In May a rival delivered the part.")
    person.presses("nav:done")
    assert person.session.form.answers["story"].value == (
        "They asked for our drawings in March.\nIn May a rival delivered the part."
    )


@pytest.mark.parametrize(
    ("typed", "won"), [("3억 5천만원", 350_000_000), ("350,000,000", 350_000_000), ("약 2억", 200_000_000)]
)
def test_money_is_read_as_people_write_it(typed: str, won: int) -> None:
    person = at_review()
    person.presses("review:add")
    person.presses("edit:damage_krw")
    person.types(typed)
    assert person.session.form.answers["damage_krw"].value == won
    assert person.session.stage == "review"


@pytest.mark.parametrize("typed", ["100 dollars", "soon", "1~2억", "-5"])
def test_a_sum_that_is_none_is_asked_again_with_an_example(typed: str) -> None:
    person = at_review()
    person.presses("review:add")
    person.presses("edit:damage_krw")
    person.types(typed)
    assert "damage_krw" not in person.session.form.answers
    assert person.session.form.asking == "damage_krw"


@pytest.mark.parametrize(("typed", "day"), [("작년 3월", "2025-03"), ("2025-03", "2025-03"), ("March 2025", "2025-03")])
def test_dates_are_read_as_people_write_them(typed: str, day: str) -> None:
    person = at("act_date")
    person.types(typed)
    assert person.session.form.answers["act_date"].value == day


def test_a_date_to_come_is_refused_with_a_reason() -> None:
    person = at("act_date")
    person.types("2031-01-01")
    assert "act_date" not in person.session.form.answers
    assert "still to come" in said(person)


def test_a_wrong_business_number_is_refused_by_its_check_digit() -> None:
    person = at_review()
    person.presses("review:add")
    person.presses("edit:business_number")
    person.types("123-45-67890")
    assert "business_number" not in person.session.form.answers
    person.types("124-81-00998")
    assert person.session.form.answers["business_number"].state is State.GIVEN


def test_back_loses_nothing() -> None:
    person = at("overseas")
    before = dict(person.session.form.answers)
    for _ in range(3):
        person.presses("nav:back")
    assert dict(person.session.form.answers) == before
    assert person.session.form.asking == "contract"
    assert set(person.session.form.picked) == {"subcontract", "nda"}


def test_an_old_button_is_answered_kindly_and_changes_nothing() -> None:
    person = at("overseas")
    before = person.session
    person.does(Chose(person.at, 3, "relationship:platform"), "")
    assert person.session == replace(before, turn=before.turn + 1, asked=before.turn + 1)
    assert "earlier message" in said(person)
    assert kinds(person)[-1] == "question"


def test_an_old_confirmation_throws_nothing_away() -> None:
    person = at("overseas")
    person.types("/cancel")
    turn = person.session.turn
    person.presses("nav:open")
    person.does(Chose(person.at, turn, "confirm:cancel"), "")
    assert person.session.form.answers
    assert not any(isinstance(effect, Forget) for effect in person.effects)


def test_cancelling_is_asked_twice_and_destroys_the_key_of_the_draft() -> None:
    person = at("overseas")
    person.types("취소")
    person.presses("confirm:cancel")
    assert person.effects[-1] == Forget()
    assert not person.session.form.answers


def test_the_language_changes_at_any_point_and_answers_stay() -> None:
    person = at("overseas")
    person.types("Français")
    assert person.session.language == "fr"
    assert person.session.form.asking == "overseas"
    assert "relationship" in person.session.form.answers


@pytest.mark.parametrize("aside", ["/help", "/status", "why", "/foo", "익명으로 신고할 수 있나요?"])
def test_a_side_question_never_costs_the_place(aside: str) -> None:
    person = at("overseas")
    answers = dict(person.session.form.answers)
    person.types(aside)
    assert person.session.form.asking == "overseas"
    assert dict(person.session.form.answers) == answers


def test_why_says_why_it_is_asked_and_who_reads_it() -> None:
    person = at("counterpart_name")
    person.presses("nav:why")
    assert "console only" in said(person)


def test_what_became_moot_is_shown_and_dropped_only_at_sending() -> None:
    person = at_review()
    person.presses("review:change")
    person.presses("edit:relationship")
    person.types("former employee")
    while person.session.stage == "asking":
        person.presses(person.told[-1].choices[0].key)
    assert "was_technical_data_demanded" in person.session.form.answers
    assert any("no longer needed" in value for reply in person.told for letter in person.letters(reply)
               for part in letter.parts for _label, value in part.rows)  # fmt: skip
    person.presses("review:share")
    while person.session.stage in {"share", "among"}:
        person.presses(person.told[-1].choices[0].key)
    person.presses("send:now")
    assert "was_technical_data_demanded" not in person.report.answers


def test_a_second_suspect_and_a_second_technology_can_be_named() -> None:
    person = at_review()
    person.presses("review:add")
    person.presses("edit:counterpart_name#2")
    person.types("Second Rival")
    person.presses("review:add")
    person.presses("edit:technology_name")
    person.types("A coating process")
    person.presses("review:add")
    person.presses("edit:technology_name#2")
    person.types("A cooling jig")
    assert person.session.form.answers["counterpart_name#2"].value == "Second Rival"
    assert person.session.form.answers["technology_name#2"].value == "A cooling jig"
    assert person.session.stage == "review"


def test_each_ministry_is_consented_to_on_its_own() -> None:
    person = at_review()
    person.presses("review:share")
    first = person.told[-1].choices[0].key.partition(":")[2]
    person.presses(f"share:{first}")
    while person.session.stage in {"share", "among"}:
        person.presses(person.told[-1].choices[1].key)
    person.presses("send:now")
    assert person.report.ministries == (first,)


def test_without_any_ministry_nothing_is_sent() -> None:
    person = at_review()
    person.presses("review:share")
    while person.session.stage in {"share", "among"}:
        person.presses(person.told[-1].choices[1].key)
    assert "nothing will be sent" in said(person)
    assert [choice.key for choice in person.told[-1].choices] == ["send:again"]


def test_refusing_the_consent_leaves_general_information() -> None:
    person = tell("only_asks", "en")
    assert person.session.stage == "open"
    assert "collect" not in person.session.draft.consents


def test_the_messenger_abroad_has_a_consent_of_its_own() -> None:
    on_telegram = tell("leaving_engineer", "en", 4)
    assert [choice.key for choice in on_telegram.told[-1].choices] == ["agree:abroad", "refuse:abroad"]
    assert "abroad" not in tell(SUBCONTRACT, "en").session.draft.consents


def test_urgent_numbers_come_within_two_taps_and_before_any_form() -> None:
    person = Person("ko")
    person.presses("lang:ko")
    person.presses("urgent:yes")
    shown = [
        value
        for reply in person.told
        for letter in person.letters(reply)
        for part in letter.parts
        for _l, value in part.rows
    ]
    assert any("113" in value for value in shown)
    assert not person.session.draft.consents


def test_a_file_is_kept_at_any_point_and_the_open_question_stays() -> None:
    person = at("overseas")
    person.sends("설계변경.pdf")
    assert [file.name for file in person.session.draft.files] == ["설계변경.pdf"]
    assert person.session.form.asking == "overseas"


def test_a_file_that_is_too_large_is_said_to_be_so() -> None:
    person = at("overseas")
    person.sends("huge.zip", 21_000_000, refused="too_large")
    assert person.session.draft.files == ()
    assert "20 MB" in said(person)


def test_a_file_after_sending_is_added_to_the_report() -> None:
    person = sent()
    person.sends("late.pdf")
    assert isinstance(person.effects[-1], Amend)
    assert person.effects[-1].files[0].name == "late.pdf"


def test_a_sticker_and_an_edited_message_are_answered() -> None:
    person = at("overseas")
    person.shows("sticker")
    assert "I can read words" in said(person)
    person.does(Edited(person.at, "changed"), "")
    assert "does not change an answer" in said(person)
    assert person.session.form.asking == "overseas"


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u202e", "\x00"])
def test_an_empty_message_is_answered_in_words(typed: str) -> None:
    person = at("overseas")
    person.types(typed)
    assert "empty" in said(person)


def test_a_hundred_thousand_characters_are_cut_and_said_to_be() -> None:
    person = at("story")
    person.types("가나다 " * 25_000)
    assert "very long" in said(person)
    assert person.session.form.asking == "story"


def test_html_and_sql_are_words_like_others() -> None:
    person = at("counterpart_name")
    person.types("<script>alert(1)</script>'; DROP TABLE case_; --")
    assert person.session.form.answers["counterpart_name"].value == "<script>alert(1)</script>'; DROP TABLE case_; --"


def test_after_sending_names_and_story_are_with_the_case_alone() -> None:
    person = sent()
    kept = repr(person.session)
    assert "한빛모터스" not in kept
    assert "금형" not in kept
    assert person.report.answers["counterpart_name"].value == "한빛모터스"


def test_the_receipt_is_told_with_the_time_and_what_happens_next() -> None:
    person = tell(SUBCONTRACT, "en", STORIES[SUBCONTRACT][1].index("!send:now") + 1)
    assert kinds(person) == ["receipt", "guide", "question"]
    assert person.session.care.filed == ("SM-7K2Q-9XMD-5",)


def test_status_is_asked_by_code_alone() -> None:
    person = Person("en")
    person.presses("lang:en")
    person.types("sm 7k2q 9xmd " + _check("7K2Q9XMD"))
    assert isinstance(person.effects[-1], Tell)
    assert not person.effects[-1].own


def _check(body: str) -> str:
    from dialogs.parse.receipts import check_character

    return check_character(body)


def test_own_report_is_copied_withdrawn_and_deleted() -> None:
    person = sent()
    person.types("/copy")
    assert Copy("SM-7K2Q-9XMD-5") in person.effects
    person.types("/withdraw")
    person.presses("confirm:back-mss")
    assert Withdraw("SM-7K2Q-9XMD-5", ("mss",)) in person.effects
    person.types("/delete")
    person.presses("confirm:delete")
    assert Forget("SM-7K2Q-9XMD-5") not in person.effects
    person.presses("confirm:delete-yes")
    assert Forget("SM-7K2Q-9XMD-5") in person.effects
    assert person.session.care.filed == ()


def test_a_desks_word_reaches_the_owner_without_costing_the_place() -> None:
    person = at("overseas")
    person.session = person.session.with_care(filed=("SM-AAAA-BBBB-C",))
    person.does(Heard(person.at, "SM-AAAA-BBBB-C", "kftc", "asked", "계약서 사본이 있나요?", "ko"), "")
    assert "계약서 사본이 있나요?" in said(person)
    assert person.session.form.asking == "overseas"
    person.presses("SM-AAAA-BBBB-C")
    person.types("Yes, I will bring it.")
    assert person.effects[-1] == Amend("SM-AAAA-BBBB-C", "Yes, I will bring it.", "en", to="kftc")
    assert person.session.form.asking == "overseas"


def test_words_after_sending_are_added_only_when_their_owner_says_so() -> None:
    person = sent()
    person.types("They called us again today and asked for more drawings")
    assert not isinstance(person.effects[-1], Amend)
    person.presses("keep:add")
    assert isinstance(person.effects[-1], Amend)


def test_a_conversation_goes_on_after_days_where_it_was() -> None:
    person = at("overseas")
    person.does(Started(person.at), "")
    assert "Welcome back" in said(person)
    assert person.session.form.asking == "overseas"


def test_an_answer_of_an_older_edition_that_no_longer_exists_is_left_out_quietly() -> None:
    person = at("overseas")
    odd = {**person.session.form.answers, "gone_question": Answer("x")}
    person.session = replace(person.session, edition="old").with_form(replace(person.session.form, answers=odd))
    person.does(Said(person.at, "no"), "")
    assert "gone_question" not in person.session.form.answers
    assert person.session.form.answers["overseas"].value == "no"


def test_known_questions_are_browsed_by_topic_without_losing_the_place() -> None:
    person = at("overseas")
    person.types("/faq")
    person.presses("topic:law")
    person.presses(person.told[-1].choices[0].key)
    assert person.told[-1].blocks
    person.presses("nav:open")
    assert person.session.form.asking == "overseas"


def test_an_answer_leads_on_and_is_judged_by_its_reader() -> None:
    person = tell("only_asks", "en", 2)
    person.types("/faq")
    person.presses("topic:reporting")
    person.presses(person.told[-1].choices[0].key)
    keys = [choice.key.partition(":")[0] for choice in person.told[-1].choices]
    assert {"right", "wrong"} <= set(keys)
    person.presses(next(choice.key for choice in person.told[-1].choices if choice.key.startswith("right:")))
    assert isinstance(person.effects[-1], Note)
    assert person.effects[-1].kind == "right"


def test_every_known_question_leads_to_something_that_exists() -> None:
    for id, known in book().knowledge.entries.items():
        assert known.topic in faq.TOPICS, id
        assert all(faq.onward(each, book()) for each in known.onward), id
        for reply in (faq.entry(id, "fr", book()),):
            assert len(reply.choices) <= 10


def test_an_edited_story_takes_the_place_of_the_earlier_words() -> None:
    person = at_review()
    person.presses("review:change")
    person.presses("edit:story")
    person.types("They never asked; they copied it from our server.")
    person.types("That was in May.")
    person.presses("nav:done")
    told = "They never asked; they copied it from our server.\nThat was in May."
    assert person.session.form.answers["story"].value == told


def test_one_of_several_reports_is_chosen_before_it_is_taken_back() -> None:
    person = sent()
    person.session = person.session.with_care(
        filed=("SM-AAAA-BBBB-C", *person.session.care.filed), sent_to={"SM-AAAA-BBBB-C": ("knpa",)}
    )
    person.types("/withdraw")
    person.presses("withdraw:SM-AAAA-BBBB-C")
    person.presses("confirm:back-knpa")
    assert Withdraw("SM-AAAA-BBBB-C", ("knpa",)) in person.effects


def test_deleting_a_sent_report_keeps_the_draft_in_progress() -> None:
    person = at("overseas")
    person.session = person.session.with_care(filed=("SM-AAAA-BBBB-C",))
    person.types("/delete")
    person.presses("confirm:delete")
    person.presses("confirm:delete-yes")
    assert Forget("SM-AAAA-BBBB-C") in person.effects
    assert Forget() not in person.effects
    assert person.session.form.asking == "overseas"
    assert person.session.form.answers


def test_refusing_the_consent_destroys_what_was_sent_before_it() -> None:
    person = tell(SUBCONTRACT, "en", 3)
    person.sends("early.pdf")
    person.presses("refuse:collect")
    assert Forget() in person.effects
    assert person.session.draft.files == ()


@pytest.mark.parametrize("typed", ["fr", "FR", "Français", "français"])
def test_the_language_may_be_typed_as_a_code_or_a_name(typed: str) -> None:
    person = Person("ko")
    person.types(typed)
    assert person.session.language == "fr"
    assert person.session.stage == "urgent"
