"""A run in a few words: its step, its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from esthersim.language import _, ngettext
from esthersim.lengths import minutes
from esthersim.play.vocabulary import GateItem, GateKind
from esthersim.runs.names import seat_title
from esthersim.views.refusals import gate_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from esthersim.play.state import State
    from esthersim.scenario.model import Scenario


def time_line(state: State, room: float) -> str:
    """Return the room time, and a remark if it is paused."""
    return _("{time} paused").format(time=minutes(room)) if state.paused else minutes(room)


def gate_line(still_open: Sequence[GateItem], shown: Scenario) -> str:
    """Return the unmet requirements of a gate in one short line: similar ones are counted, not listed."""
    kinds: dict[GateKind, list[GateItem]] = {}
    for item in still_open:
        kinds.setdefault(item.kind, []).append(item)
    return "; ".join(_open(kind, items, shown) for kind, items in kinds.items())


def _open(kind: GateKind, items: Sequence[GateItem], shown: Scenario) -> str:
    names = ", ".join(seat_title(shown, item.id) for item in items)
    count = len(items)
    match kind:
        case GateKind.SEAT:
            return _("nobody sits as {roles}").format(roles=names)
        case GateKind.HEARD:
            return _("not heard yet: {roles}").format(roles=names)
        case GateKind.PREBRIEFING | GateKind.CLOSING:
            return ngettext("one point is not ticked", "{count} points are not ticked", count).format(count=count)
        case _:
            return "; ".join(gate_item(item, shown) for item in items)
