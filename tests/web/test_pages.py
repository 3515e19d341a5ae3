"""The pages of the seats in a real browser: accessible in every state, on a narrow telephone, and losing no text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from playwright.sync_api import Browser, expect

from esthersim.journal.store import Device
from esthersim.language import speaking
from esthersim.web import pages
from esthersim.web.house import House
from support.browser import ADDRESS, Site, barriers, sideways, small_targets, visiting
from support.house_walks import houses
from support.room_houses import CODE, device
from support.shipped_journeys import LANGUAGES, text_of

PLAY = "hela-kedjan-haller"


def walked(language: str) -> Iterator[House]:
    """Yield the night of tom-sang, entry by entry."""
    return houses("tom-sang", PLAY, text_of("tom-sang"), language)


@cache
def states(language: str) -> dict[str, str]:
    """Return a page of each sort by name: joining, waiting, and each seat where it is first asked for something."""
    found: dict[str, str] = {}
    with speaking(language):
        for house in walked(language):
            if not found:
                waits = replace(device("natt", 1, language), admitted=False)
                found = {
                    "join": pages.join_page(house, CODE, language),
                    "join with an error": pages.join_page(house, "", language, "Fel kod"),
                    "waiting": pages.waiting_page(house, waits),
                    "gone": pages.gone_page(language),
                    "error": pages.error_page(404, language),
                }
            for each in house.seating.devices[:-1]:
                html = pages.seat_page(house, each)
                for act in ("propose", "withdraw", "send", "say-back", "confirm", "rate-confidence", "rate", "observe"):
                    if f'name="act" value="{act}"' in html:
                        found.setdefault(act, html)
                found.setdefault(f"seat {each.seat}", html)
    return found


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible_on_the_narrowest_telephone(chromium: Browser, language: str, colours: str) -> None:
    """No violation that axe finds, nothing too small to touch, no sideways scroll at 320 px, everything unfolded."""
    troubles: dict[str, object] = {}
    site = Site({})
    narrow = {"viewport": {"width": 320, "height": 640}, "color_scheme": colours}
    with visiting(chromium, site, **narrow) as page:
        for number, (state, html) in enumerate(states(language).items()):
            site.pages[f"/{number}"] = html
            site.pages["/events"] = "retry: 60000\n\n"
            site.pages["/here"] = '{"seat": false}'
            page.goto(f"{ADDRESS}/{number}")
            page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
            found = [*barriers(page), *small_targets(page), *(["sideways"] if sideways(page) else [])]
            if found:
                troubles[state] = found
    assert troubles == {}


def test_the_pages_have_every_sort() -> None:
    """None of the states above is missing from the night that is walked."""
    assert {"join", "waiting", "propose", "send", "say-back", "confirm", "rate-confidence", "rate", "observe"} <= set(
        states("sv")
    )


def _news(house: House, seat: Device) -> str:
    parts = [[each.key, str(house.version), each.html] for each in pages.sections(house, seat)]
    return f"retry: 200\n\nevent: page\ndata: {json.dumps({'seq': 1, 'clock': None, 'parts': parts})}\n\n"


def test_an_observation_comes_along_when_the_team_moves_on(chromium: Browser) -> None:
    """What was begun stands in the form of the next event, and is kept under it."""
    with speaking("sv"):
        first = next(house for house in walked("sv") if house.state.here.event == "forsta-titten")
        seat = next(each for each in first.seating.devices if each.seat in first.retelling.scenario.observers)
        html, place = pages.seat_page(first, seat), first.state.place
        later = next(house for house in walked("sv") if house.state.place not in {None, place} and house.state.seq > 12)
        news = _news(later, seat)
    site = Site({"/me": html, "/events": "retry: 200\n\n"})
    with visiting(chromium, site) as page:
        page.goto(f"{ADDRESS}/me")
        field = page.locator("form[data-form^='observe:']:not([data-tap]) textarea").first
        field.fill("Hon tittar bort")
        site.pages["/events"] = news
        expect(page.locator("#here h2").first).not_to_have_text(first.event("sv").title)
        expect(field).to_have_value("Hon tittar bort")
        expect(page.locator("#status")).not_to_contain_text("Hon tittar bort")
