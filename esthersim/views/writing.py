"""The keys of drafts, the same for every front end: the kind of form, and what it belongs to.

A form of an event also has the number of the arrival, because a journey can come back to an event. So a draft reappears
when the team goes back to that arrival, and not at another one.
"""

from __future__ import annotations

from datetime import date

from esthersim.journal.drafts import Writing
from esthersim.play.people import sender
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR, Step

NOTE, OBSERVATION, HANDOVER, READ_BACK = "note", "observation", "handover", "read-back"
ANSWER, ACTION, FOLLOW_UP = "answer", "action", "follow-up"

# Fields with the same name in every form; the others have the names of the form's parts.
TEXT, FORM, STATUS, EVIDENCE, DONE = "text", "form", "status", "evidence", "done"

NEW_ACTION = ""
"""Stands for the id of an action that is not in the plan yet."""


def here(state: State) -> str:
    """Return the team's place: the event at this arrival, or the step outside of the simulation."""
    place = state.place if state.step is Step.SIMULATION else None
    return f"{place.event}@{place.arrival}" if place else state.step.value


def note(state: State) -> Writing:
    """Return the form of a facilitator's note."""
    return Writing(NOTE, here(state))


def observation(state: State, seat: str = FACILITATOR) -> Writing:
    """Return the form of an observation at this keyboard, whichever seat it is for."""
    return Writing(OBSERVATION, here(state), seat)


def handover_form(state: State) -> Writing:
    """Return the choice of the present handover's form by the facilitator; an empty text means spoken."""
    return Writing(HANDOVER, here(state))


def handover_words(state: State) -> Writing:
    """Return the form of the sender's written handover, with a field for each part."""
    handover = state.event.handover
    return Writing(HANDOVER, here(state), sender(state, handover) if handover else FACILITATOR)


def read_back(state: State) -> Writing:
    """Return the form of the first receiver's read-back; with `DONE` it waits for the facilitator."""
    handover = state.event.handover
    return Writing(READ_BACK, here(state), next(iter(handover.to)) if handover else FACILITATOR)


def answer(question: str) -> Writing:
    """Return the form of an answer to a question of the reflection."""
    return Writing(ANSWER, question)


def action(key: str) -> Writing:
    """Return the form for an action of the plan, by its id or as `NEW_ACTION`."""
    return Writing(ACTION, key)


def follow_up(key: str, planned: date) -> Writing:
    """Return the form of an action's follow-up on a planned day."""
    return Writing(FOLLOW_UP, f"{key}@{planned.isoformat()}")
