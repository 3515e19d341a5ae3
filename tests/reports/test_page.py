"""The HTML page: whole in itself, safe, in order for a screen reader, and honest."""

from __future__ import annotations

import re
from datetime import UTC
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from esthersim.play import commands as c
from esthersim.reports import render
from esthersim.reports.material import material_of
from support.report_runs import Playing, shipped_run, small_run

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Nesting(HTMLParser):
    """Notices an element that is closed in the wrong place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass an element that closes itself, in a drawing."""

    def handle_endtag(self, tag: str) -> None:
        """Close the last element."""
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of the small run."""
    return render("html", material_of(small_run().session, zone=UTC)).decode()


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    """No script, no address, and a policy that would stop both."""
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img|iframe|object|form|base)\b", page)
    assert not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?(?!#)\w""", page)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)


def test_elements_are_closed_and_headings_skip_no_level(page: str) -> None:
    """A screen reader can step through it by headings."""
    found = Nesting()
    found.feed(page)
    assert found.open == []
    assert found.headings[0] == 1
    assert found.headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(found.headings, found.headings[1:], strict=False))


def test_every_head_of_a_table_says_what_it_heads(page: str) -> None:
    """Each cell of a head has a scope, and each table a row of them."""
    assert not re.search(r"<th(?![^>]*scope=)", page.replace("<thead", ""))
    assert page.count("<table") == page.count("<thead")


def test_each_drawing_is_sound_and_has_a_name(page: str) -> None:
    """Map, curve and chart are there, each with a title for those who cannot see it."""
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) == 3
    for each in drawings:
        tree = ET.fromstring(each)  # noqa: S314 - it was just made here
        assert tree.find("{http://www.w3.org/2000/svg}title") is not None


def test_every_anchor_leads_somewhere(page: str) -> None:
    """The list of contents leads to sections that are there, and every id is there once."""
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|aria-labelledby=")([^"]+)', page)) <= set(ids)


def test_languages_are_marked(page: str) -> None:
    """The headings are in the interface's language, what the scenario says is marked as its own."""
    assert '<html lang="en">' in page
    assert '<h1 lang="sv" dir="auto">Viktlarm en lördag</h1>' in page


@pytest.mark.parametrize("name", ["html", "md"])
def test_a_report_says_what_it_is_not(name: str) -> None:
    """Every report says that it assesses nobody, and what it is inspired by."""
    text = render(name, material_of(small_run().session, zone=UTC)).decode()
    assert "Inspired by Esther SimLab" in text
    assert "no assessment of any person or team" in text
    assert "private" not in text.replace(".private", "")


@pytest.mark.parametrize("name", ["html", "md"])
def test_an_unfinished_run_says_so(name: str) -> None:
    """Whoever reads it sees at once that the run is not over."""
    it = Playing()
    for step, words in ((1, "needs and objectives"), (2, "prebriefing")):
        text = render(name, material_of(it.session)).decode()
        assert f"not finished: it stands in step {step} of 5" in text
        assert words in text
        it.do(c.Advance(override=True))
    finished = render(name, material_of(small_run().session)).decode()
    assert "not finished" not in finished


@pytest.mark.parametrize("name", ["html", "md", "jsonl", "json"])
def test_the_facilitators_notes_need_to_be_asked_for(name: str) -> None:
    """The note is nowhere in a report by default, and in all of them when it is asked for."""
    it = small_run()
    without, with_notes = (render(name, material_of(it.session, private=each)).decode() for each in (False, True))
    assert "Hon såg på klockan" not in without
    assert "Hon såg på klockan" in with_notes


def test_a_long_map_is_drawn_in_pages() -> None:
    """The map of a long journey is drawn so that each piece fits on a sheet."""
    it = shipped_run("hem-fran-sjukhuset", "hela-vagen-hem")
    page = render("html", material_of(it.session)).decode()
    heights = [float(each) for each in re.findall(r'<svg[^>]* height="([\d.]+)"', page)]
    assert len(heights) >= 3
    assert max(heights) < 1000
