"""Reading and writing gettext files (.po): the header, the messages by key path, and everything translators add.

Grammar: GNU gettext manual, "The Format of PO Files"; no plural forms, which no scenario has. Both ways are our own. A
translation is read before a session starts: Babel costs a tenth of a second to import, and lets broken files pass. It
also breaks lines where neither gettext nor Poedit does, and drops the header fields that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_STRING = re.compile(r'(?:(msgctxt|msgid|msgstr)\s+)?"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
_PIECE = re.compile(" +|[^ ]+ *")
_LANGUAGE = re.compile(r"^Language:[ \t]*([\w-]+)", re.MULTILINE)
_FOLLOWS = {"": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgstr",), "msgstr": ("msgctxt", "msgid")}

WIDTH = 79
"""Columns of a line: where gettext's tools and Poedit break."""


class PoError(ValueError):
    """A line (from 0) of a .po file that makes no sense."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class Message:
    """One text and its translation, and the line (from 0) where it begins.

    `comments` are the translator's, as written; `flags` all but "fuzzy"; `previous` is the text that a fuzzy
    translation was made from.
    """

    context: str = ""
    source: str = ""
    target: str = ""
    line: int = 0
    fuzzy: bool = False
    obsolete: bool = False
    previous: str = ""
    comments: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    @property
    def usable(self) -> bool:
        """Whether there is a translation that is not marked as doubtful."""
        return bool(self.target.strip()) and not self.fuzzy


@dataclass(slots=True)
class PoFile:
    """What a .po file holds: the language of its header, if it says one, and the messages by key path.

    `others` are the messages without a key path, which no scenario uses; `repeated` those of a key path that has one
    already; `obsolete` what the scenario no longer had when the file was last renewed; `closing` the comments below
    the last message.
    """

    language: str | None = None
    header: Message | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    others: list[Message] = field(default_factory=list)
    repeated: list[Message] = field(default_factory=list)
    obsolete: list[Message] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)


def parse_po(text: str) -> PoFile:
    """Read a .po file's text; raise `PoError` where a line makes no sense."""
    po = PoFile()
    coming = Message()  # gathers the comments above the message that they belong to
    message, state = Message(), ""
    for number, line in enumerate(text.split("\n")):
        content = line.strip()
        obsolete = content.startswith("#~")
        if obsolete:
            content = content[2:].strip()
            content = f"#{content}" if content.startswith("|") else content
        if not content:
            continue
        if content.startswith("#"):
            _take_comment(coming, content)
            continue
        match = _STRING.fullmatch(content)
        if match is None or (match[1] and match[1] not in _FOLLOWS[state]) or not (match[1] or state):
            raise PoError(number)
        if match[1] and state in {"", "msgstr"}:
            _keep(po, message, state)
            message, coming = coming, Message()
            message.line, message.obsolete = number, obsolete
        if obsolete != message.obsolete:
            raise PoError(number)
        state = match[1] or state
        _take(message, state, _unescaped(match[2]))
    if state in {"msgctxt", "msgid"}:
        raise PoError(message.line)
    _keep(po, message, state)
    po.closing = coming.comments
    return po


def _take(message: Message, state: str, content: str) -> None:
    if state == "msgctxt":
        message.context += content
    elif state == "msgid":
        message.source += content
    else:
        message.target += content


def _take_comment(coming: Message, content: str) -> None:
    """Keep a comment, a flag or the previous text; what the program itself notes is written again."""
    match content[:2]:
        case "#,":
            flags = [flag for each in content[2:].split(",") if (flag := each.strip())]
            coming.fuzzy = coming.fuzzy or "fuzzy" in flags
            coming.flags += [flag for flag in flags if flag != "fuzzy"]
        case "#|":
            match = _STRING.fullmatch(content[2:].strip())
            if match is not None and match[1] != "msgctxt":
                coming.previous += _unescaped(match[2])
        case "#." | "#:":
            pass
        case _:
            coming.comments.append(content)


def _keep(po: PoFile, message: Message, state: str) -> None:
    if not state:
        return
    if message.obsolete:
        po.obsolete.append(message)
    elif message.context in po.messages or not (message.context or message.source or po.header is None):
        po.repeated.append(message)
    elif message.context:
        po.messages[message.context] = message
    elif message.source:
        po.others.append(message)
    else:
        po.header = message
        if match := _LANGUAGE.search(message.target):
            po.language = match[1].replace("_", "-")


def _unescaped(content: str) -> str:
    return _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), content) if "\\" in content else content


def format_po(po: PoFile, notes: Mapping[str, Iterable[str]]) -> str:
    """Return the text of a .po file as gettext's own tools would write it.

    `notes` are the comments that the program itself writes above a message, by its key path.
    """
    blocks = [_block(po.header or Message())]
    blocks += (_block(message, *notes.get(key, ())) for key, message in po.messages.items())
    blocks += map(_block, po.obsolete)
    if po.closing:
        blocks.append("\n".join(po.closing))
    return "\n\n".join(blocks) + "\n"


def _block(message: Message, *notes: str) -> str:
    """Return the lines of a message; notes are comments that the program itself writes."""
    mark = "#~ " if message.obsolete else ""
    lines = [*message.comments, *notes]
    if flags := [*(["fuzzy"] if message.fuzzy else []), *message.flags]:
        lines.append(f"#, {', '.join(flags)}")
    if message.previous:
        lines += _field("msgid", message.previous, "#~| " if message.obsolete else "#| ")
    if message.context:
        lines += _field("msgctxt", message.context, mark)
    return "\n".join([*lines, *_field("msgid", message.source, mark), *_field("msgstr", message.target, mark)])


def _field(keyword: str, text: str, mark: str) -> Iterator[str]:
    """Yield the lines of one string of an message, as gettext breaks them."""
    width = WIDTH - len(mark)
    whole = f'{keyword} "{text.translate(_ESCAPES)}"'
    if "\n" not in text[:-1] and len(whole) <= width:
        yield mark + whole
        return
    yield f'{mark}{keyword} ""'
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        room = width - 2
        piece = ""
        for part in (match[0].translate(_ESCAPES) for match in _PIECE.finditer(line)):
            if piece and len(piece) + len(part) > room:
                yield f'{mark}"{piece}"'
                piece = ""
            piece += part
        yield f'{mark}"{piece}"'


__all__ = ["Message", "PoError", "PoFile", "format_po", "parse_po"]
