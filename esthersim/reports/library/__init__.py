"""The library on paper: what can be trained and with what, as text, Markdown, HTML or data.

`overview(library, language)` is all of it, `sheet(library, name, language)` one thing in full; `FORMS` writes either.
"""

from __future__ import annotations
