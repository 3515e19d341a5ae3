"""Rules about what the facilitator waits for in vain: after a timer has moved on, or from somebody who is not there."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.lengths import planned
from esthersim.rehearsal.pace import roles_there
from esthersim.scenario.key_paths import subject


def after_the_timer(examination: Examination) -> Iterator[Finding]:
    """Find expectations with more time, and cues that come later, than the event's timer allows.

    A soft timer allows everything. At the same second the timer goes first, so that such a cue never comes.
    """
    for key, event in examination.scenario.events.items():
        if event.timer is None or event.timer.next is None:
            continue
        limit = event.timer.limit.total_seconds
        for name, expectation in event.expect.items():
            if expectation.within and expectation.within.total_seconds > limit:
                path = ("events", key, "expect", name)
                length = planned(expectation.within.total_seconds)
                yield found("ES277", (*path, "within"), where=subject(path), length=length, limit=planned(limit))
        for name, cue in event.cues.items():
            if cue.after.total_seconds >= limit:
                path = ("events", key, "cues", name)
                length = planned(cue.after.total_seconds)
                yield found("ES278", (*path, "after"), where=subject(path), length=length, limit=planned(limit))


def expected_of_the_absent(examination: Examination) -> Iterator[Finding]:
    """Find expectations of a role that is neither present nor decides, hands over, receives or hears what is for it."""
    scenario = examination.scenario
    for key, event in scenario.events.items():
        there = roles_there(scenario, event) | event.only.keys()
        for name, expectation in event.expect.items():
            path = ("events", key, "expect", name)
            for role in expectation.by:
                if role in scenario.roles and role not in there:
                    yield found("ES279", (*path, "by"), where=subject(path), role=role, event=key)


RULES: tuple[Rule, ...] = (after_the_timer, expected_of_the_absent)
