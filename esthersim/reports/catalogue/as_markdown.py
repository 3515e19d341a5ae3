"""A page of the catalogue as Markdown, with maps as Mermaid diagrams, which GitHub and others draw."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.maps.mermaid import flowchart
from esthersim.reports import markdown as md
from esthersim.reports.catalogue.blocks import (
    Block,
    Cell,
    Drawing,
    Heading,
    NewSheet,
    Page,
    Paragraph,
    Points,
    Room,
    Table,
    Ticks,
    written,
)

BOX, LINE = "☐", "…" * 40


def markdown(page: Page, remark: str = "") -> str:
    """Return the page; `remark` is a comment at its top, which Markdown readers do not show."""
    lines = [f"<!-- {remark} -->", ""] if remark else []
    lines += [f"# {md.text(page.title)}", ""]
    for block in page.blocks:
        lines += _lines(block)
    return "\n".join(lines).rstrip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(words, level):
            yield from ("#" * level + f" {md.text(words)}", "")
        case NewSheet(words):
            yield from ("---", "", f"## {md.text(words)}", "")
        case Paragraph(words, quiet):
            said = _said(words)
            yield from (f"*{said}*" if quiet else said, "")
        case Points(items):
            yield from md.bullets(map(_said, items))
        case Table(rows, heads):
            across = max((len(row) for row in rows), default=0)
            filled = [[*map(_said, row), *[""] * (across - len(row))] for row in rows]
            yield from md.table([md.text(head) for head in heads] or [" "] * across, filled)
        case Ticks(items, boxes):
            rows_ = [[md.text(item), *[BOX] * len(boxes)] for item in items]
            yield from md.table([" ", *(md.text(box) or " " for box in boxes)], rows_)
        case Room(asked, count):
            yield from (md.text(asked), "") if asked else ()
            for _line in range(count):
                yield from (LINE, "")
        case Drawing(scenario, title):
            yield from ("<details>", f"<summary>{md.text(title)}</summary>", "")
            yield from ("```mermaid", flowchart(scenario).rstrip("\n"), "```", "", "</details>", "")


def _said(words: Cell) -> str:
    return written(words, md.text, lambda code: f"`{code.replace('`', '')}`").strip()
