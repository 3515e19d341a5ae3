"""Reports for programs: the journal as JSON Lines, and the whole report as one JSON object."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from esthersim import __version__
from esthersim.cleaning import clean
from esthersim.journal.codec import encode
from esthersim.journal.reading import timestamp
from esthersim.language import get_language
from esthersim.play.entries import Noted
from esthersim.play.gates import missing_parts
from esthersim.reports.material import Material
from esthersim.reports.sections import contents
from esthersim.reports.writing import marker
from esthersim.runs.action_parts import Kind
from esthersim.views.plan import ActionView, ClosingItem

JSON_LINES_VERSION = JSON_VERSION = 1
_SELDOM = frozenset({"edits", "guides_in_doubt"})
"""What stands in the whole report only where there is something to say: an edited text, a guide that is not there."""


def journal_lines(material: Material) -> str:
    """Return the journal, one entry a line after a header: seq, at (UTC), room (seconds), and the entry's document.

    Without the facilitator's own notes, unless the material has them; the header says how many were left out.
    """
    kept = [each for each in material.journal if material.private or not isinstance(each.entry, Noted)]
    header = {
        "esthersim": __version__,
        "version": JSON_LINES_VERSION,
        "id": marker(material.run),
        "run": material.run,
        "scenario": material.text.id,
        "hash": material.text.hash,
        "language": material.text.language,
        "entries": len(kept),
        "private_left_out": len(material.journal) - len(kept),
    }
    lines = [header]
    for each in kept:
        entry = json.loads(encode(each.entry))
        lines.append({"seq": each.seq, "at": timestamp(each.at), "room": round(each.room, 3), "entry": entry})
    return "".join(one_line(line) + "\n" for line in lines)


def whole(material: Material) -> str:
    """Return everything that the report holds as one JSON object, with ids, UTC, seconds and ISO 8601."""
    report = {name: plain(each) for name, each in contents(material).items() if each or name not in _SELDOM}
    head = {"esthersim": __version__, "version": JSON_VERSION, "id": marker(material.run), "interface": get_language()}
    return _visible(json.dumps({**head, **report}, ensure_ascii=False, indent=2)) + "\n"


def one_line(document: Any) -> str:
    """Return a JSON document as one line that is safe to show in a terminal."""
    return _visible(json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def plain(value: Any) -> Any:
    """Return a value as what JSON knows: times of story have no zone, other times are UTC."""
    if isinstance(value, ActionView):
        return _action(value)
    if isinstance(value, ClosingItem):
        return {"item": value.item, "text": value.text, "done": value.done}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.isoformat(timespec="minutes") if value.tzinfo is None else timestamp(value.astimezone(UTC))
        case date():
            return value.isoformat()
        case dict():
            return {name: plain(each) for name, each in value.items()}
        case tuple() | list():
            return [plain(each) for each in value]
        case _:
            return value


def _action(view: ActionView) -> dict[str, Any]:
    """Return an action with its parts under their names; what it rests on has been `why` since version 1."""
    document: dict[str, Any] = {"action": view.id}
    for each in view.parts:
        match each.part.kind:
            case Kind.DAY | Kind.DAYS:
                value = getattr(view.action, each.part.name)
            case _:
                value = each.text
        document["why" if each.part.name == "finding" else each.part.name] = plain(value)
    return {**document, "follow_ups": plain(view.follow_ups), "missing": plain(missing_parts(view.action))}


def _visible(text: str) -> str:
    """Write what a terminal could act upon, or what nobody would see, as the escapes that JSON has for it."""
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(each if clean(each) == each else _escaped(each) for each in text)


def _escaped(character: str) -> str:
    return "\\u007f" if character == "\x7f" else json.dumps(character)[1:-1]
