"""Text in terminal cells: how wide it is, where to cut it, how to fold it.

One measure for every front end: rich's (`rich.cells`), which Textual lays out with, so that what is padded here is
aligned there. It takes a joined emoji as one sign (two cells), combining and invisible characters as none, and
ambiguous characters, the lines of a map among them, as one.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def width(text: str) -> int:
    """Return how many cells the text takes in a terminal."""
    return cell_len(text)


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return the text, or as much of its beginning as fits in so many cells with an ellipsis."""
    if cells <= 0:
        return ""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    return set_cell_size(text, room).rstrip() + ellipsis if room > 0 else ellipsis[:cells]


def folded(text: str, cells: int, lines: int | None = None, ellipsis: str = "…", *, hyphens: bool = True) -> list[str]:
    """Return the text in lines of at most so many cells, broken between words; a longer word is broken.

    With `lines` there are at most that many, and the last is cut where text is left. A broken word gets a hyphen where
    it has room for one, unless `hyphens` is false.
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
            word = joined = word[len(begun) :]  # noqa: PLW2901 - what is left of it
        row = joined
    rows += [row] if row else []
    if lines is not None and len(rows) > lines:
        rows[lines - 1 :] = [cut(" ".join(rows[lines - 1 :]) + ellipsis, cells, ellipsis)]
    return rows
