"""What is refused before any page is asked for, what is said with every answer, and what nobody may do too often."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from pathlib import PurePath
from traceback import extract_tb
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from esthersim.seats.addresses import origin_of

log = logging.getLogger("esthersim.web")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Said with every answer. With `no-referrer` browsers would send `Origin: null` with our own forms."""
UNWRITABLE_SECONDS = 30.0
"""A socket that has taken nothing for so long is closed."""
_FOR_OUR_PAGES = frozenset({"/events", "/here"})
_READING = frozenset({"GET", "HEAD"})

Fail = Callable[[Scope, int], ASGIApp]
"""Returns the answer with an error for a request."""


class Origins:
    """Where the pages are: the address that was chosen, and the one that people type, behind a reverse proxy."""

    def __init__(self, host: str, port: int, public: str = "") -> None:
        """Take the address; `public` is the whole origin, for example ``https://seats.example``."""
        self.all = tuple(_plain(each) for each in (public, origin_of(host, port)) if each)
        self.hosts = frozenset(each.partition("://")[2] for each in self.all)
        self.secure = self.all[0].startswith("https:")


def _plain(origin: str) -> str:
    """Return an origin as browsers write it: lower case, without a path, without the port that goes without saying."""
    parts = urlsplit(origin.lower())
    usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}"


class Guard:
    """Around the application: refuses by Host and origin, sets the headers, and turns a failure into one line."""

    def __init__(self, app: ASGIApp, origins: Origins, fail: Fail, patience: float = UNWRITABLE_SECONDS) -> None:
        """Guard an application."""
        self._app, self._origins, self._fail, self._patience = app, origins, fail, patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        answer = Answering(scope, send, self._patience)
        try:
            status = self._refusal(scope)
            app = self._app if status is None else self._fail(scope, status)
            await app(scope, receive, answer)
        except Unwritable:
            abort(scope)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody else may notice
            log.error("a page failed: %s at %s", type(error).__name__, _where(error))  # noqa: TRY400 - see `_where`
            if answer.started:
                abort(scope)
            else:
                await self._fail(scope, HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, answer)

    def _refusal(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[each] for each in self._origins.hosts]:
            return HTTPStatus.MISDIRECTED_REQUEST  # a name that somebody else has pointed at this computer
        site = headers.get("sec-fetch-site", "same-origin")
        if scope["method"] not in _READING:
            ours = headers.getlist("origin") in [[each] for each in self._origins.all]
            return None if ours and site == "same-origin" else HTTPStatus.FORBIDDEN
        if scope["path"] in _FOR_OUR_PAGES and site != "same-origin":
            return HTTPStatus.FORBIDDEN
        return None


class Unwritable(Exception):  # noqa: N818 - what happened is the better name
    """A socket has taken nothing for too long."""


class Answering:
    """Sends an answer with the headers of every answer, and gives up where nobody takes it."""

    def __init__(self, scope: Scope, send: Send, patience: float) -> None:
        """Send by `send`."""
        self.started = False
        self._scope, self._send, self._patience = scope, send, patience

    async def __call__(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        try:
            async with asyncio.timeout(self._patience):
                await self._send(message)
        except TimeoutError:
            raise Unwritable from None


def abort(scope: Scope) -> None:
    """Close the socket of a request at once, whatever has not been taken of its answer."""
    connection = scope.get("state", {}).get("connection")
    if connection is not None:
        connection.transport.abort()


def _where(error: BaseException) -> str:
    """Return the file and line of a failure; neither its text nor a path, as they may hold what people wrote."""
    frames = extract_tb(error.__traceback__)
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


class Rate:
    """Counts by key, in memory alone, how often something was done in the last seconds."""

    def __init__(self, most: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        """Allow it `most` times in so many seconds."""
        self._most, self._seconds, self._now = most, seconds, now
        self._times: dict[str, deque[float]] = {}

    def is_spent(self, key: str) -> bool:
        """Return whether it has been done as often as is allowed."""
        return len(self._recent(key)) >= self._most

    def count(self, key: str) -> bool:
        """Count it once more if it is allowed, and return whether it is."""
        recent = self._recent(key)
        if len(recent) >= self._most:
            return False
        self._times[key] = recent
        recent.append(self._now())
        return True

    def _recent(self, key: str) -> deque[float]:
        oldest = self._now() - self._seconds
        if len(self._times) > 1000:
            self._times = {name: times for name, times in self._times.items() if times[-1] > oldest}
        times = self._times.get(key, deque())
        while times and times[0] <= oldest:
            times.popleft()
        return times
