"""Texts that depend on the run: one text, or several of which a condition decides; and the values put into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from esthersim.authored.scalars import ConditionText, Text
from esthersim.scenario.part import Part

_BRACES = re.compile(r"\{\{|\}\}|\{([^{}\n]{1,120})\}")
"""An escaped brace, or a name in braces."""


class Case(Part):
    """One of the texts that can stand at a place; the last of a list has no condition."""

    when: ConditionText | None = None
    text: Text


def _cases(raw: Any) -> Any:
    if isinstance(raw, str):
        return [{"text": raw}] if raw else raw
    if not isinstance(raw, (list, tuple)) or (raw and all(isinstance(each, str) for each in raw)):
        raise PydanticCustomError("string_type", "not a text")
    return raw


Wording = Annotated[tuple[Case, ...], BeforeValidator(_cases), Field(min_length=1)]
"""A text that may depend on the run, read from above like ways on; a text alone is a list of one."""


def texts_in(wording: Sequence[Case]) -> tuple[str, ...]:
    """Return every text that can stand there, as written."""
    return tuple(case.text for case in wording)


def usual(wording: Sequence[Case]) -> str:
    """Return the text that stands where no condition holds, as written: the one to show where no run is known."""
    return wording[-1].text if wording else ""


def names_in(text: str) -> Iterator[str]:
    """Yield the names in braces in a text, in order; escaped braces hold none."""
    for match in _BRACES.finditer(text):
        if match[1] is not None:
            yield match[1].strip()


def filled(text: str, value: Callable[[str], str | None]) -> str:
    """Return a text with the values of the names in braces put in; a name without a value stays as it is.

    `{{` and `}}` become braces.
    """

    def replaced(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        found = value(match[1].strip())
        return match[0] if found is None else found

    return _BRACES.sub(replaced, text)
