"""Which form is being filled in, and what it belongs to: the keys of drafts, the same for every front end.

What belongs to an event has the number of the arrival with it, because journeys come back to an event. So a draft comes
back when the team goes back to that arrival, and does not turn up at another.
"""

from __future__ import annotations

from datetime import date

from esthersim.journal.drafts import Writing
from esthersim.play.state import State
from esthersim.play.words import FACILITATOR, Step

NOTE, OBSERVATION, HANDOVER, READ_BACK = "note", "observation", "handover", "read-back"
ANSWER, ACTION, FOLLOW_UP = "answer", "action", "follow-up"

# Fields that have the same name wherever a form is filled in; the others are named as the parts of it are.
TEXT, FORM, STATUS, EVIDENCE, DONE = "text", "form", "status", "evidence", "done"


def here(state: State) -> str:
    """Return where the team is: the event at this arrival, or outside of the simulation the step."""
    place = state.place if state.step is Step.SIMULATION else None
    return f"{place.event}@{place.arrival}" if place else state.step.value


def note(state: State) -> Writing:
    """Return the facilitator's note."""
    return Writing(NOTE, here(state))


def observation(state: State, seat: str = FACILITATOR) -> Writing:
    """Return what the seat at this keyboard observes, in whosever name."""
    return Writing(OBSERVATION, here(state), seat)


def handover_form(state: State) -> Writing:
    """Return in which form the present handover is to be made: the facilitator's choice, spoken where it is empty."""
    return Writing(HANDOVER, here(state))


def handover_words(state: State) -> Writing:
    """Return what the sender of the present handover writes, a field for each part."""
    handover = state.event.handover
    return Writing(HANDOVER, here(state), handover.sender if handover else FACILITATOR)


def read_back(state: State) -> Writing:
    """Return what the first receiver of the present handover repeats; with `DONE` it waits for the facilitator."""
    handover = state.event.handover
    return Writing(READ_BACK, here(state), handover.to[0] if handover else FACILITATOR)


def answer(question: str) -> Writing:
    """Return an answer to a question of the reflection."""
    return Writing(ANSWER, question)


def action(key: str) -> Writing:
    """Return the form for an action of the plan, by its id."""
    return Writing(ACTION, key)


def follow_up(key: str, planned: date) -> Writing:
    """Return what is said of an action on a planned day."""
    return Writing(FOLLOW_UP, f"{key}@{planned.isoformat()}")
