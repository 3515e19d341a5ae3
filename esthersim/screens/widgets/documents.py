"""Documents as text: a heading with who wrote it, then the text, or a table that fits the columns there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from esthersim.cells import GAP, column_sizes, width
from esthersim.language import _
from esthersim.screens.widgets.lines import flow, indented, label, wrap
from esthersim.views.hearing import DocumentView


def documents_lines(documents: Sequence[DocumentView], columns: int) -> list[Content]:
    """Return documents one below the other, with who alone sees each."""
    lines: list[Content] = []
    for document in documents:
        lines += [Content(""), *document_lines(document, columns)] if lines else document_lines(document, columns)
    return lines


def document_lines(document: DocumentView, columns: int) -> list[Content]:
    """Return a document."""
    title = document.title
    lines = [label(title, columns)] if width(title) < columns else flow(title, columns, "bold $primary")
    if document.written_by:
        lines += flow(document.written_by, columns, "$secondary")
    if document.readers:
        lines += flow(_("Only these see it: {roles}").format(roles=" · ".join(document.readers)), columns, "$secondary")
    lines += flow(document.text, columns) if document.text else []
    return [*lines, *table_lines(document.columns, document.rows, columns)]


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> list[Content]:
    """Return a table: in columns where they fit, else each row with the heads before its cells."""
    if not heads:
        return []
    sizes = column_sizes((heads, *rows), columns)
    if sizes:
        return [*_row(heads, sizes, "bold"), *(line for row in rows for line in _row(row, sizes))]
    lines: list[Content] = []
    for row in rows:
        lines += [Content("")] if lines else []
        for head, cell in zip(heads, row, strict=False):
            lines += [*flow(f"{head}:", columns, "bold"), *indented(flow(cell, columns - 2), 2)]
    return lines


def _row(cells: Sequence[str], sizes: Sequence[int], style: str = "") -> list[Content]:
    """Return the lines of one row, with its cells wrapped to the sizes."""
    wrapped = [wrap(cell, size) for cell, size in zip(cells, sizes, strict=False)]
    lines = []
    for parts in zip_longest(*wrapped, fillvalue=""):
        padded = (part + " " * (size - width(part)) for part, size in zip(parts, sizes, strict=False))
        lines.append(Content.styled(GAP.join(padded).rstrip(), style))
    return lines
