"""A page of the catalogue as HTML, without scripts or external resources, made to be printed and written on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from esthersim.language import _, get_language
from esthersim.maps.events import map_events
from esthersim.maps.rail import rail
from esthersim.maps.svg import rail_pages
from esthersim.pages import template
from esthersim.reports.catalogue.blocks import Code, Drawing, Page
from esthersim.reports.page import TEMPLATES

if TYPE_CHECKING:
    from markupsafe import Markup


def html(page: Page, language: str) -> str:
    """Return the page; `language` is the language of its contents."""
    from markupsafe import Markup

    return template(TEMPLATES / "library.html.j2").render(
        page=page,
        interface=get_language(),
        language=language,
        code=Code,
        drawn=_drawn,
        style=Markup(_style()),  # noqa: S704 - this project's own file
        _=_,
    )


@cache
def _style() -> str:
    return "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "library.css"))


def _drawn(drawing: Drawing) -> list[Markup]:
    from markupsafe import Markup

    scenario = drawing.scenario
    return [Markup(each) for each in rail_pages(rail(scenario), map_events(scenario))]  # noqa: S704 - escaped where drawn
