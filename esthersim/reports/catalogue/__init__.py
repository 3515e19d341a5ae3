"""Pages of the catalogue: the whole library or a single item, as text, Markdown, HTML or JSON.

`overview` and `whole` make a page of the library and `sheet` one of a single item; `as_text`, `as_markdown` and
`as_html` render a page. `as_json` works from the catalogue itself.
"""

from __future__ import annotations
