"""A run in a few words: its step, its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from esthersim.language import _
from esthersim.play.words import Step
from esthersim.views.names import step_word
from esthersim.views.times import minutes

if TYPE_CHECKING:
    from esthersim.play.state import State


def step_line(step: Step) -> str:
    """Return a step with its number of the five, such as ``3/5 simulation``."""
    number = list(Step).index(step) + 1
    return step_word(step) if step is Step.CLOSED else f"{number}/5 {step_word(step)}"


def time_line(state: State, room: float) -> str:
    """Return room time, and that it stands still where it does."""
    return _("{time} paused").format(time=minutes(room)) if state.paused else minutes(room)
