"""Text in terminal cells: how wide it is, and where to cut it.

Sources: Unicode Standard Annex 11 (East Asian Width: wide and full width take two cells) and the general categories:
marks, joiners and variation selectors take none. Ambiguous characters, the lines of a map among them, take one.
"""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_EMOJI_FORM = "\ufe0f"


def width(text: str) -> int:
    """Return how many cells the text takes in a terminal, never too few: joined emoji count one by one."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return the text, or as much of its beginning as fits in so many cells with an ellipsis."""
    if cells <= 0:
        return ""
    if width(text) <= cells:
        return text
    kept, used = "", 0
    for character in text:
        used += _width(character)
        if used > cells - len(ellipsis):
            break
        kept += character
    return kept.rstrip().rstrip(_JOINER) + ellipsis[:cells]


def folded(text: str, cells: int, lines: int | None = None, ellipsis: str = "…") -> list[str]:
    """Return the text in lines of at most so many cells, parted between words; a longer word is parted with a hyphen.

    With `lines` there are no more than so many, and the last is cut where text is left.
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
            hyphen = "-" if cells > 4 and word[:cells].isalpha() else ""
            begun = cut(word, cells - len(hyphen), "") or word[:1]
            rows.append(begun + hyphen)
            word = joined = word[len(begun) :]  # noqa: PLW2901 - what is left of it
        row = joined
    rows += [row] if row else []
    if lines is not None and len(rows) > lines:
        rows[lines - 1 :] = [cut(" ".join(rows[lines - 1 :]) + ellipsis, cells, ellipsis)]
    return rows


def _width(character: str) -> int:
    if character == _EMOJI_FORM:
        return 1  # asks for the wide form of the character before it, which may have counted as one
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
