"""The server on a real socket: what it says with every answer, what it reads, and what it lets nobody do to others."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import subprocess
import sys
from contextlib import AsyncExitStack, closing, suppress
from http.client import HTTPConnection
from typing import Any, Self

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.memory import MemoryStore
from esthersim.journal.session import Session
from esthersim.journal.store import Device
from esthersim.play import commands as c
from esthersim.seats import wire
from esthersim.web import bodies, pages, security, server, tokens
from esthersim.web.static_files import by_path
from support.ports import free_port
from support.scenarios import viktlarm_text
from support.web import FORM, HOST, SECONDS, Phone, Reply, a_house, raw, until

GARBAGE = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    b"hello\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET  /  HTTP/9.9\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    b"GET / HTTP/1.1\r\nX: " + b"x" * 80_000,
    bytes(range(256)) * 40 + b"\r\n\r\n",
)


async def slowly(phone: Phone, path: str, length: int, *sent: bytes) -> tuple[asyncio.StreamReader, Any]:
    """Begin a form of this length, of which no more than `sent` comes."""
    reader, writer = await asyncio.open_connection(HOST, phone.port)
    head = phone.head("POST", path, Origin=phone.origin, Content_Type=FORM, Content_Length=str(length))
    writer.write(head + b"".join(sent))
    return reader, writer


def is_guarded(reply: Reply) -> bool:
    """Return whether an answer has the headers of every answer, and says nothing of what serves it."""
    wanted = {name.lower(): value.lower() for name, value in security.HEADERS.items() if name != "Cache-Control"}
    return wanted.items() <= reply.headers.items() and "server" not in reply.headers and (
        reply.headers["cache-control"] == "no-store" or reply.headers["cache-control"].endswith("immutable")
    )  # fmt: skip


async def test_every_answer_has_the_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages, redirections, files, streams, every refusal, a failure and what is no request at all."""
    monkeypatch.setattr(bodies, "PATIENCE", 0.05)
    async with a_house() as house:
        phone, other = await house.seated("esther"), house.phone()
        script = next(path for path in by_path() if path.endswith(".js"))
        found = [
            await other.get("/"), await other.get("/j/abc"), await phone.get("/me"), await phone.get("/"),
            await phone.get("/here"), await phone.get(script), await phone.post("/draft", {"form": "x"}),
            await raw(house.port, phone.head("GET", "/events"), finish=False),
            await raw(house.port, phone.head("HEAD", "/me")),
            await phone.post("/ask", {}), await other.post("/ask"), await other.post("/ask", Origin="null"),
            await other.get("/nothing"), await other.get("/join"), await phone.post("/leave", body=b"x" * 17000),
            await other.get("/", Host="evil.example"), await phone.post("/ask", body=b"\xff"),
            *[await raw(house.port, each) for each in GARBAGE],
        ]  # fmt: skip
        reader, writer = await slowly(phone, "/ask", 100, b"act=")
        late = await reader.read()
        writer.close()
        assert late.startswith(b"HTTP/1.1 408 ")
        assert b"default-src 'none'" in late
        monkeypatch.setattr(pages, "seat_page", None)
        found.append(await phone.get("/me"))
        assert {each.status for each in found} >= {200, 303, 204, 400, 401, 403, 404, 405, 413, 421, 500}
        assert [each for each in found if not is_guarded(each)] == []


@pytest.mark.parametrize("sent", GARBAGE, ids=range(len(GARBAGE)))
async def test_garbage_is_answered_with_400_and_the_socket_closed(sent: bytes) -> None:
    """Whatever comes, whoever is seated goes on."""
    async with a_house() as house:
        phone = await house.seated("esther")
        reply = await raw(house.port, sent)
        assert (reply.status, reply.headers["connection"]) == (400, "close")
        assert (await phone.get("/me")).status == 200


async def test_two_requests_on_one_socket() -> None:
    """A socket is kept between requests, and one after the other is answered."""
    async with a_house() as house:
        phone = await house.seated("esther")
        both = phone.head("GET", "/here", Connection="keep-alive") + phone.head("GET", "/here")
        assert (await raw(house.port, both)).body.count(b'{"seat":true}') == 2


# Paths


@pytest.mark.parametrize(
    "path",
    [
        "/static/", "/static/../pages.py", "/static/..%2f..%2fpages.py", "/static/%2e%2e/pages.py",
        "/static//etc/passwd",
        "/static/seat.js", "/static/seat.0000000000.js", "/static/%00", "//etc/passwd", "/me/", "/ME", "/.git/config",
        "/openapi.json", "/j/", "/j/a/b", "/screen/", "/screen/x", "/templates/seat.html.j2", "/%c0%ae%c0%ae/", "/<b>",
    ],
)  # fmt: skip
async def test_a_path_that_is_none_is_404(path: str) -> None:
    """No path is looked for in a folder, none is corrected, and none comes back in the answer."""
    async with a_house() as house:
        reply = await house.phone().get(path)
        assert reply.status == 404
        assert [each for each in ("passwd", ".py", "openapi", "config", "<b>") if each in reply.text] == []


async def test_files_are_kept_for_long() -> None:
    """A file's path has its hash, so a browser need not ask again."""
    async with a_house() as house:
        for path in by_path():
            reply = await house.phone().get(path)
            assert (reply.status, "immutable" in reply.headers["cache-control"]) == (200, True)


# Bodies


@pytest.mark.parametrize("size", [16 * 1024 + 1, 1024 * 1024, 10 * 1024 * 1024])
@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
async def test_too_long_a_body_is_413(size: int, chunked: bool) -> None:
    """It is counted while it comes, whatever the head says about its length."""
    async with a_house() as house:
        phone = await house.seated("esther")
        body = b"act=stop&value=" + b"x" * (size - 15)
        if chunked:
            body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:9], body[9:])) + b"0\r\n\r\n"
            more = {"Content_Length": "", "Transfer_Encoding": "chunked"}
        else:
            more = {}
        assert (await phone.post("/ask", body=body, **more)).status == 413
        assert (await phone.get("/me")).status == 200


async def test_the_longest_body_is_read() -> None:
    """16 KiB are no byte too many."""
    async with a_house() as house:
        phone = await house.seated("esther")
        body = b"form=x&value=" + b"x" * (bodies.LONGEST - 13)
        assert (await phone.post("/draft", body=body)).status == 204
        assert (await phone.post("/draft", body=body + b"x")).status == 413


async def test_a_body_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too long is read on only for so long that its sender can hear the answer."""
    monkeypatch.setattr(bodies, "MOST_READ", 50_000)
    async with a_house() as house:
        phone = await house.seated("esther")
        reader, writer = await slowly(phone, "/ask", 10**12, b"x" * 200_000)
        answer = b"HTTP/1.1 413 "
        with suppress(ConnectionError):  # where its sender has not stopped
            answer = await reader.read()
        assert answer.startswith(b"HTTP/1.1 413 ")
        writer.close()
        assert (await phone.get("/me")).status == 200


@pytest.mark.parametrize("path", ["/ask", "/draft", "/join", "/leave", "/language"])
async def test_too_slow_a_body_is_408(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has to be whole in time, at every address that reads one."""
    monkeypatch.setattr(bodies, "PATIENCE", 0.05)
    async with a_house() as house:
        phone = await house.seated("esther")
        reader, writer = await slowly(phone, path, 20, b"act=")
        assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
        writer.close()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"form=x&value=1", FORM, 204),
        (b"form=x&value=1", FORM + "; charset=utf-8", 204),
        (b"form=x&value=1", "text/plain", 400),
        (b"form=x&value=1", "", 400),
        (b'{"form":"x"}', "application/json", 400),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 400),
        (b"form=x&value=\xff\xfe", FORM, 400),
        (b"form=x&value=%ff%fe", FORM, 400),
        (b"form=x&" + b"&".join(b"part-%d=1" % n for n in range(39)), FORM, 204),
        (b"form=x&" + b"&".join(b"part-%d=1" % n for n in range(40)), FORM, 400),
        (b"form=x&" + b"&" * 2000, FORM, 400),
        (b"form=x&value=%c3%a5%00", FORM, 204),
    ],
)
async def test_what_is_no_form_is_400(body: bytes, kind: str, status: int) -> None:
    """A form has at most 40 fields, in UTF-8."""
    async with a_house() as house:
        phone = await house.seated("esther")
        assert (await phone.post("/draft", body=body, Content_Type=kind)).status == status


async def test_whoever_goes_in_the_middle_of_a_body_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    """The socket goes, and nothing is logged."""
    async with a_house() as house:
        phone = await house.seated("esther")
        _reader, writer = await slowly(phone, "/ask", 500, b"act=stop")
        await phone.get("/here")
        writer.transport.abort()
        assert (await phone.get("/me")).status == 200
    assert caplog.records == []


# Sockets


async def test_a_head_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket that says nothing is closed, and one that says a little."""
    monkeypatch.setattr(server, "HEAD_SECONDS", 0.1)
    async with a_house() as house:
        phone = await house.seated("esther")
        assert (await raw(house.port, b"")).status == 0
        assert (await raw(house.port, phone.head("GET", "/me")[:-2])).status == 0
        assert (await phone.get("/me")).status == 200


async def test_a_stream_is_no_slow_head(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays open although nothing more is said."""
    monkeypatch.setattr(server, "HEAD_SECONDS", 0.05)
    async with a_house() as house:
        phone = await house.seated("esther")
        async with phone.stream() as stream:
            await stream.next()
            assert (await raw(house.port, b"")).status == 0  # which takes as long as that
            house.host.set_look(wire.Look(sound=False))
            house.session.do(c.Advance(override=True))
            assert (await stream.next())[0] == "page"


async def test_idle_sockets_shut_nobody_out() -> None:
    """With 700 sockets that say nothing, whoever is seated asks, hears by the open stream, and joins anew."""
    server.allow_many_files()
    async with a_house() as house, AsyncExitStack() as stack:
        phone = await house.seated("esther")
        stream = await stack.enter_async_context(phone.stream())
        await stream.next()
        idle = []
        for _ in range(700):
            each = stack.enter_context(socket.socket())
            each.setblocking(False)
            await asyncio.get_running_loop().sock_connect(each, (HOST, house.port))
            idle.append(each)
        assert (await phone.ask("stop", house.session.state.place)).json["accepted"]
        house.session.do(c.Advance(override=True))
        assert (await stream.next())[0] == "page"
        assert (await (await house.seated("sjukskoterska")).get("/me")).status == 200
        assert 500 < sum(map(is_open, idle)) < server.MOST_SOCKETS


def is_open(idle: socket.socket) -> bool:
    """Return whether the other end of a socket, which does not block, has not closed it."""
    try:
        return idle.recv(1) != b""
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


# The port


async def test_the_next_free_port_is_taken() -> None:
    """A port that another program has is passed over."""
    with server.listen(HOST, 0) as taken:
        port = taken.getsockname()[1]
        with server.listen(HOST, port) as found:
            assert port < found.getsockname()[1] <= port + server.MORE_PORTS
        with pytest.raises(OSError, match="in use"):
            server.listen(HOST, port, more=0)


async def test_an_address_that_is_not_this_computers_is_said() -> None:
    """The program hears why there are no pages."""
    async with a_house() as house:
        house.host.open("203.0.113.7", 8765)
        await until(lambda: any(isinstance(each, wire.Ready) and each.why for each in house.child.seen))
        await until(lambda: house.host.served is None)


# Failures and the log


async def test_a_failure_is_one_line_without_anybodys_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page says that something went wrong; the log says where, and has no text, code, token, query or path."""

    def fail(*what: Any, **more: Any) -> str:
        del more
        raise ValueError(f"HEMLIGT {what}")

    async with a_house() as house:
        phone = await house.seated("esther")
        caplog.set_level(logging.DEBUG)
        for name in ("seat_page", "join_page", "status_text"):
            monkeypatch.setattr(pages, name, fail)
        code, token = house.host.door.code, phone.cookie.partition("=")[2]
        place = house.session.state.place
        found = [
            await phone.get("/me?q=HEMLIGT"), await house.phone().get(f"/j/{code}?q=HEMLIGT"),
            await phone.ask("stop", place, value="HEMLIGT"), await house.phone().get("/HEMLIGT"),
            await phone.get("/me", Host="HEMLIGT"), await raw(house.port, b"HEMLIGT\r\n\r\n"),
            await house.phone().join("HEMLIGT", "HEMLIGT"),
        ]  # fmt: skip
        assert {each.status for each in found} == {400, 404, 421, 500}
        said = caplog.text + "".join(each.text for each in found)
        assert "a page failed: ValueError at test_server.py:" in caplog.text
        assert [each for each in ("HEMLIGT", code, token, "Traceback", "/me", str(house.port)) if each in said] == []


async def test_a_stream_that_fails_ends_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The socket is closed, so that the page opens it again; the server goes on."""
    async with a_house() as house:
        phone = await house.seated("esther")
        async with phone.stream() as stream:
            await stream.next()
            monkeypatch.setattr(pages, "sections", None)
            house.session.do(c.Advance(override=True))
            with suppress(ConnectionError):
                assert (await stream.next())[0] == ""
        monkeypatch.undo()
        async with phone.stream() as stream:
            assert (await stream.next())[0] == "page"
    assert [each.getMessage().partition(" at ")[0] for each in caplog.records] == ["a page failed: TypeError"]


# The end


class Process:
    """The real process with the pages, and the lines that it says."""

    def __init__(self) -> None:
        """Start it, without telling it anything."""
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "esthersim.web"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        self.port = 0

    def __enter__(self) -> Self:
        """Hold it."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End it."""
        self.process.kill()
        with suppress(BrokenPipeError), self.process:
            pass

    def tell(self, line: bytes) -> None:
        """Write a line down the pipe."""
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def serve(self) -> None:
        """Have it serve a run with a device whose token is known, and read the port."""
        with Session.begin(MemoryStore(), viktlarm_text(), ManualClock(), run="r1") as session:
            lines = session.store.read("r1")
        device = Device(tokens.digest(TOKEN), "esther", 1, "en", "", admitted=True)
        seating = wire.Seating((device,), "ABC234", True, "s" * 16)
        self.tell(wire.written(wire.Opened(
            "r1", viktlarm_text(), lines, HOST, free_port(), "", seating, (), wire.Clocked(0.0, True), wire.Look(), "en"
        )))  # fmt: skip
        assert self.process.stdout is not None
        ready = wire.read_up(self.process.stdout.readline())
        assert isinstance(ready, wire.Ready)
        self.port = ready.port

    def ended(self) -> tuple[int, bytes]:
        """Close the pipe to it, and return its status, and what it said of errors."""
        assert self.process.stdin is not None
        assert self.process.stderr is not None
        self.process.stdin.close()
        return self.process.wait(60), self.process.stderr.read()


TOKEN = "x" * 32


async def test_the_process_ends_with_its_program() -> None:
    """At once, with streams, questions, half heads and bodies open, and without a word on the standard error."""
    with Process() as process:
        process.serve()
        phone = Phone(process.port)
        phone.cookie = f"{tokens.cookie_name('r1')}={TOKEN}"
        async with asyncio.timeout(SECONDS), phone.stream() as one, phone.stream() as two:
            assert (await one.next())[0] == (await two.next())[0] == "page"
            ours = [await slowly(phone, "/ask", 100, b"act=")]
            ours += [await asyncio.open_connection(HOST, process.port) for _ in range(3)]
            asking = asyncio.create_task(phone.ask("stop", None))
            await phone.get("/here")
            status, errors = await asyncio.to_thread(process.ended)
            assert (status, errors) == (0, b"")
            assert (await asking).status in {0, 202}
            for _reader, writer in ours:
                writer.close()


@pytest.mark.parametrize("told", [b"", b"nonsense\n", b'{"is":"beat","clock":{"room":1,"running":true}}\n'])
def test_a_process_that_is_told_nothing_ends(told: bytes) -> None:
    """Without a run it serves nothing."""
    with Process() as process:
        process.tell(told)
        status, errors = process.ended()
        assert (status, errors) == (0, b"")


def test_garbage_on_the_pipe_is_passed_over() -> None:
    """A line that is no message changes nothing; Ctrl-C in the terminal is for the program."""
    with Process() as process:
        process.serve()
        process.tell(b"nonsense\n[]\n{}\n\xff\xfe\n" + b"x" * 100_000 + b"\n")
        process.process.send_signal(signal.SIGINT)
        with closing(HTTPConnection(HOST, process.port, timeout=5)) as connection:
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
        status, errors = process.ended()
        assert (status, errors) == (0, b"")
