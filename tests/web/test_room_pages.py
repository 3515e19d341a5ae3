"""The room screen: what it shows, that it fits, that everybody can read it, and that it holds nothing private."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from esthersim.language import speaking
from esthersim.play.entries import FactMarked
from esthersim.play.vocabulary import FactStatus
from esthersim.scenario.model import Scenario
from esthersim.seats.wire import Look
from esthersim.views.event import private_view
from esthersim.web.house import House
from esthersim.web.room_pages import room_page, room_sections
from support.browser import ADDRESS, Site, barriers, chromium, visiting
from support.moments import moments
from support.room_fit import SIZES, fits
from support.room_houses import device, house_of
from support.room_states import STATES, room_state
from support.shipped_journeys import LANGUAGES, SCENARIOS, each_scenario

__all__ = ["chromium"]
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
FITTED = SCENARIOS if THOROUGH else ("tom-sang", "varselblankett")
"""The journeys whose every event is fitted: all of them take a minute and a half on two cores."""
FLOOR, MOST_PAGES = 3.5, 2
PROJECTOR = {"viewport": {"width": 1280, "height": 720}, "is_mobile": False, "has_touch": False}


def page_of(house: House, language: str = "sv") -> str:
    """Return the room screen in a language."""
    with speaking(language):
        return room_page(house, device(language=language))


def sections_of(house: House, language: str = "sv") -> dict[str, str]:
    """Return its sections."""
    with speaking(language):
        return dict(room_sections(house))


def said(html: str) -> str:
    """Return the text of some HTML, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def message(house: House, *, left: float | None = None, limit: float = 120) -> str:
    """Return a stream that tells the sections of a house, and a clock."""
    clock = None if left is None else {"left": left, "limit": limit, "running": True}
    parts = [[key, "v", html] for key, html in sections_of(house).items()]
    news = json.dumps({"seq": 1, "clock": clock, "parts": parts})
    return f"retry: 60000\n\nevent: page\ndata: {news}\n\n"


@contextmanager
def showing(browser: Browser, house: House, stream: str = "retry: 60000\n\n", **how: Any) -> Iterator[Page]:
    """Open the room screen of a house."""
    site = Site({"/page": page_of(house), "/events": stream})
    with visiting(browser, site, **{**PROJECTOR, **how}) as page:
        page.goto(f"{ADDRESS}/page")
        yield page


# What it shows


def test_while_people_join() -> None:
    """The code in large letters, the address, and every seat, taken or free."""
    text = said(sections_of(room_state("joining"))["room-now"])
    assert "192.168.137.1:8765 Kod: K7M 2QF K7M 2QF" in text
    assert "Nattpatrullen här" in text
    assert "Undersköterska dag ledig" in text


@pytest.mark.parametrize("state", [each for each in STATES if each not in {"joining", "story"}])
def test_after_the_start_nobody_sees_the_code(state: str) -> None:
    """The code and its picture are gone: whoever comes late asks the facilitator."""
    html = page_of(room_state(state))
    assert "K7M" not in html
    assert "<svg" not in html


def test_who_decides_and_what_is_proposed() -> None:
    """The question, who decides, the options; one is marked as proposed, and nothing says by whom."""
    before, after = (sections_of(room_state(each))["room-now"] for each in ("event", "proposals"))
    assert said(before).count("föreslaget") == 0
    assert said(after).count("föreslaget") == 1
    assert "Undersköterska natt, vid skärmen bestämmer" in said(after)
    assert re.search(r"<li>.*föreslaget.*</li>", after)


def test_a_closed_event_is_said_to_be_closed() -> None:
    """What not everybody hears does not stand there: only that something is going on, where, and who is present."""
    house = room_state("closed event")
    sections = sections_of(house)
    assert said(sections["room-now"]) == "Här händer något som inte alla hör. Undersköterska natt, vid skärmen"
    assert "Basen" in sections["room-head"]


def test_a_pause_is_the_whole_page() -> None:
    """Nothing of the event but its title is left."""
    sections = sections_of(room_state("paused"))
    assert said(sections["room-head"]) == "Paus"
    assert said(sections["room-now"]) == "Klockan står still. Skärmen är svart"


def test_no_rating_is_shown_at_a_reflection() -> None:
    """The questions stand there; what the facilitator saw is said aloud, as it may hold a number of one person."""
    text = said(sections_of(room_state("reflection"))["room-now"])
    assert "Esther, hur var den här resan för dig?" in text
    assert "av 5" not in text


def test_the_plan_grows() -> None:
    """Each action stands there with its owner, and with what it lacks."""
    assert "Ring nattpatrullen" not in said(sections_of(room_state("empty plan"))["room-now"])
    text = said(sections_of(room_state("plan"))["room-now"])
    assert "Enhetschefen · lördag 21 mars 2026" in text
    assert "Saknas ännu" in text


def test_two_languages() -> None:
    """The headings are in the language of the screen, and each says its own."""
    house = room_state("plan")
    assert "Our plan" in page_of(house, "en")
    assert 'lang="en"' in page_of(house, "en")
    assert "Vår plan" in page_of(house, "sv")


def private_texts(scenario: Scenario) -> set[str]:
    """Return what the facilitator alone may see of a journey, whatever happens."""
    found = {cue.text for event in scenario.events.values() for cue in event.cues.values()}
    found |= {each.text for event in scenario.events.values() for each in event.expect.values()}
    found |= {fact.text for fact in scenario.facts.values()}
    return {each.strip() for each in found if len(each) > 25}


@each_scenario
def test_nothing_private(scenario: str) -> None:
    """At no moment of a journey there is a cue, an expectation, a fact to tick or a role's own text on the page."""
    for moment in moments(scenario, "sv"):
        session = moment.session
        text = said(page_of(house_of(session)))
        private = private_view(session.retelling, session.shown, 0)
        secret = {each for _role, each in private.only} | set(private.guidance) | private_texts(session.shown)
        if private.hearers:
            secret |= {private.said.text} | {each.words for each in private.said.spoken}
        for each in secret:
            assert " ".join(each.split())[:40] not in text or not each, moment.name


def test_a_fact_that_was_ticked_is_not_shown() -> None:
    """Ticking a fact changes nothing on the page."""
    session = moments("tom-sang", "sv")[6].session
    before = page_of(house_of(session))
    fact = next(iter(session.state.event.handover.must)) if session.state.event.handover else ""
    assert session.do(FactMarked(fact, FactStatus.GIVEN)) is None
    assert page_of(house_of(session)) == before


# That it fits


@pytest.mark.parametrize("window", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario", FITTED)
def test_every_event_fits(chromium: Browser, scenario: str, language: str, window: tuple[int, int]) -> None:
    """No event scrolls or is cut off: it stands on one page, or on two that turn, never in smaller type than the floor.

    As if everybody heard everything, with a countdown: there is never more on the page.
    """
    found = fits(chromium, scenario, language, window)
    assert [each for each in found if each.over or each.size < FLOOR or each.pages > MOST_PAGES] == []
    assert sum(each.pages == 1 for each in found) >= 0.8 * len(found)


@pytest.mark.parametrize("state", STATES)
def test_every_state_fits(chromium: Browser, state: str) -> None:
    """No state of the page scrolls on a small projector."""
    with showing(chromium, room_state(state), viewport={"width": 1024, "height": 768}) as page:
        expect(page.locator("body")).to_have_attribute("data-pages", re.compile("^[12]$"))
        over = page.evaluate("() => document.scrollingElement.scrollHeight - innerHeight")
        assert over <= 0


def test_what_is_too_long_turns_pages(chromium: Browser) -> None:
    """A very long text says which page of how many it is, and the arrows turn it and stop its turning."""
    house = room_state("story")
    html = page_of(house).replace("Esther är 84 år", "Esther är 84 år. " + "Hon bor två trappor upp. " * 120)
    with visiting(chromium, Site({"/page": html, "/events": "retry: 60000\n\n"}), **PROJECTOR) as page:
        page.goto(f"{ADDRESS}/page")
        turning = page.locator("#turning")
        expect(turning).to_have_text(re.compile(r"^1 av \d+ · sluta bläddra$"))
        page.keyboard.press("ArrowRight")
        expect(turning).to_have_text(re.compile(r"^2 av \d+ · bläddra av sig själv$"))
        assert page.evaluate("() => document.getElementById('room-now').scrollLeft") > 1000


# Time


@pytest.mark.parametrize(
    ("left", "limit", "word", "figures"),
    [(88, 120, "sedan går det vidare", "1:28"), (14, 120, "Snart slut", "0:14"), (-3, 120, "Tiden är ute", "0:00"),
     (50, 180, "En minut kvar", "0:50")],
)  # fmt: skip
def test_time_in_figures_and_words(chromium: Browser, left: float, limit: float, word: str, figures: str) -> None:
    """The countdown says how much is left, and in words what that means."""
    house = room_state("event")
    with showing(chromium, house, message(house, left=left, limit=limit)) as page:
        expect(page.locator("#clock-word")).to_have_text(word)
        expect(page.locator("#figures")).to_have_text(figures)
        height = page.locator("#figures").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        assert height == pytest.approx(0.11 * 720, abs=1)


def test_a_new_event_is_announced(chromium: Browser) -> None:
    """When the stream brings another event the page shows it, and its title is said without a change of focus."""
    with showing(chromium, room_state("event"), message(room_state("ending"))) as page:
        expect(page.locator("h1")).to_have_text("Esthers egen tid")
        expect(page.locator("#said")).to_have_text("Esthers egen tid")
        expect(page.locator("#clock")).to_be_hidden()


def test_sound_can_be_heard_after_a_click(chromium: Browser) -> None:
    """The page says that it needs a click, and says it no more afterwards; with the sound off it says nothing."""
    with showing(chromium, room_state("joining")) as page:
        expect(page.locator("#sound")).to_be_visible()
        page.locator("h1").click()
        expect(page.locator("#sound")).to_be_hidden()
    with showing(chromium, room_state("joining", Look(sound=False))) as page:
        expect(page.locator("#sound")).to_be_hidden()


# For everybody


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("state", STATES)
def test_no_barriers(chromium: Browser, state: str, theme: str) -> None:
    """Axe finds nothing against any state in any theme."""
    house = room_state(state, Look(theme=theme))
    with showing(chromium, house) as page:
        expect(page.locator("body")).to_have_attribute("data-size", re.compile(r"\d"))
        assert barriers(page) == []
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("how", [{"color_scheme": "dark"}, {"contrast": "more"}, {"forced_colors": "active"}], ids=str)
def test_the_systems_wishes_are_followed(chromium: Browser, how: dict[str, Any]) -> None:
    """Without a choice at the console the page follows the system's colours."""
    house = room_state("proposals")
    with showing(chromium, house) as page:
        usual = page.evaluate("() => getComputedStyle(document.querySelector('.number')).backgroundColor")
    with showing(chromium, house, **how) as page:
        other = page.evaluate("() => getComputedStyle(document.querySelector('.number')).backgroundColor")
        assert other != usual
        assert barriers(page) == []


def test_no_motion_where_none_is_wished(chromium: Browser) -> None:
    """The bar does not glide where the system asks for no motion."""
    for wish, duration in (("reduce", "0s"), ("no-preference", "0.25s")):
        with showing(chromium, room_state("event"), reduced_motion=wish) as page:
            found = page.evaluate("() => getComputedStyle(document.getElementById('left')).transitionDuration")
            assert found == duration


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_code_is_read_from_the_wall(chromium: Browser, theme: str, tmp_path: Path) -> None:
    """Zbar reads the code on a picture of the page in every theme, and it is as high as it should be."""
    if shutil.which("zbarimg") is None:
        pytest.skip("needs zbarimg")
    with showing(chromium, room_state("joining", Look(theme=theme))) as page:
        assert page.locator(".qr").evaluate("each => each.getBoundingClientRect().height") == pytest.approx(0.45 * 720)
        assert page.locator(".code").evaluate("each => parseFloat(getComputedStyle(each).fontSize)") == pytest.approx(
            0.12 * 720
        )
        page.screenshot(path=tmp_path / "room.png")
    read = subprocess.run(["zbarimg", "--quiet", "--raw", str(tmp_path / "room.png")], capture_output=True, check=False)
    assert read.stdout.decode().strip() == "HTTP://192.168.137.1:8765/J/K7M2QF"
