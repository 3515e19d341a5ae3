"""Rules for the journey: leaving an event, choosing, timers, checklists, expectations, injects, ratings, rewind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from esthersim.authored.conditions import Condition
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.deciding_handover import TEAMS_HANDOVER_RULES, WATCHERS_HANDOVER_RULES, is_open, skipped
from esthersim.play.evolve import evolve
from esthersim.play.refusal import Decision, Entries, Refusal
from esthersim.play.state import State
from esthersim.play.words import FACILITATOR, Cause, Observation, Reason, Step
from esthersim.scenario.model import UNDATED, Branch, Event, Option

LOWEST, HIGHEST = 1, 5
LONGEST_EXTENSION = 3600.0
_SIMULATION = Step.SIMULATION
Rule = Callable[[State, Any, float], Decision]


def playing(rule: Rule, *, in_pause: bool = False) -> Rule:
    """Let a rule speak only while the simulation runs, and in a pause only if it is said to."""

    def judged(state: State, command: Any, room: float) -> Decision:
        if state.step is not _SIMULATION or state.journey is None:
            return Refusal(Reason.WRONG_STEP, (state.step,))
        if state.paused and not in_pause:
            return Refusal(Reason.PAUSED)
        return rule(state, command, room)

    return judged


def holds(condition: Condition | None, state: State) -> bool:
    """Tell whether a condition holds; none at all always does."""
    return condition is None or condition.holds(state)


def still_required(state: State) -> tuple[str, ...]:
    """Name the required checklist items of the present event that are not ticked."""
    required = state.event.required
    return tuple(key for key in state.event.checklist if key in required and key not in state.here.checked)


@lru_cache(maxsize=4096)
def _onward(to: str) -> Entries:
    """Return the arrival by `next`: entries are values, so one for each event is enough."""
    return (e.Arrived(to),)


def plain_step(state: State, command: c.Proceed) -> Entries | None:
    """Return the arrival where nobody has anything to do but go on, and `None` where the rules must be asked.

    The rules would say the same; this only says it sooner, for the step that a run takes most often.
    """
    scenario, _, _, _, step, paused, _, journey, _ = state
    if journey is None or step is not _SIMULATION or paused or command.seat != FACILITATOR:
        return None
    events = scenario.events
    to = events[journey.event].onward
    return None if to is None or to not in events else _onward(to)


def _leave(state: State, event: Event, to: str, cause: Cause, *, override: bool) -> Decision:
    """Arrive at the next event, unless required items are open and nobody overrides them."""
    items = still_required(state) if event.checklist else ()
    if items and not override:
        return Refusal(Reason.CHECKLIST_OPEN, items)
    if to not in state.scenario.events:
        return Refusal(Reason.UNKNOWN, (to,))
    return (e.Arrived(to, cause, items),)


def next_event(state: State) -> str | None:
    """Return where `next` leads in this state, or `None` where the event does not end by `next`."""
    return _first_open(state.event.next, state)


def _first_open(ways: Sequence[Branch], state: State) -> str | None:
    for branch in ways:
        if branch.when is None or branch.when.holds(state):
            return branch.to
    return None


def next_event_by(state: State, key: str, option: Option) -> str | None:
    """Return where an option of the present decision leads if it is chosen now: asked after its own effects."""
    if option.onward is not None:
        return option.onward
    chosen = e.Recorded(state.seq + 1, state.at or UNDATED, state.room, e.Chose(key))
    return _first_open(option.next, evolve(state, chosen))


def _proceed(state: State, command: c.Proceed, room: float) -> Decision:
    here = state.here
    event = state.scenario.events[here.event]
    if event.ending is not None:
        return Refusal(Reason.AT_ENDING)
    if event.decision is not None:
        return Refusal(Reason.CHOICE_NEEDED, open_options(state))
    handover = event.handover
    if handover is not None and is_open(handover, here.handover):
        if not command.override:
            return Refusal(Reason.HANDOVER_OPEN, (handover.sender, *handover.to))
        left = skipped(handover, here.handover)
        state = evolve(state, e.Recorded(state.seq + 1, state.at or UNDATED, room, left))
        gone = _go_on(state, event, override=True)
        return gone if isinstance(gone, Refusal) else (left, *gone)
    return _go_on(state, event, override=command.override)


def _go_on(state: State, event: Event, *, override: bool) -> Decision:
    to = next_event(state)
    if to is None:
        return Refusal(Reason.UNKNOWN, (state.here.event,))
    return _leave(state, event, to, Cause.NEXT, override=override)


def open_options(state: State) -> tuple[str, ...]:
    """Name the options on offer in this state."""
    decision = state.event.decision
    if decision is None:
        return ()
    return tuple(key for key, option in decision.options.items() if holds(option.when, state))


def advised(state: State) -> str | None:
    """Return the option that the event's advice points to in this state."""
    decision = state.event.decision
    advice = decision.advice if decision else ()
    return next((each.choose for each in advice if holds(each.when, state)), None)


def _choose(state: State, command: c.Choose, _room: float) -> Decision:
    event = state.event
    if event.decision is None:
        return Refusal(Reason.NO_CHOICE_HERE)
    option = event.decision.options.get(command.option)
    if option is None:
        return Refusal(Reason.UNKNOWN, (command.option,))
    if not holds(option.when, state):
        return Refusal(Reason.OPTION_CLOSED, (command.option,))
    to = next_event_by(state, command.option, option)
    if to is None:
        return Refusal(Reason.UNKNOWN, (state.here.event,))
    left = _leave(state, event, to, Cause.OPTION, override=command.override)
    if isinstance(left, Refusal):
        return left
    return (e.Chose(command.option, advised(state), seat=command.seat), *left)


def _go_to(state: State, command: c.GoTo, _room: float) -> Decision:
    if command.event not in state.scenario.events:
        return Refusal(Reason.UNKNOWN, (command.event,))
    return (e.Arrived(command.event, Cause.OVERRIDE, still_required(state), seat=command.seat),)


def _extend(state: State, entry: e.TimerExtended, _room: float) -> Decision:
    if state.event.timer is None:
        return Refusal(Reason.NO_TIMER)
    return (entry,) if 0 < entry.seconds <= LONGEST_EXTENSION else Refusal(Reason.OUT_OF_RANGE, ("seconds",))


def _checked(state: State, entry: e.Checked, _room: float) -> Decision:
    return (entry,) if entry.item in state.event.checklist else Refusal(Reason.UNKNOWN, (entry.item,))


def _mark(state: State, command: c.MarkExpectation, room: float) -> Decision:
    expectation = state.event.expect.get(command.expectation)
    if expectation is None:
        return Refusal(Reason.UNKNOWN, (command.expectation,))
    status = command.status
    within = expectation.within
    if status is Observation.DONE and within and room - state.here.entered > within.total_seconds:
        status = Observation.LATE
    return (e.ExpectationMarked(command.expectation, status, seat=command.seat),)


def _cue(state: State, entry: e.CueGiven, _room: float) -> Decision:
    return (entry,) if entry.cue in state.event.cues else Refusal(Reason.UNKNOWN, (entry.cue,))


def _inject(state: State, command: c.FireInject, _room: float) -> Decision:
    inject = state.scenario.injects.get(command.inject)
    if inject is None:
        return Refusal(Reason.UNKNOWN, (command.inject,))
    fits = holds(inject.when, state)
    if not fits and not command.override:
        return Refusal(Reason.INJECT_CLOSED, (command.inject,))
    return (e.InjectFired(command.inject, overridden=not fits, seat=command.seat),)


def _rated(_state: State, entry: e.EstherRated, _room: float) -> Decision:
    return (entry,) if LOWEST <= entry.value <= HIGHEST else Refusal(Reason.OUT_OF_RANGE, ("value",))


def _rewound(state: State, entry: e.Rewound, _room: float) -> Decision:
    return (entry,) if state.here.at(entry.to) else Refusal(Reason.CANNOT_REWIND, (str(entry.to),))


_TEAMS: dict[type[Any], Rule] = {
    c.Proceed: _proceed,
    c.Choose: _choose,
    c.FireInject: _inject,
    **TEAMS_HANDOVER_RULES,
}
# In a pause the facilitator may catch up with the ticks, go back and go anywhere, while the team's choices wait.
_FACILITATORS: dict[type[Any], Rule] = {
    c.GoTo: _go_to,
    c.MarkExpectation: _mark,
    e.TimerExtended: _extend,
    e.Checked: _checked,
    e.CueGiven: _cue,
    e.EstherRated: _rated,
    e.Rewound: _rewound,
    **WATCHERS_HANDOVER_RULES,
}
JOURNEY_RULES: dict[type[Any], Rule] = {
    **{kind: playing(rule) for kind, rule in _TEAMS.items()},
    **{kind: playing(rule, in_pause=True) for kind, rule in _FACILITATORS.items()},
}
