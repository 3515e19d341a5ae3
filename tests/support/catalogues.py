"""What the interface says, read out of the installed package's own source and templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.extract import extract_from_dir

import esthersim
from esthersim.authoring.examination import all_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = Path(esthersim.__file__).parent

# The same as [tool.babel] in pyproject.toml, which is not there when the tests run against a wheel.
METHODS = [("**.py", "python"), ("**.j2", "jinja2.ext:babel_extract")]
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2)}


def messages_in_source() -> dict[str | tuple[str, ...], str]:
    """Return every message id in the package, a pair for a plural, with the file and line where it stands first."""
    found: dict[str | tuple[str, ...], str] = {}
    for file, line, message, _comments, _context in extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS):
        found.setdefault(message if isinstance(message, str) else tuple(message), f"{file}:{line}")
    for kind in all_kinds().values():  # the texts of problems are data
        for message in filter(None, (kind.text, kind.help, kind.why)):
            found.setdefault(message, f"problems.toml or rules.toml:{kind.code}")
    return found
