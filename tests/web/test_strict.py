"""What strangers and wrong requests get."""

from __future__ import annotations

import httpx
import pytest

from app.settings import load_settings
from app.sign_in import hosts_of
from bot.documents.file_names import tidy_name
from tests.web.conftest import Clients, Pagehouse, make_house
from tests.web.standin import KNOWN_CODE
from tests.web.visitor import Person, forms, said
from web.pages import linked, openable
from web.security import RequestRate

BAD = "<script>alert(1)</script><img src=x onerror=alert(1)>'\"&"


async def test_every_answer_carries_the_strict_headers(client: httpx.AsyncClient) -> None:
    await Person(client).begin()
    for path in ("/", "/status", "/calendar", "/erase", "/nothing", "/health", "/conversation"):
        headers = (await client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"


async def test_no_page_names_another_host_or_carries_inline_script_or_style(client: httpx.AsyncClient) -> None:
    person = await Person(client).begin()
    for page in (person.page, (await client.get("/status")).text, (await client.get("/calendar")).text):
        assert "http://" not in page
        assert "https://" not in page
        assert "style=" not in page
        assert " on" + "click" not in page
        assert page.count("<script") == page.count('<script src="/static/')


async def test_the_cookie_is_random_hidden_from_scripts_and_tied_to_our_site(client: httpx.AsyncClient) -> None:
    answer = await client.post("/begin", data={"language": "ko"}, follow_redirects=False)
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("chat="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_over_https_the_cookie_is_bound_to_the_host() -> None:
    transport = httpx.ASGITransport(make_house(https=True).app)
    async with httpx.AsyncClient(transport=transport, base_url="https://page") as client:
        answer = await client.post("/begin", data={"language": "ko"})
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("__Host-chat="))
    assert "Secure" in cookie
    assert answer.headers["strict-transport-security"]


@pytest.mark.parametrize("token", ["", "0" * 64, "ü"])
async def test_a_form_without_our_token_is_refused(client: httpx.AsyncClient, house: Pagehouse, token: str) -> None:
    await Person(client).begin()
    answer = await client.post("/say", data={"csrf": token, "text": "forged"})
    assert answer.status_code == 403
    assert "Load it again" in said(answer.text)
    assert len(house.inbox.dealt) == 1


async def test_the_token_of_another_person_is_refused(clients: Clients, house: Pagehouse) -> None:
    first, second = await Person(clients()).begin(), await Person(clients()).begin()
    stolen = forms(first.page, "/say")[-1].fields
    answer = await second.client.post("/say", data={**stolen, "text": "forged"})
    assert answer.status_code == 403
    assert len(house.inbox.dealt) == 2


@pytest.mark.parametrize("path", ["/say", "/language", "/erase", "/begin"])
async def test_a_page_of_another_site_cannot_send_our_forms(client: httpx.AsyncClient, path: str) -> None:
    person = await Person(client).begin()
    fields = {**forms(person.page, "/say")[-1].fields, "text": "forged", "language": "ko"}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert (await client.post(path, data=fields, headers=headers)).status_code == 403


async def test_nobody_sees_the_page_of_another_cookie(clients: Clients) -> None:
    person, stranger = await Person(clients()).begin(), clients()
    await person.say("only for me")
    stranger.cookies.set("chat", "A" * 43)
    assert "only for me" not in (await stranger.get("/")).text
    assert "only for me" not in (await stranger.get("/conversation")).text


async def test_the_store_never_learns_the_cookie(client: httpx.AsyncClient, house: Pagehouse) -> None:
    await Person(client).begin()
    token = client.cookies["chat"]
    assert all(token not in chat for chat in house.feed.chats)


async def test_words_and_file_names_stay_words_on_the_page(client: httpx.AsyncClient) -> None:
    person = await Person(client).begin()
    await person.say(BAD, [("files", ('x"><svg onload=alert(1)>.pdf', b"1", "text/html"))])
    page = person.page + (await client.get("/conversation")).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<svg onload" not in page
    assert BAD in said(page)


@pytest.mark.parametrize(
    ("given", "tidied"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\도면.dwg", "도면.dwg"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ("...", "file"),
        ("", "file"),
        ("l" * 300 + ".pdf", "l" * 116 + ".pdf"),
    ],
)
def test_file_names_lose_paths_and_hidden_marks(given: str, tidied: str) -> None:
    assert tidy_name(given) == tidied


def test_only_web_addresses_become_links_and_nothing_else_of_the_text_becomes_markup() -> None:
    assert str(linked("a<b https://x.kr/?q=<i>. javascript:alert(1)")) == (
        'a&lt;b <a href="https://x.kr/?q=" target="_blank" rel="noopener noreferrer nofollow">https://x.kr/?q=</a>'
        "&lt;i&gt;. javascript:alert(1)"
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x"])
def test_a_button_opens_no_address_that_runs_something(url: str) -> None:
    assert openable(url) == ""


@pytest.mark.parametrize("choice", ["nonsense", "1|", "|x", "x|y", "1|" + "k" * 65, "9999999999999|x", "²|x"])
async def test_a_button_that_was_never_ours_is_refused(
    client: httpx.AsyncClient, house: Pagehouse, choice: str
) -> None:
    person = await Person(client).begin()
    fields = forms(person.page, "/say")[-1].fields
    assert (await client.post("/say", data={**fields, "choice": choice})).status_code == 400
    assert len(house.inbox.dealt) == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", "application/json"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"x", "multipart/form-data"),
        (b"&".join(b"a%d=1" % number for number in range(99)), "application/x-www-form-urlencoded"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused_and_not_a_fault(
    client: httpx.AsyncClient, body: bytes, kind: str
) -> None:
    await Person(client).begin()
    answer = await client.post("/say", content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 403, 413)


async def test_a_script_in_the_language_or_a_cookie_changes_nothing(client: httpx.AsyncClient) -> None:
    client.cookies.set("lang", "xx")
    answer = await client.get("/", params={"lang": "<script>"})
    assert '<html lang="en">' in answer.text


async def test_too_many_words_in_a_minute_are_asked_to_wait(client: httpx.AsyncClient) -> None:
    person = await Person(client).begin()
    fields = forms(person.page, "/say")[-1].fields
    headers = {"accept": "application/json"}
    answers = [await client.post("/say", data={**fields, "text": str(n)}, headers=headers) for n in range(91)]
    assert [answer.status_code for answer in answers] == [200] * 90 + [429]
    assert answers[-1].json() == {"why": "That was very quick. Wait a moment, then try again."}


def test_the_count_of_tries_forgets_with_time_and_remembers_a_bounded_number() -> None:
    now = [0.0]
    rate = RequestRate(2, 60, lambda: now[0], kept=2)
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    now[0] = 61
    assert rate.allows("a")
    assert rate.allows("b")
    assert rate.allows("c")
    assert rate.allows("a")


async def test_while_the_database_is_away_a_calm_page_says_so(client: httpx.AsyncClient, house: Pagehouse) -> None:
    person = await Person(client).begin()
    house.feed.broken = house.case.broken = ConnectionError("secret address")
    answer = await client.get("/")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert "Nothing is lost" in said(answer.text)
    assert (await client.get("/health")).status_code == 503
    house.feed.broken = None
    answer = await person.say("after it came back")
    assert "after it came back" in answer.text


async def test_a_fault_of_ours_shows_no_traceback(
    client: httpx.AsyncClient, house: Pagehouse, caplog: pytest.LogCaptureFixture
) -> None:
    await Person(client).begin()
    house.feed.broken = KeyError("words of a person")
    answer = await client.get("/")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "words of a person" not in answer.text + caplog.text
    assert answer.headers["content-security-policy"]


async def test_the_health_page_tells_the_age_of_the_oldest_letter(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health")).json() == {"database": True, "outbox_age": 0.0}


@pytest.mark.parametrize("typed", [KNOWN_CODE, KNOWN_CODE.lower(), f"  {KNOWN_CODE.replace('-', ' ')}"])
async def test_a_receipt_code_shows_the_state_of_each_body(client: httpx.AsyncClient, typed: str) -> None:
    answer = await client.post("/status", data={"code": typed})
    assert answer.status_code == 200
    assert "Fair Trade Commission" in answer.text
    assert "taken by an officer" in answer.text


@pytest.mark.parametrize("typed", ["", "hello", "SM-AAAA-AAAA-A", BAD])
async def test_a_wrong_code_is_said_to_be_unknown(client: httpx.AsyncClient, typed: str) -> None:
    answer = await client.post("/status", data={"code": typed})
    assert answer.status_code == 404
    assert "no report with this code" in said(answer.text)
    assert "<script>alert" not in answer.text


async def test_codes_cannot_be_tried_one_after_the_other(client: httpx.AsyncClient) -> None:
    answers = [await client.post("/status", data={"code": "SM-0000-0000-0"}) for _ in range(11)]
    assert answers[-1].status_code == 429


async def test_files_of_ours_are_kept_for_ever_under_the_address_of_their_content(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = await client.get(path)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")
    assert (await client.get("/static/0/page.css")).headers["cache-control"] == "no-cache"
    assert (await client.get("/static/0/..%2fapp.py")).status_code == 404


# ---- small doors ----------------------------------------------------------------------------------------


def settings_of(**given: object) -> frozenset[str]:
    return hosts_of(load_settings(None, **given))


@pytest.mark.attack("security-C", "a Host header that is not ours")
async def test_pages_answer_to_their_own_names_alone() -> None:
    app = make_house(hosts=settings_of(public_url="https://report.example")).app
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://page") as client:
        for name in ("report.example", "REPORT.example:443", "127.0.0.1:8080", "localhost", "[::1]:8080"):
            assert (await client.get("/", headers={"Host": name})).status_code == 200, name
        for name in ("evil.example", "report.example.evil.example", "evil.example:443", "", "@report.example:x", "a b"):
            for path in ("/", "/desk", "/health", "/static/x/y"):
                answer = await client.get(path, headers={"Host": name})
                assert answer.status_code == 421, name
                assert "evil" not in answer.text


def test_the_names_are_those_of_the_settings() -> None:
    mine = {"127.0.0.1", "::1", "localhost"}
    assert settings_of() == mine
    assert settings_of(host="10.0.0.5") == mine | {"10.0.0.5"}
    assert settings_of(host="::", public_url="https://Report.Example:8443/in") == mine | {"report.example"}
    assert settings_of(host="0.0.0.0") == frozenset(), "reached under names that nobody told"


@pytest.mark.attack("security-C", "a cookie given beforehand")
async def test_a_cookie_that_has_no_conversation_is_not_kept_at_the_beginning(client: httpx.AsyncClient) -> None:
    given = "A" * 43
    answer = await client.post(
        "/begin", data={"language": "en"}, headers={"Cookie": f"chat={given}"}, follow_redirects=False
    )
    assert "chat=" in answer.headers["set-cookie"]
    assert given not in answer.headers["set-cookie"]
    mine = client.cookies["chat"]
    await Person(client).begin()
    assert client.cookies["chat"] == mine, "who has a conversation goes on with it"


ELSEWHERE = ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"})


@pytest.mark.attack("security-C", "another site presses the way out")
@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
async def test_another_site_does_not_put_the_conversation_away(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    await Person(client).begin()
    answer = await client.get("/calendar", headers=headers)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert 'class="hello"' not in (await client.get("/")).text
    await client.get("/calendar", headers={"Sec-Fetch-Site": "same-origin"})
    assert 'class="hello"' in (await client.get("/")).text


@pytest.mark.attack("security-C", "another site uses up a reader's tries")
@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
async def test_another_site_asks_for_no_codes(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    for _ in range(30):
        assert (await client.post("/status", data={"code": "SM-0000-0000-0"}, headers=headers)).status_code == 403
    assert (await client.post("/status", data={"code": KNOWN_CODE})).status_code == 200
