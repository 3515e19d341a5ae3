"""Refusals in words: why a command cannot be carried out now, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from esthersim.language import _
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.vocabulary import GateItem, GateKind, Reason
from esthersim.runs.names import seat_title, seat_titles
from esthersim.scenario.model import Scenario
from esthersim.views.hearing import is_closed


def refusal_to_all(refusal: Refusal, shown: Scenario, state: State) -> str:
    """Return the reason of a refusal for everybody in the room: it names nothing that a closed event says."""
    if refusal.reason is Reason.CHECKLIST_OPEN and is_closed(state):
        return _("Something is still to be ticked by those who hear this event.")
    return refusal_text(refusal, shown)


def refusal_text(refusal: Refusal, shown: Scenario) -> str:  # noqa: C901, PLR0912 - a table of sentences
    """Return the reason of a refusal and what helps, in one line."""
    names = ", ".join(seat_titles(shown, refusal.about))
    match refusal.reason:
        case Reason.GATE:
            return _("Not yet: {items}").format(items="; ".join(gate_item(item, shown) for item in refusal.gate))
        case Reason.PAUSED:
            return _("The run is paused. Continue first.")
        case Reason.NOT_PAUSED:
            return _("The run is not paused.")
        case Reason.CHECKLIST_OPEN:
            items = [
                item.text
                for event in shown.events.values()
                for key, item in event.checklist.items()
                if key in refusal.about
            ]
            return _("Still to be ticked: {items}").format(items="; ".join(dict.fromkeys(items)))
        case Reason.HANDOVER_OPEN:
            return _("The handover is not finished: mark it as sent and received first.")
        case Reason.NOT_SENT:
            return _("The handover has not been sent yet.")
        case Reason.ALREADY_MARKED:
            return _("The facilitator has already marked that, and it counts as long as the team is at this event.")
        case Reason.HANDOVER_DONE:
            return _("This handover is done. Go back in the journal to make it again.")
        case Reason.NO_HANDOVER:
            return _("There is no handover at this event.")
        case Reason.SENDER_DOES_NOT_KNOW:
            return _("{role} does not know that, and so cannot pass it on.").format(
                role=seat_title(shown, refusal.about[0])
            )
        case Reason.CHOICE_NEEDED:
            return _("Choose one of the options first.")
        case Reason.NO_PROPOSAL:
            return _("There is no proposal to withdraw.")
        case Reason.NO_CHOICE_HERE:
            return _("There is nothing to choose at this event.")
        case Reason.OPTION_CLOSED:
            return _("That option is not on offer now.")
        case Reason.AT_ENDING:
            return _("The journey has come to its end. Go on to the reflection.")
        case Reason.INJECT_CLOSED:
            return _("That inject does not fit what has happened so far.")
        case Reason.INJECT_CAME:
            return _("That has come already, or its time has passed.")
        case Reason.NO_TIMER:
            return _("There is no timer at this event.")
        case Reason.CANNOT_REWIND:
            return _("The journey cannot go back to that entry.")
        case Reason.TOO_LATE:
            return _("That came too late: this is another event already.")
        case Reason.NOT_THIS_SEAT:
            return _("That is not for {seat} to do.").format(seat=names)
        case Reason.ID_TAKEN:
            return _("That was sent once before with another content, so it was not kept.")
        case Reason.TOO_LONG:
            return _("That text is too long: 4,000 characters at most.")
        case Reason.OUT_OF_RANGE:
            return _("That number is out of range.")
        case Reason.EMPTY:
            return _("There is no text.")
        case Reason.PERSONAL_NUMBER:
            return _("That looks like a personal number. Leave it out: no real person belongs here.")
        case Reason.CLOSED:
            return _("The run is closed.")
        case Reason.WRONG_STEP:
            return _("That belongs to another step of the run.")
        case _:
            return _("There is no '{name}' here.").format(name=names)


def gate_item(item: GateItem, shown: Scenario) -> str:
    """Return a requirement of a gate in words."""
    match item.kind:
        case GateKind.SEAT:
            return _("nobody sits as {role}").format(role=seat_title(shown, item.id))
        case GateKind.PREBRIEFING:
            return _("a point of the prebriefing is not ticked")
        case GateKind.OBJECTIVES:
            return _("agree on two or three objectives")
        case GateKind.ENDING:
            return _("the journey has not come to an ending")
        case GateKind.HEARD:
            return _("{role} has not been heard").format(role=seat_title(shown, item.id))
        case GateKind.ANSWER:
            return _("no answer has been written down")
        case GateKind.ACTION:
            return _("the plan needs one action with owner, date, measure and follow-up")
        case GateKind.CLOSING:
            return _("a point of the closing checklist is not ticked")
        case _:
            assert_never(item.kind)


def gate_items(items: Iterable[GateItem], shown: Scenario) -> tuple[str, ...]:
    """Return the unmet requirements of a gate in words, without duplicates."""
    return tuple(dict.fromkeys(gate_item(item, shown) for item in items))
