"""The drawing of pages, once for each seat and language, however many telephones show it."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple, Protocol

from esthersim.journal.store import Device
from esthersim.language import available_languages, speaking
from esthersim.web.house import House
from esthersim.web.section import Section


class Pages(Protocol):
    """What draws the pages, in the language that is spoken, or the one that it is given."""

    def sections(self, house: House, device: Device) -> tuple[Section, ...]:
        """Return the sections of a device's page."""

    def seat_page(self, house: House, device: Device, notice: str = "") -> str:
        """Return the whole page of a device that has been let in."""

    def waiting_page(self, house: House, device: Device) -> str:
        """Return the page of a device that waits."""

    def join_page(
        self, house: House, code: str, language: str, error: str = "", *, people: int = 1, seat: str = "",
        secure: bool = False,
    ) -> str:  # fmt: skip
        """Return the page on which a seat is chosen."""

    def gone_page(self, language: str, why: str = "gone") -> str:
        """Return the page of a device that has no seat any more."""

    def error_page(self, status: int, language: str) -> str:
        """Return the page for an error."""

    def status_text(self, reason: str | None, about: tuple[str, ...], house: House, language: str) -> str:
        """Return the words for an answer of the program."""


class Drawn(NamedTuple):
    """A section that has been drawn; `mark` is a short hash of its HTML."""

    key: str
    mark: str
    html: str


def spoken(house: House, language: str) -> str:
    """Return a language that the pages have: the one asked for, otherwise that of whoever has not chosen."""
    return language if language in available_languages() else house.language


class Drawing:
    """The sections as they are now, and the pages. No section is kept once anything has changed."""

    def __init__(self, house: House, pages: Pages) -> None:
        """Draw a house."""
        self.house, self.pages = house, pages
        self._languages = available_languages()
        self._version = -1
        self._kept: dict[tuple[str, str, bool], tuple[Drawn, ...]] = {}

    def of(self, device: Device) -> tuple[Drawn, ...]:
        """Return the sections of a device's page. Devices at one seat with one language share them."""
        if self._version != self.house.version:
            self._version = self.house.version
            self._kept.clear()
        language = spoken(self.house, device.language)
        key = device.seat, language, device.admitted
        if key not in self._kept:
            with speaking(language):
                sections = self.pages.sections(self.house, device)
            self._kept[key] = tuple(Drawn(name, _mark(html), html) for name, html in sections)
        return self._kept[key]


def _mark(html: str) -> str:
    return sha256(html.encode()).hexdigest()[:10]
