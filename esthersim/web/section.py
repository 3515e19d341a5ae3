"""A section of a page: the piece that is drawn, compared and replaced as one."""

from __future__ import annotations

from typing import NamedTuple


class Section(NamedTuple):
    """A section of a page: its key, which is the id of its element, and the HTML within that element."""

    key: str
    html: str
