"""Telephones at the pages of a run in a real browser: they join, and do what their pages offer.

Everything that goes wrong on any of them is kept in `troubles`: errors of the console, exceptions, requests for others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from support.browser import TELEPHONE

SENT = {"en": "Sent.", "sv": "Skickat."}
PATIENCE = 20_000
"""Milliseconds until a page shows what is expected."""
_EXPECTED = ("net::ERR_",)
"""How the browser tells of a telephone without a network, and of a program that was killed: neither is an error."""


@dataclass
class Telephone:
    """One device at one seat."""

    context: BrowserContext
    page: Page
    seat: str
    language: str

    @property
    def status(self) -> Locator:
        """The line that says what became of the last thing sent."""
        return self.page.locator("#status")

    def form(self, act: str) -> Locator:
        """Return the form of an act, that of writing where there are several."""
        return self.page.locator(f'form[data-form^="{act}:"]:not([data-tap])').first

    def press(self, act: str, value: str = "") -> None:
        """Press the button of an act, or the one with a value, and wait until it has been kept."""
        button = f'button[value="{value}"]' if value else "button:not([form])"
        self.form(act).locator(button).first.click()
        self.is_sent()

    def mark(self, fact: str, status: str) -> None:
        """Say how a fact of the handover fared."""
        form = self.page.locator(f'form[data-form="mark-fact:{fact}"]')
        one = form.locator(f'button[value="{status}"]')
        expect(form).to_be_visible()
        if one.count():
            one.click()
        else:
            form.locator("select").first.select_option(status)
            form.locator("button").click()
        self.is_sent()

    def write(self, act: str, *texts: str) -> None:
        """Fill in the fields of an act and send it."""
        self.begin(act, *texts)
        self.press(act)

    def begin(self, act: str, *texts: str) -> None:
        """Fill in the fields of an act."""
        fields = self.form(act).locator("textarea")
        for place, each in enumerate(texts):
            fields.nth(place).fill(each)

    def is_sent(self) -> None:
        """Wait until what was sent has been kept."""
        expect(self.status).to_have_text(SENT[self.language])

    def is_at(self, title: str) -> None:
        """Wait until the page shows an event."""
        expect(self.page.locator("#here h2").first).to_have_text(title)


@dataclass
class Telephones:
    """All the devices of a run in one browser."""

    browser: Browser
    link: str = ""
    troubles: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Give the browser patience."""
        expect.set_options(timeout=PATIENCE)
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        """Close every page; fail if anything went wrong on one."""
        for each in self.contexts:
            each.close()
        if kind is None:
            assert self.troubles == []

    def page(self, **how: Any) -> tuple[BrowserContext, Page]:
        """Open a browser of its own, with a page that is watched."""
        context = self.browser.new_context(**how)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("request", self._asked)
        return context, page

    def join(self, seat: str, language: str) -> Telephone:
        """Take a seat by the link."""
        context, page = self.page(**TELEPHONE, locale=language)
        page.goto(self.link)
        page.locator(f'input[name="seat"][value="{seat}"]').check()
        page.locator(f'input[name="language"][value="{language}"]').check()
        page.locator('input[name="agree"]').check()
        page.locator("main form button").click()
        page.wait_for_url("**/me")
        return Telephone(context, page, seat, language)

    def room(self) -> Page:
        """Open the room screen at the size of a projector."""
        _context, page = self.page(viewport={"width": 1280, "height": 720}, locale="en")
        page.goto(self.link)
        page.locator('input[name="seat"][value="room-screen"]').check()
        page.locator('input[name="agree"]').check()
        page.locator("main form button").click()
        page.wait_for_url("**/room")
        return page

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in _EXPECTED):
            self.troubles.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.link).netloc:
            self.troubles.append(f"asked for {request.url}")
