"""The server: one socket at one address, no connection kept for those who say nothing, and an end in time."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from esthersim.web.security import HEADERS

MOST_SOCKETS = 600
HEAD_SECONDS = 10.0
"""Seconds in which the head of a request has to be whole; uvicorn itself waits for ever."""
UNACKNOWLEDGED_SECONDS = 30.0
"""Seconds after which a telephone that is simply gone counts as gone, where the system can say so."""
MORE_PORTS = 20
LAST_WORDS_SECONDS = 0.15
"""Seconds that open sockets have once the program is gone."""


class Connection(H11Protocol):
    """A socket. It is closed if it does not say what it wants, and makes room for others while it wants nothing."""

    def __init__(self, *parts: Any, **more: Any) -> None:
        super().__init__(*parts, **more)
        self._overdue: asyncio.TimerHandle | None = None
        self.app = _Known(self.config.loaded_app, self)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Take a socket, or close one that wants nothing where there are too many."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)  # what waits here would be old once it is taken
        _notice_silence(transport.get_extra_info("socket"))
        self.made = self.loop.time()
        self._watch()
        if len(self.connections) > MOST_SOCKETS:
            idle = [each for each in self.connections if isinstance(each, Connection) and each.is_idle]
            min(idle, key=lambda each: each.made, default=self).transport.abort()

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered."""
        cycle: Any = self.cycle  # none before the first request, whatever its annotation says
        return cycle is None or bool(cycle.response_complete)

    def data_received(self, data: bytes) -> None:
        """Take bytes."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of a socket."""
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        if self._overdue is not None:
            self._overdue.cancel()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request, as far as that is still possible."""
        headers = [(name.lower(), value) for name, value in HEADERS.items()]
        headers += [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
        with suppress(h11.LocalProtocolError):  # an answer has been begun already
            head = self.conn.send(h11.Response(status_code=400, headers=headers, reason=b"Bad Request"))
            body = self.conn.send(h11.Data(data=msg.encode("ascii")))
            self.transport.write(b"".join(filter(None, (head, body, self.conn.send(h11.EndOfMessage())))))
        self.transport.close()

    async def writable(self) -> None:
        """Wait until everything that was sent has been taken by the system."""
        await self.flow.drain()

    def _watch(self) -> None:
        """Begin to wait for a whole head, or stop waiting for one."""
        awaited = self.conn.their_state is h11.IDLE
        if not awaited and self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None
        elif awaited and self._overdue is None:
            self._overdue = self.loop.call_later(HEAD_SECONDS, self.transport.abort)


class _Known:
    """The application, which is told on which socket a request has come."""

    def __init__(self, app: ASGIApp, connection: Connection) -> None:
        self._app, self._connection = app, connection

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["connection"] = self._connection
        await self._app(scope, receive, send)


def _notice_silence(of: socket.socket | None) -> None:
    """Have the system close a socket whose other end no longer answers."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if of is not None and option is not None:
        with suppress(OSError):
            of.setsockopt(socket.IPPROTO_TCP, option, int(UNACKNOWLEDGED_SECONDS * 1000))


class Server(uvicorn.Server):
    """Uvicorn, which ends when it is told to, and takes everything with it within half a second."""

    def __init__(self, app: ASGIApp, closing: Callable[[], None]) -> None:
        """Serve an application; `closing` is called once before the sockets are closed, so that streams end."""
        self._closing = closing
        super().__init__(
            uvicorn.Config(
                app, http=Connection, loop="asyncio", ws="none", lifespan="off", access_log=False, log_config=None,
                log_level="critical", server_header=False, proxy_headers=False, timeout_graceful_shutdown=2,
            )
        )  # fmt: skip

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, and after a moment every socket."""
        self._closing()
        asyncio.get_running_loop().call_later(LAST_WORDS_SECONDS, self._abort)
        await super().shutdown(sockets)

    def _abort(self) -> None:
        for each in tuple(self.server_state.connections):
            each.transport.abort()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End when the system asks for it; Ctrl-C is for the program, which then closes the pipe."""
        del frame
        if sig != signal.SIGINT:
            self.should_exit = True


def listen(host: str, port: int, more: int = MORE_PORTS) -> socket.socket:
    """Return a socket that listens at an address: on the port, or the first one after it that is free.

    Raises `OSError` with the system's reason if none of them is.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for each in range(port, port + more + 1):
        found = socket.socket(family, socket.SOCK_STREAM)
        try:
            if hasattr(socket, "SO_REUSEADDR") and not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the port may just have been ours
            found.bind((host, each))
            found.listen(MOST_SOCKETS)
        except OSError as error:
            found.close()
            if error.errno != errno.EADDRINUSE or each == min(port + more, 65535):
                raise
        else:
            found.setblocking(False)
            return found
    raise OSError(errno.EADDRINUSE, "no free port")


def allow_many_files() -> None:
    """Raise the number of files that this process may open to what the system allows; sockets are files."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows, which has no such limit

        _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
