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


@cache
def _adapter(kind: type[Entry]) -> TypeAdapter[Entry]:
    return TypeAdapter(kind)


def encode(entry: Entry) -> str:
    """Return the document of an entry: one line, UTF-8, keys in the order of the entry."""
    document = _adapter(type(entry)).dump_python(entry, mode="json")
    plain = {name: document[name] for name in document if getattr(entry, name) != _defaults(type(entry)).get(name)}
    return json.dumps({"kind": kind_of(entry), "version": VERSION, **plain}, ensure_ascii=False, separators=(",", ":"))


@cache
def _defaults(kind: type[Entry]) -> dict[str, object]:
    return {
        each.name: each.default if each.default is not MISSING else each.default_factory()
        for each in fields(kind)
        if each.default is not MISSING or each.default_factory is not MISSING
    }


def decode(document: str) -> Entry:
    """Return the entry of a document; raise `EntryUnreadable` where it is none that this version knows."""
    try:
        raw = json.loads(document)
        kind = KINDS[raw.pop("kind")]
        version = raw.pop("version")
        if version <= VERSION:
            return _adapter(kind).validate_python(raw)
        reason = f"version {version}"
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise EntryUnreadable("", detail=document[:80]) from error
    raise EntryUnreadable("", detail=reason)
