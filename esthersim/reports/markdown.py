r"""Parts of Markdown: people's text is escaped so that every reader shows it as text, and its source still reads well.

Follows CommonMark 0.31 and GitHub's tables, strikethrough and links. Only characters that would be read as markup are
escaped: `*` always, `_` at the edge of a word, `-` at the beginning of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from esthersim.cleaning import clean, clean_line

_ALWAYS = re.compile(r"[\\`*\[\]<>&|~$#^{}]")
_EDGE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BEGINNING = re.compile(r"^(\s*)([-+=:]|\d{1,9}(?=[.)]))")
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")
_DOMAIN = re.compile(r"(?<=\w)\.(?!ex\b)(?=[^\W\d_]{2})")  # some readers make 1177.se a link, but not t.ex.
_MENTION = re.compile(r"@(?=\w)")
_NOT_JOINED = "\u200c"


def text(words: str) -> str:
    """Return a text as one line of Markdown without markup, even at the beginning of a line."""
    return _escaped(clean_line(words))


def quote(words: str) -> list[str]:
    """Return a text as a quotation with its line breaks."""
    lines = clean(words).strip().split("\n")
    return [f"> {_escaped(line.strip())}".rstrip() + ("\\" if _goes_on(lines, index) else "")
            for index, line in enumerate(lines)]  # fmt: skip


def _goes_on(lines: Sequence[str], index: int) -> bool:
    return bool(lines[index].strip() and index + 1 < len(lines) and lines[index + 1].strip())


def _escaped(line: str) -> str:
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _EDGE.sub(r"\\_", line)
    line = _LINK.sub(lambda found: f"{found[1] or found[3]}\\{found[2] or found[4]}", line)
    line = _DOMAIN.sub(r"\.", line)
    line = _MENTION.sub("@" + _NOT_JOINED, line)  # a backslash does not prevent mail addresses from becoming links
    if _NUMBERED.match(line):
        return _NUMBERED.sub(r"\1\\\2", line)
    return _BEGINNING.sub(r"\1\\\2", line)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table; the cells are Markdown already. Empty without rows."""
    body = [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]
    if not body:
        return []
    return [f"| {' | '.join(heads)} |", f"|{'|'.join(' --- ' for _head in heads)}|", *body, ""]


def line(words: str) -> tuple[str, str]:
    """Return a paragraph of one line, which is Markdown already."""
    return words, ""


def bullets(items: Iterable[str]) -> list[str]:
    """Return a list; the items are Markdown already. Empty without items."""
    lines = [f"- {item}" for item in items]
    return [*lines, ""] if lines else []


def paragraph(words: str) -> list[str]:
    """Return a text as paragraphs; empty if it is empty."""
    lines = [_escaped(line.strip()) for line in clean(words).strip().split("\n")]
    return ["\n".join(lines), ""] if any(lines) else []
