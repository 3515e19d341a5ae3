"""Findings about the journey: timers, choices, expectations, deadlines, overrides, injects, and going back."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.debriefing.finding import Finding, Kind
from esthersim.debriefing.findings_handover import finding
from esthersim.play.entries import (
    Arrived,
    Chose,
    Entry,
    ExpectationMarked,
    InjectArrived,
    InjectFired,
    Rewound,
    StepEntered,
    TimerExpired,
)
from esthersim.play.people import named_present
from esthersim.play.retelling import Moment, Retelling
from esthersim.play.story import DeadlineStatus, deadline_course
from esthersim.play.vocabulary import Cause, Observation
from esthersim.scenario.model import TEAM

_EXPECTATIONS = {
    Observation.DONE: Kind.EXPECTATION_DONE,
    Observation.LATE: Kind.EXPECTATION_LATE,
    Observation.MISSED: Kind.EXPECTATION_MISSED,
    Observation.WRONG: Kind.EXPECTATION_WRONG,
}


def find_expired_timer(moment: Moment) -> Iterator[Finding]:
    """Yield a room timer that ran out; `same-way` where the event leads to the same place anyway."""
    entry = moment.recorded.entry
    if not isinstance(entry, TimerExpired) or moment.before.journey is None:
        return
    event = moment.before.scenario.events.get(entry.event)
    if event is None or event.timer is None:
        return
    variant = "branched" if event.timer.next else "soft"
    if event.timer.next and event.decision is None and {branch.to for branch in event.next} == {event.timer.next}:
        variant = "same-way"
    roles = event.decision.by if event.decision and event.decision.by != (TEAM,) else named_present(moment.before)
    yield finding(moment, Kind.TIMER_RAN_OUT, entry.event, (moment.visit, moment.seq), entry.event, roles, variant)


def find_choice_against_advice(moment: Moment) -> Iterator[Finding]:
    """Yield a choice that differs from the advice: `named` where it was that of a decision support."""
    entry = moment.recorded.entry
    if not isinstance(entry, Chose) or moment.before.journey is None:
        return
    if entry.advised is None or entry.advised == entry.option:
        return
    event = moment.before.here.event
    decision = moment.before.event.decision
    by = decision.by if decision and decision.by != (TEAM,) else ()
    yield finding(
        moment, Kind.AGAINST_ADVICE, entry.option, (moment.visit, moment.seq), event, by,
        "named" if decision and decision.support else "", items=(entry.advised,),
    )  # fmt: skip


def find_expectation_result(moment: Moment) -> Iterator[Finding]:
    """Yield the result of an expectation, unless it was not observed."""
    entry = moment.recorded.entry
    if not isinstance(entry, ExpectationMarked) or moment.before.journey is None:
        return
    kind = _EXPECTATIONS.get(Observation(entry.status))
    event = moment.before.here.event
    expectation = moment.before.event.expect.get(entry.expectation)
    if kind is None or expectation is None:
        return
    yield finding(
        moment, kind, entry.expectation, (moment.visit, moment.seq), event, expectation.by,
        objective=expectation.objective, critical=expectation.critical, key=moment.visit,
    )  # fmt: skip


def find_override(moment: Moment) -> Iterator[Finding]:
    """Yield a gate that was overridden, or required checklist items that were skipped."""
    entry = moment.recorded.entry
    if isinstance(entry, StepEntered) and entry.overridden:
        step = moment.before.step.value
        yield finding(moment, Kind.GATE_OVERRIDDEN, step, (moment.seq,), None, gate=entry.overridden)
    if isinstance(entry, Arrived) and entry.overridden and moment.before.journey:
        left = moment.before.scenario.events[moment.before.here.event]
        objectives = (left.checklist[item].objective for item in entry.overridden if item in left.checklist)
        yield finding(
            moment, Kind.CHECKLIST_OVERRIDDEN, moment.before.here.event, (moment.visit, moment.seq),
            moment.before.here.event, named_present(moment.before), objective=next(filter(None, objectives), None),
            items=entry.overridden,
        )  # fmt: skip


def find_injects(retelling: Retelling) -> Iterator[Finding]:
    """Yield what the facilitator let happen and what came by itself: `led` where it took the team elsewhere."""
    leading = led_elsewhere(retelling)
    for moment in retelling.moments:
        entry = moment.recorded.entry
        inject = moment.before.scenario.injects.get(key := happened(entry))
        if inject is None or moment.before.journey is None:
            continue
        variant = "led" if moment.seq in leading else "came" if isinstance(entry, InjectArrived) else ""
        if isinstance(entry, InjectFired) and entry.overridden and not variant:
            variant = "overridden"
        yield finding(moment, Kind.INJECT, key, (moment.seq,), moment.before.here.event, inject.to, variant)


def happened(entry: Entry) -> str:
    """Return the inject that happens with an entry; empty where none does."""
    if isinstance(entry, InjectFired):
        return entry.inject
    return entry.inject if isinstance(entry, InjectArrived) and entry.came else ""


def led_elsewhere(retelling: Retelling) -> frozenset[int]:
    """Return the entry numbers of the injects that took the team to another event."""
    return frozenset(led.seq for moment, _arrived in retelling.each(Arrived) if (led := _led_by(moment)))


def _led_by(moment: Moment) -> Moment | None:
    """Return the inject that took the team to an event; `None` where something else did."""
    entry = moment.recorded.entry
    if not isinstance(entry, Arrived) or entry.cause is not Cause.INJECT:
        return None
    injects = moment.before.scenario.injects
    return next(
        (
            each
            for each in moment.back()
            if (key := happened(each.recorded.entry)) in injects and injects[key].next == entry.event
        ),
        None,
    )


def find_going_back(moment: Moment) -> Iterator[Finding]:
    """Yield that the team went back to an earlier event."""
    entry = moment.recorded.entry
    if isinstance(entry, Rewound) and moment.before.journey and moment.after.journey:
        yield finding(moment, Kind.WENT_BACK, moment.after.here.event, (entry.to, moment.seq), moment.before.here.event)


def find_broken_deadlines(retelling: Retelling) -> Iterator[Finding]:
    """Yield each broken deadline with its final status, once for each arrival that started it."""
    found: dict[tuple[str, int], tuple[Moment, DeadlineStatus, tuple[int, ...]]] = {}
    standing = retelling.standing
    for moment, _arrived in retelling.each(Arrived):
        for key, rule in moment.after.scenario.deadlines.items():
            course = deadline_course(moment.after.scenario, moment.after.journey, rule)
            if course.began is None or course.status not in {DeadlineStatus.LATE, DeadlineStatus.NEVER}:
                continue
            start = course.began.seq
            if course.decided is not None and course.decided.seq != moment.seq:
                continue  # it has been late since an earlier arrival
            # A moment that stands outweighs one that was undone; among equals the last counts.
            if (key, start) not in found or moment.seq in standing or found[key, start][0].seq not in standing:
                found[key, start] = (moment, course.status, (start, moment.seq))
    for (key, start), (moment, status, entries) in found.items():
        yield finding(
            moment, Kind.DEADLINE_BROKEN, key, entries, moment.after.here.event,
            named_present(moment.after), status.value, key=start,
        )  # fmt: skip
