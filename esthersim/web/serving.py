"""The process: everything put together, from the first line of the pipe to its end."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from contextlib import suppress
from typing import assert_never

from esthersim.seats.wire import Answer, Beat, Begun, Down, Looks, News, Opened, Ready, Seating
from esthersim.seats.wire import Streams as Open
from esthersim.web.application import Application
from esthersim.web.drafting import Drafting
from esthersim.web.drawn import Drawing, Pages
from esthersim.web.house import House
from esthersim.web.pipe import Pipe, Program
from esthersim.web.security import Origins
from esthersim.web.server import Server, allow_many_files, listen
from esthersim.web.stream import Streams

REPORT_SECONDS = 5.0
SOONEST_REPORT_SECONDS = 0.5


class Serving:
    """The pages of one run, as they are served."""

    def __init__(self, opened: Opened, pipe: Pipe, pages: Pages) -> None:
        """Put the parts together; nothing is served yet."""
        self.house = House(opened)
        self.program = Program(pipe.send)
        self.drafting = Drafting(self.house, pipe.send)
        self.drawing = Drawing(self.house, pages)
        self.streams = Streams(self.drawing)
        self._opened, self._pipe = opened, pipe
        self._server: Server | None = None
        self._ended = asyncio.Event()

    async def run(self) -> None:
        """Serve until the program is gone."""
        self._pipe.start(self.take, self.end)
        opened = self._opened
        try:
            socket = listen(opened.host, opened.port)
        except OSError as error:
            self._pipe.send(Ready(0, error.strerror or str(error)))
            await self._ended.wait()
            return
        port = socket.getsockname()[1]
        origins = Origins(opened.host, port, opened.origin)
        application = Application(self.drawing, self.program, self.drafting, self.streams, origins)
        self._server = Server(application.guarded, self.close)
        reporting = asyncio.create_task(self._report())
        self._pipe.send(Ready(port))
        if self._ended.is_set():
            self._server.should_exit = True
        await self._server.serve([socket])
        reporting.cancel()
        with suppress(asyncio.CancelledError):
            await reporting

    def take(self, message: Down) -> None:
        """Take what the program tells, and have the pages look at it."""
        before = self.house.version
        match message:
            case Opened():
                self.house.open(message)
            case Answer():
                self.program.answered(message)
            case News() | Beat() | Begun() | Seating() | Looks():
                self.house.take(message)
            case _:
                assert_never(message)
        self.program.heard()
        if self.house.version != before:
            self.streams.stir()

    def end(self) -> None:
        """End, because the program has."""
        self._ended.set()
        self.close()
        if self._server is not None:
            self._server.should_exit = True

    def close(self) -> None:
        """End every stream and give up every question."""
        self.streams.close()
        self.program.close()
        self.drafting.close()

    async def _report(self) -> None:
        """Tell every few seconds, and soon after it has changed, which devices have a page open and who is writing."""
        while True:
            self.streams.changed.clear()
            self._pipe.send(Open(self.streams.tokens, self.streams.rooms, self.drafting.writing))
            await asyncio.sleep(SOONEST_REPORT_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(REPORT_SECONDS - SOONEST_REPORT_SECONDS):
                    await self.streams.changed.wait()


def run(pages: Pages) -> None:
    """Serve the pages of the run that the program at the other end of the pipe tells of, until it is gone."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    allow_many_files()
    pipe = Pipe.of_this_process()
    opened = pipe.read()
    if isinstance(opened, Opened):
        asyncio.run(Serving(opened, pipe, pages).run())
