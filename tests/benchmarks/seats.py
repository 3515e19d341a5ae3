"""Fifty and three hundred telephones at the real program, in a real terminal of 120 by 40, and what their pages cost.

Two of the telephones propose in turn; every proposal is an entry that changes what all the others see. The time runs
from the moment at which an entry is durable until a telephone has parsed what it says. It is compared with a bare
asyncio server that sends the same bytes to as many sockets, in the same run. Everything is on one computer: program,
pages and telephones.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex, token_urlsafe
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from benchmarks.figures import Figure
from benchmarks.terminal import Program, program

from esthersim.journal.opening import open_store
from esthersim.journal.session import Session
from esthersim.journal.store import Device, ScenarioText
from esthersim.play import commands as c
from esthersim.screens.sight import SIGHT_SECONDS
from esthersim.settings import default_store
from esthersim.web.tokens import cookie_name, digest

RUN = "seats-1"
ROLES = tuple(f"r{number}" for number in range(8))
KINDS = ("organisation: kommunen", "patient: true")
LANGUAGES = ("sv", "en")
SECONDS = 12.0
SETTINGS = ((50, 2, 12.0, 3.0), (50, 15, 20.0, 10.0), (300, 4, 80.0, None))
"""Telephones, entries a second, and the aims: p99 in ms, and the share of a core in percent."""
MOST_MEGABYTES, MOST_KILOBYTES, MOST_PAINT = 70.0, 12.0, 150.0
HEAD = """\
esthersim: 1
id: bench
title: En natt
summary: Mätning
language: sv
fictional: true
time: {prebriefing: 5 min, simulation: 2 h, debriefing: 2 h}
needs: Vi mäter.
objectives: {ett: Det första, tva: Det andra}
story: Esther är 81 år.
organisations: {kommunen: {name: Kommunen, principal: kommun}}
"""
EVENT = """\
events:
  e0:
    title: Trettio sekunder
    place: Basen, surfplattan
    present: [{roles}]
    text: >-
      01.30. Bilden kommer upp, grå och utan ljud. En säng. Täcket är vikt åt sidan och kudden har en grop. På
      nattduksbordet ligger två hörapparater bredvid ett glas vatten. Regnet slår mot rutan. Du skriver en rad om någon
      annan och läser den två gånger. På lappen vid telefonen står Esthers tider: 01.30, och sedan 01.45.
    decision:
      by: [{roles}]
      question: Klockan är 01.31. Vad gör ni?
      options:
        vanta: {{text: Vänta kvarten ut, next: e1}}
        aka: {{text: Ring patrullen nu, next: e1}}
  e1: {{title: Slut, text: Det är slut., ending: Hemma}}
"""
STAMPED = """
import sys, time
from esthersim.journal.session import Session
begin = Session.__init__
def stamped(self, *parts, **more):
    begin(self, *parts, **more)
    stamps = open({stamps!r}, "a", buffering=1)
    self.listeners.insert(0, lambda lines: stamps.write(f"{{lines[-1].seq}} {{time.monotonic_ns()}}\\n"))
Session.__init__ = stamped
sys.argv = ["esthersim", *sys.argv[1:]]
from esthersim.cli import main
main()
"""
"""The program, which notes when entries have become durable."""
ECHO = """
import asyncio, sys, time
async def serve():
    ends = set()
    async def met(reader, writer):
        ends.add(writer)
        while (line := await reader.readline()):
            body = str(time.monotonic_ns()).encode().ljust({bytes}, b" ") + b"\\n\\n"
            for each in ends:
                each.write(body)
    server = await asyncio.start_server(met, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(serve())
"""
"""The least that any server can do: a line from one socket, the same bytes to all."""

PAINTED = """() => new Promise(done => new PerformanceObserver(
    list => done(list.getEntriesByName('first-contentful-paint')[0].startTime)
).observe({type: 'paint', buffered: true}))"""


@dataclass(slots=True)
class Measured:
    """Milliseconds until every telephone knew of each entry, and what it cost."""

    waits: list[float]
    share: float
    megabytes: float
    lost: int
    sizes: list[int] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """Return the wait that so large a share did not exceed."""
        return sorted(self.waits)[min(int(len(self.waits) * share), len(self.waits) - 1)]


class Served(NamedTuple):
    """The pages of a run: their port and process, the file with the stamps, and the arrival at the event."""

    port: int
    pages: int
    stamps: Path
    arrival: int


def figures() -> list[Figure]:
    """Measure every setting, then the first page."""
    found: list[Figure] = []
    for telephones, rate, slowest, most in SETTINGS:
        found += _setting(telephones, rate, slowest, most)
    return found


def _setting(telephones: int, rate: int, slowest: float, most: float | None) -> Iterator[Figure]:
    tokens = [token_urlsafe(24) for _telephone in range(telephones)]
    with _served(tokens) as served:
        first = list(_first_page(served.port)) if (telephones, rate) == SETTINGS[0][:2] else []
        ours = asyncio.run(_measured(served, tokens, rate))
    with _echoing(round(median(ours.sizes))) as (process, port):
        bare = asyncio.run(_echoed(port, telephones, rate, process))
    name = f"{telephones} telephones, {rate}/s"
    p99, other = ours.quantile(0.99), bare.quantile(0.99)
    bytes_each = f"{median(ours.sizes) / 1000:.1f} kB each"
    yield Figure(
        f"{name}: p99, ms", f"{p99:.1f} ms; p50 {ours.quantile(0.5):.1f}",
        f"echo {other:.1f} ms; p50 {bare.quantile(0.5):.1f}; {p99 / other:.1f} times; {bytes_each}", p99, slowest,
    )  # fmt: skip
    yield Figure(f"{name}: lost", f"{ours.lost}", f"of {len(ours.waits)}", float(ours.lost), 0)
    times = f"echo {bare.share:.1f} %" + (f"; {ours.share / bare.share:.1f} times" if bare.share else "")
    yield Figure(f"{name}: pages, % of a core", f"{ours.share:.1f} %", times, ours.share, most)
    yield Figure(f"{name}: pages, MB", f"{ours.megabytes:.0f} MB", f"echo {bare.megabytes:.0f} MB", ours.megabytes,
                 MOST_MEGABYTES if most else None)  # fmt: skip
    yield from first


# The program, and the other side


@contextmanager
def _served(tokens: Sequence[str]) -> Iterator[Served]:
    """Resume a run whose telephones have joined, with its pages."""
    port = _free_port()
    arrivals: list[int] = []

    def prepare(home: str) -> None:
        arrivals.append(_begin(home, tokens))

    # the stamps lie beside the home, whose name is not known yet
    stamps = Path(f"/tmp/stamps-{token_hex(8)}")  # noqa: S108 - a name that nobody can guess
    stamps.touch()
    arguments = ("-c", STAMPED.format(stamps=str(stamps)), "resume", RUN, "--seats", "--bind", "127.0.0.1")
    try:
        with program(*arguments, "--port", str(port), prepare=prepare) as running:
            _until_served(running, port)
            running.press("p")
            running.settle(SIGHT_SECONDS + 0.3)
            drawing = threading.Thread(target=_watch, args=(running,), daemon=True)
            drawing.start()
            yield Served(port, _children(running.process)[0], stamps, arrivals[0])
    finally:
        stamps.unlink()


def _watch(running: Program) -> None:
    """Take all that the program draws, until it has ended: a terminal that nobody reads makes it wait."""
    with suppress(OSError, ValueError):
        while Path(f"/proc/{running.process}").exists():
            running.read(0.5)
            running.written = b""


def _begin(home: str, tokens: Sequence[str]) -> int:
    """Leave a run at its event, with a device for each token; return the arrival there."""
    titles = (f"{role}: {{title: Plats {role}, brief: Du är med, {KINDS[role == ROLES[0]]}}}" for role in ROLES)
    roles = "".join(["roles:\n", *(f"  {each}\n" for each in titles)])
    text = HEAD + roles + EVENT.format(roles=", ".join(ROLES))
    store = open_store(default_store({"ESTHERSIM_DATA": home}))
    with Session.begin(store, ScenarioText("bench", "En natt", "sv", text, "0"), run=RUN) as session:
        session.do(c.Advance(override=True))
        session.do(c.Advance(override=True))
        session.do(c.Pause())
        assert session.state.place, session.state.step
        arrival = session.state.place.arrival
    for number, token in enumerate(tokens):
        seat, language = ROLES[number % len(ROLES)], LANGUAGES[number % 2]
        store.keep_device(RUN, Device(digest(token), seat, number + 1, language, "2026-01-01T00:00:00Z", admitted=True))
    store.close()
    return arrival


def _until_served(running: Program, port: int) -> None:
    """Read what the program paints until its pages answer."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        running.read(0.05)
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise TimeoutError(f"no pages are served: {running.written[-1500:]!r}")


@contextmanager
def _echoing(size: int) -> Iterator[tuple[int, int]]:
    with subprocess.Popen(
        [sys.executable, "-c", ECHO.format(bytes=size)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        try:
            yield process.pid, int(process.stdout.readline())
        finally:
            process.kill()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(each) for task in tasks for each in (task / "children").read_text(encoding="ascii").split()]


def _seconds(process: int) -> float:
    """Return the processor time of a process; Linux alone can tell."""
    parts = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(process: int) -> float:
    pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


# The telephones


async def _measured(served: Served, tokens: Sequence[str], rate: int) -> Measured:
    """Open a stream for each token, propose in turn, and see when each telephone knows."""
    port, process, stamps = served.port, served.pages, served.stamps
    heard: list[list[tuple[int, int]]] = [[] for _token in tokens]
    sizes: list[int] = []
    streams = [asyncio.create_task(_listen(port, token, own, sizes)) for token, own in zip(tokens, heard, strict=True)]
    await _until(lambda: all(heard))
    sizes.clear()
    begun, at = _seconds(process), time.monotonic()
    for number in range(int(SECONDS * rate)):
        await asyncio.sleep(max(0.0, at + number / rate - time.monotonic()))
        await _propose(port, tokens[number % 2], ("vanta", "aka")[number // 2 % 2], served.arrival)
    share = (_seconds(process) - begun) / (time.monotonic() - at) * 100
    durable = [tuple(map(int, line.split())) for line in stamps.read_text(encoding="ascii").splitlines()]
    durable = [each for each in durable if each[1] >= at * 1e9]
    last = max(seq for seq, _at in durable)
    await _until(lambda: all(own[-1][0] >= last for own in heard), 5.0)
    megabytes = _megabytes(process)
    for each in streams:
        each.cancel()
    waits, lost = [], 0
    for seq, since in durable:
        for own in heard:
            when = next((moment for known, moment in own if known >= seq), None)
            if when is None:
                lost += 1
            else:
                waits.append((when - since) / 1e6)
    return Measured(waits, share, megabytes, lost, sizes)


async def _listen(port: int, token: str, heard: list[tuple[int, int]], sizes: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    writer.write(_head("GET", "/events", port, token).encode() + b"\r\n")
    while True:
        block = await reader.readuntil(b"\n\n")
        for line in block.split(b"\n"):
            if line.startswith(b"data: {") and b'"seq"' in line:
                heard.append((json.loads(line[6:])["seq"], time.monotonic_ns()))
                sizes.append(len(line))


async def _propose(port: int, token: str, option: str, arrival: int) -> None:
    fields = {"act": "propose", "event": "e0", "arrival": arrival, "id": token_hex(8), "value": option}
    body = urlencode(fields).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = _head("POST", "/ask", port, token)
    head += f"Origin: http://127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    head += f"Accept: application/json\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
    writer.write(head.encode() + b"\r\n" + body)
    answer = await reader.read()
    writer.close()
    if b'"accepted":true' not in answer:
        raise RuntimeError(f"it was not accepted: {answer[-300:]!r}")


def _head(method: str, path: str, port: int, token: str) -> str:
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie_name(RUN)}={token}\r\n"


async def _echoed(port: int, telephones: int, rate: int, process: int) -> Measured:
    waits: list[float] = []

    async def listen() -> None:
        reader, _writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        while True:
            block = await reader.readuntil(b"\n\n")
            waits.append((time.monotonic_ns() - int(block)) / 1e6)

    listening = [asyncio.create_task(listen()) for _telephone in range(telephones)]
    _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    begun, at = _seconds(process), time.monotonic()
    for number in range(int(SECONDS * rate)):
        await asyncio.sleep(max(0.0, at + number / rate - time.monotonic()))
        writer.write(b"x\n")
    share = (_seconds(process) - begun) / (time.monotonic() - at) * 100
    await _until(lambda: len(waits) >= telephones * int(SECONDS * rate), 5.0)
    for each in listening:
        each.cancel()
    return Measured(waits, share, _megabytes(process), 0)


async def _until(so: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something is so, or the seconds are over."""
    until = time.monotonic() + seconds
    while not so() and time.monotonic() < until:  # noqa: ASYNC110 - the other side is a program, which sets no event
        await asyncio.sleep(0.01)


# The first page


def _first_page(port: int) -> Iterator[Figure]:
    """Weigh the page on which a seat is taken, with all that it needs, and see how soon something is painted."""
    address = f"http://127.0.0.1:{port}"
    page = urlopen(f"{address}/").read()  # noqa: S310 - our own server
    parts = set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', page))
    packed = {"Accept-Encoding": "gzip"}
    asked = [Request(address + each.decode(), headers=packed) for each in parts]  # noqa: S310 - our own server
    kilobytes = (len(page) + sum(len(urlopen(each).read()) for each in asked)) / 1000  # noqa: S310 - our own
    yield Figure("first page, kB", f"{kilobytes:.1f} kB", f"page {len(page) / 1000:.1f}, {len(parts)} files",
                 kilobytes, MOST_KILOBYTES)  # fmt: skip
    chromium = os.environ.get("ESTHERSIM_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        yield Figure("first paint, ms", "", "no Chromium here", None, MOST_PAINT)
        return
    from playwright.sync_api import sync_playwright

    paints = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _time in range(9):
            context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
            tab = context.new_page()
            tab.goto(f"{address}/")
            paints.append(tab.evaluate(PAINTED))
            context.close()
        browser.close()
    yield Figure("first paint, ms", f"{median(paints):.0f} ms", f"9 times, most {max(paints):.0f}", median(paints),
                 MOST_PAINT)  # fmt: skip
