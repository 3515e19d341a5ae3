"""The pages at their addresses: who holds which seat, what is asked for, and what is answered."""

from __future__ import annotations

import json

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from esthersim.cleaning import clean_line
from esthersim.journal.store import Device
from esthersim.language import _, available_languages, speaking
from esthersim.seats.door import as_typed, unknown_signs
from esthersim.seats.wire import ROOM_SCREEN, Answer, Join, Leave, Refused, Speak, WrongCode
from esthersim.web import bodies, tokens
from esthersim.web.asking import Asking, Outcome, place_in, texts_in
from esthersim.web.drafting import Drafting
from esthersim.web.drawn import Drawing, spoken
from esthersim.web.pipe import Program
from esthersim.web.security import Guard, Origins, Rate
from esthersim.web.static_files import FOLDER, by_path
from esthersim.web.stream import Streams

ASKS, ASKS_SECONDS = 10, 1.0
WRONG_CODES, WRONG_CODES_SECONDS = 5, 60.0
_LONGEST_CODE = 40
_FOR_LONG = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


class Application:
    """The pages of one run. It is an ASGI application behind its guard."""

    def __init__(
        self, drawing: Drawing, program: Program, drafting: Drafting, streams: Streams, origins: Origins
    ) -> None:
        """Put the pages at their addresses."""
        self.house, self.pages = drawing.house, drawing.pages
        self._drawing, self._program, self._drafting, self._streams = drawing, program, drafting, streams
        self._origins = origins
        self._asking = Asking(self.house, program, drafting)
        self._asks, self._others = Rate(ASKS, ASKS_SECONDS), Rate(ASKS, ASKS_SECONDS)
        self._wrong = Rate(WRONG_CODES, WRONG_CODES_SECONDS)
        self._notices: dict[str, Outcome] = {}
        """What became of a form that was sent without JavaScript, until the page is drawn again."""
        get, post = ["GET"], ["POST"]
        routes = [
            Route("/", self._join_page, methods=get),
            Route("/j/{code}", self._join_page, methods=get),
            Route("/J/{code}", self._join_page, methods=get),
            Route("/join", self._join, methods=post),
            Route("/me", self._me, methods=get),
            Route("/room", self._me, methods=get),
            Route("/screen/{secret}", self._screen, methods=get),
            Route("/ask", self._ask, methods=post),
            Route("/draft", self._draft, methods=post),
            Route("/leave", self._leave, methods=post),
            Route("/language", self._language, methods=post),
            Route("/here", self._here, methods=get),
            Route("/events", _Stream(self)),
            Route(FOLDER + "{name}", self._static, methods=get),
        ]
        app = Starlette(routes=routes, exception_handlers={HTTPException: self._error})
        app.router.redirect_slashes = False
        self.guarded = Guard(app, origins, self._fail)

    # Who it is

    def device(self, request: HTTPConnection) -> Device | None:
        """Return the device whose token a request brings."""
        token = tokens.held(request, self.house.run)
        return self.house.device(token) if token else None

    def _language_of(self, request: HTTPConnection) -> str:
        """Return the language of a device; of anybody else the one its browser prefers, as far as there is one."""
        device = self.device(request)
        if device is not None:
            return spoken(self.house, device.language)
        for each in request.headers.get("accept-language", "")[:200].split(","):
            code = each.partition(";")[0].partition("-")[0].strip().lower()
            if code in available_languages():
                return code
        return spoken(self.house, "")

    def _seated(self, request: Request) -> Device:
        """Return the device of a request that only a seat may make; raise 401 for anybody else."""
        device = self.device(request)
        if device is None:
            raise HTTPException(401)
        return device

    # Joining

    async def _join_page(self, request: Request) -> Response:
        if self.device(request) is not None:
            return RedirectResponse("/me", 303)
        code = clean_line(request.path_params.get("code", ""))[:_LONGEST_CODE]
        language = self._language_of(request)
        return HTMLResponse(self.pages.join_page(self.house, code, language, secure=self._origins.secure))

    async def _join(self, request: Request) -> Response:
        fields = await bodies.read_form(request)
        address = request.client.host if request.client else ""
        language = spoken(self.house, fields.get("language") or self._language_of(request))
        code, seat = clean_line(fields.get("code", ""))[:_LONGEST_CODE], fields.get("seat", "")
        people = fields.get("people", "")
        count = int(people) if people.isascii() and people.isdecimal() and len(people) < 4 else 1

        def again(error: str, status: int = 200) -> Response:
            page = self.pages.join_page(
                self.house, code, language, error, people=count, seat=seat, secure=self._origins.secure
            )
            return HTMLResponse(page, status)

        with speaking(language):
            if self._wrong.is_spent(address):
                return again(_("Too many wrong codes. Wait a minute, then try again."), 429)
            if as_typed(code) != self.house.seating.code:
                self._wrong.count(address)
                self._program.tell(WrongCode())
                return again(self._wrong_code(code, language))
            if fields.get("agree") is None:
                return again(_("First read what is agreed in this room, and tick it."))
        answer, token = await self._take_seat(code, seat, language, count)
        if answer is None or answer.reason is not None:
            if answer is not None and answer.reason == Refused.WRONG_CODE:
                self._wrong.count(address)
            return again(self._words(_outcome(answer), language))
        before = self.device(request)
        if before is not None:
            self._program.tell(Leave(before.token))  # a browser holds one seat
        return self._given(token, "/room" if seat == ROOM_SCREEN else "/me")

    async def _screen(self, request: Request) -> Response:
        """Give the room screen to a browser that was opened with a secret, which works once."""
        device = self.device(request)
        if device is not None and device.seat == ROOM_SCREEN:
            return RedirectResponse("/room", 303)
        language = self._language_of(request)
        secret = request.path_params["secret"][:_LONGEST_CODE]
        if secret != self.house.seating.screen:
            raise HTTPException(404)
        answer, token = await self._take_seat(secret, ROOM_SCREEN, language, 1)
        if answer is None or answer.reason is not None:
            raise HTTPException(404)
        return self._given(token, "/room")

    async def _take_seat(self, code: str, seat: str, language: str, people: int) -> tuple[Answer | None, str]:
        token = tokens.new_token()
        held = tokens.digest(token)
        answer = await self._program.ask(lambda number: Join(number, code, held, seat, language, people))
        return answer, token

    def _given(self, token: str, to: str) -> Response:
        response = RedirectResponse(to, 303)
        tokens.give(response, self.house.run, token, secure=self._origins.secure)
        return response

    def _wrong_code(self, code: str, language: str) -> str:
        signs = unknown_signs(code)[:6]
        if signs:
            return _("No code has the sign {signs}. Look once more.").format(signs=" ".join(signs))
        return self.pages.status_text(Refused.WRONG_CODE, (), self.house, language)

    # The seat

    async def _me(self, request: Request) -> Response:
        device = self.device(request)
        if device is None:
            if tokens.cookie_name(self.house.run) not in request.cookies:
                return RedirectResponse("/", 303)
            response: Response = HTMLResponse(self.pages.gone_page(self._language_of(request)), 410)
            tokens.take_back(response, self.house.run)
            return response
        home = "/room" if device.seat == ROOM_SCREEN else "/me"
        if request.url.path != home:
            return RedirectResponse(home, 303)
        language = spoken(self.house, device.language)
        outcome = self._notices.pop(device.token, None)
        notice = "" if outcome is None else self._words(outcome, language)
        with speaking(language):
            if not device.admitted:
                return HTMLResponse(self.pages.waiting_page(self.house, device))
            return HTMLResponse(self.pages.seat_page(self.house, device, notice))

    async def _ask(self, request: Request) -> Response:
        device = self._seated(request)
        language = spoken(self.house, device.language)
        scripted = "application/json" in request.headers.get("accept", "")
        if not self._asks.count(device.token):
            if scripted:
                return _Json({"accepted": False, "text": "", "kept": False, "waiting": True}, 429)
            raise HTTPException(429)
        outcome = await self._asking.ask(device, await bodies.read_form(request))
        if not scripted:
            self._notices[device.token] = outcome
            return RedirectResponse("/me", 303)
        body = {
            "accepted": outcome.accepted,
            "text": self._words(outcome, language),
            "kept": outcome.kept,
            "waiting": outcome.waiting,
        }
        return _Json(body, 202 if outcome.waiting else 200)

    async def _draft(self, request: Request) -> Response:
        device = self._seated(request)
        if not self._others.count(device.token):
            raise HTTPException(429)
        fields = await bodies.read_form(request)
        event, arrival = place_in(fields) or ("", 0)
        sound = device.admitted and self._drafting.keep(
            device, fields.get("form", ""), event, arrival, texts_in(fields)
        )
        if not sound:
            raise HTTPException(400)
        return Response(status_code=204)

    async def _leave(self, request: Request) -> Response:
        await bodies.read_form(request)
        device = self.device(request)
        if device is not None:
            self._program.tell(Leave(device.token))
        response = HTMLResponse(self.pages.gone_page(self._language_of(request), "left"))
        tokens.take_back(response, self.house.run)
        return response

    async def _language(self, request: Request) -> Response:
        device = self._seated(request)
        fields = await bodies.read_form(request)
        if not self._others.count(device.token):
            raise HTTPException(429)
        if fields.get("language") in available_languages():
            await self._told_language(device, fields["language"])
        return RedirectResponse("/me", 303)

    async def _told_language(self, device: Device, language: str) -> None:
        """Tell the program the language of a device, and wait a moment until it has told so in turn."""
        self._program.tell(Speak(device.token, language))

        def done() -> bool:
            now = self.house.device(device.token)
            return now is None or now.language == language

        await self._program.until(done)

    async def _here(self, request: Request) -> Response:
        return _Json({"seat": self.device(request) is not None})

    async def _static(self, request: Request) -> Response:
        found = by_path().get(request.url.path)
        if found is None:
            raise HTTPException(404)
        if "gzip" in request.headers.get("accept-encoding", ""):
            packed = {**_FOR_LONG, "Content-Encoding": "gzip"}
            return Response(found.packed, media_type=found.media_type, headers=packed)
        return Response(found.content, media_type=found.media_type, headers=_FOR_LONG)

    async def stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the stream of a device."""
        device = self.device(HTTPConnection(scope))
        if device is None:
            await self._fail(scope, 401)(scope, receive, send)
        else:
            await self._streams.serve(device, scope, receive, send)

    # What is said

    def _words(self, outcome: Outcome, language: str) -> str:
        if outcome.waiting:
            with speaking(language):
                return _("No answer yet. What you sent waits here, and goes by itself.")
        return self.pages.status_text(outcome.reason, outcome.about, self.house, language)

    def _fail(self, scope: Scope, status: int) -> ASGIApp:
        page = self.pages.error_page(status, self._language_of(HTTPConnection(scope)))
        return HTMLResponse(page, status, headers={"connection": "close"} if scope["method"] == "POST" else None)

    async def _error(self, request: Request, error: Exception) -> Response:
        status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
        return HTMLResponse(self.pages.error_page(status, self._language_of(request)), status, headers=headers)


class _Stream:
    """The stream as an application of its own: it sends as long as the page is open."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            raise HTTPException(405)
        await self._application.stream(scope, receive, send)


class _Json(JSONResponse):
    """JSON with its letters as they are."""

    def render(self, content: object) -> bytes:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _outcome(answer: Answer | None) -> Outcome:
    return Outcome(False, waiting=True) if answer is None else Outcome(False, answer.reason, answer.about)
