"""The style sheets and scripts of the pages: each under a path with its hash, and packed for those who can unpack."""

from __future__ import annotations

import gzip

from esthersim.web.static_files import by_path


def test_what_is_packed_is_the_file() -> None:
    """Every file unpacks to itself, and all of them together are small enough for a slow network."""
    assert by_path()
    for each in by_path().values():
        assert gzip.decompress(each.packed) == each.content
    assert sum(len(each.packed) for each in by_path().values()) < 30_000
