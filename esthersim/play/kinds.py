"""Every kind of entry and command by its name in journals, collected from the modules of the subjects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import ModuleType
from typing import TypeVar

from esthersim.play import arrivals, decisions, due, facilitation, handover, injects, learning, room, timers
from esthersim.play.entry import BySeat, Command, Entry

SUBJECTS = (room, arrivals, decisions, timers, due, injects, handover, facilitation, learning)

Kind = TypeVar("Kind", bound=BySeat)


def _kinds(base: type[Kind]) -> dict[str, type[Kind]]:
    return {
        re.sub(r"(?<=.)([A-Z])", r"-\1", kind.__name__).lower(): kind
        for subject in SUBJECTS
        for kind in vars(subject).values()
        if isinstance(kind, type) and issubclass(kind, base) and _stands_in(subject, kind)
    }


def _stands_in(subject: ModuleType, kind: type[BySeat]) -> bool:
    """Return whether the module defines this class as a kind: neither an import nor a base that its kinds share."""
    return kind.__module__ == subject.__name__ and not kind.__name__.startswith("_")


ENTRIES: Mapping[str, type[Entry]] = _kinds(Entry)
"""The kinds of entry."""
COMMANDS: Mapping[str, type[Command]] = _kinds(Command)
"""The kinds of command; an entry that is its own command is here too, under the same name."""
KINDS: Mapping[str, type[Entry | Command]] = {**COMMANDS, **ENTRIES}
"""The kinds of entry and of command together."""
_NAMES: Mapping[type[Entry | Command], str] = {kind: name for name, kind in KINDS.items()}


def kind_of(said: Entry | Command) -> str:
    """Return the name of an entry's or a command's kind, such as ``handover-sent``."""
    return _NAMES[type(said)]
