"""The sections of a report: one list that every format follows."""

from __future__ import annotations

import re
from datetime import UTC

import pytest

from esthersim.reports import render
from esthersim.reports.material import Material, material_of
from esthersim.reports.page import TEMPLATES
from esthersim.reports.sections import SECTIONS, contents, present
from support.grown_run import grown_run
from support.report_runs import Playing, small_run


@pytest.fixture(scope="module")
def reports() -> tuple[Material, ...]:
    """Return a run with the facilitator's notes, one with what came by itself, and one that has just begun."""
    return (
        material_of(small_run().session, zone=UTC, private=True),
        material_of(grown_run().session, zone=UTC),
        material_of(Playing().session, zone=UTC),
    )


def test_both_papers_have_the_same_sections_in_the_same_order(reports: tuple[Material, ...]) -> None:
    """Markdown and page have the headings of the sections that are present, and so has the page's list of contents."""
    for material in reports:
        headings = [section.title(material) for section, _it in present(material)]
        page = render("html", material).decode().replace("&#39;", "'")
        assert re.findall(r"^## (.*)$", render("md", material).decode(), re.MULTILINE) == headings
        assert re.findall(r'<h2 id="\w+">(.*?)</h2>', page) == headings
        assert re.findall(r'<li><a href="#\w+">(.*?)</a></li>', page) == headings
    *full, begun = ({section.id for section, _it in present(material)} for material in reports)
    assert set().union(*full) == {section.id for section in SECTIONS}
    assert begun < full[0]


def test_every_section_has_a_template_and_every_template_a_section() -> None:
    """What is drawn on one paper is drawn on the other."""
    templates = {file.name.removesuffix(".html.j2") for file in (TEMPLATES / "sections").iterdir()}
    assert templates == {section.id for section in SECTIONS}


def test_the_report_for_programs_has_every_name_whatever_there_is_to_say(reports: tuple[Material, ...]) -> None:
    """A program need not ask whether a name is there."""
    full, _grown, begun = (contents(material) for material in reports)
    assert list(full) == list(begun)
    assert not begun["plan"]
