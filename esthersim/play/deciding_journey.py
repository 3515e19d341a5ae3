"""Rules for the journey: leaving an event, choosing, timers, checklists, expectations, injects, ratings, rewind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.deciding_handover import HANDOVER_RULES
from esthersim.play.evolve import evolve, past_at
from esthersim.play.refusal import Decision, Entries, Refusal
from esthersim.play.state import State
from esthersim.play.words import Cause, Observation, Reason, Step
from esthersim.scenario.conditions import Condition
from esthersim.scenario.model import UNDATED

LOWEST, HIGHEST = 1, 5
LONGEST_EXTENSION = 3600.0
Rule = Callable[[State, Any, float], Decision]


def playing(rule: Rule) -> Rule:
    """Let a rule speak only while the simulation runs."""

    def judged(state: State, command: Any, room: float) -> Decision:
        if state.step is not Step.SIMULATION or state.journey is None:
            return Refusal(Reason.WRONG_STEP, (state.step,))
        if state.journey.event not in state.scenario.events:
            return Refusal(Reason.UNKNOWN, (state.journey.event,))
        return Refusal(Reason.PAUSED) if state.paused else rule(state, command, room)

    return judged


def holds(condition: Condition | None, state: State) -> bool:
    """Tell whether a condition holds; none at all always does."""
    return condition is None or condition.holds(state)


def still_required(state: State) -> tuple[str, ...]:
    """Name the required checklist items of the present event that are not ticked."""
    required = state.event.required
    return tuple(key for key in state.event.checklist if key in required and key not in state.here.checked)


def _leave(state: State, to: str, cause: Cause, *, override: bool) -> Decision:
    """Arrive at the next event, unless required items are open and nobody overrides them."""
    items = still_required(state) if state.event.required else ()
    if items and not override:
        return Refusal(Reason.CHECKLIST_OPEN, items)
    if to not in state.scenario.events:
        return Refusal(Reason.UNKNOWN, (to,))
    return (e.Arrived(to, cause, items),)


def next_event(state: State) -> str | None:
    """Return where `next` leads in this state, or `None` where the event does not end by `next`."""
    for branch in state.event.next:
        if branch.when is None or branch.when.holds(state):
            return branch.to
    return None


def _proceed(state: State, command: c.Proceed, room: float) -> Decision:
    event = state.event
    if event.ending is not None:
        return Refusal(Reason.AT_ENDING)
    if event.decision is not None:
        return Refusal(Reason.CHOICE_NEEDED, tuple(open_options(state)))
    progress = state.here.handover
    skipped = event.handover is not None and not (progress and progress.received)
    if skipped and not command.override:
        return Refusal(Reason.HANDOVER_OPEN, (event.handover.sender, *event.handover.to) if event.handover else ())
    if skipped:
        return _skip_handover(state, room)
    to = next_event(state)
    if to is None:
        return Refusal(Reason.UNKNOWN, (state.here.event,))
    return _leave(state, to, Cause.NEXT, override=command.override)


def _skip_handover(state: State, room: float) -> Decision:
    """Leave a handover that nobody made: what it should have carried is missing, and the way goes on from there."""
    received = HANDOVER_RULES[c.HandOver](state, c.HandOver(confirmed=False), room)
    if isinstance(received, Refusal):
        return received
    for entry in received:
        state = evolve(state, e.Recorded(state.seq + 1, state.at or UNDATED, room, entry))
    left = _proceed(state, c.Proceed(override=True), room)
    return left if isinstance(left, Refusal) else (*received, *left)


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
    decision = state.event.decision
    if decision is None:
        return Refusal(Reason.NO_CHOICE_HERE)
    option = decision.options.get(command.option)
    if option is None:
        return Refusal(Reason.UNKNOWN, (command.option,))
    if not holds(option.when, state):
        return Refusal(Reason.OPTION_CLOSED, (command.option,))
    left = _leave(state, option.next, Cause.OPTION, override=command.override)
    if isinstance(left, Refusal):
        return left
    return (e.Chose(command.option, advised(state), seat=command.seat), *left)


def _go_to(state: State, command: c.GoTo, _room: float) -> Decision:
    if command.event not in state.scenario.events:
        return Refusal(Reason.UNKNOWN, (command.event,))
    return (e.Arrived(command.event, Cause.OVERRIDE, still_required(state), seat=command.seat),)


def run_out(state: State, *, early: bool = False) -> Entries:
    """Return what follows when the present timer runs out: it says so, and a branching one moves the team on."""
    event, timer = state.here.event, state.event.timer
    expired = e.TimerExpired(event, early)
    if timer is not None and timer.next is not None and timer.next in state.scenario.events:
        return (expired, e.Arrived(timer.next, Cause.TIMER))
    return (expired,)


def _run_out(state: State, _command: c.RunOut, _room: float) -> Decision:
    if state.event.timer is None or state.here.ran_out:
        return Refusal(Reason.NO_TIMER)
    return run_out(state, early=True)


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


def _rated(state: State, entry: e.EstherRated, _room: float) -> Decision:
    del state
    return (entry,) if LOWEST <= entry.value <= HIGHEST else Refusal(Reason.OUT_OF_RANGE, ("value",))


def _rewound(state: State, entry: e.Rewound, _room: float) -> Decision:
    return (entry,) if past_at(state, entry.to) else Refusal(Reason.CANNOT_REWIND, (str(entry.to),))


_RULES: dict[type[Any], Rule] = {
    c.Proceed: _proceed,
    c.Choose: _choose,
    c.GoTo: _go_to,
    c.RunOut: _run_out,
    c.MarkExpectation: _mark,
    c.FireInject: _inject,
    e.TimerExtended: _extend,
    e.Checked: _checked,
    e.CueGiven: _cue,
    e.EstherRated: _rated,
    e.Rewound: _rewound,
    **HANDOVER_RULES,
}
JOURNEY_RULES = {kind: playing(rule) for kind, rule in _RULES.items()}
