"""The line itself: connections are kept and renewed, and a fate that is not known is never called a failure."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.telegram.client import BotApiClient, BotApiRefused, Lost, Unreached, fixed_words, multipart
from bot.telegram.http import LARGEST

OK = b'{"ok":true,"result":{"message_id":5}}'


def answer(body: bytes, more: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


class Server:
    """A server that says what it was told to, one answer after the other; None closes the connection instead."""

    def __init__(self, *answers: bytes | None) -> None:
        self.answers = list(answers)
        self.connections, self.requests = 0, 0
        self.bodies: list[bytes] = []
        self.serving: list[asyncio.Task[None]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.serving.append(asyncio.ensure_future(self._answer(reader, writer)))

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await self._head(reader):
            length = next(int(line[15:]) for line in head.decode().split("\r\n") if line.startswith("Content-Length"))
            self.bodies.append(await reader.readexactly(length))
            self.requests += 1
            found = self.answers.pop(0)
            if found is None:
                break
            writer.write(found)
        writer.close()

    async def _head(self, reader: asyncio.StreamReader) -> bytes:
        try:
            return await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            return b""


@asynccontextmanager
async def lined(server: Server, context: ssl.SSLContext | None = None, trust: ssl.SSLContext | None = None
) -> AsyncIterator[BotApiClient]:  # fmt: skip
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
    port = listening.sockets[0].getsockname()[1]
    scheme = "https" if context else "http"
    line = BotApiClient("1:secret-token", f"{scheme}://127.0.0.1:{port}", context=trust)
    yield line
    await line.close()
    listening.close()
    await asyncio.gather(*server.serving)


async def test_one_connection_serves_many_calls() -> None:
    server = Server(*[answer(OK)] * 5)
    async with lined(server) as line:
        for _ in range(5):
            assert bytes(await line.call("sendMessage", {"chat_id": 1, "text": "가"})) == b'{"message_id":5}'
    assert (server.connections, server.requests) == (1, 5)
    assert server.bodies[0] == '{"chat_id":1,"text":"가"}'.encode()


def test_it_works_on_the_loop_of_the_service() -> None:
    """uvloop's transports are not asyncio's."""

    async def calls() -> int:
        server = Server(*[answer(OK)] * 2)
        async with lined(server) as line:
            await line.call("getMe", {})
            await line.call("getMe", {})
        return server.connections

    assert uvloop.run(calls()) == 1


async def test_a_connection_that_was_closed_meanwhile_is_renewed() -> None:
    server = Server(answer(OK, "Connection: close\r\n"), answer(OK), answer(OK))
    async with lined(server) as line:
        for _ in range(3):
            await line.call("getMe", {})
    assert server.connections == 2


async def test_calls_side_by_side_have_connections_of_their_own() -> None:
    server = Server(*[answer(OK)] * 8)
    async with lined(server) as line:
        await asyncio.gather(*(line.call("getMe", {}) for _ in range(8)))
    assert server.requests == 8
    assert 1 < server.connections <= 8


async def test_an_answer_in_pieces_is_put_together() -> None:
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(OK[at : at + 3]), OK[at : at + 3]) for at in range(0, len(OK), 3))
    server = Server(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + pieces + b"0\r\n\r\n")
    async with lined(server) as line:
        assert bytes(await line.call("getMe", {})) == b'{"message_id":5}'


async def test_no_answer_is_lost_and_no_server_is_unreached() -> None:
    async with lined(Server(None)) as line:
        with pytest.raises(Lost):
            await line.call("sendMessage", {})
    with pytest.raises(Unreached):
        await line.call("sendMessage", {})


async def test_an_answer_that_never_ends_is_lost_in_time() -> None:
    server = Server(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", answer(OK))
    async with lined(server) as line:
        with pytest.raises(Lost):
            await line.call("sendMessage", {}, 0.05)
        await line.call("sendMessage", {})
    assert server.connections == 2


async def test_what_is_not_http_or_too_large_is_lost() -> None:
    huge = f"HTTP/1.1 200 OK\r\nContent-Length: {LARGEST + 1}\r\n\r\n".encode() + b"x" * (LARGEST + 1)
    for found in (b"nonsense\r\n\r\n", huge):
        async with lined(Server(found)) as line:
            with pytest.raises(Lost):
                await line.call("getMe", {})


async def test_a_page_of_a_proxy_is_a_refusal_with_its_status() -> None:
    page = b"<html>Bad gateway</html>"
    server = Server(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: %d\r\n\r\n" % len(page) + page)
    async with lined(server) as line:
        with pytest.raises(BotApiRefused) as caught:
            await line.call("getMe", {})
    assert caught.value.code == 502


async def test_no_error_tells_the_token() -> None:
    async with lined(Server(None)) as line:
        with pytest.raises(Lost) as caught:
            await line.call("getMe", {})
    assert "secret-token" not in repr(caught.value)
    with pytest.raises(Unreached) as unreached:
        await line.call("getMe", {})
    assert "secret-token" not in repr(unreached.value)


@pytest.fixture
def certified(tmp_path: Path) -> Callable[[], tuple[ssl.SSLContext, ssl.SSLContext]]:
    """A server's context and a client's that trusts it."""

    def make() -> tuple[ssl.SSLContext, ssl.SSLContext]:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        now = datetime.datetime.now(datetime.UTC)
        built = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
            .sign(key, hashes.SHA256())
        )
        held, shown = tmp_path / "key.pem", tmp_path / "certificate.pem"
        shown.write_bytes(built.public_bytes(serialization.Encoding.PEM))
        plain = serialization.NoEncryption()
        pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        held.write_bytes(key.private_bytes(pem, form, plain))
        serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        serving.load_cert_chain(shown, held)
        return serving, ssl.create_default_context(cafile=str(shown))

    return make


async def test_the_line_is_encrypted_and_the_server_is_known(
    certified: Callable[[], tuple[ssl.SSLContext, ssl.SSLContext]],
) -> None:
    serving, trusting = certified()
    server = Server(answer(OK), answer(OK))
    async with lined(server, serving, trusting) as line:
        await line.call("getMe", {})
        await line.call("getMe", {})
    assert server.connections == 1
    async with lined(Server(), serving) as line:
        with pytest.raises(Unreached):
            await line.call("getMe", {})


def test_a_log_says_what_telegram_always_says_and_nothing_it_quotes() -> None:
    assert fixed_words('Bad Request: can\'t parse entities: Unsupported start tag "kim"') == "can't parse entities"
    assert fixed_words("Bad Request: inline keyboard button URL 'x' is invalid") == "inline keyboard button URL"
    assert fixed_words("Forbidden: bot was blocked by the user") == "Forbidden"


def test_a_form_cannot_be_broken_by_a_file_name() -> None:
    _, body = multipart({"chat_id": "1"}, {"document": ('a"\r\nX-Evil: 1\r\n.pdf', "text/plain\r\nX: y", b"data")})
    assert b"\r\nX-Evil" not in body
    assert b"\r\nX: y" not in body
