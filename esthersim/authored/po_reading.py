"""Reading a gettext file (.po): its header, its entries by key path, and all that a translator has written beside them.

The reader is our own: a translation is read before a session starts, Babel costs a tenth of a second to import, and it
lets broken files pass. Grammar: GNU gettext manual, "The Format of PO Files"; no plural forms, which no scenario has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_STRING = re.compile(r'(?:(msgctxt|msgid|msgstr)\s+)?"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_LANGUAGE = re.compile(r"^Language:[ \t]*([\w-]+)", re.MULTILINE)
_FOLLOWS = {"": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgstr",), "msgstr": ("msgctxt", "msgid")}


class BrokenTranslation(ValueError):  # noqa: N818 - it says what the file is
    """A line (from 0) of a .po file that makes no sense."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class Entry:
    """One text and its translation, and the line (from 0) where it begins.

    `comments` are the translator's, as they stand there; `flags` all but "fuzzy"; `previous` is the text that a fuzzy
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
        """Whether there is a translation, and nobody doubts it."""
        return bool(self.target.strip()) and not self.fuzzy


@dataclass(slots=True)
class Catalogue:
    """What a .po file holds: the language of its header, if it says one, and the entries by key path.

    `others` are the entries without a key path, which no scenario uses; `repeated` those of a key path that has one
    already; `obsolete` what the scenario no longer had when the file was last renewed; `closing` the comments below
    the last entry.
    """

    language: str | None = None
    header: Entry | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    others: list[Entry] = field(default_factory=list)
    repeated: list[Entry] = field(default_factory=list)
    obsolete: list[Entry] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)


def read_catalogue(text: str) -> Catalogue:
    """Read a .po file's text; raise `BrokenTranslation` where a line makes no sense."""
    catalogue = Catalogue()
    coming = Entry()  # gathers the comments above the entry that they belong to
    entry, state = Entry(), ""
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
            raise BrokenTranslation(number)
        if match[1] and state in {"", "msgstr"}:
            _keep(catalogue, entry, state)
            entry, coming = coming, Entry()
            entry.line, entry.obsolete = number, obsolete
        if obsolete != entry.obsolete:
            raise BrokenTranslation(number)
        state = match[1] or state
        _take(entry, state, _unescaped(match[2]))
    if state in {"msgctxt", "msgid"}:
        raise BrokenTranslation(entry.line)
    _keep(catalogue, entry, state)
    catalogue.closing = coming.comments
    return catalogue


def _take(entry: Entry, state: str, content: str) -> None:
    if state == "msgctxt":
        entry.context += content
    elif state == "msgid":
        entry.source += content
    else:
        entry.target += content


def _take_comment(coming: Entry, content: str) -> None:
    """Keep a comment, a flag or the previous text; what the program itself notes and refers to it writes anew."""
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


def _keep(catalogue: Catalogue, entry: Entry, state: str) -> None:
    if not state:
        return
    if entry.obsolete:
        catalogue.obsolete.append(entry)
    elif entry.context in catalogue.entries or not (entry.context or entry.source or catalogue.header is None):
        catalogue.repeated.append(entry)
    elif entry.context:
        catalogue.entries[entry.context] = entry
    elif entry.source:
        catalogue.others.append(entry)
    else:
        catalogue.header = entry
        if match := _LANGUAGE.search(entry.target):
            catalogue.language = match[1].replace("_", "-")


def _unescaped(content: str) -> str:
    return _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), content) if "\\" in content else content


__all__ = ["BrokenTranslation", "Catalogue", "Entry", "read_catalogue"]
