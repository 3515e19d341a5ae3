"""What seats have proposed at the present event, for those who decide and for the facilitator."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.cleaning import clean
from esthersim.play import people
from esthersim.play.state import State
from esthersim.play.wording import worded_option
from esthersim.runs.names import seat_title, seat_titles
from esthersim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A seat's proposal: the option and its text."""

    seat: str
    title: str
    option: str
    text: str


def proposals(state: State, shown: Scenario) -> tuple[ProposalView, ...]:
    """Return the proposals at the present event, in the order of the seats that decide.

    Only those who decide, and the facilitator, may see whose they are.
    """
    decision = shown.events[state.here.event].decision
    if decision is None:
        return ()
    made = state.here.proposals
    return tuple(
        ProposalView(
            seat,
            seat_title(shown, seat),
            made[seat],
            clean(worded_option(state, decision, made[seat], shown.language)),
        )
        for seat in people.deciders(state)
        if made.get(seat) in decision.options
    )


def still_to_propose(state: State, shown: Scenario) -> tuple[str, ...]:
    """Return the titles of the seats that decide, are taken, and have proposed nothing."""
    waiting = (seat for seat in people.deciders(state) if seat in state.setting.seats)
    return seat_titles(shown, (seat for seat in waiting if seat not in state.here.proposals))
