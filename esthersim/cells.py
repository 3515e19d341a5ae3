"""Text in terminal cells: its width, cutting it, folding it into lines.

Every front end measures with `rich.cells`, as Textual does, so that text padded here is aligned there. A joined emoji
counts as one character of two cells, a combining or invisible character as no cell, and an ambiguous one (a line of a
map, for example) as one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size


def width(text: str) -> int:
    """Return the width of the text in terminal cells."""
    return cell_len(text)


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return the text, or as much of its beginning as fits in `cells` with an ellipsis."""
    if cells <= 0:
        return ""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    return set_cell_size(text, room).rstrip() + ellipsis if room > 0 else ellipsis[:cells]


def folded(text: str, cells: int, lines: int | None = None, ellipsis: str = "…", *, hyphens: bool = True) -> list[str]:
    """Return the text in lines of at most `cells`, broken between words; a word that is longer is broken too.

    With `lines` there are at most that many, and an ellipsis ends the last if text is left. A broken word gets a hyphen
    if there is room for one, unless `hyphens` is false.
    """
    rows: list[str] = []
    row = ""
    for word in text.split():
        joined = f"{row} {word}" if row else word
        while width(joined) > cells:
            if row:
                rows.append(row)
                row, joined = "", word
                continue
            hyphen = "-" if hyphens and cells > 4 and word[:cells].isalpha() else ""
            begun = cut(word, cells - len(hyphen), "") or word[:1]
            rows.append(begun + hyphen)
            word = joined = word[len(begun) :]  # noqa: PLW2901 - the rest of the word
        row = joined
    rows += [row] if row else []
    if lines is not None and len(rows) > lines:
        rows[lines - 1 :] = [cut(" ".join(rows[lines - 1 :]) + ellipsis, cells, ellipsis)]
    return rows


GAP = "  "
"""What stands between the columns of a table."""
NARROWEST = 6
"""Cells below which a column of a table cannot be read."""


def column_sizes(rows: Sequence[Sequence[str]], columns: int) -> list[int]:
    """Return the sizes of a table's columns: as wide as their cells, the widest made narrower until all fit.

    Return nothing where some column would be too narrow to read.
    """
    wanted = [max(map(width, each)) for each in zip_longest(*rows, fillvalue="")]
    sizes = fitted(wanted, columns)
    return sizes if all(size >= min(want, NARROWEST) for size, want in zip(sizes, wanted, strict=True)) else []


def fitted(wanted: Sequence[int], columns: int) -> list[int]:
    """Return the sizes of columns: as wide as wanted, the widest made narrower until all fit."""
    sizes, most = list(wanted), columns - len(GAP) * (len(wanted) - 1)
    while sum(sizes) > most and max(sizes) > 1:
        widest = max(sizes)
        sizes[sizes.index(widest)] = widest - 1
    return sizes
