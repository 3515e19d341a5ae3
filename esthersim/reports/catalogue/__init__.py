"""Pages of the catalogue: the whole library or one thing in it, as text, Markdown, HTML or JSON.

`overview` and `whole` make a page of everything and `sheet` one of a single thing; `as_text`, `as_markdown` and
`as_html` write a page out. `as_json` works from the catalogue itself.
"""

from __future__ import annotations
