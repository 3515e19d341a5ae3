"""What the interface says, read out of the installed package's own source and templates; and its Swedish catalogue."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import esthersim
from esthersim.authoring.examination import all_kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PACKAGE = Path(esthersim.__file__).parent
CATALOGUE = PACKAGE / "locale" / "sv" / "LC_MESSAGES" / "esthersim.po"

# The same as [tool.babel] in pyproject.toml, which is not there when the tests run against a wheel.
METHODS = [("**.py", "python"), ("**.j2", "jinja2.ext:babel_extract")]
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2)}


@cache
def messages_in_source() -> Mapping[str | tuple[str, ...], str]:
    """Return every message id in the package, a pair for a plural, with the file and line where it stands first."""
    found: dict[str | tuple[str, ...], str] = {}
    for file, line, message, _comments, _context in extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS):
        found.setdefault(message if isinstance(message, str) else tuple(message), f"{file}:{line}")
    for kind in all_kinds().values():  # the texts of problems are data
        for message in filter(None, (kind.text, kind.help, kind.why)):
            found.setdefault(message, f"problems.toml or rules.toml:{kind.code}")
    return found


def renewed(text: str, said: Collection[str | tuple[str, ...]]) -> str:
    """Return a catalogue that has these messages and no others, in order; new ones have an empty translation.

    The header stays as it stands.
    """
    header, _, _ = text.partition("\n\n")
    catalogue = read_po(BytesIO(text.encode()))
    for message in [each for each in catalogue if each.id]:
        if (message.id if isinstance(message.id, str) else tuple(message.id)) not in said:
            catalogue.delete(message.id)
    for message_id in said:
        if message_id not in catalogue:
            catalogue.add(message_id)
    body = BytesIO()
    write_po(body, catalogue, width=120, sort_output=True, no_location=True, ignore_obsolete=True, omit_header=True)
    return f"{header}\n\n{body.getvalue().decode()}"


def untranslated(text: str) -> list[str]:
    """Return the messages of a catalogue that have no translation, a plural by its first form."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in read_po(BytesIO(text.encode()))
        if message.id and not all([message.string] if isinstance(message.string, str) else message.string or [""])
    ]
