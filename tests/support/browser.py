"""A real browser for the pages of the seats: Chromium by Playwright, and axe on what it shows.

The pages can be shown without a server: `Site` answers the browser itself, with the headers that the pages are served
with, and fails a test in which anything else is asked for.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from esthersim.web.static_files import by_path

ADDRESS = "http://seats.test"
PROGRAM = os.environ.get("ESTHERSIM_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SAFE = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}
"""The header with which every page must work."""
TELEPHONE: Mapping[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Yield Chromium, or skip with the reason why there is none.

    For one module at a time: Playwright keeps an event loop running, and the tests of screens need their own.
    """
    if PROGRAM is None:
        pytest.skip("needs a Chromium: `chromium` on the path, or its file in ESTHERSIM_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass(slots=True)
class Site:
    """The pages that a browser finds at `ADDRESS`, by path; static files are there already.

    `troubles` are errors of the console, exceptions, and requests for anything else.
    """

    pages: dict[str, str]
    troubles: list[str] = field(default_factory=list)
    posted: list[tuple[str, str]] = field(default_factory=list)
    """The path and the body of every form that was sent."""
    answer: str = '{"accepted": true, "text": "", "kept": false}'
    """What a form is answered with."""
    offline: bool = False

    def serve(self, route: Route) -> None:
        """Answer one request."""
        path = route.request.url.removeprefix(ADDRESS)
        if self.offline:
            route.abort()
        elif route.request.method == "POST":
            self.posted.append((path, route.request.post_data or ""))
            route.fulfill(content_type="application/json", body=self.answer)
        elif path in self.pages:
            stream = self.pages[path].startswith(("event:", "data:", "retry:"))
            kind = "text/event-stream" if stream else "text/html; charset=utf-8"
            route.fulfill(body=self.pages[path], headers={**SAFE, "Content-Type": kind})
        elif path in by_path():
            file = by_path()[path]
            route.fulfill(body=file.content, headers={**SAFE, "Content-Type": file.media_type})
        else:
            self.troubles.append(f"asked for {route.request.url}")
            route.abort()


@contextmanager
def visiting(browser: Browser, site: Site, **how: Any) -> Iterator[Page]:
    """Open a page of its own on a site, by default that of a telephone; fail if anything went wrong on it."""
    context = browser.new_context(**{**TELEPHONE, **how})
    context.set_default_timeout(5_000)
    page = context.new_page()
    page.route("**/*", lambda route: site.serve(route))  # noqa: PLW0108 - Playwright sets attributes on what it is given
    page.on("console", lambda said: site.troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: site.troubles.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert site.troubles == []


@cache
def _axe() -> str:
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("needs axe: the package axe-playwright-python")
    return Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def barriers(page: Page) -> list[str]:
    """Return what axe finds against a page, and what it could not decide: a line for each rule and element."""
    page.evaluate(_axe())
    found: Any = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations', 'incomplete']})", list(RULES)
    )
    return [
        f"{each['id']}: {node['html'][:160]} ({node.get('failureSummary', '')[:200]})"
        for kind in ("violations", "incomplete")
        for each in found[kind]
        for node in each["nodes"]
    ]


def sideways(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    wider: int = page.evaluate("() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def small_targets(page: Page, least: float = 44) -> list[str]:
    """Return the controls that are lower or narrower than so many pixels; those within a line of text are left out."""
    found: list[str] = page.evaluate(
        """least => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, a')]
        .filter(each => each.getClientRects().length && !each.closest('.skip'))
        .map(each => [each.type == 'radio' || each.type == 'checkbox' ? each.closest('label') : each])
        .map(([each]) => [each, each.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && (box.height < least - 0.5 || box.width < least - 0.5))
        .map(([each, box]) => each.outerHTML.slice(0, 100) + ' ' + box.width + 'x' + box.height)""",
        least,
    )
    return found
