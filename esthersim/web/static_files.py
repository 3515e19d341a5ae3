"""The style sheets, scripts and pictures of the pages: read once from the package, each under a path with its hash.

A path never changes its content, so browsers may keep it; and no path of a request is ever looked for in a folder.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

FOLDER = "/static/"
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
}


class StaticFile(NamedTuple):
    """A file that never changes under its path, with its media type; `packed` is its content by gzip."""

    path: str
    media_type: str
    content: bytes
    packed: bytes


def path_of(name: str) -> str:
    """Return the path of a file of `static/`, as ``/static/seat.5201b8fe13.js``; raise `KeyError` for any other."""
    return _by_name()[name].path


@cache
def by_path() -> Mapping[str, StaticFile]:
    """Return every file by its path."""
    return {each.path: each for each in _by_name().values()}


@cache
def _by_name() -> Mapping[str, StaticFile]:
    folder = files("esthersim.web") / "static"
    if not folder.is_dir():
        return {}
    found = {}
    for each in folder.iterdir():
        stem, _dot, ending = each.name.rpartition(".")
        if ending in _TYPES:
            content = each.read_bytes()
            path = f"{FOLDER}{stem}.{sha256(content).hexdigest()[:10]}.{ending}"
            found[each.name] = StaticFile(path, _TYPES[ending], content, gzip.compress(content, mtime=0))
    return found
