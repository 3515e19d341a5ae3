"""The one way to make HTML pages: users' text is always escaped, and a page runs no scripts and fetches nothing.

Every template extends `templates/frame.html.j2`, which has the content security policy. Jinja2 takes 50 ms, so it is
imported for the first page.
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
"""For `str.translate`: the two characters that `clean` keeps but neither HTML nor SVG may contain."""


@cache
def template(file: Path) -> Template:
    """Return a template that escapes all its values except `markupsafe.Markup`.

    It can use the frame and the templates in its own folder, and raises if a variable is missing.
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
    """Remove from a text what HTML cannot contain; numbers and escaped text are returned as they are."""
    return clean(value).translate(NOT_IN_MARKUP) if type(value) is str else value
