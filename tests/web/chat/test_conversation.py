"""The conversation without scripts: forms, redirects, and what a reload shows."""

from __future__ import annotations

import httpx
import pytest

from dialogs.events import Chose, Said, Sent
from tests.web.conftest import Clients, Pagehouse
from tests.web.visitor import Files, Person, forms, said
from web.chat.erase import TRIES
from web.ports import WebSettings


def events(house: Pagehouse) -> list[object]:
    return list(house.inbox.dealt.values())


async def test_looking_at_the_welcome_leaves_no_cookie_and_no_conversation(
    client: httpx.AsyncClient, house: Pagehouse
) -> None:
    answer = await client.get("/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert not house.inbox.dealt


@pytest.mark.parametrize(
    ("asks", "language"),
    [("ko-KR,ko;q=0.9", "ko"), ("zh-Hant-TW", "zh"), ("de, fr;q=0.5", "fr"), ("de", "en"), ("", "en")],
)
async def test_the_welcome_speaks_the_first_of_our_languages_that_the_browser_asks_for(
    client: httpx.AsyncClient, asks: str, language: str
) -> None:
    answer = await client.get("/", headers={"accept-language": asks})
    assert f'<html lang="{language}">' in answer.text


async def test_beginning_opens_a_conversation_in_the_chosen_language(
    client: httpx.AsyncClient, house: Pagehouse
) -> None:
    person = await Person(client).begin("ja")
    first = events(house)[0]
    assert isinstance(first, Chose)
    assert first.choice == "lang:ja"
    assert "技術を持ち出したのは誰ですか。" in person.page
    assert '<html lang="ja">' in person.page


async def test_a_button_is_dealt_with_and_shown_as_own_words(client: httpx.AsyncClient, house: Pagehouse) -> None:
    person = await Person(client).begin()
    answer = await person.press("relationship:principal_contractor")
    chosen = events(house)[1]
    assert isinstance(chosen, Chose)
    assert (chosen.turn, chosen.choice) == (1, "relationship:principal_contractor")
    assert answer.history[0].status_code == 303
    assert "A company we supply" in said(answer.text)


async def test_ticking_several_options_keeps_one_letter_and_adds_no_own_words(client: httpx.AsyncClient) -> None:
    person = await Person(client).begin()
    await person.press("relationship:joint_rnd_partner")
    before = person.page.count("<article")
    await person.press("taken:0")
    await person.press("taken:2")
    assert person.page.count("<article") == before
    assert person.page.count("data-on") == 2


async def test_typed_words_are_kept_as_typed_and_a_reload_shows_everything(
    client: httpx.AsyncClient, house: Pagehouse
) -> None:
    person = await Person(client).begin()
    await person.say("  도면을 넘겼어요\n그 뒤로는…  ")
    assert events(house)[1] == Said(events(house)[1].at, "도면을 넘겼어요\n그 뒤로는…", seen=1)  # type: ignore[attr-defined]
    again = await client.get("/")
    assert "도면을 넘겼어요\n그 뒤로는…" in again.text


async def test_words_and_files_together_become_files_first_then_words(
    client: httpx.AsyncClient, house: Pagehouse
) -> None:
    person = await Person(client).begin()
    files: Files = [("files", ("계약서.pdf", b"%PDF-1", "application/pdf")), ("files", ("a.png", b"png", "image/png"))]
    await person.say("this is the contract", files)
    sent, words = events(house)[1:]
    assert isinstance(sent, Sent)
    assert [(file.name, file.kind, file.size) for file in sent.files] == [
        ("계약서.pdf", "document", 6),
        ("a.png", "photo", 3),
    ]
    assert isinstance(words, Said)
    assert {house.inbox.kept[file.id] for file in sent.files} == {b"%PDF-1", b"png"}
    assert "계약서.pdf" in person.page


async def test_the_same_form_twice_is_dealt_with_once(client: httpx.AsyncClient, house: Pagehouse) -> None:
    person = await Person(client).begin()
    composer = forms(person.page, "/say")[-1]
    for _ in range(2):
        answer = await client.post("/say", data={**composer.fields, "text": "twice"})
        assert answer.status_code == 200
    assert len(events(house)) == 2
    assert said(answer.text).count("twice") == 1


async def test_a_form_that_was_changed_after_going_back_is_dealt_with_too(
    client: httpx.AsyncClient, house: Pagehouse
) -> None:
    person = await Person(client).begin()
    composer = forms(person.page, "/say")[-1]
    await client.post("/say", data={**composer.fields, "text": "first"})
    await client.post("/say", data={**composer.fields, "text": "second"})
    assert [event.text for event in events(house) if isinstance(event, Said)] == ["first", "second"]


async def test_an_old_button_still_reaches_the_conversation(client: httpx.AsyncClient, house: Pagehouse) -> None:
    person = await Person(client).begin()
    await person.press("relationship:joint_rnd_partner")
    await person.press("relationship:principal_contractor")
    assert [event.turn for event in events(house) if isinstance(event, Chose)] == [0, 1, 1]
    assert "old" in person.page


async def test_what_must_not_be_kept_never_stands_on_the_page(client: httpx.AsyncClient, house: Pagehouse) -> None:
    person = await Person(client).begin()
    await person.say("mine is 900101-1234567")
    assert "We may not keep that number." in person.page
    assert "mine is ■■■" in person.page
    assert "900101" not in person.page
    assert not any(b"900101" in entry.body for entry in house.feed.chats[next(iter(house.feed.chats))])


async def test_the_language_can_be_changed_at_any_point(client: httpx.AsyncClient) -> None:
    person = await Person(client).begin("en")
    form = forms(person.page, "/language")[0]
    answer = await client.post("/language", data={**form.fields, "language": "fr"})
    assert '<html lang="fr">' in answer.text
    assert "Qui a pris la technologie ?" in answer.text


async def test_two_devices_with_one_cookie_see_the_same_page(clients: Clients) -> None:
    first, second = clients(), clients()
    await Person(first).begin()
    second.cookies.update(first.cookies)
    await Person(second, (await second.get("/")).text).say("from the other one")
    assert "from the other one" in (await first.get("/")).text


async def test_erasing_asks_first_then_leaves_nothing(client: httpx.AsyncClient, house: Pagehouse) -> None:
    person = await Person(client).begin()
    await person.say("secret words")
    asked = await client.get("/erase")
    answer = await client.post("/erase", data=forms(asked.text, "/erase")[0].fields)
    assert "It is erased" in said(answer.text)
    assert not house.feed.chats
    assert "secret words" not in (await client.get("/")).text
    assert "chat" not in client.cookies


async def test_erased_is_said_only_once_it_is_so(client: httpx.AsyncClient, house: Pagehouse) -> None:
    await Person(client).begin()
    fields = forms((await client.get("/erase")).text, "/erase")[0].fields
    house.inbox.stale = TRIES
    answer = await client.post("/erase", data=fields)
    assert answer.status_code == 409
    assert "It is not erased yet" in said(answer.text)
    assert house.feed.chats
    assert "chat" in client.cookies
    house.inbox.stale = TRIES - 1
    assert "It is erased" in said((await client.post("/erase", data=fields)).text)
    assert not house.feed.chats


async def test_cookies_that_were_made_up_share_the_tries_of_where_they_come_from(
    clients: Clients, house: Pagehouse
) -> None:
    owner, most = await Person(clients()).begin(), WebSettings(b"").says_a_minute
    for n in range(most + 1):
        stranger = clients()
        stranger.cookies.set("chat", f"{n:043}")
        answer = await stranger.post("/say", data={"csrf": "", "text": "x"})
        assert answer.status_code == (403 if n < most else 429)
    for path in ("/language", "/erase"):
        assert (await stranger.post(path, data={"csrf": "", "language": "ko"})).status_code == 429
    assert (await owner.say("I was here before")).status_code == 200


async def test_the_printed_conversation_has_both_sides_and_no_buttons(client: httpx.AsyncClient) -> None:
    person = await Person(client).begin()
    await person.say("for the file")
    page = (await client.get("/conversation")).text
    assert "for the file" in page
    assert "Who took the technology?" in page
    assert 'name="choice"' not in page


async def test_the_way_out_leads_to_a_page_that_says_nothing_of_us(client: httpx.AsyncClient) -> None:
    page = (await client.get("/calendar")).text
    assert "innung" not in said(page)
    assert "technology" not in said(page)


async def test_after_leaving_fast_the_conversation_shows_again_only_when_asked_for(client: httpx.AsyncClient) -> None:
    person = await Person(client).begin()
    await person.say("not for others")
    await client.get("/calendar")
    for path in ("/", "/conversation"):
        assert "not for others" not in (await client.get(path)).text
    await person.begin()
    assert "not for others" in person.page


async def test_a_file_of_21_mb_reaches_the_conversation_as_too_large(
    client: httpx.AsyncClient, house: Pagehouse
) -> None:
    person = await Person(client).begin()
    await person.say("", [("files", ("big.zip", b"z" * 21 * 1024 * 1024, "application/zip"))])
    sent = events(house)[1]
    assert isinstance(sent, Sent)
    assert sent.files[0].refused == "too_large"
    assert not house.inbox.kept


async def test_an_empty_file_is_named_as_empty(client: httpx.AsyncClient, house: Pagehouse) -> None:
    person = await Person(client).begin()
    await person.say("", [("files", ("nothing.txt", b"", "text/plain"))])
    sent = events(house)[1]
    assert isinstance(sent, Sent)
    assert sent.files[0].refused == "empty"


async def test_more_than_can_be_taken_at_once_is_refused_with_a_sentence(client: httpx.AsyncClient) -> None:
    person = await Person(client).begin()
    answer = await person.say("", [("files", ("big.zip", b"z" * 49 * 1024 * 1024, "application/zip"))])
    assert answer.status_code == 413
    assert "at most 20 MB a file" in said(answer.text)


@pytest.mark.parametrize("text", ["", "   \n\t "])
async def test_empty_words_are_refused_with_a_sentence(client: httpx.AsyncClient, house: Pagehouse, text: str) -> None:
    person = await Person(client).begin()
    answer = await person.say(text)
    assert answer.status_code == 400
    assert "There was nothing to send" in said(answer.text)
    assert len(events(house)) == 1


async def test_huge_words_are_taken_up_to_a_hundred_thousand_characters(
    client: httpx.AsyncClient, house: Pagehouse
) -> None:
    person = await Person(client).begin()
    await person.say("긴" * 120_000)
    words = events(house)[1]
    assert isinstance(words, Said)
    assert len(words.text) == 100_000
