"""Make pictures of the pages of the seats, for README and docs, and for looking at them: `python tests/pictures.py`.

Pictures go to `docs/pictures`, or to the folder given; `room` alone makes those of the room screen. Chromium is needed
(see `tests/support/browser.py`), and nothing is served: the browser is answered by the script.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from esthersim.language import speaking
from esthersim.seats.wire import Look
from esthersim.web.room_pages import room_page
from support.browser import ADDRESS, PROGRAM, Site, visiting
from support.room_houses import device
from support.room_states import STATES, room_state

SIZES = {"720": (1280, 720), "1080": (1920, 1080), "2160": (3840, 2160)}


class Picture(NamedTuple):
    """A page to take a picture of, by its file's name, with its window."""

    name: str
    html: str
    width: int
    height: int


def room(sizes: tuple[str, ...], languages: tuple[str, ...], themes: tuple[str, ...]) -> Iterator[Picture]:
    """Yield the room screen in every state."""
    for state in STATES:
        for theme in themes:
            house = room_state(state, Look(theme=theme))
            for language in languages:
                with speaking(language):
                    html = room_page(house, device(language=language))
                for size in sizes:
                    yield Picture(f"room-{state.replace(' ', '-')}-{language}-{theme}-{size}", html, *SIZES[size])


PAGES = {"room": room}
"""What there are pictures of; whoever draws other pages adds them here."""


def main() -> None:
    """Make the pictures asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", choices=PAGES, help="one sort of pages; all of them without it")
    parser.add_argument("--to", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["1080"])
    parser.add_argument("--languages", nargs="+", default=["sv"])
    parser.add_argument("--themes", nargs="+", default=["light"])
    parser.add_argument("--only", default="", help="a part of the names")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        for each in [given.pages] if given.pages else PAGES:
            for picture in PAGES[each](tuple(given.sizes), tuple(given.languages), tuple(given.themes)):
                if given.only not in picture.name:
                    continue
                site = Site({"/page": picture.html, "/events": "retry: 1000\n\n"})
                window = {"width": picture.width, "height": picture.height}
                with visiting(browser, site, viewport=window, is_mobile=False, has_touch=False) as page:
                    page.goto(f"{ADDRESS}/page")
                    page.screenshot(path=given.to / f"{picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
