"""Texts in several languages: which of them to use, and filling the gaps in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from esthersim.cleaning import clean_line

_GAP = re.compile(r"\{(\w*)\}")


def best_language(known: Collection[str], *wanted: str) -> str:
    """Return the first wanted language that is among the known ones, else English, else the first known one.

    A regional language that is not known is served by its main language: Swedish for Finland by Swedish.
    """
    candidates = (code for language in wanted for code in (language, language.partition("-")[0]))
    return next(code for code in (*candidates, "en", *known) if code in known)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return a text in the best language for the one that is wanted, as one line."""
    return clean_line(texts[best_language(texts, language)])


def gaps(text: str) -> frozenset[str]:
    """Return the names of the gaps, such as `{clock}`, in a text."""
    return frozenset(_GAP.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into the gaps of a text, as they are: what a value holds is never taken for a gap."""
    return _GAP.sub(lambda match: values.get(match[1], match[0]), text)
