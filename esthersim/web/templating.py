"""The templates of the pages: every value that is put into one is escaped.

They are read from the package once. A page runs no script but its own file, and holds no style but its own sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from esthersim.cleaning import clean
from esthersim.language import _, format_list, get_language, ngettext
from esthersim.pages import NOT_IN_MARKUP
from esthersim.web.static_files import path_of


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("esthersim.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
    )
    environment.globals.update(_=_, ngettext=ngettext, language=get_language, path_of=path_of, listed=format_list)
    return environment


def _shown(value: Any) -> Any:
    """Remove from a text what HTML cannot contain; anything else is returned as it is."""
    return clean(value).translate(NOT_IN_MARKUP) if type(value) is str else value


def drawn(name: str, values: Mapping[str, Any]) -> str:
    """Return a template filled in, in the language spoken here; raise if it needs a value that is not given."""
    return _environment().get_template(f"{name}.html.j2").render(values)
