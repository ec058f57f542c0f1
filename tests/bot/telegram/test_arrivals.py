"""What owners send, by webhook: each becomes the right event, once, and is acknowledged only when it is kept."""

from __future__ import annotations

import hashlib

from dialogs.events import Chose, Edited, Other, Said, Sent, Started, Stopped
from tests.bot.telegram.conftest import Notebook
from tests.bot.telegram.people import Officer, Owner, again
from tests.bot.telegram.refusing import MEBIBYTE, Account, Telegram
from tests.bot.telegram.wire import Wired

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "3|yes"}, {"text": "No", "callback_data": "3|no"}]]}


async def test_words_arrive_as_words(hooked: Wired, account: Account, kim: Owner, notebook: Notebook) -> None:
    update = kim.says("도면을 빼앗겼습니다")
    assert await hooked.deliver(account) == [200]
    (arrival, event) = notebook.lines[0]
    assert isinstance(event, Said)
    assert event.text == "도면을 빼앗겼습니다"
    assert event.at.timestamp() == update["message"]["date"]
    assert arrival.key == f"telegram:{account.id}:{update['update_id']}"
    assert (arrival.chat, arrival.hint) == ("telegram:4242", "ko")
    assert arrival.origin == f"in:{update['message']['message_id']}"


async def test_start_carries_the_token_of_a_deep_link(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook
) -> None:
    kim.starts()
    kim.starts("aB3_-x")
    kim.says("/start <script>alert(1)</script>")
    kim.says("/started yesterday")
    assert await hooked.deliver(account) == [200] * 4
    kinds = [(type(event), getattr(event, "payload", None)) for event in notebook.events]
    assert kinds == [(Started, ""), (Started, "aB3_-x"), (Started, ""), (Said, None)]


async def test_a_button_says_its_turn_and_is_acknowledged(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook, telegram: Telegram
) -> None:
    question = telegram.keep(kim.room, account.wire(), text="Is it still going on?", reply_markup=KEYBOARD)
    kim.presses(question, "No")
    assert await hooked.deliver(account) == [200]
    (arrival, event) = notebook.lines[0]
    assert isinstance(event, Chose)
    assert (event.turn, event.choice) == (3, "no")
    assert arrival.origin == str(question["message_id"])
    await hooked.heard("answerCallbackQuery")


async def test_a_button_that_is_none_of_ours_is_an_old_one(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook, telegram: Telegram
) -> None:
    question = telegram.keep(kim.room, account.wire(), text="?", reply_markup=KEYBOARD)
    for data in ("nonsense", "-1|x", "٣|x", "9" * 30 + "|x"):
        kim.presses_data(question, data)
    await hooked.deliver(account)
    assert [(e.turn, e.choice) for e in notebook.events if isinstance(e, Chose)] == [
        (-1, "nonsense"), (-1, "-1|x"), (-1, "٣|x"), (-1, "9" * 30 + "|x"),
    ]  # fmt: skip


async def test_a_button_of_another_person_is_acknowledged_and_does_nothing(
    hooked: Wired, account: Account, kim: Owner, lee: Owner, notebook: Notebook, telegram: Telegram
) -> None:
    question = telegram.keep(kim.room, account.wire(), text="?", reply_markup=KEYBOARD)
    lee.presses_data(question, "3|yes")
    assert await hooked.deliver(account) == [200]
    assert notebook.events == []
    await hooked.heard("answerCallbackQuery")


async def test_the_same_update_twice_has_the_same_key(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook
) -> None:
    update = kim.says("hello")
    account.updates.append(again(update))
    assert await hooked.deliver(account) == [200, 200]
    assert len(notebook.lines) == 1
    assert len(set(notebook.keys)) == 1


async def test_a_document_comes_with_name_bytes_and_hash(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook
) -> None:
    data = b"%PDF-1.7 drawing"
    update = kim.sends_document(data, "../../도면\u202egpj.pdf", caption="the drawing")
    assert await hooked.deliver(account) == [200]
    event = notebook.events[0]
    assert isinstance(event, Sent)
    (file,) = event.files
    assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (file.kind, file.mime, file.caption, file.refused) == ("document", "application/pdf", "the drawing", "")
    assert "/" not in file.name
    assert "\u202e" not in file.name
    assert file.id == f"telegram:{account.id}:{update['update_id']}.0"
    assert notebook.contents == {file.id: data}


async def test_photo_voice_and_sticker(hooked: Wired, account: Account, kim: Owner, notebook: Notebook) -> None:
    kim.sends_photo(b"jpeg-large", caption="screen")
    kim.sends_voice(b"ogg")
    kim.sends_sticker()
    kim.sends(location={"latitude": 37.5, "longitude": 127.0})
    kim.sends(contact={"phone_number": "0212345678", "first_name": "Kim"})
    assert await hooked.deliver(account) == [200] * 5
    files = [file for event in notebook.events if isinstance(event, Sent) for file in event.files]
    assert [(file.kind, file.name, file.caption) for file in files] == [
        ("photo", "photo.jpg", "screen"),
        ("voice", "voice.oga", ""),
    ]
    assert sorted(notebook.contents.values()) == [b"jpeg-large", b"ogg"]
    assert [e.kind for e in notebook.events if isinstance(e, Other)] == ["sticker", "location", "contact"]


async def test_an_album_loses_no_file_and_keeps_its_mark(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook
) -> None:
    updates = kim.sends_album(b"one", b"two", b"three")
    notebook.broken = 1
    assert await hooked.deliver(account) == [503]
    assert await hooked.deliver(account) == [200, 200, 200]
    assert sorted(notebook.contents.values()) == [b"one", b"three", b"two"]
    mark = updates[0]["message"]["media_group_id"]
    assert [(e.album, len(e.files)) for e in notebook.events if isinstance(e, Sent)] == [(mark, 1)] * 3


async def test_a_file_of_21_mb_is_refused_by_name_not_lost(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook, telegram: Telegram
) -> None:
    kim.sends_big(21 * MEBIBYTE, "evidence.zip")
    kim.sends_big(21 * MEBIBYTE, "evidence.zip", honest=False)
    assert await hooked.deliver(account) == [200, 200]
    files = [file for event in notebook.events if isinstance(event, Sent) for file in event.files]
    assert [(file.name, file.refused, file.sha256) for file in files] == [("evidence.zip", "too_large", "")] * 2
    assert notebook.contents == {}


async def test_a_file_of_20_mb_is_taken(hooked: Wired, account: Account, kim: Owner, notebook: Notebook) -> None:
    data = b"\0" * (20 * MEBIBYTE)
    kim.sends_document(data, "log.bin", "")
    assert await hooked.deliver(account) == [200]
    assert list(notebook.contents.values()) == [data]


async def test_an_empty_file_and_one_that_is_gone_say_so(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook, telegram: Telegram
) -> None:
    kim.sends_document(b"", "empty.txt", "text/plain")
    gone = kim.sends_document(b"x", "gone.txt", "text/plain")
    telegram.files[gone["message"]["document"]["file_id"]].data = None
    assert await hooked.deliver(account) == [200, 200]
    files = [file for event in notebook.events if isinstance(event, Sent) for file in event.files]
    assert [file.refused for file in files] == ["empty", "gone"]


async def test_a_file_that_cannot_be_fetched_now_comes_again(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook, telegram: Telegram
) -> None:
    kim.sends_document(b"x", "a.txt", "text/plain")
    telegram.refuse_next("getFile", 500, "Internal Server Error")
    telegram.refuse_next("getFile", 429, "Too Many Requests: retry after 3", retry_after=3)
    assert await hooked.deliver(account) == [503]
    assert await hooked.deliver(account) == [503]
    assert await hooked.deliver(account) == [200]
    assert list(notebook.contents.values()) == [b"x"]


async def test_an_edited_message_is_an_edit(hooked: Wired, account: Account, kim: Owner, notebook: Notebook) -> None:
    kim.edits(kim.says("3억"), "4억")
    await hooked.deliver(account)
    assert [e.text for e in notebook.events if isinstance(e, Said | Edited)] == ["3억", "4억"]
    assert isinstance(notebook.events[1], Edited)


async def test_blocking_the_bot_stops_and_coming_back_starts(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook
) -> None:
    kim.blocks()
    kim.blocks(now=False)
    assert await hooked.deliver(account) == [200, 200]
    assert [type(e) for e in notebook.events] == [Stopped, Started]


async def test_a_group_is_left_politely(
    hooked: Wired, account: Account, notebook: Notebook, telegram: Telegram
) -> None:
    group = telegram.group("Some company", account, forum=False)
    Officer(telegram, account, group, 99).adds_bot()
    assert await hooked.deliver(account) == [200]
    await hooked.heard("leaveChat")
    assert account.id not in group.members
    (said,) = [m["text"] for m in group.messages.values()]
    assert "private chat" in said
    assert notebook.events == []


async def test_100_000_characters_come_whole_and_in_order(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook
) -> None:
    story = "".join(f"{n:07d}🙂, " for n in range(10_000))
    kim.types(story)
    assert set(await hooked.deliver(account)) == {200}
    assert "".join(e.text for e in notebook.events if isinstance(e, Said)) == story


async def test_a_database_that_is_gone_makes_telegram_repeat(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook
) -> None:
    kim.says("first")
    kim.says("second")
    notebook.broken = 2
    assert await hooked.deliver(account) == [503]
    assert await hooked.deliver(account) == [503]
    assert await hooked.deliver(account) == [200, 200]
    assert [e.text for e in notebook.events if isinstance(e, Said)] == ["first", "second"]


async def test_a_wrong_or_missing_secret_changes_nothing(
    hooked: Wired, account: Account, kim: Owner, notebook: Notebook
) -> None:
    update = kim.says("hello")
    for secret in ("", "wrong", "s3cret-of-the-webhoo", "\u00e9"):
        assert await hooked.post(account, update, secret) == 403
    assert notebook.events == []


async def test_what_is_no_update_is_refused(hooked: Wired, account: Account, notebook: Notebook) -> None:
    assert await hooked.post(account, {"hello": 1}, account.secret) == 400
    assert await hooked.post(account, {"update_id": 1, "message": {"x": "y" * 1_100_000}}, account.secret) == 413
    assert notebook.events == []
