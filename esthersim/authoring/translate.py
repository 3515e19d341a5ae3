"""Writing a translation: the .po file beside a scenario, new or brought up to date, as gettext's own tools would.

The reader is that of the scenario, so that what is written here is what is played. Written by hand and not by Babel,
which breaks lines where neither gettext nor Poedit does, drops the header fields that it does not know, and finds a
changed text by its likeness where the key path says which one it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from esthersim.authored.po_reading import Catalogue, Entry
from esthersim.authored.reading import Tree
from esthersim.scenario.texts import texts_of, words

WIDTH = 79
"""Columns of a line: what gettext's tools and Poedit break at."""

_PIECE = re.compile(" +|[^ ]+ *")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


class Located(NamedTuple):
    """A text of a scenario's file: its key path, what it says, who reads it, and its line, counted from 1."""

    name: str
    text: str
    readers: str
    line: int


class Count(NamedTuple):
    """How a translation stands: `new` and `gone` since it was last brought up to date."""

    all: int
    translated: int
    fuzzy: int
    new: int
    gone: int

    @property
    def missing(self) -> int:
        """The texts that have no translation at all."""
        return self.all - self.translated - self.fuzzy


def located(tree: Tree) -> list[Located]:
    """Return every text that a translation may give, in the order of the scenario's file.

    What comes from a rule pack is not asked for: packs have languages of their own.
    """
    own = (each for each in texts_of(tree.root) if each.path not in tree.taken)
    placed = sorted(((tree.place(each.path), each) for each in own), key=lambda pair: pair[0])
    return [Located(each.name, each.text.strip(), each.readers, place[0] + 1) for place, each in placed]


def renewed(texts: Sequence[Located], old: Catalogue) -> tuple[Catalogue, Count]:
    """Return the catalogue of these texts, with what the old one knows of them, and how it stands.

    A translation whose text has changed becomes fuzzy; one whose text got another key path goes with it, fuzzy too;
    one whose text is gone becomes obsolete, and is there again when the text is.
    """
    names = {each.name for each in texts}
    gone = [*(entry for entry in old.entries.values() if entry.context not in names), *old.others]
    spare = {words(entry.source): entry for entry in (*old.obsolete, *gone) if entry.target.strip()}
    new = Catalogue(header=old.header, language=old.language, closing=old.closing)
    moved = set[int]()
    for each in texts:
        known = old.entries.get(each.name, Entry())
        entry = _current(each, known)
        another = spare.get(words(each.text))
        if not entry.target and another is not None:
            entry = _current(each, another)
            entry.comments = [*known.comments, *another.comments]
            entry.fuzzy = another.fuzzy or another.context != each.name
            moved.add(id(another))
        new.entries[each.name] = entry
    live = {(entry.context, entry.source) for entry in new.entries.values()}
    for entry in (*old.obsolete, *gone):
        text = entry.context, entry.source
        if id(entry) not in moved and text not in live and (entry.target.strip() or entry.comments):
            live.add(text)
            new.obsolete.append(replace(entry, obsolete=True))
    return new, Count(
        all=len(texts),
        translated=sum(entry.usable for entry in new.entries.values()),
        fuzzy=sum(entry.fuzzy for entry in new.entries.values()),
        new=len(names - set(old.entries)),
        gone=len(gone),
    )


def _current(text: Located, known: Entry) -> Entry:
    """Return the entry of a text, from what is known of it."""
    target = known.target.strip()
    changed = bool(target) and words(known.source) != words(text.text)
    fuzzy = bool(target) and (known.fuzzy or changed)
    previous = (known.previous if known.fuzzy else "") or (known.source.strip() if changed else "")
    previous = previous if fuzzy else ""
    return replace(
        known, context=text.name, source=text.text, target=target, fuzzy=fuzzy, previous=previous, obsolete=False
    )


def with_header(catalogue: Catalogue, scenario: str, language: str, now: datetime) -> Catalogue:
    """Give a catalogue the header that the tools ask for; what its own says stays, but it is in UTF-8.

    `now` (UTC) is the date of one that has none: some tools cannot read a file without.
    """
    own = catalogue.header or Entry()
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
    catalogue.header = Entry(target=target, fuzzy=own.fuzzy, comments=own.comments, flags=own.flags)
    return catalogue


def written(catalogue: Catalogue, texts: Iterable[Located], file: str) -> str:
    """Return the text of the .po file; `file` is what the references call the scenario's file."""
    reference = f"\u2068{file}\u2069" if " " in file else file  # as gettext does since 0.22
    blocks = [_block(catalogue.header or Entry())]
    blocks += (
        _block(catalogue.entries[each.name], f"#. {each.readers}", f"#: {reference}:{each.line}") for each in texts
    )
    blocks += map(_block, catalogue.obsolete)
    if catalogue.closing:
        blocks.append("\n".join(catalogue.closing))
    return "\n\n".join(blocks) + "\n"


def _block(entry: Entry, *notes: str) -> str:
    """Return an entry's lines."""
    mark = "#~ " if entry.obsolete else ""
    lines = [*entry.comments, *notes]
    if flags := [*(["fuzzy"] if entry.fuzzy else []), *entry.flags]:
        lines.append(f"#, {', '.join(flags)}")
    if entry.previous:
        lines += _field("msgid", entry.previous, "#~| " if entry.obsolete else "#| ")
    if entry.context:
        lines += _field("msgctxt", entry.context, mark)
    return "\n".join([*lines, *_field("msgid", entry.source, mark), *_field("msgstr", entry.target, mark)])


def _field(keyword: str, text: str, mark: str) -> Iterator[str]:
    """Yield the lines of one string of an entry, as gettext breaks them."""
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
