"""HTML pages: one way to make them, so that what people wrote is never markup, and a page runs and fetches nothing.

A template extends `templates/frame.html.j2`, which holds the head with the content security policy. Jinja2 takes 50 ms:
it is imported with the first page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esthersim.cleaning import clean

if TYPE_CHECKING:
    from jinja2 import Template

FRAME = Path(__file__).parent / "templates"
NOT_IN_MARKUP = {0xFFFE: None, 0xFFFF: None}
"""For `str.translate`: the two characters that cleaning leaves and neither HTML nor SVG may hold."""


@cache
def template(file: Path) -> Template:
    """Return a template that escapes whatever it is given, but for `markupsafe.Markup`.

    It finds those beside it and the frame, and raises where a name that it uses is not given.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([file.parent, FRAME]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    return environment.get_template(file.name)


def _shown(value: Any) -> Any:
    """Take out of a text what HTML cannot hold; numbers and what is escaped already pass."""
    return clean(value).translate(NOT_IN_MARKUP) if type(value) is str else value
