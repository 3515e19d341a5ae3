"""Lines of text for a given width: wrapped at words, with a hanging indent, never read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from esthersim.cells import cut, width

MEASURE = 72
"""The longest line that is easy to read, in cells."""

Lines = tuple[Content, ...]


def measure(columns: int) -> int:
    """Return how wide text should be in this many columns."""
    return max(8, min(columns, MEASURE))


def wrap(text: str, columns: int) -> list[str]:
    """Return the text in lines of at most `columns` cells; a word that is longer than a line is broken."""
    columns = max(columns, 1)
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            grown = f"{line} {word}" if line else word
            if width(grown) <= columns:
                line = grown
                continue
            if line:
                lines.append(line)
            *whole, line = _pieces(word, columns)
            lines += whole
        lines.append(line)
    return lines


def _pieces(word: str, columns: int) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character) > columns:
            pieces.append("")
        pieces[-1] += character
    return pieces


def hang(lead: str, text: str, columns: int, style: str = "", lead_style: str = "") -> list[Content]:
    """Return the lead and the wrapped text, with the lines after the first indented by the lead's width."""
    indent = width(lead)
    first, *rest = wrap(text, columns - indent)
    lines = [Content.assemble((lead, lead_style or style), (first, style))]
    return [*lines, *(Content.assemble(" " * indent, (line, style)) for line in rest)]


def flow(text: str, columns: int, style: str = "") -> list[Content]:
    """Return the text wrapped, in one style."""
    return [Content.styled(line, style) for line in wrap(text, columns)]


def heading(text: str, columns: int, style: str = "bold") -> list[Content]:
    """Return a heading with a rule under it."""
    return [*flow(text, columns, style), rule(columns)]


def rule(columns: int, sign: str = "━", style: str = "$primary") -> Content:
    """Return a rule across all columns."""
    return Content.styled(sign * columns, style)


def label(text: str, columns: int) -> Content:
    """Return a small heading: the text, then a thin line to the edge."""
    words = cut(text, columns)
    rest = columns - width(words) - 1
    return Content.assemble((words, "bold $primary"), (" " + "─" * rest if rest > 0 else "", "$primary 60%"))


def centred(lines: Iterable[Content], columns: int) -> list[Content]:
    """Return the lines, each centred in `columns`."""
    return [Content(" " * max(0, (columns - line.cell_length) // 2)) + line for line in lines]


def indented(lines: Iterable[Content], cells: int) -> list[Content]:
    """Return the lines indented by `cells`."""
    return [Content(" " * cells) + line for line in lines]


def with_gaps(blocks: Sequence[Sequence[Content]]) -> Lines:
    """Return the blocks that are not empty, with one empty line between them."""
    lines: list[Content] = []
    for block in blocks:
        if block:
            lines += [Content(""), *block] if lines else block
    return tuple(lines)
