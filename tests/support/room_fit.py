"""At what size the events of a journey fit the room screen, found in a real browser by the page's own script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from playwright.sync_api import Browser

from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.language import speaking
from esthersim.play import commands as c
from esthersim.play.arrivals import open_options
from esthersim.web.room_pages import room_page, room_sections
from support.after_the_journey import START, do
from support.browser import ADDRESS, Site, visiting
from support.room_houses import device, house_of
from support.room_states import open_text

SIZES = ((1024, 768), (1280, 800), (1920, 1080))
_FIT = """screens => screens.map(([head, now, look]) => {
  for (const [id, html] of [["room-head", head], ["room-now", now], ["room-look", look]])
    document.getElementById(id).innerHTML = html;
  dispatchEvent(new Event("resize"));
  const page = document.scrollingElement, text = document.getElementById("room-now");
  return {
    size: Number(document.body.dataset.size), pages: Number(document.body.dataset.pages),
    over: Math.max(page.scrollHeight - innerHeight, page.scrollWidth - innerWidth, 0),
    cut: text.classList.contains("paged") ? 0 : Math.max(text.scrollWidth - text.clientWidth, 0),
  };
})"""


class Fit(NamedTuple):
    """How an event fits a window: its size in hundredths of the height, on how many pages, and what is cut off."""

    event: str
    window: tuple[int, int]
    size: float
    pages: int
    over: int


def events(scenario: str, language: str, *, options: bool = False) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each event as the room screen shows it if everybody hears it; with `options`, after each choice too."""
    session = Session.begin(memory_store(), open_text(scenario), ManualClock(START), language=language)
    do(session, *(c.Advance(override=True) for _step in range(2)))
    for event in session.scenario.events:
        do(session, c.GoTo(event))
        yield f"{scenario}.{event}", _screen(session, language)
        for option in open_options(session.state) if options else ():
            do(session, c.GoTo(event))
            if session.do(c.Choose(option, override=True)) is None:
                yield f"{scenario}.{event}.{option}", _screen(session, language)


def _screen(session: Session, language: str) -> tuple[str, ...]:
    with speaking(language):
        return tuple(each.html for each in room_sections(house_of(session)))


def fits(
    browser: Browser, scenario: str, language: str, window: tuple[int, int], *, options: bool = False
) -> tuple[Fit, ...]:
    """Return how each event of a journey fits a window."""
    shown = dict(events(scenario, language, options=options))
    session = Session.begin(memory_store(), open_text(scenario), ManualClock(START), language=language)
    do(session, *(c.Advance(override=True) for _step in range(2)))
    with speaking(language):
        html = room_page(house_of(session), device())
    clock = 'event: page\ndata: {"clock": {"left": 88, "limit": 120}}\n\n'
    site = Site({"/page": html, "/events": f"retry: 60000\n\n{clock}"})
    size = {"width": window[0], "height": window[1]}
    with visiting(browser, site, viewport=size, is_mobile=False, has_touch=False) as page:
        page.goto(f"{ADDRESS}/page")
        page.locator("body.timed").wait_for()  # with a countdown there is least room
        found: Any = page.evaluate(_FIT, list(shown.values()))
    return tuple(
        Fit(event, window, each["size"], each["pages"], each["over"] + each["cut"])
        for event, each in zip(shown, found, strict=True)
    )
