"""Updating the translation of a scenario: every text as it is now, with the existing translations.

Babel would match a changed text by similarity; here the key path identifies the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from esthersim.authored.po import Message, PoFile, format_po
from esthersim.authored.tree import Tree
from esthersim.scenario.translatable import texts_of, words


class Located(NamedTuple):
    """A text of a scenario's file: its key path, the text, its readers, and its line, from 1."""

    name: str
    text: str
    readers: str
    line: int


class Count(NamedTuple):
    """How complete a translation is; `new` and `gone` count the changes since the last update."""

    all: int
    translated: int
    fuzzy: int
    new: int
    gone: int

    @property
    def missing(self) -> int:
        """The number of texts without any translation."""
        return self.all - self.translated - self.fuzzy


def located(tree: Tree) -> list[Located]:
    """Return the translatable texts, in the order of the scenario's file.

    Texts from a rule pack or a file that the scenario uses are left out: these have their own translations.
    """
    own = (each for each in texts_of(tree.root) if each.path not in tree.taken)
    placed = sorted(((tree.place(each.path), each) for each in own), key=lambda pair: pair[0])
    return [Located(each.name, each.text.strip(), each.readers, place[0] + 1) for place, each in placed]


def renewed(texts: Sequence[Located], old: PoFile) -> tuple[PoFile, Count]:
    """Return the .po file of these texts with the translations of the old one, and how complete it is.

    A translation whose text has changed becomes fuzzy; one whose text has moved to another key path moves along, also
    fuzzy; one whose text is gone becomes obsolete, and is restored if the text comes back.
    """
    names = {each.name for each in texts}
    gone = [*(message for message in old.messages.values() if message.context not in names), *old.others]
    spare = {words(message.source): message for message in (*old.obsolete, *gone) if message.target.strip()}
    new = PoFile(header=old.header, language=old.language, closing=old.closing)
    moved = set[int]()
    for each in texts:
        known = old.messages.get(each.name, Message())
        message = _current(each, known)
        another = spare.get(words(each.text))
        if not message.target and another is not None:
            message = _current(each, another)
            message.comments = [*known.comments, *another.comments]
            message.fuzzy = another.fuzzy or another.context != each.name
            moved.add(id(another))
        new.messages[each.name] = message
    live = {(message.context, message.source) for message in new.messages.values()}
    for message in (*old.obsolete, *gone):
        text = message.context, message.source
        if id(message) not in moved and text not in live and (message.target.strip() or message.comments):
            live.add(text)
            new.obsolete.append(replace(message, obsolete=True))
    return new, Count(
        all=len(texts),
        translated=sum(message.usable for message in new.messages.values()),
        fuzzy=sum(message.fuzzy for message in new.messages.values()),
        new=len(names - set(old.messages)),
        gone=len(gone),
    )


def _current(text: Located, known: Message) -> Message:
    """Return the message of a text, from its old message if there is one."""
    target = known.target.strip()
    changed = bool(target) and words(known.source) != words(text.text)
    fuzzy = bool(target) and (known.fuzzy or changed)
    previous = (known.previous if known.fuzzy else "") or (known.source.strip() if changed else "")
    previous = previous if fuzzy else ""
    return replace(
        known, context=text.name, source=text.text, target=target, fuzzy=fuzzy, previous=previous, obsolete=False
    )


def with_header(po: PoFile, scenario: str, language: str, now: datetime) -> PoFile:
    """Give a .po file the header that tools require; existing fields are kept, except that the charset is UTF-8.

    `now` (UTC) is used where the file has no date, which some tools require.
    """
    own = po.header or Message()
    lines = (line.partition(":") for line in own.target.split("\n"))
    fields = {name: value.strip() for name, _, value in lines if name}
    asked = {
        "Project-Id-Version": scenario,
        "PO-Revision-Date": f"{now:%Y-%m-%d %H:%M}+0000",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Poedit-Basepath": "../..",
    }
    fields |= {name: value for name, value in asked.items() if name not in fields}
    fields["Language"] = fields["Language"] or language
    if "utf-8" not in fields["Content-Type"].casefold():
        fields["Content-Type"] = asked["Content-Type"]
    target = "".join(f"{name}: {value}\n" for name, value in fields.items())
    po.header = Message(target=target, fuzzy=own.fuzzy, comments=own.comments, flags=own.flags)
    return po


def po_text(po: PoFile, texts: Iterable[Located], file: str) -> str:
    """Return the text of the .po file; `file` is the name of the scenario's file in the references."""
    reference = f"\u2068{file}\u2069" if " " in file else file  # as gettext does since 0.22
    return format_po(po, {each.name: (f"#. {each.readers}", f"#: {reference}:{each.line}") for each in texts})
