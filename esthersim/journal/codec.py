"""Entries as JSON documents and back: the form in which journals are kept for years.

A document is ``{"kind": "chose", "version": 1, ...}`` with the fields of the entry that differ from their default.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from functools import cache

from pydantic import TypeAdapter, ValidationError

from esthersim.journal.errors import JournalError
from esthersim.language import _
from esthersim.play.entries import KINDS, Entry, kind_of

VERSION = 1


class EntryUnreadable(JournalError):  # noqa: N818 - what happened is the better name
    """A stored entry that this version cannot read: damaged, or written by a newer version."""

    def __str__(self) -> str:
        """Say it in one line."""
        return _(
            "an entry of the journal cannot be read by this version ({detail}); install the newest esthersim"
        ).format(detail=self.detail)


def encode(entry: Entry) -> str:
    """Return the document of an entry: one line, UTF-8, keys in the order of the entry."""
    kind = kind_of(entry)
    document = _adapter(kind).dump_python(entry, mode="json")
    defaults = _defaults(kind)
    plain = {name: value for name, value in document.items() if name not in defaults or value != defaults[name]}
    return json.dumps({"kind": kind, "version": VERSION, **plain}, ensure_ascii=False, separators=(",", ":"))


def decode(document: str) -> Entry:
    """Return the entry of a document; raise `EntryUnreadable` where it is none that this version knows."""
    try:
        raw = json.loads(document)
        kind = raw.pop("kind")
        version = raw.pop("version")
        if version <= VERSION:
            return _adapter(kind).validate_python(raw)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError) as error:
        raise EntryUnreadable("", detail=document[:80]) from error
    raise EntryUnreadable("", detail=f"version {version}")


@cache
def _adapter(kind: str) -> TypeAdapter[Entry]:
    return TypeAdapter(KINDS[kind])


@cache
def _defaults(kind: str) -> dict[str, object]:
    """Return the default of each field that has one, in the form in which documents hold it."""
    optional = {each.name: each for each in fields(KINDS[kind])}
    plain = {name: each.default for name, each in optional.items() if each.default is not MISSING}
    made = {name: each.default_factory() for name, each in optional.items() if each.default_factory is not MISSING}
    return {
        name: list(default) if isinstance(default, tuple) else default for name, default in {**plain, **made}.items()
    }
