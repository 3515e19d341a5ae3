"""Entries and commands to JSON documents and back: the form in which journals are kept for years.

A document is ``{"kind": "chose", "version": 1, ...}`` with the fields that differ from their default. Each kind has its
own version and converts the documents of its earlier versions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from esthersim.play.entry import Command, Entry
from esthersim.play.kinds import KINDS, kind_of
from esthersim.play.vocabulary import FACILITATOR

COMMAND_VERSION = 1
"""The document version of commands that are not also entries."""


class UndecodableError(ValueError):
    """A document that this version cannot read. The message never quotes it, as it may hold people's words.

    `newer` says that a newer program may have written it, because its kind or its version is unknown.
    """

    def __init__(self, *, newer: bool = False) -> None:
        super().__init__("written by a newer version" if newer else "damaged")
        self.newer = newer


def encode(entry: Entry) -> str:
    """Return the document of an entry: one line, UTF-8, keys in the order of its fields."""
    return _written(_document(entry))


def encode_command(command: Command, asker: str = FACILITATOR) -> str:
    """Return the document of a command, with the seat that asked for it unless that was the facilitator."""
    document = _document(command)
    return _written(document if asker == FACILITATOR else {**document, "asker": asker})


def _written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _document(said: Entry | Command) -> dict[str, Any]:
    kind = kind_of(said)
    document = _adapter(kind).dump_python(said, mode="json")
    defaults = _defaults(kind)
    plain = {name: value for name, value in document.items() if name not in defaults or value != defaults[name]}
    return {"kind": kind, "version": _version(type(said)), **plain}


def decode(document: str) -> Entry:
    """Return the entry of a document; raise `UndecodableError` if this version does not know it."""
    said, _asker = _read(document)
    if isinstance(said, Entry):
        return said
    raise UndecodableError


def decode_command(document: str) -> tuple[Command, str]:
    """Return the command of a document and the seat that asked for it.

    Raises `UndecodableError` if this version does not know it.
    """
    said, asker = _read(document)
    if isinstance(said, Command):
        return said, asker
    raise UndecodableError


def _read(document: str) -> tuple[Entry | Command, str]:
    try:
        raw = json.loads(document)
        name, version, asker = raw.pop("kind"), raw.pop("version"), str(raw.pop("asker", FACILITATOR))
        kind = KINDS.get(name)
        if kind is not None and version <= _version(kind):
            known = kind.upgraded(raw, version) if issubclass(kind, Entry) else raw
            return _adapter(name).validate_python(known), asker
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
        raise UndecodableError from None  # the cause may quote the document, and tracebacks end up in log files
    raise UndecodableError(newer=True)


def _version(kind: type[Entry | Command]) -> int:
    return kind.version if issubclass(kind, Entry) else COMMAND_VERSION


@cache
def _adapter(kind: str) -> TypeAdapter[Entry | Command]:
    return TypeAdapter(KINDS[kind])


@cache
def _defaults(kind: str) -> dict[str, Any]:
    """Return the default of each field that has one, as documents hold it."""
    found: dict[str, Any] = {}
    for each in fields(KINDS[kind]):
        if each.default is not MISSING:
            found[each.name] = list(each.default) if isinstance(each.default, tuple) else each.default
        elif each.default_factory is not MISSING:
            found[each.name] = each.default_factory()
    return found
