"""The library on paper: what can be trained and with what, as text, Markdown, HTML or data.

`holdings` is what there is. `overview` and `whole` make a page of all of it and `sheet` one of a single thing, which
`as_text`, `as_markdown` and `as_page` write; `as_data` needs no page.
"""

from __future__ import annotations
